import type { Bilingual } from '../documents/note-data.ts';
import type { AreaData, GroupData, MeasureData, OutcomeData, ProofData, StatusReportData, UpdateData } from '../documents/status-report.data.ts';
import type { Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { heldByMember, heldForLevels } from '../interactions/activity.read.ts';
import { commitmentsIn } from '../interactions/activity.rules.ts';
import { getMeasure, listMeasures } from '../measures/measure.service.ts';
import type { Measure } from '../measures/measure.schema.ts';
import { getFramework } from '../policy/framework.service.ts';
import { lastDay } from '../text/date-order.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { levelsOf } from './audience.ts';
import { both, inOwn, label, locatorOf } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';

/** Measures of one report at most. */
const mostMeasures = 1000;
/** Parts of a plan that are shown even without a measure: what nobody works on is said. */
const alwaysShown = ['commitment'];

type Priority = 'shines' | 'learns' | 'attracts';
type Node = { id: string; frameworkId: string; parentId: string | null; kind: string; titleFr: string; titleEn: string; priority: Priority | null; position: number };

/**
 * Everything a status report says of one plan, or of several together. Without a period: this year up to today. Held
 * interactions are counted for the audience, in whole months.
 */
export async function readStatusReport(ctx: Context, order: NoteOrder): Promise<StatusReportData> {
  const ids = [...new Set(order.subjects.map(({ id }) => id))];
  const to = order.to ?? dateInZone(ctx.now);
  const from = order.from ?? `${to.slice(0, 4)}-01-01`;
  const [frameworks, nodes, measures] = await Promise.all([Promise.all(ids.map((id) => getFramework(ctx, id))), nodesOf(ctx, ids), measuresOf(ctx, ids)]);
  const areas = areasOf(nodes, measures);
  const within = areas.flatMap(({ nodeIds }) => nodeIds);
  const [held, agreements, missions, outcomes, proofs] = await Promise.all([
    heldIn(ctx, order.audience, { from, to }, new Set(within)),
    agreementsOf(ctx, within, { from, to }),
    missionsOf(ctx, within, { from, to }),
    outcomesOf(ctx, within, measures.map(({ id }) => id), { from, to }),
    proofsOf(ctx, measures),
  ]);
  const areaData = ({ node, nodeIds, measures: own }: Area): AreaData => {
    const isHere = ({ nodeId }: { nodeId: string }): boolean => nodeIds.includes(nodeId);
    const measureIds = own.map(({ id }) => id);
    return {
      title: node && both(node.titleFr, node.titleEn),
      measures: own.map((measure) => measureOf(measure, proofs)),
      outcomes: outcomes.filter(({ nodeId, measureId }) => (measureId ? measureIds.includes(measureId) : nodeId !== null && nodeIds.includes(nodeId))).map(({ nodeId: _node, measureId: _measure, ...outcome }) => outcome),
      held: held.rows.reduce((sum, row) => sum + (row.nodes.some((id) => nodeIds.includes(id)) ? row.held : 0), 0),
      agreements: distinct(agreements.filter(isHere)).map(({ nodeId: _node, ...agreement }) => agreement),
      missions: distinct(missions.filter(isHere)).map(({ nodeId: _node, ...mission }) => mission),
    };
  };
  const groups = [...Map.groupBy(areas, ({ group }) => group?.id ?? '')].map(([, list]): GroupData => {
    const group = list[0]?.group ?? null;
    return { priority: group?.priority ?? null, title: group && both(group.titleFr, group.titleEn), areas: list.map(areaData) };
  });
  const [first] = frameworks;
  const titles = (pick: 'titleFr' | 'titleEn'): string => frameworks.map((framework) => framework[pick]).join(' – ');
  return {
    title: first ? both(titles('titleFr'), titles('titleEn')) : both(null, null),
    from,
    to,
    groups,
    held: held.rows.reduce((sum, row) => sum + row.held, 0),
    sources: frameworks.flatMap(({ sources }) => sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) }))),
    hidden: held.above,
  };
}

const distinct = <Row extends { id: string }>(rows: readonly Row[]): Row[] => [...new Map(rows.map((row) => [row.id, row])).values()];

// ── The plan ──

