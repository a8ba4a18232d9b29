import { readFile } from 'node:fs/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { type SqlDriverAdapter, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { DiffTarget, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';

export type Migration = { name: string; sql: string };

const noFilter = { externalTables: [], externalEnums: [] };
let loading: Promise<void> | undefined;

/** Prisma's own migration engine as WebAssembly: it works offline and writes the table that Prisma's commands read. */
async function load(): Promise<void> {
  const address = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(new URL(address)), {
    './schema_engine_bg.js': { ...engineModule },
  });
  engineModule.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/** Runs `work` with an engine on the SQLite file, or on a database in memory, and closes it. */
async function withEngine<T>(file: string, work: (engine: SchemaEngine) => Promise<T>, schema?: string): Promise<T> {
  await (loading ??= load());
  const factory = new PrismaBetterSqlite3({ url: file }, { shadowDatabaseUrl: ':memory:' });
  const opened: SqlDriverAdapter[] = [];
  const remember = async (connecting: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    const connection = await connecting;
    opened.push(connection);
    return connection;
  };
  const datamodels: [string, string][] = [['schema.prisma', schema ?? 'datasource db {\n  provider = "sqlite"\n}\n']];
  const engine = await engineModule.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory({
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: () => remember(factory.connect()),
      connectToShadowDb: async () => runsScripts(await remember(factory.connectToShadowDb())),
    }),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    // The engine takes the file for itself and never lets go: only closing its connections gives it back.
    for (const connection of opened) await connection.dispose().catch(() => undefined);
  }
}

/** The engine replays a whole migration as one statement, which the driver refuses: without values, it is a script. */
function runsScripts(connection: SqlDriverAdapter): SqlDriverAdapter {
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    queryRaw: (query) => connection.queryRaw(query),
    executeRaw: async (query) => {
      if (query.args.length > 0) return connection.executeRaw(query);
      await connection.executeScript(query.sql);
      return 0;
    },
    executeScript: (script) => connection.executeScript(script),
    startTransaction: (level) => connection.startTransaction(level),
    dispose: () => connection.dispose(),
  };
}

function list(migrations: Migration[]): MigrationList {
  return {
    baseDir: 'prisma/migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** Applies the migrations that the file does not have yet and returns their names. */
export function applyMigrations(file: string, migrations: Migration[]): Promise<string[]> {
  return withEngine(file, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list(migrations), filters: noFilter });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from the migrations to the data model; empty when they agree.
 */
export function diffToSchema(migrations: Migration[], schema: string): Promise<string> {
  const from: DiffTarget = migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...list(migrations) };
  const to: DiffTarget = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] };
  return withEngine(
    ':memory:',
    async (engine) => {
      const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: noFilter });
      const script = stdout ?? '';
      return /^\s*(--[^\n]*\s*)*$/.test(script) ? '' : script;
    },
    schema,
  );
}
