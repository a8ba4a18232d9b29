// The process: see process.ts. Compiled code is kept from one start to the next.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runServer } = await import('./process.ts');
await runServer();
