import type { Database } from '../database.ts';
import type { Context, Role } from '../http/context.ts';
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
  const row = await db.reader.setting.findUnique({ where: { key: 'demo.password' } });
  if (!row) return [];
  const users = await db.reader.user.findMany({
    where: { email: { endsWith: '@demo.example' }, disabledAt: null },
    select: { email: true, name: true, role: true },
    orderBy: { email: 'asc' },
  });
  return users.map((user) => ({ ...user, role: user.role as Role, password: row.value }));
}

export async function awaitsFirstAdministrator(db: Database): Promise<boolean> {
  return (await db.reader.user.count({ where: { passwordHash: { not: null } } })) === 0;
}
