/** Loads an archive of archive.ts into an office where nobody has worked yet; everything or nothing. */
import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import Type from 'typebox';
import { Check } from 'typebox/value';
import type { Prisma } from '../generated/prisma/client.ts';
import { Prisma as Sql } from '../generated/prisma/client.ts';
import { archived, columnsOf, leftOut, type ArchiveTally, type Column, type Manifest } from './archive.ts';
import { deferForeignKeys, type Database, type Transaction } from './database.ts';
import { markAllStale } from './interactions/activity.tables.ts';
import { earlierNotes } from './notes/earlier-notes.ts';
import { openZip, type ZipFile } from './zip-file.ts';

/** A reason for which an archive cannot be loaded, in both languages. */
export class ArchiveRefusal extends Error {
  readonly french: string;
  constructor(french: string, english: string) {
    super(english);
    this.french = french;
  }
}

const notOurs = (): ArchiveRefusal => new ArchiveRefusal('Ce fichier n’est pas une archive de Passerelle.', 'This file is not an archive of Passerelle.');
const damaged = (what: string): ArchiveRefusal =>
  new ArchiveRefusal(`L’archive est endommagée : ${what} n’est pas ce que dit son sommaire.`, `The archive is damaged: ${what} is not what its manifest says.`);

const largestManifest = 1_000_000;
/** A line of a table, in characters: the largest template is 10 MB, and a third more in base64. */
const longestLine = 32_000_000;
const ManifestShape = Type.Object({
  format: Type.Literal('passerelle-archive'),
  version: Type.Literal(1),
  tables: Type.Record(Type.String(), Type.Object({ rows: Type.Integer({ minimum: 0 }), sha256: Type.String() })),
});
/** Rows between two words of progress. */
const pace = 5_000;

/**
 * @returns how many rows were loaded
 * @throws ArchiveRefusal when the archive is of something else, of a later release or not whole, or when people have
 * worked in this office; nothing has changed then
 */
export async function importOffice(db: Database, path: string, onProgress: (tally: ArchiveTally) => void = () => undefined): Promise<{ rows: number }> {
  const file = await openZip(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? notOurs() : error;
  });
  try {
    const manifest = await readManifest(file);
    const tables = columnsByTable(db.file);
    // What is of a machine was archived in earlier releases: it is passed over.
    const listed = Object.entries(manifest.tables).filter(([model]) => !(model in leftOut)).sort(inOrder);
    const strange = listed.find(([model]) => !tables.has(model));
    if (strange) throw unknown(strange[0]);
    if (file.names.some((name) => name !== 'manifest.json' && !Object.hasOwn(manifest.tables, name.replace(/\.jsonl$/, '')))) throw damaged('manifest.json');
    const tally: ArchiveTally = { rows: 0, total: listed.reduce((sum, [, { rows }]) => sum + rows, 0) };
    return await db.write(async (tx) => {
      await emptyOffice(tx);
      for (const [model, said] of listed) {
        await loadTable(tx, file, { model, columns: tables.get(model) ?? [], said }, () => {
          tally.rows += 1;
          if (tally.rows % pace === 0) onProgress(tally);
        });
      }
      await assertLinks(tx);
      await markAllStale(tx);
      return { rows: tally.rows };
    });
  } finally {
    await file.close();
  }
}

async function readManifest(file: ZipFile): Promise<Manifest> {
  let text = '';
  try {
    const decoder = new TextDecoder();
    for await (const part of file.read('manifest.json')) {
      text += decoder.decode(part, { stream: true });
      if (text.length > largestManifest) throw notOurs();
    }
    const manifest = JSON.parse(text) as unknown;
    if (Check(ManifestShape, manifest)) return { lastChangeAt: null, ...manifest };
  } catch {
    // Said below, as for any other file.
  }
  throw notOurs();
}

const unknown = (what: string): ArchiveRefusal =>
  new ArchiveRefusal(`L’archive contient ${what}, que cette version ne connaît pas : mettez d’abord Passerelle à jour.`, `The archive holds ${what}, which this release does not know: update Passerelle first.`);

function columnsByTable(file: string): Map<string, Column[]> {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return new Map(archived.map((model) => [model, columnsOf(connection, model)]));
  } finally {
    connection.close();
  }
}

