/** A kept note comes out the same, byte for byte, whatever happens to the records, the templates and the note's own page. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderDocument } from '../../server/documents/render.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import type { Note, NoteCheck, NoteOrder } from '../../server/notes/note.schema.ts';
import type { DocumentTemplate } from '../../server/templates/template.schema.ts';
import { testOffice, type Office } from '../support/app.ts';
import { formOf, p, template } from '../templates/packages.ts';

let office: Office;
let letter: DocumentTemplate;
let first: Note;
const letterFile = template({ header: p('VILLE ENTIÈRE, {classification}') });
const formats = ['docx', 'pdf', 'html', 'json', 'txt'] as const;
const partner = 'city.bordeaux';
const order = (more: Partial<NoteOrder> = {}): NoteOrder => ({ kind: 'partner-sheet', subjects: [{ type: 'organization', id: partner }], language: 'fr', audience: 'internal', ...more });

const keep = async (more: Partial<NoteOrder> = {}): Promise<Note> => {
  const { status, body } = await office.as('officer').post<Note>('/api/notes', order(more));
  expect(status).toBe(201);
  return body;
};
const note = async (id: string): Promise<Note> => (await office.as('officer').get<Note>(`/api/notes/${id}`)).body;
const fileOf = async (id: string, format: string): Promise<Buffer> => {
  const answer = await office.app.inject({ method: 'GET', url: `/api/notes/${id}.${format}`, headers: { authorization: 'Bearer test-token-officer' } });
  expect(answer.statusCode, `${id}.${format}`).toBe(200);
  return answer.rawPayload;
};
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hashes = async (id: string): Promise<Record<string, string>> => Object.fromEntries(await Promise.all(formats.map(async (format) => [format, sha256(await fileOf(id, format))] as const)));
const change = (one: DocumentTemplate, body: unknown) => office.as('strategist').patch<DocumentTemplate>(`/api/document-templates/${one.id}`, one.version, body);

/** A note with the document of the first, as another release could have kept it. */
async function copyOfFirst(id: string, files: { format: string; content: Buffer<ArrayBuffer>; sha256: string; bytes: number }[]): Promise<void> {
  await office.db.write(async (tx) => {
    const { id: _id, templateId: _template, ...row } = await tx.note.findUniqueOrThrow({ where: { id: first.id } });
    await tx.note.create({ data: { ...row, id, about: id, files: { create: files } } });
  });
}

beforeAll(async () => {
  office = await testOffice();
  const { body } = await office.as('strategist').post<DocumentTemplate>('/api/document-templates', formOf(letterFile));
  letter = (await change(body, { isDefault: true })).body;
  first = await keep();
});
afterAll(() => office.close());

describe('a note that was kept', () => {
  it('tells the template, the hash of each file, and that it is the first', async () => {
    expect(first).toMatchObject({ edition: 1, supersedes: null, supersededBy: null, template: { id: letter.id, name: letter.name }, coversFrom: null, coversTo: null });
    const made = await hashes(first.id);
    expect(Object.fromEntries(first.files.map(({ format, sha256: hash }) => [format, hash]))).toEqual({ docx: made.docx, pdf: made.pdf, html: made.html, txt: made.txt });
    const tree = JSON.parse((await fileOf(first.id, 'json')).toString('utf8')) as DocumentTree;
    expect(sha256(Buffer.from(JSON.stringify(tree)))).toBe(first.sha256);
    expect((await fileOf(first.id, 'txt')).toString('utf8')).toContain('Ville de Bordeaux');
    // What was stored is what the renderers make of the tree: they give the same bytes each time.
    expect(sha256((await renderDocument(tree, 'docx', letterFile)).body)).toBe(made.docx);
    expect(sha256((await renderDocument(tree, 'pdf')).body)).toBe(made.pdf);
    expect(sha256((await renderDocument(tree, 'html')).body)).toBe(made.html);
  });

  it('comes out the same after the records, the partner’s name, the default template and its archiving have changed', async () => {
    const before = await hashes(first.id);
    const officer = office.as('officer');
    expect((await officer.post('/api/followups', { promisedBy: 'us', text: 'Promesse plus tardive', organizationId: partner })).status).toBe(201);
    const { body: city } = await officer.get<{ version: number }>(`/api/organizations/${partner}`);
    expect((await officer.patch(`/api/organizations/${partner}`, city.version, { nameFr: 'Ville tout autre' })).status).toBe(200);
    const { body: other } = await office.as('strategist').post<DocumentTemplate>('/api/document-templates', formOf(template({ header: p('AUTRE VILLE') }), 'autre.docx'));
    await change(other, { isDefault: true });
    expect(await hashes(first.id)).toEqual(before);
    letter = (await office.as('strategist').get<DocumentTemplate>(`/api/document-templates/${letter.id}`)).body;
    expect(letter.isDefault).toBe(false);
    letter = (await change(letter, { archived: true, name: 'Ancienne lettre' })).body;
    expect(await hashes(first.id)).toEqual(before);
    expect((await note(first.id)).template).toEqual({ id: letter.id, name: 'Ancienne lettre' });
    const docx = readZip(await fileOf(first.id, 'docx'));
    expect(docx.get('word/header1.xml')?.toString('utf8')).toContain('VILLE ENTIÈRE');
    expect(sha256(await fileOf(first.id, 'docx'))).toBe(before.docx);
    // The template that it was made in can still be read.
    const answer = await office.app.inject({ method: 'GET', url: `/api/document-templates/${letter.id}.docx`, headers: { authorization: 'Bearer test-token-reader' } });
    expect(answer.rawPayload.equals(letterFile)).toBe(true);
  });

  it('allows its page the style sheet that it was made with, not that of today', async () => {
    const page = Buffer.from((await fileOf(first.id, 'html')).toString('utf8').replace(/<style>[^<]*<\/style>/, '<style>body{color:#123}</style>'), 'utf8');
    await copyOfFirst('note.earlier', [{ format: 'html', content: page, sha256: sha256(page), bytes: page.length }]);
    const answer = await office.as('officer').get(`/api/notes/note.earlier.html`);
    expect(answer.headers['content-security-policy']).toContain(`'sha256-${createHash('sha256').update('body{color:#123}').digest('base64')}'`);
  });
});

