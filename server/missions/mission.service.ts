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
import { dateInZone, formatDate } from '../text/format.rules.ts';
import { missionListing } from './mission.listing.ts';
import { reportDueOn } from './mission.report.rules.ts';
import { checkMission } from './mission.rules.ts';
import { missionFields, type Mission, type MissionChange, type MissionItem, type NewMission } from './mission.schema.ts';

const reference = { select: { id: true, nameFr: true, nameEn: true } } as const;
const person = { select: { id: true, name: true } } as const;
const byPosition = { position: 'asc' } as const;

/** All that a mission's page shows of the mission itself. */
const full = {
  lead: person,
  objectives: {
    include: { policyNode: { select: { id: true, kind: true, titleFr: true, titleEn: true, priority: true } } },
    orderBy: byPosition,
  },
  delegates: {
    include: {
      user: person,
      contact: {
        select: { id: true, givenName: true, particle: true, familyName: true, nameOrder: true, sensitivity: true, createdById: true },
      },
    },
    orderBy: byPosition,
  },
  itinerary: {
    include: {
      place: reference,
      interaction: { select: { id: true, subject: true, status: true, startsAt: true, sensitivity: true, createdById: true } },
    },
    orderBy: byPosition,
  },
  budget: { orderBy: byPosition },
  organizations: { include: { organization: reference }, orderBy: { organization: { sortName: 'asc' } } },
  citations: sourceSelect,
} as const satisfies Prisma.MissionInclude;
type FullRow = Prisma.MissionGetPayload<{ include: typeof full }>;
type Fields = Pick<Mission, keyof typeof missionFields>;

const fieldNames = Object.keys(missionFields) as (keyof typeof missionFields)[];

// ── Reading ──

export function getMission(ctx: Context, id: string): Promise<Mission> {
  return readMission(ctx.db.reader, id, ctx.user);
}

/** Those of the missions that the caller may see, in the order of their ids. */
export function getMissions(ctx: Context, ids: readonly string[]): Promise<Mission[]> {
  return readMissions(ctx.db.reader, ids, ctx.user);
}

async function readMission(from: Transaction, id: string, viewer: Viewer): Promise<Mission> {
  const [found] = await readMissions(from, [id], viewer);
  if (!found) throw notFound();
  return found;
}

/** As many statements for all of them as for one. */
async function readMissions(from: Transaction, ids: readonly string[], viewer: Viewer): Promise<Mission[]> {
  if (ids.length === 0) return [];
  const rows = await from.mission.findMany({ where: { id: { in: [...new Set(ids)] } }, include: full });
  return seenInOrder(ids, rows, viewer, (row) => toMission(row, viewer));
}

/** The one bridge from the stored record to what the API shows to `viewer`. */
function toMission(row: FullRow, viewer: Viewer): Mission {
  return {
    ...recordFields(row),
    ...(pick(row, fieldNames) as Fields),
    lead: row.lead,
    objectives: row.objectives.map((objective) => ({
      ...pick(objective, ['policyNodeId', 'textFr', 'textEn', 'result', 'resultFr', 'resultEn']),
      policyNode: objective.policyNode,
    })) as Mission['objectives'],
    delegates: row.delegates.map(({ contact, ...delegate }) => ({
      ...pick(delegate, ['role', 'contactId', 'userId', 'user']),
      ...(contact && !maySee(viewer, contact)
        ? { labelFr: null, labelEn: null, contact: null }
        : { ...pick(delegate, ['labelFr', 'labelEn']), contact: contact && { id: contact.id, name: contactName(contact) } }),
    })) as Mission['delegates'],
    itinerary: row.itinerary.map(({ interaction, ...item }) => ({
      ...pick(item, ['placeId', 'startsOn', 'endsOn', 'purposeFr', 'purposeEn', 'interactionId', 'place']),
      interaction:
        interaction && maySee(viewer, interaction)
          ? { ...pick(interaction, ['id', 'subject', 'status']), startsAt: interaction.startsAt.toISOString() }
          : null,
    })),
    budget: row.budget.map((line) =>
      pick(line, ['category', 'labelFr', 'labelEn', 'plannedCents', 'actualCents']),
    ) as Mission['budget'],
    organizations: row.organizations.map(({ organization }) => organization),
    sources: row.citations.map(sourceOf),
  };
}

