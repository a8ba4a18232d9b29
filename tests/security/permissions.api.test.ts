import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../server/contract.ts';
import type { Permission } from '../../server/http/endpoint.ts';
import { hashPassword } from '../../server/users/session.service.ts';
import { addressOf, changeOf, lines, newRecords, seed, type Line, type Seeds } from '../http/surface.ts';
import { caller, testOffice, today, userId, type Answer, type Office, type Role } from '../support/app.ts';
import { formOf, template } from '../templates/packages.ts';
import { watchStored, type Stored } from './stored.ts';

/**
 * Who may call what, written by hand: a route whose `allow` is loosened or tightened fails here, and a new route has to
 * join.
 */
const leastRole: Record<keyof Api, Permission> = {
  'GET /api/health/live': 'anyone',
  'GET /api/health/ready': 'anyone',
  'POST /api/session': 'anyone',
  'GET /api/session': 'reader',
  'DELETE /api/session': 'reader',
  'PUT /api/session/preferences': 'reader',
  'GET /api/session/welcome': 'anyone',
  'PUT /api/session/password': 'reader',
  'POST /api/setup': 'anyone',
  'POST /api/invitation': 'anyone',
  'GET /api/sessions': 'reader',
  'DELETE /api/sessions/:id': 'reader',
  'POST /api/tokens': 'reader',
  'GET /api/tokens': 'reader',
  'GET /api/tokens/:id': 'reader',
  'DELETE /api/tokens/:id': 'reader',
  'GET /api/views': 'reader',
  'GET /api/views/badges': 'reader',
  'GET /api/views/:id': 'reader',
  'GET /api/views/:id/changes': 'reader',
  'GET /api/filters': 'reader',
  'POST /api/views': 'reader',
  'PATCH /api/views/:id': 'reader',
  'GET /api/users': 'reader',
  'GET /api/users/:id': 'reader',
  'POST /api/users': 'administrator',
  'PATCH /api/users/:id': 'administrator',
  'POST /api/users/:id/invitation': 'administrator',
  'GET /api/audit': 'administrator',
  'GET /api/history/:type/:id': 'reader',
  'GET /api/search': 'reader',
  'GET /api/today': 'reader',
  'POST /api/interactions/import': 'officer',
  'GET /api/quarantine': 'reader',
  'POST /api/quarantine/settle': 'officer',
  'GET /api/agenda': 'reader',
  'GET /api/calendar-feeds': 'reader',
  'POST /api/calendar-feeds': 'reader',
  'DELETE /api/calendar-feeds/:id': 'reader',
  'GET /api/calendar/:token.ics': 'anyone',
  'POST /api/capture/parse': 'officer',
  'GET /api/capture/lexicon': 'officer',
  'GET /api/digest': 'reader',
  'POST /api/digest/seen': 'reader',
  'GET /api/digest/mail': 'reader',
  'PUT /api/digest/mail': 'reader',
  'POST /api/digest/stop': 'anyone',
  'GET /api/cadence': 'reader',
  'PUT /api/cadence': 'strategist',
  'GET /api/organizations': 'reader',
  'GET /api/organizations/facets': 'reader',
  'GET /api/organizations/map': 'reader',
  'GET /api/map/shapes': 'reader',
  'GET /api/coverage': 'reader',
  'GET /api/coverage/candidates': 'reader',
  'GET /api/timeline': 'reader',
  'GET /api/acquaintances': 'reader',
  'GET /api/acquaintances/:id': 'reader',
  'GET /api/organizations.csv': 'reader',
  'GET /api/organizations.xlsx': 'reader',
  'GET /api/organizations.vcf': 'reader',
  'GET /api/organizations/:id': 'reader',
  'POST /api/organizations': 'officer',
  'PATCH /api/organizations/:id': 'officer',
  'GET /api/contacts': 'reader',
  'GET /api/contacts/facets': 'reader',
  'GET /api/contacts.csv': 'reader',
  'GET /api/contacts.xlsx': 'reader',
  'GET /api/contacts.vcf': 'reader',
  'GET /api/contacts/:id': 'reader',
  'POST /api/contacts': 'officer',
  'PATCH /api/contacts/:id': 'officer',
  'POST /api/contacts/:id/positions': 'officer',
  'GET /api/address-forms': 'reader',
  'GET /api/interactions': 'reader',
  'GET /api/interactions/facets': 'reader',
  'GET /api/interactions.csv': 'reader',
  'GET /api/interactions.xlsx': 'reader',
  'GET /api/interactions.ics': 'reader',
  'GET /api/interactions/:id': 'reader',
  'POST /api/interactions': 'officer',
  'PATCH /api/interactions/:id': 'officer',
  'GET /api/interactions/:id/suggestions': 'officer',
  'POST /api/interactions/:id/suggestions': 'officer',
  'POST /api/interactions/:id/withdraw': 'officer',
  'GET /api/followups': 'reader',
  'GET /api/followups/facets': 'reader',
  'GET /api/followups/:id': 'reader',
  'POST /api/followups': 'officer',
  'PATCH /api/followups/:id': 'officer',
  'POST /api/followups/reassign': 'officer',
  'GET /api/followups.csv': 'reader',
  'GET /api/followups.xlsx': 'reader',
  'GET /api/missions': 'reader',
  'GET /api/missions/facets': 'reader',
  'GET /api/missions.csv': 'reader',
  'GET /api/missions.xlsx': 'reader',
  'GET /api/missions/:id': 'reader',
  'GET /api/missions.ics': 'reader',
  'GET /api/missions/:id.ics': 'reader',
  'POST /api/export-jobs': 'reader',
  'GET /api/export-jobs': 'reader',
  'GET /api/export-jobs/:id': 'reader',
  'GET /api/export-jobs/:id/file': 'reader',
  'POST /api/export-jobs/:id/cancel': 'reader',
  'DELETE /api/export-jobs/:id': 'reader',
  'GET /api/export-log': 'administrator',
  'POST /api/missions': 'officer',
  'PATCH /api/missions/:id': 'officer',
  'GET /api/forums': 'reader',
  'GET /api/forums/facets': 'reader',
  'GET /api/forums.csv': 'reader',
  'GET /api/forums.xlsx': 'reader',
  'GET /api/forums/:id': 'reader',
  'POST /api/forums': 'officer',
  'PATCH /api/forums/:id': 'officer',
  'GET /api/agreements': 'reader',
  'GET /api/agreements/facets': 'reader',
  'GET /api/agreements.csv': 'reader',
  'GET /api/agreements.xlsx': 'reader',
  'GET /api/agreements/:id': 'reader',
  'POST /api/agreements': 'officer',
  'PATCH /api/agreements/:id': 'officer',
  'GET /api/places': 'reader',
  'GET /api/places/facets': 'reader',
  'GET /api/places/:id': 'reader',
  'POST /api/places': 'officer',
  'PATCH /api/places/:id': 'officer',
  'GET /api/document-templates': 'reader',
  'GET /api/document-templates/built-in.docx': 'reader',
  'GET /api/document-templates/:id': 'reader',
  'GET /api/document-templates/:id.docx': 'reader',
  'POST /api/document-templates': 'strategist',
  'PATCH /api/document-templates/:id': 'strategist',
  'GET /api/notes': 'reader',
  'GET /api/notes/:id': 'reader',
  'GET /api/notes/:id.docx': 'reader',
  'GET /api/notes/:id.pdf': 'reader',
  'GET /api/notes/:id.html': 'reader',
  'GET /api/notes/:id.json': 'reader',
  'GET /api/notes/:id.txt': 'reader',
  'POST /api/notes/preview': 'reader',
  'POST /api/notes/check': 'reader',
  'GET /api/notes/kinds': 'reader',
  'PUT /api/notes/texts': 'officer',
  'GET /api/targeting-exercises/:id/record.docx': 'reader',
  'GET /api/targeting-exercises/:id/record.pdf': 'reader',
  'GET /api/targeting-exercises/:id/record.html': 'reader',
  'POST /api/notes': 'officer',
  'PATCH /api/notes/:id': 'officer',
  'GET /api/regions': 'reader',
  'GET /api/regions/:id': 'reader',
  'POST /api/regions': 'strategist',
  'PATCH /api/regions/:id': 'strategist',
  'POST /api/regions/:id/decisions': 'officer',
  'GET /api/frameworks': 'reader',
  'GET /api/frameworks/:id': 'reader',
  'POST /api/frameworks': 'strategist',
  'PATCH /api/frameworks/:id': 'strategist',
  'GET /api/policy-nodes': 'reader',
  'GET /api/policy-nodes/figures': 'reader',
  'GET /api/policy-nodes/:id': 'reader',
  'POST /api/policy-nodes': 'strategist',
  'PATCH /api/policy-nodes/:id': 'strategist',
  'GET /api/alignments': 'reader',
  'POST /api/alignments': 'strategist',
  'PATCH /api/alignments/:id': 'strategist',
  'GET /api/sectors': 'reader',
  'GET /api/sectors/:id': 'reader',
  'POST /api/sectors': 'strategist',
  'PATCH /api/sectors/:id': 'strategist',
  'PATCH /api/version-differences/:id': 'strategist',
  'GET /api/measures': 'reader',
  'GET /api/measures/facets': 'reader',
  'GET /api/measures/:id': 'reader',
  'POST /api/measures': 'officer',
  'PATCH /api/measures/:id': 'officer',
  'GET /api/targeting-exercises': 'reader',
  'GET /api/targeting-exercises/:id': 'reader',
  'POST /api/targeting-exercises/preview': 'reader',
  'POST /api/targeting-exercises': 'officer',
  'PATCH /api/targeting-exercises/:id': 'officer',
  'GET /api/targeting-exercises/:id/coordination': 'reader',
  'GET /api/targeting-exercises/:id/moved': 'reader',
  'POST /api/targeting-exercises/:id/computed': 'officer',
  'POST /api/targeting-exercises/:id/judgements': 'officer',
  'POST /api/targeting-exercises/:id/decision': 'strategist',
  'POST /api/targeting-exercises/:id/copies': 'officer',
  'GET /api/targeting-exercises/:id/replay': 'reader',
  'GET /api/target-decisions': 'reader',
  'GET /api/target-decisions/:id': 'reader',
  'PUT /api/target-decisions/:id/plan': 'officer',
};

