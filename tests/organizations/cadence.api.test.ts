import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization, OrganizationItem } from '../../server/organizations/organization.schema.ts';
import type { Today } from '../../server/today/today.schema.ts';
import { testOffice, userId, type Office } from '../support/app.ts';

type Page = { items: OrganizationItem[]; total: number };
type ProblemBody = { errors?: { pointer: string }[] };
type Facets = Record<string, { value: string; count: number }[]>;

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const city = async (nameFr: string, more: object = {}) =>
  (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr, stage: 'active', ownerId: userId('officer'), ...more })).body;
const met = (id: string, startsAt: string, more: object = {}, role: 'officer' | 'strategist' = 'officer') =>
  office.as(role).post('/api/interactions', { subject: 'Rencontre', startsAt, status: 'held', organizationIds: [id], ...more });
const read = async (id: string, role: 'officer' | 'strategist' = 'officer') => (await office.as(role).get<Organization>(`/api/organizations/${id}`)).body;
const lost = async (query = '') => (await office.as('officer').get<Page>(`/api/organizations?losingTouch=true&owner=me${query}`)).body;
const today = async () => (await office.as('officer').get<Today>('/api/today')).body;

describe('the rhythms of the tiers', () => {
  it('are read by all, chosen by a strategist, on record, and decide at once who is out of touch', async () => {
    expect((await office.as('reader').get('/api/cadence')).body).toEqual({ A: 60, B: 120, C: 240, D: null });
    const one = await city('Ville de rang A', { tier: 'A' });
    await met(one.id, '2026-09-20T15:00:00.000Z');
    expect(await read(one.id)).toMatchObject({ cadence: { days: 60, from: 'tier' }, daysOutOfTouch: 2, nextContactOn: '2026-11-19' });
    expect((await office.as('officer').put('/api/cadence', { A: 90, B: 120, C: 240, D: null })).status).toBe(403);
    expect((await office.as('strategist').put('/api/cadence', { A: 90, B: 120, C: 240 })).status).toBe(400);
    expect((await office.as('strategist').put('/api/cadence', { A: 90, B: 120, C: 240, D: null })).body).toMatchObject({ A: 90 });
    expect(await read(one.id)).toMatchObject({ cadence: { days: 90, from: 'tier' }, daysOutOfTouch: null });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordType: 'setting' } });
    expect(JSON.parse(event.changes)).toEqual({ A: [60, 90] });
    await office.as('strategist').put('/api/cadence', { A: 60, B: 120, C: 240, D: null });
  });
});

describe('partners out of touch', () => {
  it('are the same on the page of the day, in the list, in its facet and record by record, to the day', async () => {
    for (const [index, days] of [59, 60, 61, 62, 119, 121, 400].entries()) {
      const tier = ['A', 'B', 'C', 'D'][index % 4];
      const one = await city(`Ville ${index}`, { tier, ...(index === 6 ? { cadenceDays: 30 } : {}) });
      await met(one.id, new Date(Date.parse('2026-11-21T15:00:00.000Z') - days * 86_400_000).toISOString());
    }
    const list = await lost('&limit=200');
    const all = (await office.as('officer').get<Page>('/api/organizations?owner=me&limit=200')).body.items;
    const said = all.filter(({ daysOutOfTouch }) => daysOutOfTouch !== null).map(({ id }) => id).sort();
    expect(list.items.map(({ id }) => id).sort()).toEqual(said);
    expect((await today()).losingTouch.map(({ id }) => id).sort()).toEqual(said);
    expect((await office.as('officer').get<Facets>('/api/organizations/facets?owner=me')).body['losingTouch']).toEqual([{ value: 'true', count: said.length }]);
    expect(said.length).toBeGreaterThan(2);
    expect((await office.as('officer').get<Page>('/api/organizations?losingTouch=false&owner=me&limit=200')).body.total).toBe(all.length - said.length);
    expect((await office.as('officer').get('/api/organizations.csv?losingTouch=true&owner=me')).text.trim().split('\r\n')).toHaveLength(said.length + 1);
  });

  it('leave the lists while they are put aside with a reason, and come back by themselves', async () => {
    const one = await city('Ville à mettre de côté', { tier: 'A' });
    await met(one.id, '2026-05-20T15:00:00.000Z');
    const stored = await read(one.id);
    const patch = (body: object, version = stored.version) => office.as('officer').patch<Organization & ProblemBody>(`/api/organizations/${one.id}`, version, body);
    expect((await patch({ snoozedUntil: '2026-12-21' })).body.errors).toMatchObject([{ pointer: '/snoozeReason' }]);
    expect((await patch({ snoozedUntil: '2028-12-21', snoozeReason: 'Longtemps' })).body.errors).toMatchObject([{ pointer: '/snoozedUntil' }]);
    const { body: aside } = await patch({ snoozedUntil: '2026-12-21', snoozeReason: 'Élections municipales' });
    expect(aside).toMatchObject({ snoozedUntil: '2026-12-21', snoozeReason: 'Élections municipales', daysOutOfTouch: null, nextContactOn: '2026-12-21' });
    expect((await lost('&limit=200')).items.map(({ id }) => id)).not.toContain(one.id);
    expect((await today()).losingTouch.map(({ id }) => id)).not.toContain(one.id);
    expect((await office.as('officer').get<Page>('/api/organizations?snoozed=true')).body.items.map(({ id }) => id)).toEqual([one.id]);

    office.at(new Date('2026-12-21T15:00:00.000Z'));
    expect((await lost('&limit=200')).items.map(({ id }) => id)).toContain(one.id);
    // What is in the past may stay when something else changes.
    const renamed = await patch({ nameEn: 'City' }, aside.version);
    expect(renamed.status).toBe(200);
    office.at(new Date('2026-11-21T15:00:00.000Z'));
    const back = await patch({ snoozedUntil: null }, renamed.body.version);
    expect(back.body).toMatchObject({ snoozedUntil: null, snoozeReason: null });
    expect(back.body.daysOutOfTouch).toBeGreaterThan(0);
  });

  it('say who among us last met them, in what the reader may see', async () => {
    const one = await city('Ville rencontrée', { tier: 'A' });
    const ours = (id: string) => ({ participants: [{ side: 'ours', userId: userId(id as 'officer') }] });
    await met(one.id, '2026-03-01T15:00:00.000Z', ours('officer'));
    await met(one.id, '2026-04-01T15:00:00.000Z', { ...ours('administrator'), sensitivity: 'confidential' }, 'strategist');
    await office.as('officer').post('/api/interactions', { subject: 'Prévue', startsAt: '2026-12-01T15:00:00.000Z', organizationIds: [one.id], ...ours('strategist') });
    expect((await read(one.id)).lastSpoken).toMatchObject({ at: '2026-03-01T15:00:00.000Z', people: [{ id: userId('officer') }] });
    expect((await read(one.id, 'strategist')).lastSpoken).toMatchObject({ at: '2026-04-01T15:00:00.000Z', people: [{ id: userId('administrator') }] });
    expect((await today()).losingTouch.find(({ id }) => id === one.id)?.lastSpoken).toMatchObject({ people: [{ id: userId('officer') }] });
  });
});
