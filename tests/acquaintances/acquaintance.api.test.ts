import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../server/acquaintances/acquaintance.ask.ts';
import { questionOf } from '../../server/acquaintances/acquaintance.service.ts';
import type { Context, Role as AnyRole } from '../../server/http/context.ts';
import type { Acquaintances, Hangs } from '../../server/acquaintances/acquaintance.schema.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type Role = 'reader' | 'officer' | 'strategist' | 'administrator';
let office: Office;
const users: Record<string, string> = {};
const monthsAgo = (months: number) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 10, 15));

beforeAll(async () => {
  office = await testOffice();
  for (const { id, role } of (await office.as('administrator').get<{ items: { id: string; role: string }[] }>('/api/users')).body.items) users[role] = id;
  await office.db.write(async (tx) => {
    for (const [id, tier] of [['o.alone', 'A'], ['o.shared', 'A'], ['o.said', 'B'], ['o.old', 'B'], ['o.secret', 'A'], ['o.never', 'A']] as const) {
      await tx.organization.create({ data: { id, kind: 'municipality', nameFr: `Essai ${id}`, sortName: id, tier, placeId: 'pl.no' } });
    }
    await tx.contact.create({ data: { id: 'c.said', familyName: 'Essai', sortName: 'essai', positions: { create: { organizationId: 'o.said' } }, acquaintances: { create: { userId: users['strategist'] ?? '' } } } });
    await tx.contact.create({ data: { id: 'c.hidden', familyName: 'Caché', sortName: 'cache', sensitivity: 'confidential', positions: { create: { organizationId: 'o.never' } }, acquaintances: { create: { userId: users['strategist'] ?? '' } } } });
    await tx.followUp.create({ data: { id: 'f.1', text: 'Promesse', organizationId: 'o.alone' } });
    await tx.followUp.create({ data: { id: 'f.2', text: 'Secrète', organizationId: 'o.alone', sensitivity: 'confidential' } });
  });
  const log = async (as: Role, who: string[], organizationIds: string[], months: number, more = {}) => {
    const participants = who.map((role) => ({ side: 'ours', userId: users[role], name: role }));
    const answer = await office.as(as).post('/api/interactions', { kind: 'meeting', status: months < 0 ? 'planned' : 'held', subject: 'Essai', startsAt: monthsAgo(months).toISOString(), organizationIds, participants, ...more });
    expect(answer.status, answer.text).toBe(201);
  };
  await log('officer', ['officer'], ['o.alone'], 2);
  await log('officer', ['officer'], ['o.alone'], 5);
  await log('officer', ['officer', 'strategist'], ['o.shared'], 3);
  await log('officer', ['officer'], ['o.old'], 30);
  await log('officer', ['officer'], ['o.alone'], -2);
  await log('strategist', ['strategist'], ['o.secret'], 1, { sensitivity: 'confidential' });
});
afterAll(() => office.close());

