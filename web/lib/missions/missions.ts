import type { Answer } from '#lib/api.ts';
import { formatDate, formatList, formatPeriod, inLocale, today } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { loadOrganizations, loadPlaces } from '#lib/choices/choices.ts';
import { personWords, type ListingWords } from '#lib/listing/listing.ts';
import { reportStanding } from '#server/missions/mission.report.rules.ts';
import { m } from '#paraglide/messages.js';

export type Mission = Answer<'GET /api/missions/:id'>;
export type MissionItem = Answer<'GET /api/missions'>['items'][number];
export type Tone = 'going' | 'waiting' | 'done' | 'late';

/** The filters of the list, in the order in which one asks: where it stands, which way, where, for what, by whom. */
export const missionFilters: ListingWords = {
  facets: {
    status: { title: m.mission_status, words: labels.missionStatuses, isScale: true },
    direction: { title: m.mission_direction, words: labels.missionDirections, isScale: true },
    region: { title: m.mission_filter_region },
    priority: { title: m.mission_filter_priority, words: labels.priorities, isScale: true },
    commitment: { title: m.mission_filter_commitment },
    target: { title: m.organization_filter_target, words: labels.targetDecisions, isScale: true },
    lead: { title: m.mission_lead, words: personWords },
    year: { title: m.filter_year },
    country: { title: m.filter_country },
  },
  others: {
    q: { title: m.list_words },
    targetOf: { title: m.filter_target_of },
    place: { title: m.mission_place },
    at: { title: m.mission_place },
    organization: { title: m.mission_organization },
    from: { title: m.interaction_from },
    to: { title: m.interaction_to },
  },
  days: [{ title: m.filter_since, quick: { param: 'from', values: ['-6m', '-12m', '-24m'] }, from: 'from', to: 'to' }],
  pickers: [
    { param: 'place', load: loadPlaces },
    { param: 'organization', load: loadOrganizations },
  ],
  sorts: [
    { value: '-startsOn', title: m.sort_newest },
    { value: 'startsOn', title: m.sort_oldest },
    { value: 'title', title: m.sort_name },
    { value: 'reportDueOn', title: m.sort_report },
  ],
};

/** « du 12 au 17 mai 2025 », « mars 2025 », « jusqu’au 31 mars 2023 »; empty when no date is known. */
export function missionDates({ startsOn, endsOn }: { startsOn: string | null; endsOn: string | null }): string {
  return startsOn && !endsOn ? formatDate(startsOn) : formatPeriod(startsOn, endsOn);
}

/** The same at the start of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** « Lyon et Bordeaux ». */
export const placesInWords = (places: readonly { nameFr: string; nameEn: string | null }[]): string =>
  formatList([...new Set(places.map((place) => inLocale(place, 'name')))]);

/** Where a mission stands, and whether its report is late. */
export function missionTone(mission: Pick<MissionItem, 'status' | 'endsOn' | 'reportDueOn' | 'reportPublishedOn'>): Tone {
  if (reportStanding(mission, today()).state === 'late') return 'late';
  if (mission.status === 'closed' || mission.status === 'cancelled') return 'done';
  return mission.status === 'under_way' || mission.status === 'report_due' ? 'going' : 'waiting';
}

/** Where the report stands, in a few words; empty when none is owed. */
export function reportInWords(mission: Pick<MissionItem, 'status' | 'endsOn' | 'reportDueOn' | 'reportPublishedOn'>): string {
  const standing = reportStanding(mission, today());
  if (standing.state === 'published') return m.mission_report_published({ date: formatDate(standing.on) });
  if (standing.state === 'late') return m.mission_report_late({ count: standing.days });
  if (standing.state === 'due') return standing.days === 0 ? m.mission_report_due_today() : m.mission_report_due_in({ count: standing.days });
  return '';
}
