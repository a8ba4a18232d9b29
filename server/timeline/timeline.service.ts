import type { Context } from '../http/context.ts';
import { kept } from '../http/kept.ts';
import { nodesUnder, placeInRegion } from '../http/conditions.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import { visibleTo } from '../http/sight.ts';
import { heldByMonth } from '../interactions/activity.read.ts';
import { addMonths, daysOf, monthsBetween } from '../interactions/activity.rules.ts';
import { startOfDay } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { chooseEvents, longest, twoYears } from './timeline.rules.ts';
import type { Timeline, TimelineEvent, TimelineQuery } from './timeline.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

type Period = { from: string; to: string };

/**
 * Conditions of one subject on what is marked: each is of a record's id column, and says that the record concerns it.
 */
type Subject = {
  interaction: Sql;
  agreement: Sql;
  mission: Sql;
  session: Sql;
  outcome: Sql;
  promise: Sql;
  held: (ctx: Context, period: Period) => Promise<Map<string, number>>;
};

/** Two years of a partner, a region or a commitment area, unless another period is asked for. */
export function getTimeline(ctx: Context, query: TimelineQuery): Promise<Timeline> {
  return kept(ctx, { module: import.meta.url, name: 'readTimeline' }, query, readTimeline);
}

export async function readTimeline(ctx: Context, query: TimelineQuery): Promise<Timeline> {
  const today = dateInZone(ctx.now);
  const usual = twoYears(today);
  const period = { from: query.from ?? usual.from, to: query.to ?? usual.to };
  if (period.from > period.to || addMonths(period.from, longest) <= period.to) {
    throw invalid([{ pointer: '/to', message: (locale) => m.timeline_period({}, { locale }) }], 400);
  }
  const subject = subjectOf(query);
  const [held, found] = await Promise.all([subject.held(ctx, period), readEvents(ctx, subject, period, query.organization ?? null)]);
  return {
    ...period,
    today,
    months: monthsBetween(period.from, period.to).map((month) => ({ month, held: held.get(month) ?? 0 })),
    ...chooseEvents(found, today),
  };
}

function subjectOf({ organization, region, commitment }: TimelineQuery): Subject {
  const given = [organization, region, commitment].filter((one) => one !== undefined);
  if (given.length !== 1) throw invalid([{ pointer: '/organization', message: (locale) => m.timeline_one_subject({}, { locale }) }], 400);
  if (commitment !== undefined) return ofCommitment(commitment);
  return organization === undefined ? ofRegion(region ?? '') : ofOrganization(organization);
}

function ofOrganization(id: string): Subject {
  return {
    ...ofPartners(sql`o."id" = ${id}`),
    interaction: sql`EXISTS (SELECT 1 FROM "InteractionOrganization" io WHERE io."interactionId" = i."id" AND io."organizationId" = ${id})`,
    session: sql`(fo."organizationId" = ${id} OR fo."id" IN (SELECT "forumId" FROM "Membership" WHERE "organizationId" = ${id} AND "until" IS NULL))`,
    held: (ctx, period) => heldWith(ctx, id, period),
  };
}

function ofRegion(id: string): Subject {
  const inside = (column: Sql): Sql => placeInRegion(column)([id]);
  const partners = ofPartners(sql`NOT o."isOurs" AND ${inside(sql`o."placeId"`)}`);
  return {
    ...partners,
    interaction: sql`(${inside(sql`i."placeId"`)} OR EXISTS (SELECT 1 FROM "InteractionOrganization" io
      CROSS JOIN "Organization" o ON o."id" = io."organizationId" WHERE io."interactionId" = i."id" AND ${inside(sql`o."placeId"`)}))`,
    mission: sql`(${partners.mission} OR ms."id" IN (SELECT it."missionId" FROM "ItineraryItem" it WHERE ${inside(sql`it."placeId"`)}))`,
    session: inside(sql`fs."placeId"`),
    held: (ctx, period) => heldByMonth(ctx, { axis: 'region', members: [id], period }),
  };
}

