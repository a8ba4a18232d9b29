import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle, serverEntry } from '../../scripts/support/run.mjs';
import { createParser } from '../../server/imports/parser.ts';
import { root, runToEnd, temporaryFolder } from './server.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Every source of the server, by its path under it. */
const sources = new Map(
  readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, 'server', path), 'utf8')]),
);
const bundled = (path: string): string => join(bundle, `${path.replace(/\.ts$/, '').replaceAll('/', '.')}.js`);

describe('the server as few files', () => {
  const jobs = [...sources].flatMap(([path, text]) => [...text.matchAll(/module: import\.meta\.url, name: '(\w+)'/g)].map(([, name]) => [path, name!] as const));

  it.each(jobs)('a thread finds the job of %s: %s', async (path, name) => {
    const found = (await import(pathToFileURL(bundled(path)).href)) as Record<string, unknown>;
    expect(found[name]).toBeTypeOf('function');
  });

  it('names a job wherever the sources speak of a module to find', () => {
    expect(jobs).toHaveLength([...sources.values()].join('\n').split('module: import.meta.url').length - 1);
    expect(jobs.length).toBeGreaterThan(5);
  });

  it('reads a stranger’s file in a thread of its own', async () => {
    const parser = createParser(pathToFileURL(bundled('imports/parse-worker.ts')));
    const event = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260110T150000Z', 'DTEND:20260110T160000Z', 'SUMMARY:Rencontre', 'END:VEVENT', 'END:VCALENDAR', ''];
    const parsed = await parser.parse({ bytes: new TextEncoder().encode(event.join('\r\n')), timeZone: 'America/Toronto', now: '2026-01-05T12:00:00.000Z' });
    await parser.close();
    expect(JSON.stringify(parsed)).toContain('Rencontre');
  });

  it('has every thread that the sources begin, and never runs a source', () => {
    const threads = [...sources.keys()].filter((path) => /[.-]worker\.ts$/.test(path));
    expect(threads.length).toBeGreaterThan(4);
    for (const path of threads) expect(readFileSync(bundled(path), 'utf8').length, path).toBeGreaterThan(0);
    for (const name of readdirSync(bundle)) expect(readFileSync(join(bundle, name), 'utf8'), name).not.toMatch(/worker\.ts['"]/);
  });
});

/** A second Passerelle, whose sources may be changed: the packages are the same. */
function secondHouse(): string {
  const house = join(folder.path, 'house');
  for (const part of ['server', 'prisma', 'scripts', 'web', 'messages', 'project.inlang', 'generated', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(house, part), { recursive: true });
  }
  mkdirSync(join(house, 'node_modules/.cache'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(root, 'node_modules', name), join(house, 'node_modules', name));
  }
  cpSync(join(root, 'node_modules/.cache/passerelle'), join(house, 'node_modules/.cache/passerelle'), { recursive: true, filter: (path) => !path.endsWith('code') });
  return house;
}

describe('a change of the sources', () => {
  const house = secondHouse();
  const preparing = join(folder.path, 'preparing.mjs');
  writeFileSync(preparing, `const { buildServer } = await import(${JSON.stringify(pathToFileURL(join(house, 'scripts/prepare.mjs')).href)});\nawait buildServer();\n`);

  it('is what the next start runs; without one, nothing is made anew', async () => {
    expect((await runToEnd(preparing, [], folder.path)).output).toBe('✓ Server\n');
    const changed = join(house, 'server/startup.ts');
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('function checkWritable(folder: string, file: string): void {', `$&\n  if (file !== '') throw new TypeError('changed in a test');`));
    expect((await runToEnd(preparing, [], folder.path)).output).toMatch(/^✓ Server \(\d/);
    const { code, output } = await runToEnd(join(house, serverEntry), [], folder.path);
    expect(code).toBe(1);
    // What is not a refusal says where it comes from, in names that are those of the sources.
    expect(output).toMatch(/TypeError: changed in a test\n\s+at checkWritable \(.*\n\s+at openOffice \(/);
  });

  it('that cannot be built stops the start', async () => {
    const broken = join(house, 'server/startup.ts');
    writeFileSync(broken, `${readFileSync(broken, 'utf8')}\nexport const half =`);
    expect((await runToEnd(preparing, [], folder.path)).code).toBe(1);
    rmSync(house, { recursive: true });
  });
});
