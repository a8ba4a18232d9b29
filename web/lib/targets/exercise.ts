import { api, type Answer, type Body } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { newKey } from '#lib/key.ts';
import { asProblem } from '#lib/problem.ts';
import { labelOf, organizationKinds, placeKinds } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';
import { measuresFor } from '#server/targets/measure.rules.ts';

export type Exercise = Answer<'GET /api/targeting-exercises/:id'>;
export type Criterion = Exercise['criteria'][number];
export type Candidate = Exercise['candidates'][number];
export type Subject = Exercise['subject'];
export type Measure = NonNullable<Criterion['measure']>;
type Link = 'regionId' | 'placeId' | 'organizationId' | 'forumId';

/** A weight by lens as it is typed; empty weighs as in the blend. */
export const lensWeights = ['weightShines', 'weightLearns', 'weightAttracts'] as const;
export type CriterionValues = Pick<Criterion, 'id' | 'nameFr' | 'direction' | 'basis' | 'measure'> &
  Record<'nameEn' | 'weight' | 'scaleTop' | (typeof lensWeights)[number], string>;
export type CandidateValues = { id: string; nameFr: string; nameEn: string | null } & Record<Link, string | null>;

export const cellKey = (candidateId: string, criterionId: string): string => `${candidateId} ${criterionId}`;

const typed = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

/** How a stored exercise fills the form. Scores have pages of their own, so the form does not hold them. */
export function toValues(one?: Exercise) {
  return {
    titleFr: one?.titleFr ?? '',
    titleEn: one?.titleEn ?? '',
    subject: one?.subject ?? ('regions' as Subject),
    lens: one?.lens ?? ('blend' as Exercise['lens']),
    periodFrom: one?.periodFrom ?? null,
    periodTo: one?.periodTo ?? null,
    heldOn: one?.heldOn ?? null,
    evidenceFrom: one?.evidenceFrom ?? null,
    evidenceTo: one?.evidenceTo ?? null,
    lead: one?.lead ? { id: one.lead.id, label: one.lead.name } : (null as Option | null),
    judges: (one?.judges ?? []).map(({ id, name }): Option => ({ id, label: name })),
    /** The name of a judged criterion that is still being typed */
    unnamed: '',
    criteria: (one?.criteria ?? []).map(
      ({ id, nameFr, nameEn, direction, basis, measure, scaleTop, weight, weightShines, weightLearns, weightAttracts }): CriterionValues => ({
        id,
        nameFr,
        nameEn: nameEn ?? '',
        direction,
        basis,
        measure,
        weight: typed(weight),
        scaleTop: typed(scaleTop),
        weightShines: typed(weightShines),
        weightLearns: typed(weightLearns),
        weightAttracts: typed(weightAttracts),
      }),
    ),
    candidates: (one?.candidates ?? []).map(
      ({ id, nameFr, nameEn, regionId, placeId, organizationId, forumId }): CandidateValues => ({ id, nameFr, nameEn, regionId, placeId, organizationId, forumId }),
    ),
  };
}
export type ExerciseValues = ReturnType<typeof toValues>;

/** A number as typed, with a comma or a point; null when there is none, NaN when it is no number (the API says so). */
export const numberTyped = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
const orNull = (text: string): string | null => text.trim() || null;

/** What a typed weight counts for while it is being typed: what is no weight counts for nothing. */
export function weightTyped(text: string): number {
  const weight = numberTyped(text) ?? 0;
  return Number.isFinite(weight) && weight > 0 ? weight : 0;
}

/** Which kind of record a candidate stands for decides among which subjects it belongs; a mere name fits them all. */
export function fitsSubject(candidate: Record<Link, string | null>, subject: Subject): boolean {
  const { regionId, placeId, organizationId, forumId } = candidate;
  if (organizationId) return subject === 'organizations';
  if (forumId) return subject === 'forums';
  return regionId || placeId ? subject === 'regions' : true;
}

/** Judges who are named for the first time begin by scoring alone. */
export const beginAlone = ({ judges }: Pick<ExerciseValues, 'judges'>, stored: Exercise | undefined): boolean => judges.length > 0 && (stored?.judges.length ?? 0) === 0;

/** What the API takes. Candidates of another subject, left over from a change of mind, stay in the form and are not sent. */
export function toBody(values: ExerciseValues, stored?: Exercise): Body<'POST /api/targeting-exercises'> {
  const { lead, judges, criteria, unnamed, candidates, titleFr, titleEn, subject, ...rest } = values;
  // Who saves while a criterion is still being named means it too.
  const named = unnamed.trim() === '' ? criteria : [...criteria, newCriterion(unnamed.trim())];
  return {
    ...rest,
    subject,
    titleFr: titleFr.trim(),
    titleEn: orNull(titleEn),
    leadId: lead?.id ?? null,
    judgeIds: judges.map(({ id }) => id),
    ...(beginAlone(values, stored) ? { round: 'alone' as const } : {}),
    criteria: criteriaOf(named, subject).map(({ nameFr, nameEn, weight, scaleTop, weightShines, weightLearns, weightAttracts, ...criterion }) => ({
      ...criterion,
      nameFr: nameFr.trim(),
      nameEn: orNull(nameEn),
      weight: numberTyped(weight) ?? 0,
      scaleTop: numberTyped(scaleTop),
      weightShines: numberTyped(weightShines),
      weightLearns: numberTyped(weightLearns),
      weightAttracts: numberTyped(weightAttracts),
    })),
    candidates: candidates.filter((candidate) => fitsSubject(candidate, subject)),
  };
}

