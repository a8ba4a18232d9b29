import { inside, type Context, type Write } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { invalidField, notFound, type Words } from '../http/problem.ts';
import { assertExist } from '../http/records.ts';
import { whereVisible } from '../http/sight.ts';
import { contactNameSelect, readContact } from '../contacts/contact.reading.ts';
import { contactName, splitTypedName } from '../contacts/contact.names.rules.ts';
import { normalizeEmail } from '../contacts/contact.points.rules.ts';
import { createContact, updateContact } from '../contacts/contact.service.ts';
import { visibleTo } from '../interactions/interaction.listing.ts';
import { isThem, listUnmatched, settleUnmatched, type Unmatched } from '../interactions/unmatched.ts';
import { fold, sortKey } from '../text/fold.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { readingsOfName } from './matching.rules.ts';
import type { Settled, Settlement, Waiting } from './quarantine.schema.ts';

const longest = 100;

/** Who waits, those on the most interactions first; without a name, those who have only an address. */
export async function listQuarantine(ctx: Context): Promise<{ items: Waiting[]; total: number }> {
  const all = await listUnmatched(ctx.db.reader, ctx);
  const people = [...Map.groupBy(all, ({ email, name }) => email ?? `name ${fold(name)}`).values()].toSorted((a, b) => b.length - a.length);
  const shown = people.slice(0, longest);
  const organizations = await organizationsOf(ctx, shown.flat());
  const items = [];
  for (const appearances of shown) items.push(await toWaiting(ctx, appearances, organizations));
  return { items, total: people.length };
}

/** How many people wait. */
export async function countQuarantine(ctx: Context): Promise<number> {
  const [row] = await ctx.db.reader.$queryRaw<{ count: bigint | number }[]>(sql`
    SELECT count(DISTINCT COALESCE(pt."email", lower(pt."name"))) AS count
    FROM "Participant" pt JOIN "Interaction" i ON i."id" = pt."interactionId"
    WHERE pt."isUnmatched" AND i."archivedAt" IS NULL AND i."status" <> 'cancelled' AND ${visibleTo(ctx, sql`i`)}`);
  return Number(row?.count ?? 0);
}

type Organizations = Map<string, Waiting['organization']>;

async function organizationsOf(ctx: Context, appearances: Unmatched[]): Promise<Organizations> {
  const ids = [...new Set(appearances.flatMap(({ organizationId }) => organizationId ?? []))];
  const rows = await ctx.db.reader.organization.findMany({ where: { id: { in: ids } }, select: { id: true, nameFr: true, nameEn: true } });
  return new Map(rows.map((row) => [row.id, row]));
}

async function toWaiting(ctx: Context, appearances: Unmatched[], organizations: Organizations): Promise<Waiting> {
  const named = appearances.find(({ name, email }) => name !== email) ?? appearances[0];
  const name = named?.name ?? '';
  return {
    name,
    email: appearances[0]?.email ?? null,
    count: new Set(appearances.map(({ interactionId }) => interactionId)).size,
    interactions: appearances.slice(0, 3).map(({ interactionId, subject, language, startsAt }) => ({ id: interactionId, subject, language, startsAt: startsAt.toISOString() })),
    organization: organizations.get(appearances.find(({ organizationId }) => organizationId)?.organizationId ?? '') ?? null,
    candidates: await candidatesFor(ctx, name),
  };
}

/** People on record who share a family name with them. */
async function candidatesFor(ctx: Context, name: string): Promise<Waiting['candidates']> {
  const [reading] = readingsOfName(name);
  const family = sortKey(reading?.split(' ').at(-1) ?? '');
  if (family.length < 3) return [];
  const rows = await ctx.db.reader.contact.findMany({
    where: { archivedAt: null, sortName: { startsWith: family }, ...whereVisible(ctx.user) },
    select: { ...contactNameSelect, positions: { where: { isPrimary: true }, select: { organization: { select: { nameFr: true, nameEn: true } } }, take: 1 } },
    orderBy: { sortName: 'asc' },
    take: 3,
  });
  return rows.map((row) => {
    const at = row.positions[0]?.organization;
    return { id: row.id, name: contactName(row), detail: at ? (ctx.locale === 'en' ? (at.nameEn ?? at.nameFr) : at.nameFr) : null };
  });
}

/**
 * Settles who somebody is wherever the caller sees them wait, in one transaction. A person recognized keeps the address,
 * so that the next invitation knows them by itself.
 */
export function settleQuarantine(ctx: Context, settlement: Settlement): Promise<Settled> {
  const { contactId, create, ignore } = settlement;
  const email = settlement.email?.trim().toLowerCase() ?? null;
  const wanted = { email, name: settlement.name ?? null };
  if ([contactId, create, ignore].filter((one) => one !== undefined).length !== 1) throw invalidField('/contactId', said.oneOfThree);
  if (email === null && !wanted.name) throw invalidField('/email', said.needsWho);
  return ctx.write(async (write) => {
    const appearances = (await listUnmatched(write.tx, ctx)).filter((one) => isThem(one, wanted));
    if (appearances.length === 0) throw notFound();
    const within = inside(ctx, write);
    const settledAs = ignore ? null : contactId ? await recognized(within, write, contactId, email) : await made(within, write, create, appearances);
    await settleUnmatched(within, write, appearances, settledAs);
    return { count: new Set(appearances.map(({ interactionId }) => interactionId)).size, contactId: settledAs };
  });
}

const said: Record<'oneOfThree' | 'needsWho', Words> = {
  oneOfThree: (locale) => m.quarantine_one_of_three({}, { locale }),
  needsWho: (locale) => m.quarantine_needs_who({}, { locale }),
};

/** Somebody on record; the address is theirs from now on. */
async function recognized(ctx: Context, { tx }: Write, id: string, email: string | null): Promise<string> {
  await assertExist([{ pointer: '/contactId', table: tx.contact, ids: [id] }], whereVisible(ctx.user));
  const address = email === null ? null : normalizeEmail(email);
  const { contactPoints, version } = await readContact(tx, ctx, id);
  const isNew = address !== null && contactPoints.length < 30 && !contactPoints.some(({ kind, value }) => kind === 'email' && value === address);
  if (isNew) await updateContact(ctx, id, version, { contactPoints: [...contactPoints, { kind: 'email', value: address }] });
  return id;
}

/** A new person, to be completed by somebody. */
async function made(ctx: Context, { tx }: Write, create: Settlement['create'], appearances: Unmatched[]): Promise<string> {
  const typed = create?.name?.trim() || appearances.find(({ name, email }) => name !== email)?.name || '';
  if (typed === '') throw invalidField('/create/name', said.needsWho);
  const organizationId = create?.organizationId === undefined ? (appearances.find((one) => one.organizationId)?.organizationId ?? null) : create.organizationId;
  await assertExist([{ pointer: '/create/organizationId', table: tx.organization, ids: [organizationId] }]);
  const address = normalizeEmail(appearances[0]?.email ?? '');
  const { nameOrder, ...parts } = splitTypedName(readingsOfName(typed)[0] ?? typed);
  const { id } = await createContact(ctx, {
    ...parts,
    nameOrder: nameOrder as 'given_first' | 'family_first',
    isPending: true,
    collectionSource: 'correspondence',
    ...(organizationId ? { positions: [{ organizationId }] } : {}),
    ...(address ? { contactPoints: [{ kind: 'email', value: address, isPrimary: true }] } : {}),
  });
  return id;
}
