import type { Database, Transaction } from '../database.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { fold } from '../text/fold.rules.ts';
import type { searchTypes } from '../vocabulary.ts';

export type SearchType = (typeof searchTypes)[number];

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

/**
 * The search index is derived data, in tables of its own that no migration knows: `search_entry` holds one row a
 * record, folded (unicode61 keeps ł, ø, ß … apart), and two FTS5 tables index it, words with prefixes and trigrams of
 * names for typing errors. Triggers keep them in step.
 */
const statements = [
  `CREATE TABLE IF NOT EXISTS search_entry (
    "rowid" INTEGER PRIMARY KEY, "type" TEXT NOT NULL, "recordId" TEXT NOT NULL,
    "titleFr" TEXT NOT NULL, "titleEn" TEXT, "detailFr" TEXT, "detailEn" TEXT,
    "names" TEXT NOT NULL, "body" TEXT NOT NULL, "sensitivity" TEXT NOT NULL, UNIQUE ("type", "recordId"))`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(names, body, content='search_entry', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2', prefix='2 3')`,
  `CREATE VIRTUAL TABLE IF NOT EXISTS search_trigrams USING fts5(names, content='search_entry', content_rowid='rowid', tokenize='trigram')`,
  `CREATE TRIGGER IF NOT EXISTS search_entry_insert AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, names, body) VALUES (new.rowid, new.names, new.body);
    INSERT INTO search_trigrams(rowid, names) VALUES (new.rowid, new.names);
  END`,
  `CREATE TRIGGER IF NOT EXISTS search_entry_delete AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, names, body) VALUES ('delete', old.rowid, old.names, old.body);
    INSERT INTO search_trigrams(search_trigrams, rowid, names) VALUES ('delete', old.rowid, old.names);
  END`,
  `CREATE TRIGGER IF NOT EXISTS search_entry_update AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, names, body) VALUES ('delete', old.rowid, old.names, old.body);
    INSERT INTO search_trigrams(search_trigrams, rowid, names) VALUES ('delete', old.rowid, old.names);
    INSERT INTO search_words(rowid, names, body) VALUES (new.rowid, new.names, new.body);
    INSERT INTO search_trigrams(rowid, names) VALUES (new.rowid, new.names);
  END`,
];

/** Creates the index's tables where they are missing. Returns true when they were: the index is then to be built. */
export async function ensureSearchTables(db: Database): Promise<boolean> {
  const found = await db.reader.$queryRaw<{ n: number }[]>`
    SELECT count(*) AS n FROM sqlite_master WHERE name IN ('search_entry', 'search_words', 'search_trigrams')`;
  if (Number(found[0]?.n) === 3) return false;
  await db.write(async (tx) => {
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
  });
  return true;
}

/** Puts a record in the index or replaces it there, in the transaction that changed the record. */
export async function putInSearch(tx: Transaction, entry: SearchEntry): Promise<void> {
  const names = foldAll(entry.names);
  const body = foldAll(entry.body ?? []).slice(0, 20_000);
  await tx.$executeRaw`
    INSERT INTO search_entry ("type", "recordId", "titleFr", "titleEn", "detailFr", "detailEn", "names", "body", "sensitivity")
    VALUES (${entry.type}, ${entry.id}, ${entry.titleFr}, ${entry.titleEn}, ${entry.detailFr ?? null},
      ${entry.detailEn ?? null}, ${names}, ${body}, ${entry.sensitivity ?? 'internal'})
    ON CONFLICT ("type", "recordId") DO UPDATE SET
      "titleFr" = excluded."titleFr", "titleEn" = excluded."titleEn", "detailFr" = excluded."detailFr",
      "detailEn" = excluded."detailEn", "names" = excluded."names", "body" = excluded."body",
      "sensitivity" = excluded."sensitivity"`;
}

/** Takes a record out of the index (archived or gone). */
export async function removeFromSearch(tx: Transaction, type: SearchType, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM search_entry WHERE "type" = ${type} AND "recordId" = ${id}`;
}

/** Condition: the record with this id has every word of one of the texts, at least as a prefix. */
export function searchCondition(type: SearchType, id: Prisma.Sql): (texts: string[]) => Prisma.Sql {
  return (texts) => {
    const expressions = texts.map(wordsExpression).filter((text) => text !== '');
    if (expressions.length === 0) return Prisma.sql`FALSE`;
    return Prisma.sql`${id} IN (
      SELECT e."recordId" FROM search_words w JOIN search_entry e ON e.rowid = w.rowid
      WHERE search_words MATCH ${expressions.map((text) => `(${text})`).join(' OR ')} AND e."type" = ${type})`;
  };
}

/** An FTS5 expression that asks for every word as a prefix; empty when there is no word. Nothing typed is an operator. */
export function wordsExpression(text: string): string {
  return foldWords(text)
    .map((word) => `"${word}"*`)
    .join(' AND ');
}

export function foldWords(text: string): string[] {
  return fold(text.slice(0, 500)).split(' ').filter(Boolean).slice(0, 20);
}

function foldAll(texts: (string | null | undefined)[]): string {
  return texts
    .filter((text): text is string => Boolean(text))
    .map(fold)
    .join(' | ');
}
