import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../server/database.ts';
import { makeOffice } from './officer.ts';
import { root, runToEnd, temporaryFolder } from './server.ts';

const count = 150;

// In SQLite's default journal mode this driver loses acknowledged writes after one SQLITE_BUSY at COMMIT.
it('two processes that write at the same time lose nothing that was acknowledged', async () => {
  const folder = temporaryFolder();
  const file = await makeOffice(folder.path);
  const script = join(folder.path, 'writer.mjs');
  writeFileSync(
    script,
    `import { openDatabase } from ${JSON.stringify(join(root, 'server/database.ts'))};
     const db = await openDatabase({ file: ${JSON.stringify(file)} });
     for (let i = 0; i < ${count}; i += 1) {
       await db.write((tx) => tx.setting.create({ data: { key: \`other.\${i}\`, value: 'x' } })).then(() => console.log(\`other.\${i}\`), () => {});
     }
     await db.close();`,
  );
  const db = await openDatabase({ file });
  const other = runToEnd(script, [], folder.path);
  const acknowledged: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const key = `own.${i}`;
    await db.write((tx) => tx.setting.create({ data: { key, value: 'x' } })).then(
      () => acknowledged.push(key),
      () => undefined,
    );
  }
  const { output } = await other;
  acknowledged.push(...output.trim().split('\n').filter((line) => line.startsWith('other.')));
  const stored = new Set((await db.reader.setting.findMany({ select: { key: true } })).map(({ key }) => key));
  await db.close();
  folder.remove();
  expect(acknowledged.filter((key) => !stored.has(key))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(count);
});
