import { visibleSensitivities, type Context } from '../http/context.ts';
import { sql, type ListQuery } from '../http/listing.ts';
import { countFollowUps, listsOfFollowUps } from '../followups/followup.service.ts';
import { listInteractions } from '../interactions/interaction.service.ts';
import { cadenceOf, daysOutOfTouch, nextContactOn } from '../organizations/cadence.rules.ts';
import { lastSpokenTo, losingTouchSql, ownRhythms, rhythmsOf } from '../organizations/touch.ts';
import { addDays } from '../text/day.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { horizon, pressingDate } from './today.rules.ts';
import type { Today } from './today.schema.ts';

type Scope = Today['scope'];
const longest = 12;
const pageSize = 50;
const openOnes = ['open', 'renegotiated'];

/** The page of the day for one person, or for the whole office. */
export async function getToday(ctx: Context, scope: Scope = 'mine'): Promise<Today> {
  const day = await readDay(ctx, scope);
  const losingTouch = day.losingTouch.slice(0, longest);
  const spoken = await lastSpokenTo(ctx, losingTouch.map(({ id }) => id));
  return {
    ...day,
    planned: day.planned.slice(0, longest),
    toConfirm: day.toConfirm.slice(0, longest),
    promisesWeOwe: day.promisesWeOwe.slice(0, longest),
    promisesOwedToUs: day.promisesOwedToUs.slice(0, longest),
    losingTouch: losingTouch.map((one) => ({ ...one, lastSpoken: spoken.get(one.id) ?? null })),
    agreementsToRenew: day.agreementsToRenew.slice(0, longest),
  };
}

type Lost = Omit<Today['losingTouch'][number], 'lastSpoken'>;
/** All that a day holds for one person or for the office, promises and meetings up to some fifty of each. */
export type Day = Omit<Today, 'losingTouch'> & { losingTouch: Lost[] };

/** Reads a day: what the page shows the beginning of, and what the digest is made from, which needs nothing that is planned. */
export async function readDay(ctx: Context, scope: Scope, withPlanned = true): Promise<Day> {
  const date = dateInZone(ctx.now);
  const mine = scope === 'mine' ? { concerns: [ctx.user.id] } : {};
  const soon = { status: openOnes, dueBefore: [addDays(date, horizon.promises + 1)], sort: 'dueOn', limit: pageSize, ...mine };
  const noMeeting: Awaited<ReturnType<typeof listInteractions>> = { items: [], total: 0, nextCursor: null };
  const [planned, past, promises, losingTouch, agreementsToRenew] = await Promise.all([
    withPlanned
      ? listInteractions(ctx, { status: ['planned'], from: [date], to: [addDays(date, horizon.planned)], sort: 'startsAt', limit: pageSize, ...mine })
      : noMeeting,
    listInteractions(ctx, { status: ['planned', 'draft'], from: [addDays(date, -horizon.toConfirm)], to: [date], limit: pageSize, ...mine }),
    listsOfFollowUps(ctx, [{ promisedBy: ['us', 'joint'], ...soon }, { promisedBy: ['them'], ...soon }]),
    partnersLosingTouch(ctx, scope, date),
    agreementsDue(ctx, scope, date),
  ]);
  const none = { items: [], total: 0 };
  const [weOwe = none, owedToUs = none] = promises;
  const now = ctx.now.toISOString();
  // What began earlier today is no longer to come; a whole day is to come until it ends.
  const hasPassed = (one: { startsAt: string; isAllDay: boolean; timeZone: string }): boolean =>
    one.isAllDay ? dateInZone(one.startsAt, one.timeZone) < date : one.startsAt <= now;
  const toConfirm = past.items.filter(hasPassed);
  const coming = planned.items.filter((one) => !hasPassed(one));
  return {
    date,
    scope,
    planned: coming,
    toConfirm,
    promisesWeOwe: weOwe.items,
    promisesOwedToUs: owedToUs.items,
    losingTouch,
    agreementsToRenew,
    counts: {
      plannedToday: coming.filter((one) => dateInZone(one.startsAt) === date).length,
      planned: planned.total - (planned.items.length - coming.length),
      toConfirm: past.total - (past.items.length - toConfirm.length),
      overdueByUs: await overdueOf(ctx, date, weOwe.items, { promisedBy: ['us', 'joint'], ...mine }),
      overdueByThem: await overdueOf(ctx, date, owedToUs.items, { promisedBy: ['them'], ...mine }),
      promisesWeOwe: weOwe.total,
      promisesOwedToUs: owedToUs.total,
      losingTouch: losingTouch.length,
      agreementsToRenew: agreementsToRenew.length,
    },
  };
}

