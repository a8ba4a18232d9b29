import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExportJob, LogLine } from '../../server/exports/export-job.schema.ts';
import { createExportJob } from '../../server/exports/export-job.service.ts';
import { createExporter } from '../../server/exports/exporter.ts';
import { openJobFiles } from '../../server/exports/job-files.ts';
import { createJobRunner } from '../../server/exports/job-runner.ts';
import type { Context } from '../../server/http/context.ts';
import type { Problem } from '../../server/http/problem.ts';
import { testOffice, today, tokenOf, userId, type Office, type Role } from '../support/app.ts';

let office: Office;
let folder: string;
beforeAll(async () => {
  office = await testOffice();
  folder = join(dirname(office.file), 'exports');
  await office.db.write((tx) =>
    tx.contact.createMany({
      data: Array.from({ length: 40 }, (_, n) => ({
        id: `person.${n}`,
        familyName: `Exemple ${n}`,
        sortName: `exemple ${n}`,
        isPending: true,
        sensitivity: (['public', 'internal', 'restricted', 'confidential'] as const)[n % 4] ?? 'public',
      })),
    }),
  );
});
afterAll(() => office.close());

const order = async (role: Role, body: object): Promise<ExportJob> => {
  const answer = await office.as(role).post<ExportJob>('/api/export-jobs', body);
  expect(answer.status, answer.text).toBe(202);
  return answer.body;
};
const read = async (role: Role, id: string): Promise<ExportJob> => (await office.as(role).get<ExportJob>(`/api/export-jobs/${id}`)).body;
const ended = async (role: Role, id: string): Promise<ExportJob> => {
  await vi.waitFor(async () => expect((await read(role, id)).state).not.toMatch(/queued|running/), { timeout: 60_000, interval: 50 });
  return read(role, id);
};
const file = (role: Role, id: string) => office.app.inject({ url: `/api/export-jobs/${id}/file`, headers: { authorization: `Bearer ${tokenOf(role)}` } });

