import { addDays } from '../interactions/moment.rules.ts';
import {
  addMonths, countOf, countPattern, daysApart, endOfMonth, isDay, iso, monthNames, monthPattern, weekdayAfter, weekdayBefore, weekdayIn,
  feasts, weekdayNames, weekdayOf, weekdayPattern,
} from './calendar.rules.ts';
import type { Range } from './line.rules.ts';

/** Which way a day lies: what was held, what is to come, a promise’s end; null when nothing tells. */
export type Direction = 'past' | 'future' | 'due' | null;
/** The likeliest day first. */
export type DaysRead = { days: string[]; isSure: boolean };
export type Day = Range & {
  read(direction: Direction): DaysRead;
  /** Last day of a range */
  until?: string;
  /** « d’ici », “by” before it */
  isDue: boolean;
  /** « du 3 décembre »: it belongs to what stands before */
  isOf: boolean;
  /** Hours from now, where hours were counted; then no clock is said */
  hours?: number;
  /** Said by three letters, which are another word without a capital: “Fri”, “sat” */
  isShort?: boolean;
  isNow?: boolean;
  /** A part of a month: the end of a promise only where « d’ici », “by” says so */
  isPart?: boolean;
};
export type DayContext = { today: string; locale: 'fr' | 'en' };

const dueWords = "(?:d'ici(?: a| au)?|avant|pour|au plus tard|by|before|no later than|until|till|due(?: on| by)?|for|within|jusqu'au?|des|pr|avt|b4)";
/** What stands before a day and belongs to it: « d’ici le », « du », “on the”. */
const before = new RegExp(`(?<![\\p{L}\\p{N}])(?<due>${dueWords} (?:le |la |l'|the )?)?(?<of>(?:du |de la |de |of (?:the )?|from ))?(?:on (?:the )?|le |la |l'|the |a partir du |date[e]? du )?$`, 'u');
const longestBefore = 32;
const weekdayPrefix = `(?:(?:${weekdayPattern.slice(1, -1)}|(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\\b\\.?),? (?:le |the )?)?`;
const ordinal = '(\\d{1,2}|1er|premier)(?:st|nd|rd|th|er|e)?';
const year = '(?:,? (\\d{4})(?![\\d:h]))?';
const twice = ' \\d{1,2}(?= *(?:$|[,.;)\\n]|(?:with|avec|w|at|chez|for|pour)\\b))';
const clockAhead = '(?! ?(?:h\\b|h\\d|:\\d|am\\b|pm\\b|a\\.m|p\\.m))';

type Reader = (groups: (string | undefined)[], ctx: DayContext) => Omit<Day, keyof Range | 'isDue' | 'isOf'> | null;
const fixed = (day: string, isSure = true): ReturnType<Reader> => ({ read: () => ({ days: [day], isSure }) });
const either = (days: string[], isSure: boolean): DaysRead => ({ days: [...new Set(days)], isSure });

/** A day and month: of the year said, or of the nearest year that the direction allows. */
function dayAndMonth(day: number, month: number, said: string | undefined, { today }: DayContext): ReturnType<Reader> {
  if (said) return isDay(Number(said), month, day) ? fixed(iso(Number(said), month, day)) : null;
  const now = Number(today.slice(0, 4));
  const days = [now - 1, now, now + 1].filter((one) => isDay(one, month, day)).map((one) => iso(one, month, day));
  if (days.length === 0) return null;
  const past = days.filter((one) => one <= today).at(-1);
  const next = days.find((one) => one >= today);
  return {
    read(direction) {
      if (direction === 'past' && past) return { days: [past], isSure: true };
      // « By November 1 », said on the 12th, is next year’s or a slip.
      if ((direction === 'future' || direction === 'due') && next) {
        return past && daysApart(today, next) > 270 ? either([next, past], false) : { days: [next], isSure: true };
      }
      const nearest = [past, next].filter((one): one is string => one !== undefined).sort((a, b) => Math.abs(daysApart(today, a)) - Math.abs(daysApart(today, b)));
      return Math.abs(daysApart(today, nearest[0]!)) <= 120 ? { days: [nearest[0]!], isSure: true } : either(nearest, false);
    },
  };
}

