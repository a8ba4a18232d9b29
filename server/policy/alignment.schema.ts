import Type, { type Static } from 'typebox';
import { Id, IdParams, Nullable, OneOf, OptionalLine, Page, listQuery, type Contract } from '../http/endpoint.ts';
import { alignmentStatuses } from '../vocabulary.ts';
import { Alignment } from './policy-node.schema.ts';

export const NewAlignment = Type.Object(
  {
    /** A commitment area of the city */
    commitmentId: Id,
    /** A node of another framework */
    policyNodeId: Id,
    status: Type.Optional(OneOf(alignmentStatuses)),
    basis: Type.Optional(Nullable(OptionalLine)),
  },
  { additionalProperties: false },
);
export const AlignmentChange = Type.Object({ status: OneOf(alignmentStatuses) }, { additionalProperties: false });
export type NewAlignment = Static<typeof NewAlignment>;
export type AlignmentChange = Static<typeof AlignmentChange>;

export const AlignmentQuery = listQuery(
  { status: OneOf(alignmentStatuses), commitment: Id, node: Id, framework: Id },
  ['commitment'] as const,
);

export const alignmentContract = {
  'GET /api/alignments': {
    summary: 'Commitment areas beside nodes of other frameworks, suggested, confirmed or rejected',
    allow: 'reader',
    query: AlignmentQuery,
    response: Page(Alignment),
  },
  'POST /api/alignments': { summary: 'Align a commitment area with a node', allow: 'strategist', body: NewAlignment, response: Alignment, status: 201 },
  'PATCH /api/alignments/:id': {
    summary: 'Confirm or reject an alignment',
    allow: 'strategist',
    params: IdParams,
    body: AlignmentChange,
    response: Alignment,
  },
} as const satisfies Contract;
