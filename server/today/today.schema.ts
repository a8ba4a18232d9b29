import Type, { type Static } from 'typebox';
import { FullDate, Id, Instant, Nullable, OneOf, PersonReference, Reference, Sensitivity, type Contract } from '../http/endpoint.ts';
import { FollowUp } from '../followups/followup.schema.ts';
import { InteractionItem } from '../interactions/interaction.schema.ts';
import { agreementKinds, priorities } from '../vocabulary.ts';

export const todayScopes = ['mine', 'all'] as const;

const LosingTouch = Type.Object({
  id: Id,
  version: Type.Integer(),
  nameFr: Type.String(),
  nameEn: Nullable(Type.String()),
  /** The rhythm in force: the partner's own, else their tier's */
  cadence: Type.Object({ days: Type.Integer(), from: OneOf(['tier', 'own']) }),
  cadenceDays: Type.Integer(),
  lastHeldAt: Instant,
  /** Days by which the rhythm agreed on is overdue */
  daysOutOfTouch: Type.Integer(),
  nextContactOn: Nullable(FullDate),
  /** Who among us last met them, in what the caller may see */
  lastSpoken: Nullable(Type.Object({ interactionId: Id, at: Instant, people: Type.Array(PersonReference) })),
  owner: Nullable(PersonReference),
});
const Renewal = Type.Object({
  id: Id,
  kind: OneOf(agreementKinds),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  sensitivity: Sensitivity,
  /** The date that calls for something, and what it is */
  deadline: Type.Object({ kind: OneOf(['notice', 'renewal', 'expiry']), on: Type.String(), isPast: Type.Boolean() }),
  parties: Type.Array(Reference),
  owner: Nullable(PersonReference),
  priorities: Type.Array(OneOf(priorities)),
});

export const Today = Type.Object({
  /** Today in the office's zone */
  date: FullDate,
  scope: OneOf(todayScopes),
  /** Planned from now on, the next two weeks, the nearest first */
  planned: Type.Array(InteractionItem),
  /** Planned or drafted, and past: did it take place? */
  toConfirm: Type.Array(InteractionItem),
  /** Open and due within two weeks, or late; ours and those made together */
  promisesWeOwe: Type.Array(FollowUp),
  promisesOwedToUs: Type.Array(FollowUp),
  /** Partners whose rhythm is broken, the longest first */
  losingTouch: Type.Array(LosingTouch),
  /** Agreements with a notice, renewal or expiry within 120 days, or missed */
  agreementsToRenew: Type.Array(Renewal),
  /** All of them, where the lists above stop at some */
  counts: Type.Object({
    plannedToday: Type.Integer(),
    planned: Type.Integer(),
    toConfirm: Type.Integer(),
    overdueByUs: Type.Integer(),
    overdueByThem: Type.Integer(),
    promisesWeOwe: Type.Integer(),
    promisesOwedToUs: Type.Integer(),
    losingTouch: Type.Integer(),
    agreementsToRenew: Type.Integer(),
  }),
});
export type Today = Static<typeof Today>;

export const todayContract = {
  'GET /api/today': {
    summary: 'The page of the day: what is planned, promised, losing touch and to renew, mine or everyone’s',
    allow: 'reader',
    query: Type.Object({ scope: Type.Optional(OneOf(todayScopes)) }, { additionalProperties: false }),
    response: Today,
  },
} as const satisfies Contract;
