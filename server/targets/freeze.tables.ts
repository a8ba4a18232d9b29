import type { Database } from '../database.ts';
import { ensureTriggers, trigger as anyTrigger, type Trigger } from '../triggers.ts';

/**
 * What keeps a frozen exercise as it was decided, below every route: triggers that no migration knows, made when the
 * office opens. From the moment the exercise has its row of FrozenExercise, nothing of it is changed, taken away or added.
 */
const refusal = `SELECT RAISE(ABORT, 'A frozen exercise does not change.')`;
const frozen = (exerciseId: string): string => `EXISTS (SELECT 1 FROM "FrozenExercise" f WHERE f."exerciseId" = ${exerciseId})`;
const ofCandidate = (row: string): string => `(SELECT c."exerciseId" FROM "Candidate" c WHERE c."id" = ${row}."candidateId")`;
const ofScore = (row: string): string =>
  `(SELECT c."exerciseId" FROM "Score" s JOIN "Candidate" c ON c."id" = s."candidateId" WHERE s."id" = ${row}."scoreId")`;
const own = (row: string): string => `${row}."exerciseId"`;

/** The tables that hold an exercise, and how the exercise of a row is found. */
const parts: Record<string, (row: string) => string> = {
  Criterion: own,
  Candidate: own,
  ExerciseJudge: own,
  TargetDecision: own,
  Score: ofCandidate,
  Judgement: ofCandidate,
  Evidence: ofScore,
};

const trigger = (name: string, event: string, table: string, when: string): Trigger => anyTrigger(`frozen_${name}`, event, table, when, refusal);

const triggers = new Map([
  trigger('exercise_change', 'UPDATE', 'FrozenExercise', 'TRUE'),
  trigger('exercise_delete', 'DELETE', 'FrozenExercise', 'TRUE'),
  // INSERT OR REPLACE takes a row away without any trigger that says so.
  trigger('exercise_replace', 'INSERT', 'FrozenExercise', `${frozen('new."exerciseId"')} OR EXISTS (SELECT 1 FROM "FrozenExercise" f WHERE f."id" = new."id")`),
  trigger('targetingexercise_change', 'UPDATE', 'TargetingExercise', frozen('old."id"')),
  trigger('targetingexercise_delete', 'DELETE', 'TargetingExercise', frozen('old."id"')),
  trigger('targetingexercise_replace', 'INSERT', 'TargetingExercise', frozen('new."id"')),
  ...Object.entries(parts).flatMap(([table, exerciseOf]) => {
    const name = table.toLowerCase();
    return [
      trigger(`${name}_insert`, 'INSERT', table, frozen(exerciseOf('new'))),
      trigger(`${name}_change`, 'UPDATE', table, `${frozen(exerciseOf('old'))} OR ${frozen(exerciseOf('new'))}`),
      trigger(`${name}_delete`, 'DELETE', table, frozen(exerciseOf('old'))),
    ];
  }),
]);

/** The triggers that an office has to have, by name, for whoever looks it over. */
export const frozenTriggers: readonly string[] = [...triggers.keys()];

/** Makes the triggers that are missing, and those of an earlier release anew. */
export const ensureFrozenTriggers = (db: Database): Promise<void> => ensureTriggers(db, 'frozen', triggers);
