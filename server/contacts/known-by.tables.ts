import { setTimeout as wait } from 'node:timers/promises';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../database.ts';
import { authorAbove as author, ensureDerived } from '../derived-tables.ts';

/**
 * Who of ours knows whom: derived data, in a table that no migration knows, kept in step by triggers in the very
 * transaction of each change. Half of the people have met a dozen of ours over the years, in meetings by the hundred
 * thousand: a list of people, its facets and its exports cannot go through them again each time.
 *
 * `known_by` holds, for a person and one of ours, what makes that one of ours know them: the interactions held (and not
 * archived) in which both took part, counted level by level, and at the level '' that the one says so (`Acquaintance`).
 * Who wrote an interaction is told apart only above internal, where it decides who may see it.
 */
const isCounted = (row: string): string => `${row}."status" = 'held' AND ${row}."archivedAt" IS NULL`;

/** Adds `sign` for each pair of `contact` and `user` that `from` and `where` leave, at the level of the interaction `row`. */
const count = (contact: string, user: string, row: string, sign: 1 | -1, from: string, where: string): string =>
  `INSERT INTO known_by SELECT ${contact}, ${user}, ${row}."sensitivity", ${author(row)}, ${sign} FROM ${from}
    WHERE ${contact} IS NOT NULL AND ${user} IS NOT NULL AND ${isCounted(row)} AND ${where} ON CONFLICT DO UPDATE SET "n" = "n" + excluded."n";`;

/** All who took part in the interaction `row`. */
const countAll = (row: string, sign: 1 | -1): string =>
  count('them."contactId"', 'us."userId"', row, sign, `"Participant" us JOIN "Participant" them ON them."interactionId" = us."interactionId"`, `us."interactionId" = ${row}."id"`);
/** One who took part, `row`, with all the others: the row is among those of its interaction when this runs. */
const countOne = (row: string, sign: 1 | -1): string => {
  const others = `"Interaction" i JOIN "Participant" other ON other."interactionId" = i."id"`;
  const its = `i."id" = ${row}."interactionId"`;
  return `${count(`${row}."contactId"`, 'other."userId"', 'i', sign, others, its)}
    ${count('other."contactId"', `${row}."userId"`, 'i', sign, others, `${its} AND other."id" <> ${row}."id"`)}`;
};
const say = (row: string): string => `INSERT INTO known_by VALUES (${row}."contactId", ${row}."userId", '', '', 1) ON CONFLICT DO NOTHING;`;
const unsay = (row: string): string => `DELETE FROM known_by WHERE "contactId" = ${row}."contactId" AND "userId" = ${row}."userId" AND "level" = '';`;
const differs = (...columns: string[]): string => columns.map((column) => `new."${column}" IS NOT old."${column}"`).join(' OR ');

const statements = [
  `CREATE TABLE IF NOT EXISTS known_by (
    "contactId" TEXT NOT NULL, "userId" TEXT NOT NULL, "level" TEXT NOT NULL, "createdById" TEXT NOT NULL, "n" INTEGER NOT NULL,
    PRIMARY KEY ("contactId", "userId", "level", "createdById")) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS known_by_user ON known_by ("userId", "contactId")`,
  `CREATE TRIGGER IF NOT EXISTS known_by_none AFTER UPDATE ON known_by WHEN new."n" = 0 BEGIN
    DELETE FROM known_by WHERE "contactId" = new."contactId" AND "userId" = new."userId" AND "level" = new."level" AND "createdById" = new."createdById"; END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_held AFTER INSERT ON "Interaction" BEGIN ${countAll('new', 1)} END`,
  // Before: those who took part are still there to say whom it counted.
  `CREATE TRIGGER IF NOT EXISTS known_by_gone BEFORE DELETE ON "Interaction" BEGIN ${countAll('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_changed AFTER UPDATE OF "status", "sensitivity", "createdById", "archivedAt" ON "Interaction"
    WHEN ${differs('status', 'sensitivity', 'createdById', 'archivedAt')} BEGIN ${countAll('old', -1)} ${countAll('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_joined AFTER INSERT ON "Participant" BEGIN ${countOne('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_left BEFORE DELETE ON "Participant" BEGIN ${countOne('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_unnamed BEFORE UPDATE OF "interactionId", "contactId", "userId" ON "Participant"
    WHEN ${differs('interactionId', 'contactId', 'userId')} BEGIN ${countOne('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_named AFTER UPDATE OF "interactionId", "contactId", "userId" ON "Participant"
    WHEN ${differs('interactionId', 'contactId', 'userId')} BEGIN ${countOne('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_said AFTER INSERT ON "Acquaintance" BEGIN ${say('new')} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_unsaid AFTER DELETE ON "Acquaintance" BEGIN ${unsay('old')} END`,
  `CREATE TRIGGER IF NOT EXISTS known_by_said_of AFTER UPDATE OF "contactId", "userId" ON "Acquaintance"
    WHEN ${differs('contactId', 'userId')} BEGIN ${unsay('old')} ${say('new')} END`,
];

