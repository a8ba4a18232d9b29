import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, type Answer, type Office } from '../support/app.ts';
import { addressOf, changeOf, lines, newRecords, seed, type Seeds } from './surface.ts';
import { watchStored, type Stored } from '../security/stored.ts';

type Record_ = { id: string; version: number };
type ProblemBody = { status: number; title: string; current?: Record_; errors?: { pointer: string; message: string }[] };

let office: Office;
let seeds: Seeds;
let stored: Stored;
beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
  stored = watchStored(office.file);
});
afterAll(async () => {
  stored.close();
  await office.close();
});

const admin = () => office.as('administrator');
const patches = lines.filter(({ method }) => method === 'PATCH').map(({ key, path }) => [key, path] as const);
const posts = lines.filter(({ key }) => key in newRecords).map(({ key, path }) => [key, path] as const);
const withBody = lines.filter(({ endpoint }) => endpoint.body);

it('goes through every record that can be made or changed', () => {
  const made = lines.filter(({ method, endpoint }) => method === 'POST' && endpoint.status === 201 && endpoint.body).map(({ key }) => key);
  expect(Object.keys(newRecords).sort()).toEqual(made.sort());
  expect(patches.length).toBeGreaterThan(15);
});

describe.each(patches)('%s', (key, path) => {
  const change = (headers: Record<string, string>): Promise<Answer<ProblemBody & Record_>> =>
    admin().call('PATCH', addressOf(path, seeds), changeOf(key), headers) as unknown as Promise<Answer<ProblemBody & Record_>>;

  it('needs the version that was read, and says which one holds when it is another', async () => {
    stored.hasChanged();
    const without = await change({});
    expect(without.status).toBe(428);
    const stale = await change({ 'if-match': '"v999"' });
    expect(stale.status).toBe(412);
    expect(stored.hasChanged()).toBe(false);
    const { current } = stale.body;
    expect(current?.version).toBeGreaterThan(0);
    const changed = await change({ 'if-match': `"v${current?.version}"` });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body.version).toBe((current?.version ?? 0) + 1);
    expect(changed.headers.etag).toBe(`"v${changed.body.version}"`);
    expect((await change({ 'if-match': `"v${current?.version}"` })).status).toBe(412);
    expect((await change({ 'if-match': `W/"v${changed.body.version}"` })).status).toBe(200);
  });

  it('finds nothing under another id, and stores nothing', async () => {
    stored.hasChanged();
    const { status } = await admin().patch(addressOf(path, seeds, 'nothing'), 1, changeOf(key));
    expect(status).toBe(404);
    expect(stored.hasChanged()).toBe(false);
  });

  it('refuses a change of nothing', async () => {
    const { status } = await admin().patch(addressOf(path, seeds), 1, {});
    expect(status).toBe(400);
  });

  it('has its ETag where the record is read', async () => {
    if (!lines.some((line) => line.key === `GET ${path}`)) return;
    const { headers, body } = await admin().get<Record_>(addressOf(path, seeds));
    expect(headers.etag).toBe(`"v${body.version}"`);
  });
});

describe.each(posts)('%s', (key, path) => {
  it('makes one record for the same Idempotency-Key twenty times, and none for another body', async () => {
    const body = { ...(await newRecords[key]?.('vingt-fois', office)) };
    const headers = { 'idempotency-key': `key of ${key}` };
    const counted = async (): Promise<number> => office.db.reader.auditEvent.count();
    const before = await counted();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => admin().post<Record_>(addressOf(path, seeds), body, headers)),
    );
    expect([...new Set(answers.map(({ status }) => status))], answers[0]?.text).toEqual([201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.headers.etag)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'] === 'true')).toHaveLength(19);
    const made = (await counted()) - before;
    expect(made).toBeGreaterThan(0);
    stored.hasChanged();
    expect((await admin().post(addressOf(path, seeds), body, headers)).status).toBe(201);
    const other = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' && /^(name|title|text|subject|familyName|reason|email)/.test(name) ? `x${value}` : value]));
    if (JSON.stringify(other) !== JSON.stringify(body)) {
      expect((await admin().post(addressOf(path, seeds), other, headers)).status).toBe(409);
    }
    expect(stored.hasChanged()).toBe(false);
  });

  it('runs again under the same key when the first attempt was refused', async () => {
    const headers = { 'idempotency-key': `retry of ${key}` };
    expect((await admin().post(addressOf(path, seeds), { unknown: 1 }, headers)).status).toBe(400);
    expect((await admin().post(addressOf(path, seeds), await newRecords[key]?.('reprise', office), headers)).status).toBe(201);
  });
});

it('takes the same key from another person as another key', async () => {
  const headers = { 'idempotency-key': 'shared' };
  const first = await office.as('officer').post<Record_>('/api/organizations', { kind: 'business', nameFr: 'Première' }, headers);
  const second = await office.as('strategist').post<Record_>('/api/organizations', { kind: 'business', nameFr: 'Seconde' }, headers);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body.id).not.toBe(first.body.id);
});

describe.each(withBody.map((line) => [line.key, line] as const))('%s', (key, { method, path }) => {
  it('refuses a property it does not know by its name, in both languages', async () => {
    const known = (await newRecords[key]?.('inconnu', office)) ?? (method === 'PATCH' ? changeOf(key) : {});
    stored.hasChanged();
    for (const language of ['fr', 'en']) {
      const headers = { 'if-match': '"v1"', 'accept-language': language };
      const { status, body } = (await admin().call(method, addressOf(path, seeds), { ...known, couleurPréférée: 'bleu' }, headers)) as unknown as Answer<ProblemBody>;
      expect(status).toBe(400);
      const error = body.errors?.find(({ pointer }) => pointer === '/couleurPréférée');
      expect(error?.message).toContain('couleurPréférée');
      expect(error?.message).toMatch(language === 'fr' ? /champ|filtre/ : /field|filter/);
    }
    expect(stored.hasChanged()).toBe(false);
  });
});
