import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { heldSince } from '../interactions/activity.read.ts';
import { commitmentsIn } from '../interactions/activity.rules.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import type { Linked, PolicyFigures } from './policy-node.schema.ts';
import { sourceOf, sourceSelect } from './sources.ts';

// These queries read tables of other features, on purpose and in one place: what is linked to a node is theirs, and is
// only counted and named here, never written.

const shown = 8;
const none: PolicyFigures = { partners: 0, heldInteractions: 0, agreements: 0, missions: 0, forums: 0 };

/** Each kind of link as (`nodeId`, `recordId`), without what is archived or not for this person. */
const links = (ctx: Context): Record<keyof PolicyFigures, Sql> => ({
  partners: sql`SELECT oc."policyNodeId" AS "nodeId", o."id" AS "recordId" FROM "OrganizationCommitment" oc
    JOIN "Organization" o ON o."id" = oc."organizationId" WHERE o."archivedAt" IS NULL AND NOT o."isOurs"`,
  heldInteractions: sql`SELECT ic."policyNodeId" AS "nodeId", i."id" AS "recordId" FROM "InteractionCommitment" ic
    JOIN "Interaction" i ON i."id" = ic."interactionId" WHERE i."status" = 'held' AND i."archivedAt" IS NULL
    AND i."startsAt" >= ${twelveMonthsBefore(ctx.now)} AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}`,
  agreements: sql`SELECT ac."policyNodeId" AS "nodeId", a."id" AS "recordId" FROM "AgreementCommitment" ac
    JOIN "Agreement" a ON a."id" = ac."agreementId" WHERE a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}`,
  missions: sql`SELECT ob."policyNodeId" AS "nodeId", ms."id" AS "recordId" FROM "MissionObjective" ob
    JOIN "Mission" ms ON ms."id" = ob."missionId"
    WHERE ob."policyNodeId" IS NOT NULL AND ms."archivedAt" IS NULL AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)}`,
  forums: sql`SELECT fc."policyNodeId" AS "nodeId", fo."id" AS "recordId" FROM "ForumCommitment" fc
    JOIN "Forum" fo ON fo."id" = fc."forumId" WHERE fo."archivedAt" IS NULL`,
});

/** How much is linked to each node of a framework (or of all) or to what is under it, with one query for each kind. */
export async function countLinked(ctx: Context, framework: string | undefined): Promise<({ id: string } & PolicyFigures)[]> {
  const start = framework ? sql`"frameworkId" = ${framework}` : sql`TRUE`;
  const spread = sql`(WITH RECURSIVE spread("key", "nodeId") AS (
    SELECT "id", "id" FROM "PolicyNode" WHERE ${start}
    UNION SELECT s."key", n."id" FROM "PolicyNode" n JOIN spread s ON n."parentId" = s."nodeId"
  ) SELECT "key", "nodeId" FROM spread)`;
  const figures = new Map<string, PolicyFigures>();
  const add = (key: string, field: keyof PolicyFigures, count: number): void => {
    const known = figures.get(key) ?? none;
    figures.set(key, { ...known, [field]: known[field] + count });
  };
  const { heldInteractions: _counted, ...others } = links(ctx);
  await Promise.all([
    heldUnder(ctx, framework).then((held) => held.forEach((count, key) => add(key, 'heldInteractions', count))),
    ...(Object.entries(others) as [keyof PolicyFigures, Sql][]).map(async ([field, link]) => {
      const rows = await ctx.db.reader.$queryRaw<{ key: string; count: number | bigint }[]>(sql`
        SELECT s."key", count(DISTINCT l."recordId") AS count FROM ${spread} s JOIN (${link}) l ON l."nodeId" = s."nodeId"
        GROUP BY s."key"`);
      for (const { key, count } of rows) add(key, field, Number(count));
    }),
  ]);
  return [...figures].map(([id, counted]) => ({ id, ...counted }));
}

