import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import { aside } from '../../server/http/aside.ts';
import type { Context } from '../../server/http/context.ts';
import { readReached } from '../../server/targets/target-decision.figures.ts';
import type { TargetDecision, TargetDecisionItem } from '../../server/targets/target-decision.schema.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type Page<T = { id: string }> = { items: T[]; total: number };
type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[]; current?: TargetDecision };

let office: Office;
/** Decisions about a country, an organization of ours to meet and a forum, beside those of the demonstration about regions. */
const about = { country: 'td.country', organization: 'td.organization', forum: 'td.forum' };
let partner: { id: string; placeId: string | null };
let forum: { id: string; memberships: { organizationId: string }[] };

beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
  const { reader } = office.db;
  const busiest = await reader.interactionOrganization.groupBy({
    by: ['organizationId'],
    where: { organization: { isOurs: false } },
    _count: { organizationId: true },
    orderBy: { _count: { organizationId: 'desc' } },
    take: 1,
  });
  partner = await reader.organization.findUniqueOrThrow({ where: { id: busiest[0]?.organizationId ?? '' }, select: { id: true, placeId: true } });
  forum = await reader.forum.findFirstOrThrow({
    where: { memberships: { some: { until: null, organization: { isOurs: false } } } },
    select: { id: true, memberships: { where: { until: null, organization: { isOurs: false } }, select: { organizationId: true } } },
  });
  const common = { reason: 'Pour l’essai.', decidedAt: today, decidedById: 'user.strategist', periodFrom: '2025', periodTo: '2027' };
  await office.db.write(async (tx) => {
    await tx.targetDecision.create({ data: { ...common, id: about.country, decision: 'target', placeId: 'pl.fr' } });
    await tx.targetDecision.create({ data: { ...common, id: about.organization, decision: 'watch', organizationId: partner.id } });
    await tx.targetDecision.create({ data: { ...common, id: about.forum, decision: 'no', forumId: forum.id } });
  });
}, 120_000);
afterAll(() => office.close());

const get = async <T>(path: string, role: 'reader' | 'officer' | 'administrator' = 'officer'): Promise<T> => {
  const { status, body, text } = await office.as(role).get<T>(path);
  expect(status, `${path}: ${text.slice(0, 300)}`).toBe(200);
  return body;
};
const totalOf = async (path: string, role?: 'reader' | 'administrator'): Promise<number> => (await get<Page>(path, role)).total;
const read = (id: string) => get<TargetDecision>(`/api/target-decisions/${id}`);

describe('what holds today', () => {
  it('is the latest about each thing, of every kind', async () => {
    const { items, total } = await get<Page<TargetDecisionItem>>('/api/target-decisions?current=true&limit=200&sort=name');
    expect(items).toHaveLength(total);
    expect(items.every(({ isCurrent }) => isCurrent)).toBe(true);
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([...Object.values(about), 'td.2']));
    expect(items.map(({ id }) => id)).not.toContain('td.1');
    expect(new Set(items.map(({ subject }) => `${subject.type} ${subject.id}`)).size).toBe(items.length);
    const past = await get<Page<TargetDecisionItem>>('/api/target-decisions?current=false');
    expect(past.items.map(({ id, isCurrent }) => [id, isCurrent])).toEqual(expect.arrayContaining([['td.1', false]]));
    expect(past.total + total).toBe(await totalOf('/api/target-decisions'));
    expect((await get<Page<TargetDecisionItem>>('/api/target-decisions?subject=place&decision=target')).items.map(({ subject }) => subject.id)).toEqual(['pl.fr']);
  });

  it('is found from what it covers', async () => {
    const ids = async (filter: string) => (await get<Page>(`/api/target-decisions?current=true&${filter}&limit=200`)).items.map(({ id }) => id);
    const city = await office.db.reader.place.findFirstOrThrow({ where: { countryCode: 'FR', kind: 'city' } });
    expect(await ids(`place=${city.id}`)).toEqual(expect.arrayContaining([about.country, 'td.3']));
    expect(await ids('place=pl.fr')).toContain(about.country);
    expect(await ids('place=pl.tn')).not.toContain(about.country);
    expect(await ids(`organization=${partner.id}`)).toContain(about.organization);
    expect(await ids(`organization=${forum.memberships[0]?.organizationId}`)).toContain(about.forum);
    expect(await ids('region=reg.nordic-arctic')).toEqual(['td.2']);
  });
});

