import type { Context } from '../http/context.ts';
import { organizationsUnder } from '../http/conditions.ts';
import { kept } from '../http/kept.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { heldOn, isAcquainted, todayOf } from '../contacts/contact.listing.ts';
import { heldByMember } from '../interactions/activity.read.ts';
import { addMonths, commitmentsIn } from '../interactions/activity.rules.ts';
import { startOfDay } from '../text/day.rules.ts';
import { governments, measures as described, subjectOf, type Measure, type MeasurePeriod } from './measure.rules.ts';
import type { MeasureQuery } from './measure.service.ts';
import { whereabouts, type Concerned, type Whereabouts } from './measure.where.ts';

export type FigureOf = { candidate: string; measure: Measure; figure: number | null };

/** Figures as `figuresOf` says, with the eyes of `ctx`. */
export async function readFigures(ctx: Context, { candidates, measures, period }: MeasureQuery): Promise<FigureOf[]> {
  const where = await whereabouts(ctx, candidates);
  const counted: FigureOf[] = [];
  const put = (measure: Measure, figures: readonly (number | null)[]): void => {
    candidates.forEach((candidate, index) => {
      const kind = subjectOf(candidate)?.kind;
      const makesSense = kind !== undefined && described[measure].kinds.includes(kind);
      counted.push({ candidate: candidate.id, measure, figure: makesSense ? (figures[index] ?? null) : null });
    });
  };
  const asked = (measure: Measure): boolean => measures.includes(measure);
  if (asked('held_interactions') || asked('commitments_covered')) {
    const { held, covered } = await heldOf(ctx, where, period, asked('commitments_covered'));
    if (asked('held_interactions')) put('held_interactions', held);
    if (asked('commitments_covered')) put('commitments_covered', covered);
  }
  const plain: Partial<Record<Measure, () => Promise<(number | null)[]>>> = {
    active_partners: () => activePartners(ctx, where),
    agreements_in_force: () => agreementsInForce(ctx, where),
    shared_networks: () => sharedNetworks(ctx, where),
    promises_kept: () => promisesKept(ctx, where, period),
    official_presence: () => officialPresence(ctx, where),
    french_ties: () => frenchTies(ctx, where),
    acquaintances: () => acquaintances(ctx, where),
  };
  for (const measure of measures) {
    const read = plain[measure];
    if (read) put(measure, await read());
  }
  return counted;
}

/** An organization as candidates are found from it. */
type Org = { organizationId: string; placeId: string | null };
const isPartner = sql`o."archivedAt" IS NULL AND NOT o."isOurs"`;

/** How many different records concern each candidate; one that concerns it by several organizations counts once. */
function distinct<Row extends Org & { record: string }>(rows: readonly Row[], where: Whereabouts, find: (row: Row) => readonly number[]): number[] {
  const figures = where.zeros();
  const count = (indexes: Iterable<number>, times: number): void => {
    for (const index of indexes) figures[index] = (figures[index] ?? 0) + times;
  };
  // Most records have one organization: they are counted by organization, and only the others one by one.
  const alone = new Map<string, { row: Row; times: number }>();
  for (const same of Map.groupBy(rows, ({ record }) => record).values()) {
    const [row] = same;
    if (!row) continue;
    const known = alone.get(row.organizationId);
    if (same.length > 1) count(new Set(same.flatMap(find)), 1);
    else if (known) known.times += 1;
    else alone.set(row.organizationId, { row, times: 1 });
  }
  for (const { row, times } of alone.values()) count(new Set(find(row)), times);
  return figures;
}

async function activePartners(ctx: Context, where: Whereabouts): Promise<number[]> {
  const rows = await ctx.db.reader.$queryRaw<Org[]>(sql`
    SELECT o."id" AS "organizationId", o."placeId" FROM "Organization" o WHERE ${isPartner} AND o."stage" IN ('active', 'strategic')`);
  return where.add(rows, () => 1);
}

async function agreementsInForce(ctx: Context, where: Whereabouts): Promise<number[]> {
  const rows = await ctx.db.reader.$queryRaw<(Org & { record: string; isOurs: boolean })[]>(sql`
    SELECT a."id" AS "record", o."id" AS "organizationId", o."placeId", o."isOurs" FROM "Agreement" a
    JOIN "AgreementParty" p ON p."agreementId" = a."id" JOIN "Organization" o ON o."id" = p."organizationId"
    WHERE a."state" = 'in_force' AND a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}`);
  return distinct(rows, where, (row) => (row.isOurs ? where.under(row.organizationId) : where.of(row)));
}

