import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDocument } from '../../server/documents/render.ts';
import { allRuns, type DocumentTree } from '../../server/documents/tree.ts';
import { kinds } from '../../server/notes/kinds.ts';
import { mostOfSelection, subjectTypes, type NoteKindItem, type NoteOrder, type SubjectType } from '../../server/notes/note.schema.ts';
import { noteKinds, sensitivities } from '../../server/vocabulary.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';
import { readAgain, run } from '../support/readers.ts';

type Level = (typeof sensitivities)[number];
/** A word that stands in every record of a level, and nowhere else. */
const words: Record<Level, string> = { public: 'publicux', internal: 'internux', restricted: 'restrictux', confidential: 'confidux' };
const partner = 'city.bordeaux';

let office: Office;
let subjects: Record<SubjectType, string>;

async function make(path: string, body: object): Promise<string> {
  const answer = await office.as('strategist').post<{ id: string }>(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return answer.body.id;
}

beforeAll(async () => {
  office = await testOffice();
  const open = { sensitivity: 'public' };
  const contact = await make('/api/contacts', { givenName: 'Maëlle', familyName: 'Exemple', ...open, positions: [{ organizationId: partner, titleFr: 'Maire', isPrimary: true }] });
  const mission = await make('/api/missions', {
    titleFr: 'Mission à Bordeaux',
    ...open,
    startsOn: '2026-12-01',
    endsOn: '2026-12-03',
    organizationIds: [partner],
    itinerary: [{ placeId: 'pl.fr', startsOn: '2026-12-01', endsOn: '2026-12-03', purposeFr: 'Visites', purposeEn: null, interactionId: null }],
  });
  const framework = (await office.as('reader').get<{ items: { id: string }[] }>('/api/frameworks')).body.items[0]?.id ?? '';
  subjects = {
    organization: partner,
    contact,
    interaction: await make('/api/interactions', { startsAt: '2026-12-01T15:00:00Z', subject: 'Rencontre à venir', ...open, organizationIds: [partner], missionId: mission, participants: [{ side: 'theirs', contactId: contact, isLead: true }] }),
    mission,
    place: 'pl.fr',
    region: 'reg.maghreb',
    framework,
  };
  for (const sensitivity of sensitivities) {
    const word = words[sensitivity];
    const person = await make('/api/contacts', { familyName: word, sensitivity, biographyFr: word, positions: [{ organizationId: partner, titleFr: `Titre ${word}` }] });
    await make('/api/interactions', {
      startsAt: '2026-11-10T15:00:00Z', subject: `Échange ${word}`, summary: word, status: 'held', sensitivity, organizationIds: [partner], missionId: mission,
      participants: [{ side: 'theirs', contactId: person }],
      discussionPoints: [{ subject: `Point ${word}`, theirPosition: word, ourPosition: word, sensitivity }],
    });
    await make('/api/followups', { promisedBy: 'us', text: `Promesse ${word}`, sensitivity, organizationId: partner, dueOn: '2026-11-01' });
    await make('/api/agreements', { kind: 'twinning', titleFr: `Entente ${word}`, sensitivity, state: 'negotiation', parties: [{ organizationId: partner, signatoryId: null, signatoryName: word, signatoryTitle: null }] });
    await make('/api/missions', { titleFr: `Mission ${word}`, sensitivity, startsOn: '2026-10-01', endsOn: '2026-10-02', organizationIds: [partner] });
  }
}, 180_000);
afterAll(() => office.close());

const order = (kind: NoteOrder['kind'], type: SubjectType, more: Partial<NoteOrder> = {}): NoteOrder => ({
  kind,
  subjects: [{ type, id: subjects[type] }],
  language: 'both',
  audience: 'internal',
  ...more,
});
const preview = (role: Role, asked: object) => office.as(role).post<DocumentTree & { detail: string; errors: { pointer: string; message: string }[] }>('/api/notes/preview?format=json', asked);

describe('the registry of kinds', () => {
  it('is told by the API, in the order of the vocabulary, with what each kind is made from', async () => {
    const { body } = await office.as('reader').get<{ items: NoteKindItem[] }>('/api/notes/kinds');
    expect(body.items.map(({ kind }) => kind)).toEqual([...noteKinds]);
    for (const { kind, subjects: types, most } of body.items) {
      expect(types.length, kind).toBeGreaterThan(0);
      expect(most, kind).toBeLessThanOrEqual(mostOfSelection);
    }
    expect(body.items).toContainEqual({ kind: 'partner-sheet', subjects: ['organization'], most: 1, mixed: false });
  });

  it.each(noteKinds)('%s says in a sentence which records it does not take', async (kind) => {
    for (const type of subjectTypes.filter((one) => !kinds[kind].subjects.includes(one))) {
      const { status, body } = await preview('administrator', order(kind, type));
      expect(status, type).toBe(422);
      expect(body.errors.map(({ pointer }) => pointer), type).toEqual(['/subjects/0/type']);
    }
  });
});

describe('a partner sheet', () => {
  it('says more to who may know more, and counts what it leaves out', async () => {
    const [all, some] = [await preview('strategist', order('partner-sheet', 'organization', { audience: 'confidential' })), await preview('strategist', order('partner-sheet', 'organization'))];
    expect(all.text).toContain(words.confidential);
    expect(all.body.omitted).toBe(0);
    expect(some.text).toContain(words.internal);
    expect(some.body.omitted).toBeGreaterThanOrEqual(6);
  });
});

describe('an order that cannot be followed', () => {
  const refused = async (asked: object) => {
    const { status, body } = await preview('strategist', asked);
    return { status, detail: body.detail, pointers: (body.errors ?? []).map(({ pointer }) => pointer) };
  };

  it('names no record, too many, or the same kind of thing twice where one is taken', async () => {
    expect(await refused({ ...order('partner-sheet', 'organization'), subjects: [] })).toMatchObject({ status: 422, pointers: ['/subjects'], detail: expect.stringContaining('vide') as string });
    const two = [{ type: 'organization', id: partner }, { type: 'organization', id: 'city.cannes' }];
    expect(await refused({ ...order('partner-sheet', 'organization'), subjects: two })).toMatchObject({ status: 422, pointers: ['/subjects'] });
    const many = Array.from({ length: mostOfSelection + 1 }, () => ({ type: 'organization', id: partner }));
    expect((await refused({ ...order('partner-sheet', 'organization'), subjects: many })).status).toBe(400);
  });

  it('names a record that is not there, or that the caller may not see', async () => {
    expect(await refused({ ...order('partner-sheet', 'organization'), subjects: [{ type: 'organization', id: 'nowhere' }] })).toMatchObject({ status: 404, pointers: ['/subjects/0'] });
    const hidden = await make('/api/interactions', { startsAt: '2026-11-12T15:00:00Z', subject: 'Discret', sensitivity: 'confidential', organizationIds: [partner] });
    expect((await preview('officer', { ...order('meeting', 'interaction', { audience: 'restricted' }), subjects: [{ type: 'interaction', id: hidden }] })).status).toBe(404);
    const above = await refused({ ...order('meeting', 'interaction'), subjects: [{ type: 'interaction', id: hidden }] });
    expect(above).toMatchObject({ status: 422, pointers: ['/audience'] });
    expect(JSON.stringify(above)).not.toContain('Discret');
  });

  it('has a period that ends before it begins, a type or a field that nobody knows', async () => {
    expect(await refused(order('partner-sheet', 'organization', { from: '2026-11-02', to: '2026-11-01' }))).toMatchObject({ status: 422, pointers: ['/to'] });
    expect((await refused({ ...order('partner-sheet', 'organization'), subjects: [{ type: 'poem', id: partner }] })).status).toBe(400);
    expect((await refused({ ...order('partner-sheet', 'organization'), colour: 'red' })).status).toBe(400);
  });
});

describe('names that formats escape, break or turn round', () => {
  /** No format takes these for its own; 400 characters without a space are a name too. */
  const names = ['R&D <em>"A"</em> ]]> {{x}}', 'مدينة القدس ירושלים', '😀 👩‍👩‍👧‍👦 林', 'x'.repeat(400)];
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}\p{S}&<>"]/gu, '');
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-names-'));
  let awkward: Record<SubjectType, string>;

  beforeAll(async () => {
    const [first = '', second = '', third = '', long = ''] = names;
    const organizationId = await make('/api/organizations', { kind: 'municipality', nameFr: first, nameEn: long, placeId: 'pl.bordeaux', descriptionFr: names.join(' ') });
    const contact = await make('/api/contacts', { givenName: third, familyName: long, nativeName: second, biographyFr: names.join(' '), positions: [{ organizationId, titleFr: first, titleEn: second, isPrimary: true }] });
    const mission = await make('/api/missions', {
      titleFr: names.join(' '), titleEn: long, status: 'report_due', startsOn: '2026-11-02', endsOn: '2026-11-06', organizationIds: [organizationId],
      objectives: [{ policyNodeId: null, textFr: names.join(' '), textEn: second, result: 'met', resultFr: first, resultEn: null }],
      delegates: [{ role: 'head', userId: null, contactId: contact, labelFr: first, labelEn: null }],
      itinerary: [{ placeId: 'pl.bordeaux', startsOn: '2026-11-02', endsOn: null, purposeFr: long, purposeEn: null, interactionId: null }],
    });
    const meeting = { organizationIds: [organizationId], missionId: mission, participants: [{ side: 'theirs', contactId: contact, isLead: true }, { side: 'theirs', name: first }], location: second };
    await make('/api/interactions', { ...meeting, startsAt: '2026-11-10T15:00:00Z', status: 'held', subject: long, summary: names.join(' ') });
    const interaction = await make('/api/interactions', { ...meeting, startsAt: '2026-12-01T15:00:00Z', subject: names.join(' '), discussionPoints: [{ subject: first, theirPosition: second, ourPosition: long }] });
    for (const text of names) await make('/api/followups', { promisedBy: 'us', text, organizationId, contactId: contact, dueOn: '2026-11-01' });
    const framework = subjects.framework;
    await make('/api/measures', { frameworkId: framework, policyNodeId: 'vdq.learns.watch', titleFr: names.join(' '), status: 'in_progress', dueOn: '2026-09', partnerIds: [organizationId] });
    awkward = { organization: organizationId, contact, interaction, mission, place: 'pl.bordeaux', region: 'reg.western-europe', framework };
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are in every kind of note as they were typed, in its four renderings', async () => {
    const files: { word: string; page: string }[] = [];
    for (const kind of noteKinds) {
      const [type] = kinds[kind].subjects;
      if (!type) throw new Error('a kind takes no record');
      const { status, body: tree, text } = await preview('strategist', { ...order(kind, type, { language: 'fr' }), subjects: [{ type, id: awkward[type] }] });
      expect(status, text.slice(0, 300)).toBe(200);
      const said = bare(allRuns(tree).map((run) => run.text).join(''));
      expect(names.filter((name) => !said.includes(bare(name))).length, kind).toBeLessThan(names.length);
      const path = (format: string): string => join(folder, `${kind}.${format}`);
      for (const format of ['docx', 'pdf', 'html'] as const) writeFileSync(path(format), (await renderDocument(tree, format)).body);
      await run('qpdf', ['--check', path('pdf')]);
      files.push({ word: path('docx'), page: path('html') });
    }
    for (const [index, { word, page }] of (await readAgain({ documents: files })).documents.entries()) {
      expect(word.words, noteKinds[index]).toEqual(page.words);
      expect(word.headings, noteKinds[index]).toEqual(page.headings);
    }
  }, 180_000);
});

