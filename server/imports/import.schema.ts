import Type, { type Static } from 'typebox';
import { Id, Instant, type Contract } from '../http/endpoint.ts';

const Draft = Type.Object({
  id: Id,
  /** The UID of the invitation, or the Message-ID of the mail */
  externalUid: Type.String(),
  action: Type.Unsafe<'created' | 'updated' | 'unchanged' | 'cancelled'>({ type: 'string', enum: ['created', 'updated', 'unchanged', 'cancelled'] }),
  file: Type.String(),
  subject: Type.String(),
  startsAt: Instant,
  isAllDay: Type.Boolean(),
  timeZone: Type.String(),
  /** People waiting to be recognized */
  unmatched: Type.Integer(),
  /** What to know of how it was read, in the caller’s language */
  notices: Type.Array(Type.String()),
});
const Imported = Type.Object({
  drafts: Type.Array(Draft),
  refused: Type.Array(Type.Object({ file: Type.String(), reason: Type.String() })),
});
export type Imported = Static<typeof Imported>;

export const importContract = {
  'POST /api/interactions/import': {
    summary: 'Invitations and mails (multipart/form-data, one or more .ics, .eml, .msg) as drafts; one draft by UID for ever',
    allow: 'officer',
    response: Imported,
  },
} as const satisfies Contract;