type ItemRow = Omit<MissionItem, 'lead' | 'places' | 'priorities' | 'updatedAt' | 'archivedAt'> & {
  leadId: string | null;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listMissions(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: MissionItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(missionListing, ctx, query);
  return { items: await toItems(ctx.db, rows), total, nextCursor };
}

/** Every mission the filters leave, for the exports. */
export async function* allMissions(ctx: Context, query: ListQuery): AsyncGenerator<MissionItem[]> {
  for await (const rows of listAll<ItemRow>(missionListing, ctx, query)) yield toItems(ctx.db, rows);
}

/** How many missions the filters leave. */
export const countMissions = (ctx: Context, query: ListQuery): Promise<number> => countOf(missionListing, ctx, query);

export function countMissionFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(missionListing, ctx, query);
}

/** Adds to the rows of a page what comes from other tables, with one query a table. */
async function toItems(db: Database, rows: ItemRow[]): Promise<MissionItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [leads, stops, priorities] = await Promise.all([
    db.reader.user.findMany({ where: { id: { in: rows.flatMap(({ leadId }) => leadId ?? []) } }, ...person }),
    db.reader.itineraryItem.findMany({
      where: { missionId: { in: ids }, placeId: { not: null } },
      select: { missionId: true, place: reference },
      orderBy: byPosition,
    }),
    db.reader.$queryRaw<{ missionId: string; priority: MissionItem['priorities'][number] }[]>(sql`
      SELECT DISTINCT ob."missionId", n."priority" FROM "MissionObjective" ob JOIN "PolicyNode" n ON n."id" = ob."policyNodeId"
      WHERE n."priority" IS NOT NULL AND ob."missionId" IN (${join(ids)})`),
  ]);
  const leadById = new Map(leads.map((lead) => [lead.id, lead]));
  return rows.map(({ leadId, ...row }) => {
    const places = stops.flatMap(({ missionId, place }) => (missionId === row.id && place ? [place] : []));
    return {
      ...row,
      lead: leadId ? (leadById.get(leadId) ?? null) : null,
      places: places.filter((place, index) => places.findIndex(({ id }) => id === place.id) === index),
      priorities: priorities.filter(({ missionId }) => missionId === row.id).map(({ priority }) => priority),
      updatedAt: row.updatedAt.toISOString(),
      archivedAt: row.archivedAt?.toISOString() ?? null,
    };
  });
}

// ── Writing ──

const unset = { direction: 'outgoing', endsOn: null, reportDueOn: null } as const;

export async function createMission(ctx: Context, input: NewMission): Promise<Mission> {
  const due = { reportDueOn: reportDueOn(unset, input) };
  refuse(checkMission({ ...unset, ...input, ...due }, dateInZone(ctx.now)));
  assertMaySet(ctx.user, input.sensitivity);
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const { id } = await write.tx.mission.create({
      data: {
        ...(pick(input, fieldNames) as Pick<NewMission, keyof typeof missionFields>),
        ...due,
        sortName: sortKey(input.titleFr),
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input);
    return finish(write, ctx, id, 'create', null);
  });
}

