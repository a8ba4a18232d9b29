import { buildApp } from '../../server/app.ts';
import { demoPassword } from '../../server/demo/load.ts';
import { exportables } from '../../server/exports/tables.ts';
import type { Context, SignedIn } from '../../server/http/context.ts';
import { openOffice } from '../../server/startup.ts';
import { operationsOf, type Call, type Operation, type Subject } from './operations.ts';
import { recorder, type Statement } from './raw.ts';

/** An office's operations, with the statements that each turn sends to the database, and the token to ask with. */
export type Prepared = { token: string; size: string; operations: { operation: Operation; statements: Statement[][] }[] };

const { record } = recorder();

/** Opens an office in this process for as long as it takes to see what its operations ask of the database. */
export async function prepareOffice(file: string, names: readonly string[]): Promise<Prepared> {
  const db = await openOffice({ file });
  const app = await buildApp({ db, sessionSecret: 'a secret for one run of the benchmark' });
  try {
    const token = await tokenFor(app);
    const call = async ({ method, path, body }: Call): Promise<string> => {
      const answer = await app.inject({ method, url: path, headers: { authorization: `Bearer ${token}` }, ...(body ? { payload: body } : {}) });
      if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
      return answer.body;
    };
    const subject: Subject = { busiest: await mostMet(db), fiveHundred: await metAbout(db, 500), word: 'ville', lastPage: await lastPage(db, call) };
    const operations: Prepared['operations'] = [];
    for (const operation of names.flatMap((name) => operationsOf(name, subject))) {
      const statements: Statement[][] = [];
      for (const turn of operation.turns) {
        // Once before: what is made at first use is not part of a turn.
        if (!operation.isLong) for (const one of turn) await call(one);
        // A write by nobody in particular: counts that are kept until somebody writes are made anew, as raw.
        await db.write((tx) => tx.setting.upsert({ where: { key: 'bench' }, create: { key: 'bench', value: '' }, update: { value: String(statements.length) } }));
        statements.push(await record(async () => {
          for (const one of turn) await call(one);
          if (operation.list) await readAll(db, operation.list);
        }));
      }
      operations.push({ operation, statements });
    }
    return { token, size: await sizeOf(db), operations };
  } finally {
    await app.close();
    await db.close();
  }
}

type Db = Awaited<ReturnType<typeof openOffice>>;
type App = Awaited<ReturnType<typeof buildApp>>;

/** What a thread asks of the database for a long list. */
async function readAll(db: Db, { collection, query }: NonNullable<Operation['list']>): Promise<void> {
  const user = { ...(await db.reader.user.findFirstOrThrow({ where: { role: 'officer' } })), role: 'officer', locale: 'fr' } as SignedIn;
  const ctx: Context = { db, user, locale: 'fr', now: new Date(), requestId: 'bench', write: () => Promise.reject(new Error('a list writes nothing')) };
  const tally = { rows: 0 };
  for await (const _part of exportables[collection].all('csv', ctx, query, tally));
}

async function mostMet({ reader }: Db): Promise<string> {
  const [first] = await reader.$queryRaw<{ id: string }[]>`
    SELECT t."member" AS id FROM interaction_tally t JOIN "Organization" o ON o."id" = t."member"
    WHERE NOT o."isOurs" GROUP BY t."member" ORDER BY sum(t."n") DESC, t."member" LIMIT 1`;
  if (!first) throw new Error('the office has no interaction');
  return first.id;
}

/** The partner met so often, or a little more; the one met most where none is. */
async function metAbout(db: Db, least: number): Promise<string> {
  const [found] = await db.reader.$queryRaw<{ id: string }[]>`
    SELECT t."member" AS id FROM interaction_tally t JOIN "Organization" o ON o."id" = t."member"
    WHERE NOT o."isOurs" GROUP BY t."member" HAVING sum(t."n") >= ${least} ORDER BY sum(t."n"), t."member" LIMIT 1`;
  return found?.id ?? mostMet(db);
}

/** The address of the last page of all interactions: the first page the other way round says where it begins. */
async function lastPage({ reader }: Db, call: (call: Call) => Promise<string>): Promise<string> {
  const { nextCursor } = JSON.parse(await call({ method: 'GET', path: '/api/interactions?sort=-startsAt&limit=1' })) as { nextCursor: string | null };
  const [at] = await reader.$queryRaw<{ startsAt: Date; id: string }[]>`
    SELECT "startsAt", "id" FROM "Interaction" WHERE "archivedAt" IS NULL ORDER BY "startsAt", "id" LIMIT 1 OFFSET 50`;
  if (!nextCursor || !at) return '/api/interactions';
  const cursor = Buffer.from(JSON.stringify(['-startsAt', at.startsAt.toISOString(), at.id])).toString('base64url');
  return `/api/interactions?sort=-startsAt&cursor=${cursor}`;
}

async function sizeOf({ reader }: Db): Promise<string> {
  const [organizations, contacts, interactions] = await Promise.all([reader.organization.count(), reader.contact.count(), reader.interaction.count()]);
  return `${organizations} organizations, ${contacts} contacts, ${interactions} interactions`;
}

/** Signs in as the officer, as a person would, and makes a token. */
async function tokenFor(app: App): Promise<string> {
  const ours = { 'sec-fetch-site': 'same-origin' };
  const payload = { email: 'agente@demo.example', password: demoPassword };
  const signedIn = await app.inject({ method: 'POST', url: '/api/session', payload, headers: ours });
  const [cookie] = signedIn.cookies;
  if (!cookie) throw new Error(`sign-in refused: ${signedIn.body}`);
  const made = await app.inject({ method: 'POST', url: '/api/tokens', payload: { name: 'bench' }, cookies: { [cookie.name]: cookie.value }, headers: ours });
  return made.json<{ token: string }>().token;
}
