import type { Answer } from '#lib/api.ts';
import { m } from '#paraglide/messages.js';

export type TwoYears = Answer<'GET /api/timeline'>;
export type Event = TwoYears['events'][number];
/** Whose two years they are: the filter of the lists, and its value. */
export type Subject = { filter: 'organization' | 'region' | 'commitment'; id: string };

export const eventWords: Record<Event['kind'], () => string> = {
  agreement_signed: m.timeline_kind_agreement_signed,
  agreement_ends: m.timeline_kind_agreement_ends,
  mission: m.timeline_kind_mission,
  forum_session: m.timeline_kind_forum_session,
  outcome: m.timeline_kind_outcome,
  promise: m.timeline_kind_promise,
  planned: m.timeline_kind_planned,
  first_met: m.timeline_kind_first_met,
  last_met: m.timeline_kind_last_met,
};

const pages: Record<Event['kind'], string> = {
  agreement_signed: '/agreements',
  agreement_ends: '/agreements',
  mission: '/missions',
  forum_session: '/forums',
  outcome: '/priorities',
  promise: '/followups',
  planned: '/interactions',
  first_met: '/interactions',
  last_met: '/interactions',
};
export const hrefOf = ({ kind, id }: Pick<Event, 'kind' | 'id'>): string => `${pages[kind]}/${encodeURIComponent(id)}`;

/** The list that has those of a kind that the line does not name; null where no list has them. */
export function listOf(kind: Event['kind'], { filter, id }: Subject): string | null {
  const of = `${filter}=${encodeURIComponent(id)}`;
  if (kind === 'planned') return `/interactions?${of}&status=planned`;
  if (kind === 'promise') return filter === 'commitment' ? null : `/followups?${of}&status=open&status=renegotiated`;
  if (kind === 'mission' || kind === 'agreement_signed' || kind === 'agreement_ends') return `${pages[kind]}?${of}`;
  if (kind === 'forum_session') return filter === 'commitment' ? `/forums?${of}` : filter === 'organization' ? `/forums?member=${encodeURIComponent(id)}` : null;
  return null;
}

/** Where a date falls in the period, from 0 to 1; one of which only the month or the year is known, at its beginning. */
export function shareOf(on: string, { from, to }: Pick<TwoYears, 'from' | 'to'>): number {
  const monthsTo = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1) - 1 + (Number(date.slice(8, 10) || 1) - 1) / 31;
  const [start, end] = [monthsTo(from), monthsTo(to) + 1];
  return Math.min(1, Math.max(0, (monthsTo(on) - start) / (end - start)));
}
