import Type, { type Static } from 'typebox';
import { Id, Instant, Nullable, OneOf, Page, PersonReference, listQuery, FullDate, type Contract } from '../http/endpoint.ts';

export const recordTypes = [
  'organization',
  'contact',
  'interaction',
  'followup',
  'mission',
  'forum',
  'agreement',
  'framework',
  'policy-node',
  'alignment',
  'measure',
  'place',
  'region',
  'targeting-exercise',
  'note',
  'view',
  'user',
  'token',
] as const;

/** What only the trail as a whole tells of: no page shows the history of one of them. */
const trailTypes = [...recordTypes, 'sector', 'setting', 'calendar-feed', 'document-template', 'note-text'] as const;

export const AuditEvent = Type.Object({
  id: Id,
  at: Instant,
  user: Nullable(PersonReference),
  action: Type.String(),
  recordType: Type.String(),
  recordId: Type.String(),
  recordLabel: Nullable(Type.String()),
  /** Field → [before, after] */
  changes: Type.Record(Type.String(), Type.Array(Type.Unknown(), { minItems: 2, maxItems: 2 })),
  /** Field → how its page calls it, and the words of its enumerated values, in the caller's language */
  words: Type.Record(Type.String(), Type.Object({ label: Type.String(), values: Type.Record(Type.String(), Type.String()) })),
});
export type AuditEvent = Static<typeof AuditEvent>;

const AuditQuery = listQuery(
  {
    user: Id,
    action: Type.String({ maxLength: 40 }),
    recordType: OneOf(trailTypes),
    record: Id,
    from: FullDate,
    to: FullDate,
  },
  ['at'],
);

export const historyContract = {
  'GET /api/audit': {
    summary: 'Every change, newest first',
    allow: 'administrator',
    query: AuditQuery,
    response: Page(AuditEvent),
  },
  'GET /api/history/:type/:id': {
    summary: 'What happened to one record, newest first, for whoever may read the record',
    allow: 'reader',
    params: Type.Object({ type: OneOf(recordTypes), id: Id }, { additionalProperties: false }),
    response: Type.Object({ items: Type.Array(AuditEvent) }),
  },
} as const satisfies Contract;
