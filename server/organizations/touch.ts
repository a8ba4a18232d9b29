import type { Readable } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { addDays, startOfDay } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { readRhythms, restingStages, rhythmSetting, rhythmTiers, type Rhythms } from './cadence.rules.ts';

/** The office's rhythms, as they are stored. `from` is the reader or the transaction. */
export async function rhythmsOf(from: Pick<Readable, '$queryRaw'>): Promise<Rhythms> {
  const [row] = await from.$queryRaw<{ value: string }[]>(sql`SELECT "value" FROM "Setting" WHERE "key" = ${rhythmSetting}`);
  return readRhythms(row?.value);
}

/**
 * The one condition under which a partner (alias `o`) is losing touch, the same as `daysOutOfTouch` says of one record:
 * it names the instant before which each rhythm in use is broken, so that no date is calculated in SQL.
 */
export function losingTouchSql(rhythms: Rhythms, own: readonly number[], now: Date): Sql {
  const today = dateInZone(now);
  const days = new Set([...own, ...rhythmTiers.flatMap((tier) => rhythms[tier] ?? [])]);
  if (days.size === 0) return sql`FALSE`;
  const ofTier = rhythmTiers.map((tier) => sql`WHEN ${tier} THEN ${rhythms[tier]}`);
  const rhythm = sql`COALESCE(o."cadenceDays", CASE o."tier" ${join(ofTier, ' ')} END)`;
  const limits = [...days].map((length) => sql`WHEN ${length} THEN ${startOfDay(addDays(today, -length))}`);
  return sql`(NOT o."isOurs" AND o."lastHeldAt" IS NOT NULL AND o."stage" NOT IN (${join([...restingStages])})
    AND NOT ${snoozedSql(now)} AND o."lastHeldAt" < CASE ${rhythm} ${join(limits, ' ')} END)`;
}

/** The condition under which a partner (alias `o`) is put aside. */
export const snoozedSql = (now: Date): Sql => sql`COALESCE(o."snoozedUntil" > ${dateInZone(now)}, FALSE)`;

/** The rhythms of their own that some partners have, in days. */
export async function ownRhythms(from: Pick<Readable, '$queryRaw'>): Promise<number[]> {
  const rows = await from.$queryRaw<{ cadenceDays: number }[]>(
    sql`SELECT DISTINCT o."cadenceDays" FROM "Organization" o WHERE o."cadenceDays" IS NOT NULL`,
  );
  return rows.map(({ cadenceDays }) => Number(cadenceDays));
}

export type LastSpoken = { interactionId: string; at: string; people: { id: string; name: string }[] };

/** Who among us last met each organization, and when, in what the caller may see: back along its line of time to the first. */
export async function lastSpokenTo(ctx: Context, ids: readonly string[]): Promise<Map<string, LastSpoken>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ organizationId: string; interactionId: string; startsAt: Date; userId: string; name: string }[]>(sql`
    SELECT latest."organizationId", latest."interactionId", i."startsAt", u."id" AS "userId", u."name" FROM (
      SELECT o."id" AS "organizationId", (
        SELECT l."interactionId" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
        WHERE l."organizationId" = o."id" AND l."status" = 'held' AND i."archivedAt" IS NULL
          AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
          AND EXISTS (SELECT 1 FROM "Participant" ours WHERE ours."interactionId" = i."id" AND ours."side" = 'ours' AND ours."userId" IS NOT NULL)
        ORDER BY l."startsAt" DESC, l."interactionId" DESC LIMIT 1) AS "interactionId"
      FROM "Organization" o WHERE o."id" IN (${join([...ids])})
    ) AS latest
    JOIN "Interaction" i ON i."id" = latest."interactionId"
    JOIN "Participant" p ON p."interactionId" = latest."interactionId" AND p."side" = 'ours'
    JOIN "User" u ON u."id" = p."userId"
    ORDER BY p."isLead" DESC, p."position"`);
  const spoken = new Map<string, LastSpoken>();
  for (const { organizationId, interactionId, startsAt, userId, name } of rows) {
    const one = spoken.get(organizationId) ?? { interactionId, at: startsAt.toISOString(), people: [] };
    if (!one.people.some(({ id }) => id === userId)) one.people.push({ id: userId, name });
    spoken.set(organizationId, one);
  }
  return spoken;
}