/** Parts of the plans in their order: what comes first above comes first below. */
async function nodesOf(ctx: Context, frameworks: string[]): Promise<Node[]> {
  const rows = await ctx.db.reader.$queryRaw<Node[]>(sql`
    SELECT "id", "frameworkId", "parentId", "kind", "titleFr", "titleEn", "priority", "position" FROM "PolicyNode"
    WHERE "frameworkId" IN (${join(frameworks)}) AND "archivedAt" IS NULL ORDER BY "position", "id"`);
  const children = Map.groupBy(rows, ({ parentId }) => parentId ?? '');
  const known = new Set(rows.map(({ id }) => id));
  const ordered: Node[] = [];
  const walk = (node: Node): void => {
    ordered.push(node);
    (children.get(node.id) ?? []).forEach(walk);
  };
  const roots = rows.filter(({ parentId }) => parentId === null || !known.has(parentId));
  for (const framework of frameworks) roots.filter(({ frameworkId }) => frameworkId === framework).forEach(walk);
  return ordered;
}

async function measuresOf(ctx: Context, framework: string[]): Promise<Measure[]> {
  const found: Measure[] = [];
  for (let cursor: string | undefined; found.length < mostMeasures; ) {
    const page = await listMeasures(ctx, { framework, limit: 200, ...(cursor ? { cursor } : {}) });
    found.push(...(await Promise.all(page.items.map(({ id }) => getMeasure(ctx, id)))));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  return found;
}

type Area = { node: Node | null; group: Node | null; nodeIds: string[]; measures: Measure[] };

/** Every commitment area, and whatever else measures stand under; what lies under an area counts with it, up to the next. */
function areasOf(nodes: readonly Node[], measures: readonly Measure[]): Area[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const used = new Set(measures.flatMap(({ policyNodeId }) => policyNodeId ?? []));
  const areas = nodes.filter(({ id, kind }) => alwaysShown.includes(kind) || used.has(id));
  const areaIds = new Set(areas.map(({ id }) => id));
  const children = Map.groupBy(nodes, ({ parentId }) => parentId ?? '');
  const under = (id: string): string[] => [id, ...(children.get(id) ?? []).filter((child) => !areaIds.has(child.id)).flatMap((child) => under(child.id))];
  const found = areas.map((node): Area => ({
    node,
    group: (node.parentId ? byId.get(node.parentId) : undefined) ?? node,
    nodeIds: under(node.id),
    measures: measures.filter(({ policyNodeId }) => policyNodeId === node.id),
  }));
  const others = measures.filter(({ policyNodeId }) => policyNodeId === null || !byId.has(policyNodeId));
  return others.length > 0 ? [...found, { node: null, group: null, nodeIds: [], measures: others }] : found;
}

function measureOf(measure: Measure, proofs: ReadonlyMap<string, ProofData>): MeasureData {
  return {
    title: both(measure.titleFr, measure.titleEn),
    lead: measure.lead?.name ?? null,
    status: measure.status,
    dueOn: measure.dueOn,
    target: measure.targetValue === null ? null : { value: measure.targetValue, unit: measure.unitFr || measure.unitEn ? both(measure.unitFr, measure.unitEn) : null },
    updates: measure.updates.map((update): UpdateData => {
      const proofId = update.interactionId ?? update.agreementId ?? update.missionId ?? update.outcomeId;
      return {
        period: update.period,
        reportedOn: update.reportedOn,
        progress: update.progress,
        narrative: update.narrativeFr || update.narrativeEn ? both(update.narrativeFr, update.narrativeEn) : null,
        proof: proofId === null ? null : (proofs.get(proofId) ?? 'withheld'),
      };
    }),
  };
}

// ── What serves it ──

type Days = { from: string; to: string };
type HeldRow = { nodes: string[]; held: number };

/** Interactions held that serve any of the nodes, by the nodes that they serve; and how many more the caller sees. */
async function heldIn(ctx: Context, audience: Audience, { from, to }: Days, wanted: ReadonlySet<string>): Promise<{ rows: HeldRow[]; above: number }> {
  const period = { from: from.slice(0, 7), to: to.slice(0, 7) };
  const serves = ({ nodes }: HeldRow): boolean => nodes.some((id) => wanted.has(id));
  const read = (rows: readonly { commitments: string; held: number }[]): HeldRow[] => rows.map(({ commitments, held }) => ({ nodes: commitmentsIn(commitments), held: Number(held) })).filter(serves);
  const [theirs, all] = await Promise.all([heldForLevels(ctx, { axis: 'all', period, levels: levelsOf(audience) }), heldByMember(ctx, { axis: 'all', period })]);
  const sum = (rows: readonly HeldRow[]): number => rows.reduce((total, { held }) => total + held, 0);
  const rows = read(theirs);
  return { rows, above: Math.max(0, sum(read(all)) - sum(rows)) };
}

/** A partial date begins on its first day and ends on its last. */
const begins = (column: Sql, to: string): Sql => sql`COALESCE(${column}, '') <= ${to}`;
const ends = (column: Sql, from: string): Sql => sql`COALESCE(${column} || '-99-99', '9999') >= ${from}`;

/** Agreements that were there at some time of the period, ideas left out. */
async function agreementsOf(ctx: Context, nodes: string[], { from, to }: Days): Promise<(AreaData['agreements'][number] & { nodeId: string })[]> {
  if (nodes.length === 0) return [];
  type Row = { id: string; nodeId: string; kind: string; titleFr: string; titleEn: string | null; state: string; since: string | null; expiresOn: string | null; renewalOn: string | null; sensitivity: Audience };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT a."id", ac."policyNodeId" AS "nodeId", a."kind", a."titleFr", a."titleEn", a."state", COALESCE(a."effectiveFrom", a."signedOn") AS "since", a."expiresOn", a."renewalOn", a."sensitivity"
    FROM "AgreementCommitment" ac JOIN "Agreement" a ON a."id" = ac."agreementId"
    WHERE ac."policyNodeId" IN (${join(nodes)}) AND a."archivedAt" IS NULL AND a."state" <> 'idea' AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}
      AND ${begins(sql`COALESCE(a."signedOn", a."effectiveFrom")`, to)} AND ${ends(sql`a."expiresOn"`, from)} ORDER BY a."sortName", a."id"`);
  return rows.map(({ since, expiresOn, titleFr, titleEn, kind, state, ...row }) => ({
    ...row,
    title: both(titleFr, titleEn),
    kind: label('agreement_kind', kind),
    state: label('agreement_state', state),
    from: since,
    to: expiresOn,
    authorization: null,
  }));
}

/** Missions of which some day fell in the period, those called off left out. */
async function missionsOf(ctx: Context, nodes: string[], { from, to }: Days): Promise<(AreaData['missions'][number] & { nodeId: string })[]> {
  if (nodes.length === 0) return [];
  type Row = { id: string; nodeId: string; titleFr: string; titleEn: string | null; direction: string; status: string; startsOn: string | null; endsOn: string | null; sensitivity: Audience };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT DISTINCT ms."id", ob."policyNodeId" AS "nodeId", ms."titleFr", ms."titleEn", ms."direction", ms."status", ms."startsOn", ms."endsOn", ms."sensitivity"
    FROM "MissionObjective" ob JOIN "Mission" ms ON ms."id" = ob."missionId"
    WHERE ob."policyNodeId" IN (${join(nodes)}) AND ms."archivedAt" IS NULL AND ms."status" NOT IN ('cancelled', 'idea')
      AND ${visibleTo(ctx, sql`ms."sensitivity"`, sql`ms."createdById"`)} AND COALESCE(ms."startsOn", ms."endsOn") IS NOT NULL
      AND ${begins(sql`COALESCE(ms."startsOn", ms."endsOn")`, to)} AND ${ends(sql`COALESCE(ms."endsOn", ms."startsOn")`, from)}
    ORDER BY COALESCE(ms."startsOn", ms."endsOn"), ms."id"`);
  return rows.map(({ titleFr, titleEn, direction, status, startsOn, endsOn, ...row }) => ({
    ...row,
    title: both(titleFr, titleEn),
    direction: label('mission_direction', direction),
    status: label('mission_status', status),
    from: startsOn,
    to: endsOn,
  }));
}

