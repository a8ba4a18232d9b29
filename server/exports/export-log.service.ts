import type { Context } from '../http/context.ts';
import { listPage, type ListQuery } from '../http/listing.ts';
import type { LogLine } from './export-job.schema.ts';
import { exportLogListing } from './export-log.listing.ts';

type Row = Omit<LogLine, 'at' | 'user'> & { at: Date; userId: string | null; userName: string | null };

/** What left the office, the latest first. */
export async function listExportLog(ctx: Context, query: ListQuery): Promise<{ items: LogLine[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<Row>(exportLogListing, ctx, query);
  const items = rows.map(({ at, userId, userName, ...row }) => ({
    ...row,
    at: at.toISOString(),
    isOutsideQuebec: Boolean(row.isOutsideQuebec),
    user: userId === null ? null : { id: userId, name: userName ?? userId },
  }));
  return { items, total, nextCursor };
}
