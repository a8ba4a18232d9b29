import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visibleSensitivities } from '../../server/http/context.ts';
import { aboutOf } from '../../server/notes/editions.ts';
import { kinds } from '../../server/notes/kinds.ts';
import { noteFormats, type Note, type NoteOrder, type SubjectType } from '../../server/notes/note.schema.ts';
import { noteKinds, roles, sensitivities } from '../../server/vocabulary.ts';
import { testOffice, userId, type Office, type Role } from '../support/app.ts';
import { make, markOffice, marks, partner, type Level } from './marked.ts';

type Kind = (typeof noteKinds)[number];
const typesOf = (kind: Kind): readonly SubjectType[] => kinds[kind].subjects;
function firstType(kind: Kind): SubjectType {
  const [type] = typesOf(kind);
  if (!type) throw new Error(`${kind} takes no record`);
  return type;
}

let office: Office;
let subjects: Record<SubjectType | 'step', string>;
/** What the strategist kept. */
const kept: Note[] = [];
const keptFor = (kind: Kind, ...audiences: Level[]): Note[] => kept.filter((note) => note.kind === kind && (audiences.length === 0 || audiences.includes(note.audience)));

beforeAll(async () => {
  office = await testOffice();
  subjects = await markOffice(office);
}, 180_000);
afterAll(() => office.close());

/** In one language where nothing depends on it: half the work. */
const order = (kind: Kind, type: SubjectType, audience: Level): NoteOrder => ({ kind, subjects: [{ type, id: subjects[type] }], language: audience === 'internal' ? 'both' : 'fr', audience });
const above = (audience: Level): Level[] => sensitivities.slice(sensitivities.indexOf(audience) + 1);
/** Where marks stand in a text that it should not hold, each with what is around it. */
function leaks(text: string, levels: readonly Level[]): string[] {
  return levels.flatMap((level) => [...text.matchAll(new RegExp(marks[level], 'gi'))].map(({ index }) => text.slice(Math.max(0, index - 60), index + marks[level].length)));
}

describe.each(noteKinds)('%s, made by who may see everything', (kind) => {
  it.each(sensitivities)('for an audience that is %s, holds nothing above it', async (audience) => {
    for (const type of above(audience).length === 0 ? [] : typesOf(kind)) {
      const { status, text } = await office.as('strategist').post('/api/notes/preview?format=json', order(kind, type, audience));
      expect(status, text.slice(0, 300)).toBe(200);
      expect.soft(leaks(text, above(audience)), `${kind} ${type} ${audience}`).toEqual([]);
    }
    if (audience === 'internal') {
      const check = await office.as('strategist').post('/api/notes/check', order(kind, firstType(kind), audience));
      expect.soft([check.status, ...leaks(check.text, above(audience))], `check of ${kind}`).toEqual([200]);
    }
    if (isKept(kind, audience)) await keep(kind, audience);
  }, 180_000);
});

it.each(noteKinds.filter((kind) => typesOf(kind).includes('interaction')))('%s on an open exchange of a confidential mission does not name the mission', async (kind) => {
  for (const audience of ['internal', 'confidential'] as const) {
    const { status, text } = await office.as('strategist').post('/api/notes/preview?format=json', { ...order(kind, 'interaction', audience), subjects: [{ type: 'interaction', id: subjects.step }] });
    expect(status, text.slice(0, 300)).toBe(200);
    expect.soft(leaks(text, above(audience)), `${kind} ${audience}`).toEqual([]);
    if (kind === 'information') expect.soft(text.includes('Mission confidux')).toBe(audience === 'confidential');
  }
}, 60_000);

/** Every kind is kept once, and one kind for every audience: keeping makes the files, which takes its time. */
const isKept = (kind: Kind, audience: Level): boolean => kind === 'partner-sheet' || sensitivities[noteKinds.indexOf(kind) % sensitivities.length] === audience;

