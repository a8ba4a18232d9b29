import type { Context, OpenContext } from '../http/context.ts';
import { join, sql } from '../http/listing.ts';
import { conflict } from '../http/problem.ts';
import { dateInZone } from '../text/format.rules.ts';
import { readDay } from '../today/today.service.ts';
import { chooseDigest, putDigestAway, readDigestChoice, stopDigest } from '../users/session.preferences.ts';
import { emptyDigest, makeDigest, type Digest } from './digest.rules.ts';
import type { DigestShown } from './digest.schema.ts';
import { readStopToken } from './stop.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

/** Makes a person's digest of today, as far as they may see. `seenOn`: the day of the last one, ISO. */
export async function readDigest(ctx: Context, seenOn: string | null): Promise<Digest> {
  const day = await readDay(ctx, 'mine', { withPlanned: false });
  const late = day.promisesOwedToUs.flatMap(({ isOverdue, organization }) => (isOverdue && organization ? organization.id : []));
  return makeDigest(day, seenOn, await lastMet(ctx, [...new Set(late)]));
}

async function lastMet(ctx: Context, ids: string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ id: string; lastHeldAt: Date | null }[]>(
    sql`SELECT o."id", o."lastHeldAt" FROM "Organization" o WHERE o."id" IN (${join(ids)})`,
  );
  return new Map(rows.map(({ id, lastHeldAt }) => [id, lastHeldAt && dateInZone(lastHeldAt)]));
}

/** The digest for the screens; empty when only what was not put away is asked for, and it was. */
export async function getDigest(ctx: Context, unseen: boolean): Promise<DigestShown> {
  const { digestSeenOn } = await readDigestChoice(ctx);
  const today = dateInZone(ctx.now);
  const isSeen = digestSeenOn === today;
  const digest = isSeen && unseen ? emptyDigest(today) : await readDigest(ctx, digestSeenOn);
  const { day, since, news, late, soon, quiet, toConfirm, losingTouch, agreements } = digest;
  const promised = (items: Digest['quiet']): DigestShown['quiet'] =>
    items.map(({ id, text, language, dueOn, daysLate, organization }) => ({ id, text, language, dueOn, daysLate, organization }));
  const bySide = ({ byUs, byThem }: Digest['late']): DigestShown['late'] => ({ byUs: promised(byUs), byThem: promised(byThem) });
  return {
    day,
    since,
    isSeen,
    news,
    late: bySide(late),
    soon: bySide(soon),
    quiet: promised(quiet),
    toConfirm: toConfirm.map(({ id, subject, language, startsAt }) => ({ id, subject, language, startsAt })),
    losingTouch: losingTouch.map(({ id, nameFr, nameEn, daysOutOfTouch }) => ({ id, nameFr, nameEn, daysOutOfTouch })),
    agreements: agreements.map(({ id, titleFr, titleEn, deadline }) => ({ id, titleFr, titleEn, on: deadline.on })),
  };
}

export const putAway = (ctx: Context): Promise<void> => putDigestAway(ctx, dateInZone(ctx.now));

export async function getMailChoice(ctx: Context, isConfigured: boolean) {
  const { digest } = await readDigestChoice(ctx);
  return { digest, isConfigured, timeZone: ctx.user.timeZone };
}

export const chooseMail = chooseDigest;

/** @throws 409 when the link is not ours */
export async function stopByLink(ctx: OpenContext, token: string | undefined, secret: string): Promise<void> {
  const userId = token === undefined ? null : readStopToken(token, secret);
  if (userId === null || !(await stopDigest(ctx, userId))) throw conflict((locale) => m.digest_stop_unknown({}, { locale }));
}
