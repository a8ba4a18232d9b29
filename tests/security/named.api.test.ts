import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../server/documents/zip.ts';
import { isAtLeast } from '../../server/http/context.ts';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { fillSearch } from '../../server/search/rebuild.ts';
import { addressOf, lines, seed, type Line, type Seeds } from '../http/surface.ts';
import { tokenOf, type Office, type Role } from '../support/app.ts';
import { make, mark, officeThatNames, partner, type Named } from './named.ts';

let office: Office;
let named: Named;
let seeds: Seeds;
beforeAll(async () => {
  ({ office, named } = await officeThatNames());
  seeds = await seed(office);
}, 120_000);
afterAll(() => office.close());

const histories: Record<string, string> = { '/api/interactions': 'interaction', '/api/followups': 'followup', '/api/missions': 'mission', '/api/forums': 'forum', '/api/agreements': 'agreement', '/api/notes': 'note', '/api/organizations': 'organization', '/api/measures': 'measure' };

/** The beginning of the mark: what was asked for may be said again. */
const asked = mark.slice(0, -2);
/** The addresses of a line: with every record that names the person, with every filter that could bring them up. */
function addresses({ path, endpoint }: Line): string[] {
  if (path === '/api/search') return [asked, 'quetzalmarqoe', 'quetzalmarqoe rencontre', 'ada', 'rencontre', 'rappeler', 'ouverte'].map((q) => `${path}?q=${encodeURIComponent(q)}&limit=50`);
  if (path === '/api/timeline') return [`${path}?organization=${partner}`, `${path}?commitment=vdq.learns.watch`];
  if (path === '/api/filters') return [`${path}?collection=interactions&query=${encodeURIComponent(`contact=${named.person}`)}`];
  if (path === '/api/history/:type/:id') return Object.entries(histories).flatMap(([of, type]) => (named.ids[of] ?? []).map((id) => `/api/history/${type}/${id}`));
  const ids = path.includes(':id') ? named.ids[path.split('/:')[0] ?? ''] : undefined;
  if (ids) return ids.map((id) => path.replace(':id', id));
  const address = addressOf(path, seeds);
  const names = Object.keys((endpoint.query as { properties?: object } | undefined)?.properties ?? {});
  const filters = Object.entries({ limit: '200', q: asked, organization: partner, contact: named.person, concerns: 'me' }).filter(([name]) => names.includes(name));
  return [address, ...filters.map(([name, value]) => `${address}${address.includes('?') ? '&' : '?'}${name}=${value}`)];
}

/** Everything that an answer says, the parts of a zipped file included. */
function wordsOf(body: Buffer): string {
  const isZip = body.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  return (isZip ? [...readZip(body).values()].map((part) => part.toString('utf8')).join('\n') : body.toString('utf8')).toLowerCase();
}

async function read(role: Role, url: string): Promise<{ status: number; words: string }> {
  const answer = await office.app.inject({ url, headers: { authorization: `Bearer ${tokenOf(role)}`, 'accept-language': 'fr' } });
  return { status: answer.statusCode, words: wordsOf(answer.rawPayload) };
}

/** What stands around the mark, or nothing. */
const around = (words: string): string => {
  const at = words.indexOf(mark);
  return at < 0 ? '' : words.slice(Math.max(0, at - 120), at + 40);
};

const gets = lines.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/health'));
/** Lines that answer nothing here: a person who may not be seen, what comes later or to others, what there is none of. */
const silent = /^\/api\/(contacts\/:id|export-jobs\/:id|targeting-exercises\/:id\/(replay|moved)|calendar\/|users\/:id|tokens\/:id|views\/:id|document-templates\/:id)/;

