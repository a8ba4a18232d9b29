import type { Database } from '../database.ts';
import { createContext, type Context, type Role } from '../http/context.ts';
import type { Locale } from '../http/problem.ts';
import { hasNothing, isTime, localMoment, mayTry } from './digest.rules.ts';
import { readDigest } from './digest.service.ts';
import type { Mailer } from './mailer.ts';
import { writeMail } from './mail.rules.ts';
import { stopToken } from './stop.rules.ts';

export type Delivery = {
  db: Database;
  mailer: Mailer;
  /** The address that people use, for the links */
  origin: string;
  /** Seals the links that stop the mail */
  secret: string;
  clock: () => Date;
};

/**
 * Writes to everyone for whom it is time and who has not been written to today. Never throws for a mail that does not
 * leave: why is on its DigestDelivery row, and a later call tries again.
 */
export async function deliverDue(delivery: Delivery): Promise<{ sent: number; failed: number }> {
  const { db, clock } = delivery;
  const people = await db.reader.user.findMany({
    where: { disabledAt: null, passwordHash: { not: null }, digest: { not: 'none' } },
    select: { id: true, name: true, email: true, role: true, locale: true, timeZone: true, digest: true },
    orderBy: { id: 'asc' },
  });
  const done = { sent: 0, failed: 0 };
  for (const { digest, ...person } of people) {
    const now = clock();
    if (!isTime(digest, now, person.timeZone)) continue;
    const user = { ...person, role: person.role as Role, locale: person.locale as Locale };
    const ctx = createContext({ db, user, locale: user.locale, now, requestId: 'digest' }) as Context;
    const outcome = await deliverTo(delivery, ctx);
    if (outcome) done[outcome] += 1;
  }
  return done;
}

async function deliverTo({ db, mailer, origin, secret }: Delivery, ctx: Context): Promise<'sent' | 'failed' | null> {
  const { now, user } = ctx;
  const { day } = localMoment(now, user.timeZone);
  if (!(await claim(db, user.id, day, now))) return null;
  const userId_day = { userId: user.id, day };
  try {
    const last = await db.reader.digestDelivery.findFirst({
      where: { userId: user.id, sentAt: { not: null }, day: { lt: day } },
      orderBy: { day: 'desc' },
      select: { day: true },
    });
    const digest = await readDigest(ctx, last?.day ?? null);
    if (hasNothing(digest)) return null;
    const mail = writeMail(digest, user.name, user.locale, { origin, stopToken: stopToken(user.id, secret) });
    await mailer.send({ to: { name: user.name, address: user.email }, ...mail });
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500).toWellFormed();
    await db.write((tx) => tx.digestDelivery.update({ where: { userId_day }, data: { error: reason } }));
    return 'failed';
  }
  await db.write((tx) => tx.digestDelivery.update({ where: { userId_day }, data: { sentAt: now } }));
  return 'sent';
}

/**
 * Takes a person's day before anything is sent, so that two processes, or one that is started again, never write twice:
 * a day taken without an outcome is not tried again, one that failed is.
 */
async function claim(db: Database, userId: string, day: string, now: Date): Promise<boolean> {
  const where = { userId_day: { userId, day } };
  if (!mayTry(await db.reader.digestDelivery.findUnique({ where }), now)) return false;
  try {
    return await db.write(async (tx) => {
      const row = await tx.digestDelivery.findUnique({ where });
      if (!mayTry(row, now)) return false;
      if (!row) {
        await tx.digestDelivery.create({ data: { userId, day, attempts: 1, attemptedAt: now } });
        return true;
      }
      const { count } = await tx.digestDelivery.updateMany({
        where: { userId, day, attempts: row.attempts, sentAt: null },
        data: { attempts: row.attempts + 1, attemptedAt: now, error: null },
      });
      return count === 1;
    });
  } catch {
    // Another process took it between the two statements.
    return false;
  }
}
