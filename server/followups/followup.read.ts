import type { Prisma } from '../../generated/prisma/client.ts';
import type { Readable } from '../database.ts';
import { contactName, type PersonName } from '../contacts/contact.names.rules.ts';
import type { Context } from '../http/context.ts';
import { listed, sql } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { maySee } from '../http/sight.ts';
import { dateInZone } from '../text/format.rules.ts';
import { followUpFields, type FollowUp } from './followup.schema.ts';
import { daysLate, isOverdue } from './followup.standing.rules.ts';

type From = Pick<Readable, '$queryRaw'>;
/** Whatever has a level and an author. */
type Guarded = { id: string; sensitivity: string; createdById: string | null };
type Person = { id: string; name: string };
type Met = Guarded & { subject: string; startsAt: Date };
type Dated = Omit<FollowUp['renegotiations'][number], 'agreedAt' | 'agreedBy'> & { followUpId: string; agreedAt: Date; agreedById: string | null };
/** What the promises point to, each by its id. */
type Around = {
  organizations: Map<string, NonNullable<FollowUp['organization']>>;
  contacts: Map<string, Guarded & PersonName>;
  people: Map<string, Person>;
  meetings: Map<string, Met>;
  renegotiations: Map<string, Dated[]>;
};

export const followUpFieldNames = Object.keys(followUpFields) as (keyof typeof followUpFields)[];

/**
 * One follow-up as the caller may see it; what is hidden does not exist. `from` is the reader or the transaction: in SQL,
 * since every write of a follow-up ends with it.
 */
export async function readFollowUp(from: From, ctx: Context, id: string): Promise<FollowUp> {
  const [row] = await storedRows(from, [id]);
  if (!row || !maySee(ctx.user, row)) throw notFound();
  const [one] = await toFollowUps(from, ctx, [row]);
  return one!;
}

/** The follow-ups of a page, in its order, with one query a table. */
export async function readFollowUps(ctx: Context, page: readonly { id: string }[]): Promise<FollowUp[]> {
  if (page.length === 0) return [];
  const { reader } = ctx.db;
  const rows = new Map((await storedRows(reader, page.map(({ id }) => id))).map((row) => [row.id, row]));
  return toFollowUps(reader, ctx, page.flatMap(({ id }) => rows.get(id) ?? []));
}

type Stored = Prisma.FollowUpGetPayload<object>;

const storedRows = (from: From, ids: string[]): Promise<Stored[]> =>
  from.$queryRaw<Stored[]>(sql`SELECT * FROM "FollowUp" WHERE "id" IN (${listed(ids)})`);

async function toFollowUps(from: From, ctx: Context, rows: Stored[]): Promise<FollowUp[]> {
  const around = await readAround(from, rows);
  const today = dateInZone(ctx.now);
  return rows.map((row) => toFollowUp(row, around, ctx, today));
}

async function readAround(from: From, rows: Stored[]): Promise<Around> {
  const of = (...fields: ('organizationId' | 'contactId' | 'bornInId' | 'closedById')[]) =>
    listed(rows.flatMap((row) => fields.map((field) => row[field])));
  const renegotiations = await from.$queryRaw<Dated[]>(sql`
    SELECT "followUpId", "fromOn", "toOn", "reason", "agreedAt", "agreedById" FROM "Renegotiation"
    WHERE "followUpId" IN (${listed(rows.map(({ id }) => id))}) ORDER BY "agreedAt", "id"`);
  const [organizations, contacts, people, meetings] = await Promise.all([
    from.$queryRaw<NonNullable<FollowUp['organization']>[]>(sql`
      SELECT "id", "nameFr", "nameEn" FROM "Organization" WHERE "id" IN (${of('organizationId')})`),
    from.$queryRaw<(Guarded & PersonName)[]>(sql`
      SELECT "id", "givenName", "particle", "familyName", "nameOrder", "sensitivity", "createdById" FROM "Contact" WHERE "id" IN (${of('contactId')})`),
    from.$queryRaw<Person[]>(sql`
      SELECT "id", "name" FROM "User"
      WHERE "id" IN (${listed([...rows.map(({ assigneeId }) => assigneeId), ...renegotiations.map(({ agreedById }) => agreedById)])})`),
    from.$queryRaw<Met[]>(sql`
      SELECT "id", "subject", "startsAt", "sensitivity", "createdById" FROM "Interaction" WHERE "id" IN (${of('bornInId', 'closedById')})`),
  ]);
  return {
    organizations: byId(organizations),
    contacts: byId(contacts),
    people: byId(people),
    meetings: byId(meetings),
    renegotiations: Map.groupBy(renegotiations, ({ followUpId }) => followUpId),
  };
}

const byId = <Row extends { id: string }>(rows: Row[]): Map<string, Row> => new Map(rows.map((row) => [row.id, row]));

/** The one bridge from the stored record to what the API shows; `today` is that of the office's zone. */
function toFollowUp(row: Stored, { organizations, contacts, people, meetings, renegotiations }: Around, ctx: Context, today: string): FollowUp {
  const visible = <One extends Guarded>(known: Map<string, One>, id: string | null): One | null => {
    const one = known.get(id ?? '');
    return one && maySee(ctx.user, one) ? one : null;
  };
  const meeting = (id: string | null): FollowUp['bornIn'] => {
    const one = visible(meetings, id);
    return one && { id: one.id, subject: one.subject, startsAt: one.startsAt.toISOString() };
  };
  const contact = visible(contacts, row.contactId);
  return {
    ...recordFields(row),
    ...(pick(row, followUpFieldNames) as Pick<FollowUp, keyof typeof followUpFields>),
    originalDueOn: row.originalDueOn,
    isOverdue: isOverdue(row.dueOn, today, row.status),
    daysLate: daysLate(row, today),
    renegotiations: (renegotiations.get(row.id) ?? []).map(({ fromOn, toOn, reason, agreedAt, agreedById }) => ({
      fromOn,
      toOn,
      reason,
      agreedAt: agreedAt.toISOString(),
      agreedBy: people.get(agreedById ?? '') ?? null,
    })),
    organization: organizations.get(row.organizationId ?? '') ?? null,
    contact: contact && { id: contact.id, name: contactName(contact) },
    assignee: people.get(row.assigneeId ?? '') ?? null,
    bornIn: meeting(row.bornInId),
    closedBy: meeting(row.closedById),
  };
}
