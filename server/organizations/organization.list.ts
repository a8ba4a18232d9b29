import type { Context } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { countFacets, listAll, listed, listPage, sql, whereOf, type Listing, type ListQuery, type Sql } from '../http/listing.ts';
import { dateInZone } from '../text/format.rules.ts';
import { cadenceOf, daysOutOfTouch, nextContactOn, type Rhythms } from './cadence.rules.ts';
import { organizationListing } from './organization.listing.ts';
import type { OrganizationItem } from './organization.schema.ts';
import { ownRhythms, rhythmsOf } from './touch.ts';

type ItemRow = {
  id: string;
  version: number;
  kind: string;
  nameFr: string;
  nameEn: string | null;
  placeId: string | null;
  stage: string;
  tier: string | null;
  ownerId: string | null;
  isOurs: boolean;
  cadenceDays: number | null;
  snoozedUntil: string | null;
  snoozeReason: string | null;
  lastHeldAt: Date | null;
  openFollowUps: number;
  isPending: boolean;
  website: string | null;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listOrganizations(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: OrganizationItem[]; total: number; nextCursor: string | null }> {
  const { rhythms, listing } = await listingFor(ctx, query);
  const { rows, total, nextCursor } = await listPage<ItemRow>(listing, ctx, query);
  return { items: await toItems(ctx, rows, rhythms), total, nextCursor };
}

/** Every organization the filters leave, for the exports. */
export async function* allOrganizations(ctx: Context, query: ListQuery): AsyncGenerator<OrganizationItem[]> {
  const { rhythms, listing } = await listingFor(ctx, query);
  for await (const rows of listAll<ItemRow>(listing, ctx, query)) yield toItems(ctx, rows, rhythms);
}

/** What the filters leave, as parts of a query over organizations (alias `o`): for pictures that count them another way. */
export async function organizationsLeft(ctx: Context, query: ListQuery): Promise<{ from: Sql; where: Sql }> {
  const { listing } = await listingFor(ctx, query);
  return { from: listing.from, where: whereOf(listing, ctx, query) };
}

export async function countOrganizationFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  const [rhythms, own] = await Promise.all([rhythmsOf(ctx.db.reader), ownRhythms(ctx.db.reader)]);
  return countFacets(organizationListing(rhythms, own), ctx, query);
}

/** The listing with the office's rhythms; those that partners have of their own are read only for the filter that needs them. */
async function listingFor(ctx: Context, query: ListQuery): Promise<{ rhythms: Rhythms; listing: Listing }> {
  const rhythms = await rhythmsOf(ctx.db.reader);
  const own = query['losingTouch'] || query['not.losingTouch'] ? await ownRhythms(ctx.db.reader) : [];
  return { rhythms, listing: organizationListing(rhythms, own) };
}

/** Adds to the rows of a page what comes from other tables, with one query a table. */
async function toItems({ db, now }: Context, rows: ItemRow[], rhythms: Rhythms): Promise<OrganizationItem[]> {
  if (rows.length === 0) return [];
  const today = dateInZone(now);
  const ids = listed(rows.map(({ id }) => id));
  const [places, owners, priorities, acronyms] = await Promise.all([
    db.reader.$queryRaw<{ id: string; nameFr: string; nameEn: string; countryCode: string | null }[]>(sql`
      SELECT "id", "nameFr", "nameEn", "countryCode" FROM "Place" WHERE "id" IN (${listed(rows.map(({ placeId }) => placeId))})`),
    db.reader.$queryRaw<{ id: string; name: string }[]>(sql`
      SELECT "id", "name" FROM "User" WHERE "id" IN (${listed(rows.map(({ ownerId }) => ownerId))})`),
    db.reader.$queryRaw<{ organizationId: string; priority: string }[]>(sql`
      SELECT DISTINCT oc."organizationId", n."priority" FROM "OrganizationCommitment" oc
      JOIN "PolicyNode" n ON n."id" = oc."policyNodeId"
      WHERE n."priority" IS NOT NULL AND oc."organizationId" IN (${ids})`),
    db.reader.$queryRaw<{ organizationId: string; name: string }[]>(sql`
      SELECT "organizationId", "name" FROM "OrganizationName"
      WHERE "kind" = 'acronym' AND "organizationId" IN (${ids}) ORDER BY "language" DESC`),
  ]);
  const placeById = new Map(places.map((place) => [place.id, place]));
  const ownerById = new Map(owners.map((owner) => [owner.id, owner]));
  const acronymOf = new Map(acronyms.toReversed().map(({ organizationId, name }) => [organizationId, name]));
  const tied = new Set(priorities.map(({ organizationId, priority }) => `${organizationId} ${priority}`));
  return rows.map(({ placeId, ownerId, isOurs, ...row }) => {
    const touch = { ...row, isOurs: Boolean(isOurs) };
    const place = placeId ? (placeById.get(placeId) ?? null) : null;
    return {
      ...row,
      stage: row.stage as OrganizationItem['stage'],
      tier: row.tier as OrganizationItem['tier'],
      isPending: Boolean(row.isPending),
      cadence: cadenceOf(row, rhythms),
      daysOutOfTouch: daysOutOfTouch(touch, rhythms, today),
      nextContactOn: nextContactOn(touch, rhythms, today),
      acronym: acronymOf.get(row.id) ?? null,
      place: place && { id: place.id, nameFr: place.nameFr, nameEn: place.nameEn },
      countryCode: place?.countryCode ?? null,
      owner: ownerId ? (ownerById.get(ownerId) ?? null) : null,
      lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
      priorities: (['shines', 'learns', 'attracts'] as const).filter((priority) => tied.has(`${row.id} ${priority}`)),
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}
