import { afterAll, beforeAll, expect, it } from 'vitest';
import type { View } from '../../server/views/view.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

type Page = { items: View[]; total: number };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const keep = async (role: Role, name: string, scope: 'mine' | 'team'): Promise<View> => {
  const { status, body } = await office.as(role).post<View>('/api/views', { collection: 'organizations', name, query: 'tier=A&sort=-lastHeldAt', scope });
  expect(status).toBe(201);
  return body;
};
const names = async (role: Role, query = ''): Promise<string[]> =>
  (await office.as(role).get<Page>(`/api/views?limit=200&${query}`)).body.items.map(({ name }) => name);

it('keeps filters under a name, for oneself unless told otherwise', async () => {
  const { body } = await office.as('reader').post<View>('/api/views', { collection: 'organizations', name: 'Rang A', query: 'tier=A' });
  expect(body).toMatchObject({ name: 'Rang A', query: 'tier=A', scope: 'mine', isMine: true, isPinned: false, owner: { id: 'user.reader' } });
});

it('shows one’s own views and the team’s, never another’s', async () => {
  const own = await keep('officer', 'À moi', 'mine');
  const shared = await keep('officer', 'À nous', 'team');
  expect(await names('officer')).toEqual(expect.arrayContaining(['À moi', 'À nous']));
  for (const role of ['reader', 'administrator'] as const) {
    expect(await names(role)).toContain('À nous');
    expect(await names(role)).not.toContain('À moi');
    expect((await office.as(role).get(`/api/views/${own.id}`)).status).toBe(404);
    expect((await office.as(role).patch(`/api/views/${own.id}`, 1, { name: 'Prise' })).status).toBe(404);
  }
  expect((await office.as('reader').get<View>(`/api/views/${shared.id}`)).body.isMine).toBe(false);
});

it('is changed by whoever made it; the team’s also by an administrator', async () => {
  const { id } = await keep('officer', 'Partagée', 'team');
  expect((await office.as('strategist').patch(`/api/views/${id}`, 1, { name: 'Prise' })).status).toBe(403);
  const renamed = await office.as('administrator').patch<View>(`/api/views/${id}`, 1, { name: 'Rangée' });
  expect(renamed.body).toMatchObject({ name: 'Rangée', version: 2, owner: { id: 'user.officer' }, isMine: false });
  const pinned = await office.as('officer').patch<View>(`/api/views/${id}`, 2, { isPinned: true, scope: 'mine' });
  expect(pinned.body).toMatchObject({ isPinned: true, scope: 'mine', name: 'Rangée' });
  expect((await office.as('administrator').get(`/api/views/${id}`)).status).toBe(404);
});

it('is archived, not deleted, and leaves the list', async () => {
  const { id } = await keep('officer', 'Passée', 'team');
  const { body } = await office.as('officer').patch<View>(`/api/views/${id}`, 1, { archived: true });
  expect(body.archivedAt).not.toBeNull();
  expect(await names('officer')).not.toContain('Passée');
  expect((await office.as('officer').patch<View>(`/api/views/${id}`, 2, { archived: false })).body.archivedAt).toBeNull();
  expect(await names('officer')).toContain('Passée');
});

it('is filtered by collection and scope', async () => {
  await office.as('officer').post('/api/views', { collection: 'contacts', name: 'Élus', query: 'q=maire' });
  expect(await names('officer', 'collection=contacts')).toEqual(['Élus']);
  expect(await names('officer', 'scope=team')).not.toContain('Élus');
});
