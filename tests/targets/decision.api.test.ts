import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region, RegionItem } from '../../server/places/region.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[] };
type Page = { items: RegionItem[]; total: number };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const url = '/api/regions/reg.nordic-arctic/decisions';
const target = { decision: 'target', reason: 'Apprendre des villes d’hiver.', periodFrom: '2027', periodTo: '2029' };

describe('deciding about a region', () => {
  it('keeps every decision; the latest holds, is filtered by and is audited', async () => {
    const first = await office.as('officer').post<Region>(url, target);
    expect(first.status).toBe(201);
    expect(first.body.decision).toMatchObject({ ...target, isLapsed: false, decidedBy: { id: 'user.officer' } });
    office.at(new Date('2026-11-22T15:00:00Z'));
    const second = await office.as('strategist').post<Region>(url, { decision: 'watch', reason: 'Une mission est reportée.' });
    expect(second.body.decision).toMatchObject({ decision: 'watch', periodFrom: null });
    expect(second.body.decisions.map(({ decision }) => decision)).toEqual(['watch', 'target']);
    const filtered = async (decision: string) => (await office.as('reader').get<Page>(`/api/regions?decision=${decision}`)).body;
    expect((await filtered('watch')).items.map(({ id }) => id)).toEqual(['reg.nordic-arctic']);
    expect((await filtered('target')).total).toBe(0);
    const events = await office.db.reader.auditEvent.findMany({ where: { action: 'decide', recordId: 'reg.nordic-arctic' }, orderBy: { at: 'asc' } });
    expect(events).toHaveLength(2);
    expect(JSON.parse(events[1]?.changes ?? '{}')).toMatchObject({ decision: ['target', 'watch'] });
  });

  it('refuses a target without a reason or a period, an unknown region, and readers', async () => {
    const refused = await office.as('officer').post<ProblemBody>(url, { decision: 'target', reason: 'x' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/periodFrom', '/periodTo']);
    const silent = await office.as('officer').post<ProblemBody>(url, { ...target, reason: ' ' });
    expect(silent.status).toBe(422);
    expect(silent.body.errors?.map(({ pointer }) => pointer)).toEqual(['/reason']);
    expect((await office.as('officer').post('/api/regions/nowhere/decisions', target)).status).toBe(404);
    expect((await office.as('reader').post(url, target)).status).toBe(403);
    expect((await office.as('officer').post<ProblemBody>(url, { ...target, exerciseId: 'none' })).body.errors?.[0]?.pointer).toBe('/exerciseId');
  });

  it('filters organizations by the decision that holds for a region of theirs', async () => {
    const created = await office.as('officer').post('/api/organizations', { kind: 'municipality', nameFr: 'Ville de Bodø', placeId: 'pl.no' });
    expect(created.status).toBe(201);
    const { body } = await office.as('reader').get<{ items: { nameFr: string }[] }>('/api/organizations?target=watch&kind=municipality&limit=200');
    expect(body.items.map(({ nameFr }) => nameFr)).toContain('Ville de Bodø');
  });

  it('says that a decision has lapsed once its period is over', async () => {
    office.at(new Date('2030-01-02T15:00:00Z'));
    await office.as('officer').post<Region>('/api/regions/reg.maghreb/decisions', target);
    const { body } = await office.as('reader').get<Region>('/api/regions/reg.maghreb');
    expect(body.decision).toMatchObject({ decision: 'target', isLapsed: true });
  });
});
