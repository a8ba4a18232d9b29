import { copyFileSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { rebuildContactTally } from '../../server/contacts/contact-tally.tables.ts';
import { refreshContacts } from '../../server/contacts/derived.ts';
import { rebuildKnownBy } from '../../server/contacts/known-by.tables.ts';
import { putActivity } from '../../server/interactions/activity.bulk.ts';
import { rebuildTally } from '../../server/interactions/tally.tables.ts';
import { refreshOrganizations } from '../../server/organizations/derived.ts';
import { fillSearchFrom } from '../../server/search/bulk.ts';
import { openOffice } from '../../server/startup.ts';
import { inBulk, inserting } from './bulk.ts';
import type { Counted, Read } from './many.reading.worker.ts';
import type { Rows } from './many.worker.ts';
import { passed } from './passing.ts';

/** The full size, of which --scale takes a part. */
export const full = { places: 3_000, users: 40, organizations: 20_000, contacts: 100_000, interactions: 1_000_000, followUps: 150_000, missions: 500, agreements: 600 };
export type Size = typeof full;

const tables = [
  'Place', 'User', 'Organization', 'OrganizationName', 'OrganizationTag', 'OrganizationSector', 'OrganizationCommitment', 'Contact', 'ContactLanguage', 'ContactPoint',
  'Position', 'Acquaintance', 'Interaction', 'InteractionOrganization', 'InteractionCommitment', 'InteractionSector', 'Participant', 'DiscussionPoint', 'FollowUp',
  'Mission', 'MissionOrganization', 'ItineraryItem', 'MissionObjective', 'Agreement', 'AgreementParty', 'AgreementCommitment', 'Membership',
];

/**
 * Adds the part `scale` of the full size to an office that is open nowhere: the same every time (seeded), skewed like
 * life, over ten years up to today; with its derived columns and its search index. Two threads share the work: one makes
 * the rows up and the other inserts them; then one reads and counts while the other writes.
 */
export async function addMany(file: string, scale: number): Promise<void> {
  const size = Object.fromEntries(Object.entries(full).map(([name, count]) => [name, Math.round(count * scale)])) as Size;
  await addRows(file, size);
  const reading = passed<Counted | Read>(new Worker(new URL('./many.reading.worker.ts', import.meta.url), { workerData: { file } }));
  const db = await openOffice({ file });
  try {
    await db.write(async (tx) => {
      await tx.$executeRawUnsafe('PRAGMA cache_size = -1000000');
      await rebuildTally(tx);
      await refreshOrganizations(tx, null);
      await refreshContacts(tx, null);
      await rebuildContactTally(tx);
      await rebuildKnownBy(tx);
    });
  } finally {
    await db.close();
  }
  const raw = new Sqlite(file);
  raw.pragma('synchronous = OFF');
  raw.pragma('wal_autocheckpoint = 50000');
  raw.pragma('cache_size = -400000');
  raw.pragma('temp_store = MEMORY');
  const counted = (await reading.next()).value as Counted;
  putActivity(raw, counted.counts);
  await fillSearchFrom(file, raw, reading as AsyncGenerator<Read>);
}

async function addRows(file: string, size: Size): Promise<void> {
  const before = `${file}.before`;
  copyFileSync(file, before);
  const raw = new Sqlite(file);
  await inBulk(raw, tables, async () => {
    // What the office had is read from a copy: this connection keeps everybody else out of the file.
    const insert = inserting(raw);
    for await (const { table, columns, values } of passed<Rows>(new Worker(new URL('./many.worker.ts', import.meta.url), { workerData: { file: before, size } }))) insert(table, columns, values);
  });
  raw.close();
  rmSync(before);
}
