import type { Transaction } from '../database.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../http/context.ts';
import { fold } from '../text/fold.rules.ts';
import { expressionOf, type Kind } from './expression.ts';
import { allTypes, indexed, rowsOf, rowsOfADay, type SearchType } from './records.ts';
import { piecesOf } from './search.rules.ts';
import { askedOf, indexedWords } from './words.rules.ts';

export type { SearchType } from './records.ts';
export { ensureSearchTables } from './tables.ts';

/** What search knows of a record. */
export type SearchEntry = {
  type: SearchType;
  id: string;
  /** What the record is called, in each language */
  titleFr: string;
  titleEn: string | null;
  /** One line that tells it from others of the same name */
  detailFr?: string | null;
  detailEn?: string | null;
  /** Every name it goes by: official, short, acronym, former, in every language */
  names: (string | null | undefined)[];
  /** Other text worth finding */
  body?: (string | null | undefined)[];
  sensitivity?: string;
};

const { sql } = Prisma;
const raw = Prisma.raw;
/** How much of what was written of one record is kept and indexed (UTF-16 units). */
const mostText = 20_000;

/** Puts a record in the index or replaces it there, in the transaction that changed the record. */
export async function putInSearch(tx: Transaction, entry: SearchEntry): Promise<void> {
  await putAll(tx, [entry]);
}

/**
 * Puts records in the index, many at once. Texts are to come in the order of their days: the word index takes them much
 * faster so. `known` holds the words that are certain to be in the index's vocabulary, and is added to.
 */
export async function putAll(tx: Transaction, entries: readonly SearchEntry[], known: Set<string> = new Set()): Promise<void> {
  const terms = new Set<string>();
  const lines = ([0, 1] as const).map((kind): LineOf => (text, isName) => {
    const words = indexedWords(text, { isName });
    for (const word of words) if (!known.has(`${kind}${word}`)) terms.add(`${kind}${word}`);
    return words.join(' ');
  });
  const rows = entries.map((entry) => rowOf(entry, lines[kindOf(entry.type)]!));
  await tx.$executeRaw(sql`INSERT INTO search_put ${putColumns} SELECT ${putValues} FROM json_each(${JSON.stringify(rows)}) j`);
  if (terms.size > 0) await addTerms(tx, [...terms]);
  for (const term of terms) known.add(term);
}

const textColumns = ['type', 'recordId', 'titleFr', 'titleEn', 'detailFr', 'detailEn', 'sensitivity', 'names', 'body', 'folded', 'wholeNames', 'nameWords', 'bodyWords'];
const putColumns = raw(`(${textColumns.map((name) => `"${name}"`).join(', ')}, "createdById", "firstRow")`);
const ofType = (value: (type: SearchType) => string | null, otherwise: string): string =>
  `CASE j."value" ->> 0 ${allTypes.flatMap((type) => (value(type) === null ? [] : [`WHEN '${type}' THEN ${value(type)}`])).join(' ')} ELSE ${otherwise} END`;
const own = (type: SearchType, expression: string): string => `(SELECT ${expression} FROM "${indexed[type].table}" r WHERE r."id" = j."value" ->> 1)`;
/** The day of an instant as a number, in SQL. */
export const dayNumber = (column: string): string => `max(0, CAST(julianday(substr(r."${column}", 1, 10)) - 2400000 AS INTEGER))`;
const putValues = raw(
  [
    ...textColumns.map((_, index) => `j."value" ->> ${index}`),
    ofType((type) => (indexed[type].guarded ? own(type, 'r."createdById"') : null), 'NULL'),
    ofType((type) => {
      const { newBy } = indexed[type];
      return `${rowsOf(type).first}${newBy ? ` + ${rowsOfADay} * COALESCE(${own(type, dayNumber(newBy))}, 0)` : ''}`;
    }, '0'),
  ].join(', '),
);

/** Which of the two word indexes a type is in: 0 for names, 1 for texts. */
export const kindOf = (type: SearchType): 0 | 1 => (indexed[type].newBy ? 1 : 0);
/** The words under which a text is found, on one line. */
export type LineOf = (text: string, isName: boolean) => string;

