import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Sqlite from 'better-sqlite3';

/** Statements kept prepared by their text: a text with as many values as no other is one of its own, so the oldest go. */
export function keeper<Kept>(make: (text: string) => Kept, most: number): (text: string) => Kept {
  const kept = new Map<string, Kept>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const made = make(text);
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(text, made);
    return made;
  };
}

/** What is worth keeping: a schema is changed once. */
const isRepeated = (text: string): boolean => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i.test(text);
const mostOfTheirs = 250;

type Adapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

/** The level that marks the transactions in which we write; those that the ORM makes by itself have none. */
export const writingLevel = 'Serializable';

/**
 * The ORM's adapter over two connections, for one client: what is asked outside a transaction of ours goes to one that is
 * opened read-only, a transaction of ours to the other, which is known: what we send to it ourselves while the transaction
 * is open runs inside it. The ORM makes transactions by itself, for a long list of ids and for some writes: they are made
 * on the first connection, where lists are read and writes are refused, since they would not wait for their turn. The
 * statements of our transactions are kept prepared, which spares compiling the triggers below them each time.
 */
export class KnownAdapter extends PrismaBetterSqlite3 {
  readonly #file: string;
  #writing: Adapter | null = null;

  constructor(file: string) {
    super({ url: `file:${file}` });
    this.#file = file;
  }

  /** Opens the connection that transactions write on, before the ORM asks for it. Whoever opens it closes it. */
  async open(): Promise<Sqlite.Database> {
    const writing = await super.connect();
    const connection: unknown = Reflect.get(writing, 'client');
    if (!(connection instanceof Sqlite)) throw new Error('The ORM’s adapter no longer says which connection it has open.');
    Reflect.set(writing, 'client', kept(connection));
    this.#writing = writing;
    return connection;
  }

  override async connect(): Promise<Adapter> {
    const writing = this.#writing;
    if (!writing) throw new Error('The connection that transactions write on has not been opened.');
    const reading = await new PrismaBetterSqlite3({ url: `file:${this.#file}`, readonly: true, timeout: 5_000 }).connect();
    const disposeReading = reading.dispose.bind(reading);
    const beginReading = reading.startTransaction.bind(reading);
    return Object.assign(reading, {
      startTransaction: (level?: Parameters<Adapter['startTransaction']>[0]) => (level === undefined ? beginReading() : writing.startTransaction(level)),
      dispose: async () => {
        await disposeReading();
        await writing.dispose();
      },
    });
  }
}

/** As much of a statement as the adapter uses. */
type Bound = Pick<Sqlite.Statement<unknown[]>, 'reader' | 'columns'> & {
  run(): Sqlite.RunResult;
  raw(): { all(): unknown[] };
};

/** The connection as the adapter sees it: its statements take their values when they run, and so can run again. */
function kept(connection: Sqlite.Database): Pick<Sqlite.Database, 'exec' | 'close'> & { prepare(text: string): { bind(values: unknown[]): Bound; run(): Sqlite.RunResult } } {
  const make = (text: string) => {
    const statement = connection.prepare<unknown[]>(text);
    if (!statement.reader) return { statement, columns: [] };
    return { statement: statement.raw(true), columns: statement.columns() };
  };
  const keep = keeper(make, mostOfTheirs);
  return {
    exec: (text) => connection.exec(text),
    close: () => connection.close(),
    prepare: (text) => {
      const { statement, columns } = isRepeated(text) ? keep(text) : make(text);
      return {
        run: () => statement.run(),
        bind: (values) => ({
          reader: statement.reader,
          run: () => statement.run(values),
          columns: () => columns,
          raw: () => ({ all: () => statement.all(values) }),
        }),
      };
    },
  };
}
