import type { FastifyInstance } from 'fastify';
import { closeRenderers } from '../documents/render.ts';
import { registerRoutes } from '../http/route.ts';
import { listKinds } from './making.ts';
import { noteContract } from './note.schema.ts';
import { checkNote } from './checking.ts';
import { archiveNote, downloadNote, getNote, keepNote, listNotes, previewNote } from './note.service.ts';
import { writeText } from './own-texts.write.ts';

export async function noteRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onClose', closeRenderers);
  registerRoutes(app, noteContract, {
    'POST /api/notes/preview': ({ ctx, query, body }) => previewNote(ctx, body, query),
    'POST /api/notes/check': ({ ctx, body }) => checkNote(ctx, body),
    'PUT /api/notes/texts': ({ ctx, body }) => writeText(ctx, body),
    'GET /api/notes/kinds': () => Promise.resolve({ items: listKinds() }),
    'GET /api/notes': ({ ctx, query }) => listNotes(ctx, query),
    'GET /api/notes/:id': ({ ctx, params }) => getNote(ctx, params.id),
    'GET /api/notes/:id.docx': ({ ctx, params, query }) => downloadNote(ctx, params.id, 'docx', query),
    'GET /api/notes/:id.pdf': ({ ctx, params, query }) => downloadNote(ctx, params.id, 'pdf', query),
    'GET /api/notes/:id.html': ({ ctx, params, query }) => downloadNote(ctx, params.id, 'html', query),
    'GET /api/notes/:id.json': ({ ctx, params, query }) => downloadNote(ctx, params.id, 'json', query),
    'GET /api/notes/:id.txt': ({ ctx, params, query }) => downloadNote(ctx, params.id, 'txt', query),
    'POST /api/notes': ({ ctx, body }) => keepNote(ctx, body),
    'PATCH /api/notes/:id': ({ ctx, params, body, ifMatch }) => archiveNote(ctx, params.id, ifMatch, body.archived),
  });
}
