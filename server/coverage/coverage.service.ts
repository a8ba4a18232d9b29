import type { Context } from '../http/context.ts';
import { kept } from '../http/kept.ts';
import { sql, type Sql } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import { visibleTo } from '../http/sight.ts';
import { isActivityStale, type Axis } from '../interactions/activity.ts';
import { heldByMember } from '../interactions/activity.read.ts';
import { commitmentsIn, daysOf } from '../interactions/activity.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { chosenFramework, columnHeads, readPolicy, rowHeads, type Head } from './coverage.heads.ts';
import { lastTwelveMonths, nothing, summarize, type Measures } from './coverage.rules.ts';
import type { Coverage, CoverageQuery } from './coverage.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

/** What is real in a period, row by column. Each number is the total of the list behind it, for whoever asks. */
export function getCoverage(ctx: Context, query: CoverageQuery): Promise<Coverage> {
  return kept(ctx, { module: import.meta.url, name: 'readCoverage' }, query, readCoverage);
}

export async function readCoverage(ctx: Context, query: CoverageQuery): Promise<Coverage> {
  const { rows = 'commitments' } = query;
  const columns = query.columns ?? (rows === 'priorities' ? 'kinds' : 'regions');
  if (columns === 'commitments' && rows !== 'policy') {
    throw invalid([{ pointer: '/columns', message: (locale) => m.coverage_columns_mismatch({}, { locale }) }], 400);
  }
  const whole = lastTwelveMonths(dateInZone(ctx.now));
  const period = { from: query.from ?? (query.to && query.to < whole.from ? query.to : whole.from), to: query.to ?? whole.to };
  if (period.from > period.to) throw invalid([{ pointer: '/to', message: (locale) => m.coverage_period_backwards({}, { locale }) }], 400);
  const policy = await readPolicy(ctx);
  const framework = rows === 'policy' ? chosenFramework(policy, query.framework) : null;
  const [rowsOf, columnsOf] = await Promise.all([rowHeads(ctx, policy, rows, framework), columnHeads(ctx, policy, columns)]);
  const counts = new Matrix(rowsOf, columnsOf.heads);
  await fill(ctx, counts, columnsOf.axis, period);
  const cells = rowsOf.map((row, y) =>
    columnsOf.heads.map((column, x) => {
      if (columns === 'commitments' && !row.commitments.includes(column.id)) return null;
      return { ...counts.cell(y, x), isTargeted: column.isTargeted };
    }),
  );
  const days = daysOf(period);
  return {
    rows,
    columns,
    from: days.from ?? '',
    to: days.to ?? '',
    isBehind: await isActivityStale(ctx.db.reader),
    framework,
    frameworks: policy.frameworks,
    rowHeads: rowsOf.map(({ nodes: _nodes, ...head }, y) => ({ ...head, total: counts.rowTotal(y) })),
    columnHeads: columnsOf.heads.map(({ nodes: _nodes, ...head }, x) => ({ ...head, total: counts.columnTotal(x) })),
    cells,
    summary: summarize(cells),
  };
}

type Measure = keyof Measures;

/** Counts by row and column, out of what has tags (policy nodes) and members (regions, kinds). */
class Matrix {
  readonly rows: Head[];
  readonly columns: Head[];
  readonly #cells: Measures[][];
  readonly #rowTotals: Measures[];
  readonly #columnTotals: Measures[];
  readonly #rowsOf: (tag: string) => number[];
  readonly #columnsOf: (tag: string) => number[];
  readonly #columnIndex: Map<string, number>;

  constructor(rows: Head[], columns: Head[]) {
    this.rows = rows;
    this.columns = columns;
    this.#cells = rows.map(() => columns.map(() => ({ ...nothing })));
    this.#rowTotals = rows.map(() => ({ ...nothing }));
    this.#columnTotals = columns.map(() => ({ ...nothing }));
    this.#rowsOf = byTag(rows);
    this.#columnsOf = byTag(columns);
    this.#columnIndex = new Map(columns.map(({ id }, index) => [id, index]));
  }

  cell = (y: number, x: number): Measures => this.#cells[y]?.[x] ?? nothing;
  rowTotal = (y: number): Measures => this.#rowTotals[y] ?? nothing;
  columnTotal = (x: number): Measures => this.#columnTotals[x] ?? nothing;

