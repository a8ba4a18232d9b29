import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../server/http/context.ts';
import { createExporter, type Exporter } from '../../server/exports/exporter.ts';
import type { Format } from '../../server/exports/formats.ts';
import { exportables, few } from '../../server/exports/tables.ts';
import { testOffice, today, tokenOf, userId, type Office, type Role } from '../support/app.ts';
import { rowsOf } from '../support/workbook.ts';

// More than what waits between a thread and its reader.
const many = 4_000;
let office: Office;
let exporter: Exporter;
beforeAll(async () => {
  office = await testOffice();
  exporter = createExporter();
  await office.db.write(async (tx) => {
    await tx.organization.createMany({
      data: Array.from({ length: many }, (_, n) => ({
        id: `long.${n}`,
        kind: 'municipality',
        nameFr: `Ville « ${n} »; l’œuvre\nà Été_x0041_ <&> 😀`,
        sortName: `ville ${n}`,
        createdById: userId('officer'),
        updatedById: userId('officer'),
      })),
    });
    await tx.contact.createMany({
      data: Array.from({ length: few * 2 }, (_, n) => ({
        id: `person.${n}`,
        familyName: `Longue ${n}`,
        sortName: `longue ${n}`,
        isPending: true,
        sensitivity: (['public', 'internal', 'restricted', 'confidential'] as const)[n % 4] ?? 'public',
        createdById: userId('administrator'),
        updatedById: userId('administrator'),
      })),
    });
  });
}, 120_000);
afterAll(async () => {
  await exporter.close();
  await office.close();
});

const context = (role: Role): Context => ({
  db: office.db,
  user: { id: userId(role), name: `Personne ${role}`, email: `${role}@test.example`, role, locale: 'fr', timeZone: 'America/Toronto' },
  locale: 'fr',
  now: today,
  requestId: 'test',
  write: () => Promise.reject(new Error('not here')),
});
const taskOf = (collection: keyof typeof exportables, format: Format, role: Role = 'reader') => {
  const { user, locale, now, requestId } = context(role);
  return { file: office.file, order: { collection, format, query: {}, who: { user, locale, now, requestId } } };
};
const raw = async (path: string, role: Role): Promise<Buffer> =>
  (await office.app.inject({ url: path, headers: { authorization: `Bearer ${tokenOf(role)}`, 'accept-language': 'fr' } })).rawPayload;
const endings = () => {
  const rows: number[] = [];
  return { rows, note: async (count: number) => void rows.push(count) };
};

describe('a long list', () => {
  it.each(['csv', 'xlsx', 'vcf'] as const)('is the same file in a thread of its own and without (%s)', async (format) => {
    const tally = { rows: 0 };
    const here = Buffer.concat(await Array.fromAsync(exportables.organizations.all(format, context('reader'), {}, tally)));
    const ending = endings();
    const file = await exporter.stream(taskOf('organizations', format), new AbortController().signal, ending.note);
    const there = Buffer.concat(await Array.fromAsync(file as AsyncIterable<Buffer>));
    expect(tally.rows).toBeGreaterThan(many);
    expect(there.equals(here)).toBe(true);
    if (format === 'xlsx') expect(rowsOf(there)).toHaveLength(tally.rows + 1);
    expect(ending.rows).toEqual([tally.rows]);
  });

  it('holds in every format as many rows as the screen says, and is on record with them', { timeout: 60_000 }, async () => {
    const { body } = await office.as('reader').get<{ total: number }>('/api/organizations?kind=municipality');
    expect(body.total).toBeGreaterThan(many - 1);
    const csv = (await raw('/api/organizations.csv?kind=municipality', 'reader')).toString();
    expect(csv.replace(/"(?:[^"]|"")*"/g, 'quoted').split('\r\n').filter(Boolean)).toHaveLength(body.total + 1);
    expect(rowsOf(await raw('/api/organizations.xlsx?kind=municipality', 'reader'))).toHaveLength(body.total + 1);
    expect((await raw('/api/organizations.vcf?kind=municipality', 'reader')).toString().split('BEGIN:VCARD')).toHaveLength(body.total + 1);
    const logged = await office.db.reader.exportLog.findMany({ where: { filters: 'kind = municipality', rows: body.total } });
    expect(logged.map(({ format }) => format).sort()).toEqual(['csv', 'vcf', 'xlsx']);
  });

  it.each([['reader', 2], ['officer', 3], ['strategist', 4]] as const)('holds for a %s nothing above their level', async (role, levels) => {
    const { body } = await office.as(role).get<{ total: number }>('/api/contacts?pending=true');
    const csv = (await raw('/api/contacts.csv?pending=true', role)).toString();
    const seen = [...csv.matchAll(/person\.(\d+)/g)].map(([, n]) => Number(n) % 4);
    expect(seen).toHaveLength((few * 2 * levels) / 4);
    expect(body.total).toBe(seen.length);
    expect(Math.max(...seen)).toBe(levels - 1);
  });

  it('stops when its reader goes away, with what had left on record, and lets the next have its turn', async () => {
    const ending = endings();
    const left = await Promise.all([1, 2].map(() => exporter.stream(taskOf('organizations', 'csv'), new AbortController().signal, ending.note)));
    const turn = exporter.stream(taskOf('organizations', 'csv'), new AbortController().signal, async () => undefined);
    // Both threads are taken by files that nobody reads to their end.
    expect(await Promise.race([turn.then(() => 'begun'), setTimeout(300, 'waits')])).toBe('waits');
    for (const file of left) {
      file.destroy();
      if (!file.closed) await once(file, 'close');
    }
    expect(ending.rows).toHaveLength(2);
    for (const rows of ending.rows) expect(rows).toBeLessThan(many);
    const next = Buffer.concat(await Array.fromAsync((await turn) as AsyncIterable<Buffer>));
    expect(next.length).toBeGreaterThan(100_000);
  });

  it('does no work for whoever left before their turn', async () => {
    const gone = new AbortController();
    gone.abort();
    const ending = endings();
    const file = await exporter.stream(taskOf('contacts', 'xlsx'), gone.signal, ending.note);
    expect(file.destroyed).toBe(true);
    expect(ending.rows).toEqual([]);
  });

  it('says what kept it from being made', async () => {
    await expect(exporter.stream({ ...taskOf('contacts', 'csv'), file: `${office.file}.none` }, new AbortController().signal, async () => undefined)).rejects.toThrow();
    await expect(exporter.stream(taskOf('forums', 'vcf'), new AbortController().signal, async () => undefined)).rejects.toThrow('no cards of forums');
  });
});
