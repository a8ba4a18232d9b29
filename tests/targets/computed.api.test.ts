import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exercise, MovedScores } from '../../server/targets/exercise.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const criteria = [
  { id: 'held', nameFr: 'Échanges tenus', weight: 1, basis: 'computed', measure: 'held_interactions' },
  { id: 'kept', nameFr: 'Promesses tenues', weight: 1, basis: 'computed', measure: 'promises_kept' },
];
const candidates = [
  { id: 'bordeaux', nameFr: 'Bordeaux', organizationId: 'city.bordeaux' },
  { id: 'namur', nameFr: 'Namur', organizationId: 'city.namur' },
];
const exercise = { titleFr: 'Compté dans les fiches', subject: 'organizations', criteria, candidates };
const create = async (more: object = {}): Promise<Exercise> => {
  const { status, body, text } = await office.as('officer').post<Exercise>('/api/targeting-exercises', { ...exercise, ...more });
  expect(status, text).toBe(201);
  return body;
};
const urlOf = ({ id }: { id: string }): string => `/api/targeting-exercises/${id}`;
const meet = (organizationId: string, startsAt = '2026-10-01T14:00:00Z') =>
  office.as('officer').post('/api/interactions', { subject: 'Rencontre', status: 'held', startsAt, organizationIds: [organizationId] });
const scoreOf = ({ candidates: all, criteria: own, scores }: Exercise, name: string, measure: string) => {
  const [candidateId, criterionId] = [all.find(({ nameFr }) => nameFr === name)?.id, own.find((one) => one.measure === measure)?.id];
  return scores.find((score) => score.candidateId === candidateId && score.criterionId === criterionId);
};

describe('a computed criterion', () => {
  it('is noted when the exercise is made, unknown where the records say nothing', async () => {
    await meet('city.bordeaux');
    await meet('city.bordeaux', '2026-09-01T14:00:00Z');
    await meet('city.namur');
    const made = await create();
    expect(scoreOf(made, 'Bordeaux', 'held_interactions')).toMatchObject({ figure: 2, value: 5, low: 5, high: 5, origin: 'computed', judge: null, evidence: [] });
    expect(scoreOf(made, 'Namur', 'held_interactions')).toMatchObject({ figure: 1, value: 2.5 });
    expect(scoreOf(made, 'Namur', 'promises_kept')).toMatchObject({ figure: null, value: null });
    expect(made.criteria).toMatchObject([{ measure: 'held_interactions', top: 2 }, { measure: 'promises_kept', top: 1 }]);
    expect(made.evidencePeriod).toEqual({ from: '2024-12', to: '2026-11' });
    expect(made.computedAt).not.toBeNull();
    expect(made.candidates[0]).toMatchObject({ nameFr: 'Bordeaux', known: 0.5, low: 50, high: 100 });
    expect(made.remarks.map(({ kind }) => kind)).toEqual(['unscored_criterion']);
  });

  it('stays as it was noted until somebody notes it anew; what moved is told', async () => {
    const made = await create();
    const moved = async () => (await office.as('reader').get<MovedScores>(`${urlOf(made)}/moved`)).body.items;
    expect(await moved()).toEqual([]);
    await meet('city.namur', '2026-10-08T14:00:00Z');
    await meet('city.namur', '2026-10-09T14:00:00Z');
    const before = (await office.as('reader').get<Exercise>(urlOf(made))).body;
    expect(scoreOf(before, 'Namur', 'held_interactions')).toMatchObject({ figure: 1 });
    expect(await moved()).toMatchObject([
      { figureBefore: 2, figureNow: 2, valueBefore: 5, valueNow: 3.33 },
      { figureBefore: 1, figureNow: 3, valueBefore: 2.5, valueNow: 5 },
    ]);
    const noted = await office.as('officer').post<Exercise>(`${urlOf(made)}/computed`);
    expect(noted.body).toMatchObject({ version: 2 });
    expect(scoreOf(noted.body, 'Namur', 'held_interactions')).toMatchObject({ figure: 3, value: 5 });
    expect(await moved()).toEqual([]);
    expect((await office.as('reader').post(`${urlOf(made)}/computed`)).status).toBe(403);
  });

  it('is noted anew when candidates, criteria or the time change, and only then', async () => {
    const made = await create();
    const patch = async (version: number, change: object) => (await office.as('officer').patch<Exercise>(urlOf(made), version, change)).body;
    const first = made.computedAt;
    office.at(new Date('2026-11-21T16:00:00Z'));
    const lines = made.candidates.map(({ id, nameFr, organizationId }) => ({ id, nameFr, organizationId }));
    expect((await patch(1, { titleFr: 'Autre titre', weightSpread: 0.2, candidates: lines })).computedAt).toBe(first);
    const wider = await patch(2, { candidates: [...lines, { nameFr: 'Liège', organizationId: 'city.liege' }] });
    expect(wider.computedAt).not.toBe(first);
    expect(scoreOf(wider, 'Liège', 'held_interactions')).toMatchObject({ figure: 0, value: 0 });
    const earlier = await patch(3, { evidenceFrom: '2026-09', evidenceTo: '2026-09' });
    expect(scoreOf(earlier, 'Bordeaux', 'held_interactions')).toMatchObject({ figure: 1 });
    const judged = await patch(4, { criteria: [{ id: made.criteria[0]?.id, nameFr: 'Échanges', weight: 1, basis: 'manual' }] });
    expect(judged).toMatchObject({ computedAt: null, scores: [], criteria: [{ measure: null }] });
  });

  it('takes no score of anybody, and needs to say what it counts', async () => {
    const score = { candidateId: 'namur', criterionId: 'held', value: 5, evidence: [{ source: 'x' }] };
    const refused = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', { ...exercise, scores: [score] });
    expect(refused.body.errors).toEqual([{ pointer: '/scores/0/criterionId', message: expect.stringContaining('calculé') }]);
    const silent = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', { ...exercise, criteria: [{ nameFr: 'x', weight: 1, basis: 'computed' }] });
    expect(silent.body.errors?.[0]?.pointer).toBe('/criteria/0/measure');
  });
});

