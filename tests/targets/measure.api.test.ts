import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../generated/prisma/client.ts';
import { loadDemo } from '../../server/demo/load.ts';
import type { Context } from '../../server/http/context.ts';
import { treatAsLarge } from '../../server/http/kept.ts';
import { figuresOf } from '../../server/targets/measure.service.ts';
import { rowsBehind, subjectOf, type Measure, type MeasureCandidate, type RowsQuery } from '../../server/targets/measure.rules.ts';
import { criterionMeasures } from '../../server/vocabulary.ts';
import { testOffice, today, userId, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
}, 120_000);
afterAll(() => office.close());

const period = { from: '2024-12', to: '2026-11' };
/** Somebody whose own records must not change what the office counts. */
const asked = (role: 'reader' | 'administrator' = 'administrator'): Context => ({
  db: office.db,
  user: { id: userId(role), name: 'x', email: 'x', role, locale: 'fr', timeZone: 'Asia/Tokyo' },
  locale: 'fr',
  now: today,
  requestId: 'test',
  write: () => Promise.reject(new Error('figures write nothing')),
});
const ids = (query: string): string[] => office.db.rows.all<{ id: string }>(Prisma.sql([query])).map(({ id }) => id);
const nothing = { regionId: null, placeId: null, organizationId: null, forumId: null };
type Candidate = MeasureCandidate & { id: string };
const everything = (): Candidate[] => [
  ...ids('SELECT "id" FROM "Region"').map((id) => ({ ...nothing, id, regionId: id })),
  ...ids(`SELECT "id" FROM "Place" WHERE "kind" <> 'country' OR "id" IN (SELECT "parentId" FROM "Place" WHERE "kind" IN ('city', 'area', 'federated_state'))`).map((id) => ({ ...nothing, id, placeId: id })),
  ...ids('SELECT "id" FROM "Organization" WHERE NOT "isOurs" AND "archivedAt" IS NULL').map((id) => ({ ...nothing, id, organizationId: id })),
  ...ids('SELECT "id" FROM "Forum"').map((id) => ({ ...nothing, id, forumId: id })),
  { ...nothing, id: 'a name alone' },
];

const areas = (): string[] => ids(`SELECT n."id" FROM "PolicyNode" n JOIN "Framework" f ON f."id" = n."frameworkId"
  WHERE n."kind" = 'commitment' AND f."kind" = 'city_vision' AND n."archivedAt" IS NULL`);
const total = async (path: string, query: RowsQuery): Promise<number> => {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value])));
  const { status, body, text } = await office.as('reader').get<{ total: number }>(`/api${path}?${search}&limit=1`);
  expect(status, text.slice(0, 300)).toBe(200);
  return body.total;
};

/** What the product's own lists say; undefined when they show nothing, where nothing may also mean unknown. */
async function listed(measure: Measure, candidate: Candidate): Promise<number | null | undefined> {
  const rows = rowsBehind(measure, candidate, period);
  if (!rows) return null;
  const all = await total(rows.path, rows.query);
  if (rows.part) return all === 0 ? null : Math.round(((await total(rows.path, rows.part)) / all) * 10_000) / 10_000;
  if (rows.facet) {
    let covered = 0;
    for (const area of all === 0 ? [] : areas()) covered += (await total(rows.path, { ...rows.query, commitment: [area] })) > 0 ? 1 : 0;
    return covered;
  }
  return all === 0 ? undefined : all;
}

async function compare(candidates: Candidate[]): Promise<number> {
  const figures = await figuresOf(asked(), { candidates, measures: criterionMeasures, period });
  let above = 0;
  for (const candidate of candidates) {
    for (const measure of criterionMeasures) {
      const [figure, list] = [figures.get(candidate.id)?.[measure] ?? null, await listed(measure, candidate)];
      const subject = JSON.stringify([measure, subjectOf(candidate)]);
      if (list === undefined) expect(figure ?? 0, subject).toBe(0);
      else expect(figure, subject).toBe(list);
      if ((figure ?? 0) > 0) above += 1;
    }
  }
  return above;
}

