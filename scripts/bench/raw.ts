import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';

type Statement = { sql: string; args: unknown[] };
type Preparing = { prepare(sql: string): { bind(...args: unknown[]): unknown } };

/** What `work` sends to the database, statement by statement: every client of this process uses better-sqlite3. */
export async function record(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const prototype = Sqlite.prototype as unknown as Preparing;
  const { prepare } = prototype;
  prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    const { bind } = statement;
    statement.bind = function (...args) {
      const values = (args.length === 1 && Array.isArray(args[0]) ? args[0] : args) as unknown[];
      if (!/^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/i.test(sql)) statements.push({ sql, args: values });
      return bind.apply(this, args);
    };
    return statement;
  };
  try {
    await work();
  } finally {
    prototype.prepare = prepare;
  }
  return statements;
}

/** Runs recorded statements again with nothing around them: prepared once, rows read as arrays. */
export function replayer(file: string): { play(statements: Statement[]): void; playAsNew(statements: Statement[]): void; close(): void } {
  const connection = new Sqlite(file);
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  const prepared = new Map<string, Sqlite.Statement<unknown[]>>();
  const run = ({ sql, args }: Statement): void => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = connection.prepare<unknown[]>(sql)));
    if (statement.reader) statement.raw().all(...args);
    else statement.run(...args);
  };
  const all = connection.transaction((statements: Statement[]) => statements.forEach(run));
  return {
    play: (statements) => statements.forEach(run),
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
