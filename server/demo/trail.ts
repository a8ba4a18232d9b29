import type { Transaction } from '../database.ts';
import type { DemoOffice } from './files.ts';
import type { Shift } from './dates.rules.ts';
import { changesBetween } from '../history/audit.ts';
import { momentOf } from './moments.ts';

/** The history that the office would have left: who wrote down or decided what, and when. */
export async function addTrail(tx: Transaction, demo: DemoOffice, shift: Shift, now: Date): Promise<void> {
  const created = (recordType: string, recordId: string, recordLabel: string, userId: string | null, at: Date) => ({
    action: 'create',
    recordType,
    recordId,
    recordLabel,
    userId,
    at: at > now ? now : at,
    changes: '{}',
    requestId: 'demo',
  });
  const subjects = new Map(demo.interactions.map((interaction) => [interaction.id, interaction]));
  const chosen = shift.at(shift.workDay('2024-11-19'), '10:00');
  const names = new Map(
    (await tx.organization.findMany({ select: { id: true, nameFr: true } })).map(({ id, nameFr }) => [id, nameFr]),
  );
  const regions = new Map(
    (await tx.region.findMany({ select: { id: true, nameFr: true } })).map(({ id, nameFr }) => [id, nameFr]),
  );
  await tx.auditEvent.createMany({
    data: [
      ...demo.partners.map(({ id, stage, tier, ownerId, cadenceDays }) => ({
        ...created('organization', id, names.get(id) ?? id, demo.users[0]?.id ?? null, chosen),
        action: 'update',
        changes: JSON.stringify(changesBetween({ stage: 'prospect' }, { stage, tier, ownerId, cadenceDays })),
      })),
      ...demo.interactions.map((interaction) =>
        created(
          'interaction',
          interaction.id,
          interaction.subject,
          interaction.ours[0] ?? null,
          momentOf(interaction, shift).recordedAt,
        ),
      ),
      ...demo.followUps.flatMap(({ id, text, assigneeId, bornInId }) => {
        const born = subjects.get(bornInId);
        return born ? [created('followup', id, text, assigneeId, momentOf(born, shift).recordedAt)] : [];
      }),
      ...demo.agreements.map(({ id, titleFr, ownerId, stages }) =>
        created('agreement', id, titleFr, ownerId, shift.at(shift.workDay(stages[0]?.reachedOn ?? demo.asOf), '09:00')),
      ),
      ...demo.decisions.map(({ regionId, decision, reason, on, decidedById }) => ({
        ...created(
          'region',
          regionId,
          regions.get(regionId) ?? regionId,
          decidedById,
          shift.at(shift.workDay(on), '11:00'),
        ),
        action: 'decide',
        changes: JSON.stringify(changesBetween(null, { decision, reason })),
      })),
    ],
  });
}
