import type { Coordination } from './coordination.schema.ts';
import type { Exercise, MovedScores } from './exercise.schema.ts';
import type { Ranked } from './target.rules.ts';

/** The rows of an exercise, by table, as they were stored: instants are ISO text. */
export type FrozenRows = Record<string, Record<string, unknown>[]>;

/**
 * The same data always gives the same text: fields in the order of their names, no blanks, what is undefined left out
 * (RFC 8785 for what JSON can hold).
 */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The tables whose rows belong to an exercise, and how they are found: `?` is the id of the exercise. */
export const frozenTables: Readonly<Record<string, string>> = {
  TargetingExercise: `"id" = ?`,
  Criterion: `"exerciseId" = ?`,
  Candidate: `"exerciseId" = ?`,
  ExerciseJudge: `"exerciseId" = ?`,
  Score: `"candidateId" IN (SELECT "id" FROM "Candidate" WHERE "exerciseId" = ?)`,
  Judgement: `"candidateId" IN (SELECT "id" FROM "Candidate" WHERE "exerciseId" = ?)`,
  Evidence: `"scoreId" IN (SELECT s."id" FROM "Score" s JOIN "Candidate" c ON c."id" = s."candidateId" WHERE c."exerciseId" = ?)`,
  TargetDecision: `"exerciseId" = ?`,
};

/** Rows as they are compared: instants as ISO text in UTC, in an order of their own. */
export function plainRows(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const plain = rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [field, plainValue(value)])));
  return plain.map((row) => [canonical(row), row] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/.test(value)) return new Date(value).toISOString();
  return value;
}

/** The tables in which the rows of today are not those that were frozen. Columns that a later release added do not count. */
export function differingTables(frozen: FrozenRows, today: FrozenRows): string[] {
  return Object.entries(frozen).flatMap(([table, rows]) => {
    const columns = Object.keys(rows[0] ?? {});
    const known = plainRows((today[table] ?? []).map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))));
    return canonical(plainRows(rows)) === canonical(known) ? [] : [table];
  });
}

/** All that is kept of a decided exercise: enough to show its page and its record again, whatever becomes of the records. */
export type Snapshot = {
  format: 'passerelle-exercise';
  version: 1;
  /** As everybody saw it that day, the names of the candidates' records and the decisions among it */
  exercise: Omit<Exercise, 'frozen'>;
  /** As it was worked out, to the last digit: what a replay is compared with */
  ranking: Ranked[];
  /** Where each candidate is on a map: the places that make it, and the countries that these are or lie in */
  places: CandidatePlaces[];
  /** The computed scores that the records of that day would have changed */
  moved: MovedScores['items'];
  /** What the ministry and Global Affairs Canada did at each candidate that day, as a reader sees it */
  coordination: Coordination;
  dissent: string | null;
  frozenAt: string;
  frozenBy: { id: string; name: string } | null;
  /** What was stored, by table, to be compared with what is */
  rows: FrozenRows;
};
export type CandidatePlaces = { candidateId: string; places: { id: string; kind: string; countryCode: string | null; subdivisionCode: string | null; latitude: number | null; longitude: number | null }[] };
