import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf } from '../../server/http/session.ts';
import { fillOffice, openOffice } from '../../server/startup.ts';

export const token = 'test-token-of-the-process-tests';

let made: Promise<Buffer> | undefined;

/**
 * Puts an office in a folder, as a first start leaves it, with one officer who calls with `token`: copies of one that is
 * made once. Returns its database file.
 */
export async function makeOffice(dataDir: string): Promise<string> {
  const file = join(dataDir, 'passerelle.db');
  made ??= makeOnce();
  writeFileSync(file, await made);
  return file;
}

async function makeOnce(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-officer-'));
  try {
    const file = join(folder, 'passerelle.db');
    const db = await openOffice({ file });
    await fillOffice(db);
    await db.write((tx) =>
      tx.user.create({
        data: { email: 'officer@test.example', name: 'Personne', role: 'officer', tokens: { create: { name: 'test', tokenHash: hashOf(token) } } },
      }),
    );
    await db.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Creates an organization through the API. Returns its id once the server has acknowledged it. */
export async function addOrganization(address: string, nameFr: string): Promise<string> {
  const response = await fetch(`${address}/api/organizations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'municipality', nameFr }),
  });
  const body = (await response.json()) as { id: string };
  if (response.status !== 201) throw new Error(`${response.status}: ${JSON.stringify(body)}`);
  return body.id;
}
