import type { FastifyReply } from 'fastify';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Download } from '../http/route.ts';
import type { Exporter } from './exporter.ts';
import { mediaTypes, type Format } from './formats.ts';
import { fileName, logExport } from './table.ts';
import { exportables, type Collection } from './tables.ts';

/** A list as a file: a short one is written here, a long one in a thread of its own, and both are put on record. */
export async function handOver(
  exporter: Exporter,
  { ctx, query, reply }: { ctx: Context; query: ListQuery; reply: FastifyReply },
  collection: Collection,
  format: Format,
): Promise<Download> {
  const log = (rows: number): Promise<void> => logExport(ctx, collection, format, rows, query);
  return {
    fileName: fileName(exportables[collection], ctx, format),
    mediaType: mediaTypes[format],
    content: (await short(ctx, query, collection, format, log)) ?? (await long(exporter, ctx, query, reply, collection, format, log)),
  };
}

async function short(ctx: Context, query: ListQuery, collection: Collection, format: Format, log: (rows: number) => Promise<void>): Promise<Buffer | null> {
  const tally = { rows: 0 };
  const parts = await exportables[collection].short(format, ctx, query, tally);
  if (!parts) return null;
  const content = Buffer.concat(await Array.fromAsync(parts));
  await log(tally.rows);
  return content;
}

function long(
  exporter: Exporter,
  { db, user, locale, now, requestId }: Context,
  query: ListQuery,
  reply: FastifyReply,
  collection: Collection,
  format: Format,
  log: (rows: number) => Promise<void>,
): ReturnType<Exporter['stream']> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return exporter.stream({ file: db.file, order: { collection, format, query, who: { user, locale, now, requestId } } }, gone.signal, log);
}
