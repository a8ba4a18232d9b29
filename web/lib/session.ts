import type { Answer } from '#lib/api.ts';

/** The person signed in, exactly as `GET /api/session` answers. */
export type Session = Answer<'GET /api/session'>;
