import type { AuditAction } from '../history/audit.ts';
import type { Write } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { loadExercise, type ExerciseRow } from './exercise.rows.ts';
import { trailOf } from './exercise.trail.ts';

/** Ends every change of an open exercise: search and the audit trail. What it looks like then is read after the write. */
export async function conclude({ tx, audit }: Write, id: string, action: AuditAction, before: ExerciseRow | null): Promise<{ id: string }> {
  const after = await loadExercise(tx, id);
  if (!after) throw notFound();
  if (after.archivedAt) await removeFromSearch(tx, 'targeting-exercise', id);
  else await putInSearch(tx, exerciseSearchEntry(after));
  await audit({ action, recordType: 'targeting-exercise', recordId: id, recordLabel: after.titleFr, ...trailOf(before, after) });
  return { id };
}

export function exerciseSearchEntry(exercise: {
  id: string;
  titleFr: string;
  titleEn: string | null;
  periodFrom: string | null;
  periodTo: string | null;
}): SearchEntry {
  const { id, titleFr, titleEn, periodFrom, periodTo } = exercise;
  const period = [periodFrom, periodTo].filter(Boolean).join(' – ') || null;
  return { type: 'targeting-exercise', id, titleFr, titleEn, detailFr: period, detailEn: period, names: [titleFr, titleEn] };
}