/** What a stored exercise loses once these values are saved: what of it does not fit the subject. */
export function lostBy({ candidates, criteria, subject }: ExerciseValues, stored: Exercise | undefined): (CandidateValues | CriterionValues)[] {
  const known = new Set([...(stored?.candidates ?? []), ...(stored?.criteria ?? [])].map(({ id }) => id));
  const kept = new Set(criteriaOf(criteria, subject));
  const aside = [...candidates.filter((one) => !fitsSubject(one, subject)), ...criteria.filter((one) => !kept.has(one))];
  return aside.filter(({ id }) => known.has(id));
}

/**
 * Saves what was typed. Judges named for the first time begin by scoring alone; where all have seen what former judges
 * said, the API refuses that (409), and they begin together.
 */
export async function saveExercise(values: ExerciseValues, stored: Exercise | undefined, { ifMatch, idempotencyKey }: { ifMatch: number | undefined; idempotencyKey: string }): Promise<Exercise> {
  const { round, ...body } = toBody(values, stored);
  if (!stored) return api(fetch, 'POST /api/targeting-exercises', { body: { ...body, ...(round && { round }) }, idempotencyKey });
  const save = (more: { round?: Exercise['round'] }) => api(fetch, 'PATCH /api/targeting-exercises/:id', { params: { id: stored.id }, body: { ...body, ...more }, ifMatch: ifMatch ?? stored.version });
  if (!round) return save({});
  return save({ round }).catch((error: unknown) => {
    if (asProblem(error).status !== 409) throw error;
    return save({});
  });
}

/** The criteria that count for a subject: those computed from records that it does not have are left aside. */
export function criteriaOf(criteria: readonly CriterionValues[], subject: Subject): CriterionValues[] {
  const fitting = measuresFor(subject);
  return criteria.filter(({ measure }) => measure === null || fitting.includes(measure));
}

/** A criterion as it begins: judged, and as heavy as the others. */
export const newCriterion = (nameFr: string, more: Partial<CriterionValues> = {}): CriterionValues => ({
  id: `new:${newKey()}`,
  nameFr,
  nameEn: '',
  weight: '10',
  weightShines: '',
  weightLearns: '',
  weightAttracts: '',
  direction: 'more',
  basis: 'manual',
  measure: null,
  scaleTop: '',
  ...more,
});

export type Found = Option & { candidate: Omit<CandidateValues, 'id'> };
type Named = { id: string; nameFr: string; nameEn: string | null };
const candidateOf = ({ nameFr, nameEn }: Omit<Named, 'id'>, link: Partial<Record<Link, string>>): Omit<CandidateValues, 'id'> => ({
  nameFr,
  nameEn,
  regionId: null,
  placeId: null,
  organizationId: null,
  forumId: null,
  ...link,
});
export const regionCandidate = (one: Named): Found => ({ id: one.id, label: inLocale(one, 'name'), candidate: candidateOf(one, { regionId: one.id }) });
export const placeCandidate = (one: Named): Found => ({ id: one.id, label: inLocale(one, 'name'), candidate: candidateOf(one, { placeId: one.id }) });
export const organizationCandidate = (one: Named): Found => ({ id: one.id, label: inLocale(one, 'name'), candidate: candidateOf(one, { organizationId: one.id }) });
export const forumCandidate = (one: Named): Found => ({ id: one.id, label: inLocale(one, 'name'), candidate: candidateOf(one, { forumId: one.id }) });
/** A candidate that stands for no record: its name is all there is. */
export const namedCandidate = (name: string): Found => ({ id: `name:${name}`, label: name, candidate: candidateOf({ nameFr: name, nameEn: null }, {}) });

/** Where the candidates of each subject come from; regions may also be countries, federated states or cities. */
export async function loadCandidates(subject: Subject, query: string, signal: AbortSignal): Promise<Found[]> {
  const asked = query ? { q: [query] } : {};
  if (subject === 'organizations') {
    const { items } = await api(fetch, 'GET /api/organizations', { query: { ...asked, limit: 8 }, signal });
    return items.map((one) => ({ ...organizationCandidate(one), detail: [labelOf(organizationKinds, one.kind), one.place && inLocale(one.place, 'name')].filter(Boolean).join(', ') }));
  }
  if (subject === 'forums') {
    const { items } = await api(fetch, 'GET /api/forums', { query: { ...asked, limit: 8 }, signal });
    return items.map(forumCandidate);
  }
  const [regions, places] = await Promise.all([
    api(fetch, 'GET /api/regions', { query: { ...asked, limit: 8 }, signal }),
    query ? api(fetch, 'GET /api/places', { query: { ...asked, limit: 6 }, signal }) : { items: [] },
  ]);
  return [
    ...regions.items.map(regionCandidate),
    ...places.items.map((one) => ({ ...placeCandidate(one), detail: [placeKinds[one.kind](), one.parent && inLocale(one.parent, 'name')].filter(Boolean).join(', ') })),
  ];
}

/** The record for which a candidate stands; its own id when it stands for itself. */
export const recordIdOf = (candidate: CandidateValues): string =>
  candidate.regionId ?? candidate.placeId ?? candidate.organizationId ?? candidate.forumId ?? candidate.id;
