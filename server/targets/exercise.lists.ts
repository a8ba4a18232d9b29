import type { Transaction } from '../database.ts';
import { invalid, type FieldError } from '../http/problem.ts';
import { assertExist, pick } from '../http/records.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { ExerciseChange } from './exercise.schema.ts';
import { checkScores } from './exercise.rules.ts';

type Lists = Pick<ExerciseChange, 'criteria' | 'candidates' | 'scores'>;
/** What a request calls a line → the line's stored id. */
type Keys = Map<string, string>;

/** Replaces each list that the request names. Lines keep their id, so that scores and decisions stay with them. */
export async function replaceLists(tx: Transaction, exerciseId: string, lists: Lists, judgeId: string): Promise<void> {
  const { criteria, candidates, scores } = lists;
  const criterionKeys = await replaceCriteria(tx, exerciseId, criteria);
  const candidateKeys = await replaceCandidates(tx, exerciseId, candidates);
  if (scores) await replaceScores(tx, exerciseId, scores, { criterionKeys, candidateKeys }, judgeId);
}

async function replaceCriteria(tx: Transaction, exerciseId: string, criteria: Lists['criteria']): Promise<Keys> {
  const stored = (await tx.criterion.findMany({ where: { exerciseId }, select: { id: true } })).map(({ id }) => id);
  const keys: Keys = new Map(stored.map((id) => [id, id]));
  if (!criteria) return keys;
  await tx.criterion.deleteMany({ where: { exerciseId, id: { notIn: sentIds(criteria) } } });
  for (const id of stored) if (!sentIds(criteria).includes(id)) keys.delete(id);
  for (const [position, { id: key, ...criterion }] of criteria.entries()) {
    const data = { ...criterion, position };
    if (key && keys.get(key) === key) await tx.criterion.update({ where: { id: key }, data });
    else {
      const { id } = await tx.criterion.create({ data: { ...data, exerciseId }, select: { id: true } });
      if (key) keys.set(key, id);
    }
  }
  return keys;
}

async function replaceCandidates(tx: Transaction, exerciseId: string, candidates: Lists['candidates']): Promise<Keys> {
  const stored = (await tx.candidate.findMany({ where: { exerciseId }, select: { id: true } })).map(({ id }) => id);
  const keys: Keys = new Map(stored.map((id) => [id, id]));
  if (!candidates) return keys;
  await assertExist(
    candidates.flatMap((candidate, index) => [
      { pointer: `/candidates/${index}/regionId`, table: tx.region, ids: [candidate.regionId] },
      { pointer: `/candidates/${index}/placeId`, table: tx.place, ids: [candidate.placeId] },
      { pointer: `/candidates/${index}/organizationId`, table: tx.organization, ids: [candidate.organizationId] },
      { pointer: `/candidates/${index}/forumId`, table: tx.forum, ids: [candidate.forumId] },
    ]),
  );
  await tx.candidate.deleteMany({ where: { exerciseId, id: { notIn: sentIds(candidates) } } });
  for (const id of stored) if (!sentIds(candidates).includes(id)) keys.delete(id);
  for (const [position, { id: key, ...candidate }] of candidates.entries()) {
    const data = { ...candidate, position };
    if (key && keys.get(key) === key) await tx.candidate.update({ where: { id: key }, data });
    else {
      const { id } = await tx.candidate.create({ data: { ...data, exerciseId }, select: { id: true } });
      if (key) keys.set(key, id);
    }
  }
  return keys;
}

async function replaceScores(
  tx: Transaction,
  exerciseId: string,
  scores: NonNullable<Lists['scores']>,
  { criterionKeys, candidateKeys }: { criterionKeys: Keys; candidateKeys: Keys },
  judgeId: string,
): Promise<void> {
  const errors: FieldError[] = checkScores(scores);
  scores.forEach(({ candidateId, criterionId }, index) => {
    const message: FieldError['message'] = (locale) => m.problem_field_reference({}, { locale });
    if (!candidateKeys.has(candidateId)) errors.push({ pointer: `/scores/${index}/candidateId`, message });
    if (!criterionKeys.has(criterionId)) errors.push({ pointer: `/scores/${index}/criterionId`, message });
  });
  if (errors.length > 0) throw invalid(errors);
  const stored = await tx.score.findMany({ where: { candidate: { exerciseId } } });
  await tx.score.deleteMany({ where: { candidate: { exerciseId } } });
  for (const { value, evidence = [], ...pair } of scores) {
    const candidateId = candidateKeys.get(pair.candidateId) ?? pair.candidateId;
    const criterionId = criterionKeys.get(pair.criterionId) ?? pair.criterionId;
    const before = stored.find((score) => score.candidateId === candidateId && score.criterionId === criterionId);
    await tx.score.create({
      data: {
        candidateId,
        criterionId,
        value,
        // Whoever gave the score keeps it until somebody gives another.
        judgeId: before && before.value === value ? before.judgeId : judgeId,
        evidence: {
          create: evidence.map((one) => pick(one, ['statementFr', 'statementEn', 'source', 'observedOn'])),
        },
      },
    });
  }
}

const sentIds = (lines: { id?: string | undefined }[]): string[] => lines.flatMap(({ id }) => (id ? [id] : []));
