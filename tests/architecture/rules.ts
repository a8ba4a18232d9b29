import { owners } from './owners.ts';
import type { Import, Source } from './sources.ts';

/** One sentence of ARCHITECTURE.md, and what of a source goes against it. */
export type Rule = { sentence: string; broken: (source: Source) => string[] };

/** Features from the lowest to the highest: each may call those before it. */
export const order: string[][] = [
  ['policy', 'users'],
  ['places'],
  ['organizations'],
  ['contacts'],
  ['interactions', 'agreements', 'missions', 'forums'],
  ['followups'],
  ['measures', 'targets', 'coverage', 'map', 'timeline', 'acquaintances', 'versions', 'today', 'exports', 'capture', 'suggestions', 'imports'],
  ['documents'],
  ['templates'],
  ['notes', 'decision-records', 'agenda', 'calendar', 'views', 'reminders'],
  ['search', 'history'],
];
/** What every feature stands on. */
const foundation = ['http', 'text'];
const sharedFiles = ['server/interactions/activity.read.ts', 'server/interactions/activity.rules.ts', 'server/search/index.ts', 'server/search/search.rules.ts', 'server/history/audit.ts'];
/** They fill an empty office: they write every table, and no feature knows them. */
const loaders = ['reference', 'demo'];

const featureOf = (path: string): string | null => /^server\/([^/]+)\//.exec(path)?.[1] ?? null;
const levelOf = (feature: string): number => order.findIndex((level) => level.includes(feature));
const isRules = (path: string): boolean => path.endsWith('.rules.ts');
const isSchema = (path: string): boolean => path.endsWith('.schema.ts');
const isPackage = (to: string): boolean => !/^(server|web|generated|tests|scripts|prisma)\//.test(to);
const isDatabase = (to: string): boolean => to === 'server/database.ts' || to.startsWith('generated/prisma/') || /^(better-)?sqlite3$|prisma/.test(to);
const isPure = (to: string): boolean => isRules(to) || to === 'server/vocabulary.ts' || to.startsWith('generated/paraglide/');

/** The imports of a source that go against a rule, said as `file imports file`. */
function wrong(source: Source, when: (one: Import) => boolean): string[] {
  return source.imports.filter(when).map(({ to }) => `${source.path} imports ${to}`);
}
/** The lines of a source on which a pattern stands, said as `file: line`. */
function lines({ path, text }: Source, pattern: RegExp): string[] {
  return text.split('\n').filter((line) => pattern.test(line)).map((line) => `${path}: ${line.trim()}`);
}

