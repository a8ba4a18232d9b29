import Type, { type Static } from 'typebox';
import { FullDate, Id, IdParams, Instant, Nullable, OneOf, Reference, type Contract } from '../http/endpoint.ts';
import { priorities } from '../vocabulary.ts';

const Titled = { id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()) };

const Reason = Type.Union([
  Type.Object({ kind: Type.Literal('words'), words: Type.Array(Type.String()), in: OneOf(['subject', 'text', 'sector']) }),
  Type.Object({ kind: Type.Literal('history'), organization: Reference, count: Type.Integer(), lastAt: Instant }),
  Type.Object({ kind: Type.Literal('stated'), organization: Reference }),
  Type.Object({ kind: Type.Literal('mission'), mission: Type.Object(Titled) }),
  Type.Object({ kind: Type.Literal('forum'), forum: Reference }),
]);

export const Suggestions = Type.Object({
  interaction: Type.Object({ id: Id, version: Type.Integer(), subject: Type.String(), language: Type.String() }),
  /** Commitment areas worth adding, best first */
  commitments: Type.Array(Type.Object({ ...Titled, priority: Nullable(OneOf(priorities)), reasons: Type.Array(Reason) })),
  sectors: Type.Array(Type.Object({ ...Reference.properties, reasons: Type.Array(Reason) })),
  /** When each partner is to be contacted again, by their rhythm in days */
  nextContacts: Type.Array(Type.Object({ organization: Reference, on: FullDate, cadenceDays: Type.Integer() })),
  /** What the record still lacks */
  missing: Type.Object({ positions: Type.Boolean(), promises: Type.Boolean() }),
});
export type Suggestions = Static<typeof Suggestions>;

export const suggestionKinds = ['commitment', 'sector', 'next_contact'] as const;

export const SuggestionAnswer = Type.Object(
  {
    kind: OneOf(suggestionKinds),
    /** The commitment area or the sector */
    id: Type.Optional(Id),
    /** The partner to be contacted again */
    organizationId: Type.Optional(Id),
    answer: OneOf(['accept', 'dismiss', 'undo']),
    /** Which answer is undone, when both were given; without it, the one in force */
    of: Type.Optional(OneOf(['accept', 'dismiss'])),
    /** Another day than the one proposed for the next contact */
    on: Type.Optional(FullDate),
  },
  { additionalProperties: false },
);
export type SuggestionAnswer = Static<typeof SuggestionAnswer>;

export const suggestionContract = {
  'GET /api/interactions/:id/suggestions': {
    summary: 'What is worth adding to an interaction, each with its reasons, and what it still lacks',
    allow: 'officer',
    params: IdParams,
    response: Suggestions,
  },
  'POST /api/interactions/:id/suggestions': {
    summary: 'Accept a suggestion, dismiss it for good, or undo either; the answer is what remains',
    allow: 'officer',
    params: IdParams,
    body: SuggestionAnswer,
    response: Suggestions,
  },
} as const satisfies Contract;
