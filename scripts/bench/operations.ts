import type { ListQuery } from '../../server/http/listing.ts';
import { wireOf, type Turn } from './client.ts';

/** One call to the API. */
export type Call = { method: 'GET' | 'POST'; path: string; body?: object };
/** What the office owes for an operation, from the design's table of performance. */
export type Owed = { ratio?: number; milliseconds?: number; growth?: number; tenth?: number };
/**
 * One thing that a person waits for: its turns go round, each a call or several one after the other. A `list` is read
 * in a thread while the call is answered: its statements are seen by reading it here.
 */
export type Operation = { name: string; what: string; owed: Owed; turns: Call[][]; isWrite?: boolean; isLong?: boolean; most?: number; list?: { collection: 'organizations'; query: ListQuery } };

/** What the operations are asked about, read from the office itself. */
export type Subject = { busiest: string; fiveHundred: string; word: string; lastPage: string };

const get = (path: string): Call => ({ method: 'GET', path });
const filters = 'region=reg.western-europe&priority=learns&stage=active&stage=strategic&stage=exploring';
const page = { ratio: 3, growth: 3 };
const searching = (name: string, what: string, words: string[], owed: Owed = { ratio: 3, growth: 3, tenth: 1.5 }): Operation => ({
  name: `search.${name}`,
  what: `search: ${what}`,
  owed,
  turns: words.map((word) => [get(`/api/search?q=${encodeURIComponent(word)}`)]),
});

/** The operations by the name under which they are asked for. */
export function operationsOf(name: string, { busiest, fiveHundred, word, lastPage }: Subject): Operation[] {
  switch (name) {
    case 'list':
      return [{ name: 'list', what: 'organizations: three filters, sorted, with the total', owed: { ...page, tenth: 1.5 }, turns: [[get(`/api/organizations?${filters}&sort=-lastHeldAt`)]] }];
    case 'contacts':
      return [{ name: 'contacts', what: 'people: a filter, sorted, with the total', owed: page, turns: [[get('/api/contacts?language=fr&sort=name')], [get('/api/contacts?language=ar&sort=-lastHeldAt')]] }];
    case 'facets':
      return [
        { name: 'facets', what: 'counts of every facet beside the list of organizations', owed: { ratio: 3 }, turns: [[get(`/api/organizations/facets?${filters}`)]] },
        { name: 'facets.contacts', what: 'counts of every facet of the people', owed: { ratio: 3 }, turns: [[get('/api/contacts/facets?language=fr')]] },
      ];
    case 'search':
      return [
        searching('exact', 'whole words', ['Bordeaux', 'Tremblay', 'réseau', 'patrimoine']),
        searching('accent', 'without the accents they bear, or with others', ['quebec', 'lodz', 'da nang', 'Đà Nẵng', 'oresund', 'coeur']),
        searching('prefix', 'the beginning of a word', ['bord', 'trem', 'mun', 'ori']),
        searching('typo', 'typing errors', ['bordaux', 'tramblay', 'patrimione', 'montrael']),
        searching('common', `the commonest word, « ${word} »`, [word], { ratio: 3, milliseconds: 10 }),
        searching('text', 'words of what was said', ['financement automne', 'tramway bilan', 'hiver visite']),
      ];
    case 'page':
      return [{ name: 'page', what: 'an organization’s page: its calls one after the other, the partner met most', owed: { ...page, tenth: 1.5 }, turns: [pageCalls(busiest).map(get)] }];
    case 'timeline':
      return [
        { name: 'timeline', what: 'the first page of all interactions, with the total', owed: page, turns: [[get('/api/interactions')]] },
        { name: 'timeline.last', what: 'its last page', owed: page, turns: [[get(lastPage)]] },
      ];
    case 'coverage':
      return [{ name: 'coverage', what: 'commitment areas by region over two years', owed: { ratio: 3, growth: 3 }, turns: [[get('/api/coverage')]] }];
    case 'map':
      return [{ name: 'map', what: 'partners on the map of the world', owed: { ratio: 3 }, turns: [[get('/api/organizations/map')]] }];
    case 'today':
      return [{ name: 'today', what: 'the page of the day', owed: { growth: 3 }, turns: [[get('/api/today')]] }];
    case 'log': {
      const body = { startsAt: new Date(Date.now() - 86_400_000).toISOString(), subject: 'Rencontre de travail', organizationIds: [busiest] };
      return [{ name: 'log', what: 'log an interaction: who, when, one line; durable', owed: { ratio: 4, growth: 3 }, isWrite: true, turns: [[{ method: 'POST', path: '/api/interactions', body }]] }];
    }
    case 'export':
      return [{ name: 'export', what: 'organizations as CSV: more than ten thousand at full size', owed: { ratio: 3 }, isLong: true, isWrite: true, most: 3, turns: [[get('/api/organizations.csv?not.stage=strategic&not.stage=prospect')]], list: { collection: 'organizations', query: { 'not.stage': ['strategic', 'prospect'] } } }];
    case 'documents': {
      const order = { kind: 'meeting', subjects: [{ type: 'organization', id: fiveHundred }], language: 'fr', audience: 'internal' };
      return ['docx', 'pdf'].map((format) => ({
        name: `documents.${format}`,
        what: `a meeting note as ${format === 'docx' ? 'Word' : 'PDF'}, from the organization with the fewest interactions from 500 on`,
        owed: { milliseconds: format === 'docx' ? 150 : 400 },
        isLong: true,
        // Each is noted in the log of what leaves the office.
        isWrite: true,
        most: 30,
        turns: [[{ method: 'POST', path: `/api/notes/preview?format=${format}`, body: order }]],
      }));
    }
    default:
      return [];
  }
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
    `/api/timeline?organization=${id}`,
  ];
}

/** An operation's turns as they go over the wire. */
export const turnsOf = ({ turns }: Operation, token: string): Turn[] =>
  turns.map((turn) => turn.map(({ method, path, body }) => wireOf(method, path, { authorization: `Bearer ${token}` }, body)));
