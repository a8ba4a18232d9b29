/** Reading records one by one: so many at a time, and what stands for one that is not there. */
import { Problem } from '../http/problem.ts';

/** At most so many records are read at once: a selection leaves the server to others meanwhile. */
const together = 20;

/** What `read` gives of each, in the order given. Rejects with the first refusal. */
export async function readEach<From, To>(list: readonly From[], read: (one: From) => Promise<To>): Promise<To[]> {
  const found: To[] = [];
  for (let from = 0; from < list.length; from += together) found.push(...(await Promise.all(list.slice(from, from + together).map(read))));
  return found;
}

/** What the caller may not see, or what has gone, is nothing; anything else is a fault. */
export function unlessHidden(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null;
  throw error;
}