describe('a selection of nothing', () => {
  it.each(noteKinds)('is refused by %s in a sentence, as a preview, as a check and when it is kept', async (kind) => {
    for (const path of ['/api/notes/preview?format=docx', '/api/notes/check', '/api/notes']) {
      const { status, body } = await office.as('strategist').post<{ detail: string; errors: { pointer: string }[] }>(path, { kind, subjects: [], language: 'fr', audience: 'internal' });
      expect([status, body.errors.map(({ pointer }) => pointer), body.detail.length > 10], path).toEqual([422, ['/subjects'], true]);
    }
  });
});

describe('a record deleted', () => {
  it('between preview and download is said so, and a note that was kept stays whole', async () => {
    const id = await make('/api/interactions', { startsAt: '2026-12-05T15:00:00Z', subject: 'Bientôt effacé', organizationIds: [partner] });
    const asked = { ...order('meeting', 'interaction'), subjects: [{ type: 'interaction', id }] };
    expect((await preview('officer', asked)).status).toBe(200);
    const { status, body: note, text } = await office.as('officer').post<{ id: string }>('/api/notes', asked);
    expect(status, text).toBe(201);
    const before = (await office.as('officer').get(`/api/notes/${note.id}.docx`)).text;
    await office.db.write((tx) => tx.interaction.delete({ where: { id } }));
    const gone = await office.as('officer').post<{ detail: string; errors: { pointer: string }[] }>('/api/notes/preview?format=docx', asked);
    expect([gone.status, gone.body.errors[0]?.pointer]).toEqual([404, '/subjects/0']);
    expect(gone.body.detail).toContain('n’existe plus');
    const { body: kept } = await office.as('officer').get<{ subjects: unknown[] }>(`/api/notes/${note.id}`);
    expect(kept.subjects).toEqual([]);
    expect((await office.as('officer').get(`/api/notes/${note.id}.docx`)).text).toBe(before);
  });

  it('or archived: what it was is still told', async () => {
    const id = await make('/api/interactions', { startsAt: '2026-12-06T15:00:00Z', subject: 'Bientôt archivé', organizationIds: [partner] });
    const asked = { ...order('meeting', 'interaction'), subjects: [{ type: 'interaction', id }] };
    expect((await office.as('officer').patch(`/api/interactions/${id}`, 1, { archived: true })).status).toBe(200);
    const { status, text } = await preview('officer', asked);
    expect([status, text.includes('Bientôt archivé')]).toEqual([200, true]);
  });
});

