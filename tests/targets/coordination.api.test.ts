import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import type { Coordination } from '../../server/targets/coordination.schema.ts';
import { testOffice, today, type Office, type Role } from '../support/app.ts';

let office: Office;
let exerciseId: string;
const candidates = {
  france: { nameFr: 'France', placeId: 'pl.fr' },
  lyon: { nameFr: 'Lyon', placeId: 'pl.lyon' },
  bruges: { nameFr: 'Bruges', organizationId: 'city.bruges' },
  europe: { nameFr: 'Europe de l’Ouest', regionId: 'reg.western-europe' },
  unesco: { nameFr: 'UNESCO', forumId: 'fo.unesco' },
  nowhere: { nameFr: 'Une idée' },
  maldives: { nameFr: 'Maldives', placeId: '' },
};
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
  candidates.maldives.placeId = (await office.db.reader.place.findFirstOrThrow({ where: { countryCode: 'MV' } })).id;
  const made = await office.db.write((tx) =>
    tx.targetingExercise.create({
      data: { titleFr: 'x', candidates: { create: Object.entries(candidates).map(([id, one], position) => ({ id: `cd.${id}`, position, ...one })) } },
    }),
  );
  exerciseId = made.id;
}, 120_000);
afterAll(() => office.close());

const read = async (role: Role = 'reader'): Promise<Record<keyof typeof candidates, Coordination['candidates'][number]>> => {
  const { status, body, text } = await office.as(role).get<Coordination>(`/api/targeting-exercises/${exerciseId}/coordination`);
  expect(status, text.slice(0, 400)).toBe(200);
  return Object.fromEntries(body.candidates.map((one) => [one.candidateId.slice(3), one])) as Awaited<ReturnType<typeof read>>;
};
const names = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

describe('the offices of both governments', () => {
  it('are those in the territory, then those of its country, never a closed one', async () => {
    const { france, lyon, europe, maldives, nowhere } = await read();
    expect(names(france.offices)).toEqual(expect.arrayContaining(['rep.paris', 'org.can-unesco']));
    expect(france.offices.every(({ isInside }) => isInside)).toBe(true);
    expect(france.offices.find(({ id }) => id === 'org.can-unesco')?.government).toBe('canada');
    expect(names(lyon.offices)).toContain('rep.paris');
    expect(lyon.offices.some(({ isInside }) => isInside)).toBe(false);
    expect(names(europe.offices)).toEqual(expect.arrayContaining(['rep.paris', 'rep.bruxelles', 'rep.munich']));
    for (const { offices } of [maldives, nowhere]) expect(offices).toEqual([]);
  });

  it('at a forum are those tied to its body', async () => {
    const { unesco } = await read();
    expect(names(unesco.offices)).toContain('org.can-unesco');
    expect(unesco.thrusts.map(({ framework }) => framework.id)).toContain('fw.piq-2006');
  });
});

