import Type, { type Static } from 'typebox';
import { IdParams, type Contract } from '../http/endpoint.ts';
import { Interaction, NewInteraction } from '../interactions/interaction.schema.ts';
import { NewFollowUp } from './followup.schema.ts';

const { bornInId: _bornIn, ...promiseFields } = NewFollowUp.properties;

/** An interaction and the promises born in it. Their organization is the interaction's first unless told. */
export const LoggedInteraction = Type.Object(
  {
    ...NewInteraction.properties,
    followUps: Type.Optional(Type.Array(Type.Object(promiseFields, { additionalProperties: false }), { maxItems: 50 })),
  },
  { additionalProperties: false },
);
export type LoggedInteraction = Static<typeof LoggedInteraction>;

/** Taking back what was just logged, or taking that back in turn. */
export const Withdrawal = Type.Object({ restore: Type.Optional(Type.Boolean()) }, { additionalProperties: false });
export type Withdrawal = Static<typeof Withdrawal>;

export const logContract = {
  'POST /api/interactions': {
    summary: 'Log an interaction, with the pending records it names and the promises born in it, in one write',
    allow: 'officer',
    body: LoggedInteraction,
    response: Interaction,
    status: 201,
  },
  'POST /api/interactions/:id/withdraw': {
    summary: 'Take back what one has just logged, with all that the same write made; or restore it',
    allow: 'officer',
    params: IdParams,
    body: Withdrawal,
    response: Interaction,
  },
} as const satisfies Contract;
