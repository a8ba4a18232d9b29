import type { Database, Transaction } from './database.ts';

/**
 * Creates what is missing of derived data (tables that no migration knows, their indexes and the triggers that keep them
 * in step), and fills them from the records then. Each statement is a `CREATE … IF NOT EXISTS name`.
 */
export async function ensureDerived(db: Database, statements: readonly string[], fill: (tx: Transaction) => Promise<void>): Promise<void> {
  const found = await db.reader.$queryRaw<{ name: string }[]>`SELECT "name" FROM sqlite_master WHERE "sql" IS NOT NULL`;
  const known = new Set(found.map(({ name }) => name));
  if (statements.every((statement) => known.has(/EXISTS (\w+)/.exec(statement)?.[1] ?? ''))) return;
  await db.write(async (tx) => {
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
    await fill(tx);
  });
}

/** In SQL, of the record `row`: who wrote it, where that decides who may see it, which is above internal; '' elsewhere. */
export const authorAbove = (row: string): string =>
  `CASE WHEN ${row}."sensitivity" IN ('restricted', 'confidential') THEN COALESCE(${row}."createdById", '') ELSE '' END`;
