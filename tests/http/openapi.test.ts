import { createRequire } from 'node:module';
import type { Ajv2020 as AjvClass } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testOffice, type Office } from '../support/app.ts';
import { lines } from './surface.ts';

type Schema = Record<string, unknown>;
type Parameter = { in: string; name: string; required: boolean; schema: Schema };
type Media = Record<string, { schema: Schema }>;
type Response_ = { description?: string; content?: Media; $ref?: string };
type Operation = {
  summary?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Media };
  responses: Record<string, Response_>;
  security?: unknown[];
};
type OpenApi = {
  openapi: string;
  info: { title: string; version: string };
  security: Record<string, unknown>[];
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, Schema>; responses: Record<string, Response_> };
  paths: Record<string, Record<string, Operation>>;
};

const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020') as { Ajv2020: typeof AjvClass };
const methods = ['get', 'post', 'put', 'patch', 'delete'];

let office: Office;
let document: OpenApi;
beforeAll(async () => {
  office = await testOffice();
  const { status, body, headers } = await office.anonymous().get<OpenApi>('/api/openapi.json');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('application/json');
  document = body;
});
afterAll(() => office.close());

const addressOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const operationOf = (path: string, method: string): Operation | undefined => document.paths[addressOf(path)]?.[method.toLowerCase()];

it('is an OpenAPI 3.1 document that says who it is and how one signs in', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info.title).toBe('Passerelle');
  expect(document.info.version).toMatch(/^\d+\.\d+\.\d+$/);
  for (const requirement of document.security) {
    for (const scheme of Object.keys(requirement)) expect(document.components.securitySchemes).toHaveProperty(scheme);
  }
});

it('has the lines of the contract and no other', () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(lines.map(({ method, path }) => `${method} ${addressOf(path)}`).sort());
});

describe.each(lines.map((line) => [line.key, line] as const))('%s', (_, { method, path, endpoint }) => {
  it('is described: parameters, body, answer, refusals', () => {
    const operation = operationOf(path, method);
    expect(operation?.summary).toBe(endpoint.summary);
    expect(operation?.tags).toHaveLength(1);
    const named = [...addressOf(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = operation?.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
    expect(inPath.map(({ name }) => name).sort()).toEqual(named.sort());
    expect(inPath.every(({ required }) => required)).toBe(true);
    const inQuery = operation?.parameters?.filter((parameter) => parameter.in === 'query').map(({ name }) => name) ?? [];
    expect(inQuery.sort()).toEqual(Object.keys((endpoint.query as { properties?: object } | undefined)?.properties ?? {}).sort());
    expect(Boolean(operation?.requestBody)).toBe(Boolean(endpoint.body));
    if (endpoint.body) expect(operation?.requestBody?.content['application/json']?.schema).toHaveProperty('type');

    const status = String(endpoint.file ? 200 : (endpoint.status ?? (endpoint.response ? 200 : 204)));
    const answer = operation?.responses[status];
    expect(answer?.description?.length).toBeGreaterThan(3);
    const type = endpoint.file ?? (endpoint.response ? 'application/json' : undefined);
    if (type) expect(answer?.content?.[type]?.schema).toHaveProperty('type');
    expect(operation?.responses.default).toEqual({ $ref: '#/components/responses/Problem' });
    expect(operation?.security).toEqual(endpoint.allow === 'anyone' ? [] : undefined);
    const headers = operation?.parameters?.filter((parameter) => parameter.in === 'header').map(({ name }) => name) ?? [];
    expect(headers).toEqual({ PATCH: ['If-Match'], POST: ['Idempotency-Key'] }[method as string] ?? []);
  });
});

it('is sound: every schema compiles as JSON Schema 2020-12, every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas: [where: string, schema: Schema][] = Object.entries(document.components.schemas);
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      expect(methods).toContain(method);
      const where = `${method} ${path}`;
      for (const { name, schema } of operation.parameters ?? []) schemas.push([`${where} ${name}`, schema]);
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) schemas.push([where, schema]);
      for (const { content } of Object.values(operation.responses)) {
        for (const { schema } of Object.values(content ?? {})) schemas.push([where, schema]);
      }
    }
  }
  // The filters of a list stand again in its count, its facets and its exports: each schema is compiled once.
  const distinct = new Map(schemas.map(([where, schema]) => [JSON.stringify(schema), { where, schema }]));
  for (const [written, { where, schema }] of distinct) {
    expect(() => ajv.compile(schema), where).not.toThrow();
    // Words of OpenAPI 3.0 that 3.1 no longer knows.
    expect(written, where).not.toMatch(/"nullable":|"exclusiveMinimum":true|"example":/);
  }
  for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = reference?.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
    expect(found, reference).toBeDefined();
  }
});

it('tells what a real answer looks like', async () => {
  const { body } = await office.as('reader').get('/api/organizations?limit=5');
  const schema = operationOf('/api/organizations', 'GET')?.responses['200']?.content?.['application/json']?.schema ?? {};
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
  const refused = await office.as('reader').get('/api/organizations/nothing');
  const isProblem = new Ajv2020({ strict: false }).compile(document.components.schemas.Problem ?? {});
  expect(isProblem(refused.body), JSON.stringify(isProblem.errors)).toBe(true);
});

it('has a page for people', async () => {
  const { status, headers, text } = await office.anonymous().get('/api/docs/');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(String(headers['content-security-policy'])).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(text).toContain('swagger');
});
