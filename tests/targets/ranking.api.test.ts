import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Exercise } from '../../server/targets/exercise.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

/** What each write gave back: whatever takes longer than an id is read after it. */
const written: unknown[] = [];
let office: Office;
beforeAll(async () => {
  office = await testOffice();
  const { write } = office.db;
  office.db.write = async (work) => {
    const result = await write(work);
    written.push(result);
    return result;
  };
});
afterEach(() => written.splice(0));
afterAll(() => office.close());

const evidence = [{ source: 'Relevé interne' }];
const exercise = {
  titleFr: 'Où aller?',
  judgeIds: ['user.officer'],
  criteria: [{ id: 'c1', nameFr: 'Défis', weight: 1 }, { id: 'c2', nameFr: 'Échanges', weight: 1, basis: 'computed', measure: 'held_interactions' }],
  candidates: [{ id: 'a', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' }, { id: 'b', nameFr: 'Maghreb', regionId: 'reg.maghreb' }],
  scores: [{ candidateId: 'a', criterionId: 'c1', value: 4, evidence }],
};
const url = '/api/targeting-exercises';
const officer = () => office.as('officer');
const create = async (): Promise<Exercise> => (await officer().post<Exercise>(url, exercise)).body;
const sayings = ({ candidates, criteria }: Exercise, value: number) => ({ judgements: [{ candidateId: candidates[1]?.id, criterionId: criteria[0]?.id, value, statement: 'x' }] });

describe('a write gives back an id only, and the candidates are ranked after it', () => {
  it.each([
    ['creates', () => officer().post(url, exercise), 201],
    ['changes', async () => officer().patch(`${url}/${(await create()).id}`, 1, { titleFr: 'y' }), 200],
    ['is out of date', async () => officer().patch(`${url}/${(await create()).id}`, 9, { titleFr: 'y' }), 412],
    ['counts again', async () => officer().post(`${url}/${(await create()).id}/computed`), 200],
    ['copies', async () => officer().post(`${url}/${(await create()).id}/copies`), 201],
    ['decides on another version', async () => office.as('strategist').post(`${url}/${(await create()).id}/decision`, { version: 9, decisions: [{ candidateId: 'x', decision: 'no', reason: 'x' }] }), 412],
    ['judges', async () => { const made = await create(); return officer().post(`${url}/${made.id}/judgements`, sayings(made, 3)); }, 200],
  ] as const)('when one %s', async (_name, ask, status) => {
    const answer = await ask();
    expect(answer.status, answer.text).toBe(status);
    expect(written.length + Number(status === 412)).toBeGreaterThan(0);
    for (const one of written) expect(one).toEqual({ id: expect.any(String) });
  });

  it('when one plans a target, whatever the exercise behind it', async () => {
    const made = await create();
    const decided = await officer().post<{ decision: { id: string } }>('/api/regions/reg.maghreb/decisions', { decision: 'target', reason: 'x', periodFrom: '2026', periodTo: '2028', exerciseId: made.id });
    expect(decided.status, decided.text).toBe(201);
    written.splice(0);
    const plan = `/api/target-decisions/${decided.body.decision.id}/plan`;
    expect((await officer().put(plan, { version: 0, objectiveFr: 'y', lines: [] })).status).toBe(200);
    const stale = await officer().put<{ current: { version: number } }>(plan, { version: 0, objectiveFr: 'z', lines: [] });
    expect([stale.status, stale.body.current.version]).toEqual([412, 1]);
    expect(written).toEqual([{ id: decided.body.decision.id }]);
  });
});

describe('a request repeated with its key', () => {
  it('makes nothing twice, and is answered with the same record', async () => {
    const key = { 'idempotency-key': 'un exercice' };
    const first = await officer().post<Exercise>(url, exercise, key);
    const again = await officer().post<Exercise>(url, exercise, key);
    expect([first.status, again.status, again.headers['idempotent-replayed']]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    expect(again.headers.etag).toBe('"v1"');
    expect((await officer().post(url, { ...exercise, titleFr: 'Autre' }, key)).status).toBe(409);
    const said = { 'idempotency-key': 'une note' };
    const judge = () => officer().post<Exercise>(`${url}/${first.body.id}/judgements`, sayings(first.body, 3), said);
    const judged = await judge();
    expect((await judge()).body).toEqual(judged.body);
    expect(judged.body.version).toBe(2);
    const copy = () => officer().post<Exercise>(`${url}/${first.body.id}/copies`, undefined, { 'idempotency-key': 'une copie' });
    const copied = await copy();
    expect((await copy()).body).toEqual(copied.body);
    const { id } = copied.body;
    const decision = { version: 1, decisions: [{ candidateId: copied.body.candidates[0]?.id, decision: 'no', reason: 'Pas cette fois.' }] };
    const decide = () => office.as('strategist').post<Exercise>(`${url}/${id}/decision`, decision, { 'idempotency-key': 'un choix' });
    const decided = await decide();
    expect(decided.status, decided.text).toBe(200);
    expect((await decide()).body).toEqual(decided.body);
  });
});
