import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillSearch, isHalfFilled } from '../../server/search/rebuild.ts';
import type { SearchResult } from '../../server/search/search.schema.ts';
import { testOffice, userId, type Office, type Role } from '../support/app.ts';

type Found = { items: SearchResult[]; total: number; totalIsCapped: boolean; types: { type: string; count: number; isCapped: boolean }[]; corrected: string | null };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

async function ask(q: string, role: Role = 'reader', more = ''): Promise<Found> {
  const { status, body } = await office.as(role).get<Found>(`/api/search?q=${encodeURIComponent(q)}${more}`);
  expect(status, q).toBe(200);
  return body;
}
const find = async (q: string): Promise<string[]> => (await ask(q)).items.map(({ titleFr }) => titleFr);
const marks = ({ match }: SearchResult): string[] => (match ? match.ranges.map(([from, to]) => match.text.slice(from, to)) : []);

async function add(path: string, body: unknown, role: Role = 'officer'): Promise<string> {
  const { status, body: made, text } = await office.as(role).post<{ id: string }>(path, body);
  expect(status, text).toBe(201);
  return made.id;
}

describe('finding by name', () => {
  it('finds the ministry by its full name, its acronym and its former acronym, and shows which', async () => {
    const ministry = 'Ministère des Relations internationales et de la Francophonie';
    for (const q of ['MRIF', 'M.R.I.F.', 'MRI', 'relations internationales francophonie', 'RELATIONS INTERNATIONALES ET DE LA FRANCOPHONIE', 'ministere de relation']) {
      expect(await find(q), q).toContain(ministry);
    }
    const byAcronym = (await ask('mrif')).items.find(({ titleFr }) => titleFr === ministry)!;
    expect(byAcronym.match).toMatchObject({ where: 'name', text: 'MRIF' });
    const byTitle = (await ask('francophonie')).items.find(({ titleFr }) => titleFr === ministry)!;
    expect(byTitle.match?.where).toBe('title');
    expect(marks(byTitle)).toEqual(['Francophonie']);
  });
  it('forgives typing errors and says what it understood', async () => {
    for (const q of ['bordaux', 'Bordeux', 'bordaeux', 'bordeaux', 'BORDEAUX', 'bord']) expect((await find(q))[0], q).toContain('Bordeaux');
    expect((await ask('bordaux')).corrected).toBe('Bordeaux');
    expect((await ask('bordeaux')).corrected).toBeNull();
    expect((await ask('vile de bordaux')).items[0]?.titleFr).toBe('Ville de Bordeaux');
  });
  it('is blind to accents, ligatures, apostrophes and hyphens on both sides', async () => {
    await add('/api/organizations', { kind: 'civil_society', nameFr: 'Œuvres de l’Île-aux-Grues', nameEn: null, names: [{ kind: 'former', language: null, name: 'Société Łódź–Tromsø', validFrom: null, validTo: '2010' }] });
    for (const q of ['oeuvres ile aux grues', "l'ile-aux-grues", 'ileauxgrues', 'ŒUVRES', 'oeuv', 'lodz', 'Tromso', 'tromsø', 'LÓDŹ', 'societe lodz']) {
      const found = (await ask(q)).items.find(({ titleFr }) => titleFr.startsWith('Œuvres'));
      expect(found, q).toBeDefined();
      expect(marks(found!).length, q).toBeGreaterThan(0);
    }
    expect((await ask('lodz')).items[0]?.match).toEqual({ where: 'name', text: 'Société Łódź–Tromsø', ranges: [[8, 12]] });
  });
  it('counts every type and keeps to those asked for', async () => {
    const all = await ask('unesco');
    expect(all.types.length).toBeGreaterThan(1);
    expect(all.total).toBe(all.types.reduce((sum, { count }) => sum + count, 0));
    const forums = await ask('unesco', 'reader', '&types=forum');
    expect(new Set(forums.items.map(({ type }) => type))).toEqual(new Set(['forum']));
    expect(forums.total).toBe(all.types.find(({ type }) => type === 'forum')?.count);
    expect(forums.types).toEqual(all.types);
    const few = await ask('a', 'reader', '&limit=3&countTo=3');
    expect(few.items).toHaveLength(3);
    expect(few.totalIsCapped).toBe(true);
  });
});

