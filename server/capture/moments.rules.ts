import { addDays, instantOf } from '../interactions/moment.rules.ts';
import type { Day, DayContext, DaysRead, Direction } from './days.rules.ts';
import { findDays } from './days.rules.ts';
import { findHours, type Hour } from './hours.rules.ts';
import { textOf, type Line, type Range } from './line.rules.ts';
import { findByChrono } from './chrono.rules.ts';

/** A day, an hour, or both side by side. */
export type MomentSaid = Range & { day: Day | null; hour: Hour | null };
export type Instants = { value: string; isAllDay: boolean };
export type MomentRead = {
  range: Range | null;
  value: Instants;
  isSure: boolean;
  candidates: Instants[];
  end: { value: string; isSure: boolean; range: Range } | null;
  timeZone: string;
};

const between = /^[\s,]*(?:(?:a|at|@|de|from|le|on|the|en|in|-|:|pour|des|vers) ?)?[\s,(]*$/;

/** Every day and hour said in the line, those that touch as one. */
export function findMoments(line: Line, ctx: DayContext): MomentSaid[] {
  const own = findDays(line.flat, ctx).filter((day) => !day.isShort || isShortDay(line, day));
  const days = own.length > 0 ? own : findByChrono(line, ctx);
  const hours = findHours(line.flat, ctx.locale, days);
  const pieces = [...days.map((day) => ({ day, hour: null, start: day.start, end: day.end })), ...hours.map((hour) => ({ day: null, hour, start: hour.start, end: hour.end }))];
  pieces.sort((a, b) => a.start - b.start);
  const said: MomentSaid[] = [];
  for (const piece of pieces) {
    const last = said.at(-1);
    const isBeside = last && between.test(line.flat.slice(last.end, piece.start)) && piece.start - last.end < 12;
    if (last && isBeside && ((last.day && !last.hour && piece.hour) || (last.hour && !last.day && piece.day && !piece.day.hours))) {
      last.day ??= piece.day;
      last.hour ??= piece.hour;
      last.end = piece.end;
    } else said.push({ ...piece });
  }
  return said;
}

/** “Fri”, “by fri”, “tues”: three letters that are another word (“sat”, “sun”, « mon ») need a capital, a word before them or the end of a clause. */
function isShortDay(line: Line, day: Range): boolean {
  const typed = textOf(line, day);
  return (
    /\p{Lu}/u.test(typed) ||
    /^(?:.*\s)?(?:tue|tues|weds|thu|thur|thurs|fri)\b/.test(typed) ||
    /^\S+ /.test(typed) ||
    /(?:^|[,;] )$/.test(line.flat.slice(0, day.start)) ||
    (/^ *(?:$|[,.;:)\n→>-]|\d)/.test(line.flat.slice(day.end)) && !/(?:^|[^\p{L}])(?:the|a|we|he|she|they|in)[ ]$/u.test(line.flat.slice(0, day.start)))
  );
}

const pastWords =
  /(?<![\p{L}\p{N}])(?:j'ai|ai|as|avons|avez|ont|a (?:ete|eu|rencontre|appele|telephone|parle|dit|confirme|envoye|recu|visite|propose|demande|ecrit|discute|accueilli|tenu|pris|fait)|etait|etaient|etions|avait|avaient|on a|il a|elle a|nous a|s'est|se sont|recue?s?|met|had|was|were|called|phoned|visited|spoke|talked|received|emailed|wrote|attended|hosted|discussed|saw|went|did|got|sent|came|texted|held|took place|joined|presented)(?![\p{L}\p{N}])/gu;
const futureWords =
  /(?<![\p{L}\p{N}])(?:aura|auront|sera|seront|serons|(?:rencontr|visit|accueill|recev|particip|appell)e?r(?:ai|a|ons|ont)|verrons|verrai|irons|irai|will|shall|going to|upcoming|scheduled|prevue?s?|planifiee?s?|a venir|prochaine (?:rencontre|reunion|visite)|next meeting|confirmee?s? pour|(?:vais|allons|va|doit|dois|devons) (?:rencontrer|voir|visiter|recevoir))(?![\p{L}\p{N}])/gu;

/** Which way the verbs of the main part of the line point; null when they say nothing, or both. */
export function directionOf(line: Line, isMain: (range: Range) => boolean): Direction {
  const says = (pattern: RegExp): boolean => [...line.flat.matchAll(pattern)].some((match) => isMain({ start: match.index, end: match.index + match[0].length }));
  const isPast = says(pastWords);
  const isFuture = says(futureWords);
  return isPast === isFuture ? null : isPast ? 'past' : 'future';
}

/** Days of the promise: its own date, or several to choose from. */
export function readDue(said: readonly MomentSaid[]): { range: Range; days: string[]; isSure: boolean } | null {
  const dated = said.filter(({ day }) => day && !day.hours && !(day.isOf && !day.isDue));
  const marked = dated.filter(({ day }) => day!.isDue);
  const chosen = marked.length > 0 ? marked : dated;
  const [first] = chosen;
  if (!first) return null;
  const read = first.day!.read('due');
  const others = chosen.slice(1).flatMap(({ day }) => day!.read('due').days);
  return { range: first, days: [...new Set([...read.days, ...others])], isSure: read.isSure && others.length === 0 && !(first.day!.isPart && !first.day!.isDue) };
}

export type MomentContext = DayContext & { flat: string; now: Date; timeZone: string; direction: Direction };

