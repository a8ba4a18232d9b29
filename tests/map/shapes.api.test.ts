import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shapes } from '../../server/map/shapes.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const read = async (query: string): Promise<Shapes['items']> => {
  const answer = await office.as('reader').get<Shapes>(`/api/map/shapes?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items;
};

describe('where places and regions are drawn', () => {
  it('draws a country as itself and a city in its country, in the order asked', async () => {
    const [tunis, norway] = await read('place=pl.tunis&place=pl.no');
    expect(tunis).toMatchObject({ type: 'place', id: 'pl.tunis', countries: ['788'], isWhole: false });
    expect(norway).toMatchObject({ id: 'pl.no', countries: ['578'], isWhole: true });
    expect(tunis?.at?.y).toBeGreaterThan(norway?.at?.y ?? Infinity);
  });

  it('draws a region as all its countries, with its middle among them', async () => {
    const [region] = await read('region=reg.nordic-arctic');
    expect(region?.countries).toEqual(expect.arrayContaining(['208', '246', '578', '752']));
    expect(region?.at).not.toBeNull();
  });

  it('leaves out what it does not know, and refuses what it is not asked for', async () => {
    expect(await read('place=pl.nowhere&region=reg.nowhere')).toEqual([]);
    expect(await read('')).toEqual([]);
    expect((await office.as('reader').get('/api/map/shapes?plaec=pl.no')).status).toBe(400);
    expect((await office.anonymous().get('/api/map/shapes?place=pl.no')).status).toBe(401);
  });
});
