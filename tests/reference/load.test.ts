import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../server/database.ts';
import { referenceFolder, type FileRecord } from '../../server/reference/files.ts';
import { loadReference } from '../../server/reference/load.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
let folder: string;

beforeEach(async () => {
  office = await testOffice();
  folder = mkdtempSync(join(tmpdir(), 'passerelle-release-'));
  cpSync(referenceFolder, folder, { recursive: true });
});
afterEach(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the next release out of this one. */
function change(file: string, id: string, edit: (record: FileRecord) => FileRecord): void {
  const path = join(folder, `${file}.json`);
  const records = JSON.parse(readFileSync(path, 'utf8')) as FileRecord[];
  expect(
    records.some((record) => record.id === id),
    id,
  ).toBe(true);
  writeFileSync(path, JSON.stringify(records.map((record) => (record.id === id ? edit(record) : record))));
}

/** Everything that is in the database, table by table, but the inner tables of the search index. */
async function dump(db: Database): Promise<string> {
  const tables = await db.reader.$queryRaw<{ name: string }[]>`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
      AND name NOT LIKE 'search_names%' AND name NOT LIKE 'search_texts%' ORDER BY name`;
  const content: string[] = [];
  for (const { name } of tables) {
    const rows = await db.reader.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM "${name}"`);
    content.push(
      name,
      JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    );
  }
  return content.join('\n');
}

test('everything is there once, under its reference id', async () => {
  const { reader } = office.db;
  expect(await reader.framework.count()).toBe(4);
  expect(await reader.policyNode.count({ where: { kind: 'commitment' } })).toBe(9);
  expect(await reader.place.count({ where: { kind: 'country' } })).toBe(249);
  expect(await reader.versionReading.count()).toBe(24);
  const bureau = await reader.organization.findUniqueOrThrow({
    where: { id: 'org.vdq-bri' },
    include: { addresses: { include: { citations: true } } },
  });
  expect(bureau.addresses.map(({ isCurrent, citations }) => [isCurrent, citations.length])).toEqual([
    [null, 1],
    [null, 1],
  ]);
  const uncited = await reader.policyNode.findMany({
    where: { citations: { none: { lineFrom: { not: null } } } },
    select: { id: true },
  });
  expect(uncited).toEqual([]);
});

test('loading again changes nothing', async () => {
  const before = await dump(office.db);
  const report = await loadReference(office.db);
  expect(report).toMatchObject({ created: 0, updated: 0, kept: 0 });
  expect(report.unchanged).toBeGreaterThan(700);
  expect(await dump(office.db)).toBe(before);
});

test('a release that differs in nothing but its files’ spacing changes no record', async () => {
  change('organizations', 'city.namur', (record) => record);
  const before = await office.db.reader.organization.findMany();
  expect(await loadReference(office.db, folder)).toMatchObject({ created: 0, updated: 0, kept: 0 });
  expect(await office.db.reader.organization.findMany()).toEqual(before);
});

test('a newer release updates what the office has not edited and never touches what it has', async () => {
  await office.db.write((tx) =>
    tx.organization.update({
      where: { id: 'city.bordeaux' },
      data: { descriptionFr: 'Notre texte.', version: { increment: 1 } },
    }),
  );
  await office.db.write((tx) =>
    tx.organization.update({
      where: { id: 'city.liege' },
      data: { archivedAt: new Date(), version: { increment: 1 } },
    }),
  );
  await office.db.write((tx) =>
    tx.organizationName.create({ data: { organizationId: 'city.namur', kind: 'alias', name: 'Nameur' } }),
  );
  for (const id of ['city.bordeaux', 'city.liege', 'city.namur']) {
    change('organizations', id, (record) => ({
      ...record,
      descriptionFr: 'Texte de la nouvelle version.',
      names: [{ kind: 'short', name: 'Nouveau' }],
      citations: [{ publication: 'Nouvelle source, 2027' }],
    }));
  }
  const report = await loadReference(office.db, folder);
  expect(report).toMatchObject({ created: 0, updated: 1, kept: 2 });

  const include = { names: { orderBy: { name: 'asc' } }, citations: true } as const;
  const read = (id: string) => office.db.reader.organization.findUniqueOrThrow({ where: { id }, include });
  const [bordeaux, liege, namur] = await Promise.all(['city.bordeaux', 'city.liege', 'city.namur'].map(read));
  expect(bordeaux).toMatchObject({ descriptionFr: 'Notre texte.', version: 2, names: [{ name: 'Bordeaux' }] });
  expect(liege).toMatchObject({ version: 2, names: [{ name: 'Liège' }] });
  expect(liege?.archivedAt).not.toBeNull();
  expect(namur).toMatchObject({ descriptionFr: 'Texte de la nouvelle version.', version: 2 });
  expect(namur?.names.map(({ name }) => name)).toEqual(['Nameur', 'Nouveau']);
  expect(namur?.citations.map(({ publication }) => publication)).toEqual(['Nouvelle source, 2027']);

  // The record that the release itself moved on still counts as not edited.
  change('organizations', 'city.namur', (record) => ({ ...record, descriptionFr: 'Encore une.' }));
  expect(await loadReference(office.db, folder)).toMatchObject({ updated: 1, kept: 2 });
  expect(await read('city.namur')).toMatchObject({ descriptionFr: 'Encore une.', version: 3 });
});

test('every kind of record can be updated with all that belongs to it', async () => {
  const samples: [string, string][] = [
    ['places', 'pl.bordeaux'],
    ['regions', 'reg.maghreb'],
    ['sectors', 'sec.culture'],
    ['address-forms', 'adr.mayor.f'],
    ['precedence-ranks', 'prec.rank-01'],
    ['organizations', 'org.vdq-bri'],
    ['source-documents', 'doc.brochure'],
    ['frameworks', 'fw.vdq-vision'],
    ['policy-nodes', 'vdq.learns.watch'],
    ['version-differences', 'diff.address'],
    ['alignments', 'xw.vdq.shines.business.1'],
    ['forums', 'fo.owhc'],
    ['missions', 'ms.2023-03'],
    ['agreements', 'ag.namur-2024'],
    ['outcomes', 'ac.tiea'],
  ];
  for (const [file, id] of samples) {
    change(file, id, (record) => {
      const field =
        ['nameFr', 'titleFr', 'labelFr', 'fieldFr', 'basis'].find((name) => typeof record[name] === 'string') ??
        'nameFr';
      return { ...record, [field]: `${String(record[field])} (revu)` };
    });
  }
  const { reader } = office.db;
  const count = async (): Promise<number[]> =>
    Promise.all([
      reader.citation.count(),
      reader.versionReading.count(),
      reader.membership.count(),
      reader.organizationRelation.count(),
      reader.regionPlace.count(),
    ]);
  const before = await count();
  expect(await loadReference(office.db, folder)).toMatchObject({ created: 0, updated: samples.length, kept: 0 });
  expect(await count()).toEqual(before);
  expect(await reader.forum.findUniqueOrThrow({ where: { id: 'fo.owhc' } })).toMatchObject({
    nameFr: 'Organisation des villes du patrimoine mondial (revu)',
    version: 2,
  });
  expect(await reader.$queryRaw`PRAGMA foreign_key_check`).toEqual([]);
});

test('a new record arrives, and one that the office removed does not come back', async () => {
  await office.db.write((tx) => tx.organization.delete({ where: { id: 'lp.morrin' } }));
  change('organizations', 'lp.morrin', (record) => ({ ...record, descriptionFr: 'Revenu.' }));
  const path = join(folder, 'organizations.json');
  const records = JSON.parse(readFileSync(path, 'utf8')) as FileRecord[];
  const added = {
    id: 'city.reims',
    kind: 'municipality',
    nameFr: 'Ville de Reims',
    nameEn: 'City of Reims',
    placeId: 'pl.fr',
    citations: [{ publication: 'Exemple, 2027' }],
  };
  writeFileSync(path, JSON.stringify([...records, added]));
  expect(await loadReference(office.db, folder)).toMatchObject({ created: 1, updated: 0, kept: 1 });
  expect(await office.db.reader.organization.findUnique({ where: { id: 'lp.morrin' } })).toBeNull();
  expect(await office.db.reader.organization.findUnique({ where: { id: 'city.reims' } })).toMatchObject({
    sortName: 'ville de reims',
    stage: 'prospect',
  });
});
