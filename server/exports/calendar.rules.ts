/** Interactions and missions as iCalendar (RFC 5545). Subjects, places and dates: what was said does not leave by this door. */
import type { InteractionItem } from '../interactions/interaction.schema.ts';
import type { MissionItem } from '../missions/mission.schema.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone, readCalendarDate } from '../text/format.rules.ts';
import { contentLine, escapeText, stampOf } from './content-line.rules.ts';
import { inLanguage } from './table.rules.ts';

type Locale = 'fr' | 'en';

/** The head of a calendar, under the name that programs show. */
export function calendarStart(name: string, locale: Locale): string {
  return [
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n',
    contentLine('PRODID', `-//Passerelle//Passerelle//${locale.toUpperCase()}`),
    'CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n',
    contentLine('NAME', escapeText(name)),
    contentLine('X-WR-CALNAME', escapeText(name)),
  ].join('');
}
export const calendarEnd = 'END:VCALENDAR\r\n';

const statuses: Record<string, string> = { draft: 'TENTATIVE', planned: 'CONFIRMED', held: 'CONFIRMED', cancelled: 'CANCELLED' };
const hour = 3_600_000;

/** An interaction at its hours, in UTC; one of a whole day has the days that it had where it took place. */
export function interactionEvent(item: InteractionItem, locale: Locale): string {
  const [start, end] = item.isAllDay ? wholeDays(item) : hours(item);
  const partners = item.organizations.map(({ nameFr, nameEn }) => inLanguage(nameFr, nameEn, locale)).join(', ');
  return event([
    contentLine('UID', `interaction-${item.id}@passerelle`),
    contentLine('DTSTAMP', stampOf(item.updatedAt)),
    contentLine('LAST-MODIFIED', stampOf(item.updatedAt)),
    contentLine('SEQUENCE', String(item.version)),
    start,
    end,
    contentLine('SUMMARY', escapeText(item.subject)),
    contentLine('LOCATION', item.location && escapeText(item.location)),
    contentLine('DESCRIPTION', partners && escapeText(partners)),
    contentLine('STATUS', statuses[item.status]),
  ]);
}

const missionStatuses: Record<string, string> = { idea: 'TENTATIVE', cancelled: 'CANCELLED' };

/** A mission as whole days, as precise as they are known: a month when only the month is. Nothing without a date. */
export function missionEvent(item: Pick<MissionItem, 'id' | 'version' | 'status' | 'titleFr' | 'titleEn' | 'startsOn' | 'endsOn' | 'updatedAt'> & { places: readonly { nameFr: string; nameEn: string | null }[] }, locale: Locale): string {
  const [from, to] = [item.startsOn ?? item.endsOn, item.endsOn ?? item.startsOn];
  if (!from || !to) return '';
  const first = firstDay(from);
  const last = lastDay(to);
  if (!first || !last) return '';
  return event([
    contentLine('UID', `mission-${item.id}@passerelle`),
    contentLine('DTSTAMP', stampOf(item.updatedAt)),
    contentLine('LAST-MODIFIED', stampOf(item.updatedAt)),
    contentLine('SEQUENCE', String(item.version)),
    ...days(first, last < first ? first : last),
    contentLine('SUMMARY', escapeText(inLanguage(item.titleFr, item.titleEn, locale) ?? '')),
    contentLine('LOCATION', escapeText(item.places.map(({ nameFr, nameEn }) => inLanguage(nameFr, nameEn, locale)).join(', '))),
    contentLine('STATUS', missionStatuses[item.status] ?? 'CONFIRMED'),
    contentLine('TRANSP', 'TRANSPARENT'),
  ]);
}

const event = (lines: string[]): string => `BEGIN:VEVENT\r\n${lines.join('')}END:VEVENT\r\n`;

function hours({ startsAt, endsAt }: InteractionItem): [string, string] {
  const start = Date.parse(startsAt);
  // An end that is not after the beginning is none (RFC 5545, 3.6.1): an hour is what is set aside for a meeting.
  const end = endsAt && Date.parse(endsAt) > start ? endsAt : new Date(start + hour).toISOString();
  return [contentLine('DTSTART', stampOf(startsAt)), contentLine('DTEND', stampOf(end))];
}

function wholeDays({ startsAt, endsAt, timeZone }: InteractionItem): [string, string] {
  const first = dateInZone(startsAt, timeZone);
  const last = endsAt ? dateInZone(endsAt, timeZone) : first;
  return days(first, last < first ? first : last);
}

/** The end of a whole-day event is the day after its last. */
const days = (first: string, last: string): [string, string] => [
  contentLine('DTSTART;VALUE=DATE', first.replaceAll('-', '')),
  contentLine('DTEND;VALUE=DATE', addDays(last, 1).replaceAll('-', '')),
];

const firstDay = (date: string): string | null => (readCalendarDate(date) ? `${date}-01-01`.slice(0, 10) : null);

function lastDay(date: string): string | null {
  const read = readCalendarDate(date);
  if (!read) return null;
  if (read.day !== null) return date.slice(0, 10);
  return new Date(Date.UTC(read.year, read.month ?? 12, 0)).toISOString().slice(0, 10);
}
