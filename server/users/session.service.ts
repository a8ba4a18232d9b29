import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { m } from '../../generated/paraglide/messages.js';
import type { Database, Transaction } from '../database.ts';
import type { Context, OpenContext, Role, SignedIn } from '../http/context.ts';
import { hashOf } from '../http/session.ts';
import { sql } from '../http/listing.ts';
import { conflict, invalidField, unauthenticated, type Locale } from '../http/problem.ts';
import { readSetting } from '../settings.ts';
import { awaitsFirstAdministrator } from './session.preferences.ts';
import type { SessionUser } from './session.schema.ts';
import { plainEmail } from './user.rules.ts';

/** Asked at every request: SQL, since it costs a third of the same through the ORM. */
const whoColumns = sql`u."id", u."name", u."email", u."role", u."locale", u."timeZone", u."disabledAt"`;
const who = { id: true, name: true, email: true, role: true, locale: true, timeZone: true, disabledAt: true } as const;
type TokenState = { tokenId: string; expiresAt: Date | null; revokedAt: Date | null; lastUsedAt: Date | null };
type Who = { id: string; name: string; email: string; role: string; locale: string; timeZone: string; disabledAt: Date | null };

/** OWASP's first recommendation for Argon2id. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

function toSignedIn(row: Who | null | undefined): SignedIn | null {
  if (!row || row.disabledAt) return null;
  const { id, name, email, timeZone } = row;
  return { id, name, email, timeZone, role: row.role as Role, locale: row.locale as Locale };
}

export async function readSessionUser(db: Database, userId: string): Promise<SignedIn | null> {
  const [row] = await db.reader.$queryRaw<Who[]>`SELECT ${whoColumns} FROM "User" u WHERE u."id" = ${userId}`;
  return toSignedIn(row);
}

export async function readTokenUser(db: Database, token: string, now: Date): Promise<SignedIn | null> {
  const [row] = await db.reader.$queryRaw<(Who & TokenState)[]>`
    SELECT ${whoColumns}, t."id" AS "tokenId", t."expiresAt", t."revokedAt", t."lastUsedAt"
    FROM "ApiToken" t JOIN "User" u ON u."id" = t."userId" WHERE t."tokenHash" = ${hashOf(token)}`;
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null;
  const user = toSignedIn(row);
  if (user && isOld(row.lastUsedAt, now)) {
    note(db, (tx) => tx.apiToken.updateMany({ where: { id: row.tokenId }, data: { lastUsedAt: now } }));
  }
  return user;
}

/** Remembers, to the nearest ten minutes, when a session was last used: a write at every request would cost too much. */
export function touchSession(db: Database, id: string, lastSeenAt: Date, now: Date): void {
  if (isOld(lastSeenAt, now)) note(db, (tx) => tx.session.updateMany({ where: { id }, data: { lastSeenAt: now } }));
}

/** A write of no consequence: no request waits for it, and a disk that refuses it takes nothing from the reader. */
function note(db: Database, work: (tx: Transaction) => Promise<unknown>): void {
  db.write(work).catch(() => undefined);
}

const tenMinutes = 600_000;
const isOld = (at: Date | null, now: Date): boolean => !at || now.getTime() - at.getTime() > tenMinutes;

let decoy: Promise<string> | undefined;

/** The person behind an address and a password, or a refusal that does not say which of the two was wrong. */
export async function signIn(ctx: OpenContext, email: string, password: string): Promise<SignedIn> {
  const row = await ctx.db.reader.user.findUnique({
    where: { email: plainEmail(email) },
    select: { ...who, passwordHash: true },
  });
  // An unknown address costs the same time as a wrong password.
  decoy ??= hashPassword(randomBytes(12).toString('hex'));
  const matches = await verify(row?.passwordHash ?? (await decoy), password);
  const user = toSignedIn(row);
  if (!user || !row?.passwordHash || !matches) {
    throw unauthenticated((locale) => m.signin_refused({}, { locale }));
  }
  await ctx.write(async ({ tx }) => {
    await tx.auditEvent.create({
      data: { at: ctx.now, userId: user.id, action: 'sign_in', recordType: 'user', recordId: user.id, recordLabel: user.name, requestId: ctx.requestId },
    });
    await forgetExpired(tx, ctx.now);
  });
  return user;
}