describe('what they do there', () => {
  it('is the missions that were coordinated with them or met their offices, the latest first', async () => {
    const { france, lyon } = await read();
    expect(names(lyon.missions).slice(0, 2)).toEqual(['dm.05', 'dm.01']);
    expect(lyon.missions[0]).toMatchObject({ ministry: 'consulted', federal: 'none', governments: ['quebec'] });
    expect(names(france.missions)).toEqual(expect.arrayContaining(['dm.04', 'dm.05', 'dm.01']));
  });

  it('is the parts of their policies that partners there serve, with the areas of ours that lead to them', async () => {
    const { lyon, maldives } = await read();
    const thrust = lyon.thrusts.find(({ framework }) => framework.id === 'fw.piq-2017');
    expect(thrust).toMatchObject({ government: 'quebec', alignment: 'suggested' });
    expect(thrust?.commitments.length).toBeGreaterThan(0);
    expect(maldives.thrusts).toEqual([]);
    expect(maldives.complementary).toEqual([]);
  });

  it('completes or overlaps what we do', async () => {
    const { france, lyon } = await read();
    expect(france.overlapping.map(({ kind }) => kind)).toContain('both_present');
    expect(lyon.complementary).toContainEqual({ kind: 'same_thrusts', count: lyon.thrustsTotal });
  });

  it('is counted whole by government, though the lists are cut', async () => {
    const { lyon, nowhere } = await read();
    expect(lyon.totals.quebec.thrusts + lyon.totals.canada.thrusts).toBe(lyon.thrustsTotal);
    const ids = Array.from({ length: 25 }, (_, index) => `ms.total-${index}`);
    await office.db.write(async (tx) => {
      for (const id of ids) await tx.mission.create({ data: { id, titleFr: id, sortName: id, status: 'closed', startsOn: '2020-05-01', endsOn: '2020-05-02', federalCoordination: 'informed', itinerary: { create: { placeId: 'pl.lyon' } } } });
    });
    const after = (await read()).lyon;
    expect(after.missions).toHaveLength(20);
    expect(after.totals.canada.missions).toBe(lyon.totals.canada.missions + ids.length);
    expect(after.totals.quebec.missions).toBe(lyon.totals.quebec.missions);
    expect(nowhere.totals).toEqual({ quebec: { agreements: 0, missions: 0, thrusts: 0 }, canada: { agreements: 0, missions: 0, thrusts: 0 } });
    await office.db.write((tx) => tx.mission.deleteMany({ where: { id: { in: ids } } }));
  });

  it('has as agreements those to which they are a party, as the caller may see', async () => {
    await office.db.write((tx) => tx.agreement.create({
      data: {
        id: 'ag.shared', kind: 'funding', titleFr: 'Fonds commun', sortName: 'fonds', state: 'in_force', sensitivity: 'restricted',
        parties: { create: ['org.ville-de-quebec', 'org.mrif', 'city.bruges'].map((organizationId, position) => ({ organizationId, position })) },
      },
    }));
    const { bruges } = await read('officer');
    expect(bruges.agreements).toEqual([{ id: 'ag.shared', titleFr: 'Fonds commun', titleEn: null, state: 'in_force', governments: ['quebec'] }]);
    expect(bruges.overlapping).toContainEqual({ kind: 'same_partners', count: 1 });
    expect((await read('reader')).bruges.agreements).toEqual([]);
  });
});

describe('whom to ask', () => {
  it('is each person once, whatever positions they hold there', async () => {
    const before = (await read()).france.consult;
    await office.db.write((tx) => tx.position.create({ data: { contactId: 'ct.demo-29', organizationId: 'rep.paris', titleFr: 'Autre titre', isPrimary: false } }));
    expect((await read()).france.consult).toEqual(before);
  });

  it('is people in those offices whom somebody of ours knows, with who, and never above what the caller may see', async () => {
    const { france } = await read();
    expect(france.consult).toMatchObject([{ id: 'ct.demo-29', organization: { id: 'rep.paris' }, government: 'quebec' }]);
    expect(france.consult[0]?.knownBy.length).toBeGreaterThan(0);
    const { body } = await office.as('reader').get<Coordination>(`/api/targeting-exercises/${exerciseId}/coordination`);
    expect(names(body.headquarters)).toContain('ct.demo-27');
    await office.db.write((tx) => tx.contact.update({ where: { id: 'ct.demo-29' }, data: { sensitivity: 'confidential' } }));
    expect((await read('officer')).france.consult).toEqual([]);
    expect((await read('strategist')).france.consult).toHaveLength(1);
  });
});

describe('two visits to one place', () => {
  it('are a flag with both dates when they are fewer than sixty days apart and one is to come', async () => {
    expect((await read()).lyon.flags).toEqual([]);
    await office.db.write(async (tx) => {
      const mission = (id: string, sensitivity: string, startsOn: string) =>
        tx.mission.create({ data: { id, titleFr: id, sortName: id, status: 'planned', startsOn, endsOn: startsOn, sensitivity, itinerary: { create: { placeId: 'pl.lyon' } } } });
      await mission('ms.open', 'internal', '2027-02-01');
      await mission('ms.secret', 'confidential', '2027-02-20');
      await tx.forumSession.create({ data: { id: 'fs.lyon', forumId: 'fo.unesco', titleFr: 'Séance de Lyon', startsOn: '2027-03-15', endsOn: '2027-03-16', placeId: 'pl.lyon' } });
    });
    const { lyon, france, unesco, maldives } = await read('reader');
    const flag = { place: { id: 'pl.lyon' }, first: { type: 'mission', record: { id: 'ms.open' }, from: '2027-02-01' }, second: { type: 'session', record: { id: 'fo.unesco' }, to: '2027-03-16' }, days: 42 };
    for (const { flags } of [lyon, france, unesco]) expect(flags).toMatchObject([flag]);
    expect(maldives.flags).toEqual([]);
    expect((await read('strategist')).lyon.flags).toHaveLength(3);
  });
});

describe('an exercise that there is not', () => {
  it('is not found', async () => {
    expect((await office.as('reader').get('/api/targeting-exercises/none/coordination')).status).toBe(404);
  });
});
