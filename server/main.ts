// The process: configuration, office, API, pages, listen, close with grace.
import { enableCompileCache } from 'node:module';

enableCompileCache();

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 22) {
  console.error(`✗ The server needs Node 24, this is ${process.versions.node}; start it with npm start.`);
  process.exit(1);
}

const { runServer } = await import('./process.ts');
await runServer();
