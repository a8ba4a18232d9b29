import type { Database } from '../database.ts';
import { allTypes, firstText, indexed, rowsOf, rowsOfADay } from './records.ts';

/** Another number when the tables below change: an index of before is then thrown away and built again. */
const shape = 4;

const textNames = allTypes.filter((type) => indexed[type].newBy).map((type) => `'${type}'`).join(', ');
/** Rows after the first among which the next free one is looked for: those of the day, or of the type. */
const span = `(CASE WHEN new."type" IN (${textNames}) THEN ${rowsOfADay} ELSE ${rowsOf('organization').first} END)`;

/**
 * The search index is derived data, in tables of its own that no migration knows.
 * - `search_entry`: one row a record, with who may see it. Its number orders texts by day, so that they are read newest
 *   first without sorting; a name that changed moves to the end of its type.
 * - `search_source`: what was said of it, as it is written, to show the words that match.
 * - `search_name`: whole names, folded, for what begins as the query does.
 * - `search_names`, `search_texts`: the words, folded (unicode61 keeps ł, ø, ß … apart); their texts are not kept twice.
 * - `search_term`, `search_piece`: every word there is, and its pieces of three letters, for typing errors.
 * - `search_stale`: records whose entry is to be written anew, because a record that it tells of changed (see renewal.ts).
 * Everything is written through `search_put` and leaves with its row of `search_entry`.
 */
const statements = [
  `CREATE TABLE search_state ("key" TEXT PRIMARY KEY, "value" TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE search_entry (
    "rowid" INTEGER PRIMARY KEY, "type" TEXT NOT NULL, "recordId" TEXT NOT NULL,
    "titleFr" TEXT NOT NULL, "titleEn" TEXT, "detailFr" TEXT, "detailEn" TEXT,
    "sensitivity" TEXT NOT NULL, "createdById" TEXT, "indexedAt" TEXT NOT NULL, UNIQUE ("type", "recordId"))`,
  `CREATE TABLE search_source ("rowid" INTEGER PRIMARY KEY, "folded" TEXT NOT NULL, "names" TEXT NOT NULL, "body" TEXT NOT NULL)`,
  `CREATE TABLE search_name ("name" TEXT NOT NULL, "entry" INTEGER NOT NULL, PRIMARY KEY ("name", "entry")) WITHOUT ROWID`,
  `CREATE INDEX search_name_entry ON search_name ("entry")`,
  `CREATE TABLE search_term ("kind" INTEGER NOT NULL, "term" TEXT NOT NULL, PRIMARY KEY ("kind", "term")) WITHOUT ROWID`,
  `CREATE TABLE search_piece ("piece" TEXT NOT NULL, "length" INTEGER NOT NULL, "term" TEXT NOT NULL, PRIMARY KEY ("piece", "length", "term")) WITHOUT ROWID`,
  `CREATE TABLE search_stale ("type" TEXT NOT NULL, "recordId" TEXT NOT NULL, PRIMARY KEY ("type", "recordId")) WITHOUT ROWID`,
  `CREATE VIRTUAL TABLE search_names USING fts5(names, body, content='', contentless_delete=1, detail='column', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4')`,
  `CREATE VIRTUAL TABLE search_texts USING fts5(words, content='', contentless_delete=1, detail='none', tokenize='unicode61 remove_diacritics 2', prefix='3 4')`,
  `CREATE VIEW search_put AS SELECT "type", "recordId", "titleFr", "titleEn", "detailFr", "detailEn", "sensitivity", "createdById",
    "rowid" AS "firstRow", '' AS "names", '' AS "body", '' AS "folded", '' AS "wholeNames", '' AS "nameWords", '' AS "bodyWords" FROM search_entry`,
  `CREATE TRIGGER search_put_insert INSTEAD OF INSERT ON search_put BEGIN
    DELETE FROM search_entry WHERE "type" = new."type" AND "recordId" = new."recordId";
    INSERT INTO search_entry ("rowid", "type", "recordId", "titleFr", "titleEn", "detailFr", "detailEn", "sensitivity", "createdById", "indexedAt")
      SELECT COALESCE((SELECT max("rowid") FROM search_entry WHERE "rowid" >= f."first" AND "rowid" < f."first" + ${span}) + 1, f."first"),
        new."type", new."recordId", new."titleFr", new."titleEn", new."detailFr", new."detailEn", new."sensitivity", new."createdById",
        strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')
      FROM (SELECT CAST(new."firstRow" AS INTEGER) AS "first") f;
    INSERT INTO search_source ("rowid", "names", "body", "folded")
      SELECT "rowid", new."names", new."body", new."folded" FROM search_entry WHERE "type" = new."type" AND "recordId" = new."recordId";
    INSERT OR IGNORE INTO search_name ("name", "entry")
      SELECT n."value", e."rowid" FROM search_entry e, json_each(new."wholeNames") n WHERE e."type" = new."type" AND e."recordId" = new."recordId";
    INSERT INTO search_names ("rowid", "names", "body")
      SELECT "rowid", new."nameWords", new."bodyWords" FROM search_entry
      WHERE "type" = new."type" AND "recordId" = new."recordId" AND "rowid" < ${firstText};
    INSERT INTO search_texts ("rowid", "words")
      SELECT "rowid", new."nameWords" || ' ' || new."bodyWords" FROM search_entry
      WHERE "type" = new."type" AND "recordId" = new."recordId" AND "rowid" >= ${firstText};
  END`,
  `CREATE TRIGGER search_entry_delete AFTER DELETE ON search_entry BEGIN
    DELETE FROM search_source WHERE "rowid" = old."rowid";
    DELETE FROM search_name WHERE "entry" = old."rowid";
  END`,
  `CREATE TRIGGER search_entry_delete_name AFTER DELETE ON search_entry WHEN old."rowid" < ${firstText} BEGIN
    DELETE FROM search_names WHERE "rowid" = old."rowid";
  END`,
  `CREATE TRIGGER search_entry_delete_text AFTER DELETE ON search_entry WHEN old."rowid" >= ${firstText} BEGIN
    DELETE FROM search_texts WHERE "rowid" = old."rowid";
  END`,
  `INSERT INTO search_state ("key", "value") VALUES ('shape', '${shape}')`,
];

