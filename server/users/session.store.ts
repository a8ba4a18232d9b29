import type { SessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { Database } from '../database.ts';
import { hashOf } from '../http/session.ts';

type Stored = { data: string; expiresAt: Date; lastSeenAt: Date };

/**
 * Sessions live in the database, under the hash of their id, so that they can be listed and revoked and survive a
 * restart.
 */
export function sessionStore(db: Database): SessionStore {
  return {
    get(sessionId, callback) {
      // In SQL: every request of a browser begins here.
      db.reader.$queryRaw<Stored[]>`SELECT "data", "expiresAt", "lastSeenAt" FROM "Session" WHERE "id" = ${hashOf(sessionId)}`
        .then(([row]) => {
          if (!row || row.expiresAt.getTime() <= Date.now()) return callback(null, null);
          callback(null, { ...(JSON.parse(row.data) as Session), storedAt: row.lastSeenAt.getTime() });
        })
        .catch((error: unknown) => callback(error, null));
    },
    set(sessionId, session, callback) {
      const data = {
        userId: session.userId ?? null,
        userAgent: session.userAgent ?? null,
        data: JSON.stringify(session),
        expiresAt: session.cookie.expires ?? new Date(Date.now() + 12 * 60 * 60 * 1000),
      };
      const id = hashOf(sessionId);
      // A session that was read and has ended since must not come back with the request that was using it.
      db.write(async (tx) => {
        if (session.storedAt !== undefined) await tx.session.updateMany({ where: { id }, data });
        else await tx.session.upsert({ where: { id }, create: { id, ...data }, update: data });
      })
        .then(() => callback())
        .catch((error: unknown) => callback(error));
    },
    destroy(sessionId, callback) {
      db.write((tx) => tx.session.deleteMany({ where: { id: hashOf(sessionId) } }))
        .then(() => callback())
        .catch((error: unknown) => callback(error));
    },
  };
}
