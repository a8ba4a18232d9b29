import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exercise } from '../../server/targets/exercise.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[] };
type Events = { items: { changes: Record<string, [unknown, unknown]>; words: Record<string, { label: string }> }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const evidence = [{ source: 'Relevé interne' }];
const exercise = {
  titleFr: 'Chacun note seul',
  round: 'alone',
  leadId: 'user.officer',
  judgeIds: ['user.officer', 'user.strategist'],
  criteria: [
    { id: 'c1', nameFr: 'Défis communs', weight: 60 },
    { id: 'c2', nameFr: 'Échanges tenus', weight: 40, basis: 'computed', measure: 'held_interactions' },
  ],
  candidates: [
    { id: 'a', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' },
    { id: 'b', nameFr: 'Maghreb', regionId: 'reg.maghreb' },
  ],
};
const create = async (more: object = {}): Promise<Exercise> => {
  const { status, body, text } = await office.as('officer').post<Exercise>('/api/targeting-exercises', { ...exercise, ...more });
  expect(status, text).toBe(201);
  return body;
};
const urlOf = ({ id }: { id: string }): string => `/api/targeting-exercises/${id}`;
const idOf = ({ candidates }: Exercise, name: string): string => candidates.find(({ nameFr }) => nameFr === name)?.id ?? '';
const judged = ({ criteria }: Exercise): string => criteria[0]?.id ?? '';
const say = (role: Role, made: Exercise, values: Record<string, number | null>, more: object = {}) =>
  office.as(role).post<Exercise & ProblemBody>(`${urlOf(made)}/judgements`, {
    judgements: Object.entries(values).map(([name, value]) => ({ candidateId: idOf(made, name), criterionId: judged(made), value, statement: `Selon ${role}` })),
    ...more,
  });
const see = async (role: Role, made: Exercise): Promise<Exercise> => (await office.as(role).get<Exercise>(urlOf(made))).body;

describe('while each judge is alone', () => {
  it('shows each their own scores and the ranking that follows, and nobody anything of the others', async () => {
    const made = await create();
    const own = await say('officer', made, { 'Pays nordiques': 5, Maghreb: 1 }, { done: true });
    expect(own.status, own.text).toBe(200);
    expect(own.body.candidates[0]).toMatchObject({ nameFr: 'Pays nordiques', rank: 1 });
    expect(own.body.judges).toMatchObject([{ id: 'user.officer', doneAt: expect.any(String) }, { id: 'user.strategist', doneAt: null }]);
    await say('strategist', made, { 'Pays nordiques': 0, Maghreb: 4 });
    const strategist = await see('strategist', made);
    expect(strategist.candidates[0]).toMatchObject({ nameFr: 'Maghreb' });
    expect(strategist.judgements.map(({ judge, value }) => [judge.id, value])).toEqual([['user.strategist', 0], ['user.strategist', 4]]);
    expect(JSON.stringify(strategist)).not.toContain('Selon officer');
    for (const role of ['reader', 'administrator'] as const) {
      const seen = await see(role, made);
      expect(seen.judgements).toEqual([]);
      expect(seen.scores.every(({ origin }) => origin === 'computed')).toBe(true);
      expect(new Set(seen.candidates.map(({ rank }) => rank)).size).toBe(1);
    }
    expect(JSON.stringify((await office.as('officer').get(`/api/search?q=nordiques`)).body)).not.toContain('Selon');
  });

  it('keeps the history of the record from telling', async () => {
    const made = await create();
    await say('officer', made, { Maghreb: 3 });
    await say('strategist', made, { Maghreb: 1 });
    const seen = async (role: Role): Promise<string> => JSON.stringify((await office.as(role).get<Events>(`/api/history/targeting-exercise/${made.id}`)).body.items.map(({ changes }) => changes));
    expect(await seen('officer')).toContain('Selon officer');
    expect(await seen('officer')).not.toContain('Selon strategist');
    expect(await seen('reader')).not.toContain('Selon');
    await office.as('officer').patch(urlOf(made), 1, { round: 'together' });
    expect(await seen('reader')).toContain('Selon strategist');
    const { items } = (await office.as('reader').get<Events>(`/api/history/targeting-exercise/${made.id}`)).body;
    expect(items[0]).toMatchObject({ changes: { round: ['alone', 'together'] }, words: { round: { label: 'Tour des juges', values: { alone: expect.stringMatching(/[a-zé]/) } } } });
    expect(items[1]?.words.judgements?.label).toBe('Notes des juges');
  });

  it('hides what was agreed before, gives it to no copy, and lets nobody take it away unseen', async () => {
    const made = await create({ round: 'together', judgeIds: [], scores: [{ candidateId: 'a', criterionId: 'c1', value: 4, evidence }] });
    const alone = await office.as('officer').patch<Exercise>(urlOf(made), 1, { round: 'alone', judgeIds: ['user.officer'] });
    expect(alone.status, alone.text).toBe(200);
    expect(alone.body.scores.filter(({ origin }) => origin === 'agreed')).toEqual([]);
    expect(JSON.stringify((await office.as('reader').get(`/api/history/targeting-exercise/${made.id}`)).body)).not.toContain('"value":4');
    const copy = await office.as('strategist').post<Exercise>(`${urlOf(made)}/copies`);
    expect(copy.body.scores.filter(({ origin }) => origin === 'agreed')).toEqual([]);
    for (const scores of [[], [{ candidateId: idOf(made, 'Maghreb'), criterionId: judged(made), value: null }]]) {
      const refused = await office.as('officer').patch<ProblemBody>(urlOf(made), 2, { scores });
      expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/scores']);
    }
    const together = await office.as('officer').patch<Exercise>(urlOf(made), 2, { round: 'together' });
    expect(together.body.scores.find(({ origin }) => origin === 'agreed')).toMatchObject({ value: 4 });
  });

  it('keeps it so when the judges are taken away: refused once somebody has said something, and told to nobody', async () => {
    const made = await create();
    const emptied = { judgeIds: [] };
    await say('strategist', made, { Maghreb: 1 });
    const refused = await office.as('officer').patch<ProblemBody>(urlOf(made), 1, emptied);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('gardez au moins un juge')]);
    await office.db.write((tx) => tx.exerciseJudge.deleteMany({ where: { exerciseId: made.id } }));
    expect(JSON.stringify((await office.as('officer').get(`/api/history/targeting-exercise/${made.id}`)).body)).not.toContain('Selon');
    expect(JSON.stringify(await see('officer', made))).not.toContain('Selon');
    // A judge named by mistake is taken away while nobody has said anything.
    expect((await office.as('officer').patch(urlOf(await create()), 1, emptied)).status).toBe(200);
  });

  it('is ended by whoever leads or a strategist, and nobody else takes the lead', async () => {
    const made = await create({ leadId: 'user.administrator' });
    await say('strategist', made, { Maghreb: 1 });
    for (const change of [{ round: 'together' }, { leadId: 'user.officer' }, { leadId: null }]) {
      const refused = await office.as('officer').patch<ProblemBody>(urlOf(made), 1, change);
      expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('ouvre la mise en commun')]);
    }
    expect((await office.as('officer').patch(urlOf(made), 1, { titleFr: 'Autre', leadId: 'user.administrator' })).status).toBe(200);
    expect((await office.as('strategist').patch(urlOf(made), 2, { round: 'together' })).status).toBe(200);
    const led = await create({ leadId: null });
    expect((await office.as('officer').patch(urlOf(led), 1, { leadId: 'user.officer' })).status).toBe(200);
    expect((await office.as('officer').patch(urlOf(led), 2, { round: 'together' })).status).toBe(200);
  });

  it('keeps the whole trail from telling an administrator who judges too', async () => {
    const made = await create({ judgeIds: ['user.officer', 'user.administrator'] });
    await say('officer', made, { Maghreb: 3 });
    await say('administrator', made, { Maghreb: 1 });
    const trail = async () => (await office.as('administrator').get<Events & { total: number }>(`/api/audit?recordType=targeting-exercise&record=${made.id}`)).body;
    const seen = await trail();
    expect(seen.total).toBe(3);
    expect(JSON.stringify(seen)).toContain('Selon administrator');
    expect(JSON.stringify(seen)).not.toContain('Selon officer');
    expect(seen.items[1]?.words).not.toHaveProperty('judgements');
    await office.as('officer').patch(urlOf(made), 1, { round: 'together' });
    expect(JSON.stringify(await trail())).toContain('Selon officer');
  });

  it('leaves the version as it is, so that whoever prepares the exercise is not in the way', async () => {
    const made = await create();
    await say('officer', made, { Maghreb: 3 });
    expect((await office.as('strategist').patch(urlOf(made), 1, { titleFr: 'Autre titre' })).status).toBe(200);
  });
});

