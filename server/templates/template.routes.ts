import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { templateBytes } from './check.rules.ts';
import { createChecker } from './checker.ts';
import { templateContract, templateUploadContract } from './template.schema.ts';
import { builtInTemplate, changeTemplate, downloadTemplate, getTemplate, keepTemplate, listTemplates, type Proposed } from './template.service.ts';
import { readProposed } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The template of the request, checked; only where one is taken */
    proposedTemplate: Proposed | null;
  }
}

export async function templateRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, templateContract, {
    'GET /api/document-templates': ({ ctx, query }) => listTemplates(ctx, query),
    'GET /api/document-templates/built-in.docx': ({ query }) => builtInTemplate(query.language),
    'GET /api/document-templates/:id': ({ ctx, params }) => getTemplate(ctx, params.id),
    'GET /api/document-templates/:id.docx': ({ ctx, params }) => downloadTemplate(ctx, params.id),
    'PATCH /api/document-templates/:id': ({ ctx, params, body, ifMatch }) => changeTemplate(ctx, params.id, ifMatch, body),
  });
  await app.register(uploadRoutes);
}

/** Files are taken in this scope only. */
async function uploadRoutes(app: FastifyInstance): Promise<void> {
  const { default: multipart } = await import('@fastify/multipart');
  await app.register(multipart, { limits: { fileSize: templateBytes, files: 2, fields: 20, parts: 22 }, throwFileSizeLimit: false });
  const checker = createChecker();
  app.addHook('onClose', () => checker.close());
  app.decorateRequest('proposedTemplate', null);
  // After the proofs of a write, and before its Idempotency-Key is compared: the file is the body.
  app.addHook('preHandler', async (request) => {
    const proposed = await readProposed(request, checker);
    request.proposedTemplate = proposed;
    request.body = { file: proposed.fileName, sha256: proposed.sha256 };
  });
  registerRoutes(app, templateUploadContract, {
    'POST /api/document-templates': ({ ctx, request }) => keepTemplate(ctx, request.proposedTemplate),
  });
}
