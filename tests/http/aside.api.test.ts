import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCandidates } from '../../server/coverage/candidates.service.ts';
import { getCoverage, readCoverage } from '../../server/coverage/coverage.service.ts';
import { openDatabase, type Database } from '../../server/database.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { aside } from '../../server/http/aside.ts';
import type { Context, Role, SignedIn } from '../../server/http/context.ts';
import { treatAsLarge } from '../../server/http/kept.ts';
import { countInteractionFacets, listInteractions } from '../../server/interactions/interaction.service.ts';
import { readPartnersMap } from '../../server/map/map.service.ts';
import { readTimeline } from '../../server/timeline/timeline.service.ts';
import { testOffice, today, type Office } from '../support/app.ts';

let office: Office;
const users: Record<string, string> = {};
let large: Database;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
  for (const { id, role } of await office.db.reader.user.findMany()) users[role] = id;
  large = await openDatabase({ file: office.file });
  treatAsLarge(large);
}, 90_000);
afterAll(async () => {
  await large.close();
  await office.close();
});

const userOf = (role: Role): SignedIn => ({ id: users[role] ?? '', name: '', email: '', role, locale: 'fr', timeZone: 'America/Toronto' });
const contextOf = (db: Database, role: Role): Context => ({ db, user: userOf(role), now: today, locale: 'fr', requestId: 'x' }) as Context;
const address = (path: string): string => new URL(`../../server/${path}`, import.meta.url).href;

describe('what is counted aside in a large office', () => {
  it('is what the request itself would have counted', async () => {
    const commitment = (await office.db.reader.policyNode.findMany({ where: { kind: 'commitment' }, take: 2 })).map(({ id }) => id);
    const region = (await office.db.reader.region.findFirstOrThrow()).id;
    for (const role of ['reader', 'strategist'] as const) {
      const here = contextOf(office.db, role);
      const inThread = (path: string, name: string, input: object): Promise<unknown> =>
        aside(office.file, { job: { module: address(path), name }, input, user: here.user, now: today, requestId: 'x' }, false);
      expect(await inThread('coverage/coverage.service.ts', 'readCoverage', {})).toEqual(await readCoverage(here, {}));
      expect(await inThread('coverage/candidates.service.ts', 'findCandidates', { commitment })).toEqual(await findCandidates(here, { commitment }));
      expect(await inThread('timeline/timeline.service.ts', 'readTimeline', { region })).toEqual(await readTimeline(here, { region }));
      expect(await inThread('map/map.service.ts', 'readPartnersMap', {})).toEqual(await readPartnersMap(here, {}));
    }
  }, 60_000);

  it('counts lists and facets as an office of ordinary size does', async () => {
    for (const role of ['reader', 'strategist'] as const) {
      const [here, there] = [contextOf(office.db, role), contextOf(large, role)];
      for (const query of [{}, { q: ['rencontre'] }, { q: ['a'], kind: ['meeting'] }, { from: ['2026-01-01'] }]) {
        expect(await listInteractions(there, query)).toEqual(await listInteractions(here, query));
        expect(await countInteractionFacets(there, query)).toEqual(await countInteractionFacets(here, query));
      }
    }
  }, 60_000);

  it('takes nothing for its answer but the answer', async () => {
    const job = { module: new URL('./talkative.ts', import.meta.url).href, name: 'talk' };
    expect(await aside(office.file, { job, input: 'bonjour', user: userOf('reader'), now: today, requestId: 'x' }, false)).toBe('bonjour');
  }, 60_000);

  it('refuses what the request would refuse, in the same words', async () => {
    await expect(getCoverage(contextOf(large, 'reader'), { from: '2026-05', to: '2026-01' })).rejects.toMatchObject({ status: 400 });
    await expect(
      aside(office.file, { job: { module: address('map/map.service.ts'), name: 'nothing' }, input: {}, user: userOf('reader'), now: today, requestId: 'x' }, false),
    ).rejects.toThrow('not a function');
  }, 60_000);
});
