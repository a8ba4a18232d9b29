/** How many interactions were held in each month: a picture, and the table that says the same. */
import { m } from '../../generated/paraglide/messages.js';
import { addMonths, monthsBetween } from '../interactions/activity.rules.ts';
import { formatDate, formatNumber } from '../text/format.rules.ts';
import { drawing, drawingInk as ink, shape, words, type Shape } from './drawing.ts';
import type { Block, DocumentLanguage } from './tree.ts';
import type { Voice } from './voice.ts';

export interface ActivityData {
  /** Whole months, both ends included (`2024-12`). */
  from: string;
  to: string;
  /** Months without any are left out. */
  held: { month: string; held: number }[];
}

const [paper, top, barsHeight, feet] = [504, 12, 54, 24];

/**
 * A bar a month, then a row a year. `today` is the day of the note: the month that goes on is paler, and said. Nothing
 * but « no data » when nothing was held.
 */
export function activity(voice: Voice, data: ActivityData, today: string): Block[] {
  const locale = { locale: voice.language };
  const counts = new Map(data.held.map(({ month, held }) => [month, held]));
  const months = monthsBetween(data.from, data.to).map((month) => ({ month, held: counts.get(month) ?? 0 }));
  const total = months.reduce((sum, { held }) => sum + held, 0);
  const [first, last] = [months[0], months.at(-1)];
  if (total === 0 || !first || !last) return [voice.empty()];
  const isGoingOn = last.month === today.slice(0, 7);
  const [from, to] = [formatDate(first.month, voice.language), formatDate(last.month, voice.language)];
  const busiest = months.reduce((most, one) => (one.held > most.held ? one : most));
  const spoken = m.activity_alternative({ count: total, from, to, month: formatDate(busiest.month, voice.language), most: busiest.held }, locale);
  return [
    {
      type: 'picture',
      caption: [voice.say(isGoingOn ? m.activity_caption_going_on({ from, to }, locale) : m.activity_caption({ from, to }, locale))],
      alternative: [voice.say(spoken)],
      svg: bars(voice.language, months, isGoingOn),
      width: paper,
      height: top + barsHeight + feet,
    },
    monthTable(voice, months),
  ];
}

type Month = { month: string; held: number };

function bars(language: DocumentLanguage, months: readonly Month[], isGoingOn: boolean): string {
  const [highest, step, floor] = [Math.max(...months.map(({ held }) => held)), paper / months.length, top + barsHeight];
  const shapes = months.flatMap(({ month, held }, index): Shape[] => {
    const [x, height, middle] = [index * step, (held / highest) * barsHeight, (index + 0.5) * step];
    const isJanuary = month.endsWith('-01');
    return [
      ...(isJanuary && index > 0 ? [shape('line', { x1: x, y1: top - 6, x2: x, y2: floor + feet - 4, stroke: ink.line, 'stroke-width': 0.5 })] : []),
      ...(held > 0
        ? [
            shape('rect', { x: x + step * 0.16, y: floor - height, width: step * 0.68, height, fill: isGoingOn && index === months.length - 1 ? ink.middle : ink.strong }),
            words(formatNumber(held, language, 0), { x: middle, y: floor - height - 2.5, 'text-anchor': 'middle', 'font-size': 7.5 }),
          ]
        : []),
      words(initial(month, language), { x: middle, y: floor + 9.5, 'text-anchor': 'middle', 'font-size': 7.5, fill: ink.muted }),
      ...(isJanuary || index === 0 ? [words(month.slice(0, 4), { x: x + 2, y: floor + 20, 'font-size': 7.5, 'font-weight': 600, fill: ink.muted })] : []),
    ];
  });
  return drawing({ width: paper, height: top + barsHeight + feet }, [...shapes, shape('line', { x1: 0, y1: floor, x2: paper, y2: floor, stroke: ink.muted, 'stroke-width': 0.6 })]);
}

const nameOf = (month: string, language: DocumentLanguage, how: 'short' | 'narrow'): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-CA' : 'en-CA', { month: how, timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`));
const initial = (month: string, language: DocumentLanguage): string => nameOf(month, language, 'narrow').toLocaleUpperCase('fr-CA');

const [yearWidth, monthWidth, totalWidth] = [11, 6.5, 11];

function monthTable(voice: Voice, months: readonly Month[]): Block {
  const locale = { locale: voice.language };
  const counts = new Map(months.map(({ month, held }) => [month, held]));
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  const twelve = (year: string): string[] => monthsBetween(`${year}-01`, addMonths(`${year}-01`, 11));
  const number = (value: number): string => formatNumber(value, voice.language, 0);
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.activity_column_year({}, locale))], width: yearWidth },
      ...twelve('2026').map((month) => ({ header: [voice.say(nameOf(month, voice.language, 'short'))], width: monthWidth })),
      { header: [voice.say(m.activity_column_total({}, locale))], width: totalWidth },
    ],
    rows: years.map((year) => {
      const inYear = twelve(year).map((month) => counts.get(month));
      return [
        [voice.say(year)],
        // A month outside the period is no zero.
        ...inYear.map((held) => [voice.say(held === undefined ? '–' : number(held), held ? {} : { tone: 'muted' })]),
        [voice.say(number(inYear.reduce<number>((sum, held) => sum + (held ?? 0), 0)), { bold: true })],
      ];
    }),
  };
}
