import type { FastifyInstance } from 'fastify';
import { registerRoutes } from '../http/route.ts';
import { policyNodeContract } from './policy-node.schema.ts';
import { createPolicyNode, getPolicyNode, listPolicyFigures, listPolicyNodes, updatePolicyNode } from './policy-node.service.ts';

export async function policyNodeRoutes(app: FastifyInstance): Promise<void> {
  registerRoutes(app, policyNodeContract, {
    'GET /api/policy-nodes': ({ ctx, query }) => listPolicyNodes(ctx, query),
    'GET /api/policy-nodes/figures': ({ ctx, query }) => listPolicyFigures(ctx, query.framework),
    'GET /api/policy-nodes/:id': ({ ctx, params }) => getPolicyNode(ctx, params.id),
    'POST /api/policy-nodes': ({ ctx, body }) => createPolicyNode(ctx, body),
    'PATCH /api/policy-nodes/:id': ({ ctx, params, body, ifMatch }) => updatePolicyNode(ctx, params.id, ifMatch, body),
  });
}