/** What has served its time: sessions past theirs, and answers kept for requests that nobody repeats after a week. */
async function forgetExpired(tx: Transaction, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { expiresAt: { lt: now } } });
  await tx.idempotencyRecord.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - 7 * 24 * 60 * 60 * 1000) } } });
}

/** What the screens know of the person signed in. */
export async function describeSession(ctx: Context, csrfToken: string): Promise<SessionUser> {
  const row = await ctx.db.reader.user.findUniqueOrThrow({ where: { id: ctx.user.id } });
  const demo = await readDemoNotice(ctx.db);
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    locale: row.locale as Locale,
    theme: row.theme as SessionUser['theme'],
    density: row.density as SessionUser['density'],
    timeZone: row.timeZone,
    csrfToken,
    demo,
  };
}

export async function readDemoNotice(db: Database): Promise<{ noticeFr: string; noticeEn: string } | null> {
  const stored = await readSetting(db, 'demo.notice');
  if (stored === null) return null;
  const notice = JSON.parse(stored) as { fr: string; en: string };
  return { noticeFr: notice.fr, noticeEn: notice.en };
}

/** Ends every session of a person, save perhaps the one in use. */
export async function endSessions(tx: Transaction, userId: string, exceptId?: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId, ...(exceptId ? { id: { not: exceptId } } : {}) } });
}

/** Makes the one-time token by which the first administrator signs up, while there is nobody; otherwise null. */
export async function createSetupLink(db: Database, now: Date): Promise<string | null> {
  if (!(await awaitsFirstAdministrator(db))) return null;
  const token = randomBytes(24).toString('base64url');
  await db.write(async (tx) => {
    await tx.setupLink.deleteMany({ where: { purpose: 'first_administrator', usedAt: null } });
    await tx.setupLink.create({
      data: {
        tokenHash: hashOf(token),
        purpose: 'first_administrator',
        createdAt: now,
        expiresAt: new Date(now.getTime() + 24 * 60 * 60 * 1000),
      },
    });
  });
  return token;
}

/** The set-up link in force, or a refusal (409): it is void once it has served, is a day old, or somebody can sign in. */
async function readSetupLink(from: Transaction, token: string, now: Date): Promise<{ tokenHash: string }> {
  const link = await from.setupLink.findUnique({ where: { tokenHash: hashOf(token) } });
  const isGood = link?.purpose === 'first_administrator' && !link.usedAt && link.expiresAt > now;
  if (isGood && (await from.user.count({ where: { passwordHash: { not: null } } })) === 0) return link;
  throw conflict((locale) => m.setup_link_spent({}, { locale }));
}

/** Turns the set-up link into the first administrator. */
export async function setUpFirstAdministrator(
  ctx: OpenContext,
  input: { token: string; name: string; email: string; password: string },
): Promise<SignedIn> {
  const email = plainEmail(input.email);
  // Before the hash, which is slow on purpose, and again in the transaction.
  await readSetupLink(ctx.db.reader, input.token, ctx.now);
  const passwordHash = await hashPassword(input.password);
  return ctx.write(async ({ tx, audit }) => {
    const link = await readSetupLink(tx, input.token, ctx.now);
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
      throw invalidField('/email', (locale) => m.user_email_taken({}, { locale }));
    }
    const user = await tx.user.create({
      data: {
        email,
        name: input.name.trim(),
        passwordHash,
        role: 'administrator',
        locale: ctx.locale,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
      select: who,
    });
    await tx.setupLink.update({ where: { tokenHash: link.tokenHash }, data: { usedAt: ctx.now } });
    await audit({ action: 'create', recordType: 'user', recordId: user.id, recordLabel: user.name, after: { role: 'administrator' } });
    return toSignedIn(user) as SignedIn;
  });
}

// ── Tokens for programs ──

export async function createToken(
  ctx: Context,
  input: { name: string; expiresAt?: string | null | undefined },
): Promise<{ id: string; token: string }> {
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= ctx.now) throw invalidField('/expiresAt', (locale) => m.token_expiry_past({}, { locale }));
  const token = `psr_${randomBytes(30).toString('base64url')}`;
  return ctx.write(async ({ tx, audit }) => {
    const row = await tx.apiToken.create({
      data: {
        userId: ctx.user.id,
        name: input.name,
        tokenHash: hashOf(token),
        createdAt: ctx.now,
        expiresAt,
      },
    });
    await audit({ action: 'create', recordType: 'token', recordId: row.id, recordLabel: row.name });
    return { id: row.id, token };
  });
}