/** `01/02/2026`: two readings where both are days; French writes the day first, English the month. */
function numeric(first: number, second: number, said: string, { locale }: DayContext): ReturnType<Reader> {
  const full = said.length === 2 ? 2000 + Number(said) : Number(said);
  const dayFirst = isDay(full, second, first) ? iso(full, second, first) : null;
  const monthFirst = isDay(full, first, second) ? iso(full, first, second) : null;
  const days = (locale === 'fr' ? [dayFirst, monthFirst] : [monthFirst, dayFirst]).filter((one): one is string => one !== null);
  if (days.length === 0) return null;
  return { read: () => either(days, new Set(days).size === 1) };
}

/** `11/12`, without a year: two readings, and it may be a fraction: always asked. */
function figures(first: number, second: number, ctx: DayContext): ReturnType<Reader> {
  const order = ctx.locale === 'fr' ? [[first, second], [second, first]] : [[second, first], [first, second]];
  const readings = order.flatMap(([day, month]) => (month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 ? (dayAndMonth(day!, month!, undefined, ctx) ?? []) : []));
  if (readings.length === 0) return null;
  return { read: (direction) => either(readings.flatMap((one) => one.read(direction).days), false) };
}

/** A month between two numbers: either is its day. */
function figuresOf(days: number[], number: number, ctx: DayContext): ReturnType<Reader> {
  const readings = days.flatMap((day) => dayAndMonth(day, number, undefined, ctx) ?? []);
  return readings.length === 0 ? null : { read: (direction) => either(readings.flatMap((one) => one.read(direction).days), false) };
}

function weekday(number: number, word: string, { today, locale }: DayContext): ReturnType<Reader> {
  const last = weekdayBefore(today, number);
  const next = weekdayAfter(today, number);
  if (/dernier|passe|last/.test(word)) return fixed(last);
  if (/en huit/.test(word)) return fixed(addDays(next, 7));
  if (/prochain|qui vient|next/.test(word)) {
    // Said of a day of this week, “next Friday” may be this one or the one after.
    const isNear = locale === 'en' ? weekdayIn(today, number) === next : daysApart(today, next) <= 2;
    return isNear ? { read: () => either(locale === 'en' ? [addDays(next, 7), next] : [next, addDays(next, 7)], false) } : fixed(next);
  }
  if (/^(?:ce|this)/.test(word)) {
    const here = weekdayIn(today, number);
    return { read: (direction) => (direction === 'past' && here > today ? either([last, here], false) : direction === 'due' && here < today ? either([next, here], false) : { days: [here], isSure: true }) };
  }
  const isToday = weekdayOf(today) === number;
  return {
    read(direction) {
      if (direction === 'past') return isToday ? either([today, last], false) : { days: [last], isSure: true };
      if (direction === 'due' || direction === 'future') return isToday ? either([next, today], false) : { days: [next], isSure: true };
      return either(isToday ? [today, last, next] : [last, next], false);
    },
  };
}

/** A stretch without one day of its own: its end for a promise, a day to be asked for what was held. */
const stretch = (end: string, asked: string[], isSure = true): ReturnType<Reader> => ({
  read: (direction) => (direction === 'due' ? { days: [end], isSure } : either(asked, false)),
});