async function keep(kind: Kind, audience: Level): Promise<void> {
  const asked = order(kind, firstType(kind), audience);
  for (const level of sensitivities) {
    const version = keptFor(kind).length + 1;
    // A place of its own for each level: none of the note’s, hence one where something was written before.
    const row = { kind, about: aboutOf(asked), language: 'fr', audience: level, place: `Place ${level}`, text: 'Avant' };
    if (version === 1) await office.db.write((tx) => tx.noteText.create({ data: row }));
    const text = { kind, subjects: asked.subjects, language: 'fr', audience: level, place: `Place ${level}`, text: `Écrit ${marks[level]}`, version };
    const answer = await office.as('strategist').put('/api/notes/texts', text);
    if (answer.status !== 200) throw new Error(answer.text);
  }
  const { status, body, text } = await office.as('strategist').post<Note>('/api/notes', asked);
  expect(status, text.slice(0, 300)).toBe(201);
  const tree = await office.as('strategist').get(`/api/notes/${body.id}.json`);
  expect.soft(leaks(text + tree.text, above(audience)), `${kind} kept`).toEqual([]);
  // What advisors wrote for the audience and for wider ones is there: the marks do come out where they may.
  for (const level of sensitivities) expect.soft([level, tree.text.includes(`Écrit ${marks[level]}`)], `${kind} kept`).toEqual([level, !above(audience).includes(level)]);
  kept.push(body);
}

describe.each(roles)('to a %s', (role) => {
  const mine = visibleSensitivities(role);
  const theirs = sensitivities.filter((level) => !mine.includes(level));

  const limited = theirs.length > 0 ? noteKinds : [];
  it.each(limited)('%s is made for the audiences allowed, and refused for the others', async (kind) => {
    for (const audience of theirs) {
      for (const path of [...noteFormats.map((format) => `/api/notes/preview?format=${format}`), '/api/notes/check', '/api/notes']) {
        expect((await office.as(role).post(path, order(kind, firstType(kind), audience))).status, `${path} ${audience}`).toBe(403);
      }
    }
    // Prepared by the role itself, for all that it may read, the note holds nothing that it may not.
    const asked = order(kind, firstType(kind), mine.at(-1) ?? 'public');
    const { status, text } = await office.as(role).post('/api/notes/preview?format=json', asked);
    expect(status, text.slice(0, 300)).toBe(200);
    expect.soft(leaks(text, theirs), kind).toEqual([]);
    if (role !== 'reader') return;
    const check = await office.as(role).post('/api/notes/check', asked);
    expect.soft([check.status, ...leaks(check.text, theirs)], `check of ${kind}`).toEqual([200]);
  }, 180_000);

  it('lists, finds and counts the notes kept for the audiences allowed, and no other', async () => {
    for (const kind of noteKinds) {
      const wanted = keptFor(kind, ...mine);
      const { body } = await office.as(role).get<{ items: Note[]; total: number }>(`/api/notes?kind=${kind}&limit=200`);
      expect([body.total, body.items.map(({ id }) => id).sort()], kind).toEqual([wanted.length, wanted.map(({ id }) => id).sort()]);
      const type = firstType(kind);
      const { body: about } = await office.as(role).get<{ items: Note[] }>(`/api/notes?kind=${kind}&${type}=${encodeURIComponent(subjects[type])}&limit=200`);
      expect(about.items.map(({ audience }) => audience).sort(), kind).toEqual(wanted.map(({ audience }) => audience).sort());
      for (const note of about.items) expect(note.subjects.map((one) => [one.type, one.id])).toEqual([[type, subjects[type]]]);
    }
    const found = new Set<string>();
    for (const title of new Set(kept.map((note) => note.title))) {
      const { body } = await office.as(role).get<{ items: { id: string }[] }>(`/api/search?types=note&limit=100&q=${encodeURIComponent(title)}`);
      for (const { id } of body.items) found.add(id);
    }
    const readable = kept.filter(({ audience }) => mine.includes(audience));
    expect([...found].filter((id) => !readable.some((note) => note.id === id))).toEqual([]);
    expect(found.size).toBeGreaterThan(0);
  }, 180_000);

  it('opens each of them, and is told that the others are not there', async () => {
    for (const note of kept) {
      const isAllowed = mine.includes(note.audience);
      const name = `${note.kind} ${note.audience}`;
      const { status, text } = await office.as(role).get(`/api/notes/${note.id}`);
      expect([status, text.includes(note.title)], name).toEqual(isAllowed ? [200, true] : [404, false]);
      const tree = await office.as(role).get(`/api/notes/${note.id}.json`);
      expect([tree.status, tree.text.includes(note.title)], name).toEqual(isAllowed ? [200, true] : [404, false]);
      if (isAllowed) {
        expect(createHash('sha256').update(JSON.stringify(JSON.parse(tree.text))).digest('hex'), name).toBe(note.sha256);
        continue;
      }
      for (const format of noteFormats) expect((await office.as(role).get(`/api/notes/${note.id}.${format}`)).status, `${name} ${format}`).toBe(404);
      expect((await office.as(role).get(`/api/history/note/${note.id}`)).text, name).not.toContain(note.title);
    }
  }, 180_000);
});

