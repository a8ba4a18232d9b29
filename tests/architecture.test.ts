import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { owners } from './architecture/owners.ts';
import { order, rules, violations } from './architecture/rules.ts';
import { readSources, sourceOf } from './architecture/sources.ts';

const sources = readSources();

it('reads the whole house', () => {
  const paths = sources.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['server/app.ts', 'server/organizations/organization.service.ts', 'web/lib/api.ts']));
  expect(paths.some((path) => path.endsWith('.svelte'))).toBe(true);
  expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(1_000);
});

describe('the rules of ARCHITECTURE.md', () => {
  it.each(rules.map((rule) => [rule.sentence, rule] as const))('%s', (_, { broken }) => {
    expect(sources.flatMap(broken)).toEqual([]);
  });
});

it('names an owner for tables that exist', () => {
  const schema = readFileSync(new URL('../prisma/schema.prisma', import.meta.url), 'utf8');
  const models = [...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name);
  expect(Object.keys(owners).filter((model) => !models.includes(model))).toEqual([]);
});

it('has one place for each feature', () => {
  const features = order.flat();
  expect(new Set(features).size).toBe(features.length);
});

/** For each rule, a file that goes against it: a rule that lets it pass watches nothing. */
const wrongFiles: [sentence: RegExp, path: string, text: string][] = [
  [/with a place in the order/, 'server/novelties/novelty.service.ts', ''],
  [/stand lower/, 'server/organizations/x.service.ts', `import { getContact } from '../contacts/contact.service.ts';`],
  [/stand lower/, 'server/missions/x.service.ts', `import type { Forum } from '../forums/forum.schema.ts';`],
  [/stand lower/, 'server/followups/x.ts', `import { loadDemo } from '../demo/load.ts';`],
  [/knows no feature/, 'server/http/x.ts', `import { getUser } from '../users/user.service.ts';`],
  [/Routes are HTTP only/, 'server/places/place.routes.ts', `import { openDatabase } from '../database.ts';`],
  [/imports routes/, 'server/places/x.service.ts', `import { userRoutes } from '../users/user.routes.ts';`],
  [/knows no Fastify/, 'server/places/place.service.ts', `import type { FastifyRequest } from 'fastify';`],
  [/Rules are pure/, 'server/places/x.rules.ts', `import { getPlace } from './place.service.ts';`],
  [/Rules are pure/, 'server/places/x.rules.ts', `import { readFileSync } from 'node:fs';`],
  [/Rules are pure/, 'server/places/x.rules.ts', `export const x = async () => import('../../generated/prisma/client.ts');`],
  [/no clock/, 'server/places/x.rules.ts', `export const isOld = (at: Date) => at < new Date();`],
  [/Schemas are made of/, 'server/places/x.schema.ts', `import { getPlace } from './place.service.ts';`],
  [/makes a PrismaClient/, 'server/places/x.service.ts', `const mine = new PrismaClient({ adapter });`],
  [/One SQLite library/, 'server/places/x.ts', `import sqlite3 from 'sqlite3';`],
  [/reads the environment/, 'server/places/x.ts', `const port = process.env.PORT;`],
  [/reads the environment/, 'web/lib/x.ts', `const { PORT } = process.env;`],
  [/written by its own feature/, 'server/missions/x.service.ts', `await tx.organization.update({ where: { id } });`],
  [/written by its own feature/, 'server/missions/x.service.ts', 'await tx.$executeRaw`UPDATE "Contact" SET "lastHeldAt" = NULL`;'],
  [/written by its own feature/, 'server/missions/x.service.ts', `await tx.somethingNew.create({ data });`],
  [/The screens know of the server/, 'web/routes/(app)/places/+page.ts', `import { getPlace } from '#server/places/place.service.ts';`],
  [/The screens know of the server/, 'web/lib/x/X.svelte', `<script lang="ts">import { route } from '../../../server/http/route.ts';</script>`],
  [/never see the database/, 'web/lib/x.ts', `import type { Place } from '../../generated/prisma/client.ts';`],
  [/The kit/, 'web/lib/ui/X.svelte', `<script lang="ts">import { api } from '#lib/api.ts';</script>`],
  [/The kit/, 'web/lib/ui/x.ts', `import { kinds } from '#lib/organizations/kinds.ts';`],
  [/know no page/, 'web/lib/x.ts', `import { columns } from '../routes/(app)/contacts/columns.ts';`],
  [/knows no screen/, 'server/places/x.ts', `import { label } from '../../web/lib/labels.ts';`],
  [/No barrels/, 'server/places/places.ts', `export * from './place.service.ts';\nexport { getRegion } from './region.service.ts';\n`],
];

describe('each rule can fail', () => {
  it.each(wrongFiles)('%s', (sentence, path, text) => {
    const found = violations([sourceOf(path, text)]);
    expect(found.some((violation) => sentence.test(violation) && violation.includes(path)), found.join('\n')).toBe(true);
  });

  it('and every one is proved', () => {
    expect(rules.filter(({ sentence }) => !wrongFiles.some(([pattern]) => pattern.test(sentence))).map(({ sentence }) => sentence)).toEqual([]);
  });

  it.each([
    ['server/places/place.rules.ts', `import { m } from '../../generated/paraglide/messages.js';\nimport type { Place } from './place.service.ts';`],
    ['server/notes/x.service.ts', `import { getPlace } from '../places/place.service.ts';\nimport { putInSearch } from '../search/index.ts';`],
    ['web/routes/(app)/places/+page.ts', `import type { Api } from '#server/contract.ts';\nimport { isOpen } from '#server/followups/followup.standing.rules.ts';`],
    ['server/web.ts', `process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';`],
    ['server/places/x.service.ts', `await tx.place.update({ where: { id } });\nconst words = 'a comment on process';`],
  ])('what is right passes: %s', (path, text) => {
    expect(violations([sourceOf(path, text)])).toEqual([]);
  });
});
