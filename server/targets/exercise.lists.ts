import type { Transaction } from '../database.ts';
import { invalid, type FieldError } from '../http/problem.ts';
import { assertExist, pick } from '../http/records.ts';
import { isAtLeast, type Role } from '../http/context.ts';
import { uuid7 } from '../uuid.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { ExerciseChange } from './exercise.schema.ts';
import { pairOf } from './effective.rules.ts';

type Lists = Pick<ExerciseChange, 'criteria' | 'candidates' | 'scores' | 'judgeIds'>;
/** What a request calls a line → the line's stored id. */
type Keys = Map<string, string>;

/** Replaces each list that the request names. Lines keep their id, so that scores, judgements and decisions stay with them. */
export async function replaceLists(tx: Transaction, exerciseId: string, lists: Lists, agreedById: string): Promise<void> {
  const { criteria, candidates, scores, judgeIds } = lists;
  const criterionKeys = await replaceCriteria(tx, exerciseId, criteria);
  const candidateKeys = await replaceCandidates(tx, exerciseId, candidates);
  if (judgeIds) await replaceJudges(tx, exerciseId, judgeIds);
  if (scores) await replaceScores(tx, exerciseId, scores, { criterionKeys, candidateKeys }, agreedById);
}

async function replaceCriteria(tx: Transaction, exerciseId: string, criteria: Lists['criteria']): Promise<Keys> {
  const stored = await tx.criterion.findMany({ where: { exerciseId }, select: { id: true, basis: true } });
  const keys: Keys = new Map(stored.map(({ id }) => [id, id]));
  if (!criteria) return keys;
  await tx.criterion.deleteMany({ where: { exerciseId, id: { notIn: sentIds(criteria) } } });
  for (const { id } of stored) if (!sentIds(criteria).includes(id)) keys.delete(id);
  for (const [position, { id: key, ...criterion }] of criteria.entries()) {
    const before = stored.find(({ id }) => id === key);
    const basis = criterion.basis ?? before?.basis ?? 'manual';
    // What is judged counts nothing in the records, and what is counted is agreed by nobody.
    const data = { ...criterion, position, ...(basis === 'manual' ? { measure: null, scaleTop: null } : {}) };
    if (key && before) {
      await tx.criterion.update({ where: { id: key }, data });
      if (before.basis !== basis) await tx.score.deleteMany({ where: { criterionId: key } });
    } else {
      const { id } = await tx.criterion.create({ data: { ...data, exerciseId }, select: { id: true } });
      if (key) keys.set(key, id);
    }
  }
  return keys;
}

async function replaceCandidates(tx: Transaction, exerciseId: string, candidates: Lists['candidates']): Promise<Keys> {
  const stored = await tx.candidate.findMany({ where: { exerciseId }, select: { id: true, position: true } });
  const keys: Keys = new Map(stored.map(({ id }) => [id, id]));
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
  for (const { id } of stored) if (!sentIds(candidates).includes(id)) keys.delete(id);
  // Stored lines keep their place: they are sent in the order of a ranking, which may be one judge's own.
  let last = Math.max(-1, ...stored.map(({ position }) => position));
  for (const { id: key, ...candidate } of candidates) {
    if (key && keys.get(key) === key) await tx.candidate.update({ where: { id: key }, data: candidate });
    else {
      const { id } = await tx.candidate.create({ data: { ...candidate, position: (last += 1), exerciseId }, select: { id: true } });
      if (key) keys.set(key, id);
    }
  }
  return keys;
}

/** Whoever stays a judge keeps what they said; whoever leaves too, should they come back, but it counts no more. */
async function replaceJudges(tx: Transaction, exerciseId: string, judgeIds: string[]): Promise<void> {
  await assertExist([{ pointer: '/judgeIds', table: tx.user, ids: judgeIds }]);
  const known = (await tx.exerciseJudge.findMany({ where: { exerciseId } })).map(({ userId }) => userId);
  const added = judgeIds.filter((id) => !known.includes(id));
  const people = await tx.user.findMany({ where: { id: { in: added } }, select: { role: true } });
  if (people.some(({ role }) => !isAtLeast(role as Role, 'officer'))) {
    throw invalid([{ pointer: '/judgeIds', message: (locale) => m.target_judge_role({}, { locale }) }]);
  }
  await tx.exerciseJudge.deleteMany({ where: { exerciseId, userId: { notIn: judgeIds } } });
  await tx.exerciseJudge.createMany({ data: added.map((userId) => ({ exerciseId, userId })) });
}

async function replaceScores(
  tx: Transaction,
  exerciseId: string,
  scores: NonNullable<Lists['scores']>,
  { criterionKeys, candidateKeys }: { criterionKeys: Keys; candidateKeys: Keys },
  agreedById: string,
): Promise<void> {
  const computed = new Set((await tx.criterion.findMany({ where: { exerciseId, basis: 'computed' }, select: { id: true } })).map(({ id }) => id));
  const errors = scores.flatMap(({ candidateId, criterionId }, index): FieldError[] => {
    const message: FieldError['message'] = (locale) => m.problem_field_reference({}, { locale });
    const own = [
      ...(candidateKeys.has(candidateId) ? [] : [{ pointer: `/scores/${index}/candidateId`, message }]),
      ...(criterionKeys.has(criterionId) ? [] : [{ pointer: `/scores/${index}/criterionId`, message }]),
    ];
    if (!computed.has(criterionKeys.get(criterionId) ?? '')) return own;
    return [...own, { pointer: `/scores/${index}/criterionId`, message: (locale) => m.target_score_computed({}, { locale }) }];
  });
  if (errors.length > 0) throw invalid(errors);
  const agreed = { candidate: { exerciseId }, criterion: { basis: { not: 'computed' } } };
  const stored = new Map((await tx.score.findMany({ where: agreed })).map((score) => [pairOf(score), score]));
  await tx.score.deleteMany({ where: agreed });
  const rows = scores.map(({ value, evidence = [], ...sent }) => {
    const pair = { candidateId: candidateKeys.get(sent.candidateId) ?? '', criterionId: criterionKeys.get(sent.criterionId) ?? '' };
    const before = stored.get(pairOf(pair));
    // Whoever gave the score keeps it until somebody gives another.
    const judgeId = before && before.value === value ? before.judgeId : agreedById;
    return { score: { id: uuid7(), ...pair, value, judgeId }, evidence };
  });
  await tx.score.createMany({ data: rows.map(({ score }) => score) });
  const lines = rows.flatMap(({ score, evidence }) => evidence.map((one) => ({ scoreId: score.id, ...pick(one, ['statementFr', 'statementEn', 'source', 'observedOn']) })));
  // Ids that follow each other keep the evidence in the order in which it was given.
  const first = Date.now();
  await tx.evidence.createMany({ data: lines.map((line, index) => ({ id: uuid7(first + index), ...line })) });
}

const sentIds = (lines: { id?: string | undefined }[]): string[] => lines.flatMap(({ id }) => (id ? [id] : []));
