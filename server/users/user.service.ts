import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { m } from '../../generated/paraglide/messages.js';
import type { Transaction } from '../database.ts';
import type { Context, OpenContext } from '../http/context.ts';
import { isIn } from '../http/conditions.ts';
import { join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { conflict, invalidField, notFound } from '../http/problem.ts';
import { assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import { hashOf } from '../http/session.ts';
import { endSessions, hashPassword } from './session.service.ts';
import { plainEmail } from './user.rules.ts';
import { userFields, type NewUser, type User, type UserChange } from './user.schema.ts';

const userListing: Listing = {
  from: sql`"User" u`,
  id: sql`u."id"`,
  columns: sql`u."id"`,
  base: () => [],
  filters: {
    q: (texts) => join(texts.map((text) => sql`lower(u."name" || ' ' || u."email") LIKE ${`%${text.toLowerCase()}%`}`), ' OR '),
    role: isIn(sql`u."role"`),
    disabled: (values) =>
      join(values.map((value) => (value === 'true' ? sql`u."disabledAt" IS NOT NULL` : sql`u."disabledAt" IS NULL`)), ' OR '),
  },
  sorts: {
    name: { expression: sql`u."name"`, kind: 'text' },
    updatedAt: { expression: sql`u."updatedAt"`, kind: 'instant' },
  },
  defaultSort: 'name',
};

const fieldNames = Object.keys(userFields) as (keyof typeof userFields)[];
type Row = NonNullable<Awaited<ReturnType<Transaction['user']['findUnique']>>>;

function toUser(row: Row): User {
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    ...(pick(row, fieldNames) as Pick<User, keyof typeof userFields>),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    canSignIn: row.passwordHash !== null,
  };
}

export async function listUsers(ctx: Context, query: ListQuery): Promise<{ items: User[]; total: number; nextCursor: string | null }> {
  const { rows, ...page } = await listPage<{ id: string }>(userListing, ctx, query);
  const found = await ctx.db.reader.user.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const byId = new Map(found.map((row) => [row.id, row]));
  return { items: rows.flatMap(({ id }) => byId.get(id) ?? []).map(toUser), ...page };
}

export async function getUser(ctx: Context, id: string): Promise<User> {
  const row = await ctx.db.reader.user.findUnique({ where: { id } });
  if (!row) throw notFound();
  return toUser(row);
}

export async function createUser(ctx: Context, input: NewUser): Promise<User> {
  const email = plainEmail(input.email);
  return ctx.write(async ({ tx, audit }) => {
    await assertFreeEmail(tx, email);
    const row = await tx.user.create({ data: { ...input, email, ...createdBy(ctx.user.id, ctx.now) } });
    const user = toUser(row);
    await audit({ action: 'create', recordType: 'user', recordId: row.id, recordLabel: row.name, after: user });
    return user;
  });
}

export async function updateUser(ctx: Context, id: string, ifMatch: number, change: UserChange): Promise<User> {
  return ctx.write(async ({ tx, audit }) => {
    const stored = await tx.user.findUnique({ where: { id } });
    await assertVersion(stored, ifMatch, async () => stored && toUser(stored));
    const { disabled, email: typed, ...fields } = change;
    const email = typed === undefined ? undefined : plainEmail(typed);
    if (email && email !== stored?.email) await assertFreeEmail(tx, email);
    if (stored?.role === 'administrator' && (disabled || (change.role && change.role !== 'administrator'))) {
      await assertAnotherAdministrator(tx, id);
    }
    const row = await tx.user.update({
      where: { id },
      data: {
        ...fields,
        ...(email ? { email } : {}),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? ctx.now : null }),
        ...updatedBy(ctx.user.id, ctx.now),
      },
    });
    if (disabled || row.role !== stored?.role) await endSessions(tx, id);
    const user = toUser(row);
    await audit({ action: 'update', recordType: 'user', recordId: id, recordLabel: row.name, before: stored && toUser(stored), after: user });
    return user;
  });
}

async function assertFreeEmail(tx: Transaction, email: string): Promise<void> {
  if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
    throw invalidField('/email', (locale) => m.user_email_taken({}, { locale }));
  }
}

async function assertAnotherAdministrator(tx: Transaction, id: string): Promise<void> {
  const others = await tx.user.count({
    where: { role: 'administrator', disabledAt: null, passwordHash: { not: null }, id: { not: id } },
  });
  if (others === 0) throw conflict((locale) => m.user_last_administrator({}, { locale }));
}