describe('finding in texts', () => {
  const meet = (subject: string, startsAt: string, more: object = {}): object => ({ kind: 'meeting', status: 'held', startsAt, subject, ...more });
  it('shows the sentence that matched, newest first, whatever was written first', async () => {
    const organizationIds = [await add('/api/organizations', { kind: 'municipality', nameFr: 'Commune de Zyxville' })];
    const old = await add('/api/interactions', meet('Premier contact', '2024-01-10T15:00:00.000Z', { organizationIds, summary: 'On a parlé de sylviculture urbaine et de rien d’autre.' }));
    const recent = await add('/api/interactions', meet('Deuxième contact', '2026-05-10T15:00:00.000Z', { organizationIds, summary: 'Encore la sylviculture, cette fois à l’œuvre.' }));
    const middle = await add('/api/interactions', meet('Entre les deux', '2025-05-10T15:00:00.000Z', { organizationIds, summary: 'Sylviculture.' }));
    const found = (await ask('sylviculture')).items.filter(({ type }) => type === 'interaction');
    expect(found.map(({ id }) => id)).toEqual([recent, middle, old]);
    expect(found[2]!.match).toMatchObject({ where: 'text', text: 'On a parlé de sylviculture urbaine et de rien d’autre.' });
    expect(marks(found[2]!)).toEqual(['sylviculture']);
    expect((await ask('zyxvile')).items.map(({ id }) => id)).toContain(recent);
    expect((await ask('oeuvre sylvi')).items[0]?.id).toBe(recent);
  });
  it('keeps to what the person may see, and to what they made', async () => {
    const organizationIds = [await add('/api/organizations', { kind: 'municipality', nameFr: 'Commune du Secret' })];
    const secret = await add('/api/interactions', meet('Quetzalcoatlus', '2026-02-02T15:00:00.000Z', { organizationIds, sensitivity: 'confidential' }), 'strategist');
    const own = await add('/api/interactions', meet('Quetzalcoatlus encore', '2026-02-03T15:00:00.000Z', { organizationIds, sensitivity: 'restricted' }), 'officer');
    await office.db.write(async (tx) => {
      await tx.interaction.update({ where: { id: own }, data: { sensitivity: 'confidential' } });
      await tx.$executeRaw`UPDATE search_entry SET "sensitivity" = 'confidential' WHERE "recordId" = ${own}`;
    });
    const ids = async (role: Role) => (await ask('quetzalcoatlus', role)).items.map(({ id }) => id);
    expect(await ids('reader')).toEqual([]);
    expect((await ask('quetzalcoatlus', 'reader')).total).toBe(0);
    expect(await ids('officer')).toEqual([own]);
    expect((await ids('strategist')).sort()).toEqual([secret, own].sort());
    expect(userId('officer')).not.toBe(userId('strategist'));
  });
  it('gives lists the same records', async () => {
    const { body } = await office.as('strategist').get<{ items: { id: string }[]; total: number }>('/api/interactions?q=sylviculture');
    expect(body.total).toBe(3);
    expect((await office.as('reader').get<{ total: number }>('/api/organizations?q=oeuvres')).body.total).toBe(1);
  });
});

describe('whatever is typed', () => {
  it('has an answer', async () => {
    const odd = ['"', '*', '(', ')', ':', '^', 'a AND', 'a OR b', 'NOT', 'NEAR(', 'NEAR(a b, 3)', '-', '{x}', 'names:a', '+', '\u0000', 'a\u0000b', '🦫', '👩‍👩‍👧 Lyon', 'مدينة', '\u202eבורדו', '東京', 'x'.repeat(10_000), 'é'.repeat(9_000),
      'mot '.repeat(2_500), "'; DROP TABLE User; --", '" OR 1=1 --', '%_%', '   ', '½', 'ﬁlm', 'İstanbul', '\ud800', 'ab\udfffcd', '--', '/*'];
    for (const q of odd) await ask(q.toWellFormed());
    for (const raw of ['%ED%A0%80', '%FF', '%', '%00', '']) {
      expect((await office.as('reader').get(`/api/search?q=${raw}`)).status, raw).toBeLessThan(500);
    }
    expect((await office.as('reader').get(`/api/search?q=${'x'.repeat(10_001)}`)).status).toBe(400);
    expect((await office.as('reader').get('/api/search?q=a&types=city')).status).toBe(400);
  });
  it('has an answer for any text, in search and in lists, with marks inside their text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[a-z"*():^ -]{1,20}$/)), async (q) => {
        const { items } = await ask(q.toWellFormed());
        for (const { match } of items) {
          let end = 0;
          for (const [from, to] of match?.ranges ?? []) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(match!.text.length);
            end = to;
          }
        }
        expect((await office.as('reader').get(`/api/contacts?q=${encodeURIComponent(q.toWellFormed())}`)).status).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the index', () => {
  const dump = () =>
    office.db.reader.$queryRaw<Record<string, unknown>[]>`
      SELECT e."type", e."recordId", e."titleFr", e."detailFr", e."sensitivity", e."createdById", s."names", s."body" FROM search_entry e JOIN search_source s ON s."rowid" = e."rowid" ORDER BY 1, 2`;
  it('is the same built again as kept up, in large parts or in small', async () => {
    const kept = await dump();
    const { count, complete } = await fillSearch(office.db);
    expect([count, complete]).toEqual([kept.length, true]);
    expect(await dump()).toEqual(kept);
    await fillSearch(office.db, { types: ['organization', 'interaction'], slice: 1 });
    expect(await dump()).toEqual(kept);
    expect((await ask('sylviculture')).total).toBe(3);
  });
  it('can be stopped at any part and goes on from there; meanwhile it answers', async () => {
    const stop = new AbortController();
    const { complete } = await fillSearch(office.db, { slice: 1, signal: stop.signal, onProgress: ({ type }) => type === 'place' && stop.abort() });
    expect(complete).toBe(false);
    expect(await isHalfFilled(office.db)).toBe(true);
    expect((await find('bordeaux'))[0]).toContain('Bordeaux');
    const types: string[] = [];
    expect((await fillSearch(office.db, { resume: true, onProgress: ({ type }) => types.push(type) })).complete).toBe(true);
    expect(types).not.toContain('organization');
    expect(types).toContain('place');
    expect(await isHalfFilled(office.db)).toBe(false);
  });
  it('loses what is archived and finds it again when it comes back', async () => {
    const id = await add('/api/organizations', { kind: 'civil_society', nameFr: 'Xylophages anonymes' });
    expect(await find('xylophages')).toHaveLength(1);
    await office.as('officer').patch(`/api/organizations/${id}`, 1, { archived: true });
    expect(await find('xylophages')).toHaveLength(0);
    await office.as('officer').patch(`/api/organizations/${id}`, 2, { archived: false });
    expect(await find('xylofages')).toHaveLength(1);
    await office.db.write(async (tx) => {
      await tx.organization.update({ where: { id }, data: { archivedAt: new Date() } });
    });
    await fillSearch(office.db, { types: ['organization'] });
    expect(await find('xylophages')).toHaveLength(0);
  });
});
