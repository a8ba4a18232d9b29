import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
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

/** The same in a thread of its own, beside what this one does. */
export async function makeOfficeBeside(file: string, scale: number): Promise<void> {
  const [code] = (await once(new Worker(new URL('./make.worker.ts', import.meta.url), { workerData: { file, scale } }), 'exit')) as [number];
  if (code !== 0) throw new Error(`the office ${file} could not be made`);
}