/** What is served besides the contract: its own description, and the way to the page that stops a mail. */
const beside = [/^\/api\/docs(\/|\*|$)/, /^\/api\/openapi\.json$/, /^\/api\/digest\/stop$/];

const ladder: Role[] = ['reader', 'officer', 'strategist', 'administrator'];
const nobodies = ['anonymous', 'disabled user', 'session of a disabled user', 'expired token', 'revoked token', 'expired session'] as const;
type Nobody = (typeof nobodies)[number];

const password = 'un mot de passe pour les tests';
let office: Office;
let stored: Stored;
let seeds: Seeds;
let headersOf: Record<Nobody, Record<string, string>>;

beforeAll(async () => {
  office = await testOffice();
  seeds = await seed(office);
  headersOf = await makeNobodies();
  stored = watchStored(office.file);
});
afterAll(async () => {
  stored.close();
  await office.close();
});

/** Administrators all of them, so that nothing but their state stands in the way. */
async function makeNobodies(): Promise<Record<Nobody, Record<string, string>>> {
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  const passwordHash = await hashPassword(password);
  const token = (name: string, data: { expiresAt?: Date; revokedAt?: Date } = {}) => ({
    create: { name, tokenHash: hashOf(name), lastUsedAt: today, ...data },
  });
  await office.db.write(async (tx) => {
    const person = { name: 'Personne', role: 'administrator', passwordHash };
    await tx.user.create({ data: { ...person, id: 'disabled', email: 'disabled@test.example', tokens: token('disabled') } });
    await tx.user.create({
      data: { ...person, id: 'expired', email: 'expired@test.example', tokens: token('expired', { expiresAt: today }) },
    });
    await tx.user.create({
      data: { ...person, id: 'revoked', email: 'revoked@test.example', tokens: token('revoked', { revokedAt: today }) },
    });
    await tx.user.update({ where: { id: userId('reader') }, data: { passwordHash } });
  });
  const ofDisabled = await signIn('disabled@test.example');
  const ofExpired = await signIn('expired@test.example');
  await office.db.write(async (tx) => {
    await tx.user.update({ where: { id: 'disabled' }, data: { disabledAt: today } });
    await tx.session.updateMany({ where: { userId: 'expired' }, data: { expiresAt: new Date(Date.now() - 1000) } });
  });
  return {
    anonymous: {},
    'disabled user': { authorization: 'Bearer disabled' },
    'session of a disabled user': { cookie: ofDisabled, 'sec-fetch-site': 'same-origin' },
    'expired token': { authorization: 'Bearer expired' },
    'revoked token': { authorization: 'Bearer revoked' },
    'expired session': { cookie: ofExpired, 'sec-fetch-site': 'same-origin' },
  };
}

