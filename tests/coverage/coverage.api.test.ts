import '../support/property.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Coverage, CoverageCandidates } from '../../server/coverage/coverage.schema.ts';
import { measureNames } from '../../server/coverage/coverage.rules.ts';
import { loadDemo } from '../../server/demo/load.ts';
import { commitmentHeads, readPolicy } from '../../server/coverage/coverage.heads.ts';
import type { Timeline } from '../../server/timeline/timeline.schema.ts';
import { listOf } from '../../web/lib/coverage/links.ts';
import { testOffice, today, type Office, type Role } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
}, 90_000);
afterAll(() => office.close());

const read = async <T>(role: Role, url: string): Promise<T> => {
  const { status, body } = await office.as(role).get<T>(url);
  expect([url, status]).toEqual([url, 200]);
  return body;
};
const total = async (role: Role, href: string): Promise<number> =>
  (await read<{ total: number }>(role, `/api${href}${href.includes('?') ? '&' : '?'}limit=1`)).total;

const matrices = ['rows=commitments', 'rows=commitments&columns=kinds', 'rows=priorities', 'rows=priorities&columns=regions', 'rows=policy', 'rows=policy&columns=commitments', 'rows=policy&framework=fw.piq-2006'];
const periods = ['', '&from=2026-01&to=2026-11', '&from=2025-01&to=2025-12', '&from=2020-01', '&from=2025-03&to=2025-05'];

describe('the numbers of a matrix', () => {
  it('are the totals of the lists that they open, for whoever asks', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...matrices),
        fc.constantFrom(...periods),
        fc.constantFrom<Role>('reader', 'officer', 'strategist'),
        fc.nat(),
        async (matrix, period, role, where) => {
          const coverage = await read<Coverage>(role, `/api/coverage?${matrix}${period}`);
          const filled = coverage.rowHeads.flatMap((row, y) =>
            coverage.columnHeads.flatMap((column, x) => {
              const cell = coverage.cells[y]?.[x] ?? null;
              return cell ? [{ row, column, cell }] : [];
            }),
          );
          const lively = filled.filter(({ cell }) => cell.held + cell.agreements + cell.missions > 0);
          const some = [filled[where % filled.length], lively[where % Math.max(1, lively.length)]].filter((one) => one !== undefined);
          for (const { row, column, cell } of some) {
            for (const name of measureNames) {
              const href = name === 'outcomes' ? null : listOf(coverage, row, column, name);
              if (!href) continue;
              expect([href, cell[name]]).toEqual([href, await total(role, href)]);
              checked += 1;
            }
          }
          const [head, column] = [coverage.rowHeads[where % coverage.rowHeads.length], coverage.columnHeads[where % coverage.columnHeads.length]];
          const ofRow = head && listOf(coverage, head, null, 'held');
          if (head && ofRow) expect([ofRow, head.total.held]).toEqual([ofRow, await total(role, ofRow)]);
          const ofColumn = column && listOf(coverage, null, column, 'held');
          if (column && ofColumn) expect([ofColumn, column.total.held]).toEqual([ofColumn, await total(role, ofColumn)]);
        },
      ),
      { numRuns: 25 },
    );
    expect(checked).toBeGreaterThan(100);
  }, 60_000);

  it('count what a person wrote above their own level, for them alone', async () => {
    const url = '/api/coverage?rows=commitments&from=2026-11&to=2026-11';
    const held = async (role: Role): Promise<number | undefined> =>
      (await read<Coverage>(role, url)).rowHeads.find(({ id }) => id === 'vdq.learns.watch')?.total.held;
    const before = { officer: await held('officer'), strategist: await held('strategist') };
    const body = { startsAt: '2026-11-20T15:00:00.000Z', subject: 'Confidence', organizationIds: ['city.bordeaux'], commitmentIds: ['vdq.learns.watch'] };
    const made = await office.as('strategist').post<{ id: string }>('/api/interactions', { ...body, sensitivity: 'confidential' });
    expect(made.status).toBe(201);
    expect(await held('strategist')).toBe((before.strategist ?? 0) + 1);
    expect(await held('officer')).toBe(before.officer);
    await office.db.write((tx) => tx.interaction.update({ where: { id: made.body.id }, data: { createdById: 'user.officer' } }));
    expect(await held('officer')).toBe((before.officer ?? 0) + 1);
  });

  it('are in the order of the policy, with what is targeted', async () => {
    const coverage = await read<Coverage>('reader', '/api/coverage');
    expect(coverage).toMatchObject({ rows: 'commitments', columns: 'regions', from: '2025-12-01', to: '2026-11-30', isBehind: false });
    expect(coverage.rowHeads.map(({ priority }) => priority)).toEqual(['shines', 'shines', 'shines', 'learns', 'learns', 'learns', 'attracts', 'attracts', 'attracts']);
    expect(coverage.summary.cells).toBe(9 * coverage.columnHeads.length);
    expect(coverage.summary.targeted).toBe(9 * coverage.columnHeads.filter(({ isTargeted }) => isTargeted).length);
  });

  it('refuses what cannot be crossed, a period that ends before it begins, and an unknown framework', async () => {
    for (const query of ['columns=commitments', 'from=2026-05&to=2026-04', 'rows=policy&framework=fw.vdq-vision', 'rows=nonsense', 'from=2026-13']) {
      expect([query, (await office.as('reader').get(`/api/coverage?${query}`)).status]).toEqual([query, 400]);
    }
  });
});

