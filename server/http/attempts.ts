import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tooManyRequests } from './problem.ts';

/**
 * Counts attempts at a secret, by the keys that `keyOf` gives the request, a minute at a time.
 * The function returned refuses the one too many (429).
 */
export function limitAttempts(
  app: FastifyInstance,
  max: number,
  keyOf: (request: FastifyRequest) => string,
): (request: FastifyRequest) => Promise<void> {
  const count = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: keyOf });
  return async (request) => {
    const counted = await count(request);
    if (!counted.isAllowed && counted.isExceeded) throw tooManyRequests(Math.max(1, counted.ttlInSeconds));
  };
}
