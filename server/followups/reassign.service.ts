import type { Transaction } from '../database.ts';
import { isAtLeast, type Context } from '../http/context.ts';
import { forbidden, invalidField } from '../http/problem.ts';
import { updatedBy } from '../http/records.ts';
import { whereVisible } from '../http/sight.ts';
import { handOverOrganizations } from '../organizations/hand-over.ts';
import type { Reassignment } from './followup.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

const person = { select: { id: true, name: true } } as const;

/**
 * Gives open follow-ups to somebody else (`to`) or to nobody, in one write with an audit event a record. Each of us may
 * give what is theirs or nobody's; a strategist, what is anybody's. Answers how many changed hands.
 */
export function reassign(ctx: Context, { ids, from, to, organizationsToo }: Reassignment): Promise<{ followUps: number; organizations: number }> {
  const mayAll = isAtLeast(ctx.user.role, 'strategist');
  if (from !== undefined && from !== ctx.user.id && !mayAll) throw refusal();
  if (organizationsToo && from === undefined) throw invalidField('/organizationsToo', (locale) => m.reassign_partners_need_from({}, { locale }));
  return ctx.write(async (write) => {
    const { tx, audit } = write;
    const taker = await readTaker(tx, to);
    const rows = await tx.followUp.findMany({
      where: {
        archivedAt: null,
        status: { in: ['open', 'renegotiated'] },
        ...(ids ? { id: { in: ids } } : {}),
        ...(from !== undefined ? { assigneeId: from } : {}),
        // Neither named nor taken from somebody: nothing is meant.
        ...(ids === undefined && from === undefined ? { id: { in: [] } } : {}),
        AND: [whereVisible(ctx.user)],
      },
      select: { id: true, text: true, assigneeId: true, assignee: person },
    });
    if (!mayAll && rows.some(({ assigneeId }) => assigneeId !== null && assigneeId !== ctx.user.id)) throw refusal();
    const moved = rows.filter(({ assigneeId }) => assigneeId !== to);
    for (const { id, text, assigneeId, assignee } of moved) {
      await tx.followUp.update({ where: { id }, data: { assigneeId: to, ...updatedBy(ctx.user.id, ctx.now) } });
      await audit({
        action: 'update',
        recordType: 'followup',
        recordId: id,
        recordLabel: text,
        before: { assigneeId, assignee },
        after: { assigneeId: to, assignee: taker },
      });
    }
    const organizations = organizationsToo && from !== undefined ? await handOverOrganizations(ctx, write, from, to) : 0;
    return { followUps: moved.length, organizations };
  });
}

const refusal = () => forbidden((locale) => m.reassign_others_work({}, { locale }));

async function readTaker(tx: Transaction, to: string | null): Promise<{ id: string; name: string } | null> {
  if (to === null) return null;
  const taker = await tx.user.findUnique({ where: { id: to }, select: { id: true, name: true, disabledAt: true } });
  if (!taker) throw invalidField('/to', (locale) => m.problem_field_reference({}, { locale }));
  if (taker.disabledAt) throw invalidField('/to', (locale) => m.reassign_to_disabled({ name: taker.name }, { locale }));
  return { id: taker.id, name: taker.name };
}