/** Words after which a day is another meeting’s; before a day to come, words after which it may be the subject’s. */
const another = /(?<![\p{L}\p{N}])(?:reporte(?:e|s|es)?|deplacee?s?|postponed|moved|rescheduled|suite a|following|depuis|since|jusqu'au|until|annulee?|cancelled)(?![\p{L}\p{N}])/u;
const toCome = /(?<![\p{L}\p{N}])(?:prochaine? (?:rencontre|reunion|appel|visite|etape)|next (?:meeting|call|visit|step)|re ?:|au sujet|a propos|about|concernant|regarding|pour preparer|to prepare|en vue|ahead of|avant la|invitation)(?![\p{L}\p{N}])/u;

/** When it took or takes place; now when nothing says. */
export function readMoment(said: readonly MomentSaid[], ctx: MomentContext): MomentRead {
  const dated = said.filter(({ day }) => day);
  const day = dated[0] ?? null;
  const hourSaid = day?.hour ? day : (said.find(({ hour }) => hour) ?? null);
  const hour = hourSaid?.hour ?? null;
  const zone = hour?.zone;
  const timeZone = zone?.isKnown ? zone.timeZone : ctx.timeZone;
  const main = day ?? hourSaid;
  if (!main) return { range: null, value: { value: ctx.now.toISOString(), isAllDay: false }, isSure: true, candidates: [], end: null, timeZone };
  const range = { start: main.start, end: main.end };
  if (day?.day?.isNow && !hour) return { range, value: { value: ctx.now.toISOString(), isAllDay: false }, isSure: true, candidates: [], end: null, timeZone };
  if (day?.day?.hours !== undefined) {
    const value = new Date(ctx.now.getTime() + day.day.hours * 3_600_000).toISOString();
    return { range, value: { value, isAllDay: false }, isSure: dated.length === 1, candidates: [], end: null, timeZone };
  }
  const first: DaysRead = day ? day.day!.read(ctx.direction) : { days: [ctx.today], isSure: true };
  // Another day beside the first: which one it was is asked. So is « la visite du 3 » for a message about a visit.
  const others = dated.slice(1).flatMap(({ day: other }) => (other!.hours === undefined ? other!.read(ctx.direction).days : []));
  const hours = said.filter((one) => one.hour).length;
  const days = [...new Set([...first.days, ...others])].slice(0, 6);
  const times = hour ? hour.times : [null];
  const all = days.flatMap((one) => times.flatMap((time) => instants(one, time, timeZone, zone)));
  const lead = ctx.flat.slice(0, day?.start ?? 0);
  const isElsewhere = another.test(lead) || (days[0]! > ctx.today && toCome.test(lead));
  const isBound = day?.day?.isDue === true && /^(?:d'ici|by|before|avant(?!-| hier)|no later|au plus|until|till|within|sous|due)/.test(ctx.flat.slice(day.start, day.end));
  const isAgainst = ctx.direction === 'past' && days[0]! > ctx.today;
  const isSure = !isElsewhere && !isBound && !isAgainst && first.isSure && others.length === 0 && hours <= 1 && !(day?.day?.isOf && !ctx.direction) && (hour?.isSure ?? true) && (zone?.isKnown ?? true) && all.length === 1;
  const value = all[0]!;
  const candidates = isSure ? [] : all.length === 1 && isElsewhere ? [...all, { value: ctx.now.toISOString(), isAllDay: false }] : all;
  return { range, value, isSure, candidates, end: readEnd(day?.day ?? null, hour, hourSaid, days[0]!, timeZone, value, isSure), timeZone };
}

/** A day at an hour of a zone: two instants where the zone’s word speaks of the other season (“3 pm EST” in July). */
function instants(day: string, time: string | null, timeZone: string, zone: Hour['zone']): Instants[] {
  if (time === null) return [{ value: instantOf(day, '00:00', timeZone).toISOString(), isAllDay: true }];
  if (zone?.offset != null) return [{ value: new Date(Date.parse(`${day}T${time}:00.000Z`) - zone.offset * 60_000).toISOString(), isAllDay: false }];
  const instant = instantOf(day, time, timeZone);
  const one = { value: instant.toISOString(), isAllDay: false };
  if (zone?.summer == null || zone.timeZone === 'UTC') return [one];
  const isSummer = isSummerTime(instant, timeZone);
  const other = new Date(instant.getTime() + (zone.summer ? -3_600_000 : 3_600_000)).toISOString();
  return isSummer === zone.summer ? [one] : [one, { value: other, isAllDay: false }];
}

function isSummerTime(instant: Date, timeZone: string): boolean {
  const year = instant.getUTCFullYear();
  const offset = (at: Date): number => Date.parse(`${at.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`) - Math.floor(at.getTime() / 1000) * 1000;
  const [winter, summer] = [offset(new Date(Date.UTC(year, 0, 1))), offset(new Date(Date.UTC(year, 6, 1)))];
  return winter !== summer && offset(instant) === Math.max(winter, summer);
}

/** The end of an hour range, or the first instant of the last day of a range of days. */
function readEnd(day: Day | null, hour: Hour | null, said: MomentSaid | null, first: string, timeZone: string, start: Instants, isSure: boolean): MomentRead['end'] {
  if (hour?.until && said) {
    const sameDay = instants(first, hour.until.time, timeZone, hour.zone)[0]!.value;
    // « De 22 h à 1 h » ends the day after.
    const value = sameDay > start.value ? sameDay : instants(addDays(first, 1), hour.until.time, timeZone, hour.zone)[0]!.value;
    return { value, isSure: hour.until.isSure && isSure, range: said.hour! };
  }
  if (!day?.until || hour) return null;
  return { value: instantOf(day.until, '00:00', timeZone).toISOString(), isSure, range: day };
}
