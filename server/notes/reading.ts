/** Reading records by their ids: so many at a time, and what stands for one that is not there. */
import { letOthers } from '../http/listing.ts';
import { Problem } from '../http/problem.ts';

/** At most so many records are read at once: a selection leaves the server to others meanwhile. */
const together = 50;

/** What `read` gives of the ids, piece after piece. Rejects with the first refusal. */
export async function inPieces<To>(ids: readonly string[], read: (piece: string[]) => Promise<To[]>): Promise<To[]> {
  const found: To[] = [];
  for (let from = 0; from < ids.length; from += together) {
    const began = performance.now();
    found.push(...(await read(ids.slice(from, from + together))));
    await letOthers(began);
  }
  return found;
}

/** The ids of records, in their order. */
export const idsOf = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id);

/** What the caller may not see, or what has gone, is nothing; anything else is a fault. */
export function unlessHidden(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null;
  throw error;
}
