import type { Transaction } from '../database.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import type { InteractionChange, PointInput } from './interaction.schema.ts';

/** Replaces each list that the request names; lists it does not name stay as they are. */
export async function replaceLists(tx: Transaction, ctx: Context, interactionId: string, input: InteractionChange): Promise<void> {
  const of = { where: { interactionId } };
  if (input.organizationIds) {
    await tx.interactionOrganization.deleteMany(of);
    const data = [...new Set(input.organizationIds)].map((organizationId) => ({ interactionId, organizationId }));
    await tx.interactionOrganization.createMany({ data });
  }
  if (input.commitmentIds) {
    await tx.interactionCommitment.deleteMany(of);
    const data = [...new Set(input.commitmentIds)].map((policyNodeId) => ({ interactionId, policyNodeId }));
    await tx.interactionCommitment.createMany({ data });
  }
  if (input.sectorIds) {
    await tx.interactionSector.deleteMany(of);
    const data = [...new Set(input.sectorIds)].map((sectorId) => ({ interactionId, sectorId }));
    await tx.interactionSector.createMany({ data });
  }
  if (input.discussionPoints) await replacePoints(tx, ctx, interactionId, input.discussionPoints);
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
