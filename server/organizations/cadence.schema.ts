import Type, { type Static } from 'typebox';
import { Nullable, type Contract } from '../http/endpoint.ts';

const Days = Nullable(Type.Integer({ minimum: 1, maximum: 3650 }));

/** Days between two meetings, by tier; null: none is expected. */
export const Cadence = Type.Object({ A: Days, B: Days, C: Days, D: Days }, { additionalProperties: false });
export type Cadence = Static<typeof Cadence>;

export const cadenceContract = {
  'GET /api/cadence': { summary: 'The rhythm at which partners of each tier are met, in days', allow: 'reader', response: Cadence },
  'PUT /api/cadence': { summary: 'Choose the rhythm of each tier', allow: 'strategist', body: Cadence, response: Cadence },
} as const satisfies Contract;
