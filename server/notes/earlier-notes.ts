/** Notes of an archive that was written before notes had editions: the same is done for them as the migration did here. */
import type { Transaction } from '../database.ts';
import { aboutOf } from './editions.ts';

type Row = Record<string, unknown>;
const subjectColumns = { organizationId: 'organization', contactId: 'contact', interactionId: 'interaction', missionId: 'mission', placeId: 'place', regionId: 'region', frameworkId: 'framework' } as const;
const columns = Object.keys(subjectColumns) as (keyof typeof subjectColumns)[];

/**
 * @returns what completes the rows of notes in the order in which they were kept, with the records that they are about and
 * their place among their editions; their subjects are to be there before
 */
export function earlierNotes(tx: Transaction): (row: Row) => Promise<Row> {
  const last = new Map<string, { id: unknown; edition: number }>();
  return async (row) => {
    if ('about' in row || typeof row['id'] !== 'string') return row;
    const found = await tx.noteSubject.findMany({ where: { noteId: row['id'] } });
    const about = aboutOf({ subjects: found.flatMap((subject) => columns.flatMap((column) => (subject[column] ? [{ type: subjectColumns[column], id: subject[column] }] : []))) });
    // Of records that are no longer told nothing is known: each note is the only one.
    if (about === '') return row;
    const key = JSON.stringify([row['kind'], row['language'], row['audience'], about]);
    const before = last.get(key);
    const edition = (before?.edition ?? 0) + 1;
    last.set(key, { id: row['id'], edition });
    return { ...row, about, edition, supersedesId: before?.id ?? null };
  };
}
