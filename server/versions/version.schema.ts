import Type, { type Static } from 'typebox';
import { Id, IdParams, Nullable, type Contract } from '../http/endpoint.ts';
import { VersionDifference } from '../policy/framework.schema.ts';

/** The version that the office retains where two published versions differ; null takes the choice back. */
export const VersionChoice = Type.Object({ chosenVersionId: Nullable(Id) }, { additionalProperties: false });
export type VersionChoice = Static<typeof VersionChoice>;

export const versionContract = {
  'PATCH /api/version-differences/:id': {
    summary: 'Choose which published version the office retains; for an address, which one is current',
    allow: 'strategist',
    params: IdParams,
    body: VersionChoice,
    response: VersionDifference,
  },
} as const satisfies Contract;