describe('the demonstration office', () => {
  it('has for every region, and for some of everything else, figures that are the totals of the lists behind them', async () => {
    const all = everything();
    const some = all.filter(({ regionId, forumId }, index) => regionId || forumId || index % 4 === 0);
    expect(await compare(some)).toBeGreaterThan(150);
  }, 120_000);

  it('counts the same whoever asks, and nothing above internal', async () => {
    const candidates = everything().filter(({ regionId }) => regionId);
    const ask = (role: 'reader' | 'administrator') => figuresOf(asked(role), { candidates, measures: criterionMeasures, period });
    const before = await ask('administrator');
    expect(await ask('reader')).toEqual(before);
    const secret = { kind: 'meeting', status: 'held', startsAt: '2026-10-05T14:00:00.000Z', subject: 'Sous le sceau', sensitivity: 'confidential', placeId: 'pl.lyon', organizationIds: ['city.lyon'] };
    const written = await office.as('administrator').post('/api/interactions', secret);
    expect(written.status, written.text).toBeLessThan(300);
    expect(await ask('administrator')).toEqual(before);
  });

  it('says unknown where nothing was recorded, and zero where there is nothing to find', async () => {
    const candidates = [{ ...nothing, id: 'a name alone' }, { ...nothing, id: 'pl.maldives', placeId: ids(`SELECT "id" FROM "Place" WHERE "countryCode" = 'MV'`)[0] ?? '' }];
    const figures = await figuresOf(asked(), { candidates, measures: criterionMeasures, period });
    expect(Object.values(figures.get('a name alone') ?? {}).every((figure) => figure === null)).toBe(true);
    expect(figures.get('pl.maldives')).toEqual({
      active_partners: 0, held_interactions: 0, agreements_in_force: 0, commitments_covered: 0, official_presence: 0, acquaintances: 0,
      shared_networks: null, promises_kept: null, french_ties: null,
    });
  });
});

describe('an official presence', () => {
  it('is unknown, and not none, where no country is known', async () => {
    await office.db.write(async (tx) => {
      await tx.region.create({ data: { id: 'reg.nowhere', nameFr: 'Nulle part', nameEn: 'Nowhere', sortName: 'nulle part' } });
      await tx.place.create({ data: { id: 'pl.nowhere', kind: 'area', nameFr: 'Nulle part', nameEn: 'Nowhere', sortName: 'nulle part' } });
    });
    const candidates = [{ ...nothing, id: 'region', regionId: 'reg.nowhere' }, { ...nothing, id: 'place', placeId: 'pl.nowhere' }, { ...nothing, id: 'country', placeId: 'pl.fr' }];
    const figures = await figuresOf(asked(), { candidates, measures: ['official_presence'], period });
    expect(figures.get('region')?.official_presence).toBeNull();
    expect(figures.get('place')?.official_presence).toBeNull();
    expect(figures.get('country')?.official_presence).toBeGreaterThan(0);
  });
});

