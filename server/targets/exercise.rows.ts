import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import { sql } from '../http/listing.ts';
import type { Sitting } from './effective.rules.ts';

const named = { select: { id: true, nameFr: true, nameEn: true } } as const;
export const person = { select: { id: true, name: true } } as const;
const full = {
  lead: person,
  criteria: { orderBy: { position: 'asc' } },
  candidates: { include: { region: named, place: named, organization: named, forum: named }, orderBy: { position: 'asc' } },
  judges: { include: { user: person }, orderBy: { user: { name: 'asc' } } },
  frozen: { select: { frozenAt: true } },
} as const satisfies Prisma.TargetingExerciseInclude;

export type EvidenceRow = {
  id: string;
  scoreId: string;
  statementFr: string | null;
  statementEn: string | null;
  source: string | null;
  observedOn: string | null;
};
export type ScoreRow = {
  id: string;
  candidateId: string;
  criterionId: string;
  judgeId: string | null;
  judgeName: string | null;
  value: number | null;
  figure: number | null;
  evidence: EvidenceRow[];
};
export type JudgementRow = {
  id: string;
  candidateId: string;
  criterionId: string;
  judgeId: string;
  judgeName: string;
  value: number | null;
  statement: string | null;
  source: string | null;
  observedOn: string | null;
};
/** An exercise with all that is stored of it, whoever may see it. */
export type ExerciseRow = Prisma.TargetingExerciseGetPayload<{ include: typeof full }> & { scores: ScoreRow[]; judgements: JudgementRow[] };

/** Everything stored of an exercise; null when there is none. */
export async function loadExercise(from: Transaction, id: string): Promise<ExerciseRow | null> {
  const row = await from.targetingExercise.findUnique({ where: { id }, include: full });
  if (!row) return null;
  const scores = await from.$queryRaw<Omit<ScoreRow, 'evidence'>[]>(sql`
    SELECT s."id", s."candidateId", s."criterionId", s."judgeId", u."name" AS "judgeName", s."value", s."figure"
    FROM "Candidate" c JOIN "Score" s ON s."candidateId" = c."id" LEFT JOIN "User" u ON u."id" = s."judgeId"
    WHERE c."exerciseId" = ${id} ORDER BY c."position", s."id"`);
  const evidence = await from.$queryRaw<EvidenceRow[]>(sql`
    SELECT e."id", e."scoreId", e."statementFr", e."statementEn", e."source", e."observedOn"
    FROM "Candidate" c JOIN "Score" s ON s."candidateId" = c."id" JOIN "Evidence" e ON e."scoreId" = s."id"
    WHERE c."exerciseId" = ${id} ORDER BY e."id"`);
  const judgements = await from.$queryRaw<JudgementRow[]>(sql`
    SELECT j."id", j."candidateId", j."criterionId", j."judgeId", u."name" AS "judgeName", j."value", j."statement", j."source", j."observedOn"
    FROM "Candidate" c JOIN "Judgement" j ON j."candidateId" = c."id" JOIN "User" u ON u."id" = j."judgeId"
    WHERE c."exerciseId" = ${id} ORDER BY c."position", u."name", j."id"`);
  const byScore = Map.groupBy(evidence, ({ scoreId }) => scoreId);
  return { ...row, scores: scores.map((score) => ({ ...score, evidence: byScore.get(score.id) ?? [] })), judgements };
}

/** Who sits as a judge, and how. */
export const sittingOf = ({ round, judges, criteria }: Pick<ExerciseRow, 'round' | 'judges' | 'criteria'>): Sitting => ({
  round,
  judgeIds: judges.map(({ userId }) => userId),
  criteria,
});
