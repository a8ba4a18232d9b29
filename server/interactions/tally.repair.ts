import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { recorded } from './tally.tables.ts';

// Tells where the counters and lines of tally.tables.ts are not what the records say, and puts that right.

/** A condition on a column that holds the ids of organizations. */
type Which = (organization: Sql) => Sql;

/** The counters of a table: its columns but the last, `n`, and rows of what it is to hold and of what it holds. */
type Counters = { table: Sql; columns: Sql; made: Sql; kept: Sql };
const tallied = sql`"member", "kind", "status", "sensitivity", "createdById", "isArchived"`;
const all: Counters = { table: sql`interaction_tally`, columns: tallied, made: recorded.all, kept: sql`"member" = ''` };
const perOrganization = (which: Which): Counters[] => [
  { ...all, made: recorded.tally(which(sql`io."organizationId"`)), kept: sql`"member" <> '' AND ${which(sql`"member"`)}` },
  { table: sql`interaction_served`, columns: sql`"organizationId", "policyNodeId"`, made: recorded.served(which(sql`io."organizationId"`)), kept: which(sql`"organizationId"`) },
];

/** Counters that are not what the records say, with `n` that each lacks (less than 0: has too much). */
const lacking = ({ table, columns, made, kept }: Counters): Sql => sql`
  WITH made(${columns}, "n") AS (${made})
  SELECT ${columns}, sum("n") AS "n" FROM (SELECT * FROM made UNION ALL SELECT ${columns}, -"n" FROM ${table} WHERE ${kept}) GROUP BY ${columns} HAVING sum("n") <> 0`;
/** Rows of lines of time that lack or are too many: each is once among those that are to be, and once among those that are. */
const misplaced = (which: Which): Sql => sql`
  SELECT 1 FROM (${recorded.line(which(sql`io."organizationId"`))} UNION ALL SELECT * FROM interaction_line WHERE ${which(sql`"organizationId"`)})
  GROUP BY "organizationId", "status", "startsAt", "id" HAVING count(*) <> 2`;

/**
 * How many counters and rows are not what the records say: `n`. The counters of all interactions are compared whole, and so is
 * how many rows there are in all; row by row, those of the organizations whose ids `organizations` selects.
 */
export const differingTally = (organizations: Sql): Sql => {
  const which: Which = (column) => sql`${column} IN (${organizations})`;
  const counts = [all, ...perOrganization(which)].map((counters) => sql`(SELECT count(*) FROM (${lacking(counters)}))`);
  const met = sql`(SELECT count(*) FROM "InteractionOrganization")`;
  return sql`SELECT ${join(counts, ' + ')} + (SELECT count(*) FROM (${misplaced(which)}))
    + abs((SELECT count(*) FROM interaction_line) - ${met}) + abs((SELECT COALESCE(sum("n"), 0) FROM interaction_tally WHERE "member" <> '') - ${met}) AS "n"`;
};

/** Organizations compared at once. */
const part = 100;

/**
 * Puts right what is not what the records say, beside a server that others use: it is looked for in reading, part by part with
 * a rest of some milliseconds between two, and only what is wrong is written. A counter is given what it lacks, which stays
 * the same whatever is written meanwhile.
 * @returns how many counters and rows were wrong
 */
export async function repairTally(db: Database, rest: number): Promise<number> {
  let wrong = 0;
  const count = async (counters: Counters): Promise<void> => {
    const found = db.rows.all<Record<string, string | number>>(lacking(counters));
    wrong += found.length;
    if (found.length === 0) return;
    await db.write(async (tx) => {
      const { table, columns } = counters;
      for (const row of found) await tx.$executeRaw(sql`INSERT INTO ${table} (${columns}, "n") VALUES (${join(Object.values(row))}) ON CONFLICT DO UPDATE SET "n" = "n" + excluded."n"`);
      // A counter that was at nothing, or below, when it was given what it lacked.
      await tx.$executeRaw(sql`DELETE FROM ${table} WHERE "n" = 0`);
    });
  };
  await count(all);
  for (let after = ''; ; ) {
    const ids = db.rows.all<{ id: string }>(sql`SELECT "id" FROM "Organization" WHERE "id" > ${after} ORDER BY "id" LIMIT ${part}`).map(({ id }) => id);
    const last = ids.at(-1);
    // Also those that are no more, in between and after the last.
    const which: Which = (column) => sql`${column} > ${after} ${last === undefined ? sql`` : sql`AND ${column} <= ${last}`}`;
    for (const counters of perOrganization(which)) await count(counters);
    const lines = db.rows.all(misplaced(which)).length;
    wrong += lines;
    if (lines > 0) {
      await db.write(async (tx) => {
        await tx.$executeRaw(sql`DELETE FROM interaction_line WHERE ${which(sql`"organizationId"`)}`);
        await tx.$executeRaw(sql`INSERT INTO interaction_line ${recorded.line(which(sql`io."organizationId"`))}`);
      });
    }
    if (last === undefined) return wrong;
    after = last;
    await wait(rest);
  }
}
