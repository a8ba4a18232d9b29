import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../server/database.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { withDerived } from '../../server/derived.ts';
import { officeOnCopyOf, templateFile, type Office } from './app.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Another day than the one for which the demonstration was written: a Tuesday, four months later. */
export const demoDay = new Date('2027-03-23T16:00:00.000Z');

/** The demonstration office as it is on `demoDay`, with one person a role: a copy of a database that is made once. */
export async function demoOffice(): Promise<Office> {
  const office = await officeOnCopyOf(await demoFile());
  office.at(demoDay);
  return office;
}

async function demoFile(): Promise<string> {
  const empty = await templateFile();
  const file = join(dirname(empty), `demo-${fingerprint()}-${basename(empty)}`);
  if (existsSync(file)) return file;
  const draft = join(dirname(file), `${randomUUID()}.db`);
  copyFileSync(empty, draft);
  const db = withDerived(await openDatabase({ file: draft }));
  await loadDemo(db, demoDay);
  // So that the copy is one file: nothing is left beside it in the write-ahead log.
  await db.write(async () => undefined);
  await db.close();
  renameSync(draft, file);
  return file;
}

/** Of what the demonstration is made from, beside what the empty office is made from. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['server/demo', 'prisma/demo']) {
    if (!existsSync(join(root, folder))) continue;
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(json|ts)$/.test(name)) hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
