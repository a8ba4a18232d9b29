import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTemplate } from '../../server/templates/template.schema.ts';
import { createChecker } from '../../server/templates/checker.ts';
import { readZip } from '../../server/documents/zip.ts';
import { testOffice, type Answer, type Office, type Role } from '../support/app.ts';
import { formOf, p, paragraphsOf, template } from './packages.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const send = (file: Buffer, name = 'Lettre du bureau.docx', role: Role = 'strategist', headers: Record<string, string> = {}): Promise<Answer<DocumentTemplate>> =>
  office.as(role).post<DocumentTemplate>('/api/document-templates', formOf(file, name), headers);
const change = (one: DocumentTemplate, body: unknown, role: Role = 'strategist') => office.as(role).patch<DocumentTemplate>(`/api/document-templates/${one.id}`, one.version, body);
const bytesOf = async (url: string, body?: unknown): Promise<Buffer> => {
  const response = await office.app.inject({ method: body ? 'POST' : 'GET', url, headers: { authorization: 'Bearer test-token-officer' }, ...(body ? { payload: body } : {}) });
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
};
const order = (language = 'fr') => ({ kind: 'partner-sheet', subjects: [{ type: 'organization', id: 'city.bordeaux' }], language, audience: 'internal' });
const headerOf = async (language = 'fr'): Promise<string> => {
  const entries = readZip(await bytesOf('/api/notes/preview?format=docx', order(language)));
  return paragraphsOf(entries.get('word/header1.xml')?.toString('utf8') ?? '').join(' ');
};

describe('a template sent', () => {
  it('is checked, kept as it was sent and put on record', async () => {
    const file = template();
    const { status, body } = await send(file);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Lettre du bureau', fileName: 'Lettre du bureau.docx', language: null, kinds: [], isDefault: false, bytes: file.length, uploadedBy: { id: 'user.strategist' } });
    expect(body.sha256).toBe(createHash('sha256').update(file).digest('hex'));
    expect(body.check.placeholders.map(({ name }) => name)).toContain('corps');
    expect((await bytesOf(`/api/document-templates/${body.id}.docx`)).equals(file)).toBe(true);
    const { body: trail } = await office.as('administrator').get<{ items: { recordId: string; action: string }[] }>('/api/audit?recordType=document-template');
    expect(trail.items).toMatchObject([{ recordId: body.id, action: 'create' }]);
  });

  it('is refused with its reason, and nothing is kept', async () => {
    const count = () => office.db.reader.documentTemplate.count();
    const before = await count();
    const macros = await send(template({}, { 'word/vbaProject.bin': 'x' }));
    expect(macros.status).toBe(422);
    expect(macros.body).toMatchObject({ errors: [{ pointer: '/file', message: expect.stringContaining('macros') }] });
    expect((await send(Buffer.from('bonjour'))).text).toContain('Word');
    expect((await send(Buffer.concat([template(), Buffer.alloc(10 * 1024 * 1024)]))).status).toBe(413);
    expect((await office.as('strategist').post('/api/document-templates', { a: 1 })).status).toBe(415);
    expect((await office.as('strategist').post('/api/document-templates', new FormData())).status).toBe(422);
    const two = new FormData();
    for (const name of ['a.docx', 'b.docx']) two.append('file', new File([Uint8Array.from(template())], name));
    expect((await office.as('strategist').post('/api/document-templates', two)).status).toBe(422);
    expect(await count()).toBe(before);
  });

  it('is refused of an officer, and made once for one key', async () => {
    expect((await send(template(), 'a.docx', 'officer')).status).toBe(403);
    const first = await send(template(), 'b.docx', 'strategist', { 'idempotency-key': 'modele-1' });
    const again = await send(template(), 'b.docx', 'strategist', { 'idempotency-key': 'modele-1' });
    expect(again.body.id).toBe(first.body.id);
    expect((await send(template({ header: p('x') }), 'b.docx', 'strategist', { 'idempotency-key': 'modele-1' })).status).toBe(409);
  });

  it('cannot hold the thread that looks at it', { timeout: 20_000 }, async () => {
    const checker = createChecker(new URL('../imports/slow-worker.mjs', import.meta.url), 200);
    expect((await checker.check({ bytes: template() })).refusal?.code).toBe('too_slow');
    await checker.close();
  });
});

describe('the default template', () => {
  it('is what notes of its language and kinds are made in, until it is put away', async () => {
    expect(await headerOf()).not.toContain('VILLE');
    const { body: all } = await send(template({ header: p('VILLE ENTIÈRE {classification}') }), 'tout.docx');
    const { body: kept } = await change(all, { isDefault: true });
    expect(kept.isDefault).toBe(true);
    expect(await headerOf()).toContain('VILLE ENTIÈRE Usage interne');
    const { body: sheet } = await send(template({ header: p('FICHE') }), 'fiche.docx');
    const { body: forSheets } = await change(sheet, { isDefault: true, kinds: ['partner-sheet'], language: 'fr' });
    expect(await headerOf()).toBe('FICHE Usage interne');
    expect(await headerOf('en')).toContain('VILLE ENTIÈRE');
    await change(forSheets, { archived: true });
    expect(await headerOf()).toContain('VILLE ENTIÈRE');
    const { body: other } = await send(template({ header: p('AUTRE') }), 'autre.docx');
    await change(other, { isDefault: true });
    expect(await headerOf()).toBe('AUTRE Usage interne');
    expect((await office.as('reader').get<DocumentTemplate>(`/api/document-templates/${all.id}`)).body.isDefault).toBe(false);
    const { body: list } = await office.as('reader').get<{ items: DocumentTemplate[] }>('/api/document-templates');
    expect(list.items.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([other.id]);
    expect(list.items.map(({ id }) => id)).not.toContain(sheet.id);
  });

  it('starts from the built-in one', async () => {
    for (const language of ['fr', 'en'] as const) {
      const file = await bytesOf(`/api/document-templates/built-in.docx?language=${language}`);
      expect((await send(file, `${language}.docx`)).body.check.missing).toEqual([]);
    }
  });
});
