import Type, { type Static } from 'typebox';
import { Id, Instant, Line, Nullable, OptionalLine, Reference, type Contract } from '../http/endpoint.ts';

const Appearance = Type.Object({ id: Id, subject: Type.String(), language: Type.String(), startsAt: Instant });

/** Somebody named by invitations, whom nobody has recognized yet. */
const Waiting = Type.Object({
  name: Type.String(),
  email: Nullable(Type.String()),
  /** Interactions on which they wait, that the caller may see */
  count: Type.Integer(),
  /** The latest of them, at most three */
  interactions: Type.Array(Appearance),
  /** The organization that their address tells */
  organization: Nullable(Reference),
  /** People on record whose name is near */
  candidates: Type.Array(Type.Object({ id: Id, name: Type.String(), detail: Nullable(Type.String()) })),
});
export type Waiting = Static<typeof Waiting>;

/** Who they are: a person on record, a new one, or nobody who needs a record. Exactly one of the three. */
const Settlement = Type.Object(
  {
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
    /** For somebody without an address */
    name: Type.Optional(Line),
    contactId: Type.Optional(Id),
    create: Type.Optional(Type.Object({ name: OptionalLine, organizationId: Type.Optional(Nullable(Id)) }, { additionalProperties: false })),
    ignore: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type Settlement = Static<typeof Settlement>;
const Settled = Type.Object({ count: Type.Integer(), contactId: Nullable(Id) });
export type Settled = Static<typeof Settled>;

export const quarantineContract = {
  'GET /api/quarantine': {
    summary: 'People whom invitations name and nobody has recognized yet, by address',
    allow: 'reader',
    response: Type.Object({ items: Type.Array(Waiting), total: Type.Integer() }),
  },
  'POST /api/quarantine/settle': {
    summary: 'Say who somebody is, wherever they wait: a person on record, a new one, or nobody',
    allow: 'officer',
    body: Settlement,
    response: Settled,
  },
} as const satisfies Contract;
