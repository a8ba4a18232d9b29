import { m } from '../../generated/paraglide/messages.js';
import { Prisma } from '../../generated/prisma/client.ts';
import { invalid } from './problem.ts';

const { sql } = Prisma;
type Sql = Prisma.Sql;
type SortKind = 'text' | 'number' | 'instant';
/** One order of a collection, which pages follow. */
export type Sort = { expression: Sql; kind: SortKind; nullable?: boolean };

/** Where a page ended: the value of its sort (null where there is none) and the id of its last record. */
type Cursor = { value: string | number | null; id: string };

/** Where the next page begins; two conditions where values and missing values are apart in the order. */
export function afterCursor(sort: Sort, idColumn: Sql, descending: boolean, { value, id }: Cursor): Sql[] {
  const { expression, nullable } = sort;
  const than = descending ? sql`<` : sql`>`;
  if (value === null) {
    const sameNull = sql`(${expression} IS NULL AND ${idColumn} ${than} ${id})`;
    return descending ? [sameNull] : [sameNull, sql`${expression} IS NOT NULL`];
  }
  const typed = sort.kind === 'instant' ? new Date(value) : value;
  const beyond = sql`(${expression}, ${idColumn}) ${than} (${typed}, ${id})`;
  return nullable && descending ? [beyond, sql`${expression} IS NULL`] : [beyond];
}

/** What a page is answered with, for the next to begin there. */
export function encodeCursor(sort: string, value: unknown, id: string): string {
  const plain = value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? Number(value) : (value ?? null);
  return Buffer.from(JSON.stringify([sort, plain, id])).toString('base64url');
}

/** @throws {Problem} 400 when it is no cursor, or that of another order */
export function decodeCursor(cursor: string, sort: string, kind: SortKind): Cursor {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts[0] === sort && typeof parts[2] === 'string') {
      const value: unknown = parts[1];
      if (isCursorValue(value, kind)) return { value, id: parts[2] };
    }
  } catch {
    // Falls through to the same refusal as a cursor of another list.
  }
  throw invalid([{ pointer: '/cursor', message: (locale) => m.problem_cursor({}, { locale }) }], 400);
}

function isCursorValue(value: unknown, kind: SortKind): value is Cursor['value'] {
  if (value === null) return true;
  if (kind === 'number') return typeof value === 'number';
  return typeof value === 'string' && (kind === 'text' || !Number.isNaN(Date.parse(value)));
}
