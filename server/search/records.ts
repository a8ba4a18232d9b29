import type { searchTypes } from '../vocabulary.ts';

export type SearchType = (typeof searchTypes)[number];

/**
 * What the index has to know of the records behind it, and no more: where they are, to count them and to leave out who
 * is archived; whether some may not see them; and for what is read newest first, the moment by which it is new.
 */
type Indexed = {
  /** The order of the types among rows of the index, so that all of one type stand together: never change one */
  rank: number;
  table: string;
  /** Has a level of sensitivity, or an audience, and a creator who always sees it */
  guarded?: true;
  /** For texts (long, many, newest first): the column of the instant by which they are new */
  newBy?: string;
};

export const indexed: Readonly<Record<SearchType, Indexed>> = {
  organization: { rank: 1, table: 'Organization' },
  contact: { rank: 2, table: 'Contact', guarded: true },
  mission: { rank: 3, table: 'Mission', guarded: true },
  forum: { rank: 4, table: 'Forum' },
  agreement: { rank: 5, table: 'Agreement', guarded: true },
  'policy-node': { rank: 6, table: 'PolicyNode' },
  measure: { rank: 7, table: 'Measure' },
  region: { rank: 8, table: 'Region' },
  place: { rank: 9, table: 'Place' },
  'targeting-exercise': { rank: 10, table: 'TargetingExercise' },
  interaction: { rank: 11, table: 'Interaction', guarded: true, newBy: 'startsAt' },
  followup: { rank: 12, table: 'FollowUp', guarded: true, newBy: 'createdAt' },
  note: { rank: 13, table: 'Note', guarded: true, newBy: 'createdAt' },
};

export const allTypes = Object.keys(indexed) as SearchType[];
/** The types found by what they are called, and those found by what was written. */
export const nameTypes: readonly SearchType[] = allTypes.filter((type) => !indexed[type].newBy);
export const textTypes: readonly SearchType[] = allTypes.filter((type) => indexed[type].newBy);

/** Rows of a type: its rank, then for texts the day, then a number. All of it fits in what JavaScript counts exactly. */
const rowsOfAType = 2 ** 40;
export const rowsOfADay = 2 ** 22;

/** First and last row that a type may have. */
export const rowsOf = (type: SearchType): { first: number; last: number } => ({
  first: indexed[type].rank * rowsOfAType,
  last: (indexed[type].rank + 1) * rowsOfAType - 1,
});

/** From this row on, texts; before it, names. */
export const firstText = Math.min(...textTypes.map((type) => rowsOf(type).first));

const byRank = new Map(allTypes.map((type) => [indexed[type].rank, type]));
export function typeOfRow(row: number): SearchType {
  const type = byRank.get(Math.floor(row / rowsOfAType));
  if (!type) throw new Error(`no type has row ${row}`);
  return type;
}