describe.each<Role>(['reader', 'officer'])('a confidential person whom open records name, to a %s', (role) => {
  it.each(gets.filter(({ endpoint }) => endpoint.allow === 'anyone' || isAtLeast(role, endpoint.allow)).map((line) => [line.path, line] as const))(
    'is not told by GET %s',
    async (path, line) => {
      const answers = [];
      for (const url of addresses(line)) {
        const { status, words } = await read(role, url);
        answers.push(status);
        expect.soft(status, url).toBeLessThan(500);
        expect.soft(around(words), url).toBe('');
      }
      if (!silent.test(path)) expect(answers).toContain(200);
    },
    60_000,
  );

  it('is not told by the calendar of their own, nor by a search that finds what they took part in', async () => {
    const { body } = await office.as(role).post<{ path: string }>('/api/calendar-feeds');
    expect(around((await read(role, body.path)).words)).toBe('');
    const found = await office.as(role).get<{ total?: number; items: unknown[] }>(`/api/interactions?q=${asked}`);
    expect(found.body.items).toEqual([]);
  });

  it('is not told by the answers to what they write', async () => {
    if (role === 'reader') return;
    const [id = ''] = named.ids['/api/interactions'] ?? [];
    const stale = await office.as(role).patch(`/api/interactions/${id}`, 99, { location: 'Ici' });
    expect(stale.status).toBe(412);
    expect(around(stale.text.toLowerCase())).toBe('');
    const { body } = await office.as(role).get<Interaction>(`/api/interactions/${id}`);
    const written = await office.as(role).patch(`/api/interactions/${id}`, body.version, { location: `Là ${role}` });
    expect(written.status, written.text).toBe(200);
    expect(around(written.text.toLowerCase())).toBe('');
    for (const path of ['/api/missions', '/api/forums', '/api/agreements', '/api/followups']) {
      const [at] = named.ids[path] ?? [];
      const { text } = await office.as(role).patch(`${path}/${at}`, 99, { archived: false });
      expect.soft(around(text.toLowerCase()), path).toBe('');
    }
  });

  it('is in no note that they make', async () => {
    const [meeting = ''] = named.ids['/api/interactions'] ?? [];
    const [mission = ''] = named.ids['/api/missions'] ?? [];
    const orders = [['meeting', 'interaction', meeting], ['mission-book', 'mission', mission], ['mission-report', 'mission', mission], ['programme', 'mission', mission], ['partner-sheet', 'organization', partner], ['information', 'organization', partner], ['decision', 'interaction', meeting]];
    for (const [kind, type, id] of orders) {
      for (const audience of ['public', 'internal', 'restricted']) {
        const { status, text } = await office.as(role).post('/api/notes/preview?format=json', { kind, subjects: [{ type, id }], language: 'both', audience });
        expect.soft([200, 403, 422], `${kind}: ${text}`).toContain(status);
        expect.soft(around(text.toLowerCase()), `${kind} ${audience}`).toBe('');
      }
    }
  });
});

it('is told to whoever may see the person: in records, lists, exports, search and history', async () => {
  const [held = '', planned = '', alone = ''] = named.ids['/api/interactions'] ?? [];
  const one = (path: string): string => `${path}/${named.ids[path]?.[0]}`;
  const urls = [held, planned, alone].map((id) => `/api/interactions/${id}`);
  urls.push(one('/api/missions'), one('/api/forums'), one('/api/agreements'), one('/api/followups'), '/api/interactions', '/api/interactions.csv', '/api/interactions.xlsx', '/api/followups', `/api/search?q=${mark}`);
  urls.push(`/api/history/interaction/${held}`, one('/api/missions').replace('missions', 'history/mission'));
  for (const url of urls) expect.soft((await read('strategist', url)).words, url).toContain(mark);
  const { body } = await office.as('strategist').get<Interaction>(`/api/interactions/${held}`);
  expect(body.participants.find(({ contactId }) => contactId === named.person)).toMatchObject({ name: `Ada ${mark}`, email: `${mark}@exemple.org`, isHidden: false });
});

describe('a record changed by somebody who is not shown all of its people', () => {
  /** What a table holds of the person, without the numbers of its rows. */
  const stored = async () => ({
    participants: (await office.db.reader.participant.findMany({ where: { contactId: named.person }, orderBy: { interactionId: 'asc' } })).map(({ position: _at, ...one }) => one),
    delegates: (await office.db.reader.missionDelegate.findMany({ where: { contactId: named.person } })).map(({ id: _id, ...one }) => one),
    mandates: (await office.db.reader.mandate.findMany({ where: { contactId: named.person } })).map(({ id: _id, ...one }) => one),
    parties: (await office.db.reader.agreementParty.findMany({ where: { signatoryId: named.person } })).map(({ id: _id, ...one }) => one),
  });

  it('keeps what it says of them, whatever is sent in its place', async () => {
    const before = await stored();
    const officer = office.as('officer');
    for (const id of named.ids['/api/interactions'] ?? []) {
      const { body } = await officer.get<Interaction>(`/api/interactions/${id}`);
      const hidden = body.participants.find(({ contactId }) => contactId === named.person);
      expect(hidden).toMatchObject({ name: null, titleFr: null, titleEn: null, email: null, organization: null, isHidden: true });
      const participants = body.participants.map(({ id: own, side, contactId, userId, name, titleFr, titleEn, isLead }) => ({ id: own, side, contactId, userId, name, titleFr, titleEn, organizationId: null, isLead }));
      const answer = await officer.patch<Interaction>(`/api/interactions/${id}`, body.version, { participants: [...participants, { side: 'third', name: 'Ajoutée' }] });
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body.participants.filter(({ isHidden }) => isHidden)).toHaveLength(1);
    }
    for (const [path, list] of [['/api/missions', 'delegates'], ['/api/forums', 'mandates'], ['/api/agreements', 'parties']] as const) {
      const [id] = named.ids[path] ?? [];
      const { body } = await officer.get<{ version: number } & Record<string, unknown>>(`${path}/${id}`);
      const sent = (body[list] as Record<string, unknown>[]).map(({ contact: _c, user: _u, signatory: _s, organization: _o, ...line }) => line);
      const answer = await officer.patch(`${path}/${id}`, body.version, { [list]: sent });
      expect(answer.status, answer.text).toBe(200);
      expect(around(answer.text.toLowerCase())).toBe('');
    }
    expect(await stored()).toEqual(before);
  });

  it('has a history that is whole for whoever may see them', async () => {
    const { id, version, participants } = await make<Interaction>(office, '/api/interactions', { startsAt: '2026-11-19T15:00:00Z', subject: 'Retrait', organizationIds: [partner], participants: [{ side: 'theirs', contactId: named.person }] });
    expect(participants).toHaveLength(1);
    const removed = await office.as('officer').patch(`/api/interactions/${id}`, version, { participants: [] });
    expect(removed.status, removed.text).toBe(200);
    const said = async (role: Role) => JSON.stringify((await office.as(role).get<{ items: { changes: object }[] }>(`/api/history/interaction/${id}`)).body.items[0]?.changes);
    expect(await said('strategist')).toContain(mark);
    expect(await said('officer')).not.toContain(mark);
  });
});

