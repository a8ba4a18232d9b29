import type { Transaction } from '../database.ts';
import { join, sql } from '../http/listing.ts';

/**
 * Brings up to date what is kept on organizations only because lists sort and filter by it: last held interaction, open
 * promises, commitment areas observed in interactions, agreements and missions. Called, inside the same transaction, by
 * every write that could change them; `ids` null means all of them.
 */
export async function refreshOrganizations(tx: Transaction, ids: readonly string[] | null): Promise<void> {
  if (ids !== null && ids.length === 0) return;
  const these = ids === null ? sql`TRUE` : sql`o."id" IN (${join([...ids])})`;
  const ties = ids === null ? sql`TRUE` : sql`"organizationId" IN (${join([...ids])})`;
  await tx.$executeRaw`
    UPDATE "Organization" AS o SET
      "lastHeldAt" = (
        SELECT l."startsAt" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
        WHERE l."organizationId" = o."id" AND l."status" = 'held' AND i."archivedAt" IS NULL ORDER BY l."startsAt" DESC LIMIT 1),
      "openFollowUps" = (
        SELECT count(*) FROM "FollowUp" f
        WHERE f."organizationId" = o."id" AND f."status" IN ('open', 'renegotiated') AND f."archivedAt" IS NULL)
    WHERE ${these}`;
  const observed = sql`
    SELECT "organizationId", "policyNodeId" FROM (
      SELECT "organizationId", "policyNodeId" FROM interaction_served WHERE "n" > 0
      UNION SELECT p."organizationId", ac."policyNodeId" FROM "AgreementParty" p
        JOIN "AgreementCommitment" ac ON ac."agreementId" = p."agreementId"
        JOIN "Agreement" a ON a."id" = p."agreementId" WHERE a."archivedAt" IS NULL
      UNION SELECT mo."organizationId", ob."policyNodeId" FROM "MissionOrganization" mo
        JOIN "MissionObjective" ob ON ob."missionId" = mo."missionId" AND ob."policyNodeId" IS NOT NULL
        JOIN "Mission" ms ON ms."id" = mo."missionId" WHERE ms."archivedAt" IS NULL
    ) AS observed WHERE ${ties}`;
  // Only what changes is written: what is counted by commitment stands as long as nobody writes there.
  await tx.$executeRaw`
    UPDATE "OrganizationCommitment" SET "isObserved" = FALSE
    WHERE "isObserved" AND ${ties} AND ("organizationId", "policyNodeId") NOT IN (${observed})`;
  await tx.$executeRaw`
    INSERT INTO "OrganizationCommitment" ("organizationId", "policyNodeId", "isStated", "isObserved")
    SELECT "organizationId", "policyNodeId", FALSE, TRUE FROM (${observed}) AS observed WHERE TRUE
    ON CONFLICT ("organizationId", "policyNodeId") DO UPDATE SET "isObserved" = TRUE WHERE NOT "OrganizationCommitment"."isObserved"`;
  await tx.$executeRaw`DELETE FROM "OrganizationCommitment" WHERE NOT "isStated" AND NOT "isObserved" AND ${ties}`;
}
