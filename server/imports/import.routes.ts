import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { fileLimits } from './import.rules.ts';
import { importContract } from './import.schema.ts';
import { importFiles, type ReadFile } from './import.service.ts';
import { createParser } from './parser.ts';
import { readUpload } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The files of the request, read; only where files are taken */
    readFiles: ReadFile[] | null;
  }
}

/** Files are taken in this scope only: everywhere else a multipart body is refused. */
export async function importRoutes(app: FastifyInstance): Promise<void> {
  const { default: multipart } = await import('@fastify/multipart');
  await app.register(multipart, { limits: { fileSize: fileLimits.bytes, files: 1000, fields: 20, parts: 1020 }, throwFileSizeLimit: false });
  const parser = createParser();
  app.addHook('onClose', () => parser.close());
  app.decorateRequest('readFiles', null);
  // After the proofs of a write, and before its Idempotency-Key is compared: the files are the body.
  app.addHook('preHandler', async (request) => {
    const { files, traces } = await readUpload(request, parser, app.clock());
    request.readFiles = files;
    request.body = traces;
  });
  registerRoutes(app, importContract, {
    'POST /api/interactions/import': ({ ctx, request }) => importFiles(ctx, request.readFiles ?? []),
  });
}