/** Days counted from today; a unit of months or years says no exact day of what was held. */
function counted(count: number, unit: string, { today }: DayContext): ReturnType<Reader> {
  if (!Number.isFinite(count) || Math.abs(count) > 999) return null;
  if (/^(?:h|min)/.test(unit)) return { read: () => ({ days: [today], isSure: true }), hours: /^min/.test(unit) ? count / 60 : count };
  const isLong = /^(?:mois|month|an|year)/.test(unit);
  const day = /^(?:mois|month)/.test(unit) ? addMonths(today, count) : /^(?:an|year)/.test(unit) ? addMonths(today, count * 12) : addDays(today, /^(?:sem|week)/.test(unit) ? count * 7 : count);
  return { read: (direction) => ({ days: [day], isSure: direction === 'due' || !isLong }) };
}

const shortWeekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const unit = '(jours?|semaines?|sem|mois|ans?|heures?|minutes?|min|days?|weeks?|months?|years?|hours?)\\b';
const parts = "(?: (?:au |en |in the |dans (?:la |l'))?(?:matin|apres-midi|aprem|soir|soiree|morning|afternoon|evening|night)\\b)?";

const feastPatterns = feasts.map(({ words, month, day, isSure }): [string, Reader] => [
  `(?:(avant|d'ici|before|by|until|jusqu'a|pour)|(?<!\\p{L})(?:a|at)) (?:a )?(?:le |la |les |l'|the )?(?:${words})(?![\\p{L}\\p{N}-])`,
  ([bound], ctx) => {
    const said = dayAndMonth(day, month, undefined, ctx);
    // « à Noël » may be the day or the days around it.
    return said && { read: (direction) => ({ ...said.read(direction === 'due' || bound ? 'future' : direction), isSure: isSure && bound !== undefined }) };
  },
]);