describe('once the judges are together', () => {
  it('ranks on everything between the lowest and the highest that they say, until they agree', async () => {
    const made = await create();
    await say('officer', made, { 'Pays nordiques': 5, Maghreb: 2 });
    await say('strategist', made, { 'Pays nordiques': 1, Maghreb: 2 });
    const { body } = await office.as('officer').patch<Exercise>(urlOf(made), 1, { round: 'together' });
    const pair = (name: string) => body.scores.find(({ candidateId, criterionId }) => candidateId === idOf(made, name) && criterionId === judged(made));
    expect(pair('Pays nordiques')).toMatchObject({ value: 3, low: 1, high: 5, origin: 'judges' });
    expect(pair('Maghreb')).toMatchObject({ value: 2, low: 2, high: 2 });
    expect(body.judgements).toHaveLength(4);
    const nordic = body.candidates.find(({ nameFr }) => nameFr === 'Pays nordiques');
    expect((nordic?.high ?? 0) - (nordic?.low ?? 0)).toBeGreaterThan(40);
    const agreed = await office.as('officer').patch<Exercise>(urlOf(made), 2, {
      scores: [{ candidateId: idOf(made, 'Pays nordiques'), criterionId: judged(made), value: 4, evidence }],
    });
    expect(agreed.body.scores.find(({ origin }) => origin === 'agreed')).toMatchObject({ value: 4, low: 4, high: 4 });
    expect(agreed.body.judgements).toHaveLength(4);
  });

  it('does not go back to the round where each is alone', async () => {
    const made = await create();
    await say('officer', made, { Maghreb: 3 });
    await office.as('officer').patch(urlOf(made), 1, { round: 'together' });
    const refused = await office.as('strategist').patch<ProblemBody>(urlOf(made), 2, { round: 'alone' });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('ne revient pas');
  });

  it('takes another judge, who finds the others’ scores and keeps theirs when the lists change', async () => {
    const made = await create({ round: 'together' });
    await say('officer', made, { Maghreb: 3 });
    const joined = await office.as('officer').patch<Exercise>(urlOf(made), 2, { judgeIds: ['user.officer', 'user.administrator'] });
    expect(joined.status, joined.text).toBe(200);
    expect((await say('administrator', made, { Maghreb: 5 })).status).toBe(200);
    const criteria = [{ id: judged(made), nameFr: 'Défis', weight: 1 }];
    const changed = await office.as('officer').patch<Exercise>(urlOf(made), 4, { criteria, candidates: [{ id: idOf(made, 'Maghreb'), nameFr: 'Le Maghreb' }] });
    expect(changed.body.judgements.map(({ value }) => value).sort()).toEqual([3, 5]);
    expect(changed.body.candidates[0]?.known).toBe(1);
  });
});

