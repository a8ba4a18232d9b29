import type { Transaction } from '../database.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { join, sql } from '../http/listing.ts';
import type { InteractionChange, PointInput } from './interaction.schema.ts';

/** Replaces each list that the request names; lists it does not name stay as they are. Of a new interaction, none is there. */
export async function replaceLists(tx: Transaction, ctx: Context, interactionId: string, input: InteractionChange, { isNew = false } = {}): Promise<void> {
  const lists = [
    [sql`"InteractionOrganization"`, sql`"organizationId"`, input.organizationIds],
    [sql`"InteractionCommitment"`, sql`"policyNodeId"`, input.commitmentIds],
    [sql`"InteractionSector"`, sql`"sectorId"`, input.sectorIds],
  ] as const;
  for (const [table, column, ids] of lists) {
    if (!ids) continue;
    if (!isNew) await tx.$executeRaw(sql`DELETE FROM ${table} WHERE "interactionId" = ${interactionId}`);
    if (ids.length === 0) continue;
    await tx.$executeRaw(sql`
      INSERT INTO ${table} ("interactionId", ${column}) VALUES ${join([...new Set(ids)].map((id) => sql`(${interactionId}, ${id})`))}`);
  }
  if (input.discussionPoints && !(isNew && input.discussionPoints.length === 0)) await replacePoints(tx, ctx, interactionId, input.discussionPoints);
}

/** Points that the caller may not see were not on their page: they stay, after those that were. */
async function replacePoints(tx: Transaction, ctx: Context, interactionId: string, points: PointInput[]): Promise<void> {
  const visible = { in: visibleSensitivities(ctx.user.role) };
  const kept = points.flatMap(({ id }) => id ?? []);
  await tx.discussionPoint.deleteMany({ where: { interactionId, sensitivity: visible, id: { notIn: kept } } });
  for (const [position, { id, ...point }] of points.entries()) {
    const data = { ...point, position };
    const known = id
      ? await tx.discussionPoint.updateMany({ where: { id, interactionId, sensitivity: visible }, data })
      : { count: 0 };
    if (known.count === 0) await tx.discussionPoint.create({ data: { ...data, interactionId } });
  }
  await tx.discussionPoint.updateMany({
    where: { interactionId, NOT: { sensitivity: visible } },
    data: { position: points.length },
  });
}
