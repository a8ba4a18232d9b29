import type { viewCollections } from '../vocabulary.ts';

export type Collection = (typeof viewCollections)[number];
/** What the values of one filter may be. */
export type Values = { enum?: readonly string[]; pattern?: string; maxLength?: number };
/** Filter → its values, and the orders that a list can have. */
export type Understood = { filters: Readonly<Record<string, Values>>; sorts: readonly string[] };
/** One part of a query string. */
export type Part = { name: string; value: string };
export type ReadQuery = {
  /** Filters as lists, and the sort: what the list takes */
  query: Record<string, string[] | string>;
  /** What is not a filter, or not a value of it, any more */
  dropped: Part[];
};

/** They belong to the page, not to the list. */
const pageOnly = new Set(['cursor', 'limit', 'view', 'scope']);

/** Reads a kept query string and sets aside what the list would refuse. Never throws. */
export function readViewQuery(text: string, { filters, sorts }: Understood): ReadQuery {
  const query: Record<string, string[] | string> = {};
  const dropped: Part[] = [];
  for (const [name, value] of new URLSearchParams(text)) {
    if (pageOnly.has(name) || value === '') continue;
    if (name === 'sort') {
      if (sorts.includes(value)) query['sort'] = value;
      else dropped.push({ name, value });
      continue;
    }
    const bare = name.startsWith('not.') ? name.slice(4) : name;
    // A name that every object has by birth is no filter.
    const values = Object.hasOwn(filters, bare) ? filters[bare] : undefined;
    const list = Object.hasOwn(query, name) ? (query[name] ?? []) : [];
    if (!values || !isOneOf(value, values) || list.length >= 100) dropped.push({ name, value });
    else query[name] = [...list, value];
  }
  return { query, dropped };
}

function isOneOf(value: string, { enum: choices, pattern, maxLength }: Values): boolean {
  if (choices && !choices.includes(value)) return false;
  if (pattern && !new RegExp(pattern, 'u').test(value)) return false;
  return maxLength === undefined || value.length <= maxLength;
}

/** The query string of what was understood. */
export function writeViewQuery(query: ReadQuery['query']): string {
  return new URLSearchParams(Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))).toString();
}

/** The ledger of promises shows what still binds unless the address asks for something else. */
export const stillBinding = { status: ['open', 'renegotiated'] };

/** The filters of a list page as the API takes them: those of its address, and what the page adds to them. */
export function asShown<Q extends Record<string, unknown>>(collection: Collection, query: Q): Q {
  const isTold = ['status', 'not.status', 'archived', 'interaction'].some((name) => name in query);
  return collection !== 'followups' || isTold ? query : { ...stillBinding, ...query };
}

/** What came into a view, what left it and what stayed, from what was in it and what is. */
export function differenceOf(before: readonly string[], now: readonly string[]): { came: string[]; left: string[]; stayed: string[] } {
  const [was, is] = [new Set(before), new Set(now)];
  return { came: now.filter((id) => !was.has(id)), left: before.filter((id) => !is.has(id)), stayed: now.filter((id) => was.has(id)) };
}

/** The filters to try one by one without: a filter with all its values, or each value that is excluded. */
export function removable(query: ReadQuery['query']): { name: string; isNegated: boolean; value: string | null; without: ReadQuery['query'] }[] {
  return Object.entries(query).flatMap(([name, values]) => {
    if (name === 'sort' || !Array.isArray(values)) return [];
    const { [name]: _all, ...others } = query;
    if (!name.startsWith('not.') || values.length === 1) {
      return [{ name: name.replace(/^not\./, ''), isNegated: name.startsWith('not.'), value: values.length === 1 ? (values[0] ?? null) : null, without: others }];
    }
    return values.map((value) => ({ name: name.slice(4), isNegated: true, value, without: { ...others, [name]: values.filter((one) => one !== value) } }));
  });
}