describe('who judges, and how', () => {
  it('refuses whoever is not named, a value that nothing supports, strange pairs and what is computed', async () => {
    const made = await create({ judgeIds: ['user.officer'] });
    const stranger = await say('strategist', made, { Maghreb: 3 });
    expect([stranger.status, stranger.body.detail]).toEqual([403, expect.stringContaining('nommées juges')]);
    expect((await say('reader', made, { Maghreb: 3 })).status).toBe(403);
    const post = (one: object) => office.as('officer').post<ProblemBody>(`${urlOf(made)}/judgements`, { judgements: [one] });
    const pair = { candidateId: idOf(made, 'Maghreb'), criterionId: judged(made) };
    expect((await post({ ...pair, value: 3 })).body.errors?.[0]?.pointer).toBe('/judgements/0/statement');
    expect((await post({ ...pair, criterionId: made.criteria[1]?.id, value: 3, source: 'x' })).body.errors?.[0]?.message).toContain('calculé');
    expect((await post({ ...pair, candidateId: 'none', value: null })).body.errors?.[0]?.pointer).toBe('/judgements/0/candidateId');
    expect((await post({ ...pair, value: null })).status).toBe(200);
  });

  it('refuses as judges people who may only read, and strangers', async () => {
    const reader = await office.as('officer').post<ProblemBody>('/api/targeting-exercises', { ...exercise, judgeIds: ['user.reader'] });
    expect([reader.status, reader.body.errors?.[0]?.pointer]).toEqual([422, '/judgeIds']);
    expect((await office.as('officer').post('/api/targeting-exercises', { ...exercise, judgeIds: ['none'] })).status).toBe(422);
  });
});
