import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesBetween } from '../../server/history/audit.ts';
import type { AuditEvent } from '../../server/history/history.schema.ts';
import { addressOf, changeOf, lines, newRecords, seed, type Seeds } from '../http/surface.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type Page = { items: AuditEvent[]; total: number; nextCursor: string | null };
type Record_ = { id: string; version: number };

let office: Office;
let seeds: Seeds;
beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
});
afterAll(() => office.close());

const admin = () => office.as('administrator');
const audit = async (query = ''): Promise<Page> => (await admin().get<Page>(`/api/audit?${query}`)).body;

describe('every change leaves an event', () => {
  it.each(Object.keys(newRecords))('%s', async (key) => {
    const [, path = ''] = key.split(' ');
    const { total } = await audit();
    const { status, text } = await admin().post(addressOf(path, seeds), await newRecords[key]?.('trace', office));
    expect(status, text).toBe(201);
    const after = await audit('limit=5');
    expect(after.total).toBeGreaterThan(total);
    expect(after.items[0]).toMatchObject({ at: today.toISOString() });
    expect(after.items.some(({ user }) => user?.id === 'user.administrator')).toBe(true);
  });

  it.each(lines.filter(({ method }) => method === 'PATCH').map(({ key, path }) => [key, path] as const))('%s', async (key, path) => {
    const url = addressOf(path, seeds);
    const { body: refused } = await admin().patch<{ current: Record_ }>(url, 999, changeOf(key));
    const { total } = await audit();
    const { status, text } = await admin().patch(url, refused.current.version, changeOf(key));
    expect(status, text).toBe(200);
    expect((await audit()).total).toBeGreaterThan(total);
  });
});

describe('an event', () => {
  it('says who changed what, from what to what, and when', async () => {
    const { body } = await office.as('officer').post<Record_>('/api/organizations', { kind: 'business', nameFr: 'Avant' });
    office.at(new Date(today.getTime() + 60_000));
    await office.as('strategist').patch(`/api/organizations/${body.id}`, 1, { nameFr: 'Après', tier: 'B' });
    office.at(today);
    const { items } = (await office.as('reader').get<Page>(`/api/history/organization/${body.id}`)).body;
    expect(items.map(({ action, user }) => [action, user?.id])).toEqual([['update', 'user.strategist'], ['create', 'user.officer']]);
    expect(items[0]?.changes).toEqual({ nameFr: ['Avant', 'Après'], tier: [null, 'B'] });
    expect(items[0]?.words.nameFr?.label).toBe('Nom en français');
    expect(items[1]?.words.kind).toEqual({ label: 'Genre', values: { business: 'Entreprise' } });
    expect(items[0]?.recordLabel).toBe('Après');
    expect(items[1]?.changes).toMatchObject({ kind: [null, 'business'] });
  });

  it('is not left by a change that was refused', async () => {
    const { total } = await audit();
    await admin().post('/api/organizations', { kind: 'business' });
    await admin().patch(`/api/organizations/${seeds['/api/organizations']}`, 999, { tier: 'A' });
    expect((await audit()).total).toBe(total);
  });

  it('is found by person, action, record and day', async () => {
    const id = seeds['/api/organizations'] ?? '';
    expect((await audit(`record=${id}`)).items.every(({ recordId }) => recordId === id)).toBe(true);
    expect((await audit('user=user.officer')).items.every(({ user }) => user?.id === 'user.officer')).toBe(true);
    expect((await audit('recordType=note-text')).items).toEqual([]);
    expect((await audit('action=create&recordType=contact')).items.every((event) => event.action === 'create' && event.recordType === 'contact')).toBe(true);
    const whole = (await audit()).total;
    expect((await audit('from=2026-11-21&to=2026-11-21')).total).toBe(whole);
    expect((await audit('from=2026-11-22')).total + (await audit('to=2026-11-20')).total).toBe(0);
  });

  it('is read of people, tokens and views by administrators only', async () => {
    for (const type of ['user', 'token', 'view']) {
      expect((await office.as('strategist').get(`/api/history/${type}/user.reader`)).status).toBe(404);
      expect((await admin().get(`/api/history/${type}/user.reader`)).status).toBe(200);
    }
  });
});

describe('what changed between two states', () => {
  it('is every field that differs, absent being null, and nothing of the bookkeeping', () => {
    expect(changesBetween({ a: 1, b: [1], c: null, version: 1, updatedAt: 'x' }, { a: 2, b: [1], d: 'new', version: 2, updatedAt: 'y' })).toEqual({
      a: [1, 2],
      d: [null, 'new'],
    });
    expect(changesBetween(null, null)).toEqual({});
  });
});