/** How many promises are late. They come first on a page: only when it is full of them are the others counted. */
async function overdueOf(ctx: Context, date: string, page: Today['promisesWeOwe'], query: ListQuery): Promise<number> {
  const late = page.filter(({ isOverdue }) => isOverdue).length;
  return late < pageSize ? late : countFollowUps(ctx, { ...query, status: openOnes, dueBefore: [date] });
}

/** Partners whose last held interaction is further away than their rhythm, the furthest first. */
async function partnersLosingTouch(ctx: Context, scope: Scope, date: string): Promise<Lost[]> {
  const { reader } = ctx.db;
  const [rhythms, own] = await Promise.all([rhythmsOf(reader), ownRhythms(reader)]);
  const ours = scope === 'mine' ? sql`AND (o."ownerId" = ${ctx.user.id} OR o."backupOwnerId" = ${ctx.user.id})` : sql``;
  const rows = await reader.$queryRaw<
    (Pick<Lost, 'id' | 'version' | 'nameFr' | 'nameEn'> & {
      tier: string | null;
      cadenceDays: number | null;
      lastHeldAt: Date;
      stage: string;
      snoozedUntil: string | null;
      ownerId: string | null;
      ownerName: string | null;
    })[]
  >(sql`
    SELECT o."id", o."version", o."nameFr", o."nameEn", o."tier", o."cadenceDays", o."lastHeldAt", o."stage", o."snoozedUntil", o."ownerId",
      (SELECT u."name" FROM "User" u WHERE u."id" = o."ownerId") AS "ownerName"
    FROM "Organization" o WHERE o."archivedAt" IS NULL AND ${losingTouchSql(rhythms, own, ctx.now)} ${ours} ORDER BY o."lastHeldAt", o."id"`);
  return rows.flatMap(({ id, version, nameFr, nameEn, ownerId, ownerName, ...touch }) => {
    const cadence = cadenceOf(touch, rhythms);
    if (!cadence) return [];
    return {
      id,
      version,
      nameFr,
      nameEn,
      cadence,
      cadenceDays: cadence.days,
      lastHeldAt: touch.lastHeldAt.toISOString(),
      daysOutOfTouch: daysOutOfTouch(touch, rhythms, date) ?? 0,
      nextContactOn: nextContactOn(touch, rhythms, date),
      owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    };
  });
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
      sensitivity: true,
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
    .flatMap(({ parties, commitments, kind, id, titleFr, titleEn, sensitivity, owner, ...dates }) => {
      const deadline = pressingDate(dates, date, until);
      if (!deadline) return [];
      const tied = new Set(commitments.map(({ policyNode }) => policyNode.priority));
      return {
        id,
        kind: kind as Today['agreementsToRenew'][number]['kind'],
        titleFr,
        titleEn,
        sensitivity: sensitivity as Today['agreementsToRenew'][number]['sensitivity'],
        owner,
        deadline,
        parties: parties.map(({ organization }) => organization),
        priorities: (['shines', 'learns', 'attracts'] as const).filter((priority) => tied.has(priority)),
      };
    })
    .toSorted((a, b) => (a.deadline.on < b.deadline.on ? -1 : 1));
}
