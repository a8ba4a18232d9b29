import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differingContactTally, rebuildContactTally } from '../../server/contacts/contact-tally.tables.ts';
import { differingKnownBy, ensureKnownBy, rebuildKnownBy, rebuildKnownByInParts } from '../../server/contacts/known-by.tables.ts';
import { sql } from '../../server/http/listing.ts';
import type { Contact, ContactItem } from '../../server/contacts/contact.schema.ts';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { testOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof testOffice>>;
type Page = { items: ContactItem[]; total: number };
let office: Office;
let people: Contact[];
let partner: string;
const ours = ['reader', 'officer', 'strategist'] as const;
let userIds: Record<(typeof ours)[number], string>;

beforeAll(async () => {
  office = await testOffice();
  partner = (await office.as('officer').post<{ id: string }>('/api/organizations', { nameFr: 'Ville de Łódź', kind: 'municipality' })).body.id;
  people = [];
  for (const [n, familyName] of ['Łaskawy', 'Đặng', 'Œuvrard', 'Ångström'].entries()) {
    people.push((await office.as('officer').post<Contact>('/api/contacts', { familyName, languages: n % 2 === 0 ? ['fr', 'pl'] : ['fr'] })).body);
  }
  const ids = await Promise.all(ours.map(async (role) => (await office.as(role).get<{ id: string }>('/api/session')).body.id));
  userIds = Object.fromEntries(ours.map((role, n) => [role, ids[n]])) as typeof userIds;
});
afterAll(() => office.close());

/** What the derived tables hold now, and what they hold when they are made anew from the records. */
async function keptAndMade() {
  const read = () => [office.db.rows.all(sql`SELECT * FROM known_by ORDER BY 1, 2, 3, 4`), office.db.rows.all(sql`SELECT * FROM contact_tally ORDER BY 1, 2, 3, 4, 5, 6`)];
  const kept = read();
  await office.db.write(async (tx) => {
    await rebuildKnownBy(tx);
    await rebuildContactTally(tx);
  });
  return { kept, made: read() };
}
const log = async (body: object): Promise<Interaction> => {
  const answer = await office.as('strategist').post<Interaction>('/api/interactions', { startsAt: '2026-03-10T15:00:00.000Z', subject: 'Rencontre', organizationIds: [partner], ...body });
  expect(answer.status).toBe(201);
  return answer.body;
};
const withThem = (them: Contact[], us: readonly (typeof ours)[number][]) => ({
  participants: [...them.map(({ id }) => ({ side: 'theirs', contactId: id })), ...us.map((role) => ({ side: 'ours', userId: userIds[role] }))],
});
const knownBy = async (role: (typeof ours)[number], contact: Contact): Promise<string[]> =>
  ((await office.as(role).get<Page>('/api/contacts?limit=200')).body.items.find(({ id }) => id === contact.id)?.knownBy ?? []).map(({ id }) => id).sort();

describe('who knows whom', () => {
  it('is, after any write, what the records say', async () => {
    const status = fc.constantFrom('held', 'held', 'planned', 'cancelled');
    const sensitivity = fc.constantFrom('public', 'internal', 'restricted', 'confidential');
    const some = { them: fc.subarray([0, 1, 2, 3]), us: fc.subarray([...ours]), status, sensitivity };
    const change = fc.record({ ...some, on: fc.nat(5), archived: fc.boolean(), keeps: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record(some), { minLength: 1, maxLength: 4 }), fc.array(change, { maxLength: 5 }), async (made, changes) => {
        const interactions: Interaction[] = [];
        for (const { them, us, ...rest } of made) interactions.push(await log({ ...rest, ...withThem(them.map((n) => people[n]!), us) }));
        for (const { on, them, us, archived, keeps, ...rest } of changes) {
          const { id } = interactions[on % interactions.length]!;
          const { version } = (await office.as('strategist').get<Interaction>(`/api/interactions/${id}`)).body;
          const answer = await office.as('strategist').patch<Interaction>(`/api/interactions/${id}`, version, { ...rest, archived, ...(keeps ? {} : withThem(them.map((n) => people[n]!), us)) });
          expect(answer.status).toBe(200);
        }
        const { kept, made: anew } = await keptAndMade();
        expect(kept).toEqual(anew);
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(office.db.rows.all(sql`SELECT 1 FROM known_by WHERE "level" <> '' LIMIT 1`)).toHaveLength(1);
  });

  it('follows what is written past the API: rows deleted, moved, said and unsaid', async () => {
    const { id } = await log(withThem(people.slice(0, 2), ['officer', 'reader']));
    const other = await log(withThem([people[2]!], ['strategist']));
    await office.db.write(async (tx) => {
      await tx.acquaintance.create({ data: { contactId: people[3]!.id, userId: userIds.reader } });
      await tx.acquaintance.update({ where: { contactId_userId: { contactId: people[3]!.id, userId: userIds.reader } }, data: { userId: userIds.officer } });
      await tx.participant.updateMany({ where: { interactionId: id, userId: userIds.reader }, data: { interactionId: other.id } });
      await tx.participant.updateMany({ where: { interactionId: id, contactId: people[1]!.id }, data: { contactId: people[3]!.id } });
      await tx.participant.deleteMany({ where: { interactionId: id, contactId: people[0]!.id } });
      // Somebody of both sides at once, as no form writes it.
      await tx.participant.create({ data: { interactionId: id, side: 'third', name: 'Les deux', contactId: people[0]!.id, userId: userIds.strategist } });
    });
    const first = await keptAndMade();
    expect(first.kept).toEqual(first.made);
    await office.db.write(async (tx) => {
      await tx.participant.updateMany({ where: { interactionId: id, name: 'Les deux' }, data: { contactId: people[1]!.id, userId: userIds.reader } });
      await tx.interaction.delete({ where: { id: other.id } });
      await tx.acquaintance.deleteMany({});
      await tx.contact.update({ where: { id: people[3]!.id }, data: { languages: { deleteMany: {} }, isPending: true } });
      await tx.contactLanguage.updateMany({ where: { language: 'pl' }, data: { language: 'cs' } });
    });
    const second = await keptAndMade();
    expect(second.kept).toEqual(second.made);
    await office.db.write((tx) => tx.participant.deleteMany({ where: { name: 'Les deux' } }));
    const third = await keptAndMade();
    expect(third.kept).toEqual(third.made);
  });

  it('is made when it is not there, as in an office of an earlier release', async () => {
    const before = office.db.rows.all(sql`SELECT * FROM known_by ORDER BY 1, 2, 3, 4`);
    await office.db.write(async (tx) => void (await tx.$executeRaw`DROP TRIGGER known_by_named`));
    await office.db.write(async (tx) => void (await tx.$executeRaw`DELETE FROM known_by`));
    await ensureKnownBy(office.db);
    expect(office.db.rows.all(sql`SELECT * FROM known_by ORDER BY 1, 2, 3, 4`)).toEqual(before);
    expect(office.db.rows.all(sql`SELECT 1 FROM sqlite_master WHERE "name" = 'known_by_named'`)).toHaveLength(1);
  });

  it('is told from what is wrong, and made anew part by part beside the server', async () => {
    const all = sql`SELECT "id" FROM "Contact"`;
    const wrong = () => [office.db.rows.all<{ n: number }>(differingKnownBy(all))[0]?.n, office.db.rows.all<{ n: number }>(sql([differingContactTally]))[0]?.n];
    const before = office.db.rows.all(sql`SELECT * FROM known_by ORDER BY 1, 2, 3, 4`);
    expect(wrong()).toEqual([0, 0]);
    await office.db.write(async (tx) => {
      await tx.$executeRaw`UPDATE known_by SET "n" = "n" + 1 WHERE "contactId" = (SELECT min("contactId") FROM known_by)`;
      await tx.$executeRaw`INSERT INTO known_by VALUES ('~ nobody', 'nobody', 'internal', '', 1)`;
      await tx.$executeRaw`DELETE FROM contact_tally WHERE "member" = 'fr'`;
    });
    expect(wrong().every((n) => Number(n) > 0)).toBe(true);
    expect(await rebuildKnownByInParts(office.db, 0)).toBe(Number(office.db.rows.all<{ n: number }>(sql`SELECT count(*) AS n FROM "Contact"`)[0]?.n));
    await office.db.write(rebuildContactTally);
    expect(wrong()).toEqual([0, 0]);
    expect(office.db.rows.all(sql`SELECT * FROM known_by ORDER BY 1, 2, 3, 4`)).toEqual(before);
  });

  it('says nothing of an interaction above the level of who asks, but to who wrote it', async () => {
    const { body: alone } = await office.as('officer').post<Contact>('/api/contacts', { familyName: 'Nikt', languages: ['pl'] });
    const held = { startsAt: '2026-03-11T15:00:00.000Z', subject: 'Entretien', ...withThem([alone], ['officer']) };
    await office.as('officer').post('/api/interactions', { ...held, sensitivity: 'restricted' });
    expect(await knownBy('reader', alone)).toEqual([]);
    expect(await knownBy('officer', alone)).toEqual([userIds.officer]);
    await log({ ...withThem([alone], ['strategist']), sensitivity: 'confidential' });
    expect(await knownBy('officer', alone)).toEqual([userIds.officer]);
    expect(await knownBy('strategist', alone)).toEqual([userIds.officer, userIds.strategist].sort());
    const nobody = async (role: (typeof ours)[number]) => (await office.as(role).get<Page>('/api/contacts?knownBy=none&q=Nikt')).body.total;
    expect([await nobody('reader'), await nobody('officer')]).toEqual([1, 0]);
    // Their role was higher when they wrote it: it stays theirs to see.
    await office.db.write((tx) => tx.interaction.updateMany({ where: { subject: 'Entretien' }, data: { sensitivity: 'confidential' } }));
    expect(await knownBy('officer', alone)).toEqual([userIds.officer]);
  });
});

describe('the number of people', () => {
  const total = async (role: (typeof ours)[number], query: string) => {
    const { total, items } = (await office.as(role).get<Page>(`/api/contacts?limit=200&${query}`)).body;
    expect(items).toHaveLength(total);
    return total;
  };

  it('is that of the pages, whatever the counters answer of the question', async () => {
    await office.as('strategist').post('/api/contacts', { familyName: 'Tajna', languages: ['pl', 'fr'], sensitivity: 'confidential' });
    const [secret] = (await office.as('strategist').get<Page>('/api/contacts?q=Tajna')).body.items;
    for (const query of ['', 'language=fr', 'language=pl', 'language=fr&language=pl', 'not.language=pl', 'language=fr&pending=true', 'language=fr&not.pending=true', 'met=true', 'met=false&language=fr', 'archived=true', 'archived=true&archived=false', 'not.met=true']) {
      const [lower, higher] = [await total('reader', query), await total('strategist', query)];
      expect({ query, isMore: higher >= lower }).toEqual({ query, isMore: true });
    }
    expect(await total('strategist', 'language=pl')).toBe((await total('officer', 'language=pl')) + 1);
    const { status } = await office.as('strategist').patch(`/api/contacts/${secret!.id}`, secret!.version, { archived: true });
    expect(status).toBe(200);
    expect(await total('strategist', 'language=pl')).toBe(await total('officer', 'language=pl'));
    const { kept, made } = await keptAndMade();
    expect(kept).toEqual(made);
  });

  it('is, facet by facet, that of the list behind it, and counts who holds several positions once', async () => {
    const make = async (nameFr: string, kind: string) => (await office.as('officer').post<{ id: string }>('/api/organizations', { nameFr, kind })).body.id;
    const [city, town, museum] = [await make('Ville de Gdańsk', 'municipality'), await make('Ville de Tromsø', 'municipality'), await make('Musée des œuvres', 'cultural')];
    const past = { organizationId: museum, validTo: '2020' };
    for (const [familyName, positions] of [
      ['Une', [{ organizationId: city }]],
      ['Deux', [{ organizationId: city }, { organizationId: town }]],
      ['Trois', [{ organizationId: city }, { organizationId: town }, { organizationId: museum }]],
      ['Passée', [{ organizationId: town }, past]],
    ] as const) await office.as('officer').post('/api/contacts', { familyName, positions, languages: ['da'] });
    type Facets = Record<string, { value: string; count: number }[]>;
    const { body: facets } = await office.as('officer').get<Facets>('/api/contacts/facets?language=da');
    expect(facets['kind']).toEqual([{ value: 'cultural', count: 1 }, { value: 'municipality', count: 4 }]);
    for (const query of ['', 'language=da', `organization=${town}`, 'met=true']) {
      const { body: all } = await office.as('officer').get<Facets>(`/api/contacts/facets?${query}`);
      for (const name of ['kind', 'priority', 'knownBy', 'met', 'pending', 'language']) {
        for (const { value, count } of all[name] ?? []) {
          const filters = new URLSearchParams(query);
          filters.delete(name);
          filters.append(name, value);
          expect({ query, name, value, count: await total('officer', filters.toString()) }).toEqual({ query, name, value, count });
        }
      }
    }
  });
});