export async function updateMission(ctx: Context, id: string, ifMatch: number, change: MissionChange): Promise<Mission> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const before = await readMission(tx, id, ctx.user);
    await assertVersion(before, ifMatch, async () => before);
    const due = { reportDueOn: reportDueOn(before, change) };
    refuse(checkMission({ ...before, ...change, ...due }, dateInZone(ctx.now)));
    assertMaySet(ctx.user, change.sensitivity);
    await assertReferences(tx, change);
    await tx.mission.update({
      where: { id },
      data: {
        ...pick(change, fieldNames),
        ...due,
        ...(change.titleFr === undefined ? {} : { sortName: sortKey(change.titleFr) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    await replaceLists(tx, id, { ...change, ...(change.delegates && { delegates: await withUnseen(tx, before, change.delegates) }) });
    return finish(write, ctx, id, actionOf(change.archived), before);
  });
}

/** A delegation sent by somebody who is not shown all of its members. */
async function withUnseen(tx: Transaction, before: Mission, delegates: NonNullable<MissionChange['delegates']>): Promise<typeof delegates> {
  const unseen = before.delegates.flatMap(({ contactId, contact }) => (contactId && !contact ? [contactId] : []));
  if (unseen.length === 0) return delegates;
  const stored = await tx.missionDelegate.findMany({ where: { missionId: before.id, contactId: { in: unseen } } });
  return asStored(delegates, stored, 'contactId', ['labelFr', 'labelEn']);
}

/** What every write of a mission ends with: the partners' derived columns, search index, audit event. */
async function finish(
  { tx, audit }: Write,
  ctx: Context,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Mission | null,
): Promise<Mission> {
  const after = await readMission(tx, id, ctx.user);
  const partners = [...(before?.organizations ?? []), ...after.organizations].map((organization) => organization.id);
  await refreshOrganizations(tx, [...new Set(partners)]);
  if (after.archivedAt) await removeFromSearch(tx, 'mission', id);
  else await putInSearch(tx, missionSearchEntry(after));
  await audit({ action, recordType: 'mission', recordId: id, recordLabel: after.titleFr, before, after });
  return after;
}

export function missionSearchEntry(mission: Mission): SearchEntry {
  const { id, titleFr, titleEn, purposeFr, purposeEn, startsOn, endsOn, itinerary, organizations, sensitivity } = mission;
  const places = itinerary.flatMap(({ place }) => (place ? [place] : []));
  const when = startsOn ?? endsOn;
  return {
    type: 'mission',
    id,
    titleFr,
    titleEn,
    detailFr: [when && formatDate(when, 'fr'), ...places.map(({ nameFr }) => nameFr)].filter(Boolean).join(' · ') || null,
    detailEn: [when && formatDate(when, 'en'), ...places.map(({ nameFr, nameEn }) => nameEn ?? nameFr)].filter(Boolean).join(' · ') || null,
    names: [titleFr, titleEn],
    body: [
      purposeFr,
      purposeEn,
      ...[...places, ...organizations].flatMap(({ nameFr, nameEn }) => [nameFr, nameEn]),
      ...itinerary.flatMap((item) => [item.purposeFr, item.purposeEn]),
      ...mission.objectives.flatMap(({ textFr, textEn }) => [textFr, textEn]),
    ],
    sensitivity,
  };
}

/** Every mission as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function missionSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const ids = await from.mission.findMany({ where: { archivedAt: null, id: { gt: after } }, select: { id: true }, orderBy: { id: 'asc' }, take });
  return Promise.all(ids.map(async ({ id }) => missionSearchEntry(await readMission(from, id, null))));
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

async function assertReferences(tx: Transaction, input: MissionChange | NewMission): Promise<void> {
  const { objectives = [], delegates = [], itinerary = [] } = input;
  await assertExist([
    { pointer: '/leadId', table: tx.user, ids: [input.leadId] },
    { pointer: '/objectives', table: tx.policyNode, ids: objectives.map(({ policyNodeId }) => policyNodeId) },
    { pointer: '/delegates', table: tx.contact, ids: delegates.map(({ contactId }) => contactId) },
    { pointer: '/delegates', table: tx.user, ids: delegates.map(({ userId }) => userId) },
    { pointer: '/itinerary', table: tx.place, ids: itinerary.map(({ placeId }) => placeId) },
    { pointer: '/itinerary', table: tx.interaction, ids: itinerary.map(({ interactionId }) => interactionId) },
    { pointer: '/organizationIds', table: tx.organization, ids: input.organizationIds ?? [] },
  ]);
}

/** Replaces each list that the request names, in the order sent; lists it does not name stay as they are. */
async function replaceLists(tx: Transaction, missionId: string, input: MissionChange): Promise<void> {
  const of = { where: { missionId } };
  const ordered = <T extends object>(items: T[]) => items.map((item, index) => ({ ...item, missionId, position: index + 1 }));
  if (input.objectives) {
    await tx.missionObjective.deleteMany(of);
    await tx.missionObjective.createMany({ data: ordered(input.objectives) });
  }
  if (input.delegates) {
    await tx.missionDelegate.deleteMany(of);
    await tx.missionDelegate.createMany({ data: ordered(input.delegates) });
  }
  if (input.itinerary) {
    await tx.itineraryItem.deleteMany(of);
    await tx.itineraryItem.createMany({ data: ordered(input.itinerary) });
  }
  if (input.budget) {
    await tx.budgetLine.deleteMany(of);
    await tx.budgetLine.createMany({ data: ordered(input.budget) });
  }
  if (input.organizationIds) {
    await tx.missionOrganization.deleteMany(of);
    await tx.missionOrganization.createMany({
      data: [...new Set(input.organizationIds)].map((organizationId) => ({ missionId, organizationId })),
    });
  }
}
