import type { Transaction } from '../database.ts';
import { visibleSensitivities, type Context, type Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { countFacets, countOf, join, listAll, listed, listPage, sql, type ListPage, type ListQuery } from '../http/listing.ts';
import { invalid, notFound, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, inTable, insertRecord, pick, updatedBy } from '../http/records.ts';
import { isAbove, maySee, whereVisible } from '../http/sight.ts';
import { refreshContacts } from '../contacts/derived.ts';
import { shownTo } from '../contacts/naming.ts';
import { refreshOrganizations } from '../organizations/derived.ts';
import { dateInZone, officeTimeZone } from '../text/format.rules.ts';
import { putInSearch, removeFromSearch } from '../search/index.ts';
import { recordActivity } from './activity.ts';
import { interactionListing } from './interaction.listing.ts';
import { interactionFieldNames, readFull, readInteraction, readInteractions, toInteraction } from './interaction.read.ts';
import { checkInteraction, checkSensitivity, namesSomebody } from './interaction.rules.ts';
import type { Interaction, InteractionChange, InteractionItem, NewInteraction, ParticipantInput } from './interaction.schema.ts';
import { interactionSearchEntry } from './interaction.search.ts';
import { defaultStatus } from './moment.rules.ts';
import { storeParticipants, storedParticipants, unsaid } from './participants.ts';
import { makePending } from './pending.ts';
import { replaceLists } from './lists.ts';
import { m } from '../../generated/paraglide/messages.js';

// ── Reading ──

export function getInteraction(ctx: Context, id: string): Promise<Interaction> {
  return readInteraction(ctx.db.reader, ctx.user, id);
}

/** Those of the interactions that the caller may see, in the order of their ids. */
export function getInteractions(ctx: Context, ids: readonly string[]): Promise<Interaction[]> {
  return readInteractions(ctx.db.reader, ctx.user, ids);
}

export type InteractionRow = Omit<InteractionItem, 'startsAt' | 'endsAt' | 'updatedAt' | 'archivedAt' | 'organizations' | 'people' | 'priorities' | 'openFollowUps'> & {
  startsAt: Date;
  endsAt: Date | null;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listInteractions(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: InteractionItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await pageOfInteractions(ctx, query);
  return { items: await interactionItems(ctx, rows), total, nextCursor };
}

/** The rows of a page by themselves, for who shows only some of them (see `interactionItems`). */
export const pageOfInteractions = (ctx: Context, query: ListQuery): Promise<ListPage<InteractionRow>> =>
  listPage<InteractionRow>(interactionListing, ctx, query);

/** Every interaction the filters leave, for the exports. */
export async function* allInteractions(ctx: Context, query: ListQuery): AsyncGenerator<InteractionItem[]> {
  for await (const rows of listAll<InteractionRow>(interactionListing, ctx, query)) yield interactionItems(ctx, rows);
}

/** How many interactions the filters leave. */
export const countInteractions = (ctx: Context, query: ListQuery): Promise<number> => countOf(interactionListing, ctx, query);

export function countInteractionFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(interactionListing, ctx, query);
}

/** Adds to rows what comes from other tables, with one query a table. */
export async function interactionItems(ctx: Context, rows: InteractionRow[]): Promise<InteractionItem[]> {
  if (rows.length === 0) return [];
  const { reader } = ctx.db;
  const ids = listed(rows.map(({ id }) => id));
  const [organizations, people, priorities, promises] = await Promise.all([
    reader.$queryRaw<{ interactionId: string; id: string; nameFr: string; nameEn: string | null }[]>(sql`
      SELECT io."interactionId", o."id", o."nameFr", o."nameEn" FROM "InteractionOrganization" io
      JOIN "Organization" o ON o."id" = io."organizationId" WHERE io."interactionId" IN (${ids}) ORDER BY o."isOurs", o."sortName"`),
    reader.$queryRaw<(InteractionItem['people'][number] & { interactionId: string })[]>(sql`
      SELECT t."interactionId", t."side", ${shownTo(ctx, sql`t."name"`)} AS "name", t."contactId", t."userId"
      FROM "Participant" t LEFT JOIN "Contact" c ON c."id" = t."contactId" WHERE t."interactionId" IN (${ids}) ORDER BY t."position"`),
    reader.$queryRaw<{ interactionId: string; priority: string }[]>(sql`
      SELECT DISTINCT ic."interactionId", n."priority" FROM "InteractionCommitment" ic
      JOIN "PolicyNode" n ON n."id" = ic."policyNodeId"
      WHERE n."priority" IS NOT NULL AND ic."interactionId" IN (${ids})`),
    reader.$queryRaw<{ interactionId: string; n: number }[]>(sql`
      SELECT "bornInId" AS "interactionId", count(*) AS n FROM "FollowUp"
      WHERE "bornInId" IN (${ids}) AND "status" IN ('open', 'renegotiated') AND "archivedAt" IS NULL GROUP BY "bornInId"`),
  ]);
  const [partnersOf, peopleOf, prioritiesOf, promisesOf] = [grouped(organizations), grouped(people), grouped(priorities), grouped(promises)];
  return rows.map((row) => ({
    ...pick(row, ['id', 'version', 'kind', 'status', 'timeZone', 'subject', 'language', 'location', 'sensitivity']),
    isAllDay: Boolean(row.isAllDay),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    organizations: partnersOf(row.id).map(({ id, nameFr, nameEn }) => ({ id, nameFr, nameEn })),
    people: peopleOf(row.id).map(({ interactionId: _of, ...person }) => person),
    priorities: (['shines', 'learns', 'attracts'] as const).filter((priority) => prioritiesOf(row.id).some((tie) => tie.priority === priority)),
    openFollowUps: Number(promisesOf(row.id)[0]?.n ?? 0),
  }));
}

/** What other tables say of each interaction. */
function grouped<Row extends { interactionId: string }>(rows: Row[]): (id: string) => Row[] {
  const groups = Map.groupBy(rows, ({ interactionId }) => interactionId);
  return (id) => groups.get(id) ?? [];
}

// ── Writing ──

/** Stores an interaction, with the pending records that it names; `refs` are their ids by the mark they were given. */
export function createInteraction(
  ctx: Context,
  input: NewInteraction,
): Promise<{ interaction: Interaction; organizationIds: string[]; refs: Map<string, string> }> {
  const startsAt = new Date(input.startsAt);
  const stated = {
    status: defaultStatus(startsAt, ctx.now),
    timeZone: officeTimeZone,
    language: ctx.locale,
    ...pick(input, interactionFieldNames),
  };
  const nobody: FieldError[] = namesSomebody(input)
    ? []
    : [{ pointer: '/organizationIds', message: (locale) => m.interaction_needs_who({}, { locale }) }];
  refuse([...nobody, ...checkInteraction(stated, ctx.now), ...checkLevels(ctx, input), ...checkParticipants(input.participants)]);
  return ctx.write(async (write) => {
    const { tx } = write;
    const pending = await makePending(ctx, write, input);
    await assertReferences(tx, ctx, { ...input, ...pending }, null);
    const id = await insertRecord(tx, sql`"Interaction"`, { ...stated, startsAt, endsAt: asDate(input.endsAt), ...createdBy(ctx.user.id, ctx.now) });
    const participants = [...(pending.participants ?? []), ...pending.newcomers];
    const organizationIds = [...new Set([...(pending.organizationIds ?? []), ...pending.newOrganizationIds])];
    if (participants.length > 0) await storeParticipants(tx, { id, startsAt, timeZone: stated.timeZone }, participants, false);
    await replaceLists(tx, ctx, id, { ...input, organizationIds }, { isNew: true });
    const interaction = await finish(ctx, write, id, 'create', null);
    return { interaction, organizationIds, refs: pending.refs };
  });
}

export function updateInteraction(ctx: Context, id: string, ifMatch: number, change: InteractionChange): Promise<Interaction> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.interaction.findUnique({ where: { id } });
    if (stored && !maySee(ctx.user, stored)) throw notFound();
    await assertVersion(stored, ifMatch, () => readInteraction(tx, ctx.user, id));
    const full = await readFull(tx, id);
    const before = toInteraction(full, null);
    const after = { ...before, ...pick(change, interactionFieldNames) };
    refuse([...checkInteraction(after, ctx.now), ...checkLevels(ctx, change), ...checkParticipants(change.participants)]);
    const pending = await makePending(ctx, write, change);
    await assertReferences(tx, ctx, { ...change, ...pending }, before);
    const { startsAt, endsAt, ...plain } = pick(change, interactionFieldNames);
    await tx.interaction.update({
      where: { id },
      data: {
        ...plain,
        ...(startsAt === undefined ? {} : { startsAt: new Date(startsAt) }),
        ...(endsAt === undefined ? {} : { endsAt: asDate(endsAt) }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    const hidden = toInteraction(full, ctx.user).participants.filter(({ isHidden }) => isHidden);
    await restoreParticipants(tx, before, after, { ...pending, participants: pending.participants && unsaid(pending.participants, hidden) });
    const organizationIds =
      pending.organizationIds || pending.newOrganizationIds.length > 0
        ? [...(pending.organizationIds ?? before.organizations.map((one) => one.id)), ...pending.newOrganizationIds]
        : undefined;
    await replaceLists(tx, ctx, id, { ...change, organizationIds });
    const people = await storedParticipants(tx, id);
    const hasPartner = (await tx.interactionOrganization.count({ where: { interactionId: id } })) > 0;
    // A draft from an invitation may name only us: it needs somebody when it is said to have taken place, not to be put away.
    const isOnlyNoted = after.status === 'draft' || after.status === 'cancelled';
    if (!isOnlyNoted && !hasPartner && !namesSomebody({ participants: people })) {
      refuse([{ pointer: '/organizationIds', message: (locale) => m.interaction_needs_who({}, { locale }) }]);
    }
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/**
 * Participants are written down anew when they are sent, and also when the interaction was not yet held or changes day:
 * what counts is who they are on the day itself. A meeting that was held on that day keeps what was written down.
 */
async function restoreParticipants(
  tx: Transaction,
  before: Interaction,
  after: Interaction,
  pending: { participants: ParticipantInput[] | undefined; newcomers: ParticipantInput[] },
): Promise<void> {
  const day = ({ startsAt, timeZone }: Interaction): string => dateInZone(startsAt, timeZone);
  const isSettled = before.status === 'held' && day(before) === day(after);
  const isTold = pending.participants !== undefined || pending.newcomers.length > 0;
  if (!isTold && (isSettled || after.status === 'cancelled')) return;
  const kept = before.participants.map(({ id, side, contactId, userId, isLead, name }) => ({ id, side, contactId, userId, isLead, name }));
  const inputs = [...(pending.participants ?? kept), ...pending.newcomers];
  const at = { id: before.id, startsAt: new Date(after.startsAt), timeZone: after.timeZone };
  await storeParticipants(tx, at, inputs, isSettled);
}

/**
 * What every write of an interaction ends with: partners and people brought up to date, search index, audit event.
 * `before` is as the program itself sees it: so the trail is whole, and whoever reads it is shown what they may see.
 */
export async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Interaction | null,
): Promise<Interaction> {
  await linkOrganizationsOfParticipants(tx, id);
  const full = await readFull(tx, id);
  const after = toInteraction(full, null);
  const both = [before, after].filter((one) => one !== null);
  await refreshOrganizations(tx, distinct(both.flatMap((one) => one.organizations.map((organization) => organization.id))));
  await refreshContacts(tx, distinct(both.flatMap((one) => one.participants.flatMap(({ contactId }) => contactId ?? []))));
  await recordActivity(tx, before, after);
  if (after.archivedAt) await removeFromSearch(tx, 'interaction', id);
  else await putInSearch(tx, interactionSearchEntry({ ...after, participants: full.participants }));
  const label = { recordType: 'interaction', recordId: id, recordLabel: after.subject };
  await audit({ action, ...label, before: before && audited(before), after: audited(after) });
  return toInteraction(full, ctx.user);
}

/**
 * What the trail keeps of an interaction. Promises have their own; a point above the interaction's level leaves no text
 * there, since whoever may read the interaction may read its history.
 */
function audited(interaction: Interaction): Record<string, unknown> {
  const { followUps: _born, closedFollowUps: _closed, hiddenPoints: _hidden, createdBy: _author, discussionPoints, participants, ...kept } = interaction;
  const points = discussionPoints.map((point) => (isAbove(point.sensitivity, interaction.sensitivity) ? pick(point, ['id', 'sensitivity']) : point));
  return { ...kept, participants: participants.map(({ isHidden: _from, ...one }) => one), discussionPoints: points };
}

/** Whoever speaks for an organization brings it into the interaction; ours do not make us a partner of ourselves. */
async function linkOrganizationsOfParticipants(tx: Transaction, interactionId: string): Promise<void> {
  // Asked first: a row that is added counts in several tables, and the statement costs as much when there is none.
  const missing = await tx.$queryRaw<{ organizationId: string }[]>(sql`
    SELECT DISTINCT t."organizationId" FROM "Participant" t
    WHERE t."interactionId" = ${interactionId} AND t."side" <> 'ours' AND t."organizationId" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "InteractionOrganization" io WHERE io."interactionId" = t."interactionId" AND io."organizationId" = t."organizationId")`);
  if (missing.length === 0) return;
  await tx.$executeRaw(sql`
    INSERT INTO "InteractionOrganization" ("interactionId", "organizationId")
    VALUES ${join(missing.map(({ organizationId }) => sql`(${interactionId}, ${organizationId})`))}`);
}

const distinct = (ids: string[]): string[] => [...new Set(ids)];
const asDate = (instant: string | null | undefined): Date | null => (instant ? new Date(instant) : null);

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

function checkLevels(ctx: Context, input: InteractionChange): FieldError[] {
  const points = (input.discussionPoints ?? []).map(({ sensitivity }, index) => ({
    pointer: `/discussionPoints/${index}/sensitivity`,
    sensitivity,
  }));
  return checkSensitivity([{ pointer: '/sensitivity', sensitivity: input.sensitivity }, ...points], visibleSensitivities(ctx.user.role));
}

function checkParticipants(participants: ParticipantInput[] | undefined): FieldError[] {
  return (participants ?? []).flatMap(({ contactId, userId, name }, index) =>
    contactId || userId || name?.trim()
      ? []
      : [{ pointer: `/participants/${index}/name`, message: (locale) => m.participant_needs_name({}, { locale }) }],
  );
}

async function assertReferences(tx: Transaction, ctx: Context, input: InteractionChange, before: Interaction | null): Promise<void> {
  const participants = input.participants ?? [];
  const alreadyThere = new Set([before?.missionId, ...(before?.participants ?? []).map(({ contactId }) => contactId)]);
  const news = (ids: (string | null | undefined)[]) => ids.filter((id) => !alreadyThere.has(id));
  await assertExist([
    { pointer: '/placeId', table: inTable(tx, 'Place'), ids: [input.placeId] },
    { pointer: '/forumSessionId', table: inTable(tx, 'ForumSession'), ids: [input.forumSessionId] },
    { pointer: '/organizationIds', table: inTable(tx, 'Organization'), ids: input.organizationIds ?? [] },
    { pointer: '/commitmentIds', table: inTable(tx, 'PolicyNode'), ids: input.commitmentIds ?? [] },
    { pointer: '/sectorIds', table: inTable(tx, 'Sector'), ids: input.sectorIds ?? [] },
    { pointer: '/participants', table: inTable(tx, 'User'), ids: participants.map(({ userId }) => userId) },
    { pointer: '/participants', table: inTable(tx, 'Organization'), ids: participants.map(({ organizationId }) => organizationId) },
  ]);
  await assertExist(
    [
      { pointer: '/missionId', table: inTable(tx, 'Mission'), ids: news([input.missionId]) },
      { pointer: '/participants', table: inTable(tx, 'Contact'), ids: news(participants.map(({ contactId }) => contactId)) },
    ],
    whereVisible(ctx.user),
  );
}
