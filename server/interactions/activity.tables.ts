import type { Database, Transaction } from '../database.ts';
import { ensureDerived } from '../derived-tables.ts';

/**
 * Held interactions counted by month: derived data, in tables that no migration knows, like the search index.
 *
 * `activity_month` holds one row for each (axis, month, member, commitments, sensitivity) with the number of interactions
 * held. An interaction counts once for each member that it concerns:
 * - `region`: the office's regions in which a place of it lies (its own place, and those of the organizations met);
 * - `place`: those places themselves, without what they lie in;
 * - `kind`: the kinds of the partners met (ours are not partners);
 * - `all`: itself, under the member ''.
 * `month` is the office's month (America/Toronto), as the days of the lists are; `commitments` the sorted ids of the
 * policy nodes that it serves, joined by `|`.
 *
 * `activity_stale` names the months that are to be counted again, `*` for all of them: the triggers put them there when
 * what lies under interactions changes (an organization moves or changes kind, a region its members, a place its parent).
 */
const statements = [
  `CREATE TABLE IF NOT EXISTS activity_month (
    "axis" TEXT NOT NULL, "month" TEXT NOT NULL, "member" TEXT NOT NULL, "commitments" TEXT NOT NULL,
    "sensitivity" TEXT NOT NULL, "held" INTEGER NOT NULL,
    PRIMARY KEY ("axis", "month", "member", "commitments", "sensitivity")) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS activity_stale ("month" TEXT PRIMARY KEY) WITHOUT ROWID`,
  // Few records are above internal: whoever wrote one sees it whatever their level, and it is counted for them alone.
  `CREATE INDEX IF NOT EXISTS activity_above ON "Interaction" ("createdById", "startsAt")
    WHERE "sensitivity" IN ('restricted', 'confidential')`,
  `CREATE TRIGGER IF NOT EXISTS activity_none AFTER UPDATE ON activity_month WHEN new."held" = 0 BEGIN
    DELETE FROM activity_month WHERE "axis" = new."axis" AND "month" = new."month" AND "member" = new."member"
      AND "commitments" = new."commitments" AND "sensitivity" = new."sensitivity";
  END`,
  // The office's clock is 4 or 5 hours behind UTC: both months are marked, and counting one again changes nothing.
  `CREATE TRIGGER IF NOT EXISTS activity_organization AFTER UPDATE OF "placeId", "kind", "isOurs" ON "Organization"
    WHEN new."placeId" IS NOT old."placeId" OR new."kind" <> old."kind" OR new."isOurs" <> old."isOurs" BEGIN
    INSERT OR IGNORE INTO activity_stale SELECT DISTINCT strftime('%Y-%m', i."startsAt", h."hours")
      FROM "InteractionOrganization" io JOIN "Interaction" i ON i."id" = io."interactionId"
      JOIN (SELECT '-4 hours' AS "hours" UNION ALL SELECT '-5 hours') h
      WHERE io."organizationId" = new."id" AND i."status" = 'held' AND i."archivedAt" IS NULL;
  END`,
  `CREATE TRIGGER IF NOT EXISTS activity_place AFTER UPDATE OF "parentId" ON "Place"
    WHEN new."parentId" IS NOT old."parentId" BEGIN INSERT OR IGNORE INTO activity_stale VALUES ('*'); END`,
  `CREATE TRIGGER IF NOT EXISTS activity_region_gains AFTER INSERT ON "RegionPlace" BEGIN
    INSERT OR IGNORE INTO activity_stale VALUES ('*'); END`,
  `CREATE TRIGGER IF NOT EXISTS activity_region_loses AFTER DELETE ON "RegionPlace" BEGIN
    INSERT OR IGNORE INTO activity_stale VALUES ('*'); END`,
];

/** Creates what is missing of the derived tables, and then has everything counted anew. */
export const ensureActivityTables = (db: Database): Promise<void> => ensureDerived(db, statements, markAllStale);

/** Says that every month is to be counted again: for loaders that write interactions by the thousand. */
export async function markAllStale(tx: Transaction): Promise<void> {
  await tx.$executeRaw`INSERT OR IGNORE INTO activity_stale VALUES ('*')`;
}
