import { m } from '../../generated/paraglide/messages.js';
import type { Readable } from '../database.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { invalid, notFound, stale, type FieldError } from './problem.ts';
import type { Visible } from './sight.ts';
import { uuid7 } from '../uuid.ts';

/** The part of `record` that the named fields make. Fields that are absent stay absent. */
export function pick<T extends object, K extends keyof T>(record: T, fields: readonly K[]): Pick<T, K> {
  const part: Partial<Pick<T, K>> = {};
  for (const field of fields) if (record[field] !== undefined) part[field] = record[field];
  return part as Pick<T, K>;
}

/** The columns that every record carries, as they go on the wire. */
export function recordFields(row: {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}): { id: string; version: number; createdAt: string; updatedAt: string; archivedAt: string | null } {
  const { id, version, createdAt, updatedAt, archivedAt } = row;
  return {
    id,
    version,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}

/** What a new record is stamped with. */
export const createdBy = (userId: string, now: Date) => ({
  createdAt: now,
  createdById: userId,
  updatedAt: now,
  updatedById: userId,
});

/** What a change stamps on a record; `archived` is set only when the request says so. */
export const updatedBy = (userId: string, now: Date, archived?: boolean | undefined) => ({
  updatedAt: now,
  updatedById: userId,
  version: { increment: 1 },
  ...(archived === undefined ? {} : { archivedAt: archived ? now : null }),
});

/** What the audit trail calls a change. */
export const actionOf = (archived: boolean | undefined): 'archive' | 'restore' | 'update' =>
  archived === undefined ? 'update' : archived ? 'archive' : 'restore';

/** Refuses a change made to a version that is no longer the current one; `current` is read only in that case. */
export async function assertVersion(
  record: { version: number } | null,
  ifMatch: number,
  current: () => Promise<unknown>,
): Promise<void> {
  if (!record) throw notFound();
  if (record.version !== ifMatch) throw stale(await current());
}

type Lookup = { findMany(args: { where: { id: { in: string[] } }; select: { id: true } }): Promise<{ id: string }[]> };

/** A table in which `assertExist` looks by SQL, for what is asked at every write: a third of the time of the ORM. */
export const inTable = (tx: Pick<Readable, '$queryRaw'>, table: Prisma.ModelName): Lookup => ({
  findMany: async ({ where }) => {
    const { id, OR: visible }: typeof where & Partial<Visible> = where;
    const seen = visible
      ? Prisma.sql`AND ("sensitivity" IN (${Prisma.join(visible[0].sensitivity.in)}) OR "createdById" = ${visible[1].createdById})`
      : Prisma.empty;
    return tx.$queryRaw<{ id: string }[]>(Prisma.sql`SELECT "id" FROM ${Prisma.raw(`"${table}"`)} WHERE "id" IN (${Prisma.join(id.in)}) ${seen}`);
  },
});

/**
 * Adds a record by SQL, for what is written all day: a third of the time of the ORM. The keys of `values` are columns;
 * those that are absent or undefined take the schema's default. Returns the id given.
 */
export async function insertRecord(
  tx: Pick<Readable, '$executeRaw'>,
  table: Prisma.Sql,
  values: Record<string, string | number | boolean | Date | null | undefined>,
): Promise<string> {
  const id = uuid7();
  const told = Object.entries({ id, ...values }).filter(([, value]) => value !== undefined);
  const columns = Prisma.raw(told.map(([column]) => `"${column}"`).join(', '));
  await tx.$executeRaw(Prisma.sql`INSERT INTO ${table} (${columns}) VALUES (${Prisma.join(told.map(([, value]) => value))})`);
  return id;
}

/**
 * Refuses, field by field, ids that name no record; with `visible`, no record that the caller may see: to name one would
 * be a way to read it. Pointers are the fields of the request.
 */
export async function assertExist(
  checks: { pointer: string; table: Lookup; ids: (string | null | undefined)[] }[],
  visible?: Visible,
): Promise<void> {
  const errors: FieldError[] = [];
  for (const { pointer, table, ids } of checks) {
    const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
    if (wanted.length === 0) continue;
    const where: { id: { in: string[] } } = { id: { in: wanted }, ...visible };
    const found = new Set((await table.findMany({ where, select: { id: true } })).map(({ id }) => id));
    if (wanted.some((id) => !found.has(id))) {
      errors.push({ pointer, message: (locale) => m.problem_field_reference({}, { locale }) });
    }
  }
  if (errors.length > 0) throw invalid(errors);
}

