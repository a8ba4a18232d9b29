import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPreview } from '../../server/targets/robustness.rules.ts';
import type { PreviewedRanking } from '../../server/targets/robustness.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors: { pointer: string; message: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const address = '/api/targeting-exercises/preview';
const body = {
  candidates: ['fi', 'dk'],
  criteria: [
    { id: 'ties', weight: 60, direction: 'more' },
    { id: 'distance', weight: 40, direction: 'less' },
  ],
  scores: [
    { candidate: 'fi', criterion: 'ties', value: 4 },
    { candidate: 'fi', criterion: 'distance', value: null },
    { candidate: 'dk', criterion: 'ties', value: 3 },
    { candidate: 'dk', criterion: 'distance', value: 1 },
  ],
  draws: 10_000,
  seed: 42,
  weightSpread: 0.5,
};
const preview = (more: object, headers = {}) => office.as('reader').post<PreviewedRanking & ProblemBody>(address, { ...body, ...more }, headers);

describe('POST /api/targeting-exercises/preview', () => {
  it('ranks what is nowhere stored: 0 to 5, less counts as 5 − x, unknown is an interval', async () => {
    const { status, body: found } = await preview({});
    expect(status).toBe(200);
    expect(found.ranking.map(({ candidate, score, low, high, evidence }) => ({ candidate, score, low, high, evidence }))).toEqual([
      { candidate: 'dk', score: expect.closeTo(3.4, 9), low: expect.closeTo(3.4, 9), high: expect.closeTo(3.4, 9), evidence: 1 },
      { candidate: 'fi', score: expect.closeTo(3.4, 9), low: expect.closeTo(2.4, 9), high: expect.closeTo(4.4, 9), evidence: expect.closeTo(0.6, 9) },
    ]);
    for (const { rankAcceptability, centralWeights, confidence } of found.ranking) {
      expect(rankAcceptability[0]! + rankAcceptability[1]!).toBeCloseTo(1, 9);
      expect(centralWeights![0]! + centralWeights![1]!).toBeCloseTo(1, 9);
      expect(confidence).toBeGreaterThan(0);
    }
    expect(Object.keys(found.ranking[0]!).sort()).toEqual(['candidate', 'centralWeights', 'confidence', 'evidence', 'high', 'low', 'rankAcceptability', 'score']);
  });

  it('answers the same to the same body and seed, and otherwise to another seed', async () => {
    const [first, again, other] = [await preview({}), await preview({}), await preview({ seed: 43 })];
    expect(again.body).toEqual(first.body);
    expect(other.body).not.toEqual(first.body);
  });

  it('ranks in a thread what is more than a moment’s work, with the same answer', async () => {
    const candidates = Array.from({ length: 12 }, (_, i) => `c${i}`);
    const scores = candidates.map((candidate, i) => ({ candidate, criterion: 'ties', value: i % 6 }));
    const asked = { candidates, scores, draws: 20_000 };
    const [large, again] = await Promise.all([preview(asked), preview(asked)]);
    expect(large.status).toBe(200);
    expect(large.body.ranking).toHaveLength(12);
    expect(again.body).toEqual(large.body);
  });

  it('takes what is unusual: no candidate, no criterion, weights all zero', async () => {
    expect((await preview({ candidates: [], scores: [] })).body.ranking).toEqual([]);
    expect((await preview({ criteria: [], scores: [] })).body.ranking).toMatchObject([{ low: 0, high: 5, rankAcceptability: [0.5, 0.5], centralWeights: null, confidence: null }, {}]);
    const zero = await preview({ criteria: body.criteria.map((criterion) => ({ ...criterion, weight: 0 })), weightSpread: 0 });
    expect(zero.body.ranking[0]).toMatchObject({ candidate: 'dk', score: 3.5 });
  });

  it.each([
    [{ candidates: ['fi', 'dk', 'fi'] }, '/candidates/2', /déjà dans la liste/, /already in the list/],
    [{ criteria: [...body.criteria, body.criteria[0]] }, '/criteria/2', /déjà dans la liste/, /already in the list/],
    [{ scores: [{ candidate: 'se', criterion: 'ties', value: 1 }] }, '/scores/0/candidate', /pas dans la liste/, /not in the list/],
    [{ scores: [{ candidate: 'fi', criterion: 'sea', value: 1 }] }, '/scores/0/criterion', /pas dans la liste/, /not in the list/],
    [{ scores: [...body.scores, body.scores[0]] }, '/scores/4', /déjà une note/, /already has a score/],
  ])('refuses %o with a sentence in both languages', async (more, pointer, french, english) => {
    const refused = await preview(more);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([{ pointer, message: expect.stringMatching(french) as string }]);
    expect((await preview(more, { 'accept-language': 'en' })).body.errors[0]!.message).toMatch(english);
  });

  it.each([
    [{ draws: 0 }, '/draws'],
    [{ draws: 100_001 }, '/draws'],
    [{ draws: 1.5 }, '/draws'],
    [{ weightSpread: -0.1 }, '/weightSpread'],
    [{ weightSpread: 1.1 }, '/weightSpread'],
    [{ seed: -1 }, '/seed'],
    [{ scores: [{ candidate: 'fi', criterion: 'ties', value: 5.1 }] }, '/scores/0/value'],
    [{ criteria: [{ id: 'ties', weight: -1, direction: 'more' }] }, '/criteria/0/weight'],
    [{ criteria: [{ id: 'ties', weight: 1, direction: 'both' }] }, '/criteria/0/direction'],
    [{ candidates: Array.from({ length: 201 }, (_, i) => `c${i}`) }, '/candidates'],
    [{ criteria: Array.from({ length: 31 }, (_, j) => ({ id: `k${j}`, weight: 1, direction: 'more' })) }, '/criteria'],
  ])('refuses %o, and says where', async (more, pointer) => {
    const refused = await preview({ ...more });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map((error) => error.pointer)).toContain(pointer);
    expect(refused.body.errors[0]!.message.length).toBeGreaterThan(5);
  });

  it('refuses in a sentence what would keep everybody waiting, and takes the largest office’s', async () => {
    const many = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`);
    const asked = (candidates: number, criteria: number, draws: number) => ({
      candidates: many(candidates, 'c'),
      criteria: many(criteria, 'k').map((id) => ({ id, weight: 1, direction: 'more' as const })),
      scores: [],
      draws,
    });
    const refused = await preview(asked(200, 30, 100_000));
    expect([refused.status, refused.body.errors]).toEqual([422, [{ pointer: '/draws', message: expect.stringContaining('moins de tirages') as string }]]);
    expect(checkPreview(asked(60, 12, 10_000))).toEqual([]);
  });

  it('refuses what it does not know, and whoever is nobody', async () => {
    expect((await preview({ method: 'fast' })).status).toBe(400);
    expect((await office.anonymous().post(address, body)).status).toBe(401);
  });
});