/** What concerns the organizations (alias `o`) that a condition leaves. */
function ofPartners(partner: Sql): Pick<Subject, 'agreement' | 'mission' | 'outcome' | 'promise'> {
  return {
    agreement: sql`a."id" IN (SELECT p."agreementId" FROM "AgreementParty" p JOIN "Organization" o ON o."id" = p."organizationId" WHERE ${partner})`,
    mission: sql`ms."id" IN (SELECT mo."missionId" FROM "MissionOrganization" mo JOIN "Organization" o ON o."id" = mo."organizationId" WHERE ${partner})`,
    outcome: sql`oc."measureId" IN (SELECT mp."measureId" FROM "MeasurePartner" mp JOIN "Organization" o ON o."id" = mp."organizationId" WHERE ${partner})`,
    promise: sql`EXISTS (SELECT 1 FROM "Organization" o WHERE o."id" = f."organizationId" AND ${partner})`,
  };
}

function ofCommitment(id: string): Subject {
  const nodes = nodesUnder([id]);
  return {
    interaction: sql`EXISTS (SELECT 1 FROM "InteractionCommitment" ic WHERE ic."interactionId" = i."id" AND ic."policyNodeId" IN ${nodes})`,
    agreement: sql`a."id" IN (SELECT "agreementId" FROM "AgreementCommitment" WHERE "policyNodeId" IN ${nodes})`,
    mission: sql`ms."id" IN (SELECT "missionId" FROM "MissionObjective" WHERE "policyNodeId" IN ${nodes})`,
    session: sql`fo."id" IN (SELECT "forumId" FROM "ForumCommitment" WHERE "policyNodeId" IN ${nodes})`,
    outcome: sql`oc."policyNodeId" IN ${nodes}`,
    promise: sql`EXISTS (SELECT 1 FROM "InteractionCommitment" ic WHERE ic."interactionId" = f."bornInId" AND ic."policyNodeId" IN ${nodes})`,
    held: async (ctx, period) => {
      const under = await ctx.db.reader.$queryRaw<{ id: string }[]>(sql`SELECT id FROM ${nodes}`);
      return heldByMonth(ctx, { axis: 'all', period, commitments: new Set(under.map((node) => node.id)) });
    },
  };
}

/** Interactions held with one organization by month, from its lines (see tally.tables.ts). */
async function heldWith(ctx: Context, id: string, { from, to }: Period): Promise<Map<string, number>> {
  const months = monthsBetween(from, to);
  const month = sql`CASE ${join(months.map((one) => sql`WHEN l."startsAt" < ${startOfDay(`${addMonths(one, 1)}-01`)} THEN ${one}`), ' ')} END`;
  const rows = await ctx.db.reader.$queryRaw<{ month: string; held: number }[]>(sql`
    SELECT "month", count(*) AS "held" FROM (
      SELECT ${month} AS "month" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
      WHERE l."organizationId" = ${id} AND l."status" = 'held' AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
        AND l."startsAt" >= ${startOfDay(`${from}-01`)} AND l."startsAt" < ${startOfDay(`${addMonths(to, 1)}-01`)}) AS counted
    GROUP BY "month"`);
  return new Map(rows.map((row) => [row.month, row.held]));
}

