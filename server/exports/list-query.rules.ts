import type { ListQuery } from '../http/listing.ts';

/** What the schema of a list's address says of its parts. */
type Values = { enum?: readonly string[]; pattern?: string; maxLength?: number; minLength?: number };
type Properties = Record<string, Values & { items?: Values }>;
/** A part of an address that its list does not take. */
export type Wrong = { name: string; value: string };

/** They belong to a page of the list, not to the whole of it. */
const pageOnly = new Set(['cursor', 'limit']);
const most = 100;

/** Reads the address of a list as the list itself would; what it would refuse is named. */
export function readListQuery(text: string, schema: unknown): { query: ListQuery; wrong: Wrong[] } {
  const { properties } = schema as { properties: Properties };
  const query: ListQuery = {};
  const wrong: Wrong[] = [];
  for (const [name, value] of new URLSearchParams(text)) {
    if (pageOnly.has(name)) continue;
    // A name that every object has by birth is no filter.
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const before = Object.hasOwn(query, name) ? query[name] : undefined;
    if (property?.items && isOneOf(value, property.items) && (!Array.isArray(before) || before.length < most)) query[name] = [...(Array.isArray(before) ? (before as string[]) : []), value];
    else if (name === 'sort' && property && before === undefined && isOneOf(value, property)) query['sort'] = value;
    else wrong.push({ name, value });
  }
  return { query, wrong };
}

function isOneOf(value: string, { enum: choices, pattern, maxLength, minLength }: Values): boolean {
  if (choices && !choices.includes(value)) return false;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return false;
  return (maxLength === undefined || value.length <= maxLength) && value.length >= (minLength ?? 0);
}