/** Interactions held in the last twelve months by node of a framework (or of all), itself or under it, from the counts by month. */
async function heldUnder(ctx: Context, framework: string | undefined): Promise<Map<string, number>> {
  const [nodes, held] = await Promise.all([
    ctx.db.reader.$queryRaw<{ id: string; parentId: string | null; frameworkId: string }[]>(sql`SELECT "id", "parentId", "frameworkId" FROM "PolicyNode"`),
    heldSince(ctx, { axis: 'all', since: twelveMonthsBefore(ctx.now) }),
  ]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const counts = new Map<string, number>();
  for (const { commitments, held: count } of held) {
    const above = new Set<string>();
    for (const tag of commitmentsIn(commitments)) {
      for (let id: string | null = tag; id !== null && !above.has(id); id = byId.get(id)?.parentId ?? null) above.add(id);
    }
    for (const id of above) {
      if (framework === undefined || byId.get(id)?.frameworkId === framework) counts.set(id, (counts.get(id) ?? 0) + count);
    }
  }
  return counts;
}

/**
 * What is linked to a node. Records are tagged with the city's commitment areas; a node of another framework has what
 * the commitment areas aligned with it have (a rejected alignment does not count).
 */
export async function readLinked(ctx: Context, from: Transaction, id: string): Promise<Linked> {
  const under = sql`(WITH RECURSIVE under("id") AS (
    SELECT "id" FROM "PolicyNode" WHERE "id" = ${id}
    UNION SELECT n."id" FROM "PolicyNode" n JOIN under u ON n."parentId" = u."id") SELECT "id" FROM under)`;
  const aligned = await from.$queryRaw<{ id: string }[]>(sql`
    SELECT DISTINCT "commitmentId" AS "id" FROM "Alignment"
    WHERE "status" <> 'rejected' AND "archivedAt" IS NULL AND "policyNodeId" IN ${under} ORDER BY 1`);
  const nodeIds = aligned.length > 0 ? aligned.map((node) => node.id) : [id];
  const nodes = aligned.length > 0 ? sql`(${join(nodeIds)})` : under;
  const link = links(ctx);
  const of = (field: keyof PolicyFigures): Sql => sql`(SELECT l."recordId" FROM (${link[field]}) l WHERE l."nodeId" IN ${nodes})`;
  type Dated = { id: string; titleFr: string; titleEn: string | null; on: string | null; status: string };
  const count = async (field: keyof PolicyFigures): Promise<[keyof PolicyFigures, number]> => {
    if (field === 'heldInteractions' && from === ctx.db.reader) {
      const [named, held] = await Promise.all([
        from.$queryRaw<{ id: string }[]>(sql`SELECT "id" FROM "PolicyNode" WHERE "id" IN ${nodes}`),
        heldSince(ctx, { axis: 'all', since: twelveMonthsBefore(ctx.now) }),
      ]);
      const wanted = new Set(named.map((node) => node.id));
      const some = held.filter(({ commitments }) => commitmentsIn(commitments).some((tag) => wanted.has(tag)));
      return [field, some.reduce((sum, row) => sum + row.held, 0)];
    }
    const rows = await from.$queryRaw<{ count: number | bigint }[]>(sql`SELECT count(*) AS count FROM (SELECT DISTINCT * FROM ${of(field)})`);
    return [field, Number(rows[0]?.count ?? 0)];
  };
  const [counted, partners, interactions, agreements, missions, forums, measures, outcomes] = await Promise.all([
    Promise.all((Object.keys(none) as (keyof PolicyFigures)[]).map(count)),
    from.$queryRaw<(Omit<Linked['partners'][number], 'lastHeldAt'> & { lastHeldAt: Date | null })[]>(sql`
      SELECT o."id", o."nameFr", o."nameEn", o."lastHeldAt" FROM "Organization" o WHERE o."id" IN ${of('partners')}
      ORDER BY o."lastHeldAt" DESC NULLS LAST, o."sortName" LIMIT ${shown}`),
    from.$queryRaw<{ id: string; subject: string; startsAt: Date }[]>(sql`
      SELECT i."id", i."subject", i."startsAt" FROM "Interaction" i WHERE i."id" IN ${of('heldInteractions')}
      ORDER BY i."startsAt" DESC LIMIT ${shown}`),
    from.$queryRaw<Dated[]>(sql`
      SELECT a."id", a."titleFr", a."titleEn", a."renewalOn" AS "on", a."state" AS "status" FROM "Agreement" a
      WHERE a."id" IN ${of('agreements')} ORDER BY a."state" <> 'in_force', a."sortName" LIMIT ${shown}`),
    from.$queryRaw<Dated[]>(sql`
      SELECT ms."id", ms."titleFr", ms."titleEn", ms."startsOn" AS "on", ms."status" FROM "Mission" ms
      WHERE ms."id" IN ${of('missions')} ORDER BY ms."startsOn" DESC LIMIT ${shown}`),
    from.$queryRaw<Linked['forums']>(sql`
      SELECT fo."id", fo."nameFr", fo."nameEn" FROM "Forum" fo WHERE fo."id" IN ${of('forums')} ORDER BY fo."sortName" LIMIT ${shown}`),
    from.$queryRaw<Dated[]>(sql`
      SELECT me."id", me."titleFr", me."titleEn", me."dueOn" AS "on", me."status" FROM "Measure" me
      WHERE me."archivedAt" IS NULL AND me."policyNodeId" IN ${under} ORDER BY me."dueOn", me."id" LIMIT 100`),
    from.outcome.findMany({
      where: { policyNodeId: { in: (await from.$queryRaw<{ id: string }[]>(sql`SELECT "id" FROM ${under}`)).map((node) => node.id) } },
      include: { citations: sourceSelect },
      orderBy: [{ occurredOn: 'desc' }, { id: 'asc' }],
      take: 100,
    }),
  ]);
  return {
    nodeIds,
    isThroughAlignment: aligned.length > 0,
    figures: { ...none, ...(Object.fromEntries(counted) as Partial<PolicyFigures>) },
    partners: partners.map((row) => ({ ...row, lastHeldAt: row.lastHeldAt?.toISOString() ?? null })),
    interactions: interactions.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() })),
    agreements,
    missions,
    forums,
    measures,
    outcomes: outcomes.map(({ id: outcomeId, titleFr, titleEn, descriptionFr, descriptionEn, occurredOn, kind, citations }) => ({
      id: outcomeId,
      titleFr,
      titleEn,
      descriptionFr,
      descriptionEn,
      on: occurredOn,
      status: kind,
      sources: citations.map(sourceOf),
    })),
  };
}
