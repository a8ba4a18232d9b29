import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markAllStale } from '../../server/interactions/activity.tables.ts';
import type { Region, RegionItem } from '../../server/places/region.schema.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type Page = { items: RegionItem[]; total: number };
type ProblemBody = { errors?: { pointer: string; message: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await office.db.write(async (tx) => {
    const organization = { kind: 'municipality', sortName: 'x' };
    await tx.organization.create({ data: { ...organization, id: 'o.oslo', nameFr: 'Oslo (essai)', placeId: 'pl.no' } });
    const interaction = { subject: 'Essai', organizations: { create: { organizationId: 'o.oslo' } } };
    const month = 30 * 86_400_000;
    await tx.interaction.create({
      data: { ...interaction, id: 'i.seen', startsAt: new Date(today.getTime() - month), commitments: { create: { policyNodeId: 'vdq.learns.watch' } } },
    });
    await tx.interaction.create({ data: { ...interaction, id: 'i.secret', startsAt: new Date(today.getTime() - month), sensitivity: 'confidential' } });
    await tx.interaction.create({ data: { ...interaction, id: 'i.old', startsAt: new Date(today.getTime() - 14 * month) } });
    await tx.interaction.create({ data: { ...interaction, id: 'i.planned', startsAt: new Date(today.getTime() + month), status: 'planned' } });
    // Written past the use case that counts them.
    await markAllStale(tx);
    await tx.agreement.create({
      data: { id: 'a.force', kind: 'memorandum', titleFr: 'Entente d’essai', sortName: 'e', state: 'in_force', parties: { create: { organizationId: 'o.oslo' } } },
    });
  });
});
afterAll(() => office.close());

describe('a region', () => {
  it('counts what lies in it, as far as the person may see', async () => {
    const read = async (role: 'reader' | 'strategist') => (await office.as(role).get<Region>('/api/regions/reg.nordic-arctic')).body;
    const reader = await read('reader');
    expect(reader.interactions.map(({ id }) => id)).toContain('i.seen');
    expect(reader.interactions.map(({ id }) => id)).not.toContain('i.secret');
    expect(reader.interactions.map(({ id }) => id)).not.toContain('i.old');
    expect(reader.partners.map(({ id }) => id)).toContain('o.oslo');
    expect(reader.agreements.map(({ id }) => id)).toEqual(['a.force']);
    expect((await read('strategist')).figures.heldInteractions).toBe(reader.figures.heldInteractions + 1);
    expect(reader.countryCodes).toEqual(expect.arrayContaining(['NO', 'FI', 'GL']));
  });

  it('says for each of the nine commitment areas what the office has there', async () => {
    const { body } = await office.as('reader').get<Region>('/api/regions/reg.nordic-arctic');
    expect(body.commitments).toHaveLength(9);
    expect(body.commitments[0]?.priority).toBe('shines');
    expect(body.commitments.find(({ id }) => id === 'vdq.learns.watch')?.heldInteractions).toBe(1);
    expect(body.commitments.some(({ partners, heldInteractions, agreements }) => partners + heldInteractions + agreements === 0)).toBe(true);
  });

  it('gives the list the same figures as its page', async () => {
    const list = (await office.as('reader').get<Page>('/api/regions?limit=200')).body;
    const page = (await office.as('reader').get<Region>('/api/regions/reg.nordic-arctic')).body;
    expect(list.items.find(({ id }) => id === page.id)?.figures).toEqual(page.figures);
    const filtered = await office.as('reader').get<{ total: number }>('/api/organizations?region=reg.nordic-arctic&limit=1');
    expect(filtered.body.total).toBe(page.figures.partners);
  });

  it('is made, given other members, archived and recorded by strategists', async () => {
    const created = await office.as('strategist').post<Region>('/api/regions', { nameFr: 'Baltique', nameEn: 'Baltic', placeIds: ['pl.ee', 'pl.lv'] });
    expect(created.status).toBe(201);
    expect(created.body.countryCodes).toEqual(['EE', 'LV']);
    const changed = await office.as('strategist').patch<Region>(`/api/regions/${created.body.id}`, 1, { placeIds: ['pl.ee', 'pl.lt'] });
    expect(changed.body).toMatchObject({ version: 2, countryCodes: ['EE', 'LT'] });
    const event = await office.db.reader.auditEvent.findFirstOrThrow({ where: { recordId: created.body.id, action: 'update' } });
    expect(Object.keys(JSON.parse(event.changes) as object)).toEqual(['places']);
    await office.as('strategist').patch(`/api/regions/${created.body.id}`, 2, { archived: true });
    const decide = await office.as('officer').post(`/api/regions/${created.body.id}/decisions`, { decision: 'watch', reason: 'x' });
    expect(decide.status).toBe(409);
    expect((await office.as('officer').post('/api/regions', { nameFr: 'x', nameEn: 'x' })).status).toBe(403);
    const unknown = await office.as('strategist').post<ProblemBody>('/api/regions', { nameFr: 'x', nameEn: 'x', placeIds: ['none'] });
    expect(unknown.body.errors?.[0]?.pointer).toBe('/placeIds');
  });
});
