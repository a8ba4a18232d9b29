import type { Transaction } from '../database.ts';
import { conflict } from '../http/problem.ts';
import { dateInZone } from '../text/format.rules.ts';
import { isOver } from '../text/period.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { Exercise } from './exercise.schema.ts';
import type { Snapshot } from './freeze.rules.ts';

/** A frozen exercise: what it said when it was decided, and all that was kept with it. */
export type Frozen = { exercise: Exercise; snapshot: Snapshot };

/**
 * What a decided exercise says, from its snapshot alone: names, scores and ranks are those of that day. Only whether the
 * period of a decision is over is told by the day on which it is read. Null for an exercise that is not frozen.
 */
export async function readFrozen(from: Transaction, exerciseId: string, now: Date): Promise<Frozen | null> {
  const row = await from.frozenExercise.findUnique({ where: { exerciseId } });
  if (!row) return null;
  const snapshot = JSON.parse(row.snapshot) as Snapshot;
  const today = dateInZone(now);
  const candidates = snapshot.exercise.candidates.map((candidate) => ({
    ...candidate,
    decision: candidate.decision && { ...candidate.decision, isLapsed: isOver(candidate.decision.periodTo, today) },
  }));
  const frozen = { at: row.frozenAt.toISOString(), by: snapshot.frozenBy, sha256: row.sha256, dissent: snapshot.dissent };
  return { exercise: { ...snapshot.exercise, candidates, frozen }, snapshot };
}

/** Refuses (409) whatever would change a frozen exercise. */
export async function assertNotFrozen(from: Transaction, exerciseId: string): Promise<void> {
  if ((await from.frozenExercise.count({ where: { exerciseId } })) > 0) throw conflict((locale) => m.target_frozen({}, { locale }));
}
