import Type, { type Static } from 'typebox';
import { Id, Nullable, OneOf, type Contract } from '../http/endpoint.ts';
import { searchTypes } from '../vocabulary.ts';

/** Where the words asked for stand, as it is written: pairs of UTF-16 positions, in order, that do not overlap. */
const Match = Type.Object({
  /** `title`: one of the result's titles; `name`: another name it goes or went by; `text`: a passage of what was written */
  where: OneOf(['title', 'name', 'text'] as const),
  text: Type.String(),
  ranges: Type.Array(Type.Unsafe<[number, number]>(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }))),
});
export type Match = Static<typeof Match>;

export const SearchResult = Type.Object({
  type: OneOf(searchTypes),
  id: Id,
  titleFr: Type.String(),
  titleEn: Nullable(Type.String()),
  detailFr: Nullable(Type.String()),
  detailEn: Nullable(Type.String()),
  match: Nullable(Match),
});
export type SearchResult = Static<typeof SearchResult>;

const TypeCount = Type.Object({ type: OneOf(searchTypes), count: Type.Integer(), isCapped: Type.Boolean() });

export const searchContract = {
  'GET /api/search': {
    summary:
      'Mixed results, best first, texts newest first; blind to accents, case, apostrophes and hyphens; prefixes, small typing errors, acronyms, former names; the matching words marked',
    allow: 'reader',
    query: Type.Object(
      {
        q: Type.String({ maxLength: 10_000 }),
        types: Type.Optional(Type.Array(OneOf(searchTypes))),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        /** How many records of each type are counted before « more than » */
        countTo: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({
      items: Type.Array(SearchResult),
      /** Over all types asked for; each type counts to `countTo` at most */
      total: Type.Integer(),
      totalIsCapped: Type.Boolean(),
      nextCursor: Nullable(Type.String()),
      /** How many of each type, whatever types were asked for; types with none are left out */
      types: Type.Array(TypeCount),
      /** The query as it was understood, when its words were found only with a typing error put right */
      corrected: Nullable(Type.String()),
    }),
  },
} as const satisfies Contract;
