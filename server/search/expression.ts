import type { Rows } from '../database.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { piecesOf, toleratedErrors, nearness } from './search.rules.ts';
import type { Asked } from './words.rules.ts';

/** Which of the two word indexes; the number is the one in `search_term`. */
export type Kind = 'names' | 'texts';
const kindNumber: Record<Kind, number> = { names: 0, texts: 1 };
const { sql, join } = Prisma;

/** The words that stand for one that no record has: those nearest to it. */
export type Corrections = ReadonlyMap<string, readonly string[]>;
const none: Corrections = new Map();

/** Beginnings of up to four letters have an index of their own; those of three and four in texts. */
const prefixIndexed: Record<Kind, readonly [number, number]> = { names: [1, 4], texts: [3, 4] };
export type Reading = {
  corrections?: Corrections;
  /** Every record that matches is going to be read, not the first few: another way of asking is faster then */
  all?: boolean;
};
/** In a query of more words than this, a word that exists is meant as it is, and not as the beginning of others. */
const mostBegun = 4;
/** Longer beginnings are asked for as the words that begin so: FTS5 would read all their records before the first. */
const mostWords = 24;

/**
 * The FTS5 expression for what is asked: every part as the beginning of a word, in texts from three letters on. Words
 * hold letters and digits only, so that nothing typed is an operator. Empty when nothing is asked.
 */
export function expressionOf(rows: Rows, kind: Kind, asked: readonly Asked[], { corrections = none, all = false }: Reading = {}): string {
  const isLong = asked.length > mostBegun;
  const begun = (part: string, isLast: boolean): string => (isLong && !isLast && has(rows, kind, part) ? `"${part}"` : beginning(rows, kind, part, corrections, all));
  return asked
    .map(({ parts, joined }, index) => {
      const isLast = index === asked.length - 1;
      const each = parts.map((part) => begun(part, isLast)).join(' AND ');
      return joined === null ? each : `((${each}) OR ${begun(joined, isLast)})`;
    })
    .join(' AND ');
}

function beginning(rows: Rows, kind: Kind, word: string, corrections: Corrections, all: boolean): string {
  const instead = corrections.get(word);
  if (instead) return anyOf(instead);
  const [shortest, longest] = prefixIndexed[kind];
  if (word.length < shortest) return `"${word}"`;
  if (word.length <= longest) return `"${word}"*`;
  if (all) return `"${word}"*`;
  const words = wordsFrom(rows, kind, word, mostWords + 1);
  if (words.length > mostWords) return `"${word}"*`;
  return words.length === 0 ? `"${word}"` : anyOf(words);
}

const anyOf = (words: readonly string[]): string => (words.length === 1 ? `"${words[0]}"` : `(${words.map((word) => `"${word}"`).join(' OR ')})`);

/** Words of the index that begin so, at most `most`. */
function wordsFrom(rows: Rows, kind: Kind, beginning: string, most: number): string[] {
  return rows
    .all<{ term: string }>(sql`
      SELECT "term" FROM search_term WHERE "kind" = ${kindNumber[kind]} AND "term" >= ${beginning} AND "term" < ${`${beginning}\u{10ffff}`} LIMIT ${most}`)
    .map(({ term }) => term);
}

const has = (rows: Rows, kind: Kind, word: string): boolean =>
  rows.all(sql`SELECT 1 FROM search_term WHERE "kind" = ${kindNumber[kind]} AND "term" = ${word}`).length > 0;

/** Whether some record, by name or by text, has a word that begins so. */
export const isKnown = (rows: Rows, word: string): boolean => wordsFrom(rows, 'names', word, 1).length + wordsFrom(rows, 'texts', word, 1).length > 0;

/** How many words near to one are looked at, and how many are taken. */
const [mostLookedAt, mostTaken] = [150, 8];

/** The known words nearest to one that may hold one or two typing errors, or be the beginning of such; nearest first. */
export function wordsNear(rows: Rows, word: string): string[] {
  const errors = toleratedErrors(word);
  const pieces = piecesOf(word);
  if (errors === 0 || pieces.length === 0) return [];
  const { length } = word;
  const found = rows.all<{ term: string }>(sql`
    SELECT "term" FROM search_piece WHERE "piece" IN (${join(pieces)}) AND "length" BETWEEN ${length - errors} AND ${length + errors}
    GROUP BY "term" ORDER BY count(*) DESC, abs("length" - ${length}) LIMIT ${mostLookedAt}`);
  const whole = nearest(word, found.map(({ term }) => term));
  if (whole.length > 0) return whole;
  // Not typed to its end: the beginning of a longer word, with an error in it.
  const longer = rows.all<{ term: string }>(sql`
    SELECT "term" FROM search_piece WHERE "piece" IN (${join(pieces.slice(0, -1))}) AND "length" BETWEEN ${length + errors + 1} AND ${length + 8}
    GROUP BY "term" ORDER BY count(*) DESC LIMIT ${mostLookedAt}`);
  return nearest(word, longer.map(({ term }) => term));
}

function nearest(word: string, terms: readonly string[]): string[] {
  const near = terms.flatMap((term) => {
    const errors = nearness(word, term);
    return errors === null ? [] : [{ term, errors }];
  });
  const fewest = Math.min(...near.map(({ errors }) => errors));
  return near.filter(({ errors }) => errors === fewest).map(({ term }) => term).slice(0, mostTaken);
}
