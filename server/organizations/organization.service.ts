import type { Prisma } from '../../generated/prisma/client.ts';
import type { Readable, Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { invalid } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { sortKey } from '../text/fold.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { checkSnooze } from './cadence.rules.ts';
import { refreshOrganizations } from './derived.ts';
import { organizationFieldNames, readOrganization, seen, type Stored } from './organization.read.ts';
import { checkOrganization } from './organization.rules.ts';
import type { NewOrganization, Organization, OrganizationChange, organizationFields } from './organization.schema.ts';

// ── Writing ──

/** The organization of exactly this name (accents, case and punctuation apart), when there is one and only one. */
export async function organizationNamed(tx: Transaction, name: string): Promise<string | null> {
  // In SQL: whoever logs a line without network may name somebody each time.
  const found = await tx.$queryRaw<{ id: string }[]>(sql`SELECT "id" FROM "Organization" WHERE "sortName" = ${sortKey(name)} AND "archivedAt" IS NULL LIMIT 2`);
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

export async function createOrganization(ctx: Context, input: NewOrganization): Promise<Organization> {
  const snooze = snoozeOf(ctx, input, { snoozedUntil: null, snoozeReason: null });
  refuse([...checkOrganization(input), ...snooze.errors]);
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.organization.create({
      data: { ...(pick(input, organizationFieldNames) as Pick<NewOrganization, keyof typeof organizationFields>), ...snooze.fields, sortName: sortKey(input.nameFr), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input);
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updateOrganization(
  ctx: Context,
  id: string,
  ifMatch: number,
  change: OrganizationChange,
): Promise<Organization> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.organization.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, async () => seen(ctx, tx, await readOrganization(tx, id)));
    const snooze = snoozeOf(ctx, change, stored ?? { snoozedUntil: null, snoozeReason: null });
    refuse([...checkOrganization({ ...stored, ...change }), ...snooze.errors]);
    await assertReferences(tx, change);
    const before = await readOrganization(tx, id);
    await tx.organization.update({
      where: { id },
      data: {
        ...pick(change, organizationFieldNames),
        ...snooze.fields,
        ...(change.nameFr === undefined ? {} : { sortName: sortKey(change.nameFr) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    await replaceLists(tx, id, change);
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/**
 * Makes one of an organization's addresses the current one and the others former; null says that none is known to be.
 * For a use case of another feature that is already writing: the change is part of its transaction.
 */
export async function chooseCurrentAddress(ctx: Context, write: Write, id: string, addressId: string | null): Promise<void> {
  const { tx } = write;
  const before = await readOrganization(tx, id);
  for (const address of before.addresses) {
    const isCurrent = addressId === null ? null : address.id === addressId;
    await tx.organizationAddress.update({ where: { id: address.id }, data: { isCurrent } });
  }
  await tx.organization.update({ where: { id }, data: updatedBy(ctx.user.id, ctx.now) });
  await finish(ctx, write, id, 'update', before);
}

/** What every write of an organization ends with: derived columns, search index, audit event. */
async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Stored | null,
): Promise<Organization> {
  await refreshOrganizations(tx, [id]);
  const after = await readOrganization(tx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'organization', id);
  else await putInSearch(tx, toSearchEntry(await tx.organization.findUniqueOrThrow({ where: { id }, select: searchable })));
  await audit({ action, recordType: 'organization', recordId: id, recordLabel: after.nameFr, before, after });
  return seen(ctx, tx, after);
}

const searchable = {
  id: true,
  nameFr: true,
  nameEn: true,
  descriptionFr: true,
  descriptionEn: true,
  names: { select: { name: true } },
  place: { select: { nameFr: true, nameEn: true } },
  tags: { select: { tag: true } },
} as const satisfies Prisma.OrganizationSelect;
type SearchableRow = Prisma.OrganizationGetPayload<{ select: typeof searchable }>;

function toSearchEntry({ id, nameFr, nameEn, names, place, tags, descriptionFr, descriptionEn }: SearchableRow): SearchEntry {
  return {
    type: 'organization',
    id,
    titleFr: nameFr,
    titleEn: nameEn,
    detailFr: place?.nameFr ?? null,
    detailEn: place?.nameEn ?? null,
    names: [nameFr, nameEn, ...names.map(({ name }) => name)],
    body: [place?.nameFr, place?.nameEn, ...tags.map(({ tag }) => tag), descriptionFr, descriptionEn],
  };
}

type SearchRow = Omit<SearchableRow, 'names' | 'place' | 'tags'> & { placeFr: string; placeEn: string; isPlaced: number; names: string; tags: string };

/** Organizations as search sees them, for a rebuild of the index: `take` of them, by id, after one. */
export async function organizationSearchEntries(from: Pick<Readable, '$queryRaw'>, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.$queryRaw<SearchRow[]>(sql`
    SELECT o."id", o."nameFr", o."nameEn", o."descriptionFr", o."descriptionEn", p."nameFr" AS "placeFr", p."nameEn" AS "placeEn", p."id" IS NOT NULL AS "isPlaced",
      (SELECT json_group_array(n."name" ORDER BY n."rowid") FROM "OrganizationName" n WHERE n."organizationId" = o."id") AS "names",
      (SELECT json_group_array(t."tag" ORDER BY t."tag") FROM "OrganizationTag" t WHERE t."organizationId" = o."id") AS "tags"
    FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId"
    WHERE o."archivedAt" IS NULL AND o."id" > ${after} ORDER BY o."id" LIMIT ${take}`);
  return rows.map(({ placeFr, placeEn, isPlaced, names, tags, ...row }) =>
    toSearchEntry({
      ...row,
      names: (JSON.parse(names) as string[]).map((name) => ({ name })),
      place: isPlaced === 0 ? null : { nameFr: placeFr, nameEn: placeEn },
      tags: (JSON.parse(tags) as string[]).map((tag) => ({ tag })),
    }),
  );
}

type Snooze = Pick<Stored, 'snoozedUntil' | 'snoozeReason'>;

/** What a request says of putting a partner aside; who comes back has no reason left. */
function snoozeOf(ctx: Context, said: Partial<Snooze>, stored: Snooze): { fields: Partial<Snooze>; errors: ReturnType<typeof checkSnooze> } {
  if (said.snoozedUntil === undefined && said.snoozeReason === undefined) return { fields: {}, errors: [] };
  const { snoozedUntil, snoozeReason } = { ...stored, ...said };
  const isNew = snoozedUntil !== stored.snoozedUntil || snoozeReason !== stored.snoozeReason;
  return {
    fields: { snoozedUntil, snoozeReason: snoozedUntil === null ? null : (snoozeReason?.trim() ?? null) },
    errors: isNew ? checkSnooze(snoozedUntil, snoozeReason, dateInZone(ctx.now)) : [],
  };
}

function refuse(errors: ReturnType<typeof checkOrganization>): void {
  if (errors.length > 0) throw invalid(errors);
}

async function assertReferences(tx: Transaction, input: OrganizationChange | NewOrganization): Promise<void> {
  await assertExist([
    { pointer: '/placeId', table: tx.place, ids: [input.placeId] },
    { pointer: '/parentId', table: tx.organization, ids: [input.parentId] },
    { pointer: '/ownerId', table: tx.user, ids: [input.ownerId] },
    { pointer: '/backupOwnerId', table: tx.user, ids: [input.backupOwnerId] },
    { pointer: '/sectorIds', table: tx.sector, ids: input.sectorIds ?? [] },
    { pointer: '/commitmentIds', table: tx.policyNode, ids: input.commitmentIds ?? [] },
    { pointer: '/relations', table: tx.organization, ids: (input.relations ?? []).map((relation) => relation.organizationId) },
  ]);
}

/** Replaces each list that the request names; lists it does not name stay as they are. */
async function replaceLists(tx: Transaction, organizationId: string, input: OrganizationChange): Promise<void> {
  const of = { where: { organizationId } };
  const owned = <T extends object>(items: T[]) => items.map((item) => ({ ...item, organizationId }));
  if (input.names) {
    await tx.organizationName.deleteMany(of);
    await tx.organizationName.createMany({ data: owned(input.names) });
  }
  if (input.contactPoints) {
    await tx.contactPoint.deleteMany(of);
    await tx.contactPoint.createMany({ data: owned(input.contactPoints) });
  }
  if (input.tags) {
    await tx.organizationTag.deleteMany(of);
    await tx.organizationTag.createMany({ data: owned([...new Set(input.tags)].map((tag) => ({ tag }))) });
  }
  if (input.sectorIds) {
    await tx.organizationSector.deleteMany(of);
    await tx.organizationSector.createMany({ data: owned([...new Set(input.sectorIds)].map((sectorId) => ({ sectorId }))) });
  }
  if (input.relations) {
    await tx.organizationRelation.deleteMany({ where: { fromId: organizationId } });
    await tx.organizationRelation.createMany({
      data: input.relations.map(({ organizationId: toId, ...relation }) => ({ ...relation, fromId: organizationId, toId })),
    });
  }
  if (input.commitmentIds) {
    await tx.organizationCommitment.updateMany({ ...of, data: { isStated: false } });
    for (const policyNodeId of new Set(input.commitmentIds)) {
      await tx.organizationCommitment.upsert({
        where: { organizationId_policyNodeId: { organizationId, policyNodeId } },
        create: { organizationId, policyNodeId, isStated: true },
        update: { isStated: true },
      });
    }
  }
  if (input.addresses) await replaceAddresses(tx, organizationId, input.addresses);
}

/** Addresses keep their id, because sources and published versions point to them. */
async function replaceAddresses(
  tx: Transaction,
  organizationId: string,
  addresses: NonNullable<OrganizationChange['addresses']>,
): Promise<void> {
  const kept = addresses.map(({ id }) => id).filter((id) => id !== undefined);
  await tx.organizationAddress.deleteMany({ where: { organizationId, id: { notIn: kept } } });
  for (const { id, ...address } of addresses) {
    const known = id ? await tx.organizationAddress.updateMany({ where: { id, organizationId }, data: address }) : { count: 0 };
    if (known.count === 0) await tx.organizationAddress.create({ data: { ...address, organizationId } });
  }
}
