import { contract } from '../../server/contract.ts';
import type { Endpoint, Method } from '../../server/http/endpoint.ts';
import type { Office } from '../support/app.ts';
import { formOf, template } from '../templates/packages.ts';

/** One line of the contract, taken apart. */
export type Line = { key: string; method: Method; path: string; endpoint: Endpoint };

/** Every line of the contract: whatever a feature adds to it is in the tests that go through it. */
export const lines: Line[] = Object.entries(contract).map(([key, endpoint]) => {
  const [method, path] = key.split(' ') as [Method, string];
  return { key, method, path, endpoint };
});

type Body = Record<string, unknown>;

const cities = ['bordeaux', 'namur', 'liege', 'calgary', 'hue', 'lyon', 'paris', 'tunis', 'bruges', 'cannes', 'albany', 'chicago', 'malmo', 'helsinki'];
const employers = new Map<string, string>();
function employerOf(stamp: string): string {
  if (!employers.has(stamp)) employers.set(stamp, `city.${cities[employers.size % cities.length] ?? 'bordeaux'}`);
  return employers.get(stamp) ?? '';
}

/** The smallest body that each POST of a record takes; `stamp` makes what must be unique so. */
export const newRecords: Record<string, (stamp: string, office: Office) => Body | Promise<Body>> = {
  'POST /api/organizations': (stamp) => ({ kind: 'municipality', nameFr: `Ville ${stamp}` }),
  'POST /api/contacts': (stamp) => ({ familyName: `Tremblay ${stamp}` }),
  // A person holds one post at a time in an organization: each stamp has a city of its own.
  'POST /api/contacts/:id/positions': (stamp) => ({ organizationId: employerOf(stamp), titleFr: 'Directrice', validFrom: '2026-01-01' }),
  'POST /api/interactions': (stamp) => ({ startsAt: '2026-11-20T15:00:00Z', subject: `Rencontre ${stamp}`, organizationIds: ['city.bordeaux'] }),
  'POST /api/followups': (stamp) => ({ text: `Envoyer le bilan ${stamp}` }),
  'POST /api/missions': (stamp) => ({ titleFr: `Mission ${stamp}` }),
  'POST /api/forums': (stamp) => ({ nameFr: `Réseau ${stamp}` }),
  'POST /api/agreements': (stamp) => ({ kind: 'twinning', titleFr: `Entente ${stamp}` }),
  'POST /api/places': (stamp) => ({ kind: 'city', nameFr: `Lieu ${stamp}`, nameEn: `Place ${stamp}` }),
  'POST /api/regions': (stamp) => ({ nameFr: `Région ${stamp}`, nameEn: `Region ${stamp}` }),
  'POST /api/frameworks': (stamp) => ({
    kind: 'city_vision',
    titleFr: `Cadre ${stamp}`,
    titleEn: `Framework ${stamp}`,
    shortTitleFr: `Cadre ${stamp}`,
    shortTitleEn: `Framework ${stamp}`,
    status: 'in_force',
  }),
  'POST /api/policy-nodes': (stamp) => ({
    frameworkId: 'fw.vdq-vision',
    kind: 'commitment',
    titleFr: `Engagement ${stamp}`,
    titleEn: `Commitment ${stamp}`,
  }),
  'POST /api/alignments': async (_, { db }) => ({
    commitmentId: 'vdq.learns.watch',
    policyNodeId: await nodeWithoutAlignment(db),
  }),
  'POST /api/sectors': (stamp) => ({ nameFr: `Secteur ${stamp}`, nameEn: `Sector ${stamp}` }),
  'POST /api/measures': (stamp) => ({ titleFr: `Mesure ${stamp}` }),
  'POST /api/regions/:id/decisions': (stamp) => ({ decision: 'watch', reason: `Raison ${stamp}` }),
  'POST /api/targeting-exercises': (stamp) => ({ titleFr: `Exercice ${stamp}`, judgeIds: ['user.officer', 'user.strategist', 'user.administrator'] }),
  'POST /api/notes': () => ({
    kind: 'partner-sheet',
    subjects: [{ type: 'organization', id: 'city.bordeaux' }],
    language: 'fr',
    audience: 'public',
  }),
  'POST /api/views': (stamp) => ({ collection: 'organizations', name: `Vue ${stamp}`, query: 'tier=A' }),
  'POST /api/users': (stamp) => ({ email: `${stamp}@test.example`, name: `Personne ${stamp}`, role: 'reader' }),
  'POST /api/tokens': (stamp) => ({ name: `Programme ${stamp}` }),
};

