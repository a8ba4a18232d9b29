import { stringify } from 'csv-stringify/sync';
import { m } from '../../generated/paraglide/messages.js';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Locale } from '../http/problem.ts';
import { officeTimeZone, zoneClock } from '../text/format.rules.ts';
import type { exportFormats } from '../vocabulary.ts';
import { calendarEnd, calendarStart } from './calendar.rules.ts';
import { filtersOf, type Column, type Table } from './table.ts';
import { safeCell } from './table.rules.ts';
import type { Cell } from './workbook.ts';

export type Format = Exclude<(typeof exportFormats)[number], 'zip'>;
/** How many rows have been written so far. */
export type Tally = { rows: number };

export const mediaTypes: Record<(typeof exportFormats)[number], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcf: 'text/vcard; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  zip: 'application/zip',
};

/** What a part of a file weighs at least, in characters: large enough to cost little on its way, small beside memory. */
const partSize = 65_536;

/**
 * The file in its parts, each with a memory of its own, so that it can change hands between threads. `omitted` counts what
 * the filters leave and the reader may not see; null where that is not counted.
 */
export function bytesOf<Item>(
  table: Table<Item>,
  format: Format,
  ctx: Context,
  query: ListQuery,
  pages: AsyncGenerator<Item[]>,
  tally: Tally,
  omitted: () => Promise<number | null>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const counted = count(pages, tally);
  if (format === 'xlsx') return sheets(table, ctx, query, counted, tally, omitted);
  if (format === 'csv') return encoded(lines(table, ctx, counted));
  return encoded(format === 'vcf' ? cards(table, ctx, counted) : events(table, ctx, counted));
}

async function* count<Item>(pages: AsyncGenerator<Item[]>, tally: Tally): AsyncGenerator<Item[]> {
  for await (const items of pages) {
    tally.rows += items.length;
    yield items;
  }
}

async function* encoded(texts: AsyncGenerator<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const more of texts) {
    text += more;
    if (text.length < partSize) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}

/** Semicolons and a byte order mark in French, as Excel opens them there; commas in English. */
async function* lines<Item>(table: Table<Item>, { locale }: Context, pages: AsyncGenerator<Item[]>): AsyncGenerator<string> {
  const write = (rows: string[][]): string => stringify(rows, { delimiter: locale === 'fr' ? ';' : ',', record_delimiter: 'windows' });
  yield `\uFEFF${write([table.columns.map(({ title }) => title(locale))])}`;
  for await (const items of pages) {
    yield write(items.map((item) => table.columns.map(({ value }) => safeCell(textOf(value(item, locale), locale)))));
  }
}

async function* cards<Item>({ cards: cardsOf, collection }: Table<Item>, ctx: Context, pages: AsyncGenerator<Item[]>): AsyncGenerator<string> {
  if (!cardsOf) throw new Error(`no cards of ${collection}`);
  for await (const items of pages) yield (await cardsOf(ctx, items)).join('');
}

async function* events<Item>({ event, title, collection }: Table<Item>, { locale }: Context, pages: AsyncGenerator<Item[]>): AsyncGenerator<string> {
  if (!event) throw new Error(`no events of ${collection}`);
  yield calendarStart(title(locale), locale);
  for await (const items of pages) yield items.map((item) => event(item, locale)).join('');
  yield calendarEnd;
}

/** A workbook: the list with a frozen header and filters, and a second sheet that says what it is, of when and for whom. */
async function* sheets<Item>(
  table: Table<Item>,
  ctx: Context,
  query: ListQuery,
  pages: AsyncGenerator<Item[]>,
  tally: Tally,
  omitted: () => Promise<number | null>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { locale, user } = ctx;
  async function* list(): AsyncGenerator<Cell[][]> {
    yield [table.columns.map(({ title }) => ({ heading: title(locale) }))];
    for await (const items of pages) yield items.map((item) => table.columns.map((column) => cellOf(column, item, locale)));
  }
  async function* about(): AsyncGenerator<Cell[][]> {
    const left = await omitted();
    yield [
      [{ heading: m.export_list({}, { locale }) }, table.title(locale)],
      [{ heading: m.export_filters({}, { locale }) }, filtersOf(query) || m.export_no_filter({}, { locale })],
      [{ heading: m.export_rows({}, { locale }) }, tally.rows],
      left === null
        ? [{ heading: m.export_omissions({}, { locale }) }, m.export_omissions_searched({}, { locale })]
        : [{ heading: m.export_omissions({}, { locale }) }, left, left > 0 ? m.export_omissions_meaning({}, { locale }) : null],
      [{ heading: m.export_date({}, { locale }) }, { moment: clockOf(ctx.now) }],
      [{ heading: m.export_person({}, { locale }) }, user.name],
      ...(typeof query['outsideReason'] === 'string'
        ? [
            [{ heading: m.export_outside({}, { locale }) }, query['outsideReason']],
            [{ heading: m.export_outside_reference({}, { locale }) }, typeof query['outsideReference'] === 'string' ? query['outsideReference'] : null],
          ]
        : []),
    ];
  }
  // Loaded when somebody asks for a workbook.
  const { workbook } = await import('./workbook.ts');
  yield* workbook(
    [
      { name: table.title(locale), widths: table.columns.map(({ width }) => width ?? 20), isList: true, rows: list() },
      { name: m.export_about({}, { locale }), widths: [24, 60, 60], isList: false, rows: about() },
    ],
    { title: table.title(locale), author: user.name, madeAt: ctx.now.toISOString().replace(/\.\d+/, '') },
  );
}

/** What a clock at the office shows: 2026-11-21T10:00. */
function clockOf(instant: Date): string {
  const parts = Object.fromEntries(zoneClock(officeTimeZone).formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

function cellOf<Item>({ value, kind }: Column<Item>, item: Item, locale: Locale): Cell {
  const content = value(item, locale);
  if (content === null || content === '') return null;
  if (typeof content === 'boolean') return textOf(content, locale);
  if (kind === 'day' && typeof content === 'string' && /^\d{4}-\d{2}-\d{2}/.test(content)) return { day: content.slice(0, 10) };
  return content;
}

function textOf(content: string | number | boolean | null, locale: Locale): string {
  if (content === null) return '';
  if (typeof content === 'boolean') return content ? m.export_yes({}, { locale }) : m.export_no({}, { locale });
  if (typeof content === 'number') return locale === 'fr' ? String(content).replace('.', ',') : String(content);
  return content;
}