describe('candidates for an empty cell', () => {
  it('are partners of the region who do not serve the commitment, each with a reason in both languages', async () => {
    const coverage = await read<Coverage>('officer', '/api/coverage');
    const policy = await readPolicy({ db: office.db } as never);
    expect(commitmentHeads(policy).map(({ id }) => id)).toEqual(coverage.rowHeads.map(({ id }) => id));
    let proposed = 0;
    for (const [y, row] of coverage.rowHeads.entries()) {
      for (const [x, column] of coverage.columnHeads.entries()) {
        const cell = coverage.cells[y]?.[x];
        if (!cell?.isTargeted || cell.held + cell.agreements + cell.missions + cell.outcomes > 0) continue;
        const { items } = await read<CoverageCandidates>('officer', `/api/coverage/candidates?commitment=${row.id}&region=${column.id}`);
        const inRegion = await read<{ items: { id: string }[] }>('officer', `/api/organizations?region=${column.id}&not.commitment=${row.id}&limit=200`);
        for (const one of items) {
          expect(inRegion.items.map(({ id }) => id)).toContain(one.organization.id);
          expect(one.reasons.length).toBeGreaterThan(0);
          for (const reason of one.reasons) expect(reason.textFr).not.toBe(reason.textEn);
        }
        proposed += items.length;
      }
    }
    expect(proposed).toBeGreaterThan(5);
  }, 60_000);
});

describe('a timeline', () => {
  it('has the months of the period, and counts what the list of the month shows', async () => {
    for (const [filter, id] of [['organization', 'city.bordeaux'], ['region', 'reg.western-europe'], ['commitment', 'vdq.learns.codevelop']]) {
      const line = await read<Timeline>('officer', `/api/timeline?${filter}=${id}`);
      expect(line.months).toHaveLength(24);
      const all = line.months.reduce((sum, { held }) => sum + held, 0);
      expect([filter, all]).toEqual([filter, await total('officer', `/interactions?${filter}=${id}&status=held&from=2025-05-01&to=2027-04-30`)]);
      const busiest = line.months.toSorted((one, other) => other.held - one.held)[0];
      expect(busiest?.held).toBeGreaterThan(0);
      const month = busiest?.month ?? '';
      expect(busiest?.held).toBe(await total('officer', `/interactions?${filter}=${id}&status=held&from=${month}-01&to=${month}-${month.endsWith('-02') ? '28' : ['04', '06', '09', '11'].includes(month.slice(5)) ? '30' : '31'}`));
      expect(line.events.map(({ on }) => on)).toEqual(line.events.map(({ on }) => on).toSorted());
    }
  });

  it('has one subject, and ten years at most', async () => {
    for (const query of ['', 'organization=a&region=b', 'region=a&from=2010-01', 'region=a&from=2026-05&to=2026-01']) {
      expect([query, (await office.as('reader').get(`/api/timeline?${query}`)).status]).toEqual([query, 400]);
    }
  });
});
