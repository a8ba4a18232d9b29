import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../database.ts';
import { contactName } from '../contacts/contact.names.rules.ts';
import { asStored } from '../contacts/naming.ts';
import type { Context, Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { countFacets, join, listAll, listed, listPage, sql, type ListQuery } from '../http/listing.ts';
import { invalid, notFound } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { maySee, type Viewer } from '../http/sight.ts';
import { sourceOf, sourceSelect } from '../policy/sources.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { sortKey } from '../text/fold.rules.ts';
import { forumListing } from './forum.listing.ts';
import { replaceForumLists } from './forum.lists.ts';
import { checkForum } from './forum.rules.ts';
import { forumFields, type Forum, type ForumChange, type ForumItem, type NewForum } from './forum.schema.ts';

const reference = { select: { id: true, nameFr: true, nameEn: true } } as const;
const person = { select: { id: true, name: true } } as const;
const contact = {
  select: { id: true, givenName: true, particle: true, familyName: true, nameOrder: true, sensitivity: true, createdById: true },
} as const;

/** All that a forum's page shows of the forum itself. */
const full = {
  organization: reference,
  memberships: {
    include: { organization: { select: { id: true, nameFr: true, nameEn: true, isOurs: true } }, citations: sourceSelect },
    orderBy: [{ organization: { isOurs: 'desc' } }, { organization: { sortName: 'asc' } }],
  },
  mandates: { include: { contact, user: person }, orderBy: [{ validFrom: 'desc' }, { id: 'asc' }] },
  sessions: {
    include: { place: reference, attendances: { include: { contact, user: person }, orderBy: { id: 'asc' } } },
    orderBy: [{ startsOn: 'desc' }, { id: 'asc' }],
  },
  reviews: { orderBy: { year: 'asc' } },
  commitments: {
    include: { policyNode: { select: { id: true, kind: true, titleFr: true, titleEn: true, priority: true } } },
    orderBy: { policyNode: { position: 'asc' } },
  },
  citations: sourceSelect,
} as const satisfies Prisma.ForumInclude;
type FullRow = Prisma.ForumGetPayload<{ include: typeof full }>;
type Fields = Pick<Forum, keyof typeof forumFields>;

const fieldNames = Object.keys(forumFields) as (keyof typeof forumFields)[];

// ── Reading ──

export function getForum(ctx: Context, id: string): Promise<Forum> {
  return readForum(ctx.db.reader, id, ctx.user);
}

/** What some forums are called, in the order of their ids. */
export async function forumNames(ctx: Context, ids: readonly string[]): Promise<Pick<Forum, 'id' | 'nameFr' | 'nameEn' | 'acronymFr' | 'acronymEn'>[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.reader.$queryRaw<Awaited<ReturnType<typeof forumNames>>>(sql`
    SELECT f."id", f."nameFr", f."nameEn", f."acronymFr", f."acronymEn" FROM "Forum" f WHERE f."id" IN (${listed(ids)})`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function readForum(from: Transaction, id: string, viewer: Viewer): Promise<Forum> {
  const row = await from.forum.findUnique({ where: { id }, include: full });
  if (!row) throw notFound();
  return toForum(row, viewer);
}

/** The one bridge from the stored record to what the API shows to `viewer`. */
function toForum(row: FullRow, viewer: Viewer): Forum {
  const visible = (one: FullRow['mandates'][number]['contact']) =>
    one && maySee(viewer, one) ? { id: one.id, name: contactName(one) } : null;
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Fields),
    organization: row.organization,
    memberships: row.memberships.map(({ citations, ...membership }) => ({
      ...pick(membership, ['organizationId', 'status', 'since', 'until', 'feeCents', 'currency', 'renewalOn', 'note', 'organization']),
      sources: citations.map(sourceOf),
    })) as Forum['memberships'],
    mandates: row.mandates.map((mandate) => ({
      ...pick(mandate, ['bodyFr', 'bodyEn', 'role', 'contactId', 'userId', 'validFrom', 'validTo', 'user']),
      holderName: mandate.contact && !maySee(viewer, mandate.contact) ? null : mandate.holderName,
      contact: visible(mandate.contact),
    })) as Forum['mandates'],
    sessions: row.sessions.map((session) => ({
      ...pick(session, ['id', 'titleFr', 'titleEn', 'startsOn', 'endsOn', 'placeId', 'noteFr', 'noteEn', 'place']),
      attendances: session.attendances.map((attendance) => ({
        ...pick(attendance, ['contactId', 'userId', 'role', 'user']),
        contact: visible(attendance.contact),
      })),
    })) as Forum['sessions'],
    reviews: row.reviews.map((review) => pick(review, ['year', 'value', 'narrativeFr', 'narrativeEn'])),
    commitments: row.commitments.map(({ policyNode }) => policyNode) as Forum['commitments'],
    sources: row.citations.map(sourceOf),
  };
}

type ItemRow = Omit<
  ForumItem,
  'ourMembership' | 'memberCount' | 'lastReview' | 'priorities' | 'isGeneric' | 'updatedAt' | 'archivedAt'
> & {
  isGeneric: boolean;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listForums(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: ForumItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(forumListing, ctx, query);
  return { items: await toItems(ctx.db, rows), total, nextCursor };
}

/** Every forum the filters leave, for the exports. */
export async function* allForums(ctx: Context, query: ListQuery): AsyncGenerator<ForumItem[]> {
  for await (const rows of listAll<ItemRow>(forumListing, ctx, query)) yield toItems(ctx.db, rows);
}

export function countForumFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(forumListing, ctx, query);
}

/** Adds to the rows of a page what comes from other tables, with one query a table. */
async function toItems(db: Database, rows: ItemRow[]): Promise<ForumItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [ours, counts, reviews, priorities] = await Promise.all([
    db.reader.membership.findMany({
      where: { forumId: { in: ids }, organization: { isOurs: true } },
      select: { forumId: true, status: true, since: true, feeCents: true, currency: true, renewalOn: true },
      orderBy: { id: 'asc' },
    }),
    db.reader.membership.groupBy({
      by: ['forumId'],
      where: {
        forumId: { in: ids },
        until: null,
        status: { in: ['member', 'listed', 'participates'] },
        organization: { isOurs: false, archivedAt: null },
      },
      _count: { _all: true },
    }),
    db.reader.forumReview.findMany({
      where: { forumId: { in: ids }, value: { not: null } },
      select: { forumId: true, year: true, value: true },
      orderBy: { year: 'desc' },
    }),
    db.reader.$queryRaw<{ forumId: string; priority: ForumItem['priorities'][number] }[]>(sql`
      SELECT DISTINCT fc."forumId", n."priority" FROM "ForumCommitment" fc JOIN "PolicyNode" n ON n."id" = fc."policyNodeId"
      WHERE n."priority" IS NOT NULL AND fc."forumId" IN (${join(ids)})`),
  ]);
  return rows.map((row) => {
    const our = ours.find(({ forumId }) => forumId === row.id);
    const review = reviews.find(({ forumId }) => forumId === row.id);
    return {
      ...row,
      isGeneric: Boolean(row.isGeneric),
      ourMembership: our
        ? (pick(our, ['status', 'since', 'feeCents', 'currency', 'renewalOn']) as NonNullable<ForumItem['ourMembership']>)
        : null,
      memberCount: counts.find(({ forumId }) => forumId === row.id)?._count._all ?? 0,
      lastReview: review?.value === null || review?.value === undefined ? null : { year: review.year, value: review.value },
      priorities: priorities.filter(({ forumId }) => forumId === row.id).map(({ priority }) => priority),
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}

// ── Writing ──

export async function createForum(ctx: Context, input: NewForum): Promise<Forum> {
  refuse(input);
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.forum.create({
      data: {
        ...(pick(input, fieldNames) as Pick<NewForum, keyof typeof forumFields>),
        sortName: sortKey(input.nameFr),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    await replaceForumLists(write.tx, id, input);
    return finish(write, ctx, id, 'create', null);
  });
}

export async function updateForum(ctx: Context, id: string, ifMatch: number, change: ForumChange): Promise<Forum> {
  refuse(change);
  return ctx.write(async (write) => {
    const { tx } = write;
    const before = await readForum(tx, id, ctx.user);
    await assertVersion(before, ifMatch, async () => before);
    await assertReferences(tx, change);
    await tx.forum.update({
      where: { id },
      data: {
        ...pick(change, fieldNames),
        ...(change.nameFr === undefined ? {} : { sortName: sortKey(change.nameFr) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    await replaceForumLists(tx, id, { ...change, ...(change.mandates && { mandates: await withUnseen(tx, before, change.mandates) }) });
    return finish(write, ctx, id, actionOf(change.archived), before);
  });
}

/** Mandates sent by somebody who is not shown all who hold one. */
async function withUnseen(tx: Transaction, before: Forum, mandates: NonNullable<ForumChange['mandates']>): Promise<typeof mandates> {
  const unseen = before.mandates.flatMap(({ contactId, contact }) => (contactId && !contact ? [contactId] : []));
  if (unseen.length === 0) return mandates;
  const stored = await tx.mandate.findMany({ where: { forumId: before.id, contactId: { in: unseen } } });
  return asStored(mandates, stored, 'contactId', ['holderName']);
}

/** What every write of a forum ends with: search index, audit event. */
async function finish(
  { tx, audit }: Write,
  ctx: Context,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Forum | null,
): Promise<Forum> {
  const after = await readForum(tx, id, ctx.user);
  if (after.archivedAt) await removeFromSearch(tx, 'forum', id);
  else await putInSearch(tx, forumSearchEntry(after));
  await audit({ action, recordType: 'forum', recordId: id, recordLabel: after.nameFr, before, after });
  return after;
}

export function forumSearchEntry(forum: Forum): SearchEntry {
  const { id, nameFr, nameEn, acronymFr, acronymEn, descriptionFr, descriptionEn, mandates, sessions } = forum;
  return {
    type: 'forum',
    id,
    titleFr: nameFr,
    titleEn: nameEn,
    detailFr: acronymFr,
    detailEn: acronymEn ?? acronymFr,
    names: [nameFr, nameEn, acronymFr, acronymEn],
    body: [
      descriptionFr,
      descriptionEn,
      ...mandates.flatMap(({ bodyFr, bodyEn }) => [bodyFr, bodyEn]),
      ...sessions.flatMap(({ titleFr, titleEn }) => [titleFr, titleEn]),
    ],
  };
}

/** Every forum as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function forumSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const ids = await from.forum.findMany({ where: { archivedAt: null, id: { gt: after } }, select: { id: true }, orderBy: { id: 'asc' }, take });
  return Promise.all(ids.map(async ({ id }) => forumSearchEntry(await readForum(from, id, null))));
}

function refuse(input: ForumChange): void {
  const errors = checkForum(input);
  if (errors.length > 0) throw invalid(errors);
}

async function assertReferences(tx: Transaction, input: ForumChange | NewForum): Promise<void> {
  const { memberships = [], mandates = [], sessions = [], commitmentIds = [] } = input;
  const attendances = sessions.flatMap((session) => session.attendances);
  await assertExist([
    { pointer: '/organizationId', table: tx.organization, ids: [input.organizationId] },
    { pointer: '/memberships', table: tx.organization, ids: memberships.map(({ organizationId }) => organizationId) },
    { pointer: '/mandates', table: tx.contact, ids: mandates.map(({ contactId }) => contactId) },
    { pointer: '/mandates', table: tx.user, ids: mandates.map(({ userId }) => userId) },
    { pointer: '/sessions', table: tx.place, ids: sessions.map(({ placeId }) => placeId) },
    { pointer: '/sessions', table: tx.contact, ids: attendances.map(({ contactId }) => contactId) },
    { pointer: '/sessions', table: tx.user, ids: attendances.map(({ userId }) => userId) },
    { pointer: '/commitmentIds', table: tx.policyNode, ids: commitmentIds },
  ]);
}