describe('the reader of the cabinet', () => {
  it('downloads what is kept for the inside in every format; each file is in the log of exports', async () => {
    const logged = () => office.db.reader.exportLog.count({ where: { userId: userId('reader'), collection: 'notes' } });
    const before = await logged();
    const starts = { docx: 'PK', pdf: '%PDF-', html: '<!doctype html>', json: '{' } as const;
    const readable = kept.filter(({ audience }) => visibleSensitivities('reader').includes(audience));
    for (const { id, kind, audience } of readable) {
      for (const format of noteFormats) {
        const { status, text } = await office.as('reader').get(`/api/notes/${id}.${format}`);
        expect([status, text.slice(0, starts[format].length)], `${kind} ${format}`).toEqual([200, starts[format]]);
        if (format === 'html') expect.soft(leaks(text, above(audience)), kind).toEqual([]);
      }
    }
    expect(await logged()).toBe(before + noteFormats.length * readable.length);
    for (const note of keptFor('partner-sheet', 'restricted')) for (const format of ['docx', 'pdf']) await office.as('reader').get(`/api/notes/${note.id}.${format}`);
    expect(await logged()).toBe(before + noteFormats.length * readable.length);
  }, 180_000);

  it('keeps, archives and writes in none', async () => {
    const [note] = keptFor('partner-sheet', 'internal');
    const reader = office.as('reader');
    const asked = order('partner-sheet', 'organization', 'internal');
    expect((await reader.post('/api/notes', asked)).status).toBe(403);
    expect((await reader.patch(`/api/notes/${note?.id}`, 1, { archived: true })).status).toBe(403);
    const { kind, subjects: about, audience } = asked;
    expect((await reader.put('/api/notes/texts', { kind, subjects: about, audience, language: 'fr', place: 'Ailleurs', text: 'x', version: 0 })).status).toBe(403);
  });
});

it('nobody gets a note without a session', async () => {
  const [note] = keptFor('partner-sheet', 'public');
  for (const format of noteFormats) expect((await office.anonymous().get(`/api/notes/${note?.id}.${format}`)).status, format).toBe(401);
  expect((await office.anonymous().get('/api/notes')).status).toBe(401);
});

it.each<Role>(['reader', 'officer'])('a record that a %s may not see makes no note, and is not named by the refusal', async (role) => {
  const widest = visibleSensitivities(role).at(-1) ?? 'public';
  const hidden = await make(office, '/api/interactions', { startsAt: '2026-11-12T15:00:00Z', subject: 'Discret', sensitivity: 'confidential', organizationIds: [partner] });
  for (const kind of noteKinds.filter((one) => typesOf(one).includes('interaction'))) {
    const asked = { ...order(kind, 'interaction', widest), subjects: [{ type: 'interaction', id: hidden }] };
    const { status, text } = await office.as(role).post('/api/notes/preview?format=json', asked);
    expect([status, text.includes('Discret')], kind).toEqual([404, false]);
    const above = await office.as('strategist').post('/api/notes/preview?format=json', { ...asked, audience: 'internal' });
    expect([above.status, above.text.includes('Discret')], kind).toEqual([422, false]);
  }
});
