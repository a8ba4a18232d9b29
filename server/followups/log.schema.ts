import Type, { type Static } from 'typebox';
import type { Contract } from '../http/endpoint.ts';
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

export const logContract = {
  'POST /api/interactions': {
    summary: 'Log an interaction, with the pending records it names and the promises born in it, in one write',
    allow: 'officer',
    body: LoggedInteraction,
    response: Interaction,
    status: 201,
  },
} as const satisfies Contract;
