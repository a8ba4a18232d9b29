import { createHash, randomBytes } from 'node:crypto';
import type { Context, OpenContext } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { hashOf } from '../http/session.ts';
import { readSessionUser } from '../users/session.service.ts';
import { personalCalendar } from './personal-calendar.ts';
import type { Feed, NewFeed } from './feed.schema.ts';

const hour = 60 * 60 * 1000;
/** The trail is kept in the office's first language. */
const label = (id: string) => ({ recordType: 'calendar-feed', recordId: id, recordLabel: m.feed_section({}, { locale: 'fr' }) });

export async function listFeeds(ctx: Context): Promise<{ items: Feed[] }> {
  const rows = await ctx.db.reader.calendarFeed.findMany({ where: { userId: ctx.user.id, revokedAt: null }, orderBy: { createdAt: 'asc' } });
  return { items: rows.map(({ id, createdAt, lastReadAt }) => ({ id, createdAt: createdAt.toISOString(), lastReadAt: lastReadAt?.toISOString() ?? null })) };
}

/** Makes an address for a device. Only the hash of its secret is kept. */
export async function createFeed(ctx: Context): Promise<NewFeed> {
  const token = randomBytes(24).toString('base64url');
  return ctx.write(async ({ tx, audit }) => {
    const { id } = await tx.calendarFeed.create({ data: { userId: ctx.user.id, tokenHash: hashOf(token), createdAt: ctx.now } });
    await audit({ action: 'create', ...label(id) });
    return { id, path: `/api/calendar/${token}.ics` };
  });
}

export async function revokeFeed(ctx: Context, id: string): Promise<void> {
  await ctx.write(async ({ tx, audit }) => {
    const { count } = await tx.calendarFeed.updateMany({ where: { id, userId: ctx.user.id, revokedAt: null }, data: { revokedAt: ctx.now } });
    if (count === 0) throw notFound();
    await audit({ action: 'delete', ...label(id) });
  });
}

/**
 * The calendar behind an address, with the mark of its content. An address that was never given, was revoked, or is of
 * somebody who may no longer sign in is not found, and nothing says which.
 */
export async function readFeed(ctx: OpenContext, token: string): Promise<{ content: string; etag: string }> {
  const feed = await ctx.db.reader.calendarFeed.findUnique({ where: { tokenHash: hashOf(token) } });
  const user = feed && !feed.revokedAt ? await readSessionUser(ctx.db, feed.userId) : null;
  if (!feed || !user) throw notFound();
  const content = await personalCalendar({ ...ctx, user, locale: user.locale });
  if (!feed.lastReadAt || ctx.now.getTime() - feed.lastReadAt.getTime() > hour) {
    // The calendar is readable even when nothing can be written: the date of the last reading is only a help.
    await ctx.db.write((tx) => tx.calendarFeed.updateMany({ where: { id: feed.id }, data: { lastReadAt: ctx.now } })).catch(() => undefined);
  }
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"` };
}