const ours = ['search_put', 'search_entry', 'search_source', 'search_name', 'search_term', 'search_piece', 'search_names', 'search_texts', 'search_state', 'search_stale',
  // Names of the first release's.
  'search_words', 'search_trigrams'];

/**
 * Makes the index's tables where they are missing or of an earlier release.
 * @returns true when they were: the index is then empty, and to be filled
 */
export async function ensureSearchTables(db: Database): Promise<boolean> {
  const found = await db.reader.$queryRaw<{ name: string; type: string }[]>`
    SELECT name, type FROM sqlite_schema WHERE name LIKE 'search\\_%' ESCAPE '\\' AND type IN ('table', 'view')`;
  const names = new Map(found.map(({ name, type }) => [name, type]));
  if (names.has('search_state') && names.has('search_put')) {
    const kept = await db.reader.$queryRaw<{ value: string }[]>`SELECT "value" FROM search_state WHERE "key" = 'shape'`;
    if (kept[0]?.value === String(shape)) return false;
  }
  await db.write(async (tx) => {
    for (const statement of makingAnew(names)) await tx.$executeRawUnsafe(statement);
  });
  return true;
}

/** The statements that take the tables out, of which `found` tells the type by name, and make them anew and empty. */
export const makingAnew = (found: ReadonlyMap<string, string>): string[] => [
  ...ours.filter((name) => found.has(name)).map((name) => `DROP ${found.get(name) === 'view' ? 'VIEW' : 'TABLE'} "${name}"`),
  ...statements,
];
