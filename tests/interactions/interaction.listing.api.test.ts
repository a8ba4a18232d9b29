import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../server/demo/load.ts';
import type { Context } from '../../server/http/context.ts';
import { sql, type Sql } from '../../server/http/listing.ts';
import { interactionListing } from '../../server/interactions/interaction.listing.ts';
import { testOffice, today, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  await loadDemo(office.db, today);
}, 120_000);
afterAll(() => office.close());

/** Where the values of each filter are found. */
const valuesOf: Record<string, Sql> = {
  organization: sql`SELECT DISTINCT "organizationId" AS v FROM "InteractionOrganization"`,
  within: sql`SELECT DISTINCT "parentId" AS v FROM "Organization" WHERE "parentId" IS NOT NULL UNION SELECT "organizationId" FROM "InteractionOrganization"`,
  partnerKind: sql`SELECT DISTINCT "kind" AS v FROM "Organization"`,
  contact: sql`SELECT DISTINCT "contactId" AS v FROM "Participant" WHERE "contactId" IS NOT NULL`,
  region: sql`SELECT "id" AS v FROM "Region"`,
  place: sql`SELECT DISTINCT "parentId" AS v FROM "Place" WHERE "parentId" IS NOT NULL`,
  at: sql`SELECT DISTINCT "placeId" AS v FROM "Organization" WHERE "placeId" IS NOT NULL`,
  country: sql`SELECT DISTINCT "countryCode" AS v FROM "Place" WHERE "countryCode" IS NOT NULL`,
  priority: sql`SELECT DISTINCT "priority" AS v FROM "PolicyNode" WHERE "priority" IS NOT NULL`,
  commitment: sql`SELECT "id" AS v FROM "PolicyNode"`,
  sector: sql`SELECT "id" AS v FROM "Sector"`,
  user: sql`SELECT "id" AS v FROM "User"`,
};

describe('the conditions of interactions asked of one at a time', () => {
  it('leave the same interactions as the ids gathered, value by value and by two values at once', async () => {
    const { filters, oneByOne = {} } = interactionListing;
    expect(Object.keys(oneByOne).sort()).toEqual(Object.keys(valuesOf).sort());
    const [user] = office.db.rows.all<{ id: string }>(sql`SELECT "userId" AS "id" FROM "Participant" WHERE "userId" IS NOT NULL LIMIT 1`);
    const ctx = { db: office.db, user: { id: user!.id } } as Context;
    const ids = (condition: Sql): string[] => office.db.rows.all<{ id: string }>(sql`SELECT i."id" FROM "Interaction" i WHERE ${condition} ORDER BY 1`).map(({ id }) => id);
    for (const [name, ask] of Object.entries(oneByOne)) {
      const values = office.db.rows.all<{ v: string }>(valuesOf[name]!).map(({ v }) => v);
      let found = 0;
      for (const asked of [...values.map((value) => [value]), values.slice(0, 2), ['nothing of the kind'], ...(name === 'user' ? [['me']] : [])]) {
        const gathered = ids(filters[name]!(asked, ctx));
        expect({ name, asked, ids: ids(ask(asked, ctx)) }).toEqual({ name, asked, ids: gathered });
        found += gathered.length;
      }
      expect({ name, isFound: found > 0 }).toEqual({ name, isFound: true });
    }
  });
});
