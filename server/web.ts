import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

type Pages = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

export type WebOptions = {
  /** The address that people use when a proxy stands before the process; otherwise the request's own host, over http */
  origin: string | undefined;
  /** Serve the pages from their sources through Vite */
  dev: boolean;
};

/** A reason for which the pages cannot be served, in one sentence. */
export class WebRefusal extends Error {}

const handlerFile = new URL('../build/handler.js', import.meta.url);

/** Hands every address but /api to SvelteKit, in this process. The pages reach the API through `app.inject`. */
export async function serveWeb(app: FastifyInstance, { origin, dev }: WebOptions): Promise<void> {
  globalThis.__passerelle = { inject: (request) => app.inject({ ...request, method: methodOf(request.method) }) };
  const pages = dev ? await pagesFromSources(app) : await pagesAsBuilt();
  await app.register(async (scope) => {
    // SvelteKit reads the body itself, from the raw request.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/*', (request, reply) => {
      const [path] = request.raw.url?.split('?') ?? ['/'];
      if (path === '/api' || path?.startsWith('/api/')) return reply.callNotFound();
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      announceOrigin(request.raw, origin);
      pages(request.raw, reply.raw, (error) => {
        if (error) request.log.error(error);
        if (!reply.raw.headersSent) reply.raw.statusCode = error ? 500 : 404;
        reply.raw.end();
      });
    });
  });
}

/** The handler believes these two headers, so they must come from here and never from the browser. */
function announceOrigin(request: IncomingMessage, origin: string | undefined): void {
  const known = origin === undefined ? undefined : new URL(origin);
  request.headers['x-forwarded-proto'] = known?.protocol.slice(0, -1) ?? 'http';
  request.headers['x-forwarded-host'] = known?.host ?? request.headers.host ?? 'localhost';
}

async function pagesAsBuilt(): Promise<Pages> {
  if (!existsSync(handlerFile)) throw new WebRefusal('The pages are not built; run npm start.');
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['HOST_HEADER'] = 'x-forwarded-host';
  const built: { handler: Pages } = await import(handlerFile.href);
  return built.handler;
}

async function pagesFromSources(app: FastifyInstance): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: fileURLToPath(new URL('../web/vite.config.ts', import.meta.url)),
    // Without a temporary copy of the configuration, at which the watch of the edit loop would start over.
    configLoader: 'native',
    server: { middlewareMode: true, hmr: { server: app.server } },
    appType: 'custom',
  });
  app.addHook('onClose', () => vite.close());
  return vite.middlewares;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
const methods: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

function methodOf(name: string): Method {
  return methods.find((method) => method === name) ?? 'GET';
}
