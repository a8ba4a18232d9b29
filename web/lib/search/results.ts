import type { Answer } from '#lib/api.ts';
import { formatNumber, inLocale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

export type Result = Answer<'GET /api/search'>['items'][number];
export type ResultType = Result['type'];

const places: Record<ResultType, { path: string; label: () => string; plural: () => string; list?: true }> = {
  organization: { path: '/organizations', label: m.search_type_organization, plural: m.search_types_organizations, list: true },
  contact: { path: '/contacts', label: m.search_type_contact, plural: m.search_types_contacts, list: true },
  interaction: { path: '/interactions', label: m.search_type_interaction, plural: m.search_types_interactions, list: true },
  followup: { path: '/followups', label: m.search_type_followup, plural: m.search_types_followups, list: true },
  mission: { path: '/missions', label: m.search_type_mission, plural: m.search_types_missions, list: true },
  forum: { path: '/forums', label: m.search_type_forum, plural: m.search_types_forums, list: true },
  agreement: { path: '/agreements', label: m.search_type_agreement, plural: m.search_types_agreements, list: true },
  'policy-node': { path: '/priorities', label: m.search_type_policy_node, plural: m.search_types_policy_nodes },
  measure: { path: '/measures', label: m.search_type_measure, plural: m.search_types_measures },
  place: { path: '/places', label: m.search_type_place, plural: m.search_types_places },
  region: { path: '/regions', label: m.search_type_region, plural: m.search_types_regions },
  'targeting-exercise': { path: '/targets', label: m.search_type_targeting_exercise, plural: m.search_types_targeting_exercises },
  note: { path: '/documents', label: m.search_type_note, plural: m.search_types_notes },
};

/** Where a result leads. */
export const resultHref = ({ type, id }: { type: ResultType; id: string }): string => `${places[type].path}/${id}`;
/** What a result is, in a word. */
export const resultLabel = (type: ResultType): string => places[type].label();
/** What several are, as the title of their group. */
export const resultsLabel = (type: ResultType): string => places[type].plural();
/** The list of all that match, for the types that have one with a search of its own. */
export const resultsList = (type: ResultType, query: string): string | null =>
  places[type].list ? `${places[type].path}?q=${encodeURIComponent(query)}` : null;

const typesByPath = new Map(Object.entries(places).map(([type, { path }]) => [path, type as ResultType]));
/** The type of record that a page of one record shows (`/(app)/organizations/[id]`), or null. */
export function typeOfPage(routeId: string | null): ResultType | null {
  const path = /^\/\(app\)(\/[a-z]+)\/\[id\]$/.exec(routeId ?? '')?.[1];
  return path === undefined ? null : (typesByPath.get(path) ?? null);
}

type Ranges = readonly (readonly [number, number])[];
/** What a result shows: its title and a line under it, each with the words that matched. */
export function shownResult(result: Result): { title: string; titleRanges: Ranges; line: string | null; lineRanges: Ranges } {
  const title = inLocale({ titleFr: result.titleFr, titleEn: result.titleEn }, 'title');
  const detail = inLocale({ detailFr: result.detailFr, detailEn: result.detailEn }, 'detail') || null;
  const { match } = result;
  if (!match || match.text === title || match.where === 'title') {
    return { title, titleRanges: match?.text === title ? match.ranges : [], line: detail, lineRanges: [] };
  }
  const place = detail?.indexOf(match.text) ?? -1;
  if (place >= 0) return { title, titleRanges: [], line: detail, lineRanges: match.ranges.map(([from, to]) => [from + place, to + place] as const) };
  // A name is short: what tells the record from others fits after it. A passage stands alone.
  const line = match.where === 'name' && detail ? `${match.text} · ${detail}` : match.text;
  return { title, titleRanges: [], line, lineRanges: match.ranges };
}

export const isResultType = (value: string | null): value is ResultType => value !== null && Object.hasOwn(places, value);

/** A number that was counted to a limit only: `1 000+`. */
export const countLabel = (count: number, isCapped: boolean): string => (isCapped ? m.search_more_than({ count: formatNumber(count) }) : formatNumber(count));
