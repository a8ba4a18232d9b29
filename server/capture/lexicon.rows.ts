import type { PrismaClient } from '../../generated/prisma/client.ts';
import { contactName, fullFamilyName } from '../contacts/contact.names.rules.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { isOver } from '../text/date-order.rules.ts';
import type { LexiconEntry } from './capture.schema.ts';

export type Reader = Pick<PrismaClient, '$queryRaw'>;
/** A record as the lexicon needs it; `entry` is null for one that is not to be named any more (archived, left the office). */
export type Row = { id: string; entry: LexiconEntry | null; sensitivity: string; createdById: string | null };
/** What of a table is read: all of it, after an id; or what changed since a moment, `skip` rows on, by the index on the date. */
export type Which = { after: string; since: Date | null; take: number; skip: number };
export type Source = { type: LexiconEntry['type']; read(reader: Reader, which: Which, today: string): Promise<Row[]> };

const part = (id: Sql, updatedAt: Sql, { after, since, take, skip }: Which): Sql =>
  since === null ? sql`WHERE ${id} > ${after} ORDER BY ${id} LIMIT ${take}` : sql`WHERE ${updatedAt} >= ${since} ORDER BY ${updatedAt}, ${id} LIMIT ${take} OFFSET ${skip}`;

type Base = { id: string; archivedAt: Date | null };
type OrganizationRow = Base & { nameFr: string; nameEn: string | null; isOurs: boolean | number; lastHeldAt: Date | null; placeFr: string | null; placeEn: string | null };

async function readOrganizations(reader: Reader, which: Which): Promise<Row[]> {
  const rows = await reader.$queryRaw<OrganizationRow[]>(sql`
    SELECT o."id", o."archivedAt", o."nameFr", o."nameEn", o."isOurs", o."lastHeldAt", p."nameFr" AS "placeFr", p."nameEn" AS "placeEn"
    FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId" ${part(sql`o."id"`, sql`o."updatedAt"`, which)}`);
  const names = await byOwner(reader, rows, (ids) => sql`SELECT "organizationId" AS "owner", "name" AS "value" FROM "OrganizationName" WHERE "organizationId" IN (${ids})`);
  return rows.map(({ id, archivedAt, nameFr, nameEn, isOurs, lastHeldAt, placeFr, placeEn }) => ({
    id,
    sensitivity: 'public',
    createdById: null,
    // Ville de Québec and its departments are no partners: « Québec » stands in half of the lines.
    entry: archivedAt || isOurs ? null : { type: 'organization', id, nameFr, nameEn, names: names.get(id) ?? [], detailFr: placeFr, detailEn: placeEn, lastHeldAt: lastHeldAt?.toISOString() ?? null },
  }));
}

type ContactRow = Base & {
  givenName: string | null; particle: string | null; familyName: string; nameOrder: string; nativeName: string | null;
  sensitivity: string; createdById: string | null; lastHeldAt: Date | null; detailFr: string | null; detailEn: string | null;
};
type Post = { owner: string; organizationId: string; validTo: string | null; isPrimary: boolean | number };

