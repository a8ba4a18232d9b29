import type { Context } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { fold } from '../text/fold.rules.ts';
import { expressionOf, isKnown, wordsNear, type Kind } from './expression.ts';
import { matchOf } from './match.rules.ts';
import { indexed, nameTypes, rowsOf, textTypes, typeOfRow, type SearchType } from './records.ts';
import { matchQuality, toleratedErrors } from './search.rules.ts';
import type { SearchResult } from './search.schema.ts';
import { askedOf, type Asked } from './words.rules.ts';

export type Found = {
  items: SearchResult[];
  total: number;
  totalIsCapped: boolean;
  nextCursor: null;
  types: { type: SearchType; count: number; isCapped: boolean }[];
  corrected: string | null;
};

/** Up to so many records of a type are counted, unless more is asked for. */
const countedTo = 100;
/** How many records of a type are ranked: where a word is in thousands of names, the latest of them and those it opens. */
const candidates = 60;
/** In a query of more words than this, only those that nobody wrote are taken for typing errors. */
const mostDoubted = 4;
/** A share of the answer is for what was written, whatever names were found. */
const textsAmong = 4;

/** Best first: names before texts, whole before beginning before near; texts newest first. */
export function search(ctx: Context, query: { q: string; types?: SearchType[] | undefined; limit?: number | undefined; countTo?: number | undefined }): Found {
  const asked = askedOf(query.q);
  const limit = query.limit ?? 20;
  const most = Math.max(limit, query.countTo ?? countedTo);
  if (asked.length === 0) return { items: [], total: 0, totalIsCapped: false, nextCursor: null, types: [], corrected: null };
  const wanted = new Set<SearchType>(query.types && query.types.length > 0 ? query.types : [...nameTypes, ...textTypes]);
  let corrections = correctionsOf(ctx, asked, (word) => !isKnown(ctx.db.rows, word));
  let rows = findRows(ctx, asked, corrections, most);
  if (rows.size === 0 && asked.length <= mostDoubted) {
    // Every word is known, but no record has them all: one of them may be another's typing error.
    corrections = correctionsOf(ctx, asked, () => true);
    if (corrections.size > 0) rows = findRows(ctx, asked, corrections, most);
  }
  const types = [...rows].map(([type, found]) => ({ type, count: Math.min(found.length, most), isCapped: found.length > most }));
  const items = best(ctx, asked, corrections, query.q, rows, wanted, limit);
  const counted = types.filter(({ type }) => wanted.has(type));
  return {
    items,
    total: counted.reduce((sum, { count }) => sum + count, 0),
    totalIsCapped: counted.some(({ isCapped }) => isCapped),
    nextCursor: null,
    types,
    corrected: corrections.size > 0 && items.length > 0 ? correctedQuery(query.q, asked, corrections, items) : null,
  };
}

type Corrections = Map<string, string[]>;

function correctionsOf(ctx: Context, asked: readonly Asked[], isMeant: (word: string) => boolean): Corrections {
  const corrections: Corrections = new Map();
  for (const { parts, joined } of asked) {
    for (const word of parts) {
      if (toleratedErrors(word) === 0 || (joined !== null && isKnown(ctx.db.rows, joined)) || !isMeant(word)) continue;
      const near = wordsNear(ctx.db.rows, word).filter((one) => one !== word);
      // A word that is known may be meant all the same.
      if (near.length > 0) corrections.set(word, isKnown(ctx.db.rows, word) ? [word, ...near] : near);
    }
  }
  return corrections;
}

/** Rows of the index by type, in the order of the types; of texts and of names alike the latest first. */
function findRows(ctx: Context, asked: readonly Asked[], corrections: Corrections, most: number): Map<SearchType, number[]> {
  const found = new Map<SearchType, number[]>();
  const add = (kind: Kind, groups: readonly (readonly SearchType[])[]): void => {
    const expression = expressionOf(ctx.db.rows, kind, asked, { corrections });
    for (const group of groups) {
      for (const row of matchingRows(ctx, kind, expression, group, most)) {
        const type = typeOfRow(row);
        const list = found.get(type);
        if (list) list.push(row);
        else found.set(type, [row]);
      }
    }
  };
  add('names', nameGroups);
  add('texts', textTypes.map((type) => [type]));
  return found;
}

/** Types that are asked for together: the two that have many records by themselves. */
const nameGroups: (readonly SearchType[])[] = [['organization'], ['contact'], nameTypes.filter((type) => type !== 'organization' && type !== 'contact')];

function matchingRows(ctx: Context, kind: Kind, expression: string, group: readonly SearchType[], most: number): number[] {
  const ranges = group.map(rowsOf);
  const [first, last] = [Math.min(...ranges.map((one) => one.first)), Math.max(...ranges.map((one) => one.last))];
  const index = sql([`search_${kind}`]);
  const own = sql([`w."rowid" BETWEEN ${first} AND ${last}`]);
  const sees = ctx.user.role === 'strategist' || ctx.user.role === 'administrator' || !group.some((type) => indexed[type].guarded);
  const from = sees ? sql`${index} w` : sql`${index} w CROSS JOIN search_entry e ON e."rowid" = w."rowid"`;
  const seen = sees ? sql`TRUE` : visibleTo(ctx, sql`e."sensitivity"`, sql`e."createdById"`);
  return ctx.db.rows
    .all<{ rowid: number }>(sql`
      SELECT w."rowid" FROM ${from} WHERE ${index} MATCH ${expression} AND ${own} AND ${seen} ORDER BY w."rowid" DESC LIMIT ${most + 1}`)
    .map(({ rowid }) => rowid);
}