async function emptyOffice(tx: Transaction): Promise<void> {
  if ((await tx.interaction.count()) + (await tx.contact.count()) + (await tx.user.count()) > 0) {
    throw new ArchiveRefusal('Ce bureau n’est pas vide : une archive se charge seulement dans un bureau neuf.', 'This office is not empty: an archive is loaded into a new one only.');
  }
  await deferForeignKeys(tx);
  // By itself: where a deletion empties the column, a trigger that ignores what is there already no longer does.
  await tx.$executeRaw`UPDATE "Place" SET "parentId" = NULL`;
  for (const model of [...archived, ...Object.keys(leftOut)]) await tx.$executeRawUnsafe(`DELETE FROM "${model}"`);
}

/**
 * Once an exercise is frozen nothing is added to it any more: what freezes it comes after all that it is made of. What a
 * note is about comes before it.
 */
const place = (model: string): number => ['NoteSubject', '', 'FrozenExercise'].indexOf(model === 'NoteSubject' || model === 'FrozenExercise' ? model : '');
const inOrder = ([one]: [string, unknown], [other]: [string, unknown]): number => place(one) - place(other);

/** Said here: a transaction that cannot be committed because of them stays open. @throws for a row that points to none */
async function assertLinks(tx: Transaction): Promise<void> {
  const [broken] = await tx.$queryRaw<{ table: string }[]>`SELECT "table" FROM pragma_foreign_key_check LIMIT 1`;
  if (broken) throw damaged(`${broken.table}.jsonl`);
}

type Row = Record<string, unknown>;
type Loading = { model: string; columns: Column[]; said: { rows: number; sha256: string } };

async function loadTable(tx: Transaction, file: ZipFile, { model, columns, said }: Loading, onRow: () => void): Promise<void> {
  const name = `${model}.jsonl`;
  const hash = createHash('sha256');
  const insert = inserter(tx, model, columns);
  const whole = model === 'Note' ? earlierNotes(tx) : async (row: Row): Promise<Row> => row;
  let rows = 0;
  try {
    for await (const line of linesOf(file, name, (part) => hash.update(part))) {
      const row = JSON.parse(line) as unknown;
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('a line that is no row');
      await insert(await whole(row as Row));
      rows += 1;
      onRow();
    }
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw error;
    throw Object.assign(damaged(name), { cause: error });
  }
  if (rows !== said.rows || hash.digest('hex') !== said.sha256) throw damaged(name);
}

async function* linesOf(file: ZipFile, name: string, onPart: (part: Uint8Array) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [rest, length]: [string[], number] = [[], 0];
  for await (const part of file.read(name)) {
    onPart(part);
    const pieces = decoder.decode(part, { stream: true }).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield [...rest, piece].join('');
      [rest, length] = [[], 0];
    }
    rest.push(last);
    length += last.length;
    if (length > longestLine) throw new Error('a line without end');
  }
  decoder.decode();
  if (rest.join('') !== '') throw new Error('the last line has no end');
}

/** Writes one row at a time with one statement a set of columns; those that the archive does not name keep their default. */
function inserter(tx: Transaction, model: string, columns: Column[]): (row: Row) => Promise<void> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const statements = new Map<string, string[]>();
  return async (row) => {
    const names = Object.keys(row);
    const key = names.join();
    let strings = statements.get(key);
    if (!strings) {
      const strange = names.find((name) => !types.has(name));
      if (strange !== undefined) throw unknown(`${model}.${strange}`);
      const into = `INSERT INTO "${model}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (`;
      statements.set(key, (strings = [into, ...names.slice(1).map(() => ', '), ')']));
    }
    await tx.$executeRaw(new Sql.Sql(strings, names.map((name) => stored(row[name], types.get(name)))));
  };
}

/** A value of JSON as the database keeps it. @throws for one that the column is not for: SQLite itself takes any */
function stored(value: unknown, type: string | undefined): Prisma.Sql['values'][number] {
  if (value === null || value === undefined) return null;
  if (type === 'INTEGER' ? Number.isSafeInteger(value) : type === 'REAL' && Number.isFinite(value)) return value as number;
  if (type === 'BOOLEAN' && typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') {
    if (type === 'TEXT') return value;
    if (type === 'BLOB') return Buffer.from(value, 'base64');
    if (type === 'DATETIME' && isInstant(value)) return value.replace('Z', '+00:00');
  }
  throw new Error(`a value that is no ${type ?? 'column'}`);
}

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