async function sharedNetworks(ctx: Context, where: Whereabouts): Promise<(number | null)[]> {
  const present = sql`('member', 'listed', 'participates')`;
  const [rows, ours] = await Promise.all([
    ctx.db.reader.$queryRaw<(Org & { record: string })[]>(sql`
      SELECT me."forumId" AS "record", o."id" AS "organizationId", o."placeId" FROM "Membership" me JOIN "Organization" o ON o."id" = me."organizationId"
      WHERE me."until" IS NULL AND me."status" IN ${present} AND ${isPartner}`),
    ctx.db.reader.$queryRaw<{ id: string }[]>(sql`
      SELECT DISTINCT f."id" FROM "Forum" f JOIN "Membership" us ON us."forumId" = f."id" JOIN "Organization" u ON u."id" = us."organizationId"
      WHERE u."isOurs" AND us."status" IN ${present} AND f."status" = 'active' AND f."archivedAt" IS NULL`),
  ]);
  const recorded = where.add(rows, () => 1);
  const isShared = new Set(ours.map(({ id }) => id));
  const seen = where.zeros().map(() => new Set<string>());
  for (const row of rows) if (isShared.has(row.record)) for (const index of where.of(row)) seen[index]?.add(row.record);
  // Where no membership of theirs was ever written down, nothing says that there is none.
  return seen.map((networks, index) => (recorded[index] ? networks.size : null));
}

async function promisesKept(ctx: Context, where: Whereabouts, period: MeasurePeriod): Promise<(number | null)[]> {
  const rows = await kept(ctx, { module: import.meta.url, name: 'readPromises' }, period, readPromises);
  const [all, done] = [where.add(rows, (row) => row.closed), where.add(rows, (row) => row.done)];
  return all.map((closed, index) => (closed > 0 ? Math.round(((done[index] ?? 0) / closed) * 10_000) / 10_000 : null));
}

type Promises = Org & { done: number; closed: number };
/** By organization, the promises closed in a period, on either side, and those of them that were kept. */
export async function readPromises(ctx: Context, period: MeasurePeriod): Promise<Promises[]> {
  const rows = await ctx.db.reader.$queryRaw<Promises[]>(sql`
    SELECT counted."organizationId", o."placeId", counted."done", counted."closed" FROM (
      SELECT f."organizationId", count(*) AS "closed", sum(CASE WHEN f."status" = 'done' THEN 1 ELSE 0 END) AS "done" FROM "FollowUp" f
      WHERE f."status" IN ('done', 'dropped') AND f."organizationId" IS NOT NULL AND f."archivedAt" IS NULL
        AND f."closedOn" >= ${`${period.from}-01`} AND f."closedOn" < ${`${addMonths(period.to, 1)}-01`}
        AND ${visibleTo(ctx, sql`f."sensitivity"`, sql`f."createdById"`)}
      GROUP BY f."organizationId") AS counted JOIN "Organization" o ON o."id" = counted."organizationId"`);
  return rows.map((row) => ({ ...row, done: Number(row.done), closed: Number(row.closed) }));
}

async function officialPresence(ctx: Context, where: Whereabouts): Promise<(number | null)[]> {
  const rows = await ctx.db.reader.$queryRaw<Org[]>(sql`
    SELECT o."id" AS "organizationId", o."placeId" FROM "Organization" o
    WHERE ${isPartner} AND o."kind" = 'diplomatic_post' AND o."stage" <> 'closed' AND o."placeId" IS NOT NULL
      AND o."id" IN ${organizationsUnder(Object.values(governments))}`);
  const figures = where.zeros();
  for (const { placeId } of rows) for (const index of where.served(placeId ?? '')) figures[index] = (figures[index] ?? 0) + 1;
  // An office found is an office there, whatever is known of the country.
  return figures.map((figure, index) => (figure > 0 || where.isPlaced(index) ? figure : null));
}

async function frenchTies(ctx: Context, where: Whereabouts): Promise<(number | null)[]> {
  const rows = await ctx.db.reader.$queryRaw<(Org & { language: string })[]>(sql`
    SELECT o."id" AS "organizationId", o."placeId", o."language" FROM "Organization" o WHERE ${isPartner} AND o."language" IS NOT NULL`);
  const known = where.add(rows, () => 1);
  const french = where.add(rows, ({ language }) => (language === 'fr' || language.startsWith('fr-') ? 1 : 0));
  return french.map((figure, index) => (known[index] ? figure : null));
}

async function acquaintances(ctx: Context, where: Whereabouts): Promise<number[]> {
  const { alone, several } = await kept(ctx, { module: import.meta.url, name: 'readAcquainted' }, todayOf(ctx), readAcquainted);
  const figures = where.add(alone, ({ times }) => times);
  return distinct(several, where, (row) => where.of(row)).map((figure, index) => figure + (figures[index] ?? 0));
}

