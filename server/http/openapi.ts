import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Contract } from './endpoint.ts';
import { schemaOf } from './route.ts';

type Operation = {
  parameters?: unknown[];
  responses?: Record<string, { description?: string; headers?: unknown }>;
};
type Document = { paths?: Record<string, Record<string, Operation> | undefined>; components?: { schemas?: object; responses?: object } };

const problem = {
  type: 'object',
  description: 'RFC 9457, in the language of Accept-Language',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', examples: ['urn:passerelle:problem:stale'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      description: 'One a field, by JSON pointer',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: { pointer: { type: 'string' }, message: { type: 'string' } },
      },
    },
    current: { type: 'object', description: '412: the record as it is now' },
  },
};
const ifMatch = {
  in: 'header',
  name: 'If-Match',
  required: true,
  description: 'The ETag of the record that was read: 412 when it has changed since, 428 when the header is missing',
  schema: { type: 'string', examples: ['"v3"'] },
};
const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'The same key and body make one record, and get its first answer',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
const etag = { ETag: { description: 'The version of the record, for If-Match', schema: { type: 'string' } } };

/**
 * The contract for outsiders, from the same schemas: /api/openapi.json and /api/docs. Made at the first request for it,
 * by an application of its own: its libraries would take a fifth of every start.
 */
export function registerOpenApi(app: FastifyInstance, contract: Contract): void {
  let made: Promise<FastifyInstance> | undefined;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    made ??= describe(contract);
    const { statusCode, headers, rawPayload } = await (await made).inject({ method: 'GET', url: request.url, headers: request.headers });
    return reply.code(statusCode).headers(headers).send(rawPayload);
  };
  for (const url of ['/api/openapi.json', '/api/docs', '/api/docs/*']) app.get(url, answer);
  app.addHook('onClose', async () => (await made)?.close());
}

async function describe(contract: Contract): Promise<FastifyInstance> {
  const [{ default: fastifySwagger }, { default: fastifySwaggerUi }] = await Promise.all([import('@fastify/swagger'), import('@fastify/swagger-ui')]);
  const app = Fastify({ routerOptions: { maxParamLength: 200 } });
  // It describes; it neither checks nor writes.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Passerelle',
        version: '1.0.0',
        description: 'Relationship management for city diplomacy. Errors are application/problem+json (RFC 9457).',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'passerelle' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transformObject: (made) => {
      const document = 'openapiObject' in made ? made.openapiObject : made.swaggerObject;
      addWhatEveryRouteHas(document as Document);
      return document;
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  for (const [key, endpoint] of Object.entries(contract)) {
    const [method, url] = key.split(' ') as [string, string];
    app.route({ method: method as 'GET', url, schema: schemaOf(url, endpoint), handler: async () => undefined });
  }
  return app;
}

/** What server/http/route.ts does for every line and no schema says: problems, versions, repeated requests. */
function addWhatEveryRouteHas(document: Document): void {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problem },
    responses: {
      Problem: {
        description: 'A refusal, in words',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  for (const path of Object.values(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(path ?? {})) {
      if (method === 'patch') operation.parameters = [...(operation.parameters ?? []), ifMatch];
      if (method === 'post') operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
      for (const response of Object.values(operation.responses ?? {})) {
        if (response.description === 'Default Response') response.description = 'The answer';
        if (method === 'patch') response.headers = etag;
      }
      operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } as object };
    }
  }
}
