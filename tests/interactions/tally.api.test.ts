import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { sql } from '../../server/http/listing.ts';
import { differingTally, repairTally } from '../../server/interactions/tally.repair.ts';
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

  it('are told from what is wrong and put right, whatever was lost or added', async () => {
    const differing = () => Number(office.db.rows.all<{ n: number }>(differingTally(sql`SELECT "id" FROM "Organization"`))[0]?.n);
    expect(differing()).toBe(0);
    expect(await repairTally(office.db, 0)).toBe(0);
    const before = await stored();
    const stray = `'~ gone'`;
    const damages = [
      `DELETE FROM interaction_tally WHERE "member" = ''`,
      `UPDATE interaction_tally SET "n" = "n" + 2 WHERE "member" = (SELECT max("member") FROM interaction_tally)`,
      `DELETE FROM interaction_tally WHERE "member" <> ''`,
      `INSERT INTO interaction_tally VALUES (${stray}, 'call', 'held', 'internal', '', 0, 3)`,
      `DELETE FROM interaction_line WHERE "interactionId" = (SELECT min("interactionId") FROM interaction_line)`,
      `UPDATE interaction_line SET "status" = 'draft' WHERE "interactionId" = (SELECT max("interactionId") FROM interaction_line)`,
      `INSERT INTO interaction_line VALUES (${stray}, 'held', '2026-01-01T00:00:00.000+00:00', 'nothing')`,
      `DELETE FROM interaction_served`,
      `UPDATE interaction_served SET "n" = -1`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(damages, { minLength: 1 }), async (some) => {
        await office.db.write(async (tx) => {
          for (const damage of some) await tx.$executeRawUnsafe(damage);
        });
        expect(differing()).toBeGreaterThan(0);
        expect(await repairTally(office.db, 0)).toBeGreaterThan(0);
        expect(differing()).toBe(0);
        expect(await stored()).toEqual(before);
      }),
      { numRuns: 25, seed: 3, examples: damages.map((damage) => [[damage]]) },
    );
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