const ids = 'at=pl.no';
const read = async (role: Role, query = ids): Promise<Acquaintances> => {
  const answer = await office.as(role).get<Acquaintances>(`/api/acquaintances?${query.includes('limit=') ? query : `limit=200&${query}`}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const known = (answer: Acquaintances, id: string) => answer.partners.find((partner) => partner.id === id)?.people.map(({ userId }) => userId).sort();
const hangs = async (role: Role, of: string, query = ids) => (await office.as(role).get<Hangs>(`/api/acquaintances/${users[of]}?${query}`)).body;

describe('who knows whom', () => {
  it('says who of ours met whom or says that they know somebody there, since two years', async () => {
    const answer = await read('strategist');
    expect(known(answer, 'o.alone')).toEqual([users['officer']]);
    expect(known(answer, 'o.shared')).toEqual([users['officer'], users['strategist']].sort());
    expect(known(answer, 'o.said')).toEqual([users['strategist']]);
    expect(known(answer, 'o.old')).toEqual([]);
    expect(known(await read('strategist', `${ids}&months=60`), 'o.old')).toEqual([users['officer']]);
    expect(answer.partners.find(({ id }) => id === 'o.said')?.people[0]).toMatchObject({ held: 0, isDeclared: true, strength: 'declared' });
  });

  it('counts as the lists do: partners, and interactions of a person with a partner', async () => {
    for (const role of ['reader', 'officer', 'strategist'] as const) {
      const answer = await read(role, '');
      const total = async (url: string) => (await office.as(role).get<{ total: number }>(url)).body.total;
      expect(answer.total).toBe(await total('/api/organizations?limit=1'));
      expect(answer.alone + answer.nobody).toBeLessThanOrEqual(answer.total);
      for (const partner of answer.partners.filter(({ people }) => people.length > 0)) {
        for (const { userId, held } of partner.people) {
          expect(held).toBe(await total(`/api/interactions?user=${userId}&organization=${partner.id}&status=held&from=${answer.since}&limit=1`));
        }
      }
    }
  });

  it('does not count what the caller may not see, nor show that it is there', async () => {
    expect(known(await read('strategist'), 'o.secret')).toEqual([users['strategist']]);
    expect(known(await read('officer'), 'o.secret')).toEqual([]);
    expect(known(await read('strategist'), 'o.never')).toEqual([users['strategist']]);
    expect(known(await read('reader'), 'o.never')).toEqual([]);
  });

  it('names what hangs on one person, with promises and plans, and the same without them', async () => {
    const officer = await hangs('reader', 'officer');
    expect(officer.partners.map(({ id }) => id)).toEqual(['o.alone']);
    expect(officer.partners[0]).toMatchObject({ held: 2, promises: 1, planned: 1 });
    expect((await hangs('strategist', 'officer')).partners[0]).toMatchObject({ promises: 2 });
    const answer = await read('reader');
    expect(answer.people.find(({ id }) => id === users['officer'])).toMatchObject({ alone: 1, aloneA: 1, known: 2 });
    expect((await hangs('reader', 'officer')).alone).toBe(1);
    expect((await read('reader', `${ids}&show=alone`)).partners.every(({ people }) => people.length === 1)).toBe(true);
    expect((await read('reader', `${ids}&show=nobody`)).partners.every(({ people }) => people.length === 0)).toBe(true);
  });

  it('takes the filters of the list, and pages', async () => {
    const a = await read('strategist', `${ids}&tier=A`);
    expect(a.total).toBe(4);
    const all = await read('strategist');
    const paged = [...(await read('strategist', `${ids}&limit=4`)).partners, ...(await read('strategist', `${ids}&limit=4&offset=4`)).partners].map(({ id }) => id);
    expect(new Set(paged).size).toBe(all.partnersTotal);
  });

  it('no longer counts somebody who left', async () => {
    const before = (await office.as('administrator').get<{ version: number }>(`/api/users/${users['officer']}`)).body.version;
    await office.as('administrator').patch(`/api/users/${users['officer']}`, before, { disabled: true });
    const answer = await read('strategist');
    expect(known(answer, 'o.alone')).toEqual([]);
    expect(known(answer, 'o.shared')).toEqual([users['strategist']]);
    await office.as('administrator').patch(`/api/users/${users['officer']}`, before + 1, { disabled: false });
  });

  it('answers the same from the worker that reads for a large office', async () => {
    for (const role of ['reader', 'strategist'] as AnyRole[]) {
      const user = { id: users[role] ?? '', name: '', email: '', role, locale: 'fr' as const, timeZone: 'America/Toronto' };
      const ctx = { db: office.db, user, now: today, locale: 'fr', requestId: 'x' } as Context;
      for (const only of [undefined, users['officer']]) {
        const { question } = await questionOf(ctx, { at: ['pl.no'] }, only);
        expect((await ask(ctx, question, 0)).answer).toEqual((await ask(ctx, question)).answer);
      }
    }
  });

  it('refuses what it does not know', async () => {
    expect((await office.as('reader').get('/api/acquaintances/nobody')).status).toBe(404);
    expect((await office.as('reader').get('/api/acquaintances?months=0')).status).toBe(400);
    expect((await office.as('reader').get('/api/acquaintances?teir=A')).text).toContain('tier');
  });
});
