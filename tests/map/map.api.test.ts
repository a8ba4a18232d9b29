import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MapPlace, PartnersMap } from '../../server/map/map.schema.ts';
import { daysOf } from '../../server/map/period.rules.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type Total = { total: number };
type Role = 'reader' | 'officer' | 'strategist';

let office: Office;
const monthsAgo = (months: number) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 10, 15));
beforeAll(async () => {
  office = await testOffice();
  const { db } = office;
  await db.write(async (tx) => {
    const partner = (id: string, placeId: string | null, more = {}) => tx.organization.create({ data: { id, kind: 'municipality', nameFr: `Essai ${id}`, sortName: id, placeId, ...more } });
    await partner('o.oslo', 'pl.no', { tier: 'A' });
    await partner('o.oslo2', 'pl.no');
    await partner('o.tunis', 'pl.tunis', { tier: 'A' });
    await partner('o.nowhere', null);
    await tx.agreement.create({ data: { id: 'a.force', kind: 'memorandum', titleFr: 'Entente d’essai', sortName: 'e', state: 'in_force', parties: { create: [{ organizationId: 'o.oslo' }, { organizationId: 'o.tunis' }] } } });
    await tx.mission.create({
      data: {
        id: 'm.1', titleFr: 'Tournée d’essai', sortName: 't', status: 'closed', startsOn: monthsAgo(3).toISOString().slice(0, 10), endsOn: monthsAgo(3).toISOString().slice(0, 10),
        itinerary: { create: [{ position: 1, placeId: 'pl.no', startsOn: '2026-02-09' }, { position: 2, placeId: 'pl.tunis', startsOn: '2026-02-02' }] },
      },
    });
    await tx.mission.create({ data: { id: 'm.secret', titleFr: 'Secrète', sortName: 's', status: 'planned', startsOn: '2099-01-01', sensitivity: 'confidential', itinerary: { create: { position: 1, placeId: 'pl.tunis' } } } });
  });
  const log = (as: Role, organizationIds: string[], months: number, more = {}) =>
    office.as(as).post('/api/interactions', { kind: 'meeting', status: 'held', subject: 'Essai', startsAt: monthsAgo(months).toISOString(), organizationIds, ...more });
  for (const [as, ids, months, more] of [
    ['officer', ['o.oslo'], 1, {}],
    ['officer', ['o.oslo', 'o.oslo2'], 2, {}],
    ['officer', ['o.tunis'], 2, { placeId: 'pl.no' }],
    ['officer', ['o.tunis'], 17, {}],
    ['officer', ['o.tunis'], 1, { sensitivity: 'restricted' }],
    ['strategist', ['o.tunis'], 1, { sensitivity: 'confidential' }],
  ] as const) {
    const answer = await log(as, [...ids], months, more);
    expect(answer.status, answer.text).toBe(201);
  }
});
afterAll(() => office.close());

