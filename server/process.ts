import { setTimeout as wait } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { warmLexicon } from './capture/lexicon.ts';
import { ConfigRefusal, readConfig, type Config } from './config.ts';
import { DatabaseRefusal, type Database } from './database.ts';
import { MigrationRefusal } from './migrations.ts';
import { fillInBackground } from './search/rebuild.ts';
import { sessionSecret } from './secret.ts';
import { StartRefusal, fillOffice, openOffice, removeOffice } from './startup.ts';
import { createSetupLink } from './users/session.service.ts';
import { WebRefusal, serveWeb } from './web.ts';

/** Starts the server and keeps it until it is told to stop; a refusal prints one sentence and leaves with code 1. */
export async function runServer(): Promise<void> {
  // Whoever reads what the server says may stop reading: that is no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await start(readConfig());
  } catch (error) {
    if (!isRefusal(error)) console.error(error);
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

async function start(config: Config): Promise<void> {
  if (config.fresh) removeOffice(config.databaseFile);
  const db = await openOffice({ file: config.databaseFile });
  const { created, updated } = await fillOffice(db);
  if (created + updated > 0) {
    console.log(say(config, `✓ Données de référence : ${created} nouvelles, ${updated} mises à jour`, `✓ Reference data: ${created} new, ${updated} updated`));
  }
  if (config.demo) {
    const { loadDemo } = await import('./demo/load.ts');
    if (await loadDemo(db, new Date())) console.log(say(config, '✓ Données de démonstration', '✓ Demonstration data'));
  }
  const secret = config.sessionSecret ?? sessionSecret(config.dataDir);
  const app = await buildApp({
    db,
    sessionSecret: secret,
    dataDir: config.dataDir,
    canMail: sendsMail(config),
    logLevel: config.logLevel,
    trustProxy: config.origin !== undefined,
  });
  await serveWeb(app, { origin: config.origin, dev: config.dev });

  let closing = false;
  // Whoever comes in may log something soon: the names are learned by then. Where nobody is, none are kept.
  let isEmpty = true;
  app.addHook('onResponse', async ({ signedIn }) => {
    if (!isEmpty || !signedIn) return;
    isEmpty = false;
    warmLexicon(db, (error) => closing || app.log.error(error));
  });
  const scheduled: (() => void)[] = [];
  const grace = closeWithGrace({ delay: 8000, logger: false }, async ({ err }) => {
    closing = true;
    if (err) console.error(err);
    scheduled.forEach((stopOne) => stopOne());
    await app.close();
    await db.close();
  });
  const stop = (): void => {
    if (!closing) grace.close();
  };
  process.on('message', (message) => {
    if (message === 'stop') stop();
  });
  // The script that started this process is gone: nobody could stop it any more.
  process.on('disconnect', stop);
  process.channel?.unref();

  await listen(app, config);
  const [listening] = app.addresses();
  const address = addressOf(config, typeof listening === 'object' ? listening.port : config.port);
  await announce(db, address, config);
  process.send?.('ready');
  const afterStart = setTimeout(() => void settle(db).catch((error: unknown) => closing || app.log.error(error)), 2_000);
  scheduled.push(() => clearTimeout(afterStart));
  const clocked = { db, clock: () => new Date(), onError: (error: unknown) => app.log.error(error) };
  scheduled.push(fillInBackground(db, (error) => app.log.error(error)));
  const { startViewSnapshots } = await import('./views/schedule.ts');
  scheduled.push(await startViewSnapshots(clocked));
  if (config.mail && sendsMail(config)) {
    const { startReminders } = await import('./reminders/schedule.ts');
    scheduled.push(await startReminders({ ...clocked, mail: config.mail, origin: address, secret }));
  }
}

/**
 * Done when the first page has been answered: the ORM is made, for which the first who saves something would wait, and
 * what starting left behind is given back, which a process that is asked nothing would keep for hours.
 */
async function settle(db: Database): Promise<void> {
  await db.reader.setting.count();
  globalThis.gc?.();
}

/** The people of the demonstration office are nobody's: nothing is sent to them. */
const sendsMail = ({ mail, demo }: Config): boolean => mail !== undefined && !demo;

/** Waits a moment for a port that is taken: the server that this one replaces may still be closing. */
async function listen(app: FastifyInstance, { host, port }: Pick<Config, 'host' | 'port'>, patience = 20): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' && patience > 0) {
      await wait(100);
      return listen(app, { host, port }, patience - 1);
    }
    if (code === 'EADDRINUSE') throw new StartRefusal(`Port ${port} is already taken on ${host}; set PORT to another one.`);
    if (code === 'EACCES') throw new StartRefusal(`Port ${port} may not be opened by this user; set PORT to 1024 or more.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new StartRefusal(`HOST ${host} is not an address of this machine.`);
    throw error;
  }
}

async function announce(db: Database, address: string, config: Config): Promise<void> {
  const name = config.demo ? say(config, 'Bureau de démonstration', 'Demonstration office') : 'Passerelle';
  console.log(say(config, `✓ ${name} : ${address}`, `✓ ${name}: ${address}`));
  const token = await createSetupLink(db, new Date());
  if (token === null) return;
  console.log(
    say(
      config,
      '  Première ouverture : créez le compte d’administration par ce lien, valable une fois pendant 24 h',
      '  First start: create the administrator account with this link, good once within 24 h',
    ),
  );
  console.log(`  ${address}/setup?token=${token}`);
}

function say({ terminal }: Config, fr: string, en: string): string {
  return terminal === 'fr' ? fr : en;
}

function addressOf({ origin, host }: Config, port: number): string {
  if (origin !== undefined) return origin;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function isRefusal(error: unknown): boolean {
  return [ConfigRefusal, DatabaseRefusal, MigrationRefusal, StartRefusal, WebRefusal].some((kind) => error instanceof kind);
}
