import type { Office } from './office.ts';
import { interleave, type Pair } from './measure.ts';
import { record, replayer } from './raw.ts';

/** One operation of the office: what a person waits for. Turns go round `variants`. */
type Operation = { name: string; what: string; limit?: number; turns: (() => Promise<unknown>)[]; isWrite?: boolean };
export type Figure = { name: string; what: string; limit?: number | undefined; against: string; pair: Pair };

const filters = 'region=reg.western-europe&priority=learns&stage=active&stage=strategic&stage=exploring';
const words = ['bordeaux', 'ville', 'réseau', 'bordaux', 'AIMF', 'tremblay', 'culture', 'port', 'climat', 'liè'];

/** The operations of one name, on this office. */
async function operationsOf(name: string, office: Office): Promise<Operation[]> {
  const { call } = office;
  const get = (url: string) => () => call('GET', url);
  switch (name) {
    case 'list':
      return [{ name: 'list', what: 'organizations: three filters, sorted, with the total', limit: 30, turns: [get(`/api/organizations?${filters}&sort=-lastHeldAt`)] }];
    case 'facets':
      return [{ name: 'facets', what: 'counts of every facet beside that list', limit: 30, turns: [get(`/api/organizations/facets?${filters}`)] }];
    case 'page': {
      const busiest = await mostMet(office);
      return [{ name: 'page', what: 'an organization’s page: its six calls, the partner met most', limit: 30, turns: [() => Promise.all(pageCalls(busiest).map((url) => call('GET', url)))] }];
    }
    case 'today':
      return [{ name: 'today', what: 'the page of the day', limit: 30, turns: [get('/api/today')] }];
    case 'search':
      return [{ name: 'search', what: `search: ${words.length} words in turn, two of them mistyped`, limit: 30, turns: words.map((word) => get(`/api/search?q=${encodeURIComponent(word)}`)) }];
    case 'log': {
      const body = { startsAt: new Date(Date.now() - 86_400_000).toISOString(), subject: 'Rencontre de travail', organizationIds: [await mostMet(office)] };
      return [{ name: 'log', what: 'log an interaction: who, when, one line; durable', limit: 30, isWrite: true, turns: [() => call('POST', '/api/interactions', body)] }];
    }
    case 'documents': {
      const order = { kind: 'meeting', subjects: [{ type: 'organization', id: await mostMet(office) }], language: 'fr', audience: 'internal' };
      return ['docx', 'pdf'].map((format) => ({
        name: `documents.${format}`,
        what: `a meeting note as ${format === 'docx' ? 'Word' : 'PDF'}`,
        turns: [() => call('POST', `/api/notes/preview?format=${format}`, order)],
      }));
    }
    default:
      return [];
  }
}

/** Measures the operations of one name; each beside its own statements run raw, but for documents, which are not queries. */
export async function measure(name: string, office: Office): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { turns, isWrite, ...operation } of await operationsOf(name, office)) {
    const turn = (n: number): Promise<unknown> => turns[n % turns.length]!();
    if (name === 'documents') {
      const pair = await interleave(turn, null, { least: 8, most: 40, seconds: 4, warmUp: 2 });
      figures.push({ ...operation, against: 'none: no query', pair });
      continue;
    }
    for (const one of turns) await one();
    const recorded: Awaited<ReturnType<typeof record>>[] = [];
    for (const one of turns) recorded.push(await record(one));
    const raw = replayer(office.file);
    const pair = await interleave(turn, (n) => {
      const statements = recorded[n % recorded.length]!;
      if (isWrite) raw.playAsNew(statements);
      else raw.play(statements);
    });
    raw.close();
    const count = recorded.reduce((sum, statements) => sum + statements.length, 0) / recorded.length;
    figures.push({ ...operation, against: `the same ${Math.round(count)} statements, better-sqlite3 alone`, pair });
  }
  return figures;
}

/** What web/routes/(app)/organizations/[id]/+page.ts asks for. */
function pageCalls(id: string): string[] {
  return [
    `/api/organizations/${id}`,
    `/api/contacts?organization=${id}&limit=12&sort=-lastHeldAt`,
    `/api/interactions?organization=${id}&status=held&limit=60`,
    `/api/interactions?organization=${id}&status=planned&status=draft&limit=20&sort=startsAt`,
    `/api/followups?organization=${id}&status=open&status=renegotiated&limit=50`,
    `/api/agreements?organization=${id}&limit=20`,
  ];
}

async function mostMet({ db }: Office): Promise<string> {
  const [first] = await db.reader.$queryRaw<{ id: string }[]>`
    SELECT io."organizationId" AS id FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId"
    WHERE NOT o."isOurs" GROUP BY io."organizationId" ORDER BY count(*) DESC, io."organizationId" LIMIT 1`;
  if (!first) throw new Error('the office has no interaction');
  return first.id;
}