/** Creates what is missing of the derived table and fills it from the records. */
export const ensureKnownBy = (db: Database): Promise<void> => ensureDerived(db, statements, rebuildKnownBy);

/** Counts everybody anew, from the records alone. */
export async function rebuildKnownBy(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DROP INDEX known_by_user`;
  await tx.$executeRaw`DELETE FROM known_by`;
  // CROSS JOIN: along the interactions as they are stored, of which those who took part lie together; the plus keeps
  // SQLite from the index of statuses, which would fetch each from somewhere else.
  await tx.$executeRawUnsafe(`INSERT INTO known_by SELECT them."contactId", us."userId", i."sensitivity", ${author('i')}, count(*)
    FROM "Interaction" i
      CROSS JOIN "Participant" us ON us."interactionId" = i."id" AND us."userId" IS NOT NULL
      CROSS JOIN "Participant" them ON them."interactionId" = i."id" AND them."contactId" IS NOT NULL
    WHERE +i."status" = 'held' AND +i."archivedAt" IS NULL GROUP BY 1, 2, 3, 4`);
  await tx.$executeRaw`INSERT INTO known_by SELECT "contactId", "userId", '', '', 1 FROM "Acquaintance"`;
  await tx.$executeRaw`CREATE INDEX known_by_user ON known_by ("userId", "contactId")`;
}

/** What the table is to hold of the people whose ids `people` selects, as the records say it. */
const rowsOf = (people: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT them."contactId", us."userId", i."sensitivity" AS "level", ${Prisma.raw(author('i'))} AS "createdById", count(*) AS "n"
  FROM (SELECT "contactId", "interactionId" FROM "Participant" WHERE "contactId" IN (${people})) them
    CROSS JOIN "Interaction" i ON i."id" = them."interactionId"
    CROSS JOIN "Participant" us ON us."interactionId" = i."id" AND us."userId" IS NOT NULL
  WHERE ${Prisma.raw(isCounted('i'))} GROUP BY 1, 2, 3, 4
  UNION ALL SELECT "contactId", "userId", '', '', 1 FROM "Acquaintance" WHERE "contactId" IN (${people})`;

/** How many rows of those people are not what the records say: `n`. */
export const differingKnownBy = (people: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH made AS (${rowsOf(people)}), kept AS (SELECT * FROM known_by WHERE "contactId" IN (${people}))
  SELECT (SELECT count(*) FROM (SELECT * FROM made EXCEPT SELECT * FROM kept)) + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM made)) AS "n"`;

/** People counted anew in one transaction. */
const part = 200;

/**
 * Counts everybody anew beside a server that others use: part by part, with a rest of some milliseconds between two.
 * @returns how many people
 */
export async function rebuildKnownByInParts(db: Database, rest: number): Promise<number> {
  let count = 0;
  for (let after = ''; ; ) {
    const people = db.rows.all<{ id: string }>(Prisma.sql`SELECT "id" FROM "Contact" WHERE "id" > ${after} ORDER BY "id" LIMIT ${part}`).map(({ id }) => id);
    const last = people.at(-1);
    await db.write(async (tx) => {
      // Also of those who are no more, in between and after the last.
      await tx.$executeRaw(Prisma.sql`DELETE FROM known_by WHERE "contactId" > ${after} ${last === undefined ? Prisma.empty : Prisma.sql`AND "contactId" <= ${last}`}`);
      if (last !== undefined) await tx.$executeRaw(Prisma.sql`INSERT INTO known_by ${rowsOf(Prisma.join(people))}`);
    });
    if (last === undefined) return count;
    after = last;
    count += people.length;
    await wait(rest);
  }
}
