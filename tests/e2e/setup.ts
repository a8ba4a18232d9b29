import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildServer } from '../../scripts/prepare.mjs';
import { startServer, temporaryFolder } from '../process/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The demonstration office's data folder, filled once: each file of journeys copies it. */
    demo: string;
    /** The address of the office that journeys share which change nothing in it. */
    office: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildServer();
  const office = temporaryFolder();
  const server = await startServer(office.path, { env: { PASSERELLE_MODE: 'demo' } });
  await server.stop('SIGTERM');
  const demo = join(mkdtempSync(join(tmpdir(), 'passerelle-journeys-')), 'demo');
  cpSync(`${office.path}-demo`, demo, { recursive: true });
  project.provide('demo', demo);
  const shared = await startServer(office.path, { env: { PASSERELLE_MODE: 'demo' } });
  project.provide('office', shared.address);
  return async () => {
    await shared.stop('SIGTERM');
    office.remove();
    rmSync(join(demo, '..'), { recursive: true, force: true });
  };
}