describe('the next note of the same order', () => {
  it('supersedes the one before, and both stay', async () => {
    const second = await keep();
    expect(second).toMatchObject({ edition: 2, supersedes: { id: first.id, edition: 1 }, supersededBy: null });
    expect((await note(first.id)).supersededBy).toMatchObject({ id: second.id, edition: 2 });
    const third = await keep();
    const list = async (query: string): Promise<string[]> => (await office.as('reader').get<{ items: Note[] }>(`/api/notes?${query}`)).body.items.map(({ id }) => id);
    expect((await list(`editionsOf=${first.id}`)).sort()).toEqual([first.id, second.id, third.id].sort());
    expect(await list(`organization=${partner}&current=true`)).toEqual([third.id]);
    expect((await list(`organization=${partner}&current=false`)).sort()).toEqual([first.id, second.id].sort());
    const { body: check } = await office.as('officer').post<NoteCheck>('/api/notes/check', order());
    expect(check.previous).toMatchObject({ id: third.id, edition: 3 });
  });

  it('is another note when the language, the audience, the period or a record differs; put away, an edition keeps its number', async () => {
    for (const more of [{ language: 'en' }, { audience: 'public' }, { from: '2026-01-01', to: '2026-06-30' }, { kind: 'information' }, { subjects: [{ type: 'organization', id: 'city.lyon' }] }] as Partial<NoteOrder>[]) {
      expect(await keep(more), JSON.stringify(more)).toMatchObject({ edition: 1, supersedes: null });
    }
    const english = await keep({ language: 'en' });
    expect(english).toMatchObject({ edition: 2 });
    await office.as('officer').patch(`/api/notes/${english.id}`, english.version, { archived: true });
    expect(await keep({ language: 'en' })).toMatchObject({ edition: 3, supersedes: { id: english.id } });
    expect(await keep({ from: '2026-01-01', to: '2026-06-30' })).toMatchObject({ edition: 2, coversFrom: '2026-01-01', coversTo: '2026-06-30' });
  });
});

it('a note kept before files were comes out of its tree, on our own page', async () => {
  await copyOfFirst('note.of.before', []);
  expect(await note('note.of.before')).toMatchObject({ files: [], template: null });
  expect((await hashes('note.of.before')).docx).toBe((await hashes('note.of.before')).docx);
  expect((await hashes('note.of.before')).pdf).toBe((await hashes(first.id)).pdf);
  expect(readZip(await fileOf('note.of.before', 'docx')).get('word/header1.xml')?.toString('utf8')).not.toContain('VILLE');
});

it('the database itself refuses to change or take away a kept note, its files and its template; it may be put away', async () => {
  const before = await hashes(first.id);
  for (const statement of [
    `UPDATE "Note" SET "tree" = '{}' WHERE "id" = '${first.id}'`,
    `UPDATE "Note" SET "audience" = 'public' WHERE "id" = '${first.id}'`,
    `DELETE FROM "Note" WHERE "id" = '${first.id}'`,
    `UPDATE "NoteFile" SET "sha256" = '' WHERE "noteId" = '${first.id}'`,
    `DELETE FROM "NoteFile" WHERE "noteId" = '${first.id}'`,
    `INSERT OR REPLACE INTO "NoteFile" ("id", "noteId", "format", "content", "sha256", "bytes") VALUES ('x', '${first.id}', 'txt', x'00', '', 1)`,
    `UPDATE "DocumentTemplate" SET "content" = x'00' WHERE "id" = '${letter.id}'`,
    `DELETE FROM "DocumentTemplate" WHERE "id" = '${letter.id}'`,
  ]) {
    await expect(office.db.write((tx) => tx.$executeRawUnsafe(statement)), statement).rejects.toThrow('A kept note does not change');
  }
  const { version } = await note(first.id);
  expect((await office.as('officer').patch<Note>(`/api/notes/${first.id}`, version, { archived: true })).body.archivedAt).not.toBeNull();
  expect(await hashes(first.id)).toEqual(before);
});
