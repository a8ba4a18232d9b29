import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, type Contract } from '../http/endpoint.ts';
import { searchTypes } from '../vocabulary.ts';

export const SearchResult = Type.Object({
  type: OneOf(searchTypes),
  id: Id,
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  detailFr: Nullable(Type.String()),
  detailEn: Nullable(Type.String()),
});
export type SearchResult = Static<typeof SearchResult>;

export const searchContract = {
  'GET /api/search': {
    summary: 'Mixed results, best first; blind to accents, case and apostrophes; prefixes, small typing errors, acronyms, former names',
    allow: 'reader',
    query: Type.Object(
      {
        q: Type.String({ maxLength: 10_000 }),
        types: Type.Optional(Type.Array(OneOf(searchTypes))),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({ items: Type.Array(SearchResult), total: Type.Integer(), nextCursor: Nullable(Type.String()) }),
  },
} as const satisfies Contract;
