import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Contract, Endpoint, RouteKey, Shape } from './endpoint.ts';
import { Replay, createContext, isAtLeast, type Context, type OpenContext } from './context.ts';
import { fingerprintOf } from './idempotency.ts';
import { m } from '../../generated/paraglide/messages.js';
import { forbidden, invalid, preconditionRequired, unauthenticated } from './problem.ts';

/** A file to hand over. `style` names the style sheets that a page opened in the browser may use: their hashes. */
export type Download = { fileName: string; mediaType: string; content: Buffer | string | Readable; inline?: boolean; style?: string };

export type Call<E extends Endpoint> = {
  params: Shape<E['params']>;
  query: Shape<E['query']>;
  body: Shape<E['body']>;
  ctx: E['allow'] extends 'anyone' ? OpenContext : Context;
  /** The version named by If-Match; every PATCH has one. */
  ifMatch: number;
  request: FastifyRequest;
  reply: FastifyReply;
};
export type Answer<E extends Endpoint> = E['file'] extends string ? Download : Shape<E['response']> | undefined;
export type Handlers<C extends Contract> = {
  [K in keyof C]: C[K] extends Endpoint ? (call: Call<C[K]>) => Promise<Answer<C[K]>> : never;
};

/**
 * Registers every line of a feature's contract with its handler: permission, validation, If-Match, Idempotency-Key and
 * ETag are the same everywhere and live here.
 */
export function registerRoutes<C extends Contract>(app: FastifyInstance, contract: C, handlers: Handlers<C>): void {
  for (const key of Object.keys(contract) as (RouteKey & keyof C)[]) {
    const endpoint: Endpoint = contract[key] as Endpoint;
    const handler = handlers[key] as unknown as (call: Call<Endpoint>) => Promise<unknown>;
    const [method, url] = key.split(' ') as [string, string];
    app.route({
      method: method as 'GET',
      url,
      schema: schemaOf(url, endpoint),
      onRequest: app.authorize(endpoint.allow),
      handler: async (request, reply) => {
        const status = endpoint.status ?? (endpoint.response ? 200 : 204);
        const call = callOf(app, endpoint, request, reply, status);
        try {
          const answer = await handler(call);
          if (endpoint.file) return await sendFile(reply, answer as Download);
          if (status === 204 || answer === undefined) return await reply.code(204).send();
          tag(reply, answer);
          // A handler that has set a status of its own (an unhealthy check) keeps it.
          return await reply.code(reply.statusCode === 200 ? status : reply.statusCode).send(answer);
        } catch (error) {
          if (!(error instanceof Replay)) throw error;
          reply.header('idempotent-replayed', 'true');
          if (error.status === 204) return await reply.code(204).send();
          const answer: unknown = JSON.parse(error.response);
          tag(reply, answer);
          return await reply.code(error.status).send(answer);
        }
      },
    });
  }
}

/** A line of the contract as Fastify and the description for outsiders take it. */
export function schemaOf(url: string, endpoint: Endpoint): FastifySchema {
  return {
    summary: endpoint.summary,
    tags: [url.split('/')[2]?.split('.')[0] ?? 'api'],
    ...(endpoint.allow === 'anyone' ? { security: [] } : {}),
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    response: responses(endpoint),
  };
}

function callOf(
  app: FastifyInstance,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
): Call<Endpoint> {
  const key = request.method === 'POST' ? idempotencyKeyOf(request) : undefined;
  const ctx = createContext({
    db: app.db,
    user: request.signedIn,
    locale: request.locale,
    now: app.clock(),
    requestId: request.id,
    idempotency:
      key === undefined ? undefined : { key, status, fingerprint: fingerprintOf(request.method, request.url, request.body) },
  });
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    ctx,
    ifMatch: request.method === 'PATCH' ? versionOf(request) : 0,
    request,
    reply,
  } as Call<Endpoint>;
}

/** A key that cannot be kept is refused: to let it pass would make the record twice. */
function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length > 0 && key.length <= 200) return key;
  throw invalid([{ pointer: '', message: (locale) => m.problem_idempotency_key({}, { locale }) }], 400);
}

function versionOf(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (!header) throw preconditionRequired();
  const match = /^(?:W\/)?"?v(\d+)"?$/.exec(header.trim());
  // An ETag we never issued is a version that cannot be current.
  return match ? Number(match[1]) : -1;
}

function tag(reply: FastifyReply, answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number') {
    reply.header('etag', `"v${answer.version}"`);
  }
}

async function sendFile(reply: FastifyReply, file: Download): Promise<FastifyReply> {
  const plain = file.fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\]/g, '');
  // What is opened in the browser is a sheet of paper: it runs nothing, fetches nothing and sends nothing.
  if (file.inline) {
    const style = file.style ? `style-src ${file.style}; ` : '';
    reply.header('content-security-policy', `default-src 'none'; ${style}base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`);
  }
  reply.header(
    'content-disposition',
    `${file.inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  );
  return reply.type(file.mediaType).send(file.content);
}

function responses(endpoint: Endpoint): Record<string, unknown> {
  const status = endpoint.status ?? (endpoint.response ? 200 : 204);
  if (endpoint.file) {
    return { 200: { description: 'The file', content: { [endpoint.file]: { schema: { type: 'string', format: 'binary' } } } } };
  }
  return { [status]: endpoint.response ?? { type: 'null', description: 'No content' } };
}

/** Refuses, before anything is read, whoever may not call. */
export function authorization(allow: Endpoint['allow']) {
  return async (request: FastifyRequest): Promise<void> => {
    if (allow === 'anyone') return;
    if (!request.signedIn) throw unauthenticated();
    if (!isAtLeast(request.signedIn.role, allow)) throw forbidden();
  };
}
