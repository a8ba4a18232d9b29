import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingEntries, platformEntry } from '../../scripts/complete-lock.mjs';
import { parseConfig } from '../../server/config.ts';

const root = join(import.meta.dirname, '../..');

describe('configuration', () => {
  it('has an answer for everything', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: join(root, 'data'),
      databaseFile: join(root, 'data/passerelle.db'),
      origin: undefined,
      logLevel: 'warn',
      mail: undefined,
      sessionSecret: undefined,
      demo: false,
      fresh: false,
      dev: false,
      terminal: 'en',
    });
  });

  it('takes what is set, and an empty variable for one that is not', () => {
    const config = parseConfig({ PORT: '0', HOST: '::', DATA_DIR: '/srv/office', ORIGIN: 'https://passerelle.example', LOG_LEVEL: '', LANG: 'fr_CA.UTF-8' });
    expect(config).toMatchObject({ port: 0, host: '::', databaseFile: '/srv/office/passerelle.db', logLevel: 'warn', terminal: 'fr' });
  });

  it('sends mail through the server named, whose password it never repeats', () => {
    const mail = { SMTP_URL: 'smtp://office:s%40crecy@mail.example:587', MAIL_FROM: 'Passerelle <passerelle@office.example>' };
    expect(parseConfig(mail).mail).toEqual({ url: mail.SMTP_URL, from: mail.MAIL_FROM });
    expect(() => parseConfig({ ...mail, SMTP_URL: 'smtp://office:secret@mail.example/path' })).toThrow(/^(?!.*secret).*SMTP_URL/);
  });

  it('keeps the demonstration office apart from the office', () => {
    const demo = parseConfig({ PASSERELLE_MODE: 'demo', PASSERELLE_FRESH: '1', DATA_DIR: '/srv/office/' });
    expect(demo).toMatchObject({ demo: true, fresh: true, dataDir: '/srv/office-demo' });
    expect(parseConfig({ PASSERELLE_FRESH: '1' }).fresh).toBe(false);
    expect(() => parseConfig({ PASSERELLE_MODE: 'demo', DATABASE_URL: 'file:/srv/office/passerelle.db' })).toThrow('DATABASE_URL');
  });

  it.each([
    [{ PORT: 'x' }, 'PORT must be a port number, from 0 to 65535, not "x".'],
    [{ PORT: '65536' }, 'PORT must be a port number'],
    [{ HOST: 'a b' }, 'HOST must be an address'],
    [{ ORIGIN: 'https://passerelle.example/app' }, 'ORIGIN must be the address that people use'],
    [{ ORIGIN: 'https://' }, 'ORIGIN must be'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error'],
    [{ DATABASE_URL: 'postgres://office' }, 'DATABASE_URL must be file:<path>'],
    [{ SMTP_URL: 'http://mail.example', MAIL_FROM: 'a@b.example' }, 'SMTP_URL must be the mail server'],
    [{ SMTP_URL: 'smtp://mail.example:587' }, 'MAIL_FROM must be set with SMTP_URL'],
    [{ MAIL_FROM: 'Passerelle' }, 'MAIL_FROM must be the address that mail comes from'],
    [{ SESSION_SECRET: 'short' }, 'SESSION_SECRET must have at least 32 characters.'],
  ])('refuses %o in one sentence', (env, sentence) => {
    expect(() => parseConfig(env)).toThrow(sentence);
  });

  it('is all in .env.example', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    for (const name of ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'ORIGIN', 'LOG_LEVEL', 'SMTP_URL', 'MAIL_FROM', 'SESSION_SECRET']) {
      expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
    }
  });
});

describe('package.json and its lock', () => {
  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const missing = Object.values(scripts).filter((command) => !existsSync(join(root, /scripts\/[\w-]+\.mjs/.exec(command)?.[0] ?? 'none')));
    expect(missing).toEqual([]);
  });

  it('has an entry for every optional platform package, without which npm ci refuses it', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Parameters<typeof missingEntries>[0];
    expect(missingEntries(lock)).toEqual([]);
  });

  it('completes the lock from the name of a package', () => {
    const lock = { packages: { 'node_modules/tool': { optionalDependencies: { '@tool/linux-arm64-musl': '1.2.3' }, dev: true } } };
    expect(missingEntries(lock)).toEqual([{ path: 'node_modules/@tool/linux-arm64-musl', version: '1.2.3', dev: true }]);
    expect(platformEntry({ path: 'node_modules/@tool/linux-arm64-musl', version: '1.2.3', dev: true })).toEqual({
      version: '1.2.3', cpu: ['arm64'], dev: true, libc: ['musl'], optional: true, os: ['linux'],
    });
    expect(platformEntry({ path: 'node_modules/fsevents', version: '2.3.3', dev: false })).toBeUndefined();
  });
});
