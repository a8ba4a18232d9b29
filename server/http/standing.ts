import type { Rows } from '../database.ts';

/** When an answer was read: the version of the whole file, and the word for what its query alone reads, where there is one. */
export type ReadAt = { version: number; standing: string | null };

/** To be taken before the answer is read, so that what is written meanwhile makes it old. */
export const readAt = (rows: Rows, query: string | null): ReadAt => ({ version: rows.version(), standing: query === null ? null : rows.standing(query) });

/** Whether an answer is still what its query would give: nothing was written since, or nothing of what it reads. */
export function stillHolds(rows: Rows, query: string | null, answer: ReadAt): boolean {
  const version = rows.version();
  if (answer.version === version) return true;
  if (query === null || answer.standing === null || rows.standing(query) !== answer.standing) return false;
  answer.version = version;
  return true;
}