const read = async (role: Role, query = ''): Promise<PartnersMap> => {
  const answer = await office.as(role).get<PartnersMap>(`/api/organizations/map${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const total = async (role: Role, url: string): Promise<number> => (await office.as(role).get<Total>(url)).body.total;
const at = (map: PartnersMap, id: string): MapPlace | undefined => map.places.find((place) => place.id === id);

describe('the map of partners', () => {
  it('says of each place what the lists behind it count, for each of those who look', async () => {
    for (const role of ['reader', 'officer', 'strategist'] as const) {
      const map = await read(role, '?limit=1000');
      const days = daysOf(map);
      expect(map.total).toBe(await total(role, '/api/organizations?limit=1'));
      expect(map.places.length).toBe(map.placesTotal);
      for (const place of map.places) {
        expect([place.id, place.partners]).toEqual([place.id, await total(role, `/api/organizations?at=${place.id}&limit=1`)]);
        expect([place.id, place.held]).toEqual([place.id, await total(role, `/api/interactions?at=${place.id}&status=held&from=${days.from}&to=${days.to}&limit=1`)]);
        expect([place.id, place.agreements]).toEqual([place.id, await total(role, `/api/agreements?at=${place.id}&state=in_force&limit=1`)]);
        expect([place.id, place.missions]).toEqual([place.id, await total(role, `/api/missions?at=${place.id}&from=${days.from}&not.status=cancelled&limit=1`)]);
      }
    }
    const [reader, officer, strategist] = [await read('reader'), await read('officer'), await read('strategist')];
    expect([reader, officer, strategist].map((map) => at(map, 'pl.tunis')?.held)).toEqual([1, 2, 3]);
    expect(at(reader, 'pl.no')?.held).toBe(3);
    expect(reader.missionsTotal).toBe(strategist.missionsTotal - 1);
  });

  it('has every partner on a dot, outside the frame, or without a place', async () => {
    for (const frame of ['', '?frame=1800,200,500', '?frame=2000,100,150']) {
      const map = await read('reader', frame);
      const drawn = map.dots.reduce((sum, { partners }) => sum + partners, 0);
      expect(drawn + map.outside + map.unplaced).toBe(map.total);
      expect(map.dotsOnPhone.reduce((sum, { partners }) => sum + partners, 0)).toBe(drawn);
      expect(map.dotsOnPhone.length).toBeLessThanOrEqual(map.dots.length);
      for (const dot of map.dots) {
        expect(dot.members.length).toBe(dot.places);
        expect(dot.partners).toBe(await total('reader', `/api/organizations?${dot.members.map((id) => `at=${id}`).join('&')}&limit=1`));
      }
    }
  });

  it('takes the filters of the list, and then counts interactions with the partners that they leave', async () => {
    const map = await read('reader', '?tier=A&limit=1000');
    expect(map.isFiltered).toBe(true);
    expect(map.total).toBe(await total('reader', '/api/organizations?tier=A&limit=1'));
    const days = daysOf(map);
    const oslo = at(map, 'pl.no');
    expect(oslo).toMatchObject({ partners: 1, agreements: 1 });
    expect(oslo?.held).toBe(await total('reader', `/api/interactions?organization=o.oslo&status=held&from=${days.from}&to=${days.to}&limit=1`));
    expect(at(await read('reader', '?not.tier=A&limit=1000'), 'pl.no')).toMatchObject({ partners: 1, held: 1 });
    expect((await read('reader', '?region=reg.nordic-arctic')).total).toBe(await total('reader', '/api/organizations?region=reg.nordic-arctic&limit=1'));
  });

  it('follows the period asked for', async () => {
    const before = monthsAgo(17).toISOString().slice(0, 7);
    const map = await read('officer', `?from=${before}&to=${before}&limit=1000`);
    expect(map).toMatchObject({ from: before, to: before });
    expect(at(map, 'pl.tunis')?.held).toBe(1);
    expect(at(map, 'pl.no')?.held).toBe(0);
    expect(map.missions).toEqual([]);
  });

  it('draws a mission from Québec in the order of its dates', async () => {
    const { missions } = await read('reader');
    expect(missions.find(({ id }) => id === 'm.1')?.stops.map(({ id }) => id)).toEqual(['pl.quebec-city', 'pl.tunis', 'pl.no']);
    expect(missions.some(({ id }) => id === 'm.secret')).toBe(false);
  });

  it('gives a picked place its figures wherever the frame is, and sorts its table', async () => {
    const map = await read('reader', '?frame=170,10,150&picked=pl.tunis');
    expect(map.places.some(({ id }) => id === 'pl.tunis')).toBe(false);
    expect(map.picked).toMatchObject({ id: 'pl.tunis', partners: (await read('reader')).places.find(({ id }) => id === 'pl.tunis')?.partners });
    const held = (await read('reader', '?sort=-held&limit=1000')).places.map((place) => place.held);
    expect(held).toEqual(held.toSorted((a, b) => b - a));
    expect((await read('reader', '?picked=no-such-place')).picked).toBeNull();
  });

  it('says of a picked region what the lists behind it count, each record once', async () => {
    for (const role of ['reader', 'officer', 'strategist'] as const) {
      const map = await read(role, '?picked=region:reg.nordic-arctic');
      const days = daysOf(map);
      const region = 'region=reg.nordic-arctic';
      expect(map.picked).toMatchObject({
        kind: 'region',
        partners: await total(role, `/api/organizations?${region}&limit=1`),
        held: await total(role, `/api/interactions?${region}&status=held&from=${days.from}&to=${days.to}&limit=1`),
        agreements: await total(role, `/api/agreements?${region}&state=in_force&limit=1`),
        missions: await total(role, `/api/missions?${region}&from=${days.from}&not.status=cancelled&limit=1`),
      });
    }
    expect((await read('reader', '?picked=region:reg.nordic-arctic&tier=A')).picked).toMatchObject({ partners: await total('reader', '/api/organizations?region=reg.nordic-arctic&tier=A&limit=1') });
  });

  it('refuses what it does not know, and names the nearest', async () => {
    const answer = await office.as('reader').get('/api/organizations/map?regoin=x');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('region');
    for (const query of ['from=2025', 'to=2025-13', 'frame=1,2', 'frame=a,b,c', 'limit=0', 'sort=place']) {
      expect((await office.as('reader').get(`/api/organizations/map?${query}`)).status, query).toBe(400);
    }
    expect((await office.anonymous().get('/api/organizations/map')).status).toBe(401);
  });
});
