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
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  await buildServer();
  const office = temporaryFolder();
  const server = await startServer(office.path, { env: { PASSERELLE_MODE: 'demo' } });
  await server.stop('SIGTERM');
  const demo = join(mkdtempSync(join(tmpdir(), 'passerelle-journeys-')), 'demo');
  cpSync(`${office.path}-demo`, demo, { recursive: true });
  office.remove();
  project.provide('demo', demo);
  return () => rmSync(join(demo, '..'), { recursive: true, force: true });
}
