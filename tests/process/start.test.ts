import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeRefusal } from '../../scripts/prepare.mjs';
import { serverEntry } from '../../scripts/support/run.mjs';
import { addOrganization, makeOffice } from './officer.ts';
import { runToEnd, startServer, temporaryFolder } from './server.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const nobody = 65534;
const isRoot = process.getuid?.() === 0;

/** Starts the server and expects one sentence and code 1. */
async function refusal(options: Parameters<typeof runToEnd>[3] = {}): Promise<string> {
  const { code, output } = await runToEnd(serverEntry, [], folder.path, options);
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toHaveLength(1);
  return output.trim();
}

describe('a start that would end badly is refused in one sentence', () => {
  it('when a variable is wrong', async () => {
    expect(await refusal({ env: { PORT: 'three' } })).toContain('PORT must be a port number');
  });

  it('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await makeOffice(folder.path);
    const { code, output } = await runToEnd(serverEntry, [], folder.path, { env: { PORT: String(port) } });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is already taken`);
  });

  it('when the database is newer than the program', async () => {
    const db = new Sqlite(await makeOffice(folder.path));
    db.exec(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('x', 'x', '20990101000000_from_the_future', 1, 1, 1)`);
    db.close();
    expect(await refusal()).toMatch(/newer than this program \(it has 20990101000000_from_the_future\)/);
  });

  it('when the file is no database', async () => {
    writeFileSync(join(folder.path, 'passerelle.db'), 'Ceci n’est pas une base de données.'.repeat(100));
    expect(await refusal()).toContain('is not a database');
  });

  it('when the database cannot be put in WAL mode', async () => {
    const holder = new Sqlite(await makeOffice(folder.path));
    holder.pragma('journal_mode = DELETE');
    holder.exec('BEGIN; SELECT count(*) FROM "User";');
    holder.prepare('SELECT count(*) FROM "User"').get();
    const sentence = await refusal();
    holder.close();
    expect(sentence).toContain('WAL');
  });

  it('when the folder cannot be written', async () => {
    chmodSync(folder.path, 0o555);
    const sentence = await refusal(isRoot ? { uid: nobody } : {});
    chmodSync(folder.path, 0o755);
    expect(sentence).toContain('cannot be written');
  });

  it('when the file is read-only', async () => {
    const file = await makeOffice(folder.path);
    chmodSync(file, 0o444);
    chmodSync(folder.path, 0o755);
    if (isRoot) chownSync(folder.path, nobody, nobody);
    expect(await refusal(isRoot ? { uid: nobody } : {})).toContain('is read-only');
  });

  it('when Node is too old', () => {
    expect(nodeRefusal('16.20.2')).toContain('16.20.2');
    expect(nodeRefusal('18.0.0')).toBeUndefined();
  });
});

describe('the running process', () => {
  it('makes an office where there is none, offers the first account once, and keeps what it is told', async () => {
    const dataDir = join(folder.path, 'new', 'office');
    mkdirSync(join(folder.path, 'new'));
    const server = await startServer(dataDir);
    await expect.poll(server.output).toMatch(/\/setup\?token=[\w-]{20,}/);
    const missing = await fetch(`${server.address}/api/nothing`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toContain('application/problem+json');
    const page = await fetch(`${server.address}/signin`, { headers: { 'accept-language': 'fr-CA' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain('nonce-');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await page.text()).toContain('<html lang="fr');
    const { code, signal } = await server.stop('SIGTERM');
    expect([code, signal]).not.toEqual([1, null]);
  });

  it('stops on Ctrl+C through npm start’s script, with the port free at once', async () => {
    await makeOffice(folder.path);
    const first = await startServer(folder.path, { script: 'scripts/start.mjs' });
    const port = new URL(first.address).port;
    const id = await addOrganization(first.address, 'Ville de Reykjavik');
    await first.stop('SIGINT');
    const second = await startServer(folder.path, { script: 'scripts/start.mjs', env: { PORT: port } });
    expect(new URL(second.address).port).toBe(port);
    expect(id).not.toBe(await addOrganization(second.address, 'Ville de Nuuk'));
    await second.stop('SIGTERM');
  });
});
