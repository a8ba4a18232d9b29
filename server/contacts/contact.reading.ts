import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Readable, Transaction } from '../database.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import type { Facets, PersonReference } from '../http/endpoint.ts';
import { countFacets, countOf, listAll, listed, listPage, sql, type ListQuery } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { visibleTo } from '../http/sight.ts';
import { addressesFor } from './contact.address.ts';
import type { City } from './contact.address.rules.ts';
import { contactListing, heldOn, known, todayOf } from './contact.listing.ts';
import { contactName, type PersonName } from './contact.names.rules.ts';
import { byRank, isOpenOn, positionOn } from './contact.rules.ts';
import { contactFields, type Contact, type ContactItem } from './contact.schema.ts';

export const contactFieldNames = Object.keys(contactFields) as (keyof typeof contactFields)[];

type Post = Prisma.PositionGetPayload<object> & { nameFr: string; nameEn: string | null; placeNameFr: string | null; placeNameEn: string | null };
/** All that a person's page shows of the person. */
type FullRow = {
  row: Prisma.ContactGetPayload<object>;
  languages: string[];
  positions: Post[];
  points: Prisma.ContactPointGetPayload<object>[];
  acquaintances: Contact['acquaintances'];
  address: Contact['address'];
};

export async function getContact(ctx: Context, id: string): Promise<Contact> {
  return readContact(ctx.db.reader, ctx, id);
}

/** A person by their record; whom of ours they met is told by the interactions. */
export type Person = Omit<Contact, 'met'>;

/** Those of the people whom the caller may see, in the order of their ids. */
export function getContacts(ctx: Context, ids: readonly string[]): Promise<Person[]> {
  return readContacts(ctx.db.reader, ctx, ids);
}

/** Prisma's form of « the caller may see the record »; whoever created it always does. */
export const visible = ({ user }: Context): { OR: [{ sensitivity: { in: string[] } }, { createdById: string }] } => ({
  OR: [{ sensitivity: { in: visibleSensitivities(user.role) } }, { createdById: user.id }],
});

/** One person as the caller may see them; 404 otherwise. `from` is the transaction when a write has to see its own rows. */
export async function readContact(from: Pick<Readable, '$queryRaw'>, ctx: Context, id: string): Promise<Contact> {
  const [found] = await readContacts(from, ctx, [id]);
  if (!found) throw notFound();
  return { ...found, met: await whoMet(from, ctx, id) };
}

/** As many statements for all of them as for one. */
async function readContacts(from: Pick<Readable, '$queryRaw'>, ctx: Context, ids: readonly string[]): Promise<Person[]> {
  const found = await from.$queryRaw<FullRow['row'][]>(sql`
    SELECT c.* FROM "Contact" c WHERE c."id" IN (${listed(ids)}) AND ${visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)}`);
  if (found.length === 0) return [];
  const rows = new Map(found.map((row) => [row.id, row]));
  const among = listed([...rows.keys()]);
  const [languages, positions, points, acquaintances] = await Promise.all([
    from.$queryRaw<{ contactId: string; language: string }[]>(sql`
      SELECT "contactId", "language" FROM "ContactLanguage" WHERE "contactId" IN (${among}) ORDER BY "language"`),
    from.$queryRaw<Post[]>(sql`
      SELECT p.*, o."nameFr", o."nameEn", pl."nameFr" AS "placeNameFr", pl."nameEn" AS "placeNameEn"
      FROM "Position" p JOIN "Organization" o ON o."id" = p."organizationId" LEFT JOIN "Place" pl ON pl."id" = o."placeId"
      WHERE p."contactId" IN (${among}) ORDER BY p."rowid"`),
    from.$queryRaw<(FullRow['points'][number] & { contactId: string })[]>(sql`
      SELECT cp.* FROM "ContactPoint" cp WHERE cp."contactId" IN (${among}) ORDER BY cp."isPrimary" DESC, cp."kind", cp."id"`),
    from.$queryRaw<{ contactId: string; since: string | null; note: string | null; userId: string; name: string }[]>(sql`
      SELECT a."contactId", a."since", a."note", a."userId", u."name" FROM "Acquaintance" a JOIN "User" u ON u."id" = a."userId"
      WHERE a."contactId" IN (${among}) ORDER BY u."name"`),
  ]);
  const [languagesOf, positionsOf, pointsOf, acquaintancesOf] = [group(languages), group(positions), group(points), group(acquaintances)];
  const day = todayOf(ctx);
  const speakers = found.map((row) => ({ row, post: positionOn(positionsOf(row.id), day) }));
  const addresses = await addressesFor(from, speakers.map(({ row, post }) => ({ ...row, roleCode: post?.roleCode ?? null, city: cityOf(post) })));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    return [
      toContact(
        {
          row,
          languages: languagesOf(id).map(({ language }) => language),
          positions: positionsOf(id),
          points: pointsOf(id),
          acquaintances: acquaintancesOf(id).map(({ userId, name, since, note }) => ({ user: { id: userId, name }, since, note })),
          address: addresses.get(id) ?? null,
        },
        day,
      ),
    ];
  });
}

