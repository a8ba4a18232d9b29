import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArchiveRefusal, exportOffice, importOffice } from '../../server/archive.ts';
import type { Database } from '../../server/database.ts';
import { openOffice } from '../../server/startup.ts';
import { testOffice, today, type Office } from '../support/app.ts';

let office: Office;
let empty: Database;
const folder = mkdtempSync(join(tmpdir(), 'passerelle-archive-'));
beforeAll(async () => {
  office = await testOffice();
  empty = await openOffice({ file: join(folder, 'empty.db') });
  await office.as('officer').post('/api/interactions', { subject: 'À garder', startsAt: '2026-10-01T14:00:00Z', organizationIds: ['city.bordeaux'] });
  await office.db.write((tx) =>
    tx.attachment.create({ data: { fileName: 'a.bin', mediaType: 'application/octet-stream', size: 3, sha256: 'x', content: new Uint8Array([0, 255, 7]) } }),
  );
});
afterAll(async () => {
  await office.close();
  await empty.close();
  rmSync(folder, { recursive: true, force: true });
});

it('gives the same archive from the office that it was loaded into', async () => {
  const { file, rows } = await exportOffice(office.db, today);
  expect(await importOffice(empty, file)).toEqual({ rows });
  expect((await exportOffice(empty, today)).file.equals(file)).toBe(true);
});

it('refuses an office that is not empty, another file, and a damaged archive, and changes nothing', async () => {
  const { file } = await exportOffice(office.db, today);
  await expect(importOffice(office.db, file)).rejects.toThrow(ArchiveRefusal);
  await expect(importOffice(office.db, Buffer.from('not a zip'))).rejects.toThrow(ArchiveRefusal);
  const damaged = Buffer.from(file);
  damaged.fill(0x41, Math.floor(file.length / 2), Math.floor(file.length / 2) + 50);
  await expect(importOffice(empty, damaged)).rejects.toThrow();
  expect((await exportOffice(office.db, today)).file.equals(file)).toBe(true);
});
