import { rmSync } from 'node:fs';
import { fillOffice, openOffice } from '../../server/startup.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { addMany } from './many.ts';

/** Makes an office in a file of its own: reference data, demonstration, and the part `scale` of the full size. */
export async function makeOffice(file: string, scale: number): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
  const db = await openOffice({ file });
  await fillOffice(db);
  await loadDemo(db, new Date());
  await db.close();
  if (scale > 0) await addMany(file, scale);
}
