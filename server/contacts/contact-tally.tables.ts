import type { Database, Transaction } from '../database.ts';
import { authorAbove as author, ensureDerived } from '../derived-tables.ts';

/**
 * How many people there are: derived data, in a table that no migration knows, kept in step by triggers. `contact_tally`
 * counts them under the member '' all together, and under each language those who speak it. Who created the record of a
 * person is told apart only above internal, where it decides who may see it.
 */
const key = (row: string): string => `${row}."sensitivity", ${author(row)}, ${row}."archivedAt" IS NOT NULL, ${row}."isPending", ${row}."lastHeldAt" IS NOT NULL`;
const add = (member: string, row: string, sign: 1 | -1, from = '', where = 'TRUE'): string =>
  `INSERT INTO contact_tally SELECT ${member}, ${key(row)}, ${sign} ${from} WHERE ${where} ON CONFLICT DO UPDATE SET "n" = "n" + excluded."n";`;
const addAll = (row: string, sign: 1 | -1): string =>
  `${add(`''`, row, sign)} ${add('l."language"', row, sign, 'FROM "ContactLanguage" l', `l."contactId" = ${row}."id"`)}`;
const addSpeaker = (row: string, sign: 1 | -1): string => add(`${row}."language"`, 'c', sign, 'FROM "Contact" c', `c."id" = ${row}."contactId"`);

const statements = [
  `CREATE TABLE IF NOT EXISTS contact_tally (
    "member" TEXT NOT NULL, "sensitivity" TEXT NOT NULL, "createdById" TEXT NOT NULL, "isArchived" INTEGER NOT NULL,
    "isPending" INTEGER NOT NULL, "isMet" INTEGER NOT NULL, "n" INTEGER NOT NULL,
    PRIMARY KEY ("member", "sensitivity", "createdById", "isArchived", "isPending", "isMet")) WITHOUT ROWID`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_none AFTER UPDATE ON contact_tally WHEN new."n" = 0 BEGIN
    DELETE FROM contact_tally WHERE "member" = new."member" AND "sensitivity" = new."sensitivity" AND "createdById" = new."createdById"
      AND "isArchived" = new."isArchived" AND "isPending" = new."isPending" AND "isMet" = new."isMet"; END`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_insert AFTER INSERT ON "Contact" BEGIN ${addAll('new', 1)} END`,
  // Before: the languages are still there to say where the person was counted.
  `CREATE TRIGGER IF NOT EXISTS contact_tally_delete BEFORE DELETE ON "Contact" BEGIN ${addAll('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_update AFTER UPDATE OF "sensitivity", "createdById", "archivedAt", "isPending", "lastHeldAt" ON "Contact"
    WHEN (${key('new')}) IS NOT (${key('old')}) BEGIN ${addAll('old', -1)} ${addAll('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_speaks AFTER INSERT ON "ContactLanguage" BEGIN ${addSpeaker('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_silent AFTER DELETE ON "ContactLanguage" BEGIN ${addSpeaker('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS contact_tally_speaks_other AFTER UPDATE ON "ContactLanguage" BEGIN ${addSpeaker('old', -1)} ${addSpeaker('new', 1)} END`,
];

/** Creates what is missing of the counters and fills them from the records. */
export const ensureContactTally = (db: Database): Promise<void> => ensureDerived(db, statements, rebuildContactTally);

/** What the counters are to hold, as the records say it. */
const rows = `SELECT '', ${key('c')}, count(*) FROM "Contact" c GROUP BY 2, 3, 4, 5, 6
  UNION ALL SELECT l."language", ${key('c')}, count(*) FROM "Contact" c JOIN "ContactLanguage" l ON l."contactId" = c."id" GROUP BY 1, 2, 3, 4, 5, 6`;

/** Counts everybody anew, from the records alone. */
export async function rebuildContactTally(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DELETE FROM contact_tally`;
  await tx.$executeRawUnsafe(`INSERT INTO contact_tally ${rows}`);
}

/** How many counters are not what the records say: `n`. */
export const differingContactTally = `WITH made AS (${rows})
  SELECT (SELECT count(*) FROM (SELECT * FROM made EXCEPT SELECT * FROM contact_tally)) + (SELECT count(*) FROM (SELECT * FROM contact_tally EXCEPT SELECT * FROM made)) AS "n"`;