type Entry = Omit<SearchResult, 'match'> & { rowid: number; names: string; body: string };

function best(
  ctx: Context, asked: readonly Asked[], corrections: Corrections, typed: string, rows: Map<SearchType, number[]>, wanted: ReadonlySet<SearchType>, limit: number,
): SearchResult[] {
  const names = nameTypes.flatMap((type) => (wanted.has(type) ? (rows.get(type) ?? []).slice(0, Math.max(candidates, limit)) : []));
  const opened = names.length === 0 ? [] : openedBy(ctx, typed, wanted);
  const ranked = rank(ctx, asked, corrections.size > 0, [...new Set([...opened, ...names])]);
  const texts = textTypes.flatMap((type) => (wanted.has(type) ? (rows.get(type) ?? []).slice(0, limit) : []));
  // Days are the same in the rows of every type of text: what follows the rank is the day.
  texts.sort((a, b) => (b % rowsPerType) - (a % rowsPerType));
  const places = Math.max(limit - ranked.length, Math.min(texts.length, Math.floor(limit / textsAmong)));
  const chosen = [...ranked.slice(0, limit - Math.min(places, texts.length)), ...texts.slice(0, places)];
  const entries = new Map(read(ctx, chosen).map((entry) => [entry.rowid, entry]));
  return chosen.flatMap((row) => {
    const entry = entries.get(row);
    return entry ? [toResult(ctx, asked, corrections, entry)] : [];
  });
}

const rowsPerType = rowsOf('organization').last - rowsOf('organization').first + 1;

/** Rows of the records of which a name begins with the query, the query itself first. */
function openedBy(ctx: Context, typed: string, wanted: ReadonlySet<SearchType>): number[] {
  const name = fold(typed.slice(0, 200));
  if (name === '') return [];
  return ctx.db.rows
    .all<{ entry: number }>(sql`
      SELECT n."entry" FROM search_name n JOIN search_entry e ON e."rowid" = n."entry"
      WHERE n."name" >= ${name} AND n."name" < ${`${name}\u{10ffff}`} AND ${visibleTo(ctx, sql`e."sensitivity"`, sql`e."createdById"`)}
      ORDER BY n."name" LIMIT ${candidates}`)
    .map(({ entry }) => entry)
    .filter((entry) => wanted.has(typeOfRow(entry)));
}

function read(ctx: Context, rows: readonly number[]): Entry[] {
  if (rows.length === 0) return [];
  // As JSON: the driver would bind a large number as a fraction.
  return ctx.db.rows.all<Entry>(sql`
    SELECT e."rowid", e."type", e."recordId" AS "id", e."titleFr", e."titleEn", e."detailFr", e."detailEn", s."names", s."body"
    FROM json_each(${JSON.stringify(rows)}) j CROSS JOIN search_entry e ON e."rowid" = j."value" JOIN search_source s ON s."rowid" = e."rowid"`);
}

/** Rows, those whose name matches best first; then those that match by what is said of them. */
function rank(ctx: Context, asked: readonly Asked[], forgives: boolean, rows: readonly number[]): number[] {
  return ctx.db.rows
    .all<{ rowid: number; folded: string }>(sql`
      SELECT s."rowid", s."folded" FROM json_each(${JSON.stringify(rows)}) j CROSS JOIN search_source s ON s."rowid" = j."value"`)
    .map(({ rowid, folded }) => ({ rowid, quality: matchQuality(asked, folded, forgives), length: folded.indexOf('\n') < 0 ? folded.length : folded.indexOf('\n') }))
    .sort((a, b) => b.quality - a.quality || Math.floor(a.rowid / rowsPerType) - Math.floor(b.rowid / rowsPerType) || a.length - b.length || b.rowid - a.rowid)
    .map(({ rowid }) => rowid);
}

function toResult(ctx: Context, asked: readonly Asked[], corrections: Corrections, entry: Entry): SearchResult {
  const { type, id, titleFr, titleEn, detailFr, detailEn } = entry;
  const titles = ctx.locale === 'en' && titleEn !== null ? [titleEn, titleFr] : [titleFr, titleEn];
  const match = matchOf(asked, corrections, {
    titles: titles.filter((title) => title !== null),
    names: JSON.parse(entry.names) as string[],
    body: JSON.parse(entry.body) as string[],
  });
  return { type, id, titleFr, titleEn, detailFr, detailEn, match };
}

/** The query with the words that were found in the place of those that nobody wrote, as the first result writes them. */
function correctedQuery(typed: string, asked: readonly Asked[], corrections: Corrections, items: readonly SearchResult[]): string | null {
  const marked = items.flatMap(({ match }) => (match ? match.ranges.map(([from, to]) => match.text.slice(from, to)) : []));
  const written = new Map(marked.reverse().map((word) => [fold(word), word]));
  const words = asked.flatMap(({ parts }) => parts).map((word) => {
    const near = corrections.get(word);
    if (!near || near[0] === word) return word;
    const chosen = near.find((one) => written.has(one)) ?? near[0]!;
    return written.get(chosen) ?? chosen;
  });
  const corrected = words.join(' ');
  return fold(corrected) === fold(typed) ? null : corrected;
}
