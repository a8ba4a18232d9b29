import type { Transaction } from '../database.ts';
import { addQuarters, quarterOf } from '../text/quarter.rules.ts';
import type { Shift } from './dates.rules.ts';
import type { DemoOffice } from './files.ts';

/** What the demonstration office means to reach with its targets. The quarter of the data's own day becomes today's. */
export async function addTargetPlans(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  const [from, to] = [quarterOf(demo.asOf), quarterOf(shift.today)];
  const count = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 4 + Number(to.slice(6)) - Number(from.slice(6));
  for (const { decisionId, plannedById, lines, ...objective } of demo.plans) {
    const { decidedAt } = await tx.targetDecision.findUniqueOrThrow({ where: { id: decisionId }, select: { decidedAt: true } });
    await tx.targetPlan.create({
      data: {
        ...objective,
        id: `tp.${decisionId}`,
        decisionId,
        createdAt: decidedAt,
        createdById: plannedById,
        updatedAt: decidedAt,
        updatedById: plannedById,
        lines: { create: lines.map((line) => ({ ...line, quarter: addQuarters(line.quarter, count) })) },
      },
    });
  }
}
