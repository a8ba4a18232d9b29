// npm run check:office: every kind of note is opened by LibreOffice, which npm test leaves out (280 MB to install).
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { done, runScript, say, step } from './support/console.mjs';
import { findOffice, findReaders, installOffice, installReaders } from './support/readers.mjs';
import { node, root, tryRun } from './support/run.mjs';

await runScript(async () => {
  await prepare({ built: false });
  const title = say('LibreOffice et lecteurs indépendants', 'LibreOffice and independent readers');
  const python = (await findReaders()) ?? (await step(title, installReaders));
  if (await findOffice()) done(title);
  else await step(title, installOffice);
  const env = { READERS_PYTHON: python, NODE_ENV: 'test' };
  const { code } = await tryRun(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'office'], { env, show: true });
  return code;
});
