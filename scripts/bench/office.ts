import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../server/app.ts';
import type { Database } from '../../server/database.ts';
import { demoPassword, loadDemo } from '../../server/demo/load.ts';
import { fillOffice, openOffice } from '../../server/startup.ts';
import { addMany } from './many.ts';

export type Office = {
  file: string;
  db: Database;
  /** Calls the API as the demonstration's officer. @throws when the answer is a refusal */
  call(method: 'GET' | 'POST', url: string, body?: object): Promise<{ body: string }>;
  close(): Promise<void>;
};

/** A demonstration office of its own, in a temporary folder; `scale` adds that part of the full size. */
export async function openBenchOffice(scale: number): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const file = join(folder, 'passerelle.db');
  const db = await openOffice({ file });
  await fillOffice(db);
  await loadDemo(db, new Date());
  if (scale > 0) await addMany(db, file, scale);
  const app = await buildApp({ db, sessionSecret: 'a secret for one run of the benchmark' });
  const authorization = `Bearer ${await tokenFor(app)}`;
  return {
    file,
    db,
    async call(method, url, body) {
      const answer = await app.inject({ method, url, headers: { authorization }, ...(body ? { payload: body } : {}) });
      if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
      return answer;
    },
    async close() {
      await app.close();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as the officer, as a person would, and makes a token. */
async function tokenFor(app: FastifyInstance): Promise<string> {
  const ours = { 'sec-fetch-site': 'same-origin' };
  const payload = { email: 'agente@demo.example', password: demoPassword };
  const signedIn = await app.inject({ method: 'POST', url: '/api/session', payload, headers: ours });
  const [cookie] = signedIn.cookies;
  if (!cookie) throw new Error(`sign-in refused: ${signedIn.body}`);
  const made = await app.inject({
    method: 'POST',
    url: '/api/tokens',
    payload: { name: 'bench' },
    cookies: { [cookie.name]: cookie.value },
    headers: ours,
  });
  return made.json<{ token: string }>().token;
}