async function signIn(email: string): Promise<string> {
  const { status, headers } = await office.anonymous().post('/api/session', { email, password });
  expect(status).toBe(204);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** A calendar with one meeting, as a browser sends it. */
function invitation(stamp: string): FormData {
  const form = new FormData();
  const text = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:${stamp}\r\nDTSTART:20261125T150000Z\r\nSUMMARY:Visite\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  form.append('files', new File([text], 'invitation.ics'));
  return form;
}

/** A request that the line accepts from whoever may make it, as far as one can be made without a secret. */
async function bodyOf({ key, method }: Line, stamp: string): Promise<unknown> {
  if (key === 'POST /api/session') return { email: 'reader@test.example', password };
  if (key === 'POST /api/capture/parse') return { text: 'Appel Bordeaux hier', locale: 'fr' };
  if (key === 'POST /api/interactions/import') return invitation(stamp);
  if (key === 'POST /api/document-templates') return formOf(template());
  if (key === 'POST /api/targeting-exercises/preview') return { candidates: ['a'], criteria: [], scores: [], draws: 1, seed: 1, weightSpread: 0 };
  if (key === 'POST /api/targeting-exercises/:id/judgements') return { judgements: [] };
  if (key === 'POST /api/targeting-exercises/:id/decision') return { version: 0, decisions: [{ candidateId: 'none', decision: 'watch', reason: stamp }] };
  if (key === 'PUT /api/target-decisions/:id/plan') return { version: 0, objectiveFr: stamp, lines: [] };
  if (key === 'POST /api/quarantine/settle') return { email: `${stamp}@nulle-part.example`, ignore: true };
  if (key === 'PUT /api/session/preferences') return { theme: 'dark' };
  if (key === 'PUT /api/session/password') return { current: 'pas le bon', next: password };
  if (key === 'POST /api/notes/preview' || key === 'POST /api/notes/check') return newRecords['POST /api/notes']?.(stamp, office);
  if (key === 'PUT /api/notes/texts') return { kind: 'partner-sheet', subjects: [{ type: 'organization', id: 'city.bordeaux' }], language: 'fr', audience: 'public', place: 'Derniers échanges', text: stamp, version: 0 };
  if (key === 'POST /api/interactions/:id/suggestions') return { kind: 'commitment', id: 'vdq.learns.watch', answer: 'dismiss' };
  if (key === 'POST /api/interactions/:id/withdraw') return { restore: true };
  if (key === 'POST /api/setup') return { token: 'none', name: 'Intrus', email: 'intrus@test.example', password };
  if (key === 'POST /api/invitation') return { token: 'none', password };
  if (key === 'PUT /api/cadence') return { A: 60, B: 120, C: 240, D: null };
  if (key === 'PUT /api/digest/mail') return { digest: 'daily' };
  if (key === 'POST /api/followups/reassign') return { ids: [], to: null };
  if (key === 'POST /api/export-jobs') return { collection: 'forums', format: 'csv' };
  const make = newRecords[key];
  if (make) return make(stamp, office);
  return method === 'PATCH' ? changeOf(key) : undefined;
}

async function call(line: Line, headers: Record<string, string>, stamp: string): Promise<Answer> {
  const more: Record<string, string> = line.method === 'PATCH' ? { 'if-match': '"v1"' } : {};
  return caller(office.app, headers).call(line.method, addressOf(line.path, seeds), await bodyOf(line, stamp), more);
}

const tokenOf = (role: Role): Record<string, string> => ({ authorization: `Bearer test-token-${role}` });

it('has every route of the contract in the table, and no other', () => {
  expect(Object.keys(leastRole).sort()).toEqual(lines.map(({ key }) => key).sort());
});

it('serves no route outside the contract but its description', () => {
  const served = routesOf(office.app.printRoutes({ commonPrefix: false }));
  const known = new Set(lines.map(({ key }) => key));
  const strangers = served.filter((key) => !known.has(key) && !beside.some((address) => address.test(key.split(' ')[1] ?? '')));
  expect(served).toEqual(expect.arrayContaining([...known]));
  expect(strangers).toEqual([]);
});

// A line that the table lacks fails above.
const closed = lines.filter(({ key }) => ladder.includes(leastRole[key as keyof Api] as Role));
const open = lines.filter(({ key }) => leastRole[key as keyof Api] === 'anyone');
const byKey = (some: Line[]): [string, Line, Role][] => some.map((line) => [line.key, line, leastRole[line.key as keyof Api] as Role]);

describe('a refusal', () => {
  let before: string;
  beforeAll(() => {
    before = stored.fingerprint();
  });

  it.each(byKey(closed))('meets whoever is nobody at %s', async (_, line) => {
    stored.hasChanged();
    for (const name of nobodies) {
      const { status, headers } = await call(line, headersOf[name], name);
      expect.soft(status, name).toBe(401);
      expect.soft(headers['content-type'], name).toContain('application/problem+json');
      expect.soft(stored.hasChanged(), `stored by ${name}`).toBe(false);
    }
  });

  it.each(byKey(closed).filter(([, , least]) => least !== 'reader'))('meets the roles below at %s', async (_, line, least) => {
    stored.hasChanged();
    for (const role of ladder.slice(0, ladder.indexOf(least))) {
      const { status, text } = await call(line, tokenOf(role), role);
      expect.soft(status, `${role}: ${text}`).toBe(403);
      expect.soft(stored.hasChanged(), `stored by ${role}`).toBe(false);
    }
  });

  it('left every table as it was', () => {
    expect(stored.fingerprint()).toBe(before);
  });
});

describe('leave to pass', () => {
  /** What a caller is told who is let in but asks for what is not there, or with a wrong secret. */
  const answeredOtherwise: Partial<Record<keyof Api, number>> = {
    'PUT /api/session/password': 422,
    'DELETE /api/sessions/:id': 404,
    'GET /api/tokens/:id': 404,
    'DELETE /api/tokens/:id': 404,
    'DELETE /api/calendar-feeds/:id': 404,
    'POST /api/quarantine/settle': 404,
    'GET /api/views/:id': 404,
    'GET /api/views/:id/changes': 404,
    'PATCH /api/views/:id': 404,
    'POST /api/targeting-exercises/:id/decision': 412,
    'GET /api/targeting-exercises/:id/replay': 409,
    // An export is nobody's but of whoever asked for it: that of the seeds is the administrator's.
    'GET /api/export-jobs/:id': 404,
    'GET /api/export-jobs/:id/file': 404,
    'POST /api/export-jobs/:id/cancel': 404,
    'DELETE /api/export-jobs/:id': 404,
    // The interaction of the seeds is the administrator's.
    'POST /api/interactions/:id/withdraw': 409,
  };

  it.each(byKey(closed))('is given to the least role and those above at %s', async (key, line, least) => {
    for (const role of ladder.slice(ladder.indexOf(least))) {
      const { status, text } = await call(line, tokenOf(role), `${role}-${lines.indexOf(line)}`);
      const wanted = answeredOtherwise[key as keyof Api];
      if (role === least && wanted) expect.soft(status, `${role}: ${text}`).toBe(wanted);
      else if (role === least) expect.soft(status, `${role}: ${text}`).toBeLessThan(400);
      expect.soft([401, 403, 500], `${role}: ${text}`).not.toContain(status);
    }
  });

  it.each(byKey(open))('is given to anyone at %s', async (key, line) => {
    stored.hasChanged();
    for (const name of nobodies) {
      const { status } = await call(line, headersOf[name], name);
      // A token that does not hold is said to be so before a write, even where anyone may write.
      const isRefused = line.method !== 'GET' && 'authorization' in headersOf[name];
      const welcome = key === 'POST /api/session' ? 204 : line.method === 'GET' ? 200 : 409;
      expect.soft(status, name).toBe(isRefused ? 401 : welcome);
      if (status >= 400) expect.soft(stored.hasChanged(), `stored by ${name}`).toBe(false);
      else stored.hasChanged();
    }
  });
});

/** `METHOD /address` of every route in Fastify's own drawing of its tree. */
function routesOf(drawing: string): string[] {
  const above: string[] = [];
  return drawing.split('\n').flatMap((row) => {
    const found = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(row);
    if (!found) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.length = depth;
    above[depth] = part;
    return methods.split(', ').filter((method) => method && method !== 'HEAD').map((method) => `${method} ${above.join('')}`);
  });
}