export const rules: Rule[] = [
  {
    sentence: 'Every folder of server/ is a feature with a place in the order, the foundation, or a loader.',
    broken: ({ path }) => {
      const feature = featureOf(path);
      const known = feature === null || levelOf(feature) >= 0 || [...foundation, ...loaders].includes(feature);
      return known ? [] : [`${path}: ${feature} has no place in tests/architecture/rules.ts`];
    },
  },
  {
    sentence: 'A feature calls only features that stand lower than it, in the order of ARCHITECTURE.md.',
    broken: (source) => {
      const own = featureOf(source.path);
      if (own === null || levelOf(own) < 0 || sharedFiles.includes(source.path)) return [];
      return wrong(source, ({ to }) => {
        const other = featureOf(to);
        if (other === null || other === own || foundation.includes(other) || sharedFiles.includes(to)) return false;
        return levelOf(other) < 0 || levelOf(other) >= levelOf(own);
      });
    },
  },
  {
    sentence: 'The foundation (http, text) knows no feature, but who is signed in and the audit trail.',
    broken: (source) =>
      foundation.includes(featureOf(source.path) ?? '')
        ? wrong(source, ({ to }) => {
            const other = featureOf(to);
            return other !== null && !foundation.includes(other) && !sharedFiles.includes(to) && !to.startsWith('server/users/session.');
          })
        : [],
  },
  {
    sentence: 'Routes are HTTP only: they call services, and no database.',
    broken: (source) => (source.path.endsWith('.routes.ts') ? wrong(source, ({ to, isType }) => !isType && isDatabase(to)) : []),
  },
  {
    sentence: 'Only server/app.ts imports routes.',
    broken: (source) => (source.path === 'server/app.ts' ? [] : wrong(source, ({ to }) => to.endsWith('.routes.ts'))),
  },
  {
    sentence: 'A service knows no Fastify.',
    broken: (source) => (source.path.endsWith('.service.ts') ? wrong(source, ({ to }) => /^(@fastify\/|fastify)/.test(to)) : []),
  },
  {
    sentence: 'Rules are pure: they import rules, words and types, and nothing that reads or answers.',
    broken: (source) =>
      isRules(source.path)
        ? wrong(source, ({ to, isType }) => !isType && !isPure(to) && (!isPackage(to) || isDatabase(to) || /fastify|^node:(fs|http|net|child_process)/.test(to)))
        : [],
  },
  {
    sentence: 'Rules have no clock: the moment is given to them.',
    broken: (source) => (isRules(source.path) ? lines(source, /Date\.now\(\)|new Date\(\)|performance\.now\(\)/) : []),
  },
  {
    sentence: 'Schemas are made of schemas, rules and the vocabulary.',
    broken: (source) =>
      isSchema(source.path)
        ? wrong(source, ({ to, isType }) => !isType && !isSchema(to) && !isPure(to) && to !== 'server/http/endpoint.ts' && to !== 'typebox')
        : [],
  },
  {
    sentence: 'Only server/database.ts makes a PrismaClient.',
    broken: (source) => (source.path === 'server/database.ts' ? [] : lines(source, /new PrismaClient\(/)),
  },
  {
    sentence: 'One SQLite library in one process: sqlite3 is for the scripts.',
    broken: (source) => wrong(source, ({ to }) => to === 'sqlite3'),
  },
  {
    sentence: 'Only server/config.ts reads the environment.',
    broken: (source) => (source.path === 'server/config.ts' ? [] : lines(source, /process\.env(?!\['\w+'\] = )/)),
  },
  {
    sentence: 'A table is written by its own feature only (loaders and restores aside).',
    broken: (source) => {
      const own = featureOf(source.path);
      if (own === null || loaders.includes(own)) return [];
      const written = [
        ...source.text.matchAll(/\b(?:tx|from|client|writer)\.(\w+)\.(?:create|createMany|createManyAndReturn|update|updateMany|upsert|delete|deleteMany)\b/g),
        ...source.text.matchAll(/(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/g),
      ];
      return written.flatMap(([statement, table = '']) => {
        const model = table[0]?.toUpperCase() + table.slice(1);
        const allowed = owners[model];
        if (!allowed) return [`${source.path}: ${model} has no owner in tests/architecture/owners.ts`];
        return allowed.includes(own) ? [] : [`${source.path}: ${statement} (the table is of ${allowed.join(' and ')})`];
      });
    },
  },
  {
    sentence: 'The screens know of the server its types, and its pure rules, schemas and vocabulary.',
    broken: (source) =>
      source.path.startsWith('web/') && source.path !== 'web/hooks.server.ts'
        ? wrong(source, ({ to, isType }) => to.startsWith('server/') && !isType && !isPure(to) && !isSchema(to))
        : [],
  },
  {
    sentence: 'The screens never see the database, not even its types.',
    broken: (source) => (source.path.startsWith('web/') ? wrong(source, ({ to }) => isDatabase(to)) : []),
  },
  {
    sentence: 'The kit (web/lib/ui) knows nothing of partners, of the API or of pages.',
    broken: (source) =>
      source.path.startsWith('web/lib/ui/')
        ? wrong(source, ({ to }) => to === 'web/lib/api.ts' || /^web\/(routes|lib\/[^/]+)\/.+/.test(to) && !to.startsWith('web/lib/ui/') || (to.startsWith('server/') && !to.startsWith('server/text/')))
        : [],
  },
  {
    sentence: 'Pieces of screens (web/lib) know no page.',
    broken: (source) => (source.path.startsWith('web/lib/') ? wrong(source, ({ to }) => to.startsWith('web/routes/')) : []),
  },
  {
    sentence: 'The server knows no screen.',
    broken: (source) => (source.path.startsWith('server/') ? wrong(source, ({ to }) => to.startsWith('web/')) : []),
  },
  {
    sentence: 'No barrels: a file is imported where it is.',
    broken: ({ path, text }) => {
      const statements = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').split(';').map((one) => one.trim()).filter(Boolean);
      const isBarrel = path.endsWith('.ts') && statements.length > 0 && statements.every((one) => /^export (type )?[{*][\s\S]* from '/.test(one));
      return isBarrel ? [`${path} only passes on what others export`] : [];
    },
  },
];

/** Everything that goes against a rule, each under its sentence. */
export function violations(sources: Source[]): string[] {
  return rules.flatMap(({ sentence, broken }) => sources.flatMap(broken).map((found) => `${sentence}\n    ${found}`));
}