/** A token good for seven days; an earlier invitation of the same person is void. */
export async function inviteUser(ctx: Context, id: string): Promise<{ token: string; expiresAt: string }> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(ctx.now.getTime() + 7 * 24 * 60 * 60 * 1000);
  return ctx.write(async ({ tx, audit }) => {
    const user = await tx.user.findUnique({ where: { id } });
    if (!user || user.disabledAt) throw notFound();
    await tx.setupLink.deleteMany({ where: { purpose: 'invitation', userId: id, usedAt: null } });
    await tx.setupLink.create({
      data: { tokenHash: hashOf(token), purpose: 'invitation', userId: id, createdAt: ctx.now, expiresAt },
    });
    await audit({ action: 'update', recordType: 'user', recordId: id, recordLabel: user.name, before: { invitation: null }, after: { invitation: expiresAt } });
    return { token, expiresAt: expiresAt.toISOString() };
  });
}

export async function acceptInvitation(ctx: OpenContext, input: { token: string; password: string }): Promise<string> {
  // Before the hash, which is slow on purpose, and again in the transaction.
  await readInvited(ctx.db.reader, input.token, ctx.now);
  const passwordHash = await hashPassword(input.password);
  return ctx.write(async ({ tx, audit }) => {
    const user = await readInvited(tx, input.token, ctx.now);
    await tx.setupLink.update({ where: { tokenHash: hashOf(input.token) }, data: { usedAt: ctx.now } });
    await setPassword(tx, user.id, passwordHash, ctx.now);
    await audit({ action: 'update', recordType: 'user', recordId: user.id, recordLabel: user.name, before: { password: 'before' }, after: { password: 'chosen' } });
    return user.id;
  });
}

/** Whom an invitation in force is for, or a refusal (409). */
async function readInvited(from: Transaction, token: string, now: Date): Promise<{ id: string; name: string }> {
  const link = await from.setupLink.findUnique({ where: { tokenHash: hashOf(token) } });
  if (link?.userId && link.purpose === 'invitation' && !link.usedAt && link.expiresAt > now) {
    const user = await from.user.findUnique({ where: { id: link.userId }, select: { id: true, name: true, disabledAt: true } });
    if (user && !user.disabledAt) return user;
  }
  throw conflict((locale) => m.user_invitation_spent({}, { locale }));
}

export async function changePassword(
  ctx: Context,
  input: { current: string; next: string },
  currentSessionId: string | undefined,
): Promise<void> {
  const row = await ctx.db.reader.user.findUniqueOrThrow({ where: { id: ctx.user.id } });
  if (!row.passwordHash || !(await verify(row.passwordHash, input.current))) {
    throw invalidField('/current', (locale) => m.user_wrong_password({}, { locale }));
  }
  const passwordHash = await hashPassword(input.next);
  await ctx.write(async ({ tx, audit }) => {
    await setPassword(tx, ctx.user.id, passwordHash, ctx.now, currentSessionId);
    await audit({ action: 'update', recordType: 'user', recordId: ctx.user.id, recordLabel: ctx.user.name, before: { password: 'before' }, after: { password: 'changed' } });
  });
}

async function setPassword(tx: Transaction, userId: string, passwordHash: string, now: Date, keep?: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { passwordHash, updatedAt: now, version: { increment: 1 } } });
  await endSessions(tx, userId, keep);
}

// ── Where one is signed in, and one's tokens ──

export async function listSessions(ctx: Context, currentId: string | null) {
  const rows = await ctx.db.reader.session.findMany({
    where: { userId: ctx.user.id, expiresAt: { gt: ctx.now } },
    orderBy: { lastSeenAt: 'desc' },
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      userAgent: row.userAgent,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      isCurrent: row.id === currentId,
    })),
  };
}

export async function endSession(ctx: Context, id: string): Promise<void> {
  await ctx.write(async ({ tx, audit }) => {
    const { count } = await tx.session.deleteMany({ where: { id, userId: ctx.user.id } });
    if (count === 0) throw notFound();
    await audit({ action: 'sign_out', recordType: 'user', recordId: ctx.user.id, recordLabel: ctx.user.name });
  });
}

const inForce = (ctx: Context) => ({
  userId: ctx.user.id,
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now } }],
});
type TokenRow = { id: string; name: string; createdAt: Date; expiresAt: Date | null; lastUsedAt: Date | null };
const toToken = ({ id, name, createdAt, expiresAt, lastUsedAt }: TokenRow) => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

export async function listTokens(ctx: Context) {
  const rows = await ctx.db.reader.apiToken.findMany({ where: inForce(ctx), orderBy: { createdAt: 'desc' } });
  return { items: rows.map(toToken) };
}

export async function getToken(ctx: Context, id: string) {
  const row = await ctx.db.reader.apiToken.findFirst({ where: { id, ...inForce(ctx) } });
  if (!row) throw notFound();
  return toToken(row);
}

export async function revokeToken(ctx: Context, id: string): Promise<void> {
  await ctx.write(async ({ tx, audit }) => {
    const row = await tx.apiToken.findFirst({ where: { id, ...inForce(ctx) } });
    if (!row) throw notFound();
    await tx.apiToken.update({ where: { id }, data: { revokedAt: ctx.now } });
    await audit({ action: 'delete', recordType: 'token', recordId: id, recordLabel: row.name });
  });
}
