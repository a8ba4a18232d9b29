import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Sqlite from 'better-sqlite3';
import { rebuildTally } from '../../server/interactions/tally.tables.ts';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof testOffice>>;
let office: Office;
let partners: string[];
beforeAll(async () => {
  office = await testOffice();
  partners = [];
  for (const nameFr of ['Ville de Łódź', 'Port de Đà Nẵng', 'Cité des œuvres']) {
    partners.push((await office.as('officer').post<Organization>('/api/organizations', { nameFr, kind: 'municipality' })).body.id);
  }
});
afterAll(() => office.close());

const tables = ['interaction_tally', 'interaction_line', 'interaction_served'];
const stored = async () => {
  const rows = await Promise.all(
    tables.map((table) => office.db.reader.$queryRaw<object[]>(Object.assign([`SELECT * FROM ${table} ORDER BY 1, 2, 3`], { raw: [] }) as unknown as TemplateStringsArray)),
  );
  return rows;
};

describe('the counters of interactions', () => {
  it('say after any write what the records say', async () => {
    const officer = office.as('officer');
    const commitments = (await office.db.reader.policyNode.findMany({ where: { kind: 'commitment' }, take: 3 })).map(({ id }) => id);
    const made: Interaction[] = [];
    for (const [n, sensitivity] of (['internal', 'public', 'restricted', 'internal'] as const).entries()) {
      const { body } = await officer.post<Interaction>('/api/interactions', {
        startsAt: `2026-0${n + 1}-10T15:00:00.000Z`,
        subject: `Rencontre ${n}`,
        sensitivity,
        organizationIds: partners.slice(0, n),
        commitmentIds: commitments.slice(0, n),
        ...(n === 0 ? { organizationIds: [partners[2]] } : {}),
      });
      made.push(body);
    }
    const change = async (n: number, body: object) => {
      const answer = await officer.patch<Interaction>(`/api/interactions/${made[n]!.id}`, made[n]!.version, body);
      expect(answer.status).toBe(200);
      made[n] = answer.body;
    };
    await change(0, { status: 'cancelled' });
    await change(1, { startsAt: '2026-05-11T15:00:00.000Z', organizationIds: [partners[1], partners[2]], commitmentIds: [] });
    await change(2, { archived: true });
    await change(3, { kind: 'call', sensitivity: 'restricted' });
    const kept = await stored();
    expect(kept.every((rows) => rows.length > 0)).toBe(true);
    await office.db.write((tx) => rebuildTally(tx));
    expect(kept).toEqual(await stored());
  });

  it('count what another process writes, at once', async () => {
    const url = '/api/interactions?kind=call&user=me';
    const count = async () => (await office.as('officer').get<{ total: number }>(url)).body.total;
    const before = await count();
    await office.as('officer').post('/api/interactions', { startsAt: '2026-03-02T15:00:00.000Z', subject: 'Appel', kind: 'call', organizationIds: [partners[0]], participants: [{ side: 'ours', userId: (await me()) }] });
    expect(await count()).toBe(before + 1);
    const other = new Sqlite(office.db.file);
    other.prepare(`UPDATE "Interaction" SET "kind" = 'letter' WHERE "subject" = 'Appel'`).run();
    other.close();
    expect(await count()).toBe(before);
    const totals = async (kind: string) => (await office.as('officer').get<{ total: number }>(`/api/interactions?kind=${kind}`)).body.total;
    expect(await totals('letter')).toBe(1);
  });

  it('number what the pages hold, for a partner and for all', async () => {
    for (const filter of ['', `organization=${partners[1]}`, `organization=${partners[1]}&status=held&status=cancelled`, `organization=${partners[0]}&organization=${partners[1]}`, `not.organization=${partners[1]}`, 'not.status=held', 'archived=true']) {
      for (const sort of ['startsAt', '-startsAt', 'subject']) {
        const seen: string[] = [];
        let total = -1;
        for (let cursor: string | null = ''; cursor !== null; ) {
          const page: { items: Interaction[]; total: number; nextCursor: string | null } = (
            await office.as('officer').get<{ items: Interaction[]; total: number; nextCursor: string | null }>(`/api/interactions?${filter}&sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
          ).body;
          seen.push(...page.items.map(({ id }) => id));
          [total, cursor] = [page.total, page.nextCursor];
        }
        expect({ filter, sort, count: new Set(seen).size }).toEqual({ filter, sort, count: total });
        expect(seen.length).toBe(total);
      }
    }
  });
});

const me = async (): Promise<string> => (await office.as('officer').get<{ id: string }>('/api/session')).body.id;
