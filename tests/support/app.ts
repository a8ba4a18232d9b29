import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../server/app.ts';
import { openDatabase, type Database } from '../../server/database.ts';
import { hashOf } from '../../server/http/session.ts';
import { withDerived } from '../../server/derived.ts';
import { loadReference } from '../../server/reference/load.ts';
import { rebuildSearch } from '../../server/search/rebuild.ts';
import { openOffice } from '../../server/startup.ts';
import { roles } from '../../server/vocabulary.ts';

export type Role = (typeof roles)[number];
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
/** The body is whatever the test knows it to be. */
export type Answer<T = Record<string, unknown>> = { status: number; body: T; headers: Record<string, unknown>; text: string };

/** The day on which every test takes place. */
export const today = new Date('2026-11-21T15:00:00.000Z');

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One id a role: `user.officer` … */
export const userId = (role: Role): string => `user.${role}`;

/**
 * An office of its own for one test file: migrated, with the reference data and one person a role, on a copy of a
 * database that is made once for each state of the schema and of the reference data.
 */
export async function testOffice() {
  return officeOnCopyOf(await templateFile());
}

/** An office on a copy of a database file, which goes when it is closed. */
export async function officeOnCopyOf(original: string) {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-test-'));
  const file = join(folder, 'passerelle.db');
  copyFileSync(original, file);
  let now = today;
  // Test files keep their office to the end of the process: what is heavy in it goes when it is closed.
  let kept: Opened | null = await opened(file, () => now);
  const open = (): Opened => {
    if (!kept) throw new Error('This office is closed.');
    return kept;
  };
  return {
    get app() {
      return open().app;
    },
    get db() {
      return open().db;
    },
    file,
    /** Moves the office's clock. */
    at(instant: Date): void {
      now = instant;
    },
    as: (role: Role) => caller(open().app, { authorization: `Bearer ${tokenOf(role)}` }),
    anonymous: () => caller(open().app, {}),
    async close(): Promise<void> {
      const { app, db } = open();
      kept = null;
      await app.close();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Opened = { app: FastifyInstance; db: Database };
async function opened(file: string, clock: () => Date): Promise<Opened> {
  const db = withDerived(await openDatabase({ file }));
  const app = await buildApp({ db, sessionSecret: 'a secret for the tests, long enough', clock, signInAttempts: 1000 });
  return { app, db };
}
export type Office = Awaited<ReturnType<typeof testOffice>>;

export function tokenOf(role: Role): string {
  return `test-token-${role}`;
}

export function caller(app: FastifyInstance, headers: Record<string, string>) {
  const call =
    (method: Method) =>
    async <T = Record<string, unknown>>(url: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer<T>> => {
      const response = await app.inject({
        method,
        url,
        headers: { 'accept-language': 'fr', ...headers, ...more },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: response.statusCode,
        body: (isJson ? response.json() : undefined) as T,
        headers: response.headers,
        text: response.payload,
      };
    };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    delete: call('DELETE'),
    /** PATCH with If-Match, as every change needs. */
    patch: <T = Record<string, unknown>>(url: string, version: number, body: unknown): Promise<Answer<T>> =>
      call('PATCH')<T>(url, body, { 'if-match': `"v${version}"` }),
    call: (method: Method, url: string, body?: unknown, more?: Record<string, string>) => call(method)(url, body, more),
  };
}

let ready: Promise<string> | undefined;
/** The database of an empty office, with the reference data and one person a role; made once. */
export function templateFile(): Promise<string> {
  ready ??= makeTemplate();
  return ready;
}

async function makeTemplate(): Promise<string> {
  const folder = join(tmpdir(), 'passerelle-test-templates');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${fingerprint()}.db`);
  if (existsSync(file)) return file;
  const draft = join(folder, `${randomUUID()}.db`);
  const db = await openOffice({ file: draft });
  await addPeople(db);
  await loadReference(db);
  await rebuildSearch(db);
  // So that the copy is one file: nothing is left beside it in the write-ahead log.
  await db.write(async () => undefined);
  await db.close();
  renameSync(draft, file);
  return file;
}

async function addPeople(db: Database): Promise<void> {
  await db.write(async (tx) => {
    for (const role of roles) {
      await tx.user.create({
        data: {
          id: userId(role),
          email: `${role}@test.example`,
          name: `Personne ${role}`,
          role,
          tokens: { create: { name: 'test', tokenHash: hashOf(tokenOf(role)), lastUsedAt: today } },
        },
      });
    }
  });
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['prisma/migrations', 'prisma/reference', 'server/reference', 'server/search', 'server/organizations']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(json|sql|ts)$/.test(name)) hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  for (const tables of ['interactions/activity', 'interactions/tally', 'contacts/contact-tally', 'contacts/known-by', 'targets/freeze']) hash.update(readFileSync(join(root, `server/${tables}.tables.ts`)));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}
