import { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../database.ts';
import { authorAbove as author, ensureDerived } from '../derived-tables.ts';

/**
 * What makes a million interactions as quick to list as a hundred: derived data, in tables that no migration knows, kept
 * in step by triggers in the very transaction of each change.
 *
 * `interaction_tally` counts interactions: under the member '' all of them, under an organization's id those where it was
 * met. Who wrote one is told apart only above internal, where it decides who may see it.
 * `interaction_line` is the line of time of each organization, status by status.
 * `interaction_served` counts, for an organization and a policy node, the interactions held or planned that tie them.
 */
const key = (row: string): string => `${row}."kind", ${row}."status", ${row}."sensitivity", ${author(row)}, ${row}."archivedAt" IS NOT NULL`;
const columns = '"member", "kind", "status", "sensitivity", "createdById", "isArchived", "n"';

/** Adds one to a counter, or takes one away, for the interaction `row` under `member`. */
const add = (member: string, row: string, sign: 1 | -1, from = '', where = 'TRUE'): string =>
  `INSERT INTO interaction_tally (${columns}) SELECT ${member}, ${key(row)}, ${sign} ${from} WHERE ${where}
    ON CONFLICT DO UPDATE SET "n" = "n" + excluded."n";`;
const partners = `FROM "InteractionOrganization" io`;
const its = (row: string): string => `io."interactionId" = ${row}."id"`;
const countAll = (row: string, sign: 1 | -1): string =>
  `${add(`''`, row, sign)} ${add('io."organizationId"', row, sign, partners, its(row))}`;
const removeLines = (row: string): string => `DELETE FROM interaction_line WHERE ("organizationId", "status", "startsAt", "interactionId") IN (
    SELECT io."organizationId", ${row}."status", ${row}."startsAt", ${row}."id" FROM "InteractionOrganization" io WHERE ${its(row)});`;
const addLines = (row: string): string => `INSERT INTO interaction_line SELECT io."organizationId", ${row}."status", ${row}."startsAt", ${row}."id"
    FROM "InteractionOrganization" io WHERE ${its(row)};`;

const isCounted = (row: string): string => `(${row}."status" IN ('held', 'planned') AND ${row}."archivedAt" IS NULL)`;
/** Counts one more, or one less, for each organization met and each node served that `from` names. */
const serve = (organization: string, node: string, sign: 1 | -1, from: string, where: string): string =>
  `INSERT INTO interaction_served SELECT ${organization}, ${node}, ${sign} FROM ${from} WHERE ${where}
    ON CONFLICT DO UPDATE SET "n" = "n" + excluded."n";`;
const both = `"InteractionOrganization" io JOIN "InteractionCommitment" ic ON ic."interactionId" = io."interactionId"`;
const serveAll = (row: string, sign: 1 | -1): string => serve('io."organizationId"', 'ic."policyNodeId"', sign, both, `${its(row)} AND ${isCounted(row)}`);
const serveMet = (row: string, sign: 1 | -1): string =>
  serve(`${row}."organizationId"`, 'ic."policyNodeId"', sign, `"InteractionCommitment" ic JOIN "Interaction" i ON i."id" = ic."interactionId"`, `ic."interactionId" = ${row}."interactionId" AND ${isCounted('i')}`);
const serveNode = (row: string, sign: 1 | -1): string =>
  serve('io."organizationId"', `${row}."policyNodeId"`, sign, `"InteractionOrganization" io JOIN "Interaction" i ON i."id" = io."interactionId"`, `io."interactionId" = ${row}."interactionId" AND ${isCounted('i')}`);

const statements = [
  `CREATE TABLE IF NOT EXISTS interaction_tally (
    "member" TEXT NOT NULL, "kind" TEXT NOT NULL, "status" TEXT NOT NULL, "sensitivity" TEXT NOT NULL,
    "createdById" TEXT NOT NULL, "isArchived" INTEGER NOT NULL, "n" INTEGER NOT NULL,
    PRIMARY KEY ("member", "kind", "status", "sensitivity", "createdById", "isArchived")) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS interaction_line (
    "organizationId" TEXT NOT NULL, "status" TEXT NOT NULL, "startsAt" DATETIME NOT NULL, "interactionId" TEXT NOT NULL,
    PRIMARY KEY ("organizationId", "status", "startsAt", "interactionId")) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS interaction_served (
    "organizationId" TEXT NOT NULL, "policyNodeId" TEXT NOT NULL, "n" INTEGER NOT NULL,
    PRIMARY KEY ("organizationId", "policyNodeId")) WITHOUT ROWID`,
  `CREATE TRIGGER IF NOT EXISTS interaction_tally_none AFTER UPDATE ON interaction_tally WHEN new."n" = 0 BEGIN
    DELETE FROM interaction_tally WHERE "member" = new."member" AND "kind" = new."kind" AND "status" = new."status"
      AND "sensitivity" = new."sensitivity" AND "createdById" = new."createdById" AND "isArchived" = new."isArchived"; END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_tally_insert AFTER INSERT ON "Interaction" BEGIN ${countAll('new', 1)} ${addLines('new')} ${serveAll('new', 1)} END`,
  // Before: what points to the interaction is still there to say where it was counted.
  `CREATE TRIGGER IF NOT EXISTS interaction_tally_delete BEFORE DELETE ON "Interaction" BEGIN ${countAll('old', -1)} ${removeLines('old')} ${serveAll('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_tally_update AFTER UPDATE OF "kind", "status", "sensitivity", "createdById", "archivedAt" ON "Interaction"
    BEGIN ${countAll('old', -1)} ${countAll('new', 1)} ${serveAll('old', -1)} ${serveAll('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_line_update AFTER UPDATE OF "status", "startsAt" ON "Interaction"
    WHEN new."status" <> old."status" OR new."startsAt" <> old."startsAt" BEGIN ${removeLines('old')} ${addLines('new')} END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_line_met AFTER INSERT ON "InteractionOrganization" BEGIN
    ${add('new."organizationId"', 'i', 1, 'FROM "Interaction" i', 'i."id" = new."interactionId"')}
    INSERT INTO interaction_line SELECT new."organizationId", i."status", i."startsAt", i."id" FROM "Interaction" i WHERE i."id" = new."interactionId";
    ${serveMet('new', 1)} END`,
  // An interaction that is deleted takes its partners with it, and has been counted out above.
  `CREATE TRIGGER IF NOT EXISTS interaction_line_unmet AFTER DELETE ON "InteractionOrganization" BEGIN
    ${add('old."organizationId"', 'i', -1, 'FROM "Interaction" i', 'i."id" = old."interactionId"')}
    DELETE FROM interaction_line WHERE ("organizationId", "status", "startsAt", "interactionId") IN (
      SELECT old."organizationId", i."status", i."startsAt", i."id" FROM "Interaction" i WHERE i."id" = old."interactionId");
    ${serveMet('old', -1)} END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_served_more AFTER INSERT ON "InteractionCommitment" BEGIN ${serveNode('new', 1)} END`,
  `CREATE TRIGGER IF NOT EXISTS interaction_served_less AFTER DELETE ON "InteractionCommitment" BEGIN ${serveNode('old', -1)} END`,
];

/** Creates what is missing of the derived tables and fills them from the records. */
export const ensureTallyTables = (db: Database): Promise<void> => ensureDerived(db, statements, rebuildTally);

// What the tables are to hold, as the records say it: of everything, or where `met` holds of the links `io` to the organizations met.
const { sql, raw } = Prisma;
const counted = raw(key('i'));
const partnersMet = raw(`${partners} JOIN "Interaction" i ON i."id" = io."interactionId"`);
export const recorded = {
  all: sql`SELECT '', ${counted}, count(*) FROM "Interaction" i GROUP BY 2, 3, 4, 5, 6`,
  tally: (met: Prisma.Sql): Prisma.Sql => sql`SELECT io."organizationId", ${counted}, count(*) ${partnersMet} WHERE ${met} GROUP BY 1, 2, 3, 4, 5, 6`,
  line: (met: Prisma.Sql): Prisma.Sql => sql`SELECT io."organizationId", i."status", i."startsAt", i."id" ${partnersMet} WHERE ${met}`,
  // The plus: along what ties, not along the index of statuses, by way of nearly all there is.
  served: (met: Prisma.Sql): Prisma.Sql => sql`SELECT io."organizationId", ic."policyNodeId", count(*) ${partnersMet}
    JOIN "InteractionCommitment" ic ON ic."interactionId" = i."id" WHERE +i."status" IN ('held', 'planned') AND i."archivedAt" IS NULL AND ${met} GROUP BY 1, 2`,
};

/** Counts everything anew, from the records alone. */
export async function rebuildTally(tx: Transaction): Promise<void> {
  const everyone = sql`TRUE`;
  await tx.$executeRaw`DELETE FROM interaction_tally`;
  await tx.$executeRaw`DELETE FROM interaction_line`;
  await tx.$executeRaw`DELETE FROM interaction_served`;
  await tx.$executeRaw(sql`INSERT INTO interaction_tally ${recorded.all}`);
  await tx.$executeRaw(sql`INSERT INTO interaction_tally ${recorded.tally(everyone)}`);
  await tx.$executeRaw(sql`INSERT INTO interaction_line ${recorded.line(everyone)} ORDER BY 1, 2, 3, 4`);
  await tx.$executeRaw(sql`INSERT INTO interaction_served ${recorded.served(everyone)}`);
}