/** Outcomes of the period, of a measure or of a part of the plan, each with the first of its sources. */
async function outcomesOf(ctx: Context, nodes: string[], measures: string[], { from, to }: Days): Promise<(OutcomeData & { nodeId: string | null; measureId: string | null })[]> {
  const among = (column: Sql, ids: string[]): Sql => (ids.length > 0 ? sql`${column} IN (${join(ids)})` : sql`FALSE`);
  type Row = { titleFr: string; titleEn: string | null; kind: string; occurredOn: string; nodeId: string | null; measureId: string | null; source: string | null };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT u."titleFr", u."titleEn", u."kind", u."occurredOn", u."policyNodeId" AS "nodeId", u."measureId", (
      SELECT COALESCE(d."titleFr", c."publication") FROM "Citation" c LEFT JOIN "SourceDocument" d ON d."id" = c."documentId"
      WHERE c."outcomeId" = u."id" ORDER BY c."id" LIMIT 1) AS "source"
    FROM "Outcome" u WHERE (${among(sql`u."policyNodeId"`, nodes)} OR ${among(sql`u."measureId"`, measures)})
      AND u."occurredOn" IS NOT NULL AND ${begins(sql`u."occurredOn"`, to)} AND ${ends(sql`u."occurredOn"`, from)} ORDER BY u."occurredOn", u."id"`);
  return rows
    .filter(({ occurredOn }) => lastDay(occurredOn) >= from)
    .map(({ titleFr, titleEn, kind, occurredOn, ...row }) => ({ ...row, title: both(titleFr, titleEn), kind: label('outcome_kind', kind), on: occurredOn }));
}

/** The records to which updates point, as far as the caller may see them, by id. */
async function proofsOf(ctx: Context, measures: readonly Measure[]): Promise<Map<string, ProofData>> {
  const updates = measures.flatMap((measure) => measure.updates);
  const ids = (pick: (update: Measure['updates'][number]) => string | null): Sql | null => {
    const found = [...new Set(updates.flatMap((update) => pick(update) ?? []))];
    return found.length > 0 ? join(found) : null;
  };
  const [interactions, agreements, missions, outcomes] = [ids((one) => one.interactionId), ids((one) => one.agreementId), ids((one) => one.missionId), ids((one) => one.outcomeId)];
  const seen = (alias: Sql): Sql => visibleTo(ctx, sql`${alias}."sensitivity"`, sql`${alias}."createdById"`);
  type Titled = { id: string; titleFr: string; titleEn: string | null; on: string | null; sensitivity: Audience };
  const { reader } = ctx.db;
  const [held, pacts, journeys, results] = await Promise.all([
    interactions
      ? reader.$queryRaw<{ id: string; subject: string; language: string; startsAt: Date; timeZone: string; sensitivity: Audience }[]>(
          sql`SELECT i."id", i."subject", i."language", i."startsAt", i."timeZone", i."sensitivity" FROM "Interaction" i WHERE i."id" IN (${interactions}) AND ${seen(sql`i`)}`,
        )
      : [],
    agreements ? reader.$queryRaw<Titled[]>(sql`SELECT a."id", a."titleFr", a."titleEn", a."signedOn" AS "on", a."sensitivity" FROM "Agreement" a WHERE a."id" IN (${agreements}) AND ${seen(sql`a`)}`) : [],
    missions ? reader.$queryRaw<Titled[]>(sql`SELECT ms."id", ms."titleFr", ms."titleEn", ms."startsOn" AS "on", ms."sensitivity" FROM "Mission" ms WHERE ms."id" IN (${missions}) AND ${seen(sql`ms`)}`) : [],
    outcomes ? reader.$queryRaw<Titled[]>(sql`SELECT u."id", u."titleFr", u."titleEn", u."occurredOn" AS "on", 'public' AS "sensitivity" FROM "Outcome" u WHERE u."id" IN (${outcomes})`) : [],
  ]);
  const titled = (kind: Bilingual) => ({ id, titleFr, titleEn, on, sensitivity }: Titled): [string, ProofData] => [id, { id, kind, title: both(titleFr, titleEn), on, sensitivity }];
  const kindOf = (name: string): Bilingual => label('status_report_proof', name);
  return new Map([
    ...held.map(({ id, subject, language, startsAt, timeZone, sensitivity }): [string, ProofData] => [id, { id, kind: kindOf('interaction'), title: inOwn(subject, language), on: dateInZone(startsAt, timeZone), sensitivity }]),
    ...pacts.map(titled(kindOf('agreement'))),
    ...journeys.map(titled(kindOf('mission'))),
    ...results.map(titled(kindOf('outcome'))),
  ]);
}