describe('offices with anything in them', () => {
  it('have figures that are the totals of the lists behind them', async () => {
    const places = ids('SELECT "id" FROM "Place" ORDER BY "id"');
    const [forums, nodes] = [ids('SELECT "id" FROM "Forum"'), ids('SELECT "id" FROM "PolicyNode"')];
    const of = (list: readonly string[]) => fc.constantFrom(...list);
    const record = fc.record({
      place: fc.option(of(places), { nil: null }),
      stage: fc.constantFrom('prospect', 'active', 'strategic', 'closed'),
      kind: fc.constantFrom('municipality', 'diplomatic_post'),
      parent: fc.constantFrom(null, 'org.gouv-quebec', 'org.gouv-canada', 'city.lyon'),
      language: fc.constantFrom(null, 'fr', 'fr-BE', 'en'),
      isArchived: fc.boolean(),
      isMet: fc.boolean(),
      isSaid: fc.boolean(),
      isTwice: fc.boolean(),
      isSecret: fc.boolean(),
      forum: fc.option(fc.record({ id: of(forums), status: fc.constantFrom('member', 'listed', 'withdrawn'), until: fc.constantFrom(null, '2020') }), { nil: null }),
      promises: fc.array(fc.record({ status: fc.constantFrom('done', 'dropped', 'open'), on: fc.constantFrom('2024-11-30', '2024-12-01', '2026-11-30', '2026-12-01'), sensitivity: fc.constantFrom('internal', 'restricted') }), { maxLength: 3 }),
      meetings: fc.array(
        fc.record({
          at: fc.constantFrom('2024-11-30T20:00:00.000Z', '2024-12-01T06:00:00.000Z', '2026-06-15T12:00:00.000Z', '2026-11-20T12:00:00.000Z'),
          place: fc.option(of(places), { nil: null }),
          node: fc.option(of(nodes), { nil: null }),
          status: fc.constantFrom('held', 'held', 'planned'),
          sensitivity: fc.constantFrom('internal', 'public', 'restricted'),
          who: fc.constantFrom(null, userId('officer')),
        }),
        { maxLength: 3 },
      ),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), async (records) => {
        run += 1;
        await office.db.write(async (tx) => {
          for (const [n, one] of records.entries()) {
            const id = `any.${run}.${n}`;
            await tx.organization.create({
              data: { id, nameFr: id, sortName: id, kind: one.kind, stage: one.stage, placeId: one.place, parentId: one.parent, language: one.language, archivedAt: one.isArchived ? today : null },
            });
            if (one.forum) await tx.membership.create({ data: { forumId: one.forum.id, organizationId: id, status: one.forum.status, until: one.forum.until } });
            for (const promise of one.promises) {
              await tx.followUp.create({ data: { text: 'x', organizationId: id, status: promise.status, closedOn: promise.status === 'open' ? null : promise.on, sensitivity: promise.sensitivity } });
            }
            const held = [id, ...(one.isTwice ? ['city.bruges', `any.${run}.0`] : [])];
            const contact = await tx.contact.create({
              data: {
                familyName: id, sortName: id, sensitivity: one.isSecret ? 'restricted' : 'internal', lastHeldAt: one.isMet ? today : null,
                positions: { create: held.map((organizationId) => ({ organizationId })) },
                ...(one.isSaid ? { acquaintances: { create: { userId: userId('officer') } } } : {}),
              },
            });
            for (const meeting of one.meetings) {
              await tx.interaction.create({
                data: {
                  subject: 'x', startsAt: new Date(meeting.at), status: meeting.status, sensitivity: meeting.sensitivity, placeId: meeting.place,
                  organizations: { create: { organizationId: id } },
                  ...(meeting.node ? { commitments: { create: { policyNodeId: meeting.node } } } : {}),
                  participants: { create: [{ side: 'theirs', name: id, contactId: contact.id }, ...(meeting.who ? [{ side: 'ours', name: 'y', userId: meeting.who }] : [])] },
                },
              });
            }
          }
          await tx.$executeRaw`INSERT OR IGNORE INTO activity_stale VALUES ('*')`;
        });
        const touched = new Set(records.flatMap((one) => [one.place, ...one.meetings.map(({ place }) => place)]));
        const candidates = everything().filter((one) => one.regionId ?? (one.placeId ? touched.has(one.placeId) : one.forumId ? records.some(({ forum }) => forum?.id === one.forumId) : one.organizationId === 'city.bruges' || one.organizationId?.startsWith(`any.${run}.`)));
        await compare(candidates);
      }),
      { numRuns: 5 },
    );
  }, 240_000);
});

describe('a large office', () => {
  it('has the same figures, counted in a thread of its own', async () => {
    const candidates = everything().filter(({ regionId, placeId, organizationId, forumId }, index) => regionId || forumId || ((placeId || organizationId) && index % 9 === 0));
    const query = { candidates, measures: criterionMeasures, period };
    const here = await figuresOf(asked(), query);
    treatAsLarge(office.db);
    expect(await figuresOf(asked(), query)).toEqual(here);
  }, 60_000);
});
