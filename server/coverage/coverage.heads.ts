import type { Context } from '../http/context.ts';
import { regionPlaces } from '../http/conditions.ts';
import { sql } from '../http/listing.ts';
import { currentDecisions, scopeOf } from '../http/targeted.ts';
import { invalid } from '../http/problem.ts';
import type { Axis } from '../interactions/activity.ts';
import { dateInZone } from '../text/format.rules.ts';
import { isOver } from '../text/period.rules.ts';
import { organizationKinds, priorities } from '../vocabulary.ts';
import { nothing, type coverageColumns, type coverageRows } from './coverage.rules.ts';
import type { CoverageHead } from './coverage.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

/** A row or a column, and the policy nodes whose records count in it (null: all of them). */
export type Head = Omit<CoverageHead, 'total'> & { nodes: ReadonlySet<string> | null };
export const bareHead = { priority: null, groupFr: null, groupEn: null, isTargeted: false, isTargetedInPart: false, commitments: [], total: nothing };

type Node = {
  id: string;
  parentId: string | null;
  kind: string;
  priority: CoverageHead['priority'];
  titleFr: string;
  titleEn: string;
  frameworkId: string;
  frameworkKind: string;
  isArchived: number;
};
export type Policy = { nodes: Map<string, Node>; children: Map<string, Node[]>; frameworks: { id: string; titleFr: string; titleEn: string }[] };

/** The policy in force and past, in its own order: few nodes, read whole. */
export async function readPolicy(ctx: Context): Promise<Policy> {
  const [rows, frameworks] = await Promise.all([
    ctx.db.reader.$queryRaw<Node[]>(sql`
      SELECT n."id", n."parentId", n."kind", n."priority", n."titleFr", n."titleEn", n."frameworkId", f."kind" AS "frameworkKind",
        n."archivedAt" IS NOT NULL AS "isArchived"
      FROM "PolicyNode" n JOIN "Framework" f ON f."id" = n."frameworkId" ORDER BY f."position", n."position", n."id"`),
    ctx.db.reader.$queryRaw<Policy['frameworks']>(sql`
      SELECT f."id", f."shortTitleFr" AS "titleFr", f."shortTitleEn" AS "titleEn" FROM "Framework" f
      WHERE f."kind" = 'government_policy' AND f."archivedAt" IS NULL ORDER BY f."periodFrom" DESC, f."position"`),
  ]);
  const children = new Map<string, Node[]>();
  for (const row of rows) {
    if (row.parentId === null) continue;
    const known = children.get(row.parentId);
    if (known) known.push(row);
    else children.set(row.parentId, [row]);
  }
  return { nodes: new Map(rows.map((row) => [row.id, row])), children, frameworks };
}

/** A node and all that is under it, as the filter `commitment` takes it. */
export function under({ children }: Policy, id: string): string[] {
  return [id, ...(children.get(id) ?? []).flatMap((child) => under({ children } as Policy, child.id))];
}

/** The city's commitment areas, in the order of its vision. */
export function commitmentHeads(policy: Policy): Head[] {
  const areas = [...policy.nodes.values()].filter((node) => node.kind === 'commitment' && node.frameworkKind === 'city_vision' && !node.isArchived);
  const order = [...policy.nodes.keys()];
  const place = ({ id, parentId }: Node): [number, number] => [order.indexOf(parentId ?? id), order.indexOf(id)];
  return areas
    .sort((one, other) => place(one)[0] - place(other)[0] || place(one)[1] - place(other)[1])
    .map((node) => ({ ...headOf(policy, node), commitments: [node.id], nodes: new Set(under(policy, node.id)) }));
}

const headOf = (policy: Policy, { id, titleFr, titleEn, priority, parentId }: Node) => {
  const parent = parentId === null ? undefined : policy.nodes.get(parentId);
  return { id, titleFr, titleEn, priority, groupFr: parent?.titleFr ?? null, groupEn: parent?.titleEn ?? null, isTargeted: false, isTargetedInPart: false };
};

function priorityHeads(policy: Policy): Head[] {
  const nodes = [...policy.nodes.values()];
  return priorities.flatMap((priority) => {
    const node = nodes.find((one) => one.kind === 'priority' && one.priority === priority && !one.isArchived);
    if (!node) return [];
    const of = nodes.filter((one) => one.priority === priority);
    const commitments = commitmentHeads(policy).filter((head) => head.priority === priority).map(({ id }) => id);
    return [{ ...headOf(policy, node), commitments, nodes: new Set(of.map(({ id }) => id)) }];
  });
}

/** What of a government's policy is a row: what it wants, not each of the ways there. */
const policyRowKinds = ['theme', 'goal', 'forum_priority'];

