import type { Database, Transaction } from '../database.ts';
import { createContext, type Context } from '../http/context.ts';
import { countNow, noteCounts } from '../targets/computed.service.ts';
import { loadExercise } from '../targets/exercise.rows.ts';
import { factsToday, freeze } from '../targets/freeze.service.ts';
import { officeTimeZone } from '../text/format.rules.ts';
import type { Shift } from './dates.rules.ts';
import type { DemoExercise, DemoOffice } from './files.ts';

/** The choice of target regions: this year's, still open, last year's, and what was decided. */
export async function addTargets(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  const { decidedOn: _decidedOn, decidedById: _decidedById, dissent: _dissent, ...past } = demo.pastExercise;
  for (const exercise of [demo.exercise, past]) await addExercise(tx, exercise, shift);
  await tx.targetDecision.createMany({
    data: demo.decisions.map(({ on, ...decision }) => ({
      ...decision,
      periodFrom: shift.day(decision.periodFrom),
      periodTo: shift.day(decision.periodTo),
      reviewOn: shift.day(decision.reviewOn),
      decidedAt: shift.at(shift.workDay(on), '11:00'),
    })),
  });
}

async function addExercise(tx: Transaction, { criteria, candidates, judges, judgements, ...exercise }: DemoExercise, shift: Shift): Promise<void> {
  const heldOn = shift.workDay(exercise.heldOn);
  const at = shift.at(heldOn, '15:00');
  const exerciseId = exercise.id;
  await tx.targetingExercise.create({
    data: {
      ...exercise,
      heldOn,
      periodFrom: shift.day(exercise.periodFrom),
      periodTo: shift.day(exercise.periodTo),
      evidenceFrom: shift.day(exercise.evidenceFrom),
      evidenceTo: shift.day(exercise.evidenceTo),
      createdById: exercise.leadId,
      createdAt: at,
      updatedAt: at,
    },
  });
  await tx.criterion.createMany({ data: criteria.map((criterion, index) => ({ ...criterion, exerciseId, position: index + 1 })) });
  await tx.candidate.createMany({
    data: candidates.map(({ scores: _scores, ...candidate }, index) => ({ ...candidate, exerciseId, position: index + 1 })),
  });
  const scores = candidates.flatMap(({ id, scores: given }) =>
    given.map((score) => ({ ...score, id: `${id}:${score.criterionId}`, candidateId: id })),
  );
  await tx.score.createMany({
    data: scores.map(({ id, candidateId, criterionId, value }) => ({ id, candidateId, criterionId, value, judgeId: exercise.leadId })),
  });
  await tx.evidence.createMany({
    data: scores.map(({ id, statementFr, statementEn }) => ({ scoreId: id, statementFr, statementEn, observedOn: heldOn })),
  });
  await tx.exerciseJudge.createMany({ data: judges.map((userId) => ({ exerciseId, userId, doneAt: at })) });
  await tx.judgement.createMany({
    data: judgements.map((judgement) => ({ ...judgement, id: `${judgement.candidateId}:${judgement.criterionId}:${judgement.judgeId}`, observedOn: heldOn, updatedAt: at })),
  });
}

/**
 * Freezes last year's exercise as it would have been: what the records said over its months, on the day of its decision.
 * It needs the records counted, so it comes after the write that brings them; where that was cut short, the next start
 * does it. Does nothing where there is nothing to freeze.
 */
export async function decidePast(db: Database, read: () => DemoOffice): Promise<void> {
  const [waiting] = await db.reader.$queryRaw<{ id: string }[]>`
    SELECT e."id" FROM "TargetingExercise" e WHERE e."id" = 'tg.2025' AND NOT EXISTS (SELECT 1 FROM "FrozenExercise" f WHERE f."exerciseId" = e."id")`;
  if (!waiting) return;
  const { pastExercise: { id, decidedById, dissent }, users } = read();
  const open = await loadExercise(db.reader, id);
  const rows = await db.reader.targetDecision.findMany({ where: { exerciseId: id } });
  const [first] = rows;
  const decider = users.find((user) => user.id === decidedById);
  if (!open || !first || !decider) return;
  const user: Context['user'] = { id: decider.id, name: decider.name, email: decider.email, role: 'administrator', locale: 'fr', timeZone: officeTimeZone };
  const ctx: Context = { ...createContext({ db, user, locale: 'fr', now: first.decidedAt, requestId: 'demo' }), user };
  const counts = await countNow(ctx, open);
  await ctx.write(({ tx }) => noteCounts(ctx, tx, id, counts));
  const facts = await factsToday(ctx, id);
  const lines = rows.map(({ regionId, decision, reason, periodFrom, periodTo, reviewOn }) => ({
    candidateId: open.candidates.find((candidate) => candidate.regionId === regionId)?.id ?? '',
    decision: decision as 'target' | 'watch' | 'no',
    reason,
    periodFrom,
    periodTo,
    reviewOn,
  }));
  const rowIds = new Map(rows.map((row, index) => [lines[index]?.candidateId ?? '', row.id]));
  await ctx.write(async ({ tx, audit }) => {
    await freeze(ctx, tx, id, { lines, rowIds, dissent, ...facts });
    await audit({ action: 'decide', recordType: 'targeting-exercise', recordId: id, recordLabel: open.titleFr, before: { status: 'open' }, after: { status: 'decided', dissent } });
  });
}
