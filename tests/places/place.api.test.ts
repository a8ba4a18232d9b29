import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place, PlaceItem } from '../../server/places/place.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page = { items: PlaceItem[]; total: number; nextCursor: string | null };
type ProblemBody = { errors?: { pointer: string; message: string }[]; current?: Place };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const bergen = { kind: 'city', nameFr: 'Bergen', nameEn: 'Bergen', parentId: 'pl.no', countryCode: 'NO', latitude: 60.39, longitude: 5.32, timeZone: 'Europe/Oslo' };

describe('places', () => {
  it('are listed by name, found without accents and filtered by what they lie in', async () => {
    const list = async (query: string) => (await office.as('reader').get<Page>(`/api/places?${query}&limit=200`)).body;
    expect((await list('kind=country&q=norvege')).items.map(({ id }) => id)).toEqual(['pl.no']);
    const nordic = await list('region=reg.nordic-arctic&kind=country');
    expect(nordic.items.map(({ id }) => id)).toContain('pl.fi');
    expect((await list('parent=pl.world')).items.every(({ parent }) => parent?.id === 'pl.world')).toBe(true);
    expect((await list('country=FR&kind=city')).items.map(({ nameFr }) => nameFr)).toContain('Bordeaux');
    const facets = await office.as('reader').get<Record<string, { value: string; count: number }[]>>('/api/places/facets?country=FR');
    expect(facets.body.kind?.find(({ value }) => value === 'country')?.count).toBe(1);
  });

  it('show their path, children, regions and what is on record under them', async () => {
    const created = await office.as('officer').post<Place>('/api/places', bergen);
    expect(created.status).toBe(201);
    await office.as('officer').post('/api/organizations', { kind: 'municipality', nameFr: 'Ville de Bergen', placeId: created.body.id });
    const { body } = await office.as('reader').get<Place>(`/api/places/${created.body.id}`);
    expect(body.path[0]?.id).toBe('pl.world');
    expect(body.path.at(-1)?.id).toBe('pl.no');
    expect(body.regions.map(({ id }) => id)).toContain('reg.nordic-arctic');
    expect(body.figures.partners).toBe(1);
    const norway = await office.as('reader').get<Place>('/api/places/pl.no');
    expect(norway.body.figures.partners).toBeGreaterThanOrEqual(1);
    expect(norway.body.children.find(({ id }) => id === created.body.id)?.figures.partners).toBe(1);
    expect(norway.body.sources.length).toBeGreaterThan(0);
  });

  it('cannot lie in themselves, need both coordinates and a real time zone', async () => {
    const inside = await office.as('officer').patch<ProblemBody>('/api/places/pl.europe', 1, { parentId: 'pl.fr' });
    expect(inside.body.errors?.[0]?.pointer).toBe('/parentId');
    const half = await office.as('officer').post<ProblemBody>('/api/places', { ...bergen, longitude: null });
    expect(half.body.errors?.[0]?.pointer).toBe('/longitude');
    const zone = await office.as('officer').post<ProblemBody>('/api/places', { ...bergen, timeZone: 'Europe/Bergen' });
    expect(zone.body.errors?.[0]?.pointer).toBe('/timeZone');
  });

  it('are changed with If-Match, archived and recorded', async () => {
    const { body: created } = await office.as('officer').post<Place>('/api/places', { ...bergen, nameFr: 'Trondheim', nameEn: 'Trondheim' });
    const url = `/api/places/${created.id}`;
    const changed = await office.as('officer').patch<Place>(url, 1, { nameFr: 'Trondhjem' });
    expect(changed.body).toMatchObject({ nameFr: 'Trondhjem', version: 2 });
    expect((await office.as('officer').patch<ProblemBody>(url, 1, { nameFr: 'x' })).body.current).toMatchObject({ version: 2 });
    await office.as('officer').patch(url, 2, { archived: true });
    expect((await office.as('reader').get<Page>('/api/places?q=trondhjem')).body.total).toBe(0);
    const actions = await office.db.reader.auditEvent.findMany({ where: { recordId: created.id }, orderBy: { id: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual(['create', 'update', 'archive']);
    expect((await office.as('reader').patch(url, 3, { nameFr: 'x' })).status).toBe(403);
  });
});