describe('what to check before a note leaves', () => {
  type Check = { title: string; warnings: { code: string; count: number; items: { text: string; since: string | null; type: string | null; id: string | null }[] }[] };
  const check = async (role: Role, asked: object): Promise<Check['warnings']> => (await office.as(role).post<Check>('/api/notes/check', asked)).body.warnings;
  const find = (warnings: Check['warnings'], code: string) => warnings.find((one) => one.code === code);

  it('counts what is left out, and names promises overdue and people not verified, as far as the audience sees them', async () => {
    const warnings = await check('strategist', order('partner-sheet', 'organization', { language: 'fr' }));
    expect(find(warnings, 'left_out')?.count).toBeGreaterThanOrEqual(6);
    const overdue = find(warnings, 'overdue');
    expect(overdue?.count).toBe(2);
    expect(overdue?.items.map(({ text, since, type }) => ({ text, since, type }))).toContainEqual({ text: `Promesse ${words.internal}`, since: '2026-11-01', type: 'followup' });
    expect(find(warnings, 'unverified')?.items.map(({ text }) => text)).toEqual(expect.arrayContaining([words.public, words.internal]));
    for (const level of ['restricted', 'confidential'] as const) expect(JSON.stringify(warnings)).not.toContain(words[level]);
    expect(find(warnings, 'old')).toBeUndefined();
  });

  it('names the texts that are missing in the language of the note', async () => {
    const english = find(await check('reader', order('partner-sheet', 'organization', { language: 'en' })), 'untranslated');
    expect(english?.items.length).toBeGreaterThan(0);
    expect(english?.count).toBeGreaterThanOrEqual(english?.items.length ?? 0);
  });

  it('says when nothing was learned of a partner for a year', async () => {
    const { body: record } = await office.as('reader').get<{ lastHeldAt: string }>(`/api/organizations/${partner}`);
    office.at(new Date('2028-01-15T15:00:00.000Z'));
    const old = find(await check('reader', order('partner-sheet', 'organization')), 'old');
    expect(old?.items[0]).toMatchObject({ type: 'organization', id: partner, since: record.lastHeldAt.slice(0, 10) });
    office.at(new Date('2026-11-21T15:00:00.000Z'));
  });

  it('counts all that is late and all who are unchecked, however many, and names the first', async () => {
    const { body: elsewhere } = await office.as('officer').post<{ id: string }>('/api/organizations', { nameFr: 'Ville très en retard', kind: 'municipality' });
    const names = Array.from({ length: 205 }, (_, index) => `Retard ${index}`);
    await office.db.write(async (tx) => {
      await tx.followUp.createMany({ data: names.map((text) => ({ text, promisedBy: 'us', organizationId: elsewhere.id, dueOn: '2026-01-05' })) });
      await tx.followUp.create({ data: { text: 'Retard réservé', promisedBy: 'us', organizationId: elsewhere.id, dueOn: '2026-01-04', sensitivity: 'restricted' } });
    });
    const asked = { ...order('partner-sheet', 'organization'), subjects: [{ type: 'organization', id: elsewhere.id }] };
    const overdue = find(await check('strategist', asked), 'overdue');
    expect([overdue?.count, overdue?.items.length]).toEqual([205, 5]);
    expect(find(await check('strategist', { ...asked, audience: 'restricted' }), 'overdue')?.count).toBe(206);
    expect(find(await check('strategist', { ...asked, audience: 'public' }), 'overdue')).toBeUndefined();
  });

  it('is refused like the note itself', async () => {
    expect((await office.as('reader').post('/api/notes/check', order('partner-sheet', 'organization', { audience: 'confidential' }))).status).toBe(403);
    expect((await office.anonymous().post('/api/notes/check', order('partner-sheet', 'organization'))).status).toBe(401);
  });
});