describe('what is unusual', () => {
  it('is allowed, ranked, and said', async () => {
    const kinds = async (more: object) => (await create({ subject: 'regions', criteria: [], candidates: [], ...more })).remarks;
    expect(await kinds({})).toEqual([{ kind: 'no_criteria', about: [] }, { kind: 'no_candidates', about: [] }]);
    const one = await create({ criteria: [{ nameFr: 'x', weight: 0 }], candidates: [{ nameFr: 'Seule' }] });
    expect(one.remarks.map(({ kind }) => kind)).toEqual(['one_candidate', 'all_weights_zero', 'unscored_criterion']);
    expect(one.candidates[0]).toMatchObject({ rank: 1, rankAcceptability: [1] });
    const places = await create({
      subject: 'regions',
      criteria: [],
      candidates: [
        { id: 'region', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' },
        { id: 'country', nameFr: 'Finlande', placeId: 'pl.fi' },
        { id: 'state', nameFr: 'Uusimaa', placeId: 'pl.uusimaa' },
        { id: 'again', nameFr: 'La Finlande', placeId: 'pl.fi' },
        { id: 'far', nameFr: 'Maghreb', regionId: 'reg.maghreb' },
      ],
    });
    const nameOf = new Map(places.candidates.map(({ id, nameFr }) => [id, nameFr]));
    const said = places.remarks.map(({ kind, about }) => [kind, ...about.map((id) => nameOf.get(id))]);
    expect(said).toContainEqual(['duplicate_candidates', 'Finlande', 'La Finlande']);
    expect(said).toContainEqual(['contained_candidate', 'Pays nordiques', 'Finlande']);
    expect(said).toContainEqual(['contained_candidate', 'Pays nordiques', 'Uusimaa']);
    expect(said).toContainEqual(['contained_candidate', 'Finlande', 'Uusimaa']);
    expect(said.flat()).not.toContain('Maghreb');
  });
});

describe('a lens', () => {
  it('weighs as one priority does, and as the blend where it says nothing', async () => {
    const weighed = [
      { id: 'c1', nameFr: 'Défis', weight: 50, weightLearns: 90 },
      { id: 'c2', nameFr: 'Talents', weight: 50 },
    ];
    const sharesIn = async (lens: string): Promise<number[]> => (await create({ lens, criteria: weighed })).criteria.map(({ share }) => share);
    expect(await sharesIn('blend')).toEqual([0.5, 0.5]);
    expect(await sharesIn('learns')).toEqual([0.642857, 0.357143]);
    expect(await sharesIn('attracts')).toEqual([0.5, 0.5]);
  });
});
