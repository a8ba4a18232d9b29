import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Contract } from './endpoint.ts';
import { registerRoutes } from './route.ts';

const Check = Type.Object({ ok: Type.Boolean(), detail: Type.String() });
const lowDiskBytes = 100 * 1024 * 1024;

export const healthContract = {
  'GET /api/health/live': { summary: 'The process answers', allow: 'anyone', response: Type.Object({ status: Type.String() }) },
  'GET /api/health/ready': {
    summary: 'The database can be written (probe), runs in WAL mode, and the disk has room; 503 otherwise',
    allow: 'anyone',
    response: Type.Object({ status: Type.String(), checks: Type.Object({ write: Check, wal: Check, disk: Check }) }),
  },
} as const satisfies Contract;

export function registerHealth(app: FastifyInstance): void {
  registerRoutes(app, healthContract, {
    'GET /api/health/live': async () => ({ status: 'ok' }),
    'GET /api/health/ready': async ({ ctx, reply }) => {
      const checks = {
        write: await attempt(async () => {
          await ctx.db.write((tx) =>
            tx.setting.upsert({
              where: { key: 'health.probe' },
              create: { key: 'health.probe', value: ctx.now.toISOString() },
              update: { value: ctx.now.toISOString() },
            }),
          );
          return { ok: true, detail: 'written' };
        }),
        wal: await attempt(async () => {
          const rows = await ctx.db.reader.$queryRaw<{ journal_mode: string }[]>`PRAGMA journal_mode`;
          const mode = rows[0]?.journal_mode ?? '';
          return { ok: mode === 'wal', detail: mode };
        }),
        disk: await attempt(async () => {
          const { bavail, bsize } = await statfs(dirname(ctx.db.file));
          return { ok: bavail * bsize > lowDiskBytes, detail: `${Math.floor((bavail * bsize) / 1024 / 1024)} MiB` };
        }),
      };
      const ok = Object.values(checks).every((check) => check.ok);
      if (!ok) reply.code(503);
      return { status: ok ? 'ok' : 'unavailable', checks };
    },
  });
}

async function attempt(check: () => Promise<{ ok: boolean; detail: string }>): Promise<{ ok: boolean; detail: string }> {
  try {
    return await check();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? (error.message.split('\n').at(-1) ?? 'error') : 'error' };
  }
}
