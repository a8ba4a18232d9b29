/** The editions of a note: each one kept of the same order takes the place of the one before, and all of them stay. */
import type { Transaction } from '../database.ts';
import type { NoteOrder } from './note.schema.ts';

type Asked = Pick<NoteOrder, 'kind' | 'language' | 'audience' | 'subjects' | 'from' | 'to'>;

/** The records of a note as one text: the same ones in another order are the same note. */
export const aboutOf = ({ subjects }: Pick<NoteOrder, 'subjects'>): string => [...new Set(subjects.map(({ type, id }) => `${type}:${id}`))].sort().join('\n');

/** What two orders have in common when one note takes the place of the other: how its languages stand does not count. */
export const sameOrder = (order: Asked) => ({
  kind: order.kind,
  language: order.language,
  audience: order.audience,
  about: aboutOf(order),
  coversFrom: order.from ?? null,
  coversTo: order.to ?? null,
});

/** The place of the next note of an order among its editions, put away or not. To be asked in the write that keeps it. */
export async function nextEdition(tx: Transaction, order: Asked): Promise<{ edition: number; supersedesId: string | null }> {
  const last = await tx.note.findFirst({ where: sameOrder(order), select: { id: true, edition: true }, orderBy: [{ edition: 'desc' }, { id: 'desc' }] });
  return { edition: (last?.edition ?? 0) + 1, supersedesId: last?.id ?? null };
}