async function readEvents(ctx: Context, subject: Subject, period: Period, organization: string | null): Promise<TimelineEvent[]> {
  const days = daysOf(period);
  const [first, last] = [days.from ?? '', days.to ?? ''];
  // A date of which only the month or the year is known is in the period when part of it is.
  // The year alone lets the index be used.
  const within = (column: Sql): Sql => sql`${column} >= ${first.slice(0, 4)} AND ${column} || '-99-99' >= ${first} AND ${column} <= ${last}`;
  const seen = (alias: Sql): Sql => visibleTo(ctx, sql`${alias}."sensitivity"`, sql`${alias}."createdById"`);
  const [events, planned, met] = await Promise.all([
    ctx.db.reader.$queryRaw<TimelineEvent[]>(sql`
      SELECT 'agreement_signed' AS "kind", a."id", a."signedOn" AS "on", a."titleFr", a."titleEn" FROM "Agreement" a
        WHERE a."archivedAt" IS NULL AND ${within(sql`a."signedOn"`)} AND ${seen(sql`a`)} AND ${subject.agreement}
      UNION ALL SELECT 'agreement_ends', a."id", COALESCE(a."expiresOn", a."renewalOn"), a."titleFr", a."titleEn" FROM "Agreement" a
        WHERE a."archivedAt" IS NULL AND a."state" IN ('signed', 'in_force', 'expired') AND ${within(sql`COALESCE(a."expiresOn", a."renewalOn")`)}
          AND ${seen(sql`a`)} AND ${subject.agreement}
      UNION ALL SELECT 'mission', ms."id", ms."startsOn", ms."titleFr", ms."titleEn" FROM "Mission" ms
        WHERE ms."archivedAt" IS NULL AND ms."status" NOT IN ('idea', 'cancelled') AND ${within(sql`ms."startsOn"`)} AND ${seen(sql`ms`)} AND ${subject.mission}
      UNION ALL SELECT 'forum_session', fo."id", fs."startsOn", fs."titleFr", fs."titleEn" FROM "ForumSession" fs
        JOIN "Forum" fo ON fo."id" = fs."forumId" WHERE fo."archivedAt" IS NULL AND ${within(sql`fs."startsOn"`)} AND ${subject.session}
      UNION ALL SELECT 'outcome', oc."policyNodeId", oc."occurredOn", oc."titleFr", oc."titleEn" FROM "Outcome" oc
        WHERE oc."policyNodeId" IS NOT NULL AND ${within(sql`oc."occurredOn"`)} AND ${subject.outcome}
      UNION ALL SELECT 'promise', f."id", f."dueOn", f."text", NULL FROM "FollowUp" f
        WHERE f."archivedAt" IS NULL AND f."status" IN ('open', 'renegotiated') AND ${within(sql`f."dueOn"`)} AND ${seen(sql`f`)} AND ${subject.promise}`),
    ctx.db.reader.$queryRaw<{ id: string; startsAt: Date; subject: string }[]>(sql`
      SELECT i."id", i."startsAt", i."subject" FROM "Interaction" i WHERE i."status" = 'planned' AND i."archivedAt" IS NULL
        AND i."startsAt" >= ${startOfDay(dateInZone(ctx.now))} AND i."startsAt" < ${startOfDay(`${addMonths(period.to, 1)}-01`)}
        AND ${seen(sql`i`)} AND ${subject.interaction} ORDER BY i."startsAt" LIMIT 100`),
    organization === null ? [] : firstAndLast(ctx, organization, period),
  ]);
  const future = planned.map(({ id, startsAt, subject: title }): TimelineEvent => ({ kind: 'planned', id, on: dateInZone(startsAt), titleFr: title, titleEn: null }));
  return [...events, ...future, ...met];
}

/** The first meeting with a partner, and the last, where they fall in the period. */
async function firstAndLast(ctx: Context, id: string, { from, to }: Period): Promise<TimelineEvent[]> {
  const at = (direction: Sql): Sql => sql`
    SELECT i."id", i."startsAt", i."subject" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
    WHERE l."organizationId" = ${id} AND l."status" = 'held' AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
    ORDER BY l."startsAt" ${direction} LIMIT 1`;
  type Row = { id: string; startsAt: Date; subject: string };
  const [[first], [last]] = await Promise.all([ctx.db.reader.$queryRaw<Row[]>(at(sql`ASC`)), ctx.db.reader.$queryRaw<Row[]>(at(sql`DESC`))]);
  const found: [TimelineEvent['kind'], Row | undefined][] = [['first_met', first], ['last_met', last?.id === first?.id ? undefined : last]];
  return found.flatMap(([kind, row]) => {
    const on = row && dateInZone(row.startsAt);
    if (!row || !on || on.slice(0, 7) < from || on.slice(0, 7) > to) return [];
    return [{ kind, id: row.id, on, titleFr: row.subject, titleEn: null }];
  });
}
