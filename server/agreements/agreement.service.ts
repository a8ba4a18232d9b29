import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../database.ts';
import { contactName } from '../contacts/contact.names.rules.ts';
import { asStored } from '../contacts/naming.ts';
import type { Context, Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { countFacets, countOf, join, listAll, listPage, sql, type ListQuery } from '../http/listing.ts';
import { invalid, notFound, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, recordFields, updatedBy } from '../http/records.ts';
import { assertMaySet, maySee, seenInOrder, type Viewer } from '../http/sight.ts';
import { refreshOrganizations } from '../organizations/derived.ts';
import { sourceOf, sourceSelect } from '../policy/sources.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { sortKey } from '../text/fold.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { agreementListing } from './agreement.listing.ts';
import { inOrder, stagesAfter } from './agreement.lifecycle.rules.ts';
import { checkAgreement } from './agreement.rules.ts';
import {
  agreementFields,
  type Agreement,
  type AgreementChange,
  type AgreementItem,
  type NewAgreement,
} from './agreement.schema.ts';

const partyOrganization = { select: { id: true, nameFr: true, nameEn: true, isOurs: true } } as const;
const person = { select: { id: true, name: true } } as const;

/** All that an agreement's page shows of the agreement itself. */
const full = {
  owner: person,
  parties: {
    include: {
      organization: partyOrganization,
      signatory: {
        select: { id: true, givenName: true, particle: true, familyName: true, nameOrder: true, sensitivity: true, createdById: true },
      },
    },
    orderBy: { position: 'asc' },
  },
  authorizations: { orderBy: { id: 'asc' } },
  stages: { orderBy: { id: 'asc' } },
  commitments: {
    include: { policyNode: { select: { id: true, kind: true, titleFr: true, titleEn: true, priority: true } } },
    orderBy: { policyNode: { position: 'asc' } },
  },
  citations: sourceSelect,
} as const satisfies Prisma.AgreementInclude;
type FullRow = Prisma.AgreementGetPayload<{ include: typeof full }>;
type Fields = Pick<Agreement, keyof typeof agreementFields>;

const fieldNames = Object.keys(agreementFields) as (keyof typeof agreementFields)[];

// ── Reading ──

export function getAgreement(ctx: Context, id: string): Promise<Agreement> {
  return readAgreement(ctx.db.reader, id, ctx.user);
}

/** Those of the agreements that the caller may see, in the order of their ids. */
export function getAgreements(ctx: Context, ids: readonly string[]): Promise<Agreement[]> {
  return readAgreements(ctx.db.reader, ids, ctx.user);
}

async function readAgreement(from: Transaction, id: string, viewer: Viewer): Promise<Agreement> {
  const [found] = await readAgreements(from, [id], viewer);
  if (!found) throw notFound();
  return found;
}

/** As many statements for all of them as for one. */
async function readAgreements(from: Transaction, ids: readonly string[], viewer: Viewer): Promise<Agreement[]> {
  if (ids.length === 0) return [];
  const rows = await from.agreement.findMany({ where: { id: { in: [...new Set(ids)] } }, include: full });
  return seenInOrder(ids, rows, viewer, (row) => toAgreement(row, viewer));
}

/** The one bridge from the stored record to what the API shows to `viewer`. */
function toAgreement(row: FullRow, viewer: Viewer): Agreement {
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Fields),
    owner: row.owner,
    parties: row.parties.map(({ signatory, ...party }) => ({
      ...pick(party, ['organizationId', 'signatoryId', 'organization']),
      ...(signatory && !maySee(viewer, signatory)
        ? { signatoryName: null, signatoryTitle: null, signatory: null }
        : { ...pick(party, ['signatoryName', 'signatoryTitle']), signatory: signatory && { id: signatory.id, name: contactName(signatory) } }),
    })),
    authorizations: row.authorizations.map((authorization) =>
      pick(authorization, ['regime', 'status', 'requestedOn', 'grantedOn', 'number', 'noteFr', 'noteEn']),
    ) as Agreement['authorizations'],
    stages: inOrder(row.stages.map((stage) => pick(stage, ['state', 'reachedOn']))) as Agreement['stages'],
    commitments: row.commitments.map(({ policyNode }) => policyNode) as Agreement['commitments'],
    sources: row.citations.map(sourceOf),
  };
}

