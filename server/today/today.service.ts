import { visibleSensitivities, type Context } from '../http/context.ts';
import { join, sql, type ListQuery } from '../http/listing.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import { listInteractions } from '../interactions/interaction.service.ts';
import { addDays } from '../interactions/moment.rules.ts';
import { daysOutOfTouch } from '../organizations/cadence.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { horizon, pressingDate } from './today.rules.ts';
import type { Today } from './today.schema.ts';

type Scope = Today['scope'];
const longest = 12;
const pageSize = 50;
const openOnes = ['open', 'renegotiated'];

/** The page of the day for one person, or for the whole office. */
export async function getToday(ctx: Context, scope: Scope = 'mine'): Promise<Today> {
  const date = dateInZone(ctx.now);
  const mine = scope === 'mine' ? { concerns: [ctx.user.id] } : {};
  const soon = { status: openOnes, dueBefore: [addDays(date, horizon.promises + 1)], sort: 'dueOn', limit: pageSize, ...mine };
  const [planned, past, weOwe, owedToUs, losingTouch, agreementsToRenew] = await Promise.all([
    listInteractions(ctx, { status: ['planned'], from: [date], to: [addDays(date, horizon.planned)], sort: 'startsAt', limit: pageSize, ...mine }),
    listInteractions(ctx, { status: ['planned', 'draft'], from: [addDays(date, -horizon.toConfirm)], to: [date], limit: pageSize, ...mine }),
    listFollowUps(ctx, { promisedBy: ['us', 'joint'], ...soon }),
    listFollowUps(ctx, { promisedBy: ['them'], ...soon }),
    partnersLosingTouch(ctx, scope),
    agreementsDue(ctx, scope, date),
  ]);
  const now = ctx.now.toISOString();
  // What began earlier today is no longer to come; a whole day is to come until it ends.
  const hasPassed = (one: { startsAt: string; isAllDay: boolean; timeZone: string }): boolean =>
    one.isAllDay ? dateInZone(one.startsAt, one.timeZone) < date : one.startsAt <= now;
  const toConfirm = past.items.filter(hasPassed);
  const coming = planned.items.filter((one) => !hasPassed(one));
  return {
    date,
    scope,
    planned: coming.slice(0, longest),
    toConfirm: toConfirm.slice(0, longest),
    promisesWeOwe: weOwe.items.slice(0, longest),
    promisesOwedToUs: owedToUs.items.slice(0, longest),
    losingTouch: losingTouch.slice(0, longest),
    agreementsToRenew: agreementsToRenew.slice(0, longest),
    counts: {
      plannedToday: coming.filter((one) => dateInZone(one.startsAt) === date).length,
      planned: planned.total - (planned.items.length - coming.length),
      toConfirm: past.total - (past.items.length - toConfirm.length),
      overdueByUs: await overdueOf(ctx, weOwe.items, { promisedBy: ['us', 'joint'], ...mine }),
      overdueByThem: await overdueOf(ctx, owedToUs.items, { promisedBy: ['them'], ...mine }),
      promisesWeOwe: weOwe.total,
      promisesOwedToUs: owedToUs.total,
      losingTouch: losingTouch.length,
      agreementsToRenew: agreementsToRenew.length,
    },
  };
}

/** How many promises are late. They come first on a page: only when it is full of them are the others counted. */
async function overdueOf(ctx: Context, page: Today['promisesWeOwe'], query: ListQuery): Promise<number> {
  const late = page.filter(({ isOverdue }) => isOverdue).length;
  if (late < pageSize) return late;
  return (await listFollowUps(ctx, { ...query, overdue: ['true'], limit: 1 })).total;
}

