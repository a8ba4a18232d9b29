import Type, { type Static } from 'typebox';
import { IdParams, Line, OneOf, Page, PersonReference, RecordFields, listQuery, type Contract } from '../http/endpoint.ts';
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
export const View = Type.Object({ ...RecordFields, ...viewFields, owner: PersonReference, isMine: Type.Boolean() });
export type View = Static<typeof View>;
export type NewView = Static<typeof NewView>;
export type ViewChange = Static<typeof ViewChange>;

export const viewContract = {
  'GET /api/views': {
    summary: 'My views and the team’s',
    allow: 'reader',
    query: listQuery({ collection: OneOf(viewCollections), scope: OneOf(viewScopes) }, ['name', 'updatedAt']),
    response: Page(View),
  },
  'GET /api/views/:id': { summary: 'One view', allow: 'reader', params: IdParams, response: View },
  'POST /api/views': { summary: 'Keep filters under a name', allow: 'reader', body: NewView, response: View, status: 201 },
  'PATCH /api/views/:id': {
    summary: 'Rename, share, pin or archive a view of one’s own',
    allow: 'reader',
    params: IdParams,
    body: ViewChange,
    response: View,
  },
} as const satisfies Contract;