describe('the filter by target', () => {
  it('takes a country with all in it, an organization itself, and a forum with its members', async () => {
    const orgs = async (query: string) => (await get<Page>(`/api/organizations?${query}&limit=200`)).items.map(({ id }) => id);
    expect((await orgs(`targetOf=${about.country}`)).toSorted()).toEqual((await orgs('place=pl.fr')).toSorted());
    expect(await orgs(`targetOf=${about.organization}`)).toEqual([partner.id]);
    expect((await orgs(`targetOf=${about.forum}`)).toSorted()).toEqual(expect.arrayContaining(forum.memberships.map(({ organizationId }) => organizationId).toSorted()));
    expect(await orgs('target=watch')).toContain(partner.id);
    expect(await orgs('target=watch&not.targetOf=td.organization')).not.toContain(partner.id);
    expect(await totalOf(`/api/interactions?targetOf=${about.organization}`)).toBe(await totalOf(`/api/interactions?organization=${partner.id}`));
    expect(await totalOf(`/api/interactions?targetOf=${about.country}`)).toBe(await totalOf('/api/interactions?place=pl.fr'));
    expect(await totalOf(`/api/followups?targetOf=${about.country}`)).toBe(await totalOf('/api/followups?place=pl.fr'));
    expect(await totalOf(`/api/contacts?targetOf=${about.country}`)).toBe(await totalOf('/api/contacts?place=pl.fr'));
    expect(await totalOf(`/api/missions?targetOf=${about.country}`)).toBe(await totalOf('/api/missions?place=pl.fr'));
    expect(await totalOf('/api/agreements?targetOf=td.3')).toBe(await totalOf('/api/agreements?region=reg.western-europe'));
    expect(await totalOf(`/api/forums?target=no`)).toBeGreaterThan(0);
    expect(await totalOf('/api/places?targetOf=td.country&kind=city')).toBe(await totalOf('/api/places?kind=city&country=FR'));
  });

  it('stands on every list, with its contrary and its count', async () => {
    for (const list of ['organizations', 'contacts', 'interactions', 'followups', 'missions', 'agreements', 'forums', 'places']) {
      const facets = await get<Record<string, { value: string; count: number }[]>>(`/api/${list}/facets`);
      const all = await totalOf(`/api/${list}`);
      for (const decision of ['target', 'watch', 'no']) {
        const total = await totalOf(`/api/${list}?target=${decision}`);
        expect(facets['target']?.find(({ value }) => value === decision)?.count ?? 0, `${list} ${decision}`).toBe(total);
        expect(await totalOf(`/api/${list}?not.target=${decision}`), `${list} not ${decision}`).toBe(all - total);
      }
    }
  });

  it('names a target by what it is about', async () => {
    const { filters } = await get<{ filters: { value: string; labelFr: string }[] }>(`/api/filters?collection=organizations&query=${encodeURIComponent(`targetOf=${about.country}`)}`);
    expect(filters).toEqual([expect.objectContaining({ value: about.country, labelFr: 'France' })]);
  });

  it('leaves out what is about an archived region', async () => {
    await office.db.write((tx) => tx.region.update({ where: { id: 'reg.maghreb' }, data: { archivedAt: today } }));
    const without = await totalOf('/api/organizations?target=target');
    expect((await get<Page>('/api/target-decisions?current=true&limit=200')).items.map(({ id }) => id)).not.toContain('td.5');
    await office.db.write((tx) => tx.region.update({ where: { id: 'reg.maghreb' }, data: { archivedAt: null } }));
    expect(await totalOf('/api/organizations?target=target')).toBeGreaterThan(without);
  });
});

