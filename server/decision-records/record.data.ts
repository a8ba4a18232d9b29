import type { Coordination } from '../targets/coordination.schema.ts';
import type { Exercise } from '../targets/exercise.schema.ts';

/** What is decided of a candidate by the exercise itself. */
export type Decided = 'target' | 'watch' | 'no' | 'undecided';

/** Where a candidate is: longitude and latitude in degrees, and the UN M49 numbers of what is a whole country of it. */
export type Whereabouts = { candidateId: string; points: [number, number][]; countries: string[] };

/** All that a decision record is made from: of a frozen exercise, from its snapshot alone. */
export type RecordData = {
  exercise: Exercise;
  coordination: Coordination;
  whereabouts: Whereabouts[];
  /** While the judges score alone, whose scores these are; null otherwise */
  seenBy: string | null;
};

/** A candidate in one language, with its figures as they are printed. */
export type RecordCandidate = {
  id: string;
  name: string;
  /** Language of the name, when it is not that of the document */
  nameLanguage: 'fr' | 'en';
  rank: number;
  /** On 100 */
  total: number;
  low: number;
  high: number;
  /** Share of the weights that a score supports, 0 to 1 */
  known: number;
  /** Share of the ways to weigh in which it comes first, and among the first `top`; 0 to 1 */
  firstShare: number;
  amongShare: number;
  decision: Decided;
};
export type PlacedCandidate = Pick<RecordCandidate, 'id' | 'name' | 'rank' | 'decision'> & Pick<Whereabouts, 'points' | 'countries'>;
