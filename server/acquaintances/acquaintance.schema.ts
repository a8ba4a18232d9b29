import Type, { type Static, type TSchema } from 'typebox';
import { Id, IdParams, Instant, Nullable, OneOf, PersonReference, Reference, FullDate, type Contract } from '../http/endpoint.ts';
import { OrganizationQuery } from '../organizations/organization.schema.ts';
import { organizationTiers } from '../vocabulary.ts';
import { strengths } from './acquaintance.rules.ts';

const own = {
  /** Months in which an interaction still counts; 24 unless told */
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
  /** Partners known by one of us alone, by nobody, or by anybody; all of them unless told */
  show: Type.Optional(OneOf(['alone', 'nobody', 'known'])),
  /** Partners of the table, and how many to pass over first */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
};
type Own = { months?: number; show?: 'alone' | 'nobody' | 'known'; limit?: number; offset?: number };
const { sort: _sort, cursor: _cursor, limit: _limit, ...filters } = (OrganizationQuery as unknown as { properties: Record<string, TSchema> }).properties;

/** The filters of the list of organizations, and how far back to look. */
export const AcquaintanceQuery = Type.Unsafe<Omit<Static<typeof OrganizationQuery>, 'sort' | 'cursor' | 'limit'> & Own>(
  Type.Object({ ...filters, ...own }, { additionalProperties: false }),
);
export type AcquaintanceQuery = Static<typeof AcquaintanceQuery>;

const tie = {
  /** Interactions held together since `since` */
  held: Type.Integer(),
  lastAt: Nullable(Instant),
  /** They say that they know somebody there */
  isDeclared: Type.Boolean(),
  strength: OneOf(strengths),
};
const Partner = Type.Object({ ...Reference.properties, kind: Type.String(), tier: Nullable(OneOf(organizationTiers)) });

export const Acquaintances = Type.Object({
  /** The day from which interactions count, and the instant of what is said */
  since: FullDate,
  asOf: Instant,
  /** Partners that the filters leave: in all, known by one alone, by nobody */
  total: Type.Integer(),
  alone: Type.Integer(),
  nobody: Type.Integer(),
  /** The same of those of tier A */
  aloneA: Type.Integer(),
  nobodyA: Type.Integer(),
  /** Our people, those on whom most hangs first */
  people: Type.Array(
    Type.Object({
      ...PersonReference.properties,
      /** Partners known, and of these known by nobody else */
      known: Type.Integer(),
      alone: Type.Integer(),
      aloneA: Type.Integer(),
      lastAt: Nullable(Instant),
    }),
  ),
  /** Our departments that took part in an interaction */
  departments: Type.Array(Type.Object({ ...Reference.properties, known: Type.Integer(), lastAt: Nullable(Instant) })),
  /** Partners of the table: who of ours knows them */
  partners: Type.Array(
    Type.Object({
      ...Partner.properties,
      people: Type.Array(Type.Object({ userId: Id, ...tie })),
      departments: Type.Array(Type.Object({ organizationId: Id, held: Type.Integer(), lastAt: Nullable(Instant), strength: OneOf(strengths) })),
    }),
  ),
  partnersTotal: Type.Integer(),
});
export type Acquaintances = Static<typeof Acquaintances>;

export const Hangs = Type.Object({
  user: PersonReference,
  since: FullDate,
  asOf: Instant,
  /** Partners known in all, and those that nobody else knows */
  known: Type.Integer(),
  alone: Type.Integer(),
  aloneA: Type.Integer(),
  /** Those that nobody else knows, by tier, up to two hundred */
  partners: Type.Array(
    Type.Object({
      ...Partner.properties,
      ...tie,
      /** Promises still open with them */
      promises: Type.Integer(),
      /** Interactions planned with them */
      planned: Type.Integer(),
      nextAt: Nullable(Instant),
    }),
  ),
});
export type Hangs = Static<typeof Hangs>;

export const acquaintanceContract = {
  'GET /api/acquaintances': {
    summary: 'Who of ours knows whom: people and departments by partner, and the partners that hang on one person',
    allow: 'reader',
    query: AcquaintanceQuery,
    response: Acquaintances,
  },
  'GET /api/acquaintances/:id': {
    summary: 'What hangs on one person of ours: the partners that nobody else knows',
    allow: 'reader',
    params: IdParams,
    query: AcquaintanceQuery,
    response: Hangs,
  },
} as const satisfies Contract;
