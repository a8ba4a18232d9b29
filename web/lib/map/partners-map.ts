import type { Answer } from '#lib/api.ts';
import { filtersOf, type Params } from '#lib/organizations/partner-filters.ts';
import { formatMonths, inLocale } from '#lib/map/words.ts';
import { m } from '#paraglide/messages.js';
import type { Period } from '#server/map/period.rules.ts';
import { daysOf } from '#server/map/period.rules.ts';

export type PartnersMap = Answer<'GET /api/organizations/map'>;
export type Dot = PartnersMap['dots'][number];
export type MapPlace = PartnersMap['places'][number];

/** The list of partners with the same filters, at some places or in a region. */
export function partnersHref(searchParams: Params, more: { at?: readonly string[]; region?: string } = {}): string {
  const filters = filtersOf(searchParams);
  if (more.region) {
    filters.delete('region');
    filters.append('region', more.region);
  }
  // The places of a dot are exact; filters by place that were in force already hold them.
  if (more.at) filters.delete('at');
  for (const id of more.at ?? []) filters.append('at', id);
  const text = filters.toString();
  return text ? `/organizations?${text}` : '/organizations';
}

type Where = { at: string } | { region: string };
const whereParams = (where: Where): string => new URLSearchParams(where).toString();

/** The lists behind the figures of a place or a region, when no filter narrows them. */
export const heldHref = (where: Where, period: Period): string => {
  const { from, to } = daysOf(period);
  return `/interactions?${whereParams(where)}&status=held&from=${from}&to=${to}`;
};
export const agreementsHref = (where: Where): string => `/agreements?${whereParams(where)}&state=in_force`;
export const missionsHref = (where: Where, period: Period, today: string): string => {
  const { from, to } = daysOf(period);
  return `/missions?${whereParams(where)}&from=${from}${to >= today ? '' : `&to=${to}`}&not.status=cancelled`;
};

/** « 12 partenaires, 8 échanges tenus »: what there is, in words. */
export function inWords(figures: { partners: number; held?: number; agreements?: number; missions?: number }): string {
  const { partners, held = 0, agreements = 0, missions = 0 } = figures;
  const parts = [
    partners > 0 && m.map_partners({ count: partners }),
    held > 0 && m.map_held_period({ count: held }),
    agreements > 0 && m.map_agreements({ count: agreements }),
    missions > 0 && m.map_missions_count({ count: missions }),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : m.map_nothing();
}

/** What a dot says, for who points at it and for who hears it. */
export function dotSentence(dot: Dot): string {
  const name = dot.places > 1 ? m.map_dot_many({ name: inLocale(dot, 'name'), count: dot.places - 1 }) : inLocale(dot, 'name');
  return m.map_said({ name, figures: inWords(dot.places > 1 ? { partners: dot.partners } : { partners: dot.partners, held: dot.held }) });
}

export { formatMonths };