async function readContacts(reader: Reader, which: Which, today: string): Promise<Row[]> {
  const rows = await reader.$queryRaw<ContactRow[]>(sql`
    SELECT c."id", c."archivedAt", c."givenName", c."particle", c."familyName", c."nameOrder", c."nativeName", c."sensitivity", c."createdById",
      c."lastHeldAt", e."detailFr", e."detailEn"
    FROM "Contact" c LEFT JOIN search_entry e ON e."type" = 'contact' AND e."recordId" = c."id" ${part(sql`c."id"`, sql`c."updatedAt"`, which)}`);
  const posts = rows.length === 0 ? [] : await reader.$queryRaw<Post[]>(sql`
    SELECT "contactId" AS "owner", "organizationId", "validTo", "isPrimary" FROM "Position"
    WHERE "contactId" IN (${join(rows.map(({ id }) => id))}) ORDER BY "isPrimary" DESC, "validFrom" DESC`);
  const held = new Map<string, Post[]>();
  for (const post of posts) held.set(post.owner, [...(held.get(post.owner) ?? []), post]);
  return rows.map((row) => {
    const { id, sensitivity, createdById, detailFr, detailEn } = row;
    const own = held.get(id) ?? [];
    const present = own.filter(({ validTo }) => !isOver(validTo, today));
    const organizationIds = [...new Set([...present, ...own].map(({ organizationId }) => organizationId))];
    const name = contactName(row);
    const names = [row.givenName && `${fullFamilyName(row)}, ${row.givenName}`, row.nativeName].filter((one): one is string => Boolean(one));
    const entry: LexiconEntry = { type: 'contact', id, nameFr: name, nameEn: name, names, detailFr, detailEn, organizationIds, lastHeldAt: row.lastHeldAt?.toISOString() ?? null };
    return { id, sensitivity, createdById, entry: row.archivedAt ? null : entry };
  });
}

async function byOwner(reader: Reader, rows: readonly { id: string }[], query: (ids: Sql) => Sql): Promise<Map<string, string[]>> {
  const values = new Map<string, string[]>();
  if (rows.length === 0) return values;
  for (const { owner, value } of await reader.$queryRaw<{ owner: string; value: string }[]>(query(join(rows.map(({ id }) => id))))) {
    const list = values.get(owner);
    if (list) list.push(value);
    else values.set(owner, [value]);
  }
  return values;
}

/** The two tables that grow. */
export const growing: (Source & { count(reader: Reader): Promise<number> })[] = [
  { type: 'organization', read: readOrganizations, count: (reader) => countOf(reader, sql`SELECT count(*) AS "n" FROM "Organization"`) },
  { type: 'contact', read: readContacts, count: (reader) => countOf(reader, sql`SELECT count(*) AS "n" FROM "Contact"`) },
];

const countOf = async (reader: Reader, query: Sql): Promise<number> => Number((await reader.$queryRaw<{ n: number | bigint }[]>(query))[0]?.n ?? 0);

type UserRow = { id: string; name: string; titleFr: string | null; titleEn: string | null };
type NodeRow = { id: string; nameFr: string; nameEn: string; priority: LexiconEntry['priority'] };

/** The few: people of the office, commitment areas and sectors, all of them at once. */
export async function readFew(reader: Reader): Promise<LexiconEntry[]> {
  const users = await reader.$queryRaw<UserRow[]>(sql`SELECT "id", "name", "titleFr", "titleEn" FROM "User" WHERE "disabledAt" IS NULL ORDER BY "id"`);
  const nodes = await reader.$queryRaw<NodeRow[]>(sql`
    SELECT "id", "titleFr" AS "nameFr", "titleEn" AS "nameEn", "priority" FROM "PolicyNode" WHERE "kind" = 'commitment' AND "archivedAt" IS NULL ORDER BY "position", "id"`);
  const sectors = await reader.$queryRaw<NodeRow[]>(sql`SELECT "id", "nameFr", "nameEn", NULL AS "priority" FROM "Sector" WHERE "archivedAt" IS NULL ORDER BY "position", "id"`);
  const plain = { names: [], detailFr: null, detailEn: null };
  return [
    ...users.map(({ id, name, titleFr, titleEn }): LexiconEntry => ({ type: 'user', id, nameFr: name, nameEn: name, names: [], detailFr: titleFr, detailEn: titleEn })),
    ...nodes.map(({ id, nameFr, nameEn, priority }): LexiconEntry => ({ ...plain, type: 'commitment', id, nameFr, nameEn, priority })),
    ...sectors.map(({ id, nameFr, nameEn }): LexiconEntry => ({ ...plain, type: 'sector', id, nameFr, nameEn })),
  ];
}
