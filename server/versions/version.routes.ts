import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { versionContract } from './version.schema.ts';
import { chooseVersion } from './version.service.ts';

export async function versionRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, versionContract, {
    'PATCH /api/version-differences/:id': ({ ctx, params, body, ifMatch }) => chooseVersion(ctx, params.id, ifMatch, body),
  });
}
