import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A setting that the process cannot start with, in one sentence. */
export class ConfigRefusal extends Error {}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const modes = ['office', 'demo'] as const;
const flags = ['0', '1'] as const;

type Rule = { accepts: RegExp | readonly string[]; refusal: string };
/** What each variable may hold; the sentence is what a person reads when it holds something else. */
const environment = {
  PORT: { accepts: /^\d{1,5}$/, refusal: 'must be a port number, from 0 to 65535' },
  HOST: { accepts: /^[A-Za-z0-9.:_-]+$/, refusal: 'must be an address or a host name, such as 127.0.0.1' },
  DATA_DIR: { accepts: /./, refusal: 'must be a folder' },
  DATABASE_URL: { accepts: /^file:.+/, refusal: 'must be file:<path>; this release has the embedded SQLite database only' },
  ORIGIN: { accepts: /^https?:\/\/[^/?#\s]+$/, refusal: 'must be the address that people use, such as https://passerelle.example, without a path' },
  LOG_LEVEL: { accepts: logLevels, refusal: `must be one of ${logLevels.join(', ')}` },
  SMTP_URL: {
    accepts: /^smtps?:\/\/[^/\s]+\/?$/,
    refusal: 'must be the mail server, such as smtp://user:password@mail.example:587 or smtps://mail.example:465',
  },
  MAIL_FROM: {
    accepts: /^([^<>\r\n]*<[^@<>\s]+@[^@<>\s]+>|[^@<>\s]+@[^@<>\s]+)$/,
    refusal: 'must be the address that mail comes from, such as Passerelle <passerelle@office.example>',
  },
  SESSION_SECRET: { accepts: /^[^]{32,}$/, refusal: 'must have at least 32 characters' },
  PASSERELLE_MODE: { accepts: modes, refusal: 'must be office or demo' },
  PASSERELLE_FRESH: { accepts: flags, refusal: 'must be 0 or 1' },
  PASSERELLE_DEV: { accepts: flags, refusal: 'must be 0 or 1' },
} as const satisfies Record<string, Rule>;
type Name = keyof typeof environment;

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

type Given = { [N in Name]?: string } & { [N in keyof typeof defaults]: string } & { LOG_LEVEL: Config['logLevel'] };

function checked(env: Readonly<Record<string, string | undefined>>): Given {
  const set: Record<string, string> = { ...defaults };
  for (const [name, { accepts }] of Object.entries(environment) as [Name, Rule][]) {
    const value = env[name];
    if (!value) continue;
    if (!(accepts instanceof RegExp ? accepts.test(value) : accepts.includes(value))) throw refusalOf(name, value);
    set[name] = value;
  }
  return set as Given;
}

function refusalOf(name: Name, value: string | undefined): ConfigRefusal {
  // Neither a secret nor a password is repeated.
  const shown = name === 'SESSION_SECRET' || name === 'SMTP_URL' ? '' : `, not "${value ?? ''}"`;
  return new ConfigRefusal(`${name} ${environment[name].refusal}${shown}.`);
}
