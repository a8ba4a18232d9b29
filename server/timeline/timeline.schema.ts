import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, type Contract } from '../http/endpoint.ts';

/** What is marked on the line, beside the interactions held. */
export const timelineEventKinds = [
  'agreement_signed', 'agreement_ends', 'mission', 'forum_session', 'outcome', 'promise', 'planned', 'first_met', 'last_met',
] as const;

const Month = Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$', examples: ['2026-03'] });

const Event = Type.Object({
  kind: OneOf(timelineEventKinds),
  /** The record: an agreement, a mission, a forum (of a session), an outcome's policy node, a promise, an interaction */
  id: Id,
  /** ISO, as precise as it is known */
  on: Type.String(),
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
});
export type TimelineEvent = Static<typeof Event>;

export const Timeline = Type.Object({
  from: Type.String(),
  to: Type.String(),
  today: Type.String(),
  /** Every month of the period, in order, with the interactions held */
  months: Type.Array(Type.Object({ month: Type.String(), held: Type.Integer() })),
  /** In order of date */
  events: Type.Array(Event),
  /** How many more there are of a kind, where all are not named */
  more: Type.Array(Type.Object({ kind: OneOf(timelineEventKinds), count: Type.Integer() })),
});
export type Timeline = Static<typeof Timeline>;

/** Exactly one of the three subjects. */
export const TimelineQuery = Type.Object(
  {
    organization: Type.Optional(Id),
    region: Type.Optional(Id),
    commitment: Type.Optional(Id),
    from: Type.Optional(Month),
    to: Type.Optional(Month),
  },
  { additionalProperties: false },
);
export type TimelineQuery = Static<typeof TimelineQuery>;

export const timelineContract = {
  'GET /api/timeline': {
    summary: 'Two years of a partner, a region or a commitment area: interactions held by month, and what is marked',
    allow: 'reader',
    query: TimelineQuery,
    response: Timeline,
  },
} as const satisfies Contract;
