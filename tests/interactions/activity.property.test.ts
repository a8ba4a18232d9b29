import '../support/property.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../server/http/listing.ts';
import { countedFromRecords, inMonth, rebuildActivity } from '../../server/interactions/activity.ts';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

type Row = { axis: string; month: string; member: string; commitments: string; sensitivity: string; held: number };

let office: Office;
const partners: string[] = [];
const made: string[] = [];
let region = '';
beforeAll(async () => {
  office = await testOffice();
  for (const [index, placeId] of ['pl.bordeaux', 'pl.namur', null].entries()) {
    const body = { kind: index === 0 ? 'municipality' : 'university', nameFr: `Partenaire ${index}`, placeId };
    partners.push((await office.as('officer').post<{ id: string }>('/api/organizations', body)).body.id);
  }
  const created = await office.as('strategist').post<{ id: string }>('/api/regions', { nameFr: 'Essai', nameEn: 'Trial', placeIds: ['pl.bordeaux'] });
  region = created.body.id;
});
afterAll(() => office.close());

const months = ['2026-02', '2026-03', '2026-04'];
/** On and about the turn of months, at the office's clock and at UTC's. */
const instants = ['2026-03-01T04:30:00.000Z', '2026-03-01T05:30:00.000Z', '2026-03-15T12:00:00.000Z', '2026-04-01T03:30:00.000Z', '2026-04-01T04:30:00.000Z'];
const commitments = ['vdq.learns.watch', 'vdq.learns.codevelop', 'vdq.shines.heritage-tourism'];

async function stored(): Promise<Row[]> {
  const rows = await office.db.reader.$queryRaw<Row[]>(sql`SELECT * FROM activity_month`);
  return rows.map((row) => ({ ...row })).sort(inOrder);
}

async function counted(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const month of months) {
    const found = await office.db.reader.$queryRaw<Omit<Row, 'month'>[]>(countedFromRecords(inMonth(month)));
    rows.push(...found.map((row) => ({ ...row, month })));
  }
  return rows.sort(inOrder);
}
const keyOf = ({ axis, month, member, commitments: served, sensitivity }: Row): string => [axis, month, member, served, sensitivity].join(' ');
const inOrder = (one: Row, other: Row): number => (keyOf(one) < keyOf(other) ? -1 : 1);

const subset = (values: readonly string[]) => fc.subarray([...values]);
const facts = () =>
  fc.record(
    {
      startsAt: fc.constantFrom(...instants),
      status: fc.constantFrom('held', 'cancelled', 'held'),
      sensitivity: fc.constantFrom('public', 'internal', 'restricted'),
      placeId: fc.constantFrom(null, 'pl.bordeaux', 'pl.namur'),
      commitmentIds: subset(commitments),
      partners: fc.subarray([0, 1, 2], { minLength: 1 }),
    },
    { requiredKeys: ['startsAt', 'partners'] },
  );
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('log' as const), facts: facts() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('change' as const), which: fc.nat(), facts: facts() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('archive' as const), which: fc.nat(), archived: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), which: fc.nat(2), placeId: fc.constantFrom(null, 'pl.namur', 'pl.bordeaux') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('turn' as const), which: fc.nat(2), into: fc.constantFrom('municipality', 'university', 'business') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('region' as const), places: subset(['pl.bordeaux', 'pl.namur']) }) },
);

const bodyOf = ({ partners: met, ...rest }: { partners: number[] }) => ({ subject: 'Essai', ...rest, organizationIds: met.map((index) => partners[index]) });

async function patch(role: Role, url: string, body: unknown): Promise<void> {
  const { version } = (await office.as(role).get<{ version: number }>(url)).body;
  const { status } = await office.as(role).patch(url, version, body);
  expect([200, 422]).toContain(status);
}

async function take(one: typeof step extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  if (one.kind === 'log') {
    const { status, body } = await office.as('strategist').post<Interaction>('/api/interactions', bodyOf(one.facts));
    expect(status).toBe(201);
    made.push(body.id);
    return;
  }
  if (one.kind === 'region') return patch('strategist', `/api/regions/${region}`, { placeIds: one.places });
  if (one.kind === 'move') return patch('officer', `/api/organizations/${partners[one.which]}`, { placeId: one.placeId });
  if (one.kind === 'turn') return patch('officer', `/api/organizations/${partners[one.which]}`, { kind: one.into });
  if (made.length === 0) return;
  if (one.kind === 'withdraw') {
    const { status } = await office.as('strategist').post(`/api/interactions/${made.at(-1)}/withdraw`, {});
    expect(status).toBe(200);
    return;
  }
  const url = `/api/interactions/${made[one.which % made.length]}`;
  return one.kind === 'archive' ? patch('strategist', url, { archived: one.archived }) : patch('strategist', url, bodyOf(one.facts));
}

it('the table says what the records say, whatever was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      for (const one of steps) await take(one);
      expect(await stored()).toEqual(await counted());
    }),
    { numRuns: 8 },
  );
  expect(made.length).toBeGreaterThan(8);
  const before = await stored();
  await office.db.write((tx) => tx.$executeRaw`DELETE FROM activity_month`);
  const held = await rebuildActivity(office.db);
  expect(held).toBe(before.filter(({ axis }) => axis === 'all').reduce((sum, row) => sum + row.held, 0));
  expect(await stored()).toEqual(before);
}, 60_000);
