import Type, { type Static } from 'typebox';
import { FullDate, Id, Instant, Nullable, OneOf, Reference, type Contract } from '../http/endpoint.ts';
import { followUpSides, interactionKinds, priorities } from '../vocabulary.ts';

/** Where in the line something was read: `start` and `end` count UTF-16 units, `text` is what stands between. */
export const Span = Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() });
export type Span = Static<typeof Span>;

/** A record that a mention may mean, with the line that tells it from others of the same name. */
const Candidate = Type.Object({
  id: Id,
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  detailFr: Nullable(Type.String()),
  detailEn: Nullable(Type.String()),
});
export type Candidate = Static<typeof Candidate>;

/**
 * What every reading says of itself. `isSure` is false for what is to be asked before it is kept: a name a typing error
 * away, a name that several records share, a date that can be read in two ways. `candidates` then lists the readings,
 * the likeliest first.
 */
const reading = { span: Span, isSure: Type.Boolean() };

/** A record that the line names. `id` is null while several records are as likely as each other. */
const Mention = Type.Object({
  ...reading,
  id: Nullable(Id),
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  candidates: Type.Array(Candidate),
});
export type Mention = Static<typeof Mention>;

/** A calendar day, or an instant of it. */
const Moment = Type.Object({ value: Instant, isAllDay: Type.Boolean() });
const Due = Type.Object({ ...reading, value: FullDate, candidates: Type.Array(FullDate) });

export const Capture = Type.Object({
  /** `span` is null for what was not said: a meeting, now */
  kind: Type.Object({ value: OneOf(interactionKinds), span: Nullable(Span), isSure: Type.Boolean() }),
  startsAt: Type.Object({
    ...Moment.properties,
    span: Nullable(Span),
    isSure: Type.Boolean(),
    candidates: Type.Array(Moment),
  }),
  endsAt: Type.Optional(Type.Object({ value: Instant, span: Span, isSure: Type.Boolean() })),
  /** IANA name of the zone in which the hour was said */
  timeZone: Type.String(),
  organizations: Type.Array(Mention),
  contacts: Type.Array(
    Type.Object({
      ...Mention.properties,
      /** The organization that the person speaks for, when there is one */
      organization: Nullable(Reference),
    }),
  ),
  /** People of the office who took part beside whoever writes */
  users: Type.Array(Mention),
  commitments: Type.Array(Type.Object({ ...Mention.properties, priority: Nullable(OneOf(priorities)) })),
  sectors: Type.Array(Mention),
  followUps: Type.Array(
    Type.Object({
      ...reading,
      text: Type.String(),
      promisedBy: OneOf(followUpSides),
      dueOn: Nullable(Due),
    }),
  ),
  /** The one line that stays when the date and the promises are taken out */
  subject: Type.Object({ value: Type.String(), span: Nullable(Span) }),
  /** What is to be asked: names that nobody on record has, and readings that are not sure */
  unresolved: Type.Array(
    Type.Object({
      span: Span,
      /** What it seems to be */
      expected: OneOf(['organization', 'contact', 'user', 'commitment', 'sector', 'date', 'due']),
      reason: OneOf(['unknown', 'ambiguous', 'misspelt']),
      candidates: Type.Array(Candidate),
    }),
  ),
});
export type Capture = Static<typeof Capture>;

/** Everything that goes by a name, as the grammar reads it: the same shape on the server and in a browser offline. */
export const LexiconEntry = Type.Object({
  type: OneOf(['organization', 'contact', 'user', 'commitment', 'sector']),
  id: Id,
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  /** Every other name: short, acronym, former, in every language */
  names: Type.Array(Type.String()),
  detailFr: Nullable(Type.String()),
  detailEn: Nullable(Type.String()),
  /** A person’s organizations, the present one first */
  organizationIds: Type.Optional(Type.Array(Id)),
  priority: Type.Optional(Nullable(OneOf(priorities))),
  /** When it was last met, for telling the likeliest of several; ISO instant */
  lastHeldAt: Type.Optional(Nullable(Instant)),
});
export type LexiconEntry = Static<typeof LexiconEntry>;

export const captureContract = {
  'POST /api/capture/parse': {
    summary: 'What a line says, each part with the words it came from; nothing is stored',
    allow: 'officer',
    body: Type.Object(
      {
        text: Type.String({ maxLength: 10_000 }),
        locale: OneOf(['fr', 'en']),
        /** When the line is said; the present by default */
        now: Type.Optional(Instant),
        /** IANA name; the caller’s own by default */
        timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
      },
      { additionalProperties: false },
    ),
    response: Capture,
  },
  'GET /api/capture/lexicon': {
    summary: 'The names that a browser keeps for reading lines without network: what the caller may see, the latest met first',
    allow: 'officer',
    query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })) }, { additionalProperties: false }),
    response: Type.Object({ items: Type.Array(LexiconEntry) }),
  },
} as const satisfies Contract;