/** Nodes of the ministry's policy, each with the commitment areas aligned with it or with what is under it. */
async function policyHeads(ctx: Context, policy: Policy, framework: string | null): Promise<Head[]> {
  const aligned = await ctx.db.reader.$queryRaw<{ commitmentId: string; policyNodeId: string }[]>(sql`
    SELECT "commitmentId", "policyNodeId" FROM "Alignment" WHERE "status" <> 'rejected' AND "archivedAt" IS NULL`);
  const rows: Head[] = [];
  const visit = (node: Node, root: Node): void => {
    if (policyRowKinds.includes(node.kind) && !node.isArchived) {
      const own = new Set(under(policy, node.id));
      const commitments = [...new Set(aligned.filter((one) => own.has(one.policyNodeId)).map((one) => one.commitmentId))].sort();
      rows.push({ ...headOf(policy, node), groupFr: root.titleFr, groupEn: root.titleEn, commitments, nodes: new Set([...own, ...commitments.flatMap((id) => under(policy, id))]) });
    }
    for (const child of policy.children.get(node.id) ?? []) visit(child, root);
  };
  for (const node of policy.nodes.values()) if (node.frameworkId === framework && node.parentId === null) visit(node, node);
  return rows;
}

export async function rowHeads(ctx: Context, policy: Policy, rows: (typeof coverageRows)[number], framework: string | null): Promise<Head[]> {
  if (rows === 'commitments') return commitmentHeads(policy);
  return rows === 'priorities' ? priorityHeads(policy) : policyHeads(ctx, policy, framework);
}

/** The framework asked for among those there are, or the latest. @throws 400 for another */
export function chosenFramework({ frameworks }: Policy, asked: string | undefined): string | null {
  if (asked === undefined) return frameworks[0]?.id ?? null;
  if (frameworks.some(({ id }) => id === asked)) return asked;
  throw invalid([{ pointer: '/framework', message: (locale) => m.coverage_framework_unknown({}, { locale }) }], 400);
}

/** The regions in which a place or a partner is targeted today. */
async function targetedInPart(ctx: Context, today: string): Promise<Set<string>> {
  const { place, named } = scopeOf(sql`(SELECT * FROM ${currentDecisions} c WHERE c."decision" = 'target'
    AND (c."placeId" IS NOT NULL OR c."organizationId" IS NOT NULL) AND (c."periodTo" IS NULL OR c."periodTo" || '-99-99' >= ${today}))`);
  const rows = await ctx.db.reader.$queryRaw<{ regionId: string }[]>(sql`
    SELECT DISTINCT rp."regionId" FROM ${regionPlaces} rp
    WHERE ${place(sql`rp."placeId"`)} OR rp."placeId" IN (SELECT o."placeId" FROM "Organization" o WHERE ${named(sql`o."id"`)})`);
  return new Set(rows.map(({ regionId }) => regionId));
}

/** The columns, and the axis of the counts by month on which they are members. */
export async function columnHeads(ctx: Context, policy: Policy, columns: (typeof coverageColumns)[number]): Promise<{ axis: Axis; heads: Head[] }> {
  if (columns === 'commitments') return { axis: 'all', heads: commitmentHeads(policy) };
  if (columns === 'kinds') {
    const found = await ctx.db.reader.$queryRaw<{ kind: (typeof organizationKinds)[number] }[]>(sql`
      SELECT DISTINCT "kind" FROM "Organization" WHERE "archivedAt" IS NULL AND NOT "isOurs"`);
    const present = new Set(found.map(({ kind }) => kind));
    return { axis: 'kind', heads: organizationKinds.filter((kind) => present.has(kind)).map((kind) => ({ ...bareHead, id: kind, titleFr: kind, titleEn: kind, nodes: null })) };
  }
  const today = dateInZone(ctx.now);
  const [regions, parts] = await Promise.all([
    ctx.db.reader.$queryRaw<{ id: string; titleFr: string; titleEn: string; decision: string | null; periodTo: string | null }[]>(sql`
      SELECT r."id", r."nameFr" AS "titleFr", r."nameEn" AS "titleEn", d."decision", d."periodTo"
      FROM "Region" r LEFT JOIN ${currentDecisions} d ON d."regionId" = r."id" WHERE r."archivedAt" IS NULL ORDER BY r."sortName"`),
    targetedInPart(ctx, today),
  ]);
  const heads = regions.map(({ decision, periodTo, ...region }) => {
    const isTargeted = decision === 'target' && !isOver(periodTo, today);
    return { ...bareHead, ...region, isTargeted, isTargetedInPart: !isTargeted && parts.has(region.id), nodes: null };
  });
  return { axis: 'region', heads };
}
