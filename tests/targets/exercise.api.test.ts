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