/** The smallest change that each PATCH takes, where it is not to be restored from the archive. */
const changes: Record<string, Body> = {
  'PATCH /api/users/:id': { titleFr: 'Conseillère' },
  'PATCH /api/alignments/:id': { status: 'confirmed' },
  'PATCH /api/version-differences/:id': { chosenVersionId: null },
};

/** A change that the PATCH of this name takes. */
export const changeOf = (key: string): Body => changes[key] ?? { archived: false };

async function nodeWithoutAlignment({ reader }: Office['db']): Promise<string> {
  const aligned = await reader.alignment.findMany({ where: { commitmentId: 'vdq.learns.watch' }, select: { policyNodeId: true } });
  const free = { frameworkId: 'fw.piq-2017', id: { notIn: aligned.map(({ policyNodeId }) => policyNodeId) } };
  return (await reader.policyNode.findFirstOrThrow({ where: free })).id;
}

/** Ids of one record of each collection, by the collection's path. */
export type Seeds = Record<string, string>;

/** Makes one record in every collection that takes one, and finds one in the others. */
export async function seed(office: Office): Promise<Seeds> {
  const admin = office.as('administrator');
  const seeds: Seeds = {};
  for (const [key, body] of Object.entries(newRecords)) {
    const [, path] = key.split(' ') as [Method, string];
    if (path.includes(':')) continue;
    const answer = await admin.post<{ id: string }>(path, await body('graine', office));
    if (answer.status !== 201) throw new Error(`${key}: ${answer.status} ${answer.text}`);
    seeds[path] = answer.body.id;
  }
  seeds['/api/document-templates'] = (await admin.post<{ id: string }>('/api/document-templates', formOf(template()))).body.id;
  const feed = await admin.post<{ path: string }>('/api/calendar-feeds');
  seeds['/api/calendar'] = /([\w-]+)\.ics$/.exec(feed.body.path)?.[1] ?? 'none';
  const target = { decision: 'target', reason: 'Graine.', periodFrom: '2026', periodTo: '2028' };
  seeds['/api/target-decisions'] = (await admin.post<{ decision: { id: string } }>('/api/regions/reg.maghreb/decisions', target)).body.decision.id;
  seeds['/api/acquaintances'] = seeds['/api/users'] ?? 'none';
  seeds['/api/version-differences'] = (await office.db.reader.versionDifference.findFirstOrThrow()).id;
  return seeds;
}

/** The address of a line with the seeds' ids in it; `id` replaces them. */
export function addressOf(path: string, seeds: Seeds, id?: string): string {
  if (path === '/api/history/:type/:id') return `/api/history/organization/${id ?? seeds['/api/organizations']}`;
  if (path === '/api/search') return '/api/search?q=bordeaux';
  if (path === '/api/coverage/candidates') return '/api/coverage/candidates?commitment=vdq.learns.watch&region=reg.maghreb';
  if (path === '/api/timeline') return '/api/timeline?organization=city.bordeaux';
  if (path === '/api/filters') return '/api/filters?collection=organizations&query=tier%3DA';
  if (path === '/api/document-templates/built-in.docx') return '/api/document-templates/built-in.docx?language=fr';
  if (path === '/api/notes/preview') return '/api/notes/preview?format=json';
  const collection = path.split('/:')[0] ?? path;
  return path.replace(/:(id|token)\b/, id ?? seeds[collection] ?? 'none');
}