describe('the level of a person that changes', () => {
  const findable = async (role: Role, word: string): Promise<string[]> =>
    (await office.as(role).get<{ items: { subject: string }[] }>(`/api/interactions?q=${word}`)).body.items.map(({ subject }) => subject);
  const promised = async (role: Role, word: string): Promise<number> => (await office.as(role).get<{ total: number }>(`/api/followups?q=${word}`)).body.total;
  const level = async (id: string, sensitivity: string): Promise<void> => {
    const { body } = await office.as('strategist').get<{ version: number }>(`/api/contacts/${id}`);
    expect((await office.as('strategist').patch(`/api/contacts/${id}`, body.version, { sensitivity })).status).toBe(200);
  };

  it('is followed by the names that records tell and by what search finds, both ways; who wrote the person down still sees them', async () => {
    const { id } = await make(office, '/api/contacts', { familyName: 'Wapitivoire' }, 'officer');
    const { id: meeting } = await make<Interaction>(office, '/api/interactions', { startsAt: '2026-11-18T15:00:00Z', subject: 'Suivie', participants: [{ side: 'theirs', contactId: id }] });
    await make(office, '/api/interactions', { startsAt: '2026-11-17T15:00:00Z', subject: 'Confidentielle', sensitivity: 'confidential', participants: [{ side: 'theirs', contactId: id }] });
    await make(office, '/api/followups', { text: 'Lui écrire', contactId: id });
    expect(await findable('reader', 'wapitivoire')).toEqual(['Suivie']);
    expect(await promised('reader', 'wapitivoire')).toBe(1);
    await level(id, 'confidential');
    expect(await findable('reader', 'wapitivoire')).toEqual([]);
    expect(await promised('reader', 'wapitivoire')).toBe(0);
    // Found by name only where whoever reads the interaction may know the person.
    expect(await findable('strategist', 'wapitivoire')).toEqual(['Confidentielle']);
    const nameFor = async (role: Role) => (await office.as(role).get<Interaction>(`/api/interactions/${meeting}`)).body.participants[0]?.name;
    expect(await Promise.all((['reader', 'officer', 'strategist'] as const).map(nameFor))).toEqual([null, 'Wapitivoire', 'Wapitivoire']);
    await level(id, 'internal');
    expect(await findable('reader', 'wapitivoire')).toEqual(['Suivie']);
    expect(await promised('reader', 'wapitivoire')).toBe(1);
  });

  it('is followed in parts where they took part in very many', async () => {
    const { id } = await make(office, '/api/contacts', { familyName: 'Ornithosaure' });
    const many = 450;
    const startsAt = new Date('2026-10-01T15:00:00Z');
    await office.db.write(async (tx) => {
      await tx.interaction.createMany({ data: Array.from({ length: many }, (_, n) => ({ id: `many.${n}`, startsAt, subject: `Échange ${n}` })) });
      await tx.participant.createMany({ data: Array.from({ length: many }, (_, n) => ({ interactionId: `many.${n}`, side: 'theirs', contactId: id, name: 'Ornithosaure' })) });
    });
    await fillSearch(office.db, { types: ['interaction'] });
    const count = async (): Promise<number> => (await office.as('reader').get<{ total: number }>('/api/interactions?q=ornithosaure&limit=1')).body.total;
    expect(await count()).toBe(many);
    await level(id, 'restricted');
    // A first part is done before the answer, the rest behind it.
    expect(await count()).toBeLessThanOrEqual(many - 100);
    await expect.poll(count, { timeout: 30_000 }).toBe(0);
  });
});
