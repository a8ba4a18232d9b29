// npm run dev: the demonstration office, restarted at each change of the server; the pages change as they are saved.
import { prepare } from './prepare.mjs';
import { runScript } from './support/console.mjs';
import { serve } from './start.mjs';

await runScript(async () => {
  await prepare({ built: false });
  return serve({ PASSERELLE_MODE: 'demo', PASSERELLE_DEV: '1', NODE_ENV: 'development' }, { nodeOptions: ['--watch'], entry: 'server/main.ts' });
});
