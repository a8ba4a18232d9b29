import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { targetingSubjects } from '../vocabulary.ts';
import { pairOf } from './effective.rules.ts';
import { measuresFor, subjectOf, type CandidateKind, type MeasureCandidate } from './measure.rules.ts';

type TargetingSubject = (typeof targetingSubjects)[number];

type Evidence = { statementFr?: string | null | undefined; statementEn?: string | null | undefined; source?: string | null | undefined };
type SentScore = { candidateId: string; criterionId: string; value: number | null; evidence?: readonly Evidence[] | undefined };

/** A score that nothing supports is unknown, so it is refused; and each candidate has one score a criterion. */
export function checkScores(scores: readonly SentScore[]): FieldError[] {
  const errors: FieldError[] = [];
  scores.forEach(({ value, evidence = [] }, index) => {
    const isSupported = evidence.some(({ statementFr, statementEn, source }) => isSaid(statementFr, statementEn, source));
    if (value !== null && !isSupported) {
      errors.push({ pointer: `/scores/${index}/evidence`, message: (locale) => m.target_score_needs_evidence({}, { locale }) });
    }
  });
  return [...errors, ...twice(scores, 'scores')];
}

type SentJudgement = { candidateId: string; criterionId: string; value: number | null; statement?: string | null | undefined; source?: string | null | undefined };

/** What a judge says needs a sentence or a source, unless it is that they do not know. */
export function checkJudgements(judgements: readonly SentJudgement[]): FieldError[] {
  const errors: FieldError[] = [];
  judgements.forEach(({ value, statement, source }, index) => {
    if (value !== null && !isSaid(statement, source)) {
      errors.push({ pointer: `/judgements/${index}/statement`, message: (locale) => m.target_judgement_support({}, { locale }) });
    }
  });
  return [...errors, ...twice(judgements, 'judgements')];
}

function twice(lines: readonly { candidateId: string; criterionId: string }[], list: string): FieldError[] {
  const seen = new Set<string>();
  return lines.flatMap((line, index): FieldError[] => {
    const isSeen = seen.has(pairOf(line));
    seen.add(pairOf(line));
    return isSeen ? [{ pointer: `/${list}/${index}`, message: (locale) => m.target_score_twice({}, { locale }) }] : [];
  });
}

const isSaid = (...texts: (string | null | undefined)[]): boolean => texts.some((text) => Boolean(text?.trim()));

type Line = { id: string };
type Lines = { criteria: readonly (Line & { basis: string; measure: string | null })[]; candidates: readonly (Line & MeasureCandidate)[] };

/** Candidates are of what the exercise chooses among, and what is counted makes sense of them; lines stored as such stay. */
export function checkSubject(subject: TargetingSubject, { criteria, candidates }: Lines, stored: (Lines & { subject: string }) | null): FieldError[] {
  const known = stored?.subject === subject ? stored : null;
  const fitting: readonly string[] = measuresFor(subject);
  const strangers = candidates.flatMap((candidate, index): FieldError[] => {
    const kind = subjectOf(candidate)?.kind;
    const before = known?.candidates.find(({ id }) => id === candidate.id);
    if (kind === undefined || kindsOf[subject].includes(kind) || (before && subjectOf(before)?.kind === kind)) return [];
    return [{ pointer: `/candidates/${index}`, message: (locale) => m.target_subject_candidate({}, { locale }) }];
  });
  const senseless = criteria.flatMap(({ id, basis, measure }, index): FieldError[] => {
    const before = known?.criteria.find((one) => one.id === id);
    if (basis !== 'computed' || measure === null || fitting.includes(measure) || before?.measure === measure) return [];
    return [{ pointer: `/criteria/${index}/measure`, message: (locale) => m.target_subject_measure({}, { locale }) }];
  });
  return [...strangers, ...senseless];
}

/** Regions are also countries, federated states and cities. */
const kindsOf: Record<TargetingSubject, readonly CandidateKind[]> = { regions: ['region', 'place'], organizations: ['organization'], forums: ['forum'] };

type SentLists = {
  criteria?: readonly { basis?: string | undefined; measure?: string | null | undefined }[] | undefined;
  candidates?: readonly Partial<Record<'regionId' | 'placeId' | 'organizationId' | 'forumId', string | null | undefined>>[] | undefined;
};

/** A computed criterion says what it counts, and a candidate stands for one record at most. */
export function checkLists({ criteria = [], candidates = [] }: SentLists): FieldError[] {
  const errors: FieldError[] = [];
  criteria.forEach(({ basis, measure }, index) => {
    if (basis === 'computed' && !measure) errors.push({ pointer: `/criteria/${index}/measure`, message: (locale) => m.target_measure_missing({}, { locale }) });
  });
  candidates.forEach(({ regionId, placeId, organizationId, forumId }, index) => {
    if ([regionId, placeId, organizationId, forumId].filter(Boolean).length > 1) {
      errors.push({ pointer: `/candidates/${index}`, message: (locale) => m.target_one_record({}, { locale }) });
    }
  });
  return errors;
}
