import type { roles, sensitivities } from '../vocabulary.ts';
import type { Database, Transaction } from '../database.ts';
import { recordAudit, type AuditEntry } from '../history/audit.ts';
import { seal, storedKey, unseal } from './idempotency.ts';
import { conflict, type Locale } from './problem.ts';
import { m } from '../../generated/paraglide/messages.js';

export type Role = (typeof roles)[number];
export type SignedIn = { id: string; name: string; email: string; role: Role; locale: Locale; timeZone: string };

/** A write under way: the transaction, and the audit trail that is part of it. */
export type Write = { tx: Transaction; audit(entry: AuditEntry): Promise<void> };

/** What a use case may know of who calls it. `user` is null only where the route allows anyone. */
export type OpenContext = {
  db: Database;
  user: SignedIn | null;
  locale: Locale;
  now: Date;
  requestId: string;
  /** One transaction with its audit events and, for a request with an Idempotency-Key, the record of its answer. */
  write<T>(work: (write: Write) => Promise<T>): Promise<T>;
};
export type Context = OpenContext & { user: SignedIn };

export type Idempotency = { key: string; fingerprint: string; status: number };

/** Thrown through the write to answer a repeated request with its first answer. */
export class Replay extends Error {
  readonly status: number;
  readonly response: string;
  constructor(status: number, response: string) {
    super('replay');
    this.status = status;
    this.response = response;
  }
}

export function createContext(options: {
  db: Database;
  user: SignedIn | null;
  locale: Locale;
  now: Date;
  requestId: string;
  idempotency?: Idempotency | undefined;
}): OpenContext {
  const { db, user, locale, now, requestId, idempotency } = options;
  const write = <T>(work: (write: Write) => Promise<T>): Promise<T> =>
    db.write(async (tx) => {
      if (idempotency && user) await replayed(tx, user.id, idempotency);
      const audit = (entry: AuditEntry): Promise<void> =>
        recordAudit(tx, { ...entry, at: now, userId: user?.id ?? null, requestId });
      const result = await work({ tx, audit });
      if (idempotency && user) {
        const { key, ...request } = idempotency;
        const response = seal(JSON.stringify(result ?? null), key);
        await tx.idempotencyRecord.create({
          data: { userId: user.id, key: storedKey(key), ...request, response, createdAt: now },
        });
      }
      return result;
    });
  return { db, user, locale, now, requestId, write };
}

/**
 * The same caller inside a write under way: a use case called with it joins that transaction instead of opening its own,
 * and leaves the request's Idempotency-Key to whoever opened it.
 */
export function inside(ctx: Context, write: Write): Context {
  return { ...ctx, write: (work) => work(write) };
}

async function replayed(tx: Transaction, userId: string, { key, fingerprint }: Idempotency): Promise<void> {
  const first = await tx.idempotencyRecord.findUnique({ where: { userId_key: { userId, key: storedKey(key) } } });
  if (!first) return;
  if (first.fingerprint !== fingerprint) throw conflict((locale) => m.problem_idempotency_reused({}, { locale }));
  throw new Replay(first.status, unseal(first.response, key));
}

/** What a person may see: readers up to internal, officers up to restricted, strategists and administrators all. */
export function visibleSensitivities(role: Role): (typeof sensitivities)[number][] {
  if (role === 'reader') return ['public', 'internal'];
  if (role === 'officer') return ['public', 'internal', 'restricted'];
  return ['public', 'internal', 'restricted', 'confidential'];
}

const ladder: Record<Role, number> = { reader: 0, officer: 1, strategist: 2, administrator: 3 };

/** Whether a role is at least the one asked for. */
export function isAtLeast(role: Role, wanted: Role): boolean {
  return ladder[role] >= ladder[wanted];
}