describe('an export made on the server', { timeout: 90_000 }, () => {
  it('holds the list with its filters, is fetched by whoever asked for it, and is on record with its mark', async () => {
    const outside = { reason: 'Mission à Bordeaux', reference: 'EFVP-2026-04' };
    const asked = await order('reader', { collection: 'contacts', format: 'csv', query: 'sort=name&pending=true', outside });
    expect(asked).toMatchObject({ state: 'queued', total: 20, rows: 0, outside, expiresAt: null });
    const done = await ended('reader', asked.id);
    expect(done).toMatchObject({ state: 'done', rows: 20, total: 20, failure: null, expiresAt: '2026-11-22T15:00:00.000Z', fileName: 'Personnes 2026-11-21.csv' });
    const answer = await file('reader', asked.id);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-length': String(done.bytes), 'cache-control': 'private, no-store' });
    expect(answer.headers['content-disposition']).toContain('attachment');
    const direct = await office.app.inject({ url: '/api/contacts.csv?sort=name&pending=true', headers: { authorization: `Bearer ${tokenOf('reader')}`, 'accept-language': 'fr' } });
    expect(answer.body).toBe(direct.body);
    expect(statSync(join(folder, asked.id)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const { body: log } = await office.as('administrator').get<{ items: LogLine[] }>('/api/export-log?outside=true');
    expect(log.items).toEqual([
      { id: expect.any(String), at: today.toISOString(), user: { id: userId('reader'), name: 'Personne reader' }, collection: 'contacts', format: 'csv', rows: 20, filters: 'pending = true', isOutsideQuebec: true, outsideReason: outside.reason, outsideReference: outside.reference },
    ]);
  });

  it('is nobody else’s, not even an administrator’s', async () => {
    const { id } = await order('officer', { collection: 'forums', format: 'xlsx' });
    await ended('officer', id);
    const others = office.as('administrator');
    expect((await others.get<{ items: ExportJob[] }>('/api/export-jobs')).body.items).toEqual([]);
    for (const path of ['', '/file']) expect((await others.get(`/api/export-jobs/${id}${path}`)).status).toBe(404);
    expect((await others.post(`/api/export-jobs/${id}/cancel`)).status).toBe(404);
    expect((await others.delete(`/api/export-jobs/${id}`)).status).toBe(404);
    expect((await file('officer', id)).rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('is not handed over to whoever has since lost the right to what is in it', async () => {
    const { id } = await order('officer', { collection: 'contacts', format: 'vcf' });
    expect(await ended('officer', id)).toMatchObject({ state: 'done', rows: 30 });
    const role = (name: Role) => office.db.write((tx) => tx.user.update({ where: { id: userId('officer') }, data: { role: name } }));
    await role('reader');
    expect((await file('officer', id)).statusCode).toBe(404);
    await role('officer');
    expect((await file('officer', id)).statusCode).toBe(200);
  });

  it('is gone after a day, from the list and from the disk', async () => {
    const { id } = await order('strategist', { collection: 'missions', format: 'ics' });
    await ended('strategist', id);
    office.at(new Date(today.getTime() + 24 * 3_600_000));
    expect((await file('strategist', id)).statusCode).toBe(404);
    expect((await office.as('strategist').get<{ items: ExportJob[] }>('/api/export-jobs')).body.items).toEqual([]);
    const files = openJobFiles(folder);
    const runner = createJobRunner({ db: office.db, exporter: createExporter(), files, clock: () => new Date(today.getTime() + 24 * 3_600_001), onError: () => undefined });
    await runner.sweep();
    office.at(today);
    expect(readdirSync(folder)).toEqual([]);
    expect(await office.db.reader.job.count()).toBe(0);
  });

  it('is forgotten when it is asked to be', async () => {
    const { id } = await order('reader', { collection: 'agreements', format: 'csv' });
    await ended('reader', id);
    expect((await office.as('reader').post(`/api/export-jobs/${id}/cancel`)).status).toBe(409);
    expect((await office.as('reader').delete(`/api/export-jobs/${id}`)).status).toBe(204);
    expect((await office.as('reader').get(`/api/export-jobs/${id}`)).status).toBe(404);
    expect(existsSync(join(folder, id))).toBe(false);
  });

  it('is the whole office for an administrator only', async () => {
    expect((await office.as('strategist').post('/api/export-jobs', { collection: 'office', format: 'zip' })).status).toBe(403);
    const { id } = await order('administrator', { collection: 'office', format: 'zip' });
    const done = await ended('administrator', id);
    expect(done).toMatchObject({ state: 'done', fileName: 'Archive du bureau 2026-11-21.zip' });
    expect(done.rows).toBe(done.total);
    expect((await file('administrator', id)).rawPayload.length).toBe(done.bytes);
  });

  it.each([
    [{ collection: 'forums', format: 'vcf' }, 'xlsx, csv'],
    [{ collection: 'contacts', format: 'zip' }, 'xlsx, csv, vcf'],
    [{ collection: 'organizations', format: 'csv', query: 'tier=Z' }, 'tier'],
    [{ collection: 'organizations', format: 'csv', query: 'constructor=1' }, 'constructor'],
    [{ collection: 'office', format: 'csv' }, 'zip'],
  ])('is refused in a sentence when it cannot be made: %o', async (body, said) => {
    const answer = await office.as('administrator').post('/api/export-jobs', body);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
  });
});

describe('an export that does not come to its end', { timeout: 90_000 }, () => {
  /** An exporter that waits for its turn until it is told to go away. */
  const stuck = { stream: (_task: unknown, gone: AbortSignal) => new Promise<never>((_, reject) => gone.addEventListener('abort', () => reject(new Error('gone')))), close: async () => undefined };
  const job = (status: string) => ({
    kind: 'export',
    status,
    createdAt: today,
    createdById: userId('reader'),
    payload: JSON.stringify({ collection: 'forums', format: 'csv', query: '', locale: 'fr', maker: { id: userId('reader'), role: 'reader' }, total: 3, fileName: 'x.csv', outside: null }),
  });

  it('says after a restart that it was interrupted, and nothing of it is left', async () => {
    const files = openJobFiles(folder);
    const { id } = await office.db.write((tx) => tx.job.create({ data: job('running') }));
    const runner = createJobRunner({ db: office.db, exporter: createExporter(), files, clock: () => today, onError: () => undefined });
    await runner.start();
    await runner.close();
    const answer = await read('reader', id);
    expect(answer).toMatchObject({ state: 'failed', expiresAt: null, query: '', collection: 'forums' });
    expect(answer.failure).toContain('redémarré');
    expect((await file('reader', id)).statusCode).toBe(404);
  });

  it('stops when it is cancelled, and is not on record', async () => {
    const errors: unknown[] = [];
    const runner = createJobRunner({ db: office.db, exporter: stuck, files: openJobFiles(folder), clock: () => today, onError: (error) => errors.push(error) });
    const [first, second] = await office.db.write(async (tx) => [await tx.job.create({ data: job('queued') }), await tx.job.create({ data: job('queued') })]);
    const logged = await office.db.reader.exportLog.count();
    runner.enqueue(first.id);
    runner.enqueue(second.id);
    await vi.waitFor(async () => expect((await read('reader', first.id)).state).toBe('running'), { timeout: 60_000 });
    for (const { id } of [second, first]) {
      expect((await office.as('reader').post<ExportJob>(`/api/export-jobs/${id}/cancel`)).body.state).toBe('cancelled');
      runner.stop(id);
    }
    await setTimeout(20);
    await runner.close();
    expect((await read('reader', first.id)).state).toBe('cancelled');
    expect(readdirSync(folder).filter((name) => name.startsWith(first.id))).toEqual([]);
    expect(await office.db.reader.exportLog.count()).toBe(logged);
    expect(errors).toEqual([]);
  });

  it('says that the disk is full', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const files = { ...openJobFiles(folder), write: () => Promise.reject(full) };
    const errors: unknown[] = [];
    const exporter = createExporter();
    const runner = createJobRunner({ db: office.db, exporter, files, clock: () => today, onError: (error) => errors.push(error) });
    const { id } = await office.db.write((tx) => tx.job.create({ data: job('queued') }));
    runner.enqueue(id);
    await vi.waitFor(async () => expect((await read('reader', id)).state).toBe('failed'), { timeout: 60_000 });
    expect((await read('reader', id)).failure).toContain('place sur le disque');
    await runner.close();
    await exporter.close();
    expect(errors).toEqual([full]);
  });

  it('is refused when too many wait already', async () => {
    await office.db.write((tx) => tx.job.createMany({ data: Array.from({ length: 5 }, () => ({ ...job('queued'), createdById: userId('strategist') })) }));
    expect((await office.as('strategist').post('/api/export-jobs', { collection: 'forums', format: 'csv' })).status).toBe(409);
  });

  it('is refused when its maker keeps too many of the day, until one is forgotten or is of another day', async () => {
    const administrator = { ...job('done'), createdById: userId('administrator') };
    await office.db.write(async (tx) => {
      await tx.job.deleteMany({ where: { createdById: userId('administrator') } });
      await tx.job.createMany({ data: Array.from({ length: 20 }, (_, n) => ({ ...administrator, id: `kept.${n}`, endedAt: today })) });
      await tx.job.createMany({ data: [{ ...administrator, endedAt: new Date(today.getTime() - 25 * 3_600_000) }, { ...administrator, status: 'failed', endedAt: today }] });
    });
    const ask = () => office.as('administrator').post('/api/export-jobs', { collection: 'forums', format: 'csv' });
    const refused = await ask();
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('20 exportations');
    expect((await office.as('administrator').delete('/api/export-jobs/kept.3')).status).toBe(204);
    const answer = await ask();
    expect(answer.status).toBe(202);
    await ended('administrator', String(answer.body['id']));
    expect((await ask()).status).toBe(409);
  });

  it('is refused before it is begun when there is no room for it', async () => {
    const ctx = { user: { id: userId('officer'), role: 'administrator' }, locale: 'fr', now: today, db: office.db, write: () => Promise.reject(new Error('written')) } as unknown as Context;
    const runner = createJobRunner({ db: office.db, exporter: stuck, files: openJobFiles(folder), clock: () => today, onError: () => undefined });
    const ask = (collection: 'forums' | 'office', room: number) =>
      createExportJob(ctx, runner, { room: async () => room }, { collection, format: collection === 'office' ? 'zip' : 'csv' }).catch((error: Problem) => error.status ?? String(error));
    expect(await ask('forums', 199_000_000)).toBe(409);
    expect(await ask('forums', 200_000_000)).toContain('written');
    expect(await ask('office', 200_000_000)).toBe(409);
    expect(await openJobFiles(folder).room()).toBeGreaterThan(0);
  });
});

it('a job that begins while files are swept keeps its own', async () => {
  const files = openJobFiles(join(folder, 'swept'));
  await files.write('old', Readable.from(['a']), new AbortController().signal);
  const late = join(folder, 'swept', 'late.partial');
  await files.keepOnly(async () => {
    writeFileSync(late, 'half');
    return new Set();
  });
  expect(readdirSync(join(folder, 'swept'))).toEqual(['late.partial']);
});
