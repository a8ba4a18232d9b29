import Type, { type Static } from 'typebox';
import { Id, IdParams, Line, Nullable, OneOf, Page, PartialDate, RecordFields, Reference, Source, Text, listQuery, type Contract } from '../http/endpoint.ts';
import { frameworkKinds, frameworkStatuses, versionDifferenceKinds } from '../vocabulary.ts';

/** The plain fields of a framework. */
export const frameworkFields = {
  kind: OneOf(frameworkKinds),
  issuerId: Nullable(Id),
  parentId: Nullable(Id),
  successorId: Nullable(Id),
  titleFr: Line,
  titleEn: Line,
  shortTitleFr: Line,
  shortTitleEn: Line,
  descriptionFr: Nullable(Text),
  descriptionEn: Nullable(Text),
  status: OneOf(frameworkStatuses),
  adoptedOn: Nullable(PartialDate),
  periodFrom: Nullable(PartialDate),
  periodTo: Nullable(PartialDate),
  noteFr: Nullable(Text),
  noteEn: Nullable(Text),
  position: Type.Integer({ minimum: 0, maximum: 10_000 }),
};
const { kind, titleFr, titleEn, shortTitleFr, shortTitleEn, status, ...optionalFields } = frameworkFields;
export const NewFramework = Type.Object(
  { kind, titleFr, titleEn, shortTitleFr, shortTitleEn, status, ...Type.Partial(Type.Object(optionalFields)).properties },
  { additionalProperties: false },
);
export const FrameworkChange = Type.Partial(Type.Object({ ...frameworkFields, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
export type NewFramework = Static<typeof NewFramework>;
export type FrameworkChange = Static<typeof FrameworkChange>;

/** A reference to a record that has a title rather than a name. */
export const TitledReference = Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()) });
const FrameworkReference = Type.Object({ id: Id, shortTitleFr: Type.String(), shortTitleEn: Type.String() });

const Address = Type.Object({
  id: Id,
  street: Type.String(),
  locality: Nullable(Type.String()),
  region: Nullable(Type.String()),
  postalCode: Nullable(Type.String()),
  /** Null while the office has not said which of its addresses is current */
  isCurrent: Nullable(Type.Boolean()),
  organization: Reference,
});

/** Where two published versions of a framework do not say the same, with what each says. */
export const VersionDifference = Type.Object({
  id: Id,
  version: Type.Integer(),
  frameworkId: Id,
  kind: OneOf(versionDifferenceKinds),
  fieldFr: Type.String(),
  fieldEn: Type.String(),
  meaningChanges: Type.Boolean(),
  handlingFr: Nullable(Type.String()),
  handlingEn: Nullable(Type.String()),
  policyNode: Nullable(TitledReference),
  /** The version that the office retains; null while it has not chosen */
  chosenVersionId: Nullable(Id),
  readings: Type.Array(
    Type.Object({ versionId: Id, textFr: Type.String(), textEn: Type.String(), address: Nullable(Address) }),
  ),
  sources: Type.Array(Source),
});
export type VersionDifference = Static<typeof VersionDifference>;

export const Framework = Type.Object({
  ...RecordFields,
  ...frameworkFields,
  issuer: Nullable(Reference),
  parent: Nullable(FrameworkReference),
  successor: Nullable(FrameworkReference),
  versions: Type.Array(
    Type.Object({
      id: Id,
      titleFr: Type.String(),
      titleEn: Type.String(),
      document: Nullable(Type.Object({ id: Id, titleFr: Type.String(), titleEn: Type.String(), documentOn: Nullable(Type.String()) })),
    }),
  ),
  differences: Type.Array(VersionDifference),
  sources: Type.Array(Source),
});
export type Framework = Static<typeof Framework>;

export const FrameworkItem = Type.Object({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(frameworkKinds),
  titleFr: Type.String(),
  titleEn: Type.String(),
  shortTitleFr: Type.String(),
  shortTitleEn: Type.String(),
  status: OneOf(frameworkStatuses),
  adoptedOn: Nullable(Type.String()),
  periodFrom: Nullable(Type.String()),
  periodTo: Nullable(Type.String()),
  nodes: Type.Integer(),
  versions: Type.Integer(),
  differences: Type.Integer(),
  /** Differences for which no version is chosen yet */
  openDifferences: Type.Integer(),
  archivedAt: Nullable(Type.String()),
});
export type FrameworkItem = Static<typeof FrameworkItem>;

export const FrameworkQuery = listQuery(
  { kind: OneOf(frameworkKinds), status: OneOf(frameworkStatuses), archived: OneOf(['true', 'false']) },
  ['position', 'title'] as const,
);

export const frameworkContract = {
  'GET /api/frameworks': { summary: 'Policy frameworks', allow: 'reader', query: FrameworkQuery, response: Page(FrameworkItem) },
  'GET /api/frameworks/:id': {
    summary: 'One framework, with its published versions and where they differ',
    allow: 'reader',
    params: IdParams,
    response: Framework,
  },
  'POST /api/frameworks': { summary: 'Create a framework', allow: 'strategist', body: NewFramework, response: Framework, status: 201 },
  'PATCH /api/frameworks/:id': {
    summary: 'Change, archive or restore a framework',
    allow: 'strategist',
    params: IdParams,
    body: FrameworkChange,
    response: Framework,
  },
} as const satisfies Contract;