/** Partners whose last held interaction is further away than their rhythm, the furthest first. */
async function partnersLosingTouch(ctx: Context, scope: Scope): Promise<Today['losingTouch']> {
  const ours = scope === 'mine' ? sql`AND (o."ownerId" = ${ctx.user.id} OR o."backupOwnerId" = ${ctx.user.id})` : sql``;
  const tied = sql`"Organization" o WHERE o."archivedAt" IS NULL AND NOT o."isOurs" AND o."cadenceDays" IS NOT NULL
    AND o."lastHeldAt" IS NOT NULL AND o."stage" NOT IN ('closed', 'dormant') ${ours}`;
  const rhythms = await ctx.db.reader.$queryRaw<{ cadenceDays: number }[]>(sql`SELECT DISTINCT o."cadenceDays" FROM ${tied}`);
  if (rhythms.length === 0) return [];
  const broken = rhythms.map(({ cadenceDays }) => {
    const before = new Date(ctx.now.getTime() - Number(cadenceDays) * 86_400_000);
    return sql`(o."cadenceDays" = ${cadenceDays} AND o."lastHeldAt" < ${before})`;
  });
  const rows = await ctx.db.reader.$queryRaw<
    { id: string; version: number; nameFr: string; nameEn: string | null; cadenceDays: number; lastHeldAt: Date; stage: string; ownerId: string | null; ownerName: string | null }[]
  >(sql`
    SELECT o."id", o."version", o."nameFr", o."nameEn", o."cadenceDays", o."lastHeldAt", o."stage", o."ownerId",
      (SELECT u."name" FROM "User" u WHERE u."id" = o."ownerId") AS "ownerName"
    FROM ${tied} AND (${join(broken, ' OR ')}) ORDER BY o."lastHeldAt", o."id"`);
  return rows
    .map(({ stage, ownerId, ownerName, ...row }) => ({
      ...row,
      lastHeldAt: row.lastHeldAt.toISOString(),
      daysOutOfTouch: daysOutOfTouch({ ...row, stage }, ctx.now) ?? 0,
      owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    }))
    .filter((row) => row.daysOutOfTouch > 0);
}

/** Agreements whose notice, renewal or expiry is near or was missed, the nearest first. */
async function agreementsDue(ctx: Context, scope: Scope, date: string): Promise<Today['agreementsToRenew']> {
  const until = addDays(date, horizon.agreements);
  const within = { gte: addDays(date, -365), lte: until };
  const rows = await ctx.db.reader.agreement.findMany({
    where: {
      archivedAt: null,
      state: { in: ['signed', 'in_force'] },
      AND: [
        { OR: [{ noticeOn: within }, { renewalOn: within }, { expiresOn: within }] },
        { OR: [{ sensitivity: { in: visibleSensitivities(ctx.user.role) } }, { createdById: ctx.user.id }] },
      ],
      ...(scope === 'mine' ? { ownerId: ctx.user.id } : {}),
    },
    select: {
      id: true,
      kind: true,
      titleFr: true,
      titleEn: true,
      renewalOn: true,
      noticeOn: true,
      expiresOn: true,
      owner: { select: { id: true, name: true } },
      parties: {
        where: { organization: { isOurs: false } },
        select: { organization: { select: { id: true, nameFr: true, nameEn: true } } },
        orderBy: { position: 'asc' },
      },
      commitments: { select: { policyNode: { select: { priority: true } } } },
    },
  });
  return rows
    .flatMap(({ parties, commitments, kind, id, titleFr, titleEn, owner, ...dates }) => {
      const deadline = pressingDate(dates, date, until);
      if (!deadline) return [];
      const tied = new Set(commitments.map(({ policyNode }) => policyNode.priority));
      return {
        id,
        kind: kind as Today['agreementsToRenew'][number]['kind'],
        titleFr,
        titleEn,
        owner,
        deadline,
        parties: parties.map(({ organization }) => organization),
        priorities: (['shines', 'learns', 'attracts'] as const).filter((priority) => tied.has(priority)),
      };
    })
    .toSorted((a, b) => (a.deadline.on < b.deadline.on ? -1 : 1));
}
