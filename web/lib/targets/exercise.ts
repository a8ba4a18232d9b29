import { api, type Answer, type Body } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { labelOf, organizationKinds, placeKinds } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';

export type Exercise = Answer<'GET /api/targeting-exercises/:id'>;
type Subject = Exercise['subject'];
type Link = 'regionId' | 'placeId' | 'organizationId' | 'forumId';

export type CriterionValues = { id: string; nameFr: string; nameEn: string; weight: string; direction: 'more' | 'less'; basis: 'manual' | 'computed' };
export type CandidateValues = { id: string; nameFr: string; nameEn: string | null } & Record<Link, string | null>;
type Evidence = Exercise['scores'][number]['evidence'][number];
/** One cell of the grid: what is typed, and the evidence beyond the first, kept as it is. */
export type ScoreValues = { value: string; statement: string; source: string; observedOn: string | null; more: Omit<Evidence, 'id'>[] };

export const cellKey = (candidateId: string, criterionId: string): string => `${candidateId} ${criterionId}`;
export const emptyScore = (): ScoreValues => ({ value: '', statement: '', source: '', observedOn: null, more: [] });

/** How a stored exercise fills the form. */
export function toValues(one?: Exercise) {
  return {
    titleFr: one?.titleFr ?? '',
    titleEn: one?.titleEn ?? '',
    subject: one?.subject ?? ('regions' as Subject),
    status: one?.status ?? ('open' as Exercise['status']),
    periodFrom: one?.periodFrom ?? null,
    periodTo: one?.periodTo ?? null,
    heldOn: one?.heldOn ?? null,
    lead: one?.lead ? { id: one.lead.id, label: one.lead.name } : (null as Option | null),
    criteria: (one?.criteria ?? []).map(
      ({ id, nameFr, nameEn, weight, direction, basis }): CriterionValues => ({ id, nameFr, nameEn: nameEn ?? '', weight: String(weight), direction, basis }),
    ),
    candidates: (one?.candidates ?? []).map(
      ({ id, nameFr, nameEn, regionId, placeId, organizationId, forumId }): CandidateValues => ({ id, nameFr, nameEn, regionId, placeId, organizationId, forumId }),
    ),
    scores: Object.fromEntries(
      (one?.scores ?? []).map(({ candidateId, criterionId, value, evidence }) => {
        const [first, ...more] = evidence.map(({ id: _id, ...rest }) => rest);
        const text = first ? inLocale(first, 'statement') : '';
        return [
          cellKey(candidateId, criterionId),
          { value: value === null ? '' : String(value), statement: text, source: first?.source ?? '', observedOn: first?.observedOn ?? null, more } satisfies ScoreValues,
        ];
      }),
    ) as Record<string, ScoreValues>,
  };
}
export type ExerciseValues = ReturnType<typeof toValues>;

/** A figure as typed, with a comma or a point; null when there is none. */
const figure = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
const orNull = (text: string): string | null => text.trim() || null;

/** What the API takes. Evidence is written in the person's language; the other language stays as it was. */
export function toBody(values: ExerciseValues, language: 'fr' | 'en', stored?: Exercise): Body<'POST /api/targeting-exercises'> {
  const { lead, criteria, candidates, scores, titleFr, titleEn, ...rest } = values;
  return {
    ...rest,
    titleFr: titleFr.trim(),
    titleEn: orNull(titleEn),
    leadId: lead?.id ?? null,
    criteria: criteria.map(({ nameEn, weight, ...criterion }) => ({ ...criterion, nameFr: criterion.nameFr.trim(), nameEn: orNull(nameEn), weight: figure(weight) ?? 0 })),
    candidates,
    scores: candidates.flatMap((candidate) =>
      criteria.flatMap((criterion) => {
        const cell = scores[cellKey(candidate.id, criterion.id)];
        if (!cell || (cell.value.trim() === '' && !cell.statement.trim() && !cell.source.trim() && cell.more.length === 0)) return [];
        const before = stored?.scores.find((one) => one.candidateId === candidate.id && one.criterionId === criterion.id)?.evidence[0];
        const statement = orNull(cell.statement);
        const wasSaid = before ? inLocale(before, 'statement') : '';
        const statements =
          before && statement === orNull(wasSaid)
            ? { statementFr: before.statementFr, statementEn: before.statementEn }
            : language === 'fr' ? { statementFr: statement } : { statementEn: statement };
        const first = { ...statements, source: orNull(cell.source), observedOn: cell.observedOn };
        const hasFirst = statement !== null || first.source !== null;
        return [{ candidateId: candidate.id, criterionId: criterion.id, value: figure(cell.value), evidence: [...(hasFirst ? [first] : []), ...cell.more] }];
      }),
    ),
  };
}

export type Found = Option & { candidate: Omit<CandidateValues, 'id'> };
const none = { regionId: null, placeId: null, organizationId: null, forumId: null };

/** Where the candidates of each subject come from; regions may also be countries, federated states or cities. */
export async function loadCandidates(subject: Subject, query: string, signal: AbortSignal): Promise<Found[]> {
  const asked = query ? { q: [query] } : {};
  const named = ({ nameFr, nameEn }: { nameFr: string; nameEn: string | null }) => ({ ...none, nameFr, nameEn });
  if (subject === 'organizations') {
    const { items } = await api(fetch, 'GET /api/organizations', { query: { ...asked, limit: 8 }, signal });
    return items.map((one) => ({ id: one.id, label: inLocale(one, 'name'), detail: labelOf(organizationKinds, one.kind), candidate: { ...named(one), organizationId: one.id } }));
  }
  if (subject === 'forums') {
    const { items } = await api(fetch, 'GET /api/forums', { query: { ...asked, limit: 8 }, signal });
    return items.map((one) => ({ id: one.id, label: inLocale(one, 'name'), candidate: { ...named(one), forumId: one.id } }));
  }
  const [regions, places] = await Promise.all([
    api(fetch, 'GET /api/regions', { query: { ...asked, limit: 8 }, signal }),
    query ? api(fetch, 'GET /api/places', { query: { ...asked, limit: 6 }, signal }) : { items: [] },
  ]);
  return [
    ...regions.items.map((one) => ({ id: one.id, label: inLocale(one, 'name'), candidate: { ...named(one), regionId: one.id } })),
    ...places.items.map((one) => ({ id: one.id, label: inLocale(one, 'name'), detail: placeKinds[one.kind](), candidate: { ...named(one), placeId: one.id } })),
  ];
}

/** The record for which a candidate stands; its own id when it stands for itself. */
export const recordIdOf = (candidate: CandidateValues): string =>
  candidate.regionId ?? candidate.placeId ?? candidate.organizationId ?? candidate.forumId ?? candidate.id;
