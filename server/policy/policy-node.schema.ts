import Type, { type Static } from 'typebox';
import {
  Id,
  IdParams,
  Instant,
  Line,
  Nullable,
  OneOf,
  OptionalLine,
  Page,
  PersonReference,
  RecordFields,
  Reference,
  Source,
  Text,
  listQuery,
  type Contract,
} from '../http/endpoint.ts';
import { alignmentStatuses, frameworkKinds, policyNodeKinds, priorities } from '../vocabulary.ts';
import { TitledReference } from './framework.schema.ts';

/** The plain fields of a policy node. */
export const policyNodeFields = {
  frameworkId: Id,
  parentId: Nullable(Id),
  kind: OneOf(policyNodeKinds),
  code: Nullable(OptionalLine),
  position: Type.Integer({ minimum: 0, maximum: 999 }),
  titleFr: Line,
  titleEn: Line,
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
  /** For the city's own priorities and what is under them; follows the parent */
  priority: Nullable(OneOf(priorities)),
  isInferred: Type.Boolean(),
  noteFr: Nullable(Text),
  noteEn: Nullable(Text),
};
const { frameworkId, kind, titleFr, titleEn, ...optionalFields } = policyNodeFields;
export const NewPolicyNode = Type.Object(
  { frameworkId, kind, titleFr, titleEn, ...Type.Partial(Type.Object(optionalFields)).properties },
  { additionalProperties: false },
);
/** A node stays in its framework. */
const { frameworkId: _stays, ...changeable } = policyNodeFields;
export const PolicyNodeChange = Type.Partial(Type.Object({ ...changeable, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewPolicyNode = Static<typeof NewPolicyNode>;
export type PolicyNodeChange = Static<typeof PolicyNodeChange>;

/** How much is linked to a node or to what is under it; interactions are those held in the last twelve months. */
export const PolicyFigures = Type.Object({
  partners: Type.Integer(),
  heldInteractions: Type.Integer(),
  agreements: Type.Integer(),
  missions: Type.Integer(),
  forums: Type.Integer(),
});
export type PolicyFigures = Static<typeof PolicyFigures>;

const NodeReference = Type.Object({
  ...TitledReference.properties,
  kind: OneOf(policyNodeKinds),
  code: Nullable(Type.String()),
  priority: Nullable(OneOf(priorities)),
});
const FrameworkReference = Type.Object({ id: Id, kind: OneOf(frameworkKinds), shortTitleFr: Type.String(), shortTitleEn: Type.String() });

/** A commitment area of the city beside a node of another framework: suggested, then confirmed or rejected. */
export const Alignment = Type.Object({
  id: Id,
  version: Type.Integer(),
  status: OneOf(alignmentStatuses),
  basis: Nullable(Type.String()),
  commitment: NodeReference,
  policyNode: Type.Object({ ...NodeReference.properties, framework: FrameworkReference }),
  confirmedBy: Nullable(PersonReference),
  confirmedAt: Nullable(Instant),
  sources: Type.Array(Source),
});
export type Alignment = Static<typeof Alignment>;

const Dated = Type.Object({ ...TitledReference.properties, on: Nullable(Type.String()), status: Type.String() });
/** What is on record under the node: totals, and the first of each. */
export const Linked = Type.Object({
  /** The nodes by which the city's records are linked: the node's own subtree, or the commitment areas aligned with it */
  nodeIds: Type.Array(Id),
  isThroughAlignment: Type.Boolean(),
  figures: PolicyFigures,
  partners: Type.Array(Type.Object({ ...Reference.properties, lastHeldAt: Nullable(Instant) })),
  interactions: Type.Array(Type.Object({ id: Id, subject: Type.String(), startsAt: Instant })),
  agreements: Type.Array(Dated),
  missions: Type.Array(Dated),
  forums: Type.Array(Reference),
  measures: Type.Array(Dated),
  outcomes: Type.Array(Type.Object({ ...Dated.properties, descriptionFr: Nullable(Type.String()), descriptionEn: Nullable(Type.String()), sources: Type.Array(Source) })),
});
export type Linked = Static<typeof Linked>;

export const PolicyNode = Type.Object({
  ...RecordFields,
  ...policyNodeFields,
  framework: FrameworkReference,
  /** From the framework's root down to the parent */
  path: Type.Array(NodeReference),
  children: Type.Array(NodeReference),
  /** Both ways: as the city's commitment area, or as what one is aligned with */
  alignments: Type.Array(Alignment),
  linked: Linked,
  sources: Type.Array(Source),
});
export type PolicyNode = Static<typeof PolicyNode>;

export const PolicyNodeItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  frameworkId: Id,
  parentId: Nullable(Id),
  kind: OneOf(policyNodeKinds),
  code: Nullable(Type.String()),
  position: Type.Integer(),
  titleFr: Type.String(),
  titleEn: Type.String(),
  priority: Nullable(OneOf(priorities)),
  isInferred: Type.Boolean(),
  archivedAt: Nullable(Instant),
});
export type PolicyNodeItem = Static<typeof PolicyNodeItem>;

const filters = {
  q: Type.String({ maxLength: 10_000 }),
  framework: Id,
  parent: Id,
  kind: OneOf(policyNodeKinds),
  priority: OneOf(priorities),
  archived: OneOf(['true', 'false']),
};
export const PolicyNodeQuery = listQuery(filters, ['position', 'title'] as const);
const FiguresQuery = Type.Object({ framework: Type.Optional(Id) }, { additionalProperties: false });

export const policyNodeContract = {
  'GET /api/policy-nodes': {
    summary: 'Nodes of the policy frameworks, in the order of their tree',
    allow: 'reader',
    query: PolicyNodeQuery,
    response: Page(PolicyNodeItem),
  },
  'GET /api/policy-nodes/figures': {
    summary: 'How much is linked to each node and to what is under it; nodes without anything are left out',
    allow: 'reader',
    query: FiguresQuery,
    response: Type.Object({ items: Type.Array(Type.Object({ id: Id, ...PolicyFigures.properties })) }),
  },
  'GET /api/policy-nodes/:id': { summary: 'One node, with what is linked to it', allow: 'reader', params: IdParams, response: PolicyNode },
  'POST /api/policy-nodes': { summary: 'Create a node', allow: 'strategist', body: NewPolicyNode, response: PolicyNode, status: 201 },
  'PATCH /api/policy-nodes/:id': {
    summary: 'Change, archive or restore a node',
    allow: 'strategist',
    params: IdParams,
    body: PolicyNodeChange,
    response: PolicyNode,
  },
} as const satisfies Contract;
