import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { Check, Errors } from 'typebox/value';

/** A setting that the process cannot start with, in one sentence. */
export class ConfigRefusal extends Error {}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const flag = Type.Union([Type.Literal('0'), Type.Literal('1')]);

/** What each variable may hold; the sentence is what a person reads when it holds something else. */
const Environment = Type.Object({
  PORT: Type.String({ pattern: '^\\d{1,5}$', refusal: 'must be a port number, from 0 to 65535' }),
  HOST: Type.String({ pattern: '^[A-Za-z0-9.:_-]+$', refusal: 'must be an address or a host name, such as 127.0.0.1' }),
  DATA_DIR: Type.String({ minLength: 1, refusal: 'must be a folder' }),
  DATABASE_URL: Type.Optional(
    Type.String({ pattern: '^file:.+', refusal: 'must be file:<path>; this release has the embedded SQLite database only' }),
  ),
  ORIGIN: Type.Optional(
    Type.String({ pattern: '^https?://[^/?#\\s]+$', refusal: 'must be the address that people use, such as https://passerelle.example, without a path' }),
  ),
  LOG_LEVEL: Type.Union(logLevels.map((level) => Type.Literal(level)), { refusal: `must be one of ${logLevels.join(', ')}` }),
  SMTP_URL: Type.Optional(
    Type.String({ pattern: '^smtps?://[^/\\s]+/?$', refusal: 'must be the mail server, such as smtp://user:password@mail.example:587 or smtps://mail.example:465' }),
  ),
  MAIL_FROM: Type.Optional(
    Type.String({
      pattern: '^([^<>\\r\\n]*<[^@<>\\s]+@[^@<>\\s]+>|[^@<>\\s]+@[^@<>\\s]+)$',
      refusal: 'must be the address that mail comes from, such as Passerelle <passerelle@office.example>',
    }),
  ),
  SESSION_SECRET: Type.Optional(Type.String({ minLength: 32, refusal: 'must have at least 32 characters' })),
  PASSERELLE_MODE: Type.Union([Type.Literal('office'), Type.Literal('demo')], { refusal: 'must be office or demo' }),
  PASSERELLE_FRESH: Type.Optional(flag),
  PASSERELLE_DEV: Type.Optional(flag),
});

export type Config = {
  /** 0: any free port */
  port: number;
  host: string;
  dataDir: string;
  databaseFile: string;
  /** The address that people use when a proxy stands before the process */
  origin: string | undefined;
  logLevel: (typeof logLevels)[number];
  /** Where mail is handed over and whom it comes from; undefined: no mail is sent */
  mail: { url: string; from: string } | undefined;
  /** Undefined: kept in a file of the data folder */
  sessionSecret: string | undefined;
  /** The demonstration office, in its own folder */
  demo: boolean;
  /** Start the demonstration office anew */
  fresh: boolean;
  /** Serve the pages from their sources, for the edit loop */
  dev: boolean;
  /** The language of the terminal, for what the start prints */
  terminal: 'fr' | 'en';
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** Reads the environment and, where it is silent, the file `.env`. @throws ConfigRefusal naming the first wrong variable */
export function readConfig(): Config {
  const envFile = join(root, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  return parseConfig(process.env);
}

/** The configuration that a set of variables describes. @throws ConfigRefusal naming the first wrong variable */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = checked(env);
  const port = Number(given.PORT);
  if (port > 65535) throw refusalOf('PORT', given.PORT);
  if (given.ORIGIN !== undefined && !URL.canParse(given.ORIGIN)) throw refusalOf('ORIGIN', given.ORIGIN);
  if (given.SMTP_URL !== undefined && !URL.canParse(given.SMTP_URL)) throw refusalOf('SMTP_URL', undefined);
  const { SMTP_URL: url, MAIL_FROM: from } = given;
  if (url !== undefined && from === undefined) throw new ConfigRefusal('MAIL_FROM must be set with SMTP_URL: mail needs an address that it comes from.');
  const demo = given.PASSERELLE_MODE === 'demo';
  if (demo && given.DATABASE_URL !== undefined) {
    throw new ConfigRefusal('DATABASE_URL cannot be used with --demo: the demonstration office has its own folder.');
  }
  const dataDir = resolve(root, demo ? `${given.DATA_DIR.replace(/[\\/]+$/, '')}-demo` : given.DATA_DIR);
  const databaseFile = given.DATABASE_URL ? resolve(root, given.DATABASE_URL.slice('file:'.length)) : join(dataDir, 'passerelle.db');
  return {
    port,
    host: given.HOST,
    dataDir,
    databaseFile,
    origin: given.ORIGIN,
    logLevel: given.LOG_LEVEL,
    mail: url !== undefined && from !== undefined ? { url, from } : undefined,
    sessionSecret: given.SESSION_SECRET,
    demo,
    fresh: demo && given.PASSERELLE_FRESH === '1',
    dev: given.PASSERELLE_DEV === '1',
    terminal: /^fr/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'fr' : 'en',
  };
}

const defaults = { PORT: '3000', HOST: '127.0.0.1', DATA_DIR: './data', LOG_LEVEL: 'warn', PASSERELLE_MODE: 'office' };

function checked(env: Readonly<Record<string, string | undefined>>): Static<typeof Environment> {
  const names = Object.keys(Environment.properties);
  const set = Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]]));
  const values = { ...defaults, ...set };
  if (Check(Environment, values)) return values;
  const [first] = Errors(Environment, values);
  const name = first?.instancePath.split('/')[1] ?? '';
  throw refusalOf(name, env[name]);
}

function refusalOf(name: string, value: string | undefined): ConfigRefusal {
  const schema = Object.entries(Environment.properties).find(([key]) => key === name)?.[1];
  const rule = schema && 'refusal' in schema && typeof schema.refusal === 'string' ? schema.refusal : 'must be 0 or 1';
  // Neither a secret nor a password is repeated.
  const shown = name === 'SESSION_SECRET' || name === 'SMTP_URL' ? '' : `, not "${value ?? ''}"`;
  return new ConfigRefusal(`${name} ${rule}${shown}.`);
}
