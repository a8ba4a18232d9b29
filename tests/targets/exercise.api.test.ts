import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exercise, ExerciseItem } from '../../server/targets/exercise.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[]; current?: Exercise };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const evidence = [{ statementFr: 'Trois réseaux communs.', source: 'Relevé interne' }];
const exercise = {
  titleFr: 'Où aller pour apprendre?',
  periodFrom: '2027',
  periodTo: '2029',
  criteria: [
    { id: 'c1', nameFr: 'Défis urbains communs', weight: 60, direction: 'more' },
    { id: 'c2', nameFr: 'Décalage horaire', weight: 40, direction: 'less' },
  ],
  candidates: [
    { id: 'a', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' },
    { id: 'b', nameFr: 'Maghreb', regionId: 'reg.maghreb' },
  ],
  scores: [
    { candidateId: 'a', criterionId: 'c1', value: 4, evidence },
    { candidateId: 'b', criterionId: 'c1', value: 2, evidence },
    { candidateId: 'b', criterionId: 'c2', value: null },
  ],
};
const create = async () => (await office.as('officer').post<Exercise>('/api/targeting-exercises', exercise)).body;

describe('a targeting exercise', () => {
  it('is stored with its criteria, candidates, scores and evidence, and ranked with intervals', async () => {
    const { status, body } = await office.as('officer').post<Exercise>('/api/targeting-exercises', exercise);
    expect(status).toBe(201);
    expect(body).toMatchObject({ subject: 'regions', status: 'open', version: 1 });
    expect(body.criteria.map(({ share }) => share)).toEqual([0.6, 0.4]);
    expect(body.candidates).toMatchObject([
      { nameFr: 'Pays nordiques', rank: 1, low: 48, high: 88, total: 68, known: 0.6, record: { type: 'region', id: 'reg.nordic-arctic' } },
      { nameFr: 'Maghreb', rank: 2, low: 24, high: 64, total: 44 },
    ]);
    const first = body.scores.find(({ value }) => value === 4);
    expect(first).toMatchObject({ judge: { id: 'user.officer' }, evidence: [{ statementFr: 'Trois réseaux communs.' }] });
    const list = await office.as('reader').get<{ items: ExerciseItem[] }>('/api/targeting-exercises?q=apprendre&status=open');
    expect(list.body.items[0]).toMatchObject({ id: body.id, criteria: 2, candidates: 2 });
  });

  it('refuses a score without evidence in a sentence, and stores nothing', async () => {
    const before = await office.db.reader.targetingExercise.count();
    const scores = [{ candidateId: 'a', criterionId: 'c1', value: 4 }];
    const { status, body } = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', { ...exercise, scores });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: '/scores/0/evidence', message: expect.stringContaining('preuve') }]);
    expect(await office.db.reader.targetingExercise.count()).toBe(before);
  });

  it('keeps its lines and their scores when lists are replaced, and drops the scores of what is taken away', async () => {
    const created = await create();
    const [kept] = created.criteria;
    const changed = await office.as('officer').patch<Exercise>(`/api/targeting-exercises/${created.id}`, 1, {
      criteria: [{ id: kept?.id, nameFr: 'Défis communs', weight: 1, direction: 'more' }],
    });
    expect(changed.body).toMatchObject({ version: 2, criteria: [{ id: kept?.id, nameFr: 'Défis communs', share: 1 }] });
    expect(changed.body.candidates[0]).toMatchObject({ nameFr: 'Pays nordiques', low: 80, high: 80, known: 1 });
    expect(changed.body.scores).toHaveLength(2);
    const stale = await office.as('officer').patch<ProblemBody>(`/api/targeting-exercises/${created.id}`, 1, { titleFr: 'x' });
    expect(stale.status).toBe(412);
    expect(stale.body.current).toMatchObject({ version: 2 });
  });

  it('refuses scores of another exercise’s lines, unknown records and a backward period', async () => {
    const [first, second] = [await create(), await create()];
    const foreign = await office.as('officer').patch<ProblemBody>(`/api/targeting-exercises/${second.id}`, 1, {
      scores: [{ candidateId: first.candidates[0]?.id, criterionId: second.criteria[0]?.id, value: null }],
    });
    expect(foreign.body.errors?.map(({ pointer }) => pointer)).toEqual(['/scores/0/candidateId']);
    const unknown = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', {
      titleFr: 'x', candidates: [{ nameFr: 'Nulle part', regionId: 'none' }],
    });
    expect(unknown.body.errors?.[0]?.pointer).toBe('/candidates/0/regionId');
    const backward = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', { titleFr: 'x', periodFrom: '2029', periodTo: '2027' });
    expect(backward.body.errors?.[0]?.pointer).toBe('/periodTo');
    expect((await office.as('reader').post('/api/targeting-exercises', exercise)).status).toBe(403);
  });

  it('keeps the places of its candidates, in whatever order they are sent, and puts new ones after', async () => {
    const { id, candidates } = await create();
    const places = async () => (await office.db.reader.candidate.findMany({ where: { exerciseId: id }, orderBy: { position: 'asc' } })).map(({ nameFr }) => nameFr);
    expect(await places()).toEqual(['Pays nordiques', 'Maghreb']);
    const sent = candidates.toReversed().map(({ id: key, nameFr, regionId }) => ({ id: key, nameFr, regionId }));
    await office.as('officer').patch(`/api/targeting-exercises/${id}`, 1, { candidates: [{ nameFr: 'Une idée' }, ...sent] });
    expect(await places()).toEqual(['Pays nordiques', 'Maghreb', 'Une idée']);
  });

  it('takes candidates and counts of what it chooses among, and keeps those that it has', async () => {
    const url = '/api/targeting-exercises';
    const network = { nameFr: 'Réseaux communs', weight: 1, basis: 'computed', measure: 'shared_networks' };
    const city = { nameFr: 'Bordeaux', organizationId: 'city.bordeaux' };
    const post = (more: object) => office.as('officer').post<ProblemBody>(url, { titleFr: 'x', ...more });
    const mixed = await post({ candidates: [{ nameFr: 'Maghreb', regionId: 'reg.maghreb' }, { nameFr: 'France', placeId: 'pl.fr' }, city] });
    expect([mixed.status, mixed.body.errors]).toEqual([422, [{ pointer: '/candidates/2', message: expect.stringContaining('choisit') }]]);
    const senseless = await post({ subject: 'forums', criteria: [network], candidates: [{ nameFr: 'Une idée' }] });
    expect([senseless.status, senseless.body.errors?.[0]?.pointer]).toEqual([422, '/criteria/0/measure']);
    const { body } = await office.as('officer').post<Exercise>(url, { titleFr: 'x', subject: 'organizations', criteria: [network], candidates: [city] });
    const turned = await office.as('officer').patch<ProblemBody>(`${url}/${body.id}`, 1, { subject: 'forums' });
    expect([turned.status, turned.body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ['/candidates/0', '/criteria/0/measure']]);
    // An exercise of an earlier release may mix them: it is still changed, and begun again.
    await office.db.write((tx) => tx.targetingExercise.update({ where: { id: body.id }, data: { subject: 'forums' } }));
    const lines = body.candidates.map(({ id, nameFr, organizationId }) => ({ id, nameFr, organizationId }));
    expect((await office.as('officer').patch(`${url}/${body.id}`, 1, { titleFr: 'y', candidates: lines })).status).toBe(200);
    expect((await office.as('officer').post(`${url}/${body.id}/copies`)).status).toBe(201);
  });

  it('counts no time that ends before it begins, whichever end goes without saying', async () => {
    const created = await create();
    const change = (body: object) => office.as('officer').patch<ProblemBody>(`/api/targeting-exercises/${created.id}`, 1, body);
    const late = await change({ evidenceFrom: '2027-05' });
    expect([late.status, late.body.errors]).toEqual([422, [{ pointer: '/evidenceFrom', message: expect.stringContaining('novembre') }]]);
    expect((await change({ heldOn: '2026-01-10', evidenceFrom: '2026-02' })).body.errors?.[0]?.pointer).toBe('/evidenceFrom');
    expect((await change({ evidenceFrom: '2026-05', evidenceTo: '2026-03' })).body.errors?.[0]?.pointer).toBe('/evidenceTo');
    expect((await office.as('officer').post('/api/targeting-exercises', { titleFr: 'x', evidenceFrom: '2027-05' })).status).toBe(422);
    expect((await change({ evidenceFrom: '2026-11' })).status).toBe(200);
  });

  it('is archived and restored', async () => {
    const { id } = await create();
    const archived = await office.as('officer').patch<Exercise>(`/api/targeting-exercises/${id}`, 1, { archived: true });
    expect(archived.body.archivedAt).not.toBeNull();
    const listed = async () => (await office.as('reader').get<{ items: { id: string }[] }>('/api/targeting-exercises?limit=200')).body.items;
    expect((await listed()).map((item) => item.id)).not.toContain(id);
    await office.as('officer').patch(`/api/targeting-exercises/${id}`, 2, { archived: false });
    expect((await listed()).map((item) => item.id)).toContain(id);
  });
});
