import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Locale, Words } from '../http/problem.ts';

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
  /** One page and the total, as the screen has them */
  list: (ctx: Context, query: ListQuery) => Promise<{ items: Item[]; total: number; nextCursor: string | null }>;
  /** Everything that the filters leave, in the same order */
  pages: (ctx: Context, query: ListQuery) => AsyncGenerator<Item[]>;
  /** One record as an electronic card */
  card?: (item: Item) => string;
};

/** The filters in force, as they stand in the address. */
export function filtersOf(query: ListQuery): string {
  return Object.entries(query)
    .filter(([name, value]) => Array.isArray(value) && name !== 'cursor')
    .map(([name, value]) => `${name} = ${(value as unknown[]).join(', ')}`)
    .join('; ');
}

export function fileName(table: { title: Words }, ctx: Context, extension: string): string {
  return `${table.title(ctx.locale)} ${ctx.now.toISOString().slice(0, 10)}.${extension}`;
}

/** Every export is on record: what, how many rows, which filters, by whom. */
export async function logExport(ctx: Context, collection: string, format: string, rows: number, query: ListQuery): Promise<void> {
  await ctx.db.write((tx) =>
    tx.exportLog.create({ data: { at: ctx.now, userId: ctx.user.id, collection, format, rows, filters: filtersOf(query) } }),
  );
}
