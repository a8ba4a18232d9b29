import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';

type Previewed = {
  candidates: readonly string[];
  criteria: readonly { id: string }[];
  scores: readonly { candidate: string; criterion: string }[];
  draws: number;
};

/** Candidates × criteria × draws beyond which a ranking takes long: only what is stored is ranked so. */
export const longRanking = 20_000_000;

/** What nobody could answer for: an id given twice, a score of a stranger, two scores for one pair, work without end. */
export function checkPreview({ candidates, criteria, scores, draws }: Previewed): FieldError[] {
  const twice = (ids: readonly string[], list: string, message: FieldError['message']): FieldError[] =>
    ids.flatMap((id, index) => (ids.indexOf(id) < index ? { pointer: `/${list}/${index}`, message } : []));
  const [knownCandidates, knownCriteria] = [new Set(candidates), new Set(criteria.map(({ id }) => id))];
  const pairs = new Set<string>();
  return [
    ...twice(candidates, 'candidates', (locale) => m.target_candidate_twice({}, { locale })),
    ...twice(criteria.map(({ id }) => id), 'criteria', (locale) => m.target_criterion_twice({}, { locale })),
    ...scores.flatMap(({ candidate, criterion }, index) => {
      const errors: FieldError[] = [];
      const pair = JSON.stringify([candidate, criterion]);
      if (!knownCandidates.has(candidate)) errors.push({ pointer: `/scores/${index}/candidate`, message: (locale) => m.target_score_of_nobody({}, { locale }) });
      if (!knownCriteria.has(criterion)) errors.push({ pointer: `/scores/${index}/criterion`, message: (locale) => m.target_score_by_nothing({}, { locale }) });
      if (pairs.has(pair)) errors.push({ pointer: `/scores/${index}`, message: (locale) => m.target_score_twice({}, { locale }) });
      pairs.add(pair);
      return errors;
    }),
    ...(candidates.length * criteria.length * draws > longRanking ? [{ pointer: '/draws', message: tooLong }] : []),
  ];
}

const tooLong: FieldError['message'] = (locale) => m.target_preview_too_long({}, { locale });
