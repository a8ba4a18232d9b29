/** Who a document names, as far as its audience may know them; everybody above it is counted once. */
import type { InteractionData, NamedData, PromiseData } from './note-data.ts';
import type { Audience } from './tree.ts';
import { mayRead, readable } from './voice.ts';

/** How many people of the lists are above the audience, each once, however often they are named. */
export function countHiddenPeople(lists: readonly (readonly NamedData[])[], audience: Audience): number {
  const hidden = lists.flat().filter(({ sensitivity }) => !mayRead(sensitivity, audience));
  return new Set(hidden.map(({ id, name }) => id ?? name)).size;
}

/** The interactions that the audience may read, each with those of its people whom it may know. */
export function seenInteractions(items: readonly InteractionData[], audience: Audience): InteractionData[] {
  return readable(items, audience).map((one) => ({ ...one, ours: readable(one.ours, audience), theirs: readable(one.theirs, audience) }));
}

/** The promises that the audience may read, each with its person when the audience may know them. */
export function seenPromises<T extends PromiseData>(items: readonly T[], audience: Audience): T[] {
  return readable(items, audience).map((one) => (one.person && !mayRead(one.person.sensitivity, audience) ? { ...one, person: null } : one));
}

/** Everybody named by what the audience may read of the lists. */
export function peopleNamedIn(interactions: readonly InteractionData[], promises: readonly PromiseData[], audience: Audience): NamedData[] {
  return [...readable(interactions, audience).flatMap(({ ours, theirs }) => [...ours, ...theirs]), ...readable(promises, audience).flatMap(({ person }) => person ?? [])];
}