  /** Counts `times` records with these tags for the members that they concern: one row or column counts a record once. */
  add(measure: Measure, tags: readonly string[], members: readonly string[], times: number): void {
    const [ys, xs] = [this.#of(tags, this.#rowsOf), this.#xs(tags, members)];
    for (const x of xs) bump(this.#columnTotals[x], measure, times);
    for (const y of ys) for (const x of xs) bump(this.#cells[y]?.[x], measure, times);
  }

  /** Counts records in the totals of the rows. */
  addToRows(measure: Measure, tags: readonly string[], times: number): void {
    for (const y of this.#of(tags, this.#rowsOf)) bump(this.#rowTotals[y], measure, times);
  }

  #of = (tags: readonly string[], find: (tag: string) => number[]): Set<number> => new Set(tags.flatMap(find));
  #xs(tags: readonly string[], members: readonly string[]): Set<number> {
    if (this.columns.some(({ nodes }) => nodes !== null)) return this.#of(tags, this.#columnsOf);
    return new Set(members.flatMap((member) => this.#columnIndex.get(member) ?? []));
  }
}

function bump(cell: Measures | undefined, measure: Measure, times: number): void {
  if (cell) cell[measure] += times;
}

function byTag(heads: Head[]): (tag: string) => number[] {
  const found = new Map<string, number[]>();
  for (const [index, { nodes }] of heads.entries()) for (const node of nodes ?? []) found.set(node, [...(found.get(node) ?? []), index]);
  return (tag) => found.get(tag) ?? [];
}

async function fill(ctx: Context, counts: Matrix, axis: Axis, period: { from: string; to: string }): Promise<void> {
  const all = heldByMember(ctx, { axis: 'all', period });
  const [whole, byMember, records] = await Promise.all([all, axis === 'all' ? all : heldByMember(ctx, { axis, period }), readRecords(ctx, axis, period)]);
  for (const { commitments, held } of whole) counts.addToRows('held', commitmentsIn(commitments), held);
  for (const { member, commitments, held } of byMember) counts.add('held', commitmentsIn(commitments), [member], held);
  for (const { measure, tags, members } of records) {
    counts.addToRows(measure, tags, 1);
    counts.add(measure, tags, members, 1);
  }
}

type Tagged = { measure: Exclude<Measure, 'held'>; tags: string[]; members: string[] };

/**
 * Agreements in force, missions begun and outcomes of the period, with their tags and members. They are hundreds, not
 * millions: read as they are, with the conditions of their lists.
 */
async function readRecords(ctx: Context, axis: Axis, period: { from: string; to: string }): Promise<Tagged[]> {
  const { from, to } = daysOf(period);
  const agreement = sql`SELECT a."id" FROM "Agreement" a WHERE a."state" = 'in_force' AND a."archivedAt" IS NULL
    AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}`;
  const mission = sql`SELECT ms."id" FROM "Mission" ms WHERE ms."status" IN ('under_way', 'report_due', 'closed') AND ms."archivedAt" IS NULL
    AND COALESCE(ms."endsOn", ms."startsOn") || '-99-99' >= ${from} AND COALESCE(ms."startsOn", ms."endsOn") <= ${to}
    AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)}`;
  const outcome = sql`SELECT oc."id" FROM "Outcome" oc WHERE oc."occurredOn" || '-99-99' >= ${from} AND oc."occurredOn" <= ${to}`;
  const found = await Promise.all([
    read(ctx, axis, {
      measure: 'agreements',
      which: agreement,
      tags: sql`SELECT "agreementId" AS "record", "policyNodeId" AS "tag" FROM "AgreementCommitment"`,
      partners: sql`SELECT "agreementId" AS "record", "organizationId" FROM "AgreementParty"`,
    }),
    read(ctx, axis, {
      measure: 'missions',
      which: mission,
      tags: sql`SELECT "missionId" AS "record", "policyNodeId" AS "tag" FROM "MissionObjective" WHERE "policyNodeId" IS NOT NULL`,
      partners: sql`SELECT "missionId" AS "record", "organizationId" FROM "MissionOrganization"`,
      places: sql`SELECT "missionId" AS "record", "placeId" FROM "ItineraryItem" WHERE "placeId" IS NOT NULL`,
    }),
    read(ctx, axis, {
      measure: 'outcomes',
      which: outcome,
      tags: sql`SELECT "id" AS "record", "policyNodeId" AS "tag" FROM "Outcome" WHERE "policyNodeId" IS NOT NULL`,
      partners: sql`SELECT oc."id" AS "record", mp."organizationId" FROM "Outcome" oc JOIN "MeasurePartner" mp ON mp."measureId" = oc."measureId"`,
    }),
  ]);
  return found.flat();
}

/** `which` gives the ids; `tags` (`record`, `tag`); `partners` (`record`, `organizationId`); `places` (`record`, `placeId`). */
type Source = { measure: Tagged['measure']; which: Sql; tags: Sql; partners: Sql; places?: Sql };

async function read(ctx: Context, axis: Axis, { measure, which, tags, partners, places }: Source): Promise<Tagged[]> {
  const theirs = sql`SELECT p."record", o."placeId", o."kind" FROM (${partners}) p JOIN "Organization" o ON o."id" = p."organizationId" WHERE NOT o."isOurs"`;
  const [ids, tagged, members] = await Promise.all([
    ctx.db.reader.$queryRaw<{ id: string }[]>(which),
    ctx.db.reader.$queryRaw<{ record: string; tag: string }[]>(sql`SELECT DISTINCT t."record", t."tag" FROM (${tags}) t WHERE t."record" IN (${which})`),
    axis === 'all'
      ? []
      : ctx.db.reader.$queryRaw<{ record: string; member: string }[]>(
          axis === 'kind'
            ? sql`SELECT DISTINCT t."record", t."kind" AS "member" FROM (${theirs}) t WHERE t."record" IN (${which})`
            : sql`WITH RECURSIVE up("record", "placeId") AS (
                SELECT t."record", t."placeId" FROM (${theirs}) t WHERE t."placeId" IS NOT NULL AND t."record" IN (${which})
                ${places ? sql`UNION SELECT i."record", i."placeId" FROM (${places}) i WHERE i."record" IN (${which})` : sql``}
                UNION SELECT up."record", p."parentId" FROM up CROSS JOIN "Place" p ON p."id" = up."placeId" WHERE p."parentId" IS NOT NULL)
              SELECT DISTINCT up."record", rp."regionId" AS "member" FROM up CROSS JOIN "RegionPlace" rp ON rp."placeId" = up."placeId"`,
        ),
  ]);
  const records = new Map<string, Tagged>(ids.map(({ id }) => [id, { measure, tags: [], members: [] }]));
  for (const { record, tag } of tagged) records.get(record)?.tags.push(tag);
  for (const { record, member } of members) records.get(record)?.members.push(member);
  return [...records.values()];
}
