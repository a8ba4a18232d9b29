import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../server/http/listing.ts';
import { readAt, stillHolds, type ReadAt } from '../../server/http/standing.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice } from '../support/app.ts';

type Office = Awaited<ReturnType<typeof testOffice>>;
let office: Office;
let other: Sqlite.Database;
let partners: string[];
let person: string;
beforeAll(async () => {
  office = await testOffice();
  reading = office.db.rows;
  other = new Sqlite(office.db.file);
  other.pragma('foreign_keys = ON');
  const officer = office.as('officer');
  const commitmentIds = (await office.db.reader.policyNode.findMany({ where: { kind: 'commitment' }, take: 2 })).map(({ id }) => id);
  partners = [];
  for (const nameFr of ['Ville de Łódź', 'Port de Đà Nẵng']) {
    partners.push((await officer.post<Organization>('/api/organizations', { nameFr, kind: 'municipality', commitmentIds })).body.id);
  }
  person = (await officer.post<{ id: string }>('/api/contacts', { familyName: 'Łaskawy', positions: [{ organizationId: partners[0] }] })).body.id;
});
afterAll(async () => {
  other.close();
  await office.close();
});

/** What lists and facets count; the last two read what every meeting changes. */
const byStage = sql`SELECT o."stage", count(*) AS n FROM "Organization" o WHERE o."archivedAt" IS NULL GROUP BY 1 ORDER BY 1`;
const queries = {
  byStage,
  byCommitment: sql`SELECT oc."organizationId", oc."policyNodeId", oc."isObserved" FROM "OrganizationCommitment" oc JOIN "Organization" o ON o."id" = oc."organizationId" ORDER BY 1, 2`,
  people: sql`SELECT count(*) AS n FROM "Contact" c WHERE c."archivedAt" IS NULL AND c."id" IN (SELECT p."contactId" FROM "Position" p WHERE p."organizationId" = ${'x'} OR p."validTo" IS NULL)`,
  named: sql`SELECT u."name", count(*) AS n FROM "Organization" o JOIN "User" u ON u."id" = o."ownerId" GROUP BY 1 ORDER BY 1`,
  touch: sql`SELECT "id", "lastHeldAt", "openFollowUps" FROM "Organization" ORDER BY 1`,
  known: sql`SELECT count(*) AS n FROM known_by k JOIN "Contact" c ON c."id" = k."contactId"`,
};
let reading: Office['db']['rows'];
let n = 0;
const stamp = () => `${(n += 1)}`;
const log = (body: object) => office.as('officer').post('/api/interactions', { startsAt: '2026-03-10T15:00:00.000Z', subject: `Rencontre ${stamp()}`, organizationIds: [partners[0]], ...body });
const write = (text: string) => office.db.write(async (tx) => void (await tx.$executeRawUnsafe(text)));

const writes: Record<string, () => Promise<unknown>> = {
  meeting: () => log({}),
  'meeting with a person': () => log({ participants: [{ side: 'theirs', contactId: person }] }),
  'meeting about a commitment': async () => log({ commitmentIds: (await office.db.reader.policyNode.findMany({ where: { kind: 'commitment' }, skip: n % 5, take: 2 })).map(({ id }) => id) }),
  'new partner': () => office.as('officer').post('/api/organizations', { nameFr: `Ville ${stamp()}`, kind: 'municipality' }),
  stage: async () => {
    const { version, stage } = (await office.as('officer').get<Organization>(`/api/organizations/${partners[1]}`)).body;
    return office.as('officer').patch(`/api/organizations/${partners[1]}`, version, { stage: stage === 'active' ? 'exploring' : 'active' });
  },
  'new person': () => office.as('officer').post('/api/contacts', { familyName: `Nom ${stamp()}`, positions: [{ organizationId: partners[1] }] }),
  'row past the API': () => write(`UPDATE "Organization" SET "stage" = 'prospect' WHERE "id" = (SELECT min("id") FROM "Organization")`),
  'links that go with their record': () => write(`DELETE FROM "Contact" WHERE "id" = (SELECT max("id") FROM "Contact" WHERE "familyName" LIKE 'Nom %')`),
  'taken back': () => office.db.write(async (tx) => {
    await tx.$executeRawUnsafe(`UPDATE "Organization" SET "stage" = 'dormant'`);
    throw new Error('taken back');
  }).catch(() => undefined),
  'another process': async () => other.exec(`UPDATE "Organization" SET "stage" = 'stage ${stamp()}' WHERE "id" = '${partners[0]}'`),
  'another process, elsewhere': async () => other.exec(`UPDATE "Setting" SET "value" = '${stamp()}'`),
  user: () => write(`UPDATE "User" SET "name" = "name" || '${stamp()}'`),
};

describe('an answer that still holds', () => {
  it('is what its query would give, whatever was written by whomever', async () => {
    const told: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(writes)), { minLength: 1, maxLength: 6 }), async (some) => {
        const kept = Object.entries(queries).map(([name, query]) => ({ name, query, at: readAt(reading, query.sql) as ReadAt, answer: reading.all(query) }));
        for (const name of some) {
          await writes[name]!();
          for (const one of kept) {
            if (!stillHolds(reading, one.query.sql, one.at)) continue;
            told[one.name] = (told[one.name] ?? 0) + 1;
            expect({ after: name, query: one.name, answer: reading.all(one.query) }).toEqual({ after: name, query: one.name, answer: one.answer });
          }
        }
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['byCommitment', 'byStage', 'named', 'people']));
  });

  it('stands beside meetings that are logged, and not beside what it counts', async () => {
    const at = readAt(reading, byStage.sql);
    for (const name of ['meeting', 'meeting with a person', 'new person']) {
      await writes[name]!();
      expect({ name, holds: stillHolds(reading, byStage.sql, at) }).toEqual({ name, holds: true });
    }
    for (const name of ['stage', 'new partner', 'another process']) {
      const now = readAt(reading, byStage.sql);
      await writes[name]!();
      expect({ name, holds: stillHolds(reading, byStage.sql, now) }).toEqual({ name, holds: false });
    }
    expect(reading.standing(queries.touch.sql)).toBeNull();
    expect(reading.standing(queries.known.sql)).toBeNull();
  });

  it('is not told while a transaction is open, whose rows others do not see yet', async () => {
    await office.db.write(async (tx) => {
      await tx.$executeRawUnsafe(`UPDATE "Organization" SET "stage" = 'active' WHERE "id" = '${partners[0]}'`);
      expect(reading.standing(byStage.sql)).toBeNull();
    });
    expect(reading.standing(byStage.sql)).not.toBeNull();
  });
});
