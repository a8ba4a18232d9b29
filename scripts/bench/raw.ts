import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';

export type Statement = { sql: string; args: unknown[] };
type Method = (...args: unknown[]) => unknown;
type Preparing = { prepare(sql: string): Record<'bind' | 'all' | 'run' | 'get' | 'iterate', Method> };

/** A bound value as JSON carries it: the ORM binds whole numbers as BigInt. */
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/** Statements that are recorded from now on: every client of this process uses better-sqlite3. Call it before any opens. */
export function recorder(): { record(work: () => Promise<unknown>): Promise<Statement[]> } {
  let statements: Statement[] | null = null;
  const prototype = Sqlite.prototype as unknown as Preparing;
  const { prepare } = prototype;
  prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    if (/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)/i.test(sql)) return statement;
    let isBound = false;
    for (const name of ['bind', 'all', 'run', 'get', 'iterate'] as const) {
      const method = statement[name].bind(statement);
      statement[name] = (...args) => {
        // Bound values are not given again when the statement runs.
        if (name === 'bind' || !isBound) statements?.push({ sql, args: ((args.length === 1 && Array.isArray(args[0]) ? args[0] : args) as unknown[]).map(plain) });
        isBound ||= name === 'bind';
        return method(...args);
      };
    }
    return statement;
  };
  return {
    async record(work) {
      const made: Statement[] = (statements = []);
      try {
        await work();
      } finally {
        statements = null;
      }
      return made;
    },
  };
}

/** Runs recorded statements again with nothing around them, prepared once. */
export function replayer(file: string): { play(statements: Statement[]): unknown[]; playAsNew(statements: Statement[]): unknown[]; close(): void } {
  const connection = new Sqlite(file, { timeout: 5000 });
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  const prepared = new Map<string, Sqlite.Statement<unknown[]>>();
  const run = ({ sql, args }: Statement): unknown => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = connection.prepare<unknown[]>(sql)));
    return statement.reader ? statement.all(...args) : statement.run(...args).changes;
  };
  const all = connection.transaction((statements: Statement[]) => statements.map(run));
  return {
    play: (statements) => statements.map(run),
    /** The same write as one durable transaction, with new ids for what it makes. */
    playAsNew: (statements) => all.immediate(withNewIds(statements)),
    close: () => connection.close(),
  };
}

/** Ids that the recorded write made (the first statement that names them inserts them) are replaced by others. */
function withNewIds(statements: Statement[]): Statement[] {
  const renamed = new Map<unknown, string>();
  const seen = new Set<unknown>();
  for (const { sql, args } of statements) {
    for (const value of args) {
      const isUuid = typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);
      if (isUuid && !seen.has(value) && /^\s*INSERT/i.test(sql)) renamed.set(value, randomUUID());
      seen.add(value);
    }
  }
  return statements.map(({ sql, args }) => ({ sql, args: args.map((value) => renamed.get(value) ?? value) }));
}