/** What the index holds of an entry, in the order of `textColumns`. */
export function rowOf(entry: SearchEntry, lineOf: LineOf): (string | null)[] {
  const { type, id, titleFr, titleEn, detailFr = null, detailEn = null, sensitivity = 'internal' } = entry;
  const names = present(entry.names);
  const body = present(entry.body ?? []);
  const isText = indexed[type].newBy !== undefined;
  const folded = isText ? [] : names.map(fold).filter(Boolean);
  const line = (texts: string[], isName: boolean): string => texts.map((text) => lineOf(text, isName)).filter(Boolean).join(' ');
  return [
    type, id, titleFr, titleEn, detailFr, detailEn, sensitivity, JSON.stringify(names), JSON.stringify(body), folded.join('\n'),
    JSON.stringify(folded.map((name) => name.slice(0, 200))), line(names, !isText), line(body, false),
  ];
}

function present(texts: readonly (string | null | undefined)[]): string[] {
  let left = mostText;
  const kept = new Set<string>();
  for (const text of texts) {
    if (!text || left <= 0) continue;
    kept.add(text.slice(0, left).toWellFormed());
    left -= text.length;
  }
  return [...kept];
}

/** Words that the index has not met yet, with their pieces for typing errors. Each opens with the number of its index. */
async function addTerms(tx: Transaction, terms: readonly string[]): Promise<void> {
  const added = await tx.$queryRaw<{ term: string }[]>(sql`
    SELECT j."value" AS "term" FROM json_each(${JSON.stringify(terms)}) j
    WHERE NOT EXISTS (SELECT 1 FROM search_term t WHERE t."kind" = CAST(substr(j."value", 1, 1) AS INTEGER) AND t."term" = substr(j."value", 2))`);
  if (added.length === 0) return;
  const words = added.map(({ term }) => term);
  await tx.$executeRaw(sql`
    INSERT OR IGNORE INTO search_term ("kind", "term")
    SELECT CAST(substr(j."value", 1, 1) AS INTEGER), substr(j."value", 2) FROM json_each(${JSON.stringify(words)}) j`);
  const pieces = [...new Set(words.map((term) => term.slice(1)))].flatMap((word) => piecesOf(word).map((piece) => [piece, word.length, word]));
  if (pieces.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT OR IGNORE INTO search_piece ("piece", "length", "term")
    SELECT j."value" ->> 0, j."value" ->> 1, j."value" ->> 2 FROM json_each(${JSON.stringify(pieces)}) j`);
}

/** Takes a record out of the index (archived or gone). */
export async function removeFromSearch(tx: Transaction, type: SearchType, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM search_entry WHERE "type" = ${type} AND "recordId" = ${id}`;
}

/** From so many records on, their rows are gathered, which are numbers, and not their ids. */
const many = 2_000;

/**
 * Condition: the record with this id has every word of one of the texts, at least as a prefix (in texts, from three
 * letters on). Which way is faster depends on how common the words are, so that is asked first.
 */
export function searchCondition(type: SearchType, id: Prisma.Sql): (texts: string[], ctx: Pick<Context, 'db'>) => Prisma.Sql {
  const kind: Kind = indexed[type].newBy ? 'texts' : 'names';
  const index = raw(`search_${kind}`);
  const { first, last } = rowsOf(type);
  const ownRows = raw(`w."rowid" BETWEEN ${first} AND ${last}`);
  return (texts, { db }) => {
    const expressions = texts.map((text) => expressionOf(db.rows, kind, askedOf(text), { all: true })).filter((text) => text !== '');
    if (expressions.length === 0) return sql`FALSE`;
    const asked = expressions.length === 1 ? expressions[0]! : expressions.map((text) => `(${text})`).join(' OR ');
    const [found] = db.rows.all<{ n: number }>(sql`
      SELECT count(*) AS "n" FROM (SELECT 1 FROM ${index} w WHERE ${index} MATCH ${asked} AND ${ownRows} LIMIT ${many + 1})`);
    if ((found?.n ?? 0) <= many) {
      return sql`${id} IN (SELECT e."recordId" FROM ${index} w CROSS JOIN search_entry e ON e."rowid" = w."rowid"
        WHERE ${index} MATCH ${asked} AND ${ownRows})`;
    }
    // The plus keeps SQLite from starting with the rows: it looks one up for each record that the list comes upon.
    return sql`EXISTS (SELECT 1 FROM search_entry e WHERE e."type" = ${type} AND e."recordId" = ${id}
      AND +e."rowid" IN (SELECT w."rowid" FROM ${index} w WHERE ${index} MATCH ${asked} AND ${ownRows}))`;
  };
}