describe('plan against what really happened', () => {
  it.each([['td.2'], ['td.3'], [about.country], [about.organization], [about.forum]])('%s: each number is the total of the list behind it, for whoever asks', async (id) => {
    for (const role of ['reader', 'administrator'] as const) {
      const { quarters } = await get<TargetDecision>(`/api/target-decisions/${id}`, role);
      expect(quarters).toHaveLength(12);
      for (const { figures, standing } of quarters) {
        for (const { reached, path, query, measure } of figures) {
          if (standing === 'future') expect(reached).toBeNull();
          else expect(await totalOf(`/api${path}?${query}`, role), `${measure} ${query}`).toBe(reached);
        }
      }
    }
  }, 60_000);

  it('proposes a plan where there is none, which is taken as it is', async () => {
    const before = await read(about.country);
    const lines = before.proposal;
    expect(lines.length).toBeGreaterThan(0);
    const { status, body } = await office.as('officer').put<TargetDecision>(`/api/target-decisions/${about.country}/plan`, { version: before.version, objectiveFr: 'Recruter.', lines });
    expect(status).toBe(200);
    expect(body.version).toBe(before.version + 1);
    expect(body.proposal).toEqual([]);
    expect(body.quarters.flatMap(({ figures }) => figures).filter(({ planned }) => planned !== null)).toHaveLength(lines.length);
    const listed = await get<Page<TargetDecisionItem>>('/api/target-decisions?subject=place&current=true');
    expect(listed.items[0]).toMatchObject({ id: about.country, objectiveFr: 'Recruter.', hasPlan: true });
    expect(listed.items[0]?.pace.map(({ measure }) => measure)).toEqual(['held_interactions', 'partners_met']);
    const { items } = await get<{ items: { action: string; changes: Record<string, unknown> }[] }>('/api/history/place/pl.fr');
    expect(items[0]).toMatchObject({ action: 'update', changes: { objectiveFr: [null, 'Recruter.'] } });
  });

  it('shows the plans of the demonstration, with what is behind them', async () => {
    const { quarters } = await read('td.3');
    const current = quarters.find(({ standing }) => standing === 'current');
    expect(current?.figures.map(({ planned }) => planned)).toEqual([8, 6, 1, null]);
    expect((await read('td.2')).standing).toMatchObject({ rank: 1 });
  });

  it('refuses a plan that somebody wrote meanwhile, with what it is now', async () => {
    const put = (body: object) => office.as('officer').put<ProblemBody>('/api/target-decisions/td.5/plan', { objectiveFr: null, lines: [], ...body });
    const { version } = await read('td.5');
    const refused = await put({ version: version - 1 });
    expect(refused.status).toBe(412);
    expect(refused.body.current?.version).toBe(version);
    const outside = await put({ version, lines: [{ quarter: '2035-Q1', measure: 'missions', planned: 1 }] });
    expect(outside.body.errors?.map(({ pointer }) => pointer)).toEqual(['/lines/0/quarter']);
    expect((await put({ version, lines: [{ quarter: '2027-Q5', measure: 'missions', planned: 1 }] })).status).toBe(400);
    expect((await put({ version, lines: [{ quarter: '2027-Q1', measure: 'missions', planned: -1 }] })).status).toBe(400);
    expect((await read('td.5')).version).toBe(version);
  });

  it('plans nothing but a target that holds, and not for readers', async () => {
    const put = (id: string, role: 'reader' | 'officer') => office.as(role).put<ProblemBody>(`/api/target-decisions/${id}/plan`, { version: 0, objectiveFr: null, lines: [] });
    expect((await put('td.1', 'officer')).status).toBe(409);
    expect((await put(about.organization, 'officer')).status).toBe(409);
    expect((await put('nothing', 'officer')).status).toBe(404);
    expect((await put(about.country, 'reader')).status).toBe(403);
    expect((await office.as('reader').get('/api/target-decisions/nothing')).status).toBe(404);
  });
});

describe('where targets show', () => {
  it('outlines a country on the map, and rings a partner where it is', async () => {
    const map = await get<{ targets: { id: string; country: string | null; placeId: string | null; x: number | null }[] }>('/api/organizations/map');
    expect(map.targets.find(({ id }) => id === about.country)).toMatchObject({ country: '250', placeId: 'pl.fr' });
    expect(map.targets.find(({ id }) => id === about.organization)).toMatchObject({ country: null, placeId: partner.placeId });
    expect(map.targets.map(({ id }) => id)).not.toContain(about.forum);
  });

  it('says which regions are targeted in part', async () => {
    type Head = { id: string; isTargeted: boolean; isTargetedInPart: boolean };
    const first = await get<{ columnHeads: Head[] }>('/api/coverage');
    expect(first.columnHeads.find(({ id }) => id === 'reg.western-europe')).toMatchObject({ isTargeted: true, isTargetedInPart: false });
    await office.as('officer').post('/api/regions/reg.western-europe/decisions', { decision: 'watch', reason: 'Un temps.' });
    const then = await get<{ columnHeads: Head[] }>('/api/coverage');
    expect(then.columnHeads.find(({ id }) => id === 'reg.western-europe')).toMatchObject({ isTargeted: false, isTargetedInPart: true });
    expect(then.columnHeads.find(({ id }) => id === 'reg.asia-pacific')).toMatchObject({ isTargeted: false, isTargetedInPart: false });
  });
});

describe('in a large office', () => {
  it('counts the same aside', async () => {
    const user = { id: 'user.officer', name: '', email: '', role: 'officer', locale: 'fr', timeZone: 'America/Toronto' } as const;
    const input = { id: about.country, regionId: null, quarters: ['2026-Q3', '2026-Q4'], measures: ['held_interactions', 'partners_met', 'missions', 'agreements_signed'] as const };
    const job = { module: new URL('../../server/targets/target-decision.figures.ts', import.meta.url).href, name: 'readReached' };
    const here = { db: office.db, user, now: today, locale: 'fr', requestId: 'x' } as unknown as Context;
    expect(await aside(office.file, { job, input, user, now: today, requestId: 'x' }, false)).toEqual(await readReached(here, { ...input, measures: [...input.measures] }));
  });
});
