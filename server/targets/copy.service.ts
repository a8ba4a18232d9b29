import type { Context } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { pick } from '../http/records.ts';
import { m } from '../../generated/paraglide/messages.js';
import { effectiveScores } from './effective.rules.ts';
import { loadExercise, sittingOf } from './exercise.rows.ts';
import type { Exercise, NewExercise } from './exercise.schema.ts';
import { createExercise } from './exercise.service.ts';

type Criterion = NonNullable<NewExercise['criteria']>[number];
const criterionNames = ['id', 'nameFr', 'nameEn', 'weight', 'weightShines', 'weightLearns', 'weightAttracts', 'direction', 'basis', 'measure', 'scaleTop'] as const;

/**
 * Begins a new exercise from another one, frozen or not: its criteria and weights, its candidates, the agreed scores
 * that the caller sees with what supports them. Period, day and judges are to be chosen anew; what is computed is
 * counted today.
 */
export async function copyExercise(ctx: Context, id: string): Promise<Exercise> {
  const row = await loadExercise(ctx.db.reader, id);
  if (!row) throw notFound();
  const agreed = new Set(
    effectiveScores(sittingOf(row), row.scores, [], ctx.user.id).filter(({ origin }) => origin === 'agreed').map(({ candidateId, criterionId }) => `${candidateId} ${criterionId}`),
  );
  const copy: NewExercise = {
    ...(pick(row, ['subject', 'lens', 'weightSpread', 'seed']) as Pick<NewExercise, 'subject' | 'lens' | 'weightSpread' | 'seed'>),
    titleFr: m.target_copy_title({ title: row.titleFr }, { locale: 'fr' }).slice(0, 500),
    titleEn: row.titleEn && m.target_copy_title({ title: row.titleEn }, { locale: 'en' }).slice(0, 500),
    leadId: ctx.user.id,
    criteria: row.criteria.map((criterion) => pick(criterion, criterionNames) as Criterion),
    candidates: row.candidates.map((candidate) => pick(candidate, ['id', 'nameFr', 'nameEn', 'regionId', 'placeId', 'organizationId', 'forumId'])),
    scores: row.scores
      .filter(({ candidateId, criterionId }) => agreed.has(`${candidateId} ${criterionId}`))
      .map(({ candidateId, criterionId, value, evidence }) => ({
        candidateId,
        criterionId,
        value,
        evidence: evidence.map((one) => pick(one, ['statementFr', 'statementEn', 'source', 'observedOn'])),
      })),
  };
  return createExercise(ctx, copy, row);
}
