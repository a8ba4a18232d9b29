// What the same statements cost with next to nothing around them: Fastify, better-sqlite3, and the rows as JSON.
import Fastify from 'fastify';
import { replayer, type Statement } from './raw.ts';

const app = Fastify();
const raw = replayer(process.env['LIMIT_FILE']!);
const kept = new Map<string, Statement[]>();
app.post<{ Params: { name: string }; Body: Statement[] }>('/keep/:name', { bodyLimit: 50_000_000 }, ({ params, body }) => {
  kept.set(params.name, body);
  return { statements: body.length };
});
app.get<{ Params: { name: string } }>('/play/:name', ({ params }) => raw.play(kept.get(params.name) ?? []));
app.post<{ Params: { name: string } }>('/play/:name', ({ params }) => raw.playAsNew(kept.get(params.name) ?? []));
process.on('message', (message) => {
  if (message === 'stop') void app.close().then(() => (raw.close(), process.disconnect()));
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
