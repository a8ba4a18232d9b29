import type { Prisma } from '../../generated/prisma/client.ts';
import type { Readable, Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { listed, sql } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { coversOrganization, currentDecisions } from '../http/targeted.ts';
import { sourceOf } from '../policy/sources.ts';
import { dateInZone } from '../text/format.rules.ts';
import { cadenceOf, daysOutOfTouch, nextContactOn } from './cadence.rules.ts';
import { organizationFields, type Organization } from './organization.schema.ts';
import { lastSpokenTo, rhythmsOf } from './touch.ts';

type Reader = Pick<Readable, '$queryRaw'>;
type Row = Prisma.OrganizationGetPayload<object> & {
  placeNameFr: string | null;
  placeNameEn: string | null;
  placeCountryCode: string | null;
  parentNameFr: string | null;
  parentNameEn: string | null;
  ownerName: string | null;
  backupOwnerName: string | null;
};
type Relation = Omit<Organization['relations'][number], 'isInverse' | 'organization'> & { isInverse: number; id: string; nameFr: string; nameEn: string | null };
type Citation = Omit<Parameters<typeof sourceOf>[0], 'document'> & { addressId: string | null; titleFr: string | null; titleEn: string | null };
type Member = Omit<Organization['networks'][number], 'forum'> & { id: string; nameFr: string; nameEn: string | null };
/** All that an organization's page shows of the organization itself. */
type FullRow = {
  row: Row;
  names: Organization['names'];
  addresses: Omit<Organization['addresses'][number], 'sources'>[];
  citations: Citation[];
  relations: Relation[];
  contactPoints: Organization['contactPoints'];
  tags: { tag: string }[];
  sectors: Organization['sectors'];
  commitments: Organization['commitments'];
  networks: Member[];
  decisions: { decision: string }[];
};

export const organizationFieldNames = Object.keys(organizationFields) as (keyof typeof organizationFields)[];

/** What is stored of an organization; the rest depends on the day and on who looks. */
export type Stored = Omit<Organization, 'cadence' | 'daysOutOfTouch' | 'nextContactOn' | 'lastSpoken'>;

export async function getOrganization(ctx: Context, id: string): Promise<Organization> {
  return seen(ctx, ctx.db.reader, await readOrganization(ctx.db.reader, id));
}

export async function seen(ctx: Context, from: Transaction, record: Stored): Promise<Organization> {
  const [rhythms, spoken] = await Promise.all([rhythmsOf(from), lastSpokenTo(ctx, [record.id])]);
  const today = dateInZone(ctx.now);
  return {
    ...record,
    cadence: record.isOurs ? null : cadenceOf(record, rhythms),
    daysOutOfTouch: daysOutOfTouch(record, rhythms, today),
    nextContactOn: nextContactOn(record, rhythms, today),
    lastSpoken: spoken.get(record.id) ?? null,
  };
}

/** `from` is the reader or the transaction: in SQL, since every write of an organization ends with it. @throws 404 */
export async function readOrganization(from: Reader, id: string): Promise<Stored> {
  const [row] = await from.$queryRaw<Row[]>(sql`
    SELECT o.*, p."nameFr" AS "placeNameFr", p."nameEn" AS "placeNameEn", p."countryCode" AS "placeCountryCode",
      up."nameFr" AS "parentNameFr", up."nameEn" AS "parentNameEn", u."name" AS "ownerName", b."name" AS "backupOwnerName"
    FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId" LEFT JOIN "Organization" up ON up."id" = o."parentId"
    LEFT JOIN "User" u ON u."id" = o."ownerId" LEFT JOIN "User" b ON b."id" = o."backupOwnerId" WHERE o."id" = ${id}`);
  if (!row) throw notFound();
  const [names, addresses, citations, relations, contactPoints, tags, sectors, commitments, networks, decisions] = await Promise.all([
    from.$queryRaw<FullRow['names']>(sql`
      SELECT "kind", "language", "name", "validFrom", "validTo" FROM "OrganizationName" WHERE "organizationId" = ${id} ORDER BY "kind", "name"`),
    from.$queryRaw<FullRow['addresses']>(sql`
      SELECT "id", "street", "locality", "region", "postalCode", "countryCode", "isCurrent" FROM "OrganizationAddress" WHERE "organizationId" = ${id} ORDER BY "id"`),
    from.$queryRaw<Citation[]>(sql`
      SELECT c."addressId", c."documentId", c."lineFrom", c."lineTo", c."publication", d."titleFr", d."titleEn"
      FROM "Citation" c LEFT JOIN "SourceDocument" d ON d."id" = c."documentId"
      WHERE c."organizationId" = ${id} OR c."addressId" IN (SELECT a."id" FROM "OrganizationAddress" a WHERE a."organizationId" = ${id}) ORDER BY c."rowid"`),
    from.$queryRaw<Relation[]>(sql`
      SELECT r."kind", r."validFrom", r."validTo", 0 AS "isInverse", o."id", o."nameFr", o."nameEn", r."rowid" AS "place"
      FROM "OrganizationRelation" r JOIN "Organization" o ON o."id" = r."toId" WHERE r."fromId" = ${id}
      UNION ALL SELECT r."kind", r."validFrom", r."validTo", 1, o."id", o."nameFr", o."nameEn", r."rowid"
      FROM "OrganizationRelation" r JOIN "Organization" o ON o."id" = r."fromId" WHERE r."toId" = ${id} ORDER BY "isInverse", "place"`),
    from.$queryRaw<FullRow['contactPoints']>(sql`
      SELECT "kind", "value", "label", "isPrimary" FROM "ContactPoint" WHERE "organizationId" = ${id} ORDER BY "isPrimary" DESC, "kind", "rowid"`),
    from.$queryRaw<FullRow['tags']>(sql`SELECT "tag" FROM "OrganizationTag" WHERE "organizationId" = ${id} ORDER BY "tag"`),
    from.$queryRaw<FullRow['sectors']>(sql`
      SELECT s."id", s."nameFr", s."nameEn" FROM "OrganizationSector" x JOIN "Sector" s ON s."id" = x."sectorId"
      WHERE x."organizationId" = ${id} ORDER BY s."position", s."id"`),
    from.$queryRaw<FullRow['commitments']>(sql`
      SELECT n."id", n."kind", n."titleFr", n."titleEn", n."priority", oc."isStated", oc."isObserved"
      FROM "OrganizationCommitment" oc JOIN "PolicyNode" n ON n."id" = oc."policyNodeId" WHERE oc."organizationId" = ${id} ORDER BY n."position", n."id"`),
    from.$queryRaw<Member[]>(sql`
      SELECT f."id", f."nameFr", f."nameEn", ms."status", ms."since", ms."until" FROM "Membership" ms JOIN "Forum" f ON f."id" = ms."forumId"
      WHERE ms."organizationId" = ${id} ORDER BY ms."rowid"`),
    from.$queryRaw<FullRow['decisions']>(sql`SELECT d."decision" FROM ${currentDecisions} d WHERE ${coversOrganization(sql`d`, [id])}`),
  ]);
  return toOrganization({ row, names, addresses, citations, relations, contactPoints, tags, sectors, commitments, networks, decisions });
}

/** The one bridge from the stored record to what the API shows. */
function toOrganization({ row, citations, ...full }: FullRow): Stored {
  const named = (id: string | null, name: string | null) => (id !== null && name !== null ? { id, name } : null);
  const sourcesOf = (addressId: string | null): Stored['sources'] =>
    citations
      .filter((one) => one.addressId === addressId)
      .map(({ titleFr, titleEn, ...one }) => sourceOf({ ...one, document: titleFr !== null && titleEn !== null ? { titleFr, titleEn } : null }));
  return {
    ...recordFields(row),
    ...(pick(row, organizationFieldNames) as Pick<Stored, keyof typeof organizationFields>),
    isOurs: row.isOurs,
    lastHeldAt: row.lastHeldAt?.toISOString() ?? null,
    openFollowUps: row.openFollowUps,
    place: row.placeId !== null && row.placeNameFr !== null ? { id: row.placeId, nameFr: row.placeNameFr, nameEn: row.placeNameEn, countryCode: row.placeCountryCode } : null,
    parent: row.parentId !== null && row.parentNameFr !== null ? { id: row.parentId, nameFr: row.parentNameFr, nameEn: row.parentNameEn } : null,
    owner: named(row.ownerId, row.ownerName),
    backupOwner: named(row.backupOwnerId, row.backupOwnerName),
    names: full.names,
    addresses: full.addresses.map((address) => ({ ...address, sources: sourcesOf(address.id) })),
    relations: full.relations.map(({ kind, isInverse, validFrom, validTo, id, nameFr, nameEn }) => ({ kind, isInverse: isInverse === 1, organization: { id, nameFr, nameEn }, validFrom, validTo })),
    contactPoints: full.contactPoints,
    tags: full.tags.map(({ tag }) => tag),
    sectors: full.sectors,
    commitments: full.commitments,
    networks: full.networks.map(({ id, nameFr, nameEn, status, since, until }) => ({ forum: { id, nameFr, nameEn }, status, since, until })),
    target: strongest(full.decisions.map(({ decision }) => decision)),
    sources: sourcesOf(null),
  };
}

const strongest = (decisions: string[]): Organization['target'] =>
  (['target', 'watch', 'no'] as const).find((decision) => decisions.includes(decision)) ?? null;

/** What some organizations are called and since when nothing was learned of them, in the order of their ids. */
export async function organizationNames(from: Reader, ids: readonly string[]): Promise<Pick<Row, 'id' | 'nameFr' | 'nameEn' | 'isOurs' | 'lastHeldAt' | 'updatedAt'>[]> {
  const rows = await from.$queryRaw<Awaited<ReturnType<typeof organizationNames>>>(sql`
    SELECT o."id", o."nameFr", o."nameEn", o."isOurs", o."lastHeldAt", o."updatedAt" FROM "Organization" o WHERE o."id" IN (${listed(ids)})`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What the office itself is called on paper: our own department, or our organization where there is none. */
export async function readOffice(from: Transaction): Promise<{ fr: string | null; en: string | null }> {
  const ours = await from.organization.findMany({ where: { isOurs: true, archivedAt: null }, select: { kind: true, nameFr: true, nameEn: true } });
  const office = ours.find(({ kind }) => kind === 'internal_department') ?? ours[0];
  return { fr: office?.nameFr ?? null, en: office?.nameEn ?? null };
}
