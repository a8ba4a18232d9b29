import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { filterDayPattern } from '../text/relative-day.rules.ts';
import { locales, sensitivities, type roles } from '../vocabulary.ts';

/** Who may call: anybody, or somebody signed in whose role is at least the one named. */
export type Permission = 'anyone' | (typeof roles)[number];

/** One line of the contract: what goes in, what comes out, who may call. */
export type Endpoint = {
  summary: string;
  allow: Permission;
  params?: TObject;
  query?: TSchema;
  body?: TSchema;
  /** The body of the successful answer; without it the answer has none (204) or is a file. */
  response?: TSchema;
  /** 200 unless told; 204 when there is no response schema. */
  status?: 200 | 201 | 202 | 204;
  /** Media type of a file, when the answer is one. */
  file?: string;
};

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type RouteKey = `${Method} /api/${string}`;
export type Contract = Record<RouteKey, Endpoint>;

/** The TypeScript type of a schema, or `undefined` where an endpoint has none. */
export type Shape<S> = S extends TSchema ? Static<S> : undefined;

// ── Pieces that every feature's shapes are made of ──

export const Id = Type.String({ minLength: 1, maxLength: 100 });
export const IdParams = Type.Object({ id: Id }, { additionalProperties: false });

/** `schema` or null. Written with a list of types, which serializes without trying each alternative. */
export function Nullable<S extends TSchema>(schema: S) {
  return Type.Unsafe<Static<S> | null>(nullableJson(schema as unknown as Record<string, unknown>));
}

function nullableJson(schema: Record<string, unknown>): TSchema {
  if (typeof schema.type !== 'string') {
    return Type.Unsafe({ anyOf: [schema, { type: 'null' }] });
  }
  const values = Array.isArray(schema.enum) ? { enum: [...(schema.enum as unknown[]), null] } : {};
  return Type.Unsafe({ ...schema, ...values, type: [schema.type, 'null'] });
}

/** One of a list of values of server/vocabulary.ts. */
export function OneOf<const V extends readonly string[]>(values: V) {
  return Type.Unsafe<V[number]>({ type: 'string', enum: [...values] });
}

/** A calendar date as precise as it is known: 1962, 2025-03 or 2025-03-31. */
export const PartialDate = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', examples: ['2025-03-31'] });
export const FullDate = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', examples: ['2025-03-31'] });
/** A day of a filter: 2025-03-31, or counted from today: -12m, 6m, 0d. */
export const FilterDay = Type.String({ pattern: filterDayPattern, examples: ['2025-03-31'] });
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', examples: ['FR'] });
/** RFC 3339, in UTC when it comes from us. */
export const Instant = Type.String({ format: 'date-time', examples: ['2026-03-21T18:30:00.000Z'] });
export const Line = Type.String({ minLength: 1, maxLength: 500 });
export const OptionalLine = Type.String({ maxLength: 500 });
export const Text = Type.String({ maxLength: 20_000 });
export const Sensitivity = OneOf(sensitivities);
export const LocaleCode = OneOf(locales);
/** BCP 47 */
export const Language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', examples: ['fr'] });
export const Url = Type.String({ maxLength: 500, pattern: '^https?://\\S+$', examples: ['https://www.ovpm.org'] });

/** A reference to a record: enough to show it and to go there. */
export const Reference = Type.Object({ id: Id, nameFr: Type.String(), nameEn: Nullable(Type.String()) });
export const PersonReference = Type.Object({ id: Id, name: Type.String() });
export type Reference = Static<typeof Reference>;
export type PersonReference = Static<typeof PersonReference>;

/** Where a fact comes from. */
export const Source = Type.Object({
  documentId: Nullable(Type.String()),
  titleFr: Type.String(),
  titleEn: Type.String(),
  lineFrom: Nullable(Type.Integer()),
  lineTo: Nullable(Type.Integer()),
});
export type Source = Static<typeof Source>;

/** What every record carries on the wire. */
export const RecordFields = {
  id: Id,
  version: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
};

/** One page of a collection. */
export function Page<S extends TSchema>(item: S) {
  return Type.Object({ items: Type.Array(item), total: Type.Integer(), nextCursor: Nullable(Type.String()) });
}

/** Counts by facet: facet → values with how many records each would leave, the facet's own filter set aside. */
export const Facets = Type.Record(
  Type.String(),
  Type.Array(
    Type.Object({
      value: Type.String(),
      count: Type.Integer(),
      labelFr: Type.Optional(Type.String()),
      labelEn: Type.Optional(Nullable(Type.String())),
    }),
  ),
);
export type Facets = Static<typeof Facets>;

type Filters = Record<string, TSchema>;
type Filtered<F extends Filters> = { [K in keyof F]?: Static<F[K]>[] } & {
  [K in keyof F & string as `not.${K}`]?: Static<F[K]>[];
};
type Paged<S extends string> = { limit?: number; cursor?: string; sort?: S | `-${S}` };

/**
 * The query string of a collection: each filter may be repeated (OR) and negated (`not.`); different filters AND.
 * `sorts` are field names; `-field` is descending.
 */
export function listQuery<F extends Filters, const S extends readonly string[]>(filters: F, sorts: S) {
  const repeated: Record<string, TSchema> = {};
  for (const [name, schema] of Object.entries(filters)) {
    repeated[name] = Type.Optional(Type.Array(schema, { maxItems: 100 }));
    repeated[`not.${name}`] = Type.Optional(Type.Array(schema, { maxItems: 100 }));
  }
  return Type.Unsafe<Filtered<F> & Paged<S[number]>>(
    Type.Object(
      {
        ...repeated,
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
        sort: Type.Optional(OneOf(sorts.flatMap((field) => [field, `-${field}`]))),
      },
      { additionalProperties: false },
    ),
  );
}

/**
 * The query string of a collection's facets: that of its list, so that one address asks for both, and `facet` for those
 * of the facets that are wanted; all of them without it.
 */
export function facetsQuery<F extends Filters, const S extends readonly string[], const N extends readonly string[]>(filters: F, sorts: S, facets: N) {
  const { properties } = listQuery(filters, sorts) as unknown as { properties: Record<string, TSchema> };
  const facet = Type.Optional(Type.Array(OneOf(facets), { maxItems: 50 }));
  return Type.Unsafe<Filtered<F> & Paged<S[number]> & { facet?: N[number][] }>(Type.Object({ ...properties, facet }, { additionalProperties: false }));
}