const patterns: [RegExp, Reader][] = (
  [
    ['(\\d{4})([-/.])(\\d{2})\\2(\\d{2})(?!\\d)', ([y, , m, d]) => (isDay(Number(y), Number(m), Number(d)) ? fixed(`${y}-${m}-${d}`) : null)],
    ['(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d/.-])', ([a, , b, y], ctx) => numeric(Number(a), Number(b), y!, ctx)],
    ['(\\d{1,2})/(\\d{1,2})(?![\\d/%])', ([a, b], ctx) => figures(Number(a), Number(b), ctx)],
    // « du 4 au 6 novembre », « 4-6 nov. »
    [`${weekdayPrefix}${ordinal} ?(?:au|a|-|et|to|and|&) ?(?:le |the )?${ordinal} (?:de |d'|of )?${monthPattern}(?!${twice})${year}`, ([a, b, m, y], ctx) => range(a!, b!, m!, y, ctx)],
    // “9 to 11 dec 7”: two days are said, or hours.
    [`(\\d{1,2}) ${monthPattern}(?=${twice}) (\\d{1,2})`, ([a, m, b], ctx) => figuresOf([Number(b), Number(a)], monthNames[m!]!, ctx)],
    [`${weekdayPrefix}${ordinal} (?:de |d'|of )?${monthPattern}${year}`, ([d, m, y], ctx) => dayAndMonth(d === 'premier' ? 1 : Number.parseInt(d!, 10), monthNames[m!]!, y, ctx)],
    [`${weekdayPrefix}${monthPattern} (?:the )?${ordinal} ?(?:-|to|and) ?${ordinal}${clockAhead}${year}`, ([m, a, b, y], ctx) => range(a!, b!, m!, y, ctx)],
    [`${weekdayPrefix}${monthPattern} (?:the )?${ordinal}(?!\\d)${clockAhead}${year}`, ([m, d, y], ctx) => dayAndMonth(Number(d), monthNames[m!]!, y, ctx)],
    ["(avant-hier|avant hier|the day before yesterday|day before yesterday)" + parts, (_, { today }) => fixed(addDays(today, -2))],
    ["(apres-demain|apres demain|the day after tomorrow|day after tomorrow)" + parts, (_, { today }) => fixed(addDays(today, 2))],
    ["(day after tmrw|day after tmr)\\b" + parts, (_, { today }) => fixed(addDays(today, 2))],
    ['(hier|yesterday|ystrday|ysterday|yesteday|yday|last night)\\b' + parts, (_, { today }) => fixed(addDays(today, -1))],
    ['(demain|tomorrow|tmrw|tmr|tmrrw|tomorow|tommorow|tommorrow)\\b' + parts, (_, { today }) => fixed(addDays(today, 1))],
    ["(?:en |in |at )?(fin de (?:la )?journee|end of (?:the )?day|eod|cob|close of business)\\b(?! (?:on )?(?:tomorrow|today|mon|tue|wed|thu|fri|sat|sun|demain|lundi|mardi|mercredi|jeudi|vendredi))", (_, { today }) => fixed(today)],
    ["(aujourd'hui|aujourdhui|auj\\.|ajd\\b|today|this (?:am|pm|aft)\\b|tonight|ce matin|cet apres-midi|cet aprem|cette apres-midi|ce soir|tout a l'heure|this (?:morning|afternoon|evening))", (_, { today }) => fixed(today)],
    ["(a l'instant|maintenant|just now|right now|now)\\b", (_, { today }) => ({ ...fixed(today)!, isNow: true })],
    [`(?:eod|cob|end of day|fin de journee) (?:on |le )?(demain|tomorrow)\\b`, (_, { today }) => fixed(addDays(today, 1))],
    [`${weekdayPattern} (?:de la semaine (derniere|passee|prochaine)|(?:last|next) week)`, ([w, which], { today }) => fixed(addDays(weekdayIn(today, weekdayNames[w!]!), which && /prochaine/.test(which) ? 7 : which ? -7 : 7))],
    [`(?:(?:eod|cob|end of day) (?:on )?)?(?:(last|next|this|ce|this coming|this past) )?${weekdayPattern}\\b(?:${parts})( (?:derniere?|passe|prochain|qui vient|en huit)\\b)?`, ([a, w, b], ctx) => weekday(weekdayNames[w!]!, a ?? b?.trim() ?? '', ctx)],
    [`(?:(last|next|this) )?(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)\\b\\.?${parts}`, ([a, w], ctx) => (ctx.locale === 'en' ? { ...weekday(shortWeekdays.indexOf(w!.slice(0, 3)), a ?? '', ctx)!, isShort: true } : null)],
    // « mardi 24 »: the day of that number which is that day of the week.
    [`${weekdayPattern} (?:le |the )?(\\d{1,2}|1er)(?:st|nd|rd|th)?(?!\\d|[/.:-]\\d|%| ?h\\b| ?h\\d| ?heures?\\b| ?[ap]\\.?m\\b)`, ([w, d], ctx) => weekdayNumbered(weekdayNames[w!]!, Number.parseInt(d!, 10), ctx)],
    ...feastPatterns,
    [`il y a (?:environ )?${countPattern} ${unit}`, ([n, u], ctx) => counted(-countOf(n!), u!, ctx)],
    [`${countPattern} ${unit} ago\\b`, ([n, u], ctx) => counted(-countOf(n!), u!, ctx)],
    [`(?:dans|ds|in|sous|within|d'ici|from now in) (?:les |the next |about |environ )?${countPattern} ${unit}(?! (?:ago|avant|before))`, ([n, u], ctx) => counted(countOf(n!), u!, ctx)],
    ["(?:sous|d'ici|dans) (?:une )?(huitaine|quinzaine)", ([word], { today }) => fixed(addDays(today, word === 'huitaine' ? 8 : 15))],
    ["(?:a la |la )?(?:fin (?:de )?(?:du |ce )?mois|fin mois|(?:the )?end of (?:the |this )?month|month-end|eom)\\b(?! prochain)()", (_, { today }) => stretch(endOfMonth(today), [endOfMonth(today), endOfMonth(today, -1)])],
    ["(?:a la |la )?(?:fin du mois prochain|(?:the )?end of next month)()", (_, { today }) => stretch(endOfMonth(today, 1), [endOfMonth(today, 1)])],
    ["(?:a la |la )?(?:fin de (?:la |cette )?semaine|(?:the )?end of (?:the |this )?week|eow)\\b(?! prochaine)()", (_, { today }) => stretch(weekdayIn(today, 5) < today ? today : weekdayIn(today, 5), [weekdayIn(today, 5), addDays(weekdayIn(today, 5), -7)])],
    ["(?:a la |la )?(?:fin de l'annee|fin d'annee|(?:the )?end of (?:the |this )?year|year-end|eoy)\\b()", (_, { today }) => stretch(`${today.slice(0, 4)}-12-31`, [`${today.slice(0, 4)}-12-31`])],
    [`(?:a la |la |(?:the )?)?(fin|end of|late|mi|mid|milieu|early|debut) ?(?:-|de |d'|du mois de )?\\s?${monthPattern}(?: (\\d{4}))?`, ([which, m, y], ctx) => ({ ...partOfMonth(which!, monthNames[m!]!, y, ctx)!, isPart: true })],
    ["(?:la |cette |the )?(semaine prochaine|next week|semaine derniere|semaine passee|last week|cette semaine|this week)", ([which], ctx) => week(which!, ctx)],
    ["(?:le |au |the )?(mois prochain|next month|mois dernier|last month)", ([which], { today }) => stretch(endOfMonth(today, /last|dernier/.test(which!) ? -1 : 1), [addMonths(today, /last|dernier/.test(which!) ? -1 : 1)])],
    // A month without a day needs a word before it: « may », « mars » are other words too.
    [`(?:en|in|(by|before|avant|d'ici)) (?:le mois de |early )?(?<![\\d] )${monthPattern}(?: (\\d{4}))?(?! ?\\d)`, ([by, m, y], ctx) => month(monthNames[m!]!, y, by !== undefined, ctx)],
    ["le (\\d{1,2}|1er)(?!\\d|[/.:]\\d|%| ?h\\b| ?h\\d)(?= *(?:$|[,.;:)\\n→>-]|(?:a|avec|pour|chez|at|with|et|en|de|des)\\b))", ([d], ctx) => dayOfMonth(Number.parseInt(d!, 10), ctx)],
    ['the (\\d{1,2})(?:st|nd|rd|th)\\b(?= *(?:$|[,.;:)\\n→>-]|(?:at|with|and|in|for|from)\\b))', ([d], ctx) => dayOfMonth(Number(d), ctx)],
  ] as [string, Reader][]
).map(([source, reader]) => [new RegExp(`(?<![\\p{L}\\p{N}/.-])${source}`, 'gu'), reader]);

