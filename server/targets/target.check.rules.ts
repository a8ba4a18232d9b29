import { weightOf, type Lens, type LensWeights } from './target.rules.ts';

export type RemarkKind = 'no_criteria' | 'no_candidates' | 'one_candidate' | 'all_weights_zero' | 'unscored_criterion' | 'duplicate_candidates' | 'contained_candidate';
/** `about`: the criteria or candidates; of what lies in another, the outer one first. */
export type Remark = { kind: RemarkKind; about: string[] };

export type CheckedCandidate = {
  id: string;
  nameFr: string;
  regionId: string | null;
  placeId: string | null;
  organizationId: string | null;
  forumId: string | null;
};

type Checked = {
  lens: Lens;
  criteria: readonly (LensWeights & { id: string })[];
  candidates: readonly CheckedCandidate[];
  /** What counts of each pair; `low: null` is unknown */
  scores: readonly { candidate: string; criterion: string; low: number | null }[];
  /** Candidates of which one lies in the other, by their ids: the outer one, the inner one */
  contains: readonly (readonly [string, string])[];
};

/** What makes an exercise unusual, in the order in which it matters. None of it keeps the ranking from being worked out. */
export function checkExercise({ lens, criteria, candidates, scores, contains }: Checked): Remark[] {
  const remarks: Remark[] = [];
  const [only] = candidates;
  if (criteria.length === 0) remarks.push({ kind: 'no_criteria', about: [] });
  if (!only) remarks.push({ kind: 'no_candidates', about: [] });
  else if (candidates.length === 1) remarks.push({ kind: 'one_candidate', about: [only.id] });
  if (criteria.length > 0 && criteria.every((criterion) => !(weightOf(criterion, lens) > 0))) {
    remarks.push({ kind: 'all_weights_zero', about: criteria.map(({ id }) => id) });
  }
  const ids = new Set(candidates.map(({ id }) => id));
  const scored = new Set(scores.filter(({ candidate, low }) => low !== null && ids.has(candidate)).map(({ criterion }) => criterion));
  const unscored = criteria.filter(({ id }) => !scored.has(id)).map(({ id }) => id);
  if (candidates.length > 0 && unscored.length > 0) remarks.push({ kind: 'unscored_criterion', about: unscored });
  for (const about of Map.groupBy(candidates, sameness).values()) {
    if (about.length > 1) remarks.push({ kind: 'duplicate_candidates', about: about.map(({ id }) => id) });
  }
  for (const [outer, inner] of contains) {
    if (outer !== inner && ids.has(outer) && ids.has(inner)) remarks.push({ kind: 'contained_candidate', about: [outer, inner] });
  }
  return remarks;
}

/** Two that stand for the same record are the same; of those that stand for none, two of the same name. */
function sameness({ nameFr, regionId, placeId, organizationId, forumId }: CheckedCandidate): string {
  const record = [regionId, placeId, organizationId, forumId];
  if (record.some((id) => id !== null)) return JSON.stringify(record);
  return nameFr.normalize('NFKC').trim().toLowerCase();
}
