import { alone, openDatabase, type Alone } from '../database.ts';
import { sql } from '../http/listing.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { dayNumber, kindOf, rowOf, type LineOf, type SearchEntry } from './index.ts';
import { fillSearch } from './rebuild.ts';
import { allTypes, indexed, rowsOf, rowsOfADay, type SearchType } from './records.ts';
import { piecesOf } from './search.rules.ts';
import { sqlSources } from './sources.ts';
import { makingAnew } from './tables.ts';
import { indexedWords } from './words.rules.ts';

/** The types of which an office has very many, and that are read by SQL alone; the others follow record by record. */
const many = Object.keys(sqlSources) as (keyof typeof sqlSources)[];
const few = allTypes.filter((type) => !(type in sqlSources));
/** Records read at once, and records written in one transaction. */
const [readAtOnce, writtenAtOnce] = [2_000, 60_000];
/** Bytes of words that a word index keeps in memory before it writes them: while it is filled, and otherwise. */
const [largeHash, usualHash] = [64 * 1024 * 1024, 1024 * 1024];

/**
 * Makes the whole search index anew in a file that nobody has open: what `fillSearch` leaves, several times faster. Cut
 * short, it leaves an index that is marked as half filled.
 * @returns the number of entries, or null when the file is open somewhere: nothing was done then
 */
export async function fillSearchAlone(file: string): Promise<number | null> {
  const count = await alone(file, (one) => fillMany(one.raw, searchParts(one)));
  return count === null ? null : count + (await fillFew(file));
}

/**
 * The same through a connection to a file that nobody else writes to, of parts that another thread has read; closes it.
 * @returns the number of entries
 */
export async function fillSearchFrom(file: string, raw: Alone['raw'], parts: AsyncIterable<SearchPart>): Promise<number> {
  const count = await fillMany(raw, parts);
  raw.close();
  return count + (await fillFew(file));
}

async function fillFew(file: string): Promise<number> {
  const db = await openDatabase({ file });
  try {
    return (await fillSearch(db, { types: few })).count;
  } finally {
    await db.close();
  }
}

/** Lines of the index, in its order, or at the end all the words that they are made of. */
export type SearchPart = { lines: Line[] } | { terms: readonly [Set<string>, Set<string>] };
/** What the index holds of an entry, in the order of `rowOf`. */
type Line = { row: number; kind: 0 | 1; createdById: string | null; texts: ReturnType<typeof rowOf> };

/** What the index is to hold of the types of which an office has very many, read part by part. */
export async function* searchParts({ rows, reader }: Pick<Alone, 'rows' | 'reader'>): AsyncGenerator<SearchPart> {
  const terms = [new Set<string>(), new Set<string>()] as const;
  const lines = ([0, 1] as const).map((kind) => keepingLines(terms[kind]));
  const used = new Map<number, number>();
  for (const type of many) {
    const kind = kindOf(type);
    for (let after = ''; ; ) {
      const { entries, next } = await sqlSources[type](reader, after, readAtOnce);
      if (entries.length === 0) break;
      const facts = factsOf(rows, type, entries);
      const numbered = entries.flatMap((one): Line[] => {
        const fact = facts.get(one.id);
        if (!fact) return [];
        const first = rowsOf(one.type).first + rowsOfADay * fact.day;
        const number = used.get(first) ?? 0;
        used.set(first, number + 1);
        return [{ row: first + number, kind, createdById: fact.createdById, texts: rowOf(one, lines[kind]!) }];
      });
      // The word index takes rows fastest in their order.
      yield { lines: numbered.sort((a, b) => a.row - b.row) };
      after = next;
    }
  }
  yield { terms };
}

async function fillMany(raw: Alone['raw'], parts: AsyncIterable<SearchPart>): Promise<number> {
  const found = raw.prepare<[], { name: string; type: string }>(`SELECT "name", "type" FROM sqlite_schema WHERE "type" IN ('table', 'view')`).all();
  const index = raw.transaction(() => {
    for (const statement of makingAnew(new Map(found.map(({ name, type }) => [name, type])))) raw.exec(statement);
    const mark = { type: allTypes[0], after: '' };
    raw.prepare(`INSERT INTO search_state VALUES ('mark', ?)`).run(JSON.stringify(mark));
    tuneWordIndexes(raw, { hashsize: largeHash, automerge: 0, crisismerge: 1_000 });
    return writerOf(raw);
  })();
  let count = 0;
  raw.exec('BEGIN');
  for await (const part of parts) {
    if ('terms' in part) {
      index.putWords(part.terms);
      continue;
    }
    index.put(part.lines);
    count += part.lines.length;
    if (count % writtenAtOnce < part.lines.length) raw.exec('COMMIT; BEGIN');
  }
  raw.exec('COMMIT');
  // One piece each: a common word is found ten times faster than in the twenty that were written.
  for (const table of wordIndexes) raw.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
  tuneWordIndexes(raw, { hashsize: usualHash, automerge: 4, crisismerge: 16 });
  return count;
}

