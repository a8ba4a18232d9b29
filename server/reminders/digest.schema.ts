import Type, { type Static } from 'typebox';
import { FullDate, Id, Instant, Nullable, OneOf, Reference, type Contract } from '../http/endpoint.ts';
import { digestChoices } from '../vocabulary.ts';

const Promised = Type.Object({
  id: Id,
  text: Type.String(),
  language: Type.String(),
  dueOn: Nullable(Type.String()),
  daysLate: Type.Integer(),
  organization: Nullable(Reference),
});
const BySide = Type.Object({ byUs: Type.Array(Promised), byThem: Type.Array(Promised) });

export const DigestShown = Type.Object({
  day: FullDate,
  /** From which day on things are new */
  since: FullDate,
  /** Put away for today */
  isSeen: Type.Boolean(),
  /** How many of each are new */
  news: Type.Object({
    dueToday: Type.Integer(),
    lateByUs: Type.Integer(),
    lateByThem: Type.Integer(),
    quiet: Type.Integer(),
    toConfirm: Type.Integer(),
    losingTouch: Type.Integer(),
    agreements: Type.Integer(),
  }),
  late: BySide,
  /** Due within seven days */
  soon: BySide,
  /** Owed to us, two weeks late, and nobody has met them since the day it was due */
  quiet: Type.Array(Promised),
  toConfirm: Type.Array(Type.Object({ id: Id, subject: Type.String(), language: Type.String(), startsAt: Instant })),
  /** Since the last digest only */
  losingTouch: Type.Array(Type.Object({ ...Reference.properties, daysOutOfTouch: Type.Integer() })),
  agreements: Type.Array(Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()), on: Type.String() })),
});
export type DigestShown = Static<typeof DigestShown>;

const Choice = Type.Object({ digest: OneOf(digestChoices) }, { additionalProperties: false });
/** Optional, so that a link without it is answered as any link that is not ours. */
const StopLink = Type.Object({ token: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false });

export const digestContract = {
  'GET /api/digest': {
    summary: 'What waits for me today, and what of it is new; empty with `unseen` once it has been put away',
    allow: 'reader',
    query: Type.Object({ unseen: Type.Optional(OneOf(['true'])) }, { additionalProperties: false }),
    response: DigestShown,
  },
  'POST /api/digest/seen': { summary: 'Put the digest of today away', allow: 'reader' },
  'GET /api/digest/mail': {
    summary: 'When I am written to, and whether the office can write at all',
    allow: 'reader',
    response: Type.Object({ digest: OneOf(digestChoices), isConfigured: Type.Boolean(), timeZone: Type.String() }),
  },
  'PUT /api/digest/mail': { summary: 'Choose when I am written to', allow: 'reader', body: Choice },
  'POST /api/digest/stop': {
    summary: 'Stop the mail of the person for whom the link was made; works without signing in (RFC 8058)',
    allow: 'anyone',
    query: StopLink,
  },
} as const satisfies Contract;
