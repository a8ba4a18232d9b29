import Type, { type Static } from 'typebox';
import { FullDate, Id, IdParams, Instant, Line, Nullable, OneOf, Page, PersonReference, RecordFields, listQuery, type Contract } from '../http/endpoint.ts';
import { viewCollections, viewScopes } from '../vocabulary.ts';

export const viewFields = {
  scope: OneOf(viewScopes),
  collection: OneOf(viewCollections),
  name: Line,
  /** The filters and the sort, as a query string without its question mark */
  query: Type.String({ maxLength: 4_000 }),
  isPinned: Type.Boolean(),
};
const { scope, collection, name, query, isPinned } = viewFields;
export const NewView = Type.Object(
  { collection, name, query, scope: Type.Optional(scope), isPinned: Type.Optional(isPinned) },
  { additionalProperties: false },
);
export const ViewChange = Type.Partial(Type.Object({ ...viewFields, archived: Type.Boolean() }), {
  additionalProperties: false,
  minProperties: 1,
});
const Part = Type.Object({ name: Type.String(), value: Type.String() });
export const View = Type.Object({
  ...RecordFields,
  ...viewFields,
  /** The query string to open the view with: what of it is still understood */
  opens: Type.String(),
  /** What of it is not */
  dropped: Type.Array(Part),
  owner: PersonReference,
  isMine: Type.Boolean(),
});
export type View = Static<typeof View>;
export type NewView = Static<typeof NewView>;
export type ViewChange = Static<typeof ViewChange>;

const Count = Type.Object({ id: Id, total: Type.Integer() });
export const Badges = Type.Object({ views: Type.Array(Count), questions: Type.Array(Count) });
export type Badges = Static<typeof Badges>;

const Changed = Type.Object({
  total: Type.Integer(),
  items: Type.Array(Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()), at: Nullable(Instant) })),
});
export const ViewChanges = Type.Object({
  /** The day that is compared with; null when the view is too large to be followed */
  since: Nullable(FullDate),
  came: Changed,
  left: Changed,
  changed: Changed,
});
export type ViewChanges = Static<typeof ViewChanges>;

export const FiltersInForce = Type.Object({
  /** The values that are ids or tags, by name */
  filters: Type.Array(
    Type.Object({
      name: Type.String(),
      isNegated: Type.Boolean(),
      value: Type.String(),
      labelFr: Nullable(Type.String()),
      labelEn: Nullable(Type.String()),
      /** Here, archived or left, or nothing that the caller may see by that id */
      standing: OneOf(['here', 'retired', 'gone']),
    }),
  ),
  dropped: Type.Array(Part),
  /** How many records would be left without each filter, the most first; `value` is null when a filter has several */
  without: Type.Array(Type.Object({ name: Type.String(), isNegated: Type.Boolean(), value: Nullable(Type.String()), total: Type.Integer() })),
});
export type FiltersInForce = Static<typeof FiltersInForce>;

export const viewContract = {
  'GET /api/views': {
    summary: 'My views and the team’s',
    allow: 'reader',
    query: listQuery({ collection: OneOf(viewCollections), scope: OneOf(viewScopes), pinned: OneOf(['true', 'false']) }, ['name', 'updatedAt']),
    response: Page(View),
  },
  'GET /api/views/badges': {
    summary: 'How many records the pinned views and the product’s questions have now',
    allow: 'reader',
    query: Type.Object({ collection: Type.Optional(OneOf(viewCollections)) }, { additionalProperties: false }),
    response: Badges,
  },
  'GET /api/views/:id': { summary: 'One view', allow: 'reader', params: IdParams, response: View },
  'GET /api/views/:id/changes': { summary: 'What changed in a view since about a week ago', allow: 'reader', params: IdParams, response: ViewChanges },
  'POST /api/views': { summary: 'Keep filters under a name', allow: 'reader', body: NewView, response: View, status: 201 },
  'PATCH /api/views/:id': {
    summary: 'Rename, share, pin or archive a view of one’s own',
    allow: 'reader',
    params: IdParams,
    body: ViewChange,
    response: View,
  },
  'GET /api/filters': {
    summary: 'What the filters of a list mean: names, what is gone, and how many records would be left without each',
    allow: 'reader',
    query: Type.Object(
      {
        collection: OneOf(viewCollections),
        /** The query string of the list */
        query: Type.String({ maxLength: 20_000 }),
        relax: Type.Optional(OneOf(['true', 'false'])),
      },
      { additionalProperties: false },
    ),
    response: FiltersInForce,
  },
} as const satisfies Contract;
