import type { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Locale, Words } from '../http/problem.ts';
import type { Outside } from './export-job.schema.ts';

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
  /** Records of a page as electronic cards */
  cards?: (ctx: Context, items: Item[]) => Promise<string[]>;
  /** A record as an event of a calendar; nothing when it has no date */
  event?: (item: Item, locale: Locale) => string;
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

/** Who takes a file out, and when. */
export type Exporting = Pick<Context, 'now'> & { user: { id: string } | null };

/** A line of the export log. `outside`: why the file goes outside Québec, and what allows it (Act respecting access, s. 70.1). */
export function logLine({ now, user }: Exporting, collection: string, format: string, rows: number, filters: string, outside: Outside | null): Prisma.ExportLogCreateInput {
  return {
    at: now,
    userId: user?.id ?? null,
    collection,
    format,
    rows,
    filters,
    isOutsideQuebec: outside !== null,
    outsideReason: outside?.reason ?? null,
    outsideReference: outside?.reference || null,
  };
}

/** Every export is on record: what, how many rows, which filters, by whom, and whether it goes outside Québec. */
export async function logExport(ctx: Context, collection: string, format: string, rows: number, query: ListQuery): Promise<void> {
  await ctx.db.write((tx) => tx.exportLog.create({ data: logLine(ctx, collection, format, rows, filtersOf(query), outsideOf(query)) }));
}

/** The mark as it stands in the address of a list. */
export function outsideOf({ outsideReason: reason, outsideReference: reference }: ListQuery): Outside | null {
  return typeof reason === 'string' ? { reason, reference: typeof reference === 'string' ? reference : null } : null;
}
