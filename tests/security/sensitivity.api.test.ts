import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Method } from '../../server/http/endpoint.ts';
import { lines } from '../http/surface.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';
import { watchStored } from './stored.ts';

/** A word that is nowhere else: wherever it comes out, something was shown. */
const secret = 'xylophonique';
const partner = 'city.bordeaux';

let office: Office;
/** Of each collection, the id of a record that only strategists and administrators may see. */
let hidden: Record<string, string>;
/** An interaction that everyone may see, with a point and a promise that they may not. */
let open: string;

beforeAll(async () => {
  office = await testOffice();
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await office.as('strategist').post<{ id: string }>(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.body.id;
  };
  const sensitivity = 'confidential';
  const contact = await make('/api/contacts', { familyName: secret, givenName: 'Ada', sensitivity, note: secret, positions: [{ organizationId: partner, titleFr: secret }] });
  const mission = await make('/api/missions', { titleFr: `Mission ${secret}`, sensitivity, startsOn: '2026-11-25', endsOn: '2026-11-28', organizationIds: [partner] });
  hidden = {
    '/api/contacts': contact,
    '/api/missions': mission,
    '/api/interactions': await make('/api/interactions', {
      startsAt: '2026-11-20T15:00:00Z',
      subject: `Rencontre ${secret}`,
      summary: secret,
      sensitivity,
      organizationIds: [partner],
      commitmentIds: ['vdq.learns.watch'],
    }),
    '/api/followups': await make('/api/followups', { text: `Promesse ${secret}`, sensitivity, organizationId: partner, dueOn: '2026-11-01' }),
    '/api/agreements': await make('/api/agreements', {
      kind: 'twinning',
      titleFr: `Entente ${secret}`,
      sensitivity,
      state: 'negotiation',
      renewalOn: '2026-12-01',
      parties: [{ organizationId: partner, signatoryId: null, signatoryName: secret, signatoryTitle: null }],
      commitmentIds: ['vdq.learns.watch'],
    }),
    '/api/notes': await make('/api/notes', {
      kind: 'partner-sheet',
      subjects: [{ type: 'organization', id: partner }],
      language: 'fr',
      audience: 'confidential',
    }),
  };
  await make('/api/interactions', { startsAt: '2026-11-24T15:00:00Z', subject: `Prévu ${secret}`, sensitivity, organizationIds: [partner] });
  open = await make('/api/interactions', {
    startsAt: '2026-11-19T15:00:00Z',
    subject: 'Rencontre ouverte',
    organizationIds: [partner],
    discussionPoints: [
      { subject: 'Point ouvert', sensitivity: 'internal' },
      { subject: `Point ${secret}`, theirPosition: secret, ourPosition: secret, sensitivity },
    ],
    followUps: [{ text: `Promesse du point ${secret}`, sensitivity, organizationId: partner }],
  });
  await office.as('strategist').patch(`/api/interactions/${open}`, 1, {
    discussionPoints: [{ subject: `Point changé ${secret}`, theirPosition: secret, sensitivity }],
  });
});
afterAll(() => office.close());

/** Every address that reads, for the partner, the hidden records and the open one. */
function addresses(): string[] {
  const ids: Record<string, string[]> = { ...Object.fromEntries(Object.entries(hidden).map(([path, id]) => [path, [id]])) };
  ids['/api/organizations'] = [partner];
  ids['/api/interactions'] = [hidden['/api/interactions'] ?? '', open];
  ids['/api/regions'] = ['reg.western-europe'];
  ids['/api/places'] = ['pl.france'];
  ids['/api/policy-nodes'] = ['vdq.learns.watch'];
  return lines
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path, endpoint }) => {
      if (path.endsWith('.xlsx') || path.startsWith('/api/health')) return [];
      if (path === '/api/search') return [`/api/search?q=${secret}`, '/api/search?q=rencontre&limit=50', '/api/search?q=ada&limit=50'];
      if (path === '/api/history/:type/:id') {
        const types: Record<string, string> = { '/api/contacts': 'contact', '/api/missions': 'mission', '/api/interactions': 'interaction', '/api/followups': 'followup', '/api/agreements': 'agreement', '/api/notes': 'note' };
        return [...Object.entries(hidden).map(([of, id]) => `/api/history/${types[of]}/${id}`), `/api/history/interaction/${open}`, `/api/history/organization/${partner}`];
      }
      if (path.includes(':id')) return (ids[path.split('/:')[0] ?? ''] ?? []).map((id) => path.replace(':id', id));
      const names = Object.keys((endpoint.query as { properties?: object } | undefined)?.properties ?? {});
      const filters = [
        ...(names.includes('limit') ? ['limit=200'] : ['']),
        ...(names.includes('q') ? [`q=${secret}`] : []),
        ...(names.includes('organization') ? [`organization=${partner}`] : []),
      ];
      return filters.map((query) => `${path}?${query}`);
    });
}

it('reads every kind of address', () => {
  expect(addresses().length).toBeGreaterThan(80);
});

