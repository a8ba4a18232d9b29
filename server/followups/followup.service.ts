import type { Readable, Transaction } from '../database.ts';
import { contactName, type PersonName } from '../contacts/contact.names.rules.ts';
import { visibleSensitivities, type Context, type Write } from '../http/context.ts';
import type { Facets } from '../http/endpoint.ts';
import { checkDatesExist } from '../http/date-checks.rules.ts';
import { countFacets, countOf, listAll, listPage, listed, sql, type ListPage, type ListQuery, type Sql } from '../http/listing.ts';
import { invalid, notFound, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import { isAbove, maySee } from '../http/sight.ts';
import { checkSensitivity } from '../interactions/interaction.rules.ts';
import { refreshOrganizations } from '../organizations/derived.ts';
import { putInSearch, removeFromSearch, type SearchEntry } from '../search/index.ts';
import { dateInZone } from '../text/format.rules.ts';
import { followUpListing } from './followup.listing.ts';
import { pastOf, settle, unsettled, type Standing } from './followup.rules.ts';
import { followUpFieldNames, readFollowUp, readFollowUps } from './followup.read.ts';
import type { FollowUp, FollowUpChange, NewFollowUp } from './followup.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

// ── Reading ──

export function getFollowUp(ctx: Context, id: string): Promise<FollowUp> {
  return readFollowUp(ctx.db.reader, ctx, id);
}

export async function listFollowUps(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: FollowUp[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await pageOfFollowUps(ctx, query);
  return { items: await readFollowUps(ctx, rows), total, nextCursor };
}

/** The ids of a page, when each is due and where it stands, for who shows only some of them (see `readFollowUps`). */
export const pageOfFollowUps = (ctx: Context, query: ListQuery): Promise<ListPage<{ id: string; dueOn: string | null; status: string }>> => listPage(followUpListing, ctx, query);

/** How many follow-ups the filters leave. */
export const countFollowUps = (ctx: Context, query: ListQuery): Promise<number> => countOf(followUpListing, ctx, query);

/** Every follow-up the filters leave, for the exports. */
export async function* allFollowUps(ctx: Context, query: ListQuery): AsyncGenerator<FollowUp[]> {
  for await (const rows of listAll<{ id: string }>(followUpListing, ctx, query)) yield readFollowUps(ctx, rows);
}

export function countFollowUpFacets(ctx: Context, query: ListQuery): Promise<Facets> {
  return countFacets(followUpListing, ctx, query);
}

// ── Writing ──

export function createFollowUp(ctx: Context, input: NewFollowUp): Promise<FollowUp> {
  const { standing, errors } = settle(unsettled, input, dateInZone(ctx.now));
  refuse([...errors, ...checkValues(ctx, input)]);
  return ctx.write(async (write) => {
    const { tx } = write;
    await assertReferences(tx, ctx, input);
    const { id } = await tx.followUp.create({
      data: {
        language: ctx.locale,
        // Somebody sees to it, whoever promised: whoever wrote it down, unless told otherwise.
        assigneeId: ctx.user.id,
        ...(await fromInteraction(tx, input)),
        ...pick(input, followUpFieldNames),
        ...standing,
        ...createdBy(ctx.user.id, ctx.now),
      },
      select: { id: true },
    });
    return finish(ctx, write, id, 'create', null);
  });
}

/** What a promise takes from the interaction in which it was made: its level, and its partner when there is only one. */
async function fromInteraction(
  tx: Transaction,
  { bornInId }: NewFollowUp,
): Promise<{ sensitivity?: string; organizationId?: string }> {
  if (!bornInId) return {};
  const born = await tx.interaction.findUniqueOrThrow({
    where: { id: bornInId },
    select: { sensitivity: true, organizations: { where: { organization: { isOurs: false } } } },
  });
  const [partner, ...others] = born.organizations;
  return { sensitivity: born.sensitivity, ...(partner && others.length === 0 ? { organizationId: partner.organizationId } : {}) };
}

export function updateFollowUp(ctx: Context, id: string, ifMatch: number, change: FollowUpChange): Promise<FollowUp> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.followUp.findUnique({ where: { id } });
    if (stored && !maySee(ctx.user, stored)) throw notFound();
    await assertVersion(stored, ifMatch, () => readFollowUp(tx, ctx, id));
    const { standing, errors } = settle(stored as Standing, change, dateInZone(ctx.now));
    const past = await pastFor(write, ctx, stored as Standing & { id: string }, standing, change);
    refuse([...errors, ...past.errors, ...checkValues(ctx, change)]);
    await assertReferences(tx, ctx, change);
    const before = await readFollowUp(tx, ctx, id);
    await tx.followUp.update({
      where: { id },
      data: { ...pick(change, followUpFieldNames), ...standing, ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    await past.store();
    return finish(ctx, write, id, actionOf(change.archived), before);
  });
}

/** What a change does to the dates agreed on before, and what is wrong with the reason given for it. */
async function pastFor(
  { tx }: Write,
  ctx: Context,
  stored: Standing & { id: string },
  standing: Standing,
  { reason }: FollowUpChange,
): Promise<{ errors: FieldError[]; store: () => Promise<void> }> {
  const followUpId = stored.id;
  const last = await tx.renegotiation.findFirst({ where: { followUpId }, orderBy: [{ agreedAt: 'desc' }, { id: 'desc' }] });
  const does = pastOf(stored, standing, last, ctx.user.id, ctx.now);
  return {
    errors: reason && does !== 'add' ? [{ pointer: '/reason', message: (locale) => m.follow_up_reason_alone({}, { locale }) }] : [],
    store: async () => {
      if (does === 'take_back' && last) await tx.renegotiation.delete({ where: { id: last.id } });
      if (does === 'add' && standing.dueOn) {
        await tx.renegotiation.create({
          data: { followUpId, fromOn: stored.dueOn, toOn: standing.dueOn, reason: reason?.trim() || null, agreedAt: ctx.now, agreedById: ctx.user.id },
        });
      }
    },
  };
}

/** What every write of a follow-up ends with: partners brought up to date, search index, audit event. */
async function finish(
  ctx: Context,
  { tx, audit }: Write,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: FollowUp | null,
): Promise<FollowUp> {
  const after = await readFollowUp(tx, ctx, id);
  const partners = [before?.organizationId, after.organizationId].filter((one): one is string => Boolean(one));
  await refreshOrganizations(tx, [...new Set(partners)]);
  const [entry] = await followUpSearchEntriesOf(tx, [id]);
  if (entry) await putInSearch(tx, entry);
  else await removeFromSearch(tx, 'followup', id);
  await audit({ action, recordType: 'followup', recordId: id, recordLabel: after.text, before: before && said(before), after: said(after) });
  return after;
}

/** What the trail tells of a promise: not what only follows from the day, nor the past that has its own table. */
function said({ daysLate: _days, isOverdue: _late, renegotiations: _past, ...told }: FollowUp): Record<string, unknown> {
  return told;
}

type Searchable = Pick<FollowUp, 'id' | 'text' | 'language' | 'sensitivity' | 'organization' | 'proof'> & { contact: { name: string; sensitivity: string } | null };

/** A follow-up as search sees it. A person above its own level is left out: a hit would tell of them. */
export function followUpSearchEntry({ id, text, language, sensitivity, organization, contact, proof }: Searchable): SearchEntry {
  const person = contact && !isAbove(contact.sensitivity, sensitivity) ? contact.name : null;
  return {
    type: 'followup',
    id,
    titleFr: text,
    titleEn: language === 'en' ? text : null,
    detailFr: organization?.nameFr ?? person,
    detailEn: organization?.nameEn ?? organization?.nameFr ?? person,
    names: [text],
    body: [organization?.nameFr, organization?.nameEn, person, proof],
    sensitivity,
  };
}

type SearchRow = Pick<Searchable, 'id' | 'text' | 'language' | 'sensitivity' | 'proof'> &
  PersonName & { contactId: string | null; contactLevel: string; organizationId: string | null; nameFr: string; nameEn: string | null };
type Reader = Pick<Readable, '$queryRaw'>;

/** Every follow-up as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export function followUpSearchEntries(from: Reader, after: string, take: number): Promise<SearchEntry[]> {
  return searchEntries(from, sql`f."id" > ${after} ORDER BY f."id" LIMIT ${take}`);
}

/** The same of some follow-ups; of those that are archived or gone, nothing. */
export function followUpSearchEntriesOf(from: Reader, ids: readonly string[]): Promise<SearchEntry[]> {
  return searchEntries(from, sql`f."id" IN (${listed(ids)}) ORDER BY f."id"`);
}

async function searchEntries(from: Reader, which: Sql): Promise<SearchEntry[]> {
  const rows = await from.$queryRaw<SearchRow[]>(sql`
    SELECT f."id", f."text", f."language", f."sensitivity", f."proof", f."organizationId", o."nameFr", o."nameEn",
      f."contactId", c."givenName", c."particle", c."familyName", c."nameOrder", c."sensitivity" AS "contactLevel"
    FROM "FollowUp" f LEFT JOIN "Organization" o ON o."id" = f."organizationId" LEFT JOIN "Contact" c ON c."id" = f."contactId"
    WHERE f."archivedAt" IS NULL AND ${which}`);
  return rows.map(({ organizationId, contactId, contactLevel, nameFr, nameEn, ...row }) =>
    followUpSearchEntry({
      ...row,
      organization: organizationId === null ? null : { id: organizationId, nameFr, nameEn },
      contact: contactId === null ? null : { name: contactName(row), sensitivity: contactLevel },
    }),
  );
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

const checkValues = (ctx: Context, change: FollowUpChange): FieldError[] => [
  ...checkDatesExist(change, ['dueOn', 'closedOn']),
  ...checkSensitivity([{ pointer: '/sensitivity', sensitivity: change.sensitivity }], visibleSensitivities(ctx.user.role)),
];

async function assertReferences(tx: Transaction, ctx: Context, input: FollowUpChange): Promise<void> {
  await assertExist([
    { pointer: '/organizationId', table: tx.organization, ids: [input.organizationId] },
    { pointer: '/contactId', table: tx.contact, ids: [input.contactId] },
    { pointer: '/assigneeId', table: tx.user, ids: [input.assigneeId] },
  ]);
  const hidden: FieldError[] = [];
  for (const field of ['bornInId', 'closedById'] as const) {
    const id = input[field];
    if (!id) continue;
    const found = await tx.interaction.findUnique({ where: { id }, select: { sensitivity: true, createdById: true } });
    // An interaction that the caller may not see is treated as one that does not exist.
    if (!found || !maySee(ctx.user, found)) {
      hidden.push({ pointer: `/${field}`, message: (locale) => m.problem_field_reference({}, { locale }) });
    }
  }
  refuse(hidden);
}
