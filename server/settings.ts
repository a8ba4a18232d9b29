import type { Database } from './database.ts';

/** What the office keeps under a name, as text; null when it keeps nothing under it. */
export async function readSetting({ reader }: Pick<Database, 'reader'>, key: string): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ value: string }[]>`SELECT "value" FROM "Setting" WHERE "key" = ${key}`;
  return row?.value ?? null;
}
