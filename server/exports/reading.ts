import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { openRows, type Database } from '../database.ts';

const refuseToWrite = (): Promise<never> => Promise.reject(new Error('a thread that makes exports only reads'));

/** The office's database for a thread that only reads it: both connections are read-only, and `write` refuses. */
export function openReading(file: string): Database {
  const rows = openRows(file);
  const records = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${file}`, readonly: true }), log: [] });
  const $queryRaw = async (query: Prisma.Sql | TemplateStringsArray, ...values: Prisma.Sql['values']): Promise<unknown> =>
    rows.all('sql' in query ? query : Prisma.sql(query, ...values));
  const reader = new Proxy(records, {
    get: (target, name) => (name === '$queryRaw' ? $queryRaw : (Reflect.get(target, name) as unknown)),
  });
  return {
    file,
    reader,
    rows,
    write: refuseToWrite,
    async close() {
      rows.close();
      await records.$disconnect();
    },
  };
}