type ItemRow = Omit<
  AgreementItem,
  'owner' | 'parties' | 'priorities' | 'isAuthorizationAnswered' | 'updatedAt' | 'archivedAt'
> & {
  ownerId: string | null;
  /** SQLite says 0 or 1 */
  isAuthorizationAnswered: boolean | number | bigint;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listAgreements(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: AgreementItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(agreementListing, ctx, query);
  return { items: await toItems(ctx.db, rows), total, nextCursor };
}

/** Every agreement the filters leave, for the exports. */
export async function* allAgreements(ctx: Context, query: ListQuery): AsyncGenerator<AgreementItem[]> {
  for await (const rows of listAll<ItemRow>(agreementListing, ctx, query)) yield toItems(ctx.db, rows);
}

/** How many agreements the filters leave. */
export const countAgreements = (ctx: Context, query: ListQuery): Promise<number> => countOf(agreementListing, ctx, query);

export function countAgreementFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(agreementListing, ctx, query);
}

/** Adds to the rows of a page what comes from other tables, with one query a table. */
async function toItems(db: Database, rows: ItemRow[]): Promise<AgreementItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [owners, parties, priorities] = await Promise.all([
    db.reader.user.findMany({ where: { id: { in: rows.flatMap(({ ownerId }) => ownerId ?? []) } }, ...person }),
    db.reader.agreementParty.findMany({
      where: { agreementId: { in: ids } },
      select: { agreementId: true, organization: partyOrganization },
      orderBy: { position: 'asc' },
    }),
    db.reader.$queryRaw<{ agreementId: string; priority: AgreementItem['priorities'][number] }[]>(sql`
      SELECT DISTINCT ac."agreementId", n."priority" FROM "AgreementCommitment" ac JOIN "PolicyNode" n ON n."id" = ac."policyNodeId"
      WHERE n."priority" IS NOT NULL AND ac."agreementId" IN (${join(ids)})`),
  ]);
  const ownerById = new Map(owners.map((owner) => [owner.id, owner]));
  return rows.map(({ ownerId, ...row }) => ({
    ...row,
    owner: ownerId ? (ownerById.get(ownerId) ?? null) : null,
    parties: parties.filter(({ agreementId }) => agreementId === row.id).map(({ organization }) => organization),
    isAuthorizationAnswered: Boolean(row.isAuthorizationAnswered),
    priorities: priorities.filter(({ agreementId }) => agreementId === row.id).map(({ priority }) => priority),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
}

// ── Writing ──

export async function createAgreement(ctx: Context, input: NewAgreement): Promise<Agreement> {
  const today = dateInZone(ctx.now);
  const checked = { ...input, state: input.state ?? 'idea', authorizations: input.authorizations ?? [] };
  refuse(checkAgreement(checked, null, today));
  assertMaySet(ctx.user, input.sensitivity);
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.agreement.create({
      data: {
        ...(pick(input, fieldNames) as Pick<NewAgreement, keyof typeof agreementFields>),
        sortName: sortKey(input.titleFr),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    await replaceLists(write.tx, id, { ...input, stages: stagesAfter(null, checked, input.stages, today) as Agreement['stages'] });
    return finish(write, ctx, id, 'create', null);
  });
}

export async function updateAgreement(
  ctx: Context,
  id: string,
  ifMatch: number,
  change: AgreementChange,
): Promise<Agreement> {
  const today = dateInZone(ctx.now);
  return ctx.write(async (write) => {
    const { tx } = write;
    const before = await readAgreement(tx, id, ctx.user);
    await assertVersion(before, ifMatch, async () => before);
    const checked = { ...before, ...change };
    refuse(checkAgreement(checked, before, today));
    assertMaySet(ctx.user, change.sensitivity);
    await assertReferences(tx, change);
    await tx.agreement.update({
      where: { id },
      data: {
        ...pick(change, fieldNames),
        ...(change.titleFr === undefined ? {} : { sortName: sortKey(change.titleFr) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    await replaceLists(tx, id, {
      ...change,
      ...(change.parties && { parties: await withUnseen(tx, before, change.parties) }),
      stages: stagesAfter(before, checked, change.stages, today) as Agreement['stages'],
    });
    return finish(write, ctx, id, actionOf(change.archived), before);
  });
}

/** Parties sent by somebody who is not shown all who signed. */
async function withUnseen(tx: Transaction, before: Agreement, parties: NonNullable<AgreementChange['parties']>): Promise<typeof parties> {
  const unseen = before.parties.flatMap(({ signatoryId, signatory }) => (signatoryId && !signatory ? [signatoryId] : []));
  if (unseen.length === 0) return parties;
  const stored = await tx.agreementParty.findMany({ where: { agreementId: before.id, signatoryId: { in: unseen } } });
  return asStored(parties, stored, 'signatoryId', ['signatoryName', 'signatoryTitle']);
}

/** What every write of an agreement ends with: the partners' derived columns, search index, audit event. */
async function finish(
  { tx, audit }: Write,
  ctx: Context,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Agreement | null,
): Promise<Agreement> {
  const after = await readAgreement(tx, id, ctx.user);
  const partners = [...(before?.parties ?? []), ...after.parties].map(({ organizationId }) => organizationId);
  await refreshOrganizations(tx, [...new Set(partners)]);
  if (after.archivedAt) await removeFromSearch(tx, 'agreement', id);
  else await putInSearch(tx, agreementSearchEntry(after));
  await audit({ action, recordType: 'agreement', recordId: id, recordLabel: after.titleFr, before, after });
  return after;
}

export function agreementSearchEntry(agreement: Agreement): SearchEntry {
  const { id, titleFr, titleEn, descriptionFr, descriptionEn, parties, authorizations, sensitivity } = agreement;
  const partners = parties.map(({ organization }) => organization).filter(({ isOurs }) => !isOurs);
  return {
    type: 'agreement',
    id,
    titleFr,
    titleEn,
    detailFr: partners.map(({ nameFr }) => nameFr).join(' · ') || null,
    detailEn: partners.map(({ nameFr, nameEn }) => nameEn ?? nameFr).join(' · ') || null,
    names: [titleFr, titleEn],
    body: [
      descriptionFr,
      descriptionEn,
      ...partners.flatMap(({ nameFr, nameEn }) => [nameFr, nameEn]),
      ...authorizations.map(({ number }) => number),
    ],
    sensitivity,
  };
}

/** Every agreement as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function agreementSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const ids = await from.agreement.findMany({ where: { archivedAt: null, id: { gt: after } }, select: { id: true }, orderBy: { id: 'asc' }, take });
  return Promise.all(ids.map(async ({ id }) => agreementSearchEntry(await readAgreement(from, id, null))));
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

async function assertReferences(tx: Transaction, input: AgreementChange | NewAgreement): Promise<void> {
  const { parties = [], commitmentIds = [] } = input;
  await assertExist([
    { pointer: '/ownerId', table: tx.user, ids: [input.ownerId] },
    { pointer: '/parties', table: tx.organization, ids: parties.map(({ organizationId }) => organizationId) },
    { pointer: '/parties', table: tx.contact, ids: parties.map(({ signatoryId }) => signatoryId) },
    { pointer: '/commitmentIds', table: tx.policyNode, ids: commitmentIds },
  ]);
}

/** Replaces each list that is named; lists that are not named stay as they are. */
async function replaceLists(tx: Transaction, agreementId: string, input: AgreementChange): Promise<void> {
  const of = { where: { agreementId } };
  const owned = <T extends object>(items: T[]) => items.map((item) => ({ ...item, agreementId }));
  if (input.parties) {
    await tx.agreementParty.deleteMany(of);
    await tx.agreementParty.createMany({ data: owned(input.parties).map((party, index) => ({ ...party, position: index + 1 })) });
  }
  if (input.authorizations) {
    await tx.authorization.deleteMany(of);
    await tx.authorization.createMany({ data: owned(input.authorizations) });
  }
  if (input.stages) {
    await tx.agreementStage.deleteMany(of);
    await tx.agreementStage.createMany({ data: owned(input.stages) });
  }
  if (input.commitmentIds) {
    await tx.agreementCommitment.deleteMany(of);
    await tx.agreementCommitment.createMany({ data: owned([...new Set(input.commitmentIds)].map((policyNodeId) => ({ policyNodeId }))) });
  }
}
