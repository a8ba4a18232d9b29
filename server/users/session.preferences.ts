import type { Database } from '../database.ts';
import { readSetting } from '../settings.ts';
import type { Context, OpenContext, Role } from '../http/context.ts';
import type { digestChoices } from '../vocabulary.ts';
import type { SessionUser } from './session.schema.ts';

/** Keeps what a person chose for their own screens; it is no record of the office, so it leaves no audit event. */
export async function keepPreferences(
  ctx: Context,
  input: Partial<Pick<SessionUser, 'locale' | 'theme' | 'density'>>,
): Promise<void> {
  await ctx.db.write((tx) => tx.user.update({ where: { id: ctx.user.id }, data: { ...input } }));
}

/** The accounts printed on the sign-in page of the demonstration office; none anywhere else. */
export async function listDemoAccounts(
  db: Database,
): Promise<{ email: string; password: string; name: string; role: Role }[]> {
  const password = await readSetting(db, 'demo.password');
  if (password === null) return [];
  const users = await db.reader.$queryRaw<{ email: string; name: string; role: Role }[]>`
    SELECT "email", "name", "role" FROM "User" WHERE "email" LIKE '%@demo.example' AND "disabledAt" IS NULL ORDER BY "email"`;
  return users.map((user) => ({ ...user, password }));
}

/** Whether nobody can sign in yet. */
export async function awaitsFirstAdministrator(db: Database): Promise<boolean> {
  const someone = await db.reader.$queryRaw<unknown[]>`SELECT 1 FROM "User" WHERE "passwordHash" IS NOT NULL LIMIT 1`;
  return someone.length === 0;
}

type DigestChoice = (typeof digestChoices)[number];

/** When a person is written to, and the last day whose digest they put away (ISO). */
export async function readDigestChoice(ctx: Context): Promise<{ digest: DigestChoice; digestSeenOn: string | null }> {
  const { digest, digestSeenOn } = await ctx.db.reader.user.findUniqueOrThrow({
    where: { id: ctx.user.id },
    select: { digest: true, digestSeenOn: true },
  });
  return { digest: digest as DigestChoice, digestSeenOn };
}

export async function chooseDigest(ctx: Context, digest: DigestChoice): Promise<void> {
  await ctx.db.write((tx) => tx.user.update({ where: { id: ctx.user.id }, data: { digest } }));
}

export async function putDigestAway(ctx: Context, day: string): Promise<void> {
  await ctx.db.write((tx) => tx.user.update({ where: { id: ctx.user.id }, data: { digestSeenOn: day } }));
}

/**
 * Stops a person's mail without their signing in; false when there is no such person. On record, since whoever holds the
 * link can do it.
 */
export async function stopDigest(ctx: OpenContext, userId: string): Promise<boolean> {
  return ctx.write(async ({ tx, audit }) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { name: true, digest: true } });
    if (!user) return false;
    if (user.digest === 'none') return true;
    await tx.user.update({ where: { id: userId }, data: { digest: 'none' } });
    await audit({ action: 'update', recordType: 'user', recordId: userId, recordLabel: user.name, before: { digest: user.digest }, after: { digest: 'none' } });
    return true;
  });
}