function range(from: string, to: string, name: string, said: string | undefined, ctx: DayContext): ReturnType<Reader> {
  const start = dayAndMonth(Number.parseInt(from, 10), monthNames[name]!, said, ctx);
  const last = Number.parseInt(to, 10);
  if (!start || last <= Number.parseInt(from, 10)) return null;
  const first = start.read(null).days[0]!;
  if (!isDay(Number(first.slice(0, 4)), Number(first.slice(5, 7)), last)) return null;
  return { ...start, until: `${first.slice(0, 8)}${String(last).padStart(2, '0')}` };
}

/** A day of the week and a number: they agree on one day at most within two months, or it is asked. */
function weekdayNumbered(number: number, day: number, { today }: DayContext): ReturnType<Reader> {
  if (day < 1 || day > 31) return null;
  const around = [-2, -1, 0, 1, 2].map((months) => endOfMonth(today, months)).filter((end) => day <= Number(end.slice(8))).map((end) => `${end.slice(0, 8)}${String(day).padStart(2, '0')}`);
  const agreeing = around.filter((one) => weekdayOf(one) === number);
  const nearest = [...(agreeing.length > 0 ? agreeing : around)].sort((a, b) => Math.abs(daysApart(today, a)) - Math.abs(daysApart(today, b)));
  return { read: () => either(nearest.slice(0, 3), agreeing.length === 1) };
}