/** Where the organization of a post is. */
const cityOf = (post: Post | null): City => (post && post.placeNameFr !== null ? { nameFr: post.placeNameFr, nameEn: post.placeNameEn } : null);

/** The one bridge from the stored record to what the API shows. */
function toContact({ row, languages, positions, points, acquaintances, address }: FullRow, day: string): Person {
  return {
    ...recordFields(row),
    ...(pick(row, contactFieldNames) as Pick<Contact, keyof typeof contactFields>),
    name: contactName(row),
    lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
    languages,
    positions: inOrder(positions, day).map(({ organizationId, nameFr, nameEn, ...position }) => ({
      ...pick(position, ['id', 'titleFr', 'titleEn', 'validFrom', 'validTo', 'isPrimary', 'verifiedOn']),
      roleCode: position.roleCode as Contact['positions'][number]['roleCode'],
      organization: { id: organizationId, nameFr, nameEn },
      isCurrent: isOpenOn(position, day),
    })),
    contactPoints: points.map((point) => ({
      ...pick(point, ['id', 'value', 'label', 'isPrimary', 'verifiedOn']),
      kind: point.kind as Contact['contactPoints'][number]['kind'],
    })),
    acquaintances,
    address,
  };
}

/** Positions held on the day by rank, then those to come and the past, the latest first. */
function inOrder(positions: Post[], day: string): Post[] {
  const [open, others] = [positions.filter((one) => isOpenOn(one, day)), positions.filter((one) => !isOpenOn(one, day))];
  const end = ({ validTo, validFrom }: { validTo: string | null; validFrom: string | null }) => validTo ?? validFrom ?? '';
  return [...open.toSorted(byRank), ...others.toSorted((a, b) => end(b).localeCompare(end(a)))];
}

async function whoMet(from: Pick<Readable, '$queryRaw'>, ctx: Context, contactId: string): Promise<Contact['met']> {
  const rows = await from.$queryRaw<{ id: string; name: string; count: number | bigint; lastAt: Date | string }[]>(sql`
    SELECT u."id", u."name", count(DISTINCT i."id") AS count, max(i."startsAt") AS "lastAt"
    FROM "Participant" them
    JOIN "Interaction" i ON i."id" = them."interactionId"
    JOIN "Participant" us ON us."interactionId" = i."id" AND us."userId" IS NOT NULL
    JOIN "User" u ON u."id" = us."userId"
    WHERE them."contactId" = ${contactId} AND i."status" = 'held' AND i."archivedAt" IS NULL
      AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)}
    GROUP BY u."id", u."name" ORDER BY count DESC, "lastAt" DESC, u."name"`);
  return rows.map(({ id, name, count, lastAt }) => ({
    user: { id, name },
    count: Number(count),
    lastAt: new Date(lastAt).toISOString(),
  }));
}

// ── Lists ──

type ItemRow = PersonName & {
  id: string;
  version: number;
  correspondenceLanguage: string | null;
  sensitivity: string;
  isPending: boolean;
  lastHeldAt: Date | null;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listContacts(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: ContactItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(contactListing, ctx, query);
  return { items: await toItems(ctx.db, ctx, rows), total, nextCursor };
}

/** The people of a list by their ids, and how sensitive each is: nothing else of them is read. */
export async function listContactIds(ctx: Context, query: ListQuery): Promise<{ items: Pick<ContactItem, 'id' | 'sensitivity'>[]; total: number }> {
  const { rows, total } = await listPage<Pick<ContactItem, 'id' | 'sensitivity'>>(contactListing, ctx, query);
  return { items: rows.map((row) => pick(row, ['id', 'sensitivity'])), total };
}

/** How many people the filters leave. */
export const countContacts = (ctx: Context, query: ListQuery): Promise<number> => countOf(contactListing, ctx, query);

/** Every person the filters leave, page by page, for the exports. */
export async function* allContacts(ctx: Context, query: ListQuery): AsyncGenerator<ContactItem[]> {
  for await (const rows of listAll<ItemRow>(contactListing, ctx, query)) yield toItems(ctx.db, ctx, rows);
}

export function countContactFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(contactListing, ctx, query);
}

type PositionRow = {
  contactId: string;
  titleFr: string | null;
  titleEn: string | null;
  roleCode: string | null;
  validFrom: string | null;
  isPrimary: boolean;
  organizationId: string;
  nameFr: string;
  nameEn: string | null;
};

