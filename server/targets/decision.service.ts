import type { Context } from '../http/context.ts';
import { conflict, invalid, notFound } from '../http/problem.ts';
import { assertExist, pick } from '../http/records.ts';
import { checkDecision } from './decision.rules.ts';
import type { Region } from '../places/region.schema.ts';
import { readRegion } from '../places/region.service.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { NewRegionDecision } from './decision.schema.ts';
import { assertNotFrozen } from './frozen.read.ts';

const recorded = ['decision', 'reason', 'periodFrom', 'periodTo', 'reviewOn'] as const;

/** Adds the office's decision about a region after those it has already: nothing is overwritten. */
export async function decideRegion(ctx: Context, regionId: string, input: NewRegionDecision): Promise<Region> {
  const errors = checkDecision(input);
  if (errors.length > 0) throw invalid(errors);
  return ctx.write(async ({ tx, audit }) => {
    const region = await tx.region.findUnique({ where: { id: regionId } });
    if (!region) throw notFound();
    if (region.archivedAt) throw conflict((locale) => m.target_region_archived({}, { locale }));
    await assertExist([{ pointer: '/exerciseId', table: tx.targetingExercise, ids: [input.exerciseId] }]);
    if (input.exerciseId) await assertNotFrozen(tx, input.exerciseId);
    const before = await tx.targetDecision.findFirst({
      where: { regionId },
      orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    });
    const after = await tx.targetDecision.create({
      data: { ...input, reason: input.reason.trim(), regionId, decidedAt: ctx.now, decidedById: ctx.user.id },
    });
    await audit({
      action: 'decide',
      recordType: 'region',
      recordId: regionId,
      recordLabel: region.nameFr,
      before: before && pick(before, recorded),
      after: pick(after, recorded),
    });
    return readRegion(ctx, tx, regionId);
  });
}
