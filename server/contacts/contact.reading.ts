import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Readable, Transaction } from '../database.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import type { Facets, PersonReference } from '../http/endpoint.ts';
import { countFacets, listAll, listed, listPage, rememberedOfPage, sql, type ListQuery } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { visibleTo } from '../http/sight.ts';
import { addressFor } from './contact.address.ts';
import { contactListing, heldOn, known, todayOf } from './contact.listing.ts';
import { contactName, type PersonName } from './contact.names.rules.ts';
import { byRank, isOpenOn, positionOn } from './contact.rules.ts';
import { contactFields, type Contact, type ContactItem } from './contact.schema.ts';

export const contactFieldNames = Object.keys(contactFields) as (keyof typeof contactFields)[];
const person = { select: { id: true, name: true } } as const;

/** All that a person's page shows of the person. */
const full = {
  addressForm: true,
  languages: { orderBy: { language: 'asc' } },
  positions: {
    include: {
      organization: { select: { id: true, nameFr: true, nameEn: true, place: { select: { nameFr: true, nameEn: true } } } },
    },
  },
  contactPoints: { orderBy: [{ isPrimary: 'desc' }, { kind: 'asc' }, { id: 'asc' }] },
  acquaintances: { include: { user: person }, orderBy: { user: { name: 'asc' } } },
} as const satisfies Prisma.ContactInclude;
type FullRow = Prisma.ContactGetPayload<{ include: typeof full }>;

export async function getContact(ctx: Context, id: string): Promise<Contact> {
  return readContact(ctx.db.reader, ctx, id);
}

/** Prisma's form of « the caller may see the record »; whoever created it always does. */
export const visible = ({ user }: Context): { OR: [{ sensitivity: { in: string[] } }, { createdById: string }] } => ({
  OR: [{ sensitivity: { in: visibleSensitivities(user.role) } }, { createdById: user.id }],
});

/** One person as the caller may see them; 404 otherwise. `from` is the transaction when a write has to see its own rows. */
export async function readContact(from: Transaction, ctx: Context, id: string): Promise<Contact> {
  const row = await from.contact.findFirst({ where: { id, ...visible(ctx) }, include: full });
  if (!row) throw notFound();
  const day = todayOf(ctx);
  const held = positionOn(row.positions, day);
  const [met, address] = await Promise.all([whoMet(from, ctx, id), addressFor(from, row, held)]);
  return toContact(row, day, met, address);
}

/** The one bridge from the stored record to what the API shows. */
function toContact(row: FullRow, day: string, met: Contact['met'], address: Contact['address']): Contact {
  return {
    ...recordFields(row),
    ...(pick(row, contactFieldNames) as Pick<Contact, keyof typeof contactFields>),
    name: contactName(row),
    lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
    languages: row.languages.map(({ language }) => language),
    positions: inOrder(row.positions, day).map(({ organization: { place: _, ...organization }, ...position }) => ({
      ...pick(position, ['id', 'titleFr', 'titleEn', 'validFrom', 'validTo', 'isPrimary', 'verifiedOn']),
      roleCode: position.roleCode as Contact['positions'][number]['roleCode'],
      organization,
      isCurrent: isOpenOn(position, day),
    })),
    contactPoints: row.contactPoints.map((point) => ({
      ...pick(point, ['id', 'value', 'label', 'isPrimary', 'verifiedOn']),
      kind: point.kind as Contact['contactPoints'][number]['kind'],
    })),
    acquaintances: row.acquaintances.map(({ user, since, note }) => ({ user, since, note })),
    met,
    address,
  };
}

/** Positions held on the day by rank, then those to come and the past, the latest first. */
function inOrder(positions: FullRow['positions'], day: string): FullRow['positions'] {
  const [open, others] = [positions.filter((one) => isOpenOn(one, day)), positions.filter((one) => !isOpenOn(one, day))];
  const end = ({ validTo, validFrom }: { validTo: string | null; validFrom: string | null }) => validTo ?? validFrom ?? '';
  return [...open.toSorted(byRank), ...others.toSorted((a, b) => end(b).localeCompare(end(a)))];
}

async function whoMet(from: Transaction, ctx: Context, contactId: string): Promise<Contact['met']> {
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

/** Every person the filters leave, page by page, for the exports. */
export async function* allContacts(ctx: Context, query: ListQuery): AsyncGenerator<ContactItem[]> {
  for await (const rows of listAll<ItemRow>(contactListing, ctx, query)) yield toItems(ctx.db, ctx, rows, false);
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

/** Adds to the rows of a page what comes from other tables, with one query a table. An export comes upon a page once. */
async function toItems(db: Database, ctx: Context, rows: ItemRow[], comesBack = true): Promise<ContactItem[]> {
  if (rows.length === 0) return [];
  const ids = listed(rows.map(({ id }) => id));
  const [positions, languages, points] = await Promise.all([
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
  ]);
  const whoKnows = sql`
    SELECT k."contactId", u."id", u."name" FROM ${known(ctx, sql`"contactId" IN (${ids})`)} k
    JOIN "User" u ON u."id" = k."userId" ORDER BY u."name"`;
  type Knowing = PersonReference & { contactId: string };
  const knowing = comesBack ? rememberedOfPage<Knowing>(db.rows, whoKnows) : db.rows.all<Knowing>(whoKnows);
  const [positionsOf, languagesOf, pointsOf, knowersOf] = [group(positions), group(languages), group(points), group(knowing)];
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
      knownBy: knowersOf(row.id).map(({ id, name }) => ({ id, name })),
      sensitivity: row.sensitivity as ContactItem['sensitivity'],
      isPending: Boolean(row.isPending),
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}

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
