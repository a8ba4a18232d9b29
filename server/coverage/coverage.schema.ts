import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, Reference, type Contract } from '../http/endpoint.ts';
import { organizationKinds, priorities } from '../vocabulary.ts';
import { coverageColumns, coverageRows, reasonWeights, type ReasonKind } from './coverage.rules.ts';

/** A month: 2026-03. */
const Month = Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$', examples: ['2026-03'] });

const Measures = Type.Object({
  held: Type.Integer(),
  agreements: Type.Integer(),
  missions: Type.Integer(),
  outcomes: Type.Integer(),
});

/** What a row or a column stands for. `filters` are those of the lists behind it, as a query string. */
const Head = Type.Object({
  id: Id,
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  priority: Nullable(OneOf(priorities)),
  /** What it lies in: the priority of a commitment area, the orientation of a theme */
  groupFr: Nullable(Type.String()),
  groupEn: Nullable(Type.String()),
  /** The office targets it today */
  isTargeted: Type.Boolean(),
  /** It does not, but it targets a place or a partner in it */
  isTargetedInPart: Type.Boolean(),
  /** The commitment areas that serve it: itself, or those aligned with it */
  commitments: Type.Array(Id),
  total: Measures,
});
export type CoverageHead = Static<typeof Head>;

/** `null` where a row and a column have nothing to do with each other (a commitment area not aligned with a node). */
const Cell = Nullable(Type.Object({ ...Measures.properties, isTargeted: Type.Boolean() }));
export type CoverageCell = Static<typeof Cell>;

export const Coverage = Type.Object({
  rows: OneOf(coverageRows),
  columns: OneOf(coverageColumns),
  /** First and last day of the period */
  from: Type.String(),
  to: Type.String(),
  /** Counts by month are being made again: some may be a little behind */
  isBehind: Type.Boolean(),
  /** The framework whose nodes are the rows, when they are the ministry's policy, and those there are */
  framework: Nullable(Id),
  frameworks: Type.Array(Type.Object({ id: Id, titleFr: Type.String(), titleEn: Type.String() })),
  rowHeads: Type.Array(Head),
  columnHeads: Type.Array(Head),
  /** One list a row, one cell a column */
  cells: Type.Array(Type.Array(Cell)),
  summary: Type.Object({ cells: Type.Integer(), alive: Type.Integer(), targeted: Type.Integer(), targetedEmpty: Type.Integer() }),
});
export type Coverage = Static<typeof Coverage>;

export const CoverageQuery = Type.Object(
  {
    rows: Type.Optional(OneOf(coverageRows)),
    columns: Type.Optional(OneOf(coverageColumns)),
    framework: Type.Optional(Id),
    from: Type.Optional(Month),
    to: Type.Optional(Month),
  },
  { additionalProperties: false },
);
export type CoverageQuery = Static<typeof CoverageQuery>;

const Reason = Type.Object({
  kind: OneOf(Object.keys(reasonWeights) as ReasonKind[]),
  textFr: Type.String(),
  textEn: Type.String(),
});

export const CoverageCandidates = Type.Object({
  items: Type.Array(
    Type.Object({
      organization: Reference,
      kind: OneOf(organizationKinds),
      place: Nullable(Reference),
      lastHeldAt: Nullable(Type.String()),
      reasons: Type.Array(Reason),
    }),
  ),
});
export type CoverageCandidates = Static<typeof CoverageCandidates>;

export const CandidatesQuery = Type.Object(
  {
    /** The commitment areas that nobody serves there (any of them) */
    commitment: Type.Array(Id, { minItems: 1, maxItems: 30 }),
    region: Type.Optional(Id),
    kind: Type.Optional(OneOf(organizationKinds)),
  },
  { additionalProperties: false },
);
export type CandidatesQuery = Static<typeof CandidatesQuery>;

export const coverageContract = {
  'GET /api/coverage': {
    summary: 'What is real in a period, by commitment area and region, priority and kind of partner, or policy of the ministry',
    allow: 'reader',
    query: CoverageQuery,
    response: Coverage,
  },
  'GET /api/coverage/candidates': {
    summary: 'Partners who could serve commitment areas in a region or among a kind where none does, each with the reasons why',
    allow: 'reader',
    query: CandidatesQuery,
    response: CoverageCandidates,
  },
} as const satisfies Contract;
