import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import writeExcelFile from 'write-excel-file/node';
import { m } from '../../generated/paraglide/messages.js';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Locale, Words } from '../http/problem.ts';
import type { Download } from '../http/route.ts';
import { formatDateTime } from '../text/format.rules.ts';
import { safeCell } from './table.rules.ts';

/** One column of a list handed over as a sheet. Dates are calendar dates (ISO) or instants. */
export type Column<Item> = {
  title: Words;
  value: (item: Item, locale: Locale) => string | number | boolean | null;
  /** Real dates and numbers in Excel */
  kind?: 'text' | 'number' | 'day';
  /** In characters */
  width?: number;
};

export type Table<Item> = {
  collection: string;
  title: Words;
  columns: Column<Item>[];
  pages: (ctx: Context, query: ListQuery) => AsyncGenerator<Item[]>;
};

/** Semicolons and a byte order mark in French, as Excel opens them there; commas in English. */
export function toCsv<Item>(table: Table<Item>, ctx: Context, query: ListQuery): Download {
  const { locale } = ctx;
  let count = 0;
  async function* rows(): AsyncGenerator<string[]> {
    yield table.columns.map(({ title }) => title(locale));
    for await (const items of table.pages(ctx, query)) {
      for (const item of items) {
        count += 1;
        yield table.columns.map(({ value }) => safeCell(textOf(value(item, locale), locale)));
      }
    }
    await logExport(ctx, table.collection, 'csv', count, query);
  }
  const lines = Readable.from(rows()).pipe(stringify({ delimiter: locale === 'fr' ? ';' : ',', bom: true, record_delimiter: 'windows' }));
  return { fileName: fileName(table, ctx, 'csv'), mediaType: 'text/csv; charset=utf-8', content: lines };
}

/** A workbook: the list with a frozen header, and a second sheet that says what it is, of when and for whom. */
export async function toXlsx<Item>(table: Table<Item>, ctx: Context, query: ListQuery): Promise<Download> {
  const { locale } = ctx;
  const data: Cell[][] = [table.columns.map(({ title }) => ({ value: title(locale), fontWeight: 'bold' as const }))];
  for await (const items of table.pages(ctx, query)) {
    for (const item of items) data.push(table.columns.map((column) => cellOf(column, item, locale)));
  }
  const about: [string, string][] = [
    [m.export_list({}, { locale }), table.title(locale)],
    [m.export_filters({}, { locale }), filtersOf(query) || m.export_no_filter({}, { locale })],
    [m.export_rows({}, { locale }), String(data.length - 1)],
    [m.export_date({}, { locale }), formatDateTime(ctx.now.toISOString(), locale)],
    [m.export_person({}, { locale }), ctx.user.name],
  ];
  const content = await writeExcelFile([
    { data, sheet: sheetName(table.title(locale)), columns: table.columns.map(({ width }) => ({ width: width ?? 20 })), stickyRowsCount: 1 },
    { data: about.map(([name, value]) => [{ value: name, fontWeight: 'bold' as const }, { value }]), sheet: m.export_about({}, { locale }), columns: [{ width: 24 }, { width: 60 }] },
  ]).toBuffer();
  await logExport(ctx, table.collection, 'xlsx', data.length - 1, query);
  return {
    fileName: fileName(table, ctx, 'xlsx'),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content,
  };
}

/** The same list as electronic cards, one record a card. */
export function toCards<Item>(table: Table<Item>, card: (item: Item) => string, ctx: Context, query: ListQuery): Download {
  async function* cards(): AsyncGenerator<string> {
    let count = 0;
    for await (const items of table.pages(ctx, query)) {
      count += items.length;
      yield items.map(card).join('');
    }
    await logExport(ctx, table.collection, 'vcf', count, query);
  }
  return { fileName: fileName(table, ctx, 'vcf'), mediaType: 'text/vcard; charset=utf-8', content: Readable.from(cards()) };
}

type Cell =
  | { value: string; type?: StringConstructor; fontWeight?: 'bold' }
  | { value: number; type: NumberConstructor }
  | { value: boolean; type: BooleanConstructor }
  | { value: Date; type: DateConstructor; format: string }
  | null;

function cellOf<Item>({ value, kind }: Column<Item>, item: Item, locale: Locale): Cell {
  const content = value(item, locale);
  if (content === null || content === '') return null;
  if (typeof content === 'number') return { value: content, type: Number };
  if (typeof content === 'boolean') return { value: content ? m.export_yes({}, { locale }) : m.export_no({}, { locale }), type: String };
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}/.test(content)) {
    return { value: new Date(`${content.slice(0, 10)}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  }
  return { value: content, type: String };
}

function textOf(content: string | number | boolean | null, locale: Locale): string {
  if (content === null) return '';
  if (typeof content === 'boolean') return content ? m.export_yes({}, { locale }) : m.export_no({}, { locale });
  if (typeof content === 'number') return locale === 'fr' ? String(content).replace('.', ',') : String(content);
  return content;
}

/** The filters in force, as they stand in the address. */
export function filtersOf(query: ListQuery): string {
  return Object.entries(query)
    .filter(([name, value]) => Array.isArray(value) && name !== 'cursor')
    .map(([name, value]) => `${name} = ${(value as unknown[]).join(', ')}`)
    .join('; ');
}

const sheetName = (title: string): string => title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

export function fileName(table: { title: Words }, ctx: Context, extension: string): string {
  return `${table.title(ctx.locale)} ${ctx.now.toISOString().slice(0, 10)}.${extension}`;
}

/** Every export is on record: what, how many rows, which filters, by whom. */
export async function logExport(ctx: Context, collection: string, format: string, rows: number, query: ListQuery): Promise<void> {
  await ctx.db.write((tx) =>
    tx.exportLog.create({ data: { at: ctx.now, userId: ctx.user.id, collection, format, rows, filters: filtersOf(query) } }),
  );
}