type Acquainted = { alone: (Org & { times: number })[]; several: (Org & { record: string })[] };
/** People who hold a position on a day and whom the office knows: how many in each organization, and those who are in several. */
export async function readAcquainted(ctx: Context, day: string): Promise<Acquainted> {
  const rows = await ctx.db.reader.$queryRaw<{ record: string; organizationId: string }[]>(sql`
    SELECT c."id" AS "record", p."organizationId" FROM "Contact" c JOIN "Position" p ON p."contactId" = c."id" AND ${heldOn(day)}
    WHERE c."archivedAt" IS NULL AND ${visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)} AND ${isAcquainted}`);
  const places = new Map((await ctx.db.reader.$queryRaw<{ id: string; placeId: string | null }[]>(sql`SELECT "id", "placeId" FROM "Organization"`)).map(({ id, placeId }) => [id, placeId]));
  const of = new Map<string, string | string[]>();
  for (const { record, organizationId } of rows) {
    const known = of.get(record);
    of.set(record, known === undefined ? organizationId : [...(typeof known === 'string' ? [known] : known), organizationId]);
  }
  const [alone, several] = [new Map<string, number>(), [] as Acquainted['several']];
  for (const [record, held] of of) {
    if (typeof held === 'string') alone.set(held, (alone.get(held) ?? 0) + 1);
    else for (const organizationId of held) several.push({ record, organizationId, placeId: places.get(organizationId) ?? null });
  }
  return { alone: [...alone].map(([organizationId, times]) => ({ organizationId, placeId: places.get(organizationId) ?? null, times })), several };
}

// ── Interactions held in the period ──

type Held = { held: number[]; covered: number[] };

/** Held interactions, and how many of the city's commitment areas they served: from the counts by month for regions. */
async function heldOf(ctx: Context, where: Whereabouts, period: MeasurePeriod, withCommitments: boolean): Promise<Held> {
  const held = where.zeros();
  const nodes = held.map(() => new Set<string>());
  const regions = where.regions();
  if (regions.size > 0) {
    for (const row of await heldByMember(ctx, { axis: 'region', period, members: [...regions.keys()] })) {
      for (const index of regions.get(row.member) ?? []) {
        held[index] = (held[index] ?? 0) + Number(row.held);
        for (const node of commitmentsIn(row.commitments)) nodes[index]?.add(node);
      }
    }
  }
  const index = new Map(where.candidates.map(({ id }, at) => [id, at]));
  for (const [candidate, which] of where.read()) {
    const at = index.get(candidate) ?? -1;
    const hits = hitsOf(ctx, which, period);
    const [counted] = await ctx.db.reader.$queryRaw<{ count: number }[]>(sql`SELECT count(*) AS count FROM (${hits})`);
    held[at] = Number(counted?.count ?? 0);
    if (!withCommitments || held[at] === 0) continue;
    const served = await ctx.db.reader.$queryRaw<{ id: string }[]>(sql`
      SELECT DISTINCT ic."policyNodeId" AS "id" FROM (${hits}) AS hit JOIN "InteractionCommitment" ic ON ic."interactionId" = hit."id"`);
    for (const { id } of served) nodes[at]?.add(id);
  }
  if (!withCommitments) return { held, covered: [] };
  const areaOf = await commitmentAreas(ctx);
  return { held, covered: nodes.map((tags) => new Set([...tags].flatMap((tag) => areaOf.get(tag) ?? [])).size) };
}

/** Ids of the interactions held in the period that concern a candidate, each once. */
function hitsOf(ctx: Context, which: Concerned, period: MeasurePeriod): Sql {
  const [from, to] = [startOfDay(`${period.from}-01`), startOfDay(`${addMonths(period.to, 1)}-01`)];
  const counts = sql`i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}`;
  // The plus keeps SQLite on the index of the place or of the session.
  const whole = sql`+i."status" = 'held' AND i."startsAt" >= ${from} AND i."startsAt" < ${to} AND ${counts}`;
  // CROSS JOIN: from where the candidate is to what was held there, never from all that was held.
  return join(
    [
      ...(which.places ? [sql`SELECT i."id" FROM ${which.places} AS pl CROSS JOIN "Interaction" i ON i."placeId" = pl."id" WHERE ${whole}`] : []),
      ...(which.sessions ? [sql`SELECT i."id" FROM ${which.sessions} AS fs CROSS JOIN "Interaction" i ON i."forumSessionId" = fs."id" WHERE ${whole}`] : []),
      ...(which.organizations
        ? [sql`SELECT i."id" FROM ${which.organizations} AS met CROSS JOIN interaction_line l ON l."organizationId" = met."id"
            CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
            WHERE l."status" = 'held' AND l."startsAt" >= ${from} AND l."startsAt" < ${to} AND ${counts}`]
        : []),
    ],
    ' UNION ',
  );
}

/** The city's commitment areas that each policy node is, or lies under. */
async function commitmentAreas(ctx: Context): Promise<Map<string, string[]>> {
  const rows = await ctx.db.reader.$queryRaw<{ id: string; parentId: string | null; isArea: number }[]>(sql`
    SELECT n."id", n."parentId", n."kind" = 'commitment' AND f."kind" = 'city_vision' AND n."archivedAt" IS NULL AS "isArea"
    FROM "PolicyNode" n JOIN "Framework" f ON f."id" = n."frameworkId"`);
  const nodes = new Map(rows.map((row) => [row.id, row]));
  const climb = (id: string | null): string[] => {
    const node = id === null ? undefined : nodes.get(id);
    return node ? [...(node.isArea ? [node.id] : []), ...climb(node.parentId)] : [];
  };
  return new Map(rows.map(({ id }) => [id, climb(id)]));
}
