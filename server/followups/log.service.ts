import { inside, type Context } from '../http/context.ts';
import { Problem, invalid } from '../http/problem.ts';
import { readInteraction } from '../interactions/interaction.read.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { createInteraction } from '../interactions/interaction.service.ts';
import { resolve } from '../interactions/pending.ts';
import { createFollowUp } from './followup.service.ts';
import type { LoggedInteraction } from './log.schema.ts';

/**
 * Logs an interaction: pending organizations and people, the interaction and its promises are stored together or not at
 * all, under the request's one Idempotency-Key.
 */
export function logInteraction(ctx: Context, { followUps = [], ...input }: LoggedInteraction): Promise<Interaction> {
  return ctx.write(async (write) => {
    const within = inside(ctx, write);
    const { interaction, organizationIds, refs } = await createInteraction(within, input);
    const [firstPartner] = organizationIds;
    for (const [index, promise] of followUps.entries()) {
      const at = `/followUps/${index}`;
      const { organizationId = firstPartner, contactId } = promise;
      await under(at, () =>
        createFollowUp(within, {
          ...promise,
          ...(organizationId === undefined ? {} : { organizationId: organizationId && resolve(refs, organizationId, '/organizationId') }),
          ...(contactId ? { contactId: resolve(refs, contactId, '/contactId') } : {}),
          bornInId: interaction.id,
        }),
      );
    }
    return followUps.length > 0 ? readInteraction(write.tx, ctx.user, interaction.id) : interaction;
  });
}

/** What is wrong with a part of the request is pointed at where that part stands in it. */
async function under<T>(pointer: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error;
    throw invalid(error.errors.map((one) => ({ ...one, pointer: pointer + one.pointer })));
  }
}
