import type { Database } from './database.ts';

/** A trigger by its name, which begins with that of its family; with the statement that makes it. */
export type Trigger = readonly [name: string, sql: string];

export const trigger = (name: string, event: string, table: string, when: string, refusal: string): Trigger => [
  name,
  `CREATE TRIGGER ${name} BEFORE ${event} ON "${table}" WHEN ${when} BEGIN ${refusal}; END`,
];

/** Makes the triggers of a family that are missing, and those of an earlier release anew. No migration knows of them. */
export async function ensureTriggers(db: Database, family: string, triggers: ReadonlyMap<string, string>): Promise<void> {
  const found = await db.reader.$queryRaw<{ name: string; sql: string }[]>`
    SELECT "name", "sql" FROM sqlite_master WHERE "type" = 'trigger' AND "name" LIKE ${`${family}@_%`} ESCAPE '@'`;
  const known = new Map(found.map(({ name, sql }) => [name, sql]));
  const [gone, missing] = [
    found.filter(({ name, sql }) => triggers.get(name) !== sql),
    [...triggers].filter(([name, sql]) => known.get(name) !== sql),
  ];
  if (gone.length + missing.length === 0) return;
  await db.write(async (tx) => {
    for (const { name } of gone) await tx.$executeRawUnsafe(`DROP TRIGGER "${name}"`);
    for (const [, sql] of missing) await tx.$executeRawUnsafe(sql);
  });
}