/** Adds to the rows of a page what comes from other tables, with one query a table. */
async function toItems(db: Database, ctx: Context, rows: ItemRow[]): Promise<ContactItem[]> {
  if (rows.length === 0) return [];
  const ids = listed(rows.map(({ id }) => id));
  const [positions, languages, points, pairs, ours] = await Promise.all([
    db.reader.$queryRaw<PositionRow[]>(sql`
      SELECT p."contactId", p."titleFr", p."titleEn", p."roleCode", p."validFrom", p."isPrimary", p."organizationId", o."nameFr", o."nameEn"
      FROM "Position" p JOIN "Organization" o ON o."id" = p."organizationId"
      WHERE p."contactId" IN (${ids}) AND ${heldOn(todayOf(ctx))}`),
    db.reader.$queryRaw<{ contactId: string; language: string }[]>(sql`
      SELECT "contactId", "language" FROM "ContactLanguage" WHERE "contactId" IN (${ids}) ORDER BY "language"`),
    db.reader.$queryRaw<{ contactId: string; kind: string; value: string }[]>(sql`
      SELECT "contactId", "kind", "value" FROM "ContactPoint"
      WHERE "contactId" IN (${ids}) AND "kind" IN ('email', 'phone', 'mobile')
      ORDER BY "isPrimary" DESC, "kind" DESC, "id"`),
    // A dozen of ours for each person: by their ids alone, and named from the list of ours.
    db.reader.$queryRaw<{ contactId: string; userId: string }[]>(sql`SELECT k."contactId", k."userId" FROM ${known(ctx, ids)} k`),
    db.reader.$queryRaw<PersonReference[]>(sql`SELECT "id", "name" FROM "User" ORDER BY "name", "id"`),
  ]);
  const rank = new Map(ours.map(({ id }, index) => [id, index]));
  const [positionsOf, languagesOf, pointsOf, knowersOf] = [group(positions), group(languages), group(points), group(pairs)];
  return rows.map(({ givenName, particle, familyName, nameOrder, ...row }) => {
    const position = positionsOf(row.id)
      .map((one) => ({ ...one, isPrimary: Boolean(one.isPrimary) }))
      .toSorted(byRank)[0];
    const reached = (...kinds: string[]) => pointsOf(row.id).find(({ kind }) => kinds.includes(kind))?.value ?? null;
    return {
      ...row,
      name: contactName({ givenName, particle, familyName, nameOrder }),
      position: position
        ? {
            ...pick(position, ['titleFr', 'titleEn', 'roleCode']),
            organization: { id: position.organizationId, nameFr: position.nameFr, nameEn: position.nameEn },
          }
        : null,
      lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
      languages: languagesOf(row.id).map(({ language }) => language),
      email: reached('email'),
      phone: reached('phone', 'mobile'),
      knownBy: inOrderOf(knowersOf(row.id).flatMap(({ userId }) => rank.get(userId) ?? [])).flatMap((index) => ours[index] ?? []),
      sensitivity: row.sensitivity as ContactItem['sensitivity'],
      isPending: Boolean(row.isPending),
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}

const inOrderOf = (numbers: number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

function group<T extends { contactId: string }>(rows: T[]): (id: string) => T[] {
  const groups = Map.groupBy(rows, ({ contactId }) => contactId);
  return (id) => groups.get(id) ?? [];
}

// ── For other features ──

/** What to select of a contact to name the person: `toContactReference` makes `{ id, name }` of it. */
export const contactNameSelect = { id: true, givenName: true, particle: true, familyName: true, nameOrder: true } as const;

/** A person as other records show them. */
export const toContactReference = (row: PersonName & { id: string }): PersonReference => ({ id: row.id, name: contactName(row) });

/**
 * How sensitive each person is, by id, also of those that the caller may not see: to tell whether a record that everybody
 * reads may name them. Nothing else of them is said.
 */
export async function contactLevels(reader: Readable, ids: readonly string[]): Promise<Map<string, Contact['sensitivity']>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<Pick<Contact, 'id' | 'sensitivity'>[]>(sql`SELECT "id", "sensitivity" FROM "Contact" WHERE "id" IN (${listed([...new Set(ids)])})`);
  return new Map(rows.map(({ id, sensitivity }) => [id, sensitivity]));
}

/** `{ id, name }` by id, for lists of other features. People that the caller may not see are left out. */
export async function contactReferences(
  from: Transaction,
  ctx: Context,
  ids: readonly (string | null)[],
): Promise<Map<string, PersonReference>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await from.contact.findMany({ where: { id: { in: wanted }, ...visible(ctx) }, select: contactNameSelect });
  return new Map(rows.map((row) => [row.id, toContactReference(row)]));
}