describe.each<Role>(['reader', 'officer'])('a confidential record, to a %s', (role) => {
  it('comes out nowhere: lists, records, facets, search, exports, history, the page of the day', async () => {
    for (const url of addresses()) {
      const { status, text } = await office.as(role).get(url);
      expect.soft(status, url).toBeLessThan(500);
      const at = text.toLowerCase().indexOf(secret);
      expect.soft(at < 0 ? '' : text.slice(Math.max(0, at - 60), at + 30), url).toBe('');
    }
  });

  it('is not there at its own address, to read or to change', async () => {
    const stored = watchStored(office.file);
    for (const [path, id] of Object.entries(hidden)) {
      expect.soft((await office.as(role).get(`${path}/${id}`)).status, path).toBe(404);
      const change = await office.as(role).call('PATCH' as Method, `${path}/${id}`, { archived: true }, { 'if-match': '"v99"' });
      expect.soft(change.status, path).toBe(role === 'reader' ? 403 : 404);
      expect.soft(change.text, path).not.toContain(secret);
    }
    expect(stored.hasChanged()).toBe(false);
    stored.close();
  });

  it('counts for nothing: totals and facets are those of an office without it', async () => {
    for (const path of Object.keys(hidden)) {
      const { body } = await office.as(role).get<{ items: { id: string }[]; total: number }>(`${path}?limit=200`);
      expect.soft(body.items.length, path).toBe(body.total);
      expect.soft(body.items.map(({ id }) => id)).not.toContain(hidden[path]);
    }
    const { body } = await office.as(role).get<Record<string, { count: number }[]>>('/api/contacts/facets');
    const { body: list } = await office.as(role).get<{ total: number }>('/api/contacts');
    for (const counts of Object.values(body)) for (const { count } of counts) expect(count).toBeLessThanOrEqual(list.total);
  });

  it('is in no note that one may make', async () => {
    for (const audience of ['public', 'internal', 'restricted', 'confidential']) {
      for (const subject of [{ type: 'organization', id: partner }, { type: 'interaction', id: open }]) {
        for (const kind of ['partner-sheet', 'meeting']) {
          const { status, text } = await office.as(role).post('/api/notes/preview?format=json', { kind, subjects: [subject], language: 'both', audience });
          expect.soft([200, 403, 422], text).toContain(status);
          expect.soft(text.toLowerCase(), `${kind} ${audience}`).not.toContain(secret);
        }
      }
    }
  });

  it('cannot be named in another record', async () => {
    if (role === 'reader') return;
    const contactId = hidden['/api/contacts'];
    const [interactionId, missionId, agreementId] = [hidden['/api/interactions'], hidden['/api/missions'], hidden['/api/agreements']];
    const attempts: [string, object][] = [
      ['/api/followups', { text: 'Sonder', closedById: interactionId, status: 'done', closedOn: '2026-11-20' }],
      ['/api/missions', { titleFr: 'Sonder', delegates: [{ role: 'head', contactId, userId: null, labelFr: null, labelEn: null }] }],
      ['/api/missions', { titleFr: 'Sonder', itinerary: [{ placeId: null, startsOn: null, endsOn: null, purposeFr: 'x', purposeEn: null, interactionId }] }],
      ['/api/forums', { nameFr: 'Sonder', mandates: [{ bodyFr: null, bodyEn: null, role: 'chair', contactId, userId: null, holderName: null, validFrom: null, validTo: null }] }],
      ['/api/forums', { nameFr: 'Sonder', sessions: [{ titleFr: 'x', titleEn: null, startsOn: null, endsOn: null, placeId: null, noteFr: null, noteEn: null, attendances: [{ contactId, userId: null, role: 'chair' }] }] }],
      ['/api/agreements', { kind: 'twinning', titleFr: 'Sonder', parties: [{ organizationId: partner, signatoryId: contactId, signatoryName: null, signatoryTitle: null }] }],
      ['/api/measures', { titleFr: 'Sonder', updates: [{ period: '2026-T3', interactionId }] }],
      ['/api/measures', { titleFr: 'Sonder', updates: [{ period: '2026-T3', agreementId }] }],
      ['/api/measures', { titleFr: 'Sonder', updates: [{ period: '2026-T3', missionId }] }],
      ['/api/followups', { text: 'Sonder', contactId }],
      ['/api/interactions', { startsAt: '2026-11-18T15:00:00Z', subject: 'Sonder', participants: [{ side: 'theirs', contactId }] }],
      ['/api/followups', { text: 'Sonder', bornInId: interactionId }],
      ['/api/interactions', { startsAt: '2026-11-18T15:00:00Z', subject: 'Sonder', organizationIds: [partner], missionId }],
    ];
    for (const [path, body] of attempts) {
      const { status, text } = await office.as(role).post(path, body);
      expect.soft(text.toLowerCase(), `${path} ${JSON.stringify(body)}`).not.toContain(secret);
      expect.soft([201, 404, 422], text).toContain(status);
    }
  });
});

it('a note for the public holds nothing internal, whoever makes it', async () => {
  const order = { kind: 'partner-sheet', subjects: [{ type: 'organization', id: partner }], language: 'fr', audience: 'public' };
  const { status, text } = await office.as('administrator').post('/api/notes/preview?format=json', order);
  expect(status).toBe(200);
  expect(text.toLowerCase()).not.toContain(secret);
  expect(text).not.toContain('Rencontre ouverte');
});

it('a strategist sees it all: in its list, its record, the search, the sheet, the history', async () => {
  const shown = await Promise.all(
    [
      '/api/contacts?limit=200',
      `/api/contacts/${hidden['/api/contacts']}`,
      `/api/search?q=${secret}`,
      '/api/contacts.csv',
      '/api/interactions.csv',
      `/api/history/contact/${hidden['/api/contacts']}`,
      `/api/interactions/${open}`,
      '/api/today',
    ].map(async (url) => ((await office.as('strategist').get(url)).text.toLowerCase().includes(secret) ? '' : url)),
  );
  expect(shown.filter(Boolean)).toEqual([]);
});
