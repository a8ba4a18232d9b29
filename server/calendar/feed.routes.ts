import type { FastifyInstance } from 'fastify';
import { limitAttempts } from '../http/attempts.ts';
import { registerRoutes } from '../http/route.ts';
import { feedContract } from './feed.schema.ts';
import { createFeed, listFeeds, readFeed, revokeFeed } from './feed.service.ts';

/** Readings a minute from one machine: many devices behind one address of the office, and nobody who guesses. */
const readingsPerMinute = 120;

export async function feedRoutes(app: FastifyInstance): Promise<void> {
  const refuseTooMany = limitAttempts(app, readingsPerMinute, (request) => request.ip);
  registerRoutes(app, feedContract, {
    'GET /api/calendar-feeds': ({ ctx }) => listFeeds(ctx),
    'POST /api/calendar-feeds': ({ ctx }) => createFeed(ctx),
    'DELETE /api/calendar-feeds/:id': async ({ ctx, params }) => {
      await revokeFeed(ctx, params.id);
      return undefined;
    },
    'GET /api/calendar/:token.ics': async ({ ctx, params, request, reply }) => {
      await refuseTooMany(request);
      const { content, etag } = await readFeed(ctx, params.token);
      reply.headers({ etag, 'cache-control': 'private, max-age=0, must-revalidate' });
      const isKnown = (request.headers['if-none-match'] ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
      if (isKnown) reply.code(304);
      return { fileName: 'passerelle.ics', mediaType: 'text/calendar; charset=utf-8', content: isKnown ? '' : content };
    },
  });
}