const wordIndexes = ['search_names', 'search_texts'];
type Setting = 'hashsize' | 'automerge' | 'crisismerge';
function tuneWordIndexes(raw: Alone['raw'], settings: Record<Setting, number>): void {
  for (const table of wordIndexes) {
    for (const [name, value] of Object.entries(settings)) raw.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${name}', ${value})`);
  }
}

type Facts = { createdById: string | null; day: number };

/** What the index takes of the records themselves, beside what their feature says of them. */
function factsOf(rows: Alone['rows'], type: SearchType, entries: readonly SearchEntry[]): Map<string, Facts> {
  const { table, guarded, newBy } = indexed[type];
  const ids = JSON.stringify(entries.map(({ id }) => id));
  const found = rows.all<Facts & { id: string }>(sql`
    SELECT r."id", ${Prisma.raw(guarded ? 'r."createdById"' : 'NULL')} AS "createdById", ${Prisma.raw(newBy ? dayNumber(newBy) : '0')} AS "day"
    FROM ${Prisma.raw(`"${table}"`)} r WHERE r."id" IN (SELECT "value" FROM json_each(${ids}))`);
  return new Map(found.map((one) => [one.id, one]));
}

/** Texts of which the words are kept: names and subjects come back again and again. */
const keptTexts = 40_000;

/** Writes lines into empty tables as the triggers of `search_put` would, and at the end the words they were made of. */
function writerOf(raw: Alone['raw']) {
  const entry = raw.prepare(`INSERT INTO search_entry ("rowid", "type", "recordId", "titleFr", "titleEn", "detailFr", "detailEn", "sensitivity", "createdById", "indexedAt")
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const source = raw.prepare('INSERT INTO search_source ("rowid", "names", "body", "folded") VALUES (?, ?, ?, ?)');
  const name = raw.prepare('INSERT OR IGNORE INTO search_name ("name", "entry") VALUES (?, ?)');
  const words = [raw.prepare('INSERT INTO search_names ("rowid", "names", "body") VALUES (?, ?, ?)'), raw.prepare('INSERT INTO search_texts ("rowid", "words") VALUES (?, ?)')] as const;

  const put = (lines: readonly Line[]): void => {
    const indexedAt = new Date().toISOString().replace('Z', '+00:00');
    for (const { row, kind, createdById, texts } of lines) {
      const [type, id, titleFr, titleEn, detailFr, detailEn, sensitivity, names, body, folded, wholeNames, nameWords, bodyWords] = texts;
      entry.run(row, type, id, titleFr, titleEn, detailFr, detailEn, sensitivity, createdById, indexedAt);
      source.run(row, names, body, folded);
      if (kind === 0) {
        for (const whole of JSON.parse(wholeNames!) as string[]) name.run(whole, row);
        words[0].run(row, nameWords, bodyWords);
      } else words[1].run(row, `${nameWords} ${bodyWords}`);
    }
  };

  const putWords = (terms: readonly ReadonlySet<string>[]): void => {
    const term = raw.prepare('INSERT INTO search_term ("kind", "term") VALUES (?, ?)');
    for (const [kind, known] of terms.entries()) for (const word of [...known].sort()) term.run(kind, word);
    const piece = raw.prepare('INSERT INTO search_piece ("piece", "length", "term") VALUES (?, ?, ?)');
    const pieces = [...new Set(terms.flatMap((known) => [...known]))].flatMap((word) => piecesOf(word).map((part) => [part, word.length, word] as const));
    for (const one of pieces.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]))) piece.run(one[0], one[1], one[2]);
  };
  return { put, putWords };
}

/** The words of a text, remembered for texts that come back; every word met is added to `terms`. */
function keepingLines(terms: Set<string>): LineOf {
  const kept = [new Map<string, string>(), new Map<string, string>()] as const;
  return (text, isName) => {
    const lines = kept[isName ? 1 : 0];
    const known = lines.get(text);
    if (known !== undefined) return known;
    const words = indexedWords(text, { isName });
    for (const word of words) terms.add(word);
    const line = words.join(' ');
    if (lines.size >= keptTexts) lines.clear();
    lines.set(text, line);
    return line;
  };
}
