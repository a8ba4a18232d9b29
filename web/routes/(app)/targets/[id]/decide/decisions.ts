import { formatNumber, formatPercent, locale, today } from '#lib/i18n.ts';
import type { Body } from '#lib/api.ts';
import type { Reasoned } from '#lib/targets/deciding.rules.ts';
import type { Candidate, Exercise } from '#lib/targets/exercise.ts';
import { addDays, lastDay } from '#server/text/date-order.rules.ts';
import { shareInWords } from '#server/targets/robustness.words.rules.ts';
import { firstRanks } from '#server/targets/target.rules.ts';
import { m } from '#paraglide/messages.js';

export type Choice = 'target' | 'watch' | 'no';
export type DecisionValues = Reasoned & { candidateId: string; decision: Choice | null; periodFrom: string | null; periodTo: string | null; reviewOn: string | null };
export type DecideValues = { periodFrom: string | null; periodTo: string | null; reviewOn: string | null; decisions: DecisionValues[]; dissent: string };

const score = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);

/** « parmi les 3 premiers dans 93 % des façons de peser » */
export const solidity = (candidate: Candidate, first: number): string =>
  m.decide_solidity({ count: first, share: shareInWords(firstRanks(candidate, first), locale()) });

/** What a reason begins with: what the exercise says of the candidate, and no more. */
export function factsOf(candidate: Candidate, all: number, first: number): string {
  const total =
    candidate.low === candidate.high
      ? m.decide_fact_total({ total: score(candidate.total) })
      : m.decide_fact_interval({ total: score(candidate.total), low: score(candidate.low), high: score(candidate.high) });
  return m.decide_facts({ rank: candidate.rank, all, total, solidity: solidity(candidate, first), known: formatPercent(candidate.known) });
}

/** A year from now, but not past the end of the period. */
function reviewProposed(periodTo: string | null): string | null {
  const inAYear = addDays(today(), 365);
  const end = periodTo && lastDay(periodTo);
  return inAYear && end && end < inAYear && end > today() ? end : inAYear;
}

/** How the page opens: nothing is decided yet, the period is the exercise's. */
export function startOf(exercise: Exercise): DecideValues {
  const common = { periodFrom: exercise.periodFrom, periodTo: exercise.periodTo, reviewOn: reviewProposed(exercise.periodTo) };
  return { ...common, decisions: exercise.candidates.map(({ id }) => ({ candidateId: id, decision: null, reason: '', proposed: '', ...common })), dissent: '' };
}

/** Those of the form's lines that were decided, in their order: the API names a refused line by its place among them. */
export const decided = (values: DecideValues): (DecisionValues & { decision: Choice })[] =>
  values.decisions.flatMap((one) => (one.decision === null ? [] : [{ ...one, decision: one.decision }]));

/** What is refused or put off has no period of its own: only when to look again. */
export function toBody(values: DecideValues, version: number): Body<'POST /api/targeting-exercises/:id/decision'> {
  return {
    version,
    decisions: decided(values).map(({ candidateId, decision, reason, periodFrom, periodTo, reviewOn }) => ({
      candidateId,
      decision,
      reason: reason.trim(),
      ...(decision === 'no' ? {} : { periodFrom, periodTo }),
      reviewOn,
    })),
    dissent: values.dissent.trim() || null,
  };
}
