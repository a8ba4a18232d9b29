import type { Context } from '../http/context.ts';
import { visibleSensitivities } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { foldWords, wordsExpression, type SearchType } from './index.ts';
import { matchQuality, trigramsOf } from './search.rules.ts';
import type { SearchResult } from './search.schema.ts';

type Row = SearchResult & { names: string; rowid: number };

/** How many candidates are ranked: a word that thousands of records share is ranked over the first of them. */
const candidates = 300;

/**
 * Best first: names before text, whole before prefix before near. Near names are looked for only when exact words give
 * few results.
 */
export async function search(
  ctx: Context,
  query: { q: string; types?: SearchType[] | undefined; limit?: number | undefined },
): Promise<{ items: SearchResult[]; total: number; nextCursor: null }> {
  const words = foldWords(query.q);
  const limit = query.limit ?? 20;
  if (words.length === 0) return { items: [], total: 0, nextCursor: null };
  const only = conditions(ctx, query.types);

  const exact = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT ${columns} FROM search_words w JOIN search_entry e ON e.rowid = w.rowid
    WHERE search_words MATCH ${wordsExpression(query.q)} AND ${only} LIMIT ${candidates}`);
  const near = exact.length >= limit ? [] : await findNear(ctx, words, only);
  const byRow = new Map([...near, ...exact].map((row) => [Number(row.rowid), row]));
  const ranked = [...byRow.values()]
    .map((row) => ({ row, quality: matchQuality(words, row.names) }))
    .filter(({ row, quality }) => quality > 0 || exact.includes(row))
    .sort((a, b) => b.quality - a.quality || a.row.titleFr.length - b.row.titleFr.length)
    .map(({ row: { type, id, titleFr, titleEn, detailFr, detailEn } }) => ({ type, id, titleFr, titleEn, detailFr, detailEn }));
  return { items: ranked.slice(0, limit), total: ranked.length, nextCursor: null };
}

const columns = sql`e.rowid, e."type", e."recordId" AS "id", e."titleFr", e."titleEn", e."detailFr", e."detailEn", e."names"`;

/** Records whose names share enough three-letter pieces with what was typed. */
async function findNear(ctx: Context, words: string[], only: Sql): Promise<Row[]> {
  const pieces = words.flatMap(trigramsOf);
  if (pieces.length === 0) return [];
  return ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT ${columns} FROM search_trigrams t JOIN search_entry e ON e.rowid = t.rowid
    WHERE search_trigrams MATCH ${pieces.map((piece) => `"${piece}"`).join(' OR ')} AND ${only}
    ORDER BY t.rank LIMIT ${candidates}`);
}

function conditions(ctx: Context, types: SearchType[] | undefined): Sql {
  const visible = sql`(e."sensitivity" IN (${join(visibleSensitivities(ctx.user.role))}))`;
  return types && types.length > 0 ? sql`${visible} AND e."type" IN (${join(types)})` : visible;
}
