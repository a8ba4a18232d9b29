import { visibleSensitivities, type Context } from '../http/context.ts';
import type { Reference } from '../http/endpoint.ts';
import { isLarge, kept, keptAs } from '../http/kept.ts';
import { join, sql } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { visibleTo } from '../http/sight.ts';
import { organizationsLeft } from '../organizations/organization.list.ts';
import { startOfDay } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { leftQuery, type Question, type Standing } from './acquaintance.answer.ts';
import { ask } from './acquaintance.ask.ts';
import { monthsBefore } from './acquaintance.rules.ts';
import type { AcquaintanceQuery, Acquaintances, Hangs } from './acquaintance.schema.ts';
import { declaredTies, ownAbove, tiesFromInteractions, type Ties } from './acquaintance.ties.ts';

const shownPartners = 50;
const shownHanging = 200;

export async function getAcquaintances(ctx: Context, query: AcquaintanceQuery): Promise<Acquaintances> {
  if (!isLarge(ctx)) return readAcquaintances(ctx, query);
  const key = ['acquaintances', ctx.user.id, ctx.user.role, dateInZone(ctx.now), JSON.stringify(Object.entries(query).sort())].join(' ');
  return keptAs(ctx, key, (now) => readAcquaintances({ ...ctx, now }, query), true);
}

async function readAcquaintances(ctx: Context, query: AcquaintanceQuery): Promise<Acquaintances> {
  const { question, since } = await questionOf(ctx, query);
  const { answer, asOf } = await ask(ctx, question);
  if (!('summary' in answer)) throw new Error('a summary was asked for');
  const { people, departments, ...rest } = answer.summary;
  const [names, ours] = await Promise.all([namesOf(ctx, people), departmentsOf(ctx, departments)]);
  return {
    since,
    asOf,
    ...rest,
    people: people.flatMap(({ id, ...standing }) => (names.has(id) ? [{ id, name: names.get(id) ?? '', ...standing }] : [])),
    departments: departments.flatMap(({ id, known, lastAt }) => (ours.has(id) ? [{ ...(ours.get(id) as Reference), known, lastAt }] : [])),
  };
}

/** What hangs on one of us; 404 for somebody whom the office does not know. */
export async function getHangs(ctx: Context, userId: string, query: AcquaintanceQuery): Promise<Hangs> {
  const [user] = await ctx.db.reader.$queryRaw<{ id: string; name: string }[]>(sql`SELECT "id", "name" FROM "User" WHERE "id" = ${userId}`);
  if (!user) throw notFound();
  const { question, since } = await questionOf(ctx, query, userId);
  const { answer, asOf } = await ask(ctx, question);
  if (!('alone' in answer)) throw new Error('one person was asked for');
  const { partners, ...standing } = answer.alone;
  const [promises, plans] = await Promise.all([openPromises(ctx, partners), plannedWith(ctx, partners)]);
  return {
    user,
    since,
    asOf,
    ...standing,
    partners: partners.map((partner) => ({
      ...partner,
      promises: promises.get(partner.id) ?? 0,
      planned: plans.get(partner.id)?.planned ?? 0,
      nextAt: plans.get(partner.id)?.nextAt ?? null,
    })),
  };
}

/** What the address asks, as plain data. */
export async function questionOf(ctx: Context, query: AcquaintanceQuery, only?: string): Promise<{ question: Question; since: string }> {
  const { months = 24, show, limit, offset = 0, ...filters } = query;
  const since = monthsBefore(dateInZone(ctx.now), months);
  const start = startOfDay(since);
  const left = leftQuery(await organizationsLeft(ctx, filters));
  const question: Question = {
    left: { sql: left.sql, values: left.values.map((value) => (value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value)) },
    more: await kept(ctx, { module: import.meta.url, name: 'readBesides' }, start.toISOString(), readBesides),
    since: start.toISOString(),
    now: ctx.now.toISOString(),
    only,
    show,
    limit: limit ?? (only === undefined ? shownPartners : shownHanging),
    offset,
  };
  return { question, since };
}

/** Ties that are the caller's to see whatever their level, and those that are only said. */
export async function readBesides(ctx: Context, start: string): Promise<Ties> {
  const since = new Date(start);
  const read = <Row>(query: Parameters<typeof ctx.db.rows.all>[0]): Promise<Row[]> => Promise.resolve(ctx.db.rows.all<Row>(query));
  const levels = visibleSensitivities(ctx.user.role);
  const none: Ties = { people: [], departments: [] };
  const [declared, above] = await Promise.all([
    declaredTies(read, dateInZone(ctx.now), visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)),
    levels.includes('confidential') ? none : tiesFromInteractions(read, ownAbove(since, levels, ctx.user.id)),
  ]);
  return { people: [...declared, ...above.people], departments: above.departments };
}

async function namesOf(ctx: Context, people: Standing[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ id: string; name: string }[]>(sql`
    SELECT "id", "name" FROM "User" WHERE "id" IN (${join(people.map(({ id }) => id))})`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function departmentsOf(ctx: Context, departments: Standing[]): Promise<Map<string, Reference>> {
  if (departments.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<Reference[]>(sql`
    SELECT "id", "nameFr", "nameEn" FROM "Organization" WHERE "id" IN (${join(departments.map(({ id }) => id))})`);
  return new Map(rows.map((row) => [row.id, row]));
}

type Partners = readonly { id: string }[];
async function openPromises(ctx: Context, partners: Partners): Promise<Map<string, number>> {
  if (partners.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ id: string; count: number }[]>(sql`
    SELECT f."organizationId" AS "id", count(*) AS count FROM "FollowUp" f
    WHERE f."organizationId" IN (${join(partners.map(({ id }) => id))}) AND f."status" IN ('open', 'renegotiated') AND f."archivedAt" IS NULL
      AND ${visibleTo(ctx, sql`f."sensitivity"`, sql`f."createdById"`)} GROUP BY f."organizationId"`);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

async function plannedWith(ctx: Context, partners: Partners): Promise<Map<string, { planned: number; nextAt: string }>> {
  if (partners.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ id: string; planned: number; nextAt: string }[]>(sql`
    SELECT l."organizationId" AS "id", count(*) AS "planned", min(l."startsAt") AS "nextAt"
    FROM interaction_line l JOIN "Interaction" i ON i."id" = l."interactionId"
    WHERE l."organizationId" IN (${join(partners.map(({ id }) => id))}) AND l."status" = 'planned' AND l."startsAt" >= ${ctx.now}
      AND i."archivedAt" IS NULL AND ${visibleTo(ctx, sql`i."sensitivity"`, sql`i."createdById"`)} GROUP BY l."organizationId"`);
  return new Map(rows.map(({ id, planned, nextAt }) => [id, { planned, nextAt: new Date(nextAt).toISOString() }]));
}