function nextMonth(number: number, said: string | undefined, today: string): string {
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return iso(said ? Number(said) : number >= thisMonth ? thisYear : thisYear + 1, number, 1);
}

function partOfMonth(which: string, number: number, said: string | undefined, { today }: DayContext): ReturnType<Reader> {
  const first = nextMonth(number, said, today);
  if (/fin|end/.test(which)) return stretch(endOfMonth(first), [endOfMonth(first), endOfMonth(first, said ? 0 : -12)]);
  if (/late/.test(which)) return stretch(endOfMonth(first), [endOfMonth(first)], false);
  if (/mi/.test(which)) return stretch(`${first.slice(0, 8)}15`, [`${first.slice(0, 8)}15`]);
  return stretch(`${first.slice(0, 8)}10`, [`${first.slice(0, 8)}10`, `${first.slice(0, 8)}05`], false);
}

/** « En janvier » may be any day of it; « d’ici janvier » stops at its first day or at its last. */
function month(number: number, said: string | undefined, isBy: boolean, { today }: DayContext): ReturnType<Reader> {
  const first = nextMonth(number, said, today);
  if (!isBy) return stretch(endOfMonth(first), [addMonths(first, said ? 0 : -12), first]);
  return { read: () => either([first, endOfMonth(first)], false) };
}

function week(which: string, { today }: DayContext): ReturnType<Reader> {
  const shift = /prochaine|next/.test(which) ? 7 : /cette|this/.test(which) ? 0 : -7;
  const friday = addDays(weekdayIn(today, 5), shift);
  return stretch(friday, [addDays(today, shift), friday], shift >= 0 && friday >= today);
}

function dayOfMonth(day: number, { today }: DayContext): ReturnType<Reader> {
  if (day < 1 || day > 31) return null;
  const around = [-2, -1, 0, 1, 2].map((months) => endOfMonth(today, months)).filter((end) => day <= Number(end.slice(8))).map((end) => `${end.slice(0, 8)}${String(day).padStart(2, '0')}`);
  const past = around.filter((one) => one <= today).at(-1)!;
  const next = around.find((one) => one > today)!;
  return {
    read(direction) {
      if (direction === 'past') return { days: [past], isSure: true };
      if (direction === 'due' || direction === 'future') return { days: [next], isSure: true };
      return either(past === today ? [today] : [past, next], past === today);
    },
  };
}

/** More than anybody says in a line: a text made to cost time. */
const mostDays = 60;

/** Every day said in a flat text, the longest reading at each place. */
export function findDays(flat: string, ctx: DayContext): Day[] {
  const found: Day[] = [];
  for (const [pattern, reader] of patterns) {
    for (const match of flat.matchAll(pattern)) {
      const core = match.index;
      const end = core + match[0].replace(/[\s,]+$/, '').length;
      if (/[\p{L}\p{N}]/u.test(flat[end] ?? '') && /[\p{L}\p{N}]/u.test(flat[end - 1] ?? '')) continue;
      const day = reader(match.slice(1), ctx);
      if (!day) continue;
      const lead = before.exec(flat.slice(Math.max(0, core - longestBefore), core));
      const start = core - (lead?.[0].length ?? 0);
      const { due, of } = (lead?.groups ?? {}) as { due?: string; of?: string };
      const isDue = due !== undefined || /^(?:d'ici|sous|within|by|before|avant|until|jusqu'a)/.test(match[0]);
      found.push({ start, end, ...day, isDue, isOf: of !== undefined && !day.until });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Day[] = [];
  for (const day of found) {
    const last = kept.at(-1);
    if (last && day.start < last.end) {
      if (day.end - day.start > last.end - last.start) kept[kept.length - 1] = day;
    } else kept.push(day);
  }
  return kept.slice(0, mostDays);
}
