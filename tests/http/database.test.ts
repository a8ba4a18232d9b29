import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../generated/prisma/client.ts';
import { alone, openDatabase, type Database, type Transaction } from '../../server/database.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
let db: Database;
beforeAll(async () => {
  office = await testOffice();
  db = office.db;
});
afterAll(() => office.close());

const setting = (key: string) => ({ data: { key, value: 'x' } });
const count = (prefix: string): Promise<number> => db.reader.setting.count({ where: { key: { startsWith: prefix } } });
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the writer', () => {
  it('keeps 1,000 creates beside transactions that are rolled back', async () => {
    const acknowledged: string[] = [];
    const creates = Array.from({ length: 1_000 }, async (_, n) => {
      const key = `kept.${n}`;
      await db.write((tx) => tx.setting.create(setting(key)));
      acknowledged.push(key);
    });
    const rolledBack = Array.from({ length: 100 }, (_, n) =>
      db.write(async (tx) => {
        await tx.setting.create(setting(`lost.${n}`));
        // Lets the others in, as a slow use case would.
        await pause();
        throw new Error('rolled back');
      }),
    );
    const outcomes = await Promise.allSettled([...creates, ...rolledBack]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(100);
    expect(acknowledged).toHaveLength(1_000);
    expect(await count('kept.')).toBe(1_000);
    expect(await count('lost.')).toBe(0);
  }, 120_000);

  it('runs one transaction at a time, in the order of asking', async () => {
    const order: string[] = [];
    const work = (name: string) =>
      db.write(async () => {
        order.push(`${name} in`);
        await pause();
        order.push(`${name} out`);
      });
    await Promise.all(['a', 'b', 'c'].map(work));
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('goes on after a transaction that failed, and undoes all of it', async () => {
    const failed = db.write(async (tx) => {
      await tx.setting.create(setting('half.1'));
      await tx.setting.create(setting('half.1'));
    });
    await expect(failed).rejects.toThrow();
    expect(await count('half.')).toBe(0);
    await db.write((tx) => tx.setting.create(setting('after.1')));
    expect(await count('after.')).toBe(1);
  });
});

describe('typed SQL inside a transaction', () => {
  const insert = (key: string) => Prisma.sql`INSERT INTO "Setting" ("key", "value") VALUES (${key}, 'x')`;

  it('is part of it beside the ORM: both see each other, nobody else does, and both are kept', async () => {
    await db.write(async (tx) => {
      await tx.setting.create(setting('typed.1'));
      expect(await tx.$executeRaw(insert('typed.2'))).toBe(1);
      expect(await tx.$executeRaw`UPDATE "Setting" SET "value" = ${'y'} WHERE "key" LIKE ${'typed.%'}`).toBe(2);
      expect(await tx.$queryRaw`SELECT "key", "value" FROM "Setting" WHERE "key" LIKE ${'typed.%'} ORDER BY 1`).toEqual([{ key: 'typed.1', value: 'y' }, { key: 'typed.2', value: 'y' }]);
      expect(await tx.setting.count({ where: { key: { startsWith: 'typed.' } } })).toBe(2);
      expect(await count('typed.')).toBe(0);
    });
    expect(await count('typed.')).toBe(2);
  });

  it('is lost with a transaction that is rolled back, with what it triggered', async () => {
    const failed = db.write(async (tx) => {
      await tx.$executeRaw(insert('gone.1'));
      await tx.setting.create(setting('gone.2'));
      await tx.$executeRawUnsafe(`INSERT INTO "Setting" ("key", "value") VALUES ('gone.3', 'x')`);
      await pause();
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await expect(db.write((tx) => Promise.all([tx.$executeRaw(insert('gone.4')), tx.$executeRaw(insert('gone.4'))]))).rejects.toThrow(/UNIQUE/);
    expect(await count('gone.')).toBe(0);
  });

  it('is refused once its transaction has ended, instead of joining the next', async () => {
    const kept: Transaction[] = [];
    await db.write(async (tx) => void kept.push(tx));
    await db.write(() => expect(kept[0]!.$executeRaw(insert('late.1'))).rejects.toThrow(/has ended/));
    expect(await count('late.')).toBe(0);
  });
});

describe('the reader', () => {
  it('sees a write when it is committed, not before', async () => {
    const key = `seen.${randomUUID()}`;
    let duringWrite = -1;
    await db.write(async (tx) => {
      await tx.setting.create(setting(key));
      duringWrite = await count(key);
      expect(await tx.setting.count({ where: { key } })).toBe(1);
    });
    expect(duringWrite).toBe(0);
    expect(await count(key)).toBe(1);
  });

  it('reads more ids than a statement takes, beside an open transaction and inside one', async () => {
    const keys = Array.from({ length: 40_000 }, (_, n) => `many.${n}`);
    await db.write((tx) => tx.setting.create({ data: { key: 'many.39999', value: 'kept' } }));
    const read = (from: Pick<Database['reader'], 'setting'>) => from.setting.findMany({ where: { key: { in: keys } }, select: { key: true } });
    await db.write(async (tx) => {
      await tx.setting.create({ data: { key: 'many.0', value: 'not yet' } });
      expect(await read(db.reader)).toEqual([{ key: 'many.39999' }]);
      expect(await read(tx)).toHaveLength(2);
    });
    const [, outside] = await Promise.all([db.write((tx) => tx.setting.create({ data: { key: 'many.1', value: 'beside' } })), read(db.reader)]);
    expect(outside.length).toBeGreaterThanOrEqual(2);
    expect(await read(db.reader)).toHaveLength(3);
    await db.write((tx) => tx.setting.deleteMany({ where: { key: { startsWith: 'many.' } } }));
  });

  it('refuses to write, while a transaction is open and without one', async () => {
    const attempt = () => db.reader.setting.create(setting('never'));
    await expect(attempt()).rejects.toThrow(/readonly/i);
    await db.write(() => expect(attempt()).rejects.toThrow(/readonly/i));
    await expect(db.reader.$executeRaw`DELETE FROM "Setting"`).rejects.toThrow(/readonly/i);
    // A write of several statements, for which the ORM begins a transaction by itself, and transactions that are asked for.
    const nested = () => db.reader.organization.create({ data: { kind: 'business', nameFr: 'never', sortName: 'never', names: { create: [{ kind: 'acronym', name: 'N' }] } } });
    const asked = () => db.reader.$transaction((tx) => tx.setting.create(setting('never')));
    const together = () => db.reader.$transaction([db.reader.setting.create(setting('never'))]);
    for (const begun of [nested, asked, together]) {
      await expect(begun()).rejects.toThrow();
      await db.write(() => expect(begun()).rejects.toThrow());
    }
    expect(await db.reader.organization.count({ where: { nameFr: 'never' } })).toBe(0);
    expect(await count('never')).toBe(0);
    expect(await count('kept.')).toBe(1_000);
  });
});

describe('two connections to one file', () => {
  it('lose nothing that was acknowledged when the other reads and writes between our transactions', async () => {
    // Another program: it never waits, since waiting here would stop the very loop that holds the lock.
    const other = new Sqlite(office.file, { timeout: 0 });
    const insert = other.prepare(`INSERT INTO "Setting" ("key", "value") VALUES (?, 'x')`);
    const theirs: string[] = [];
    const refused: string[] = [];
    const ours: string[] = [];
    for (let n = 0; n < 200; n += 1) {
      // An open read is what made COMMIT fail, and acknowledged rows vanish, in the default journal mode.
      const reading = other.prepare(`SELECT "key" FROM "Setting"`).iterate();
      reading.next();
      await db.write((tx) => tx.setting.create(setting(`ours.${n}`)));
      ours.push(`ours.${n}`);
      reading.return?.();
      for (const moment of ['within', 'between']) {
        const attempt = (): void => {
          const key = `theirs.${n}.${moment}`;
          try {
            insert.run(key);
            theirs.push(key);
          } catch {
            refused.push(key);
          }
        };
        if (moment === 'between') attempt();
        else await db.write(async (tx) => void (await tx.setting.create(setting(`beside.${n}`)), attempt()));
      }
    }
    other.close();
    expect(await count('ours.')).toBe(ours.length);
    expect(await count('beside.')).toBe(200);
    expect(await count('theirs.')).toBe(theirs.length);
    expect(theirs).toHaveLength(200);
    expect(refused).toHaveLength(200);
  }, 120_000);

  it('closes only when the last write is done', async () => {
    const other = await openDatabase({ file: office.file });
    const write = other.write(async (tx) => {
      await pause();
      await tx.setting.create(setting('last.word'));
    });
    await other.close();
    await write;
    expect(await count('last.word')).toBe(1);
  });
});

it('lets the file go when it closes, whether the ORM was asked anything or not', async () => {
  const copy = `${office.file}.let-go`;
  await new Sqlite(office.file).backup(copy);
  for (const use of [(): void => undefined, (other: Database): Promise<unknown> => other.reader.setting.count()]) {
    const other = await openDatabase({ file: copy });
    await use(other);
    expect(await alone(copy, () => Promise.resolve('alone'))).toBeNull();
    await other.close();
    expect(await alone(copy, () => Promise.resolve('alone'))).toBe('alone');
  }
});

it('refuses a file that is not there, in one sentence', async () => {
  await expect(openDatabase({ file: '/nowhere/passerelle.db' })).rejects.toThrow('There is no database at /nowhere/passerelle.db; run the migrations first.');
});
