import type { TSchema } from 'typebox';
import { userId } from '../support/app.ts';
import type { Seeds } from '../http/surface.ts';

type Json = Record<string, unknown> & {
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Json>;
  required?: string[];
  items?: Json;
  pattern?: string;
  format?: string;
  anyOf?: Json[];
  minimum?: number;
};
/** Where a text stands in a body: names, and `*` for the only item of a list. */
export type FieldPath = string[];

const types = ({ type }: Json): string[] => [type ?? []].flat();
/** The schema of what is there, where nothing may be. */
const plain = (schema: Json): Json => schema.anyOf?.find((one) => !types(one).includes('null')) ?? { ...schema, type: types(schema).filter((type) => type !== 'null') };
const isId = (name: string): boolean => /^(id|ref|closes)$|Ids?$/.test(name);

/** Every place of a body where a person may write what they like. */
export function textFields(schema: TSchema, path: FieldPath = []): FieldPath[] {
  const json = plain(schema as unknown as Json);
  if (json.properties) {
    return Object.entries(json.properties).flatMap(([name, one]) => (isId(name) ? [] : textFields(one as TSchema, [...path, name])));
  }
  if (json.items) return textFields(json.items as TSchema, [...path, '*']);
  return types(json).includes('string') && !json.enum && !json.pattern && !json.format ? [path] : [];
}

/** The body with the text put in its place; what its place needs around it is made up. */
export function withText(schema: TSchema, body: unknown, path: FieldPath, text: string, seeds: Seeds): unknown {
  const json = plain(schema as unknown as Json);
  const [name, ...rest] = path;
  if (name === undefined) return text;
  if (name === '*') {
    const list = Array.isArray(body) && body.length > 0 ? (body as unknown[]) : [smallest(json.items ?? {}, '', seeds)];
    return [withText(json.items as unknown as TSchema, list[0], rest, text, seeds)];
  }
  const record = (body ?? smallest(json, '', seeds)) as Record<string, unknown>;
  return { ...record, [name]: withText(json.properties?.[name] as unknown as TSchema, record[name], rest, text, seeds) };
}

/** What stands in that place of an answer; undefined when the answer has no such place. */
export function textAt(body: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((at, name) => (name === '*' ? (at as unknown[] | undefined)?.[0] : (at as Record<string, unknown> | null | undefined)?.[name]), body);
}

/** The smallest value that a schema takes. */
function smallest(given: Json, name: string, seeds: Seeds): unknown {
  const asked = { holderName: 'Nom', value: 'nom@exemple.org' }[name];
  if (asked && types(given).includes('string')) return asked;
  if (types(given).includes('null')) return null;
  const schema = plain(given);
  if (given.anyOf?.some((one) => types(one).includes('null'))) return null;
  if (schema.enum) return schema.enum.find((value) => value !== null);
  if (schema.properties) {
    return Object.fromEntries((schema.required ?? []).map((field) => [field, smallest(schema.properties?.[field] ?? {}, field, seeds)]));
  }
  if (schema.items) return [];
  if (isId(name)) return idFor(name, seeds);
  if (types(schema).includes('boolean')) return false;
  if (types(schema).includes('number') || types(schema).includes('integer')) return Math.max(1, schema.minimum ?? 1);
  if (schema.pattern?.includes('\\d{4}')) return '2026-01-01';
  if (schema.pattern?.includes('[A-Z]{3}')) return 'CAD';
  if (schema.pattern) return 'fr';
  return 'Nom';
}

function idFor(name: string, seeds: Seeds): string {
  if (name === 'userId') return userId('officer');
  if (name === 'contactId') return seeds['/api/contacts'] ?? '';
  if (name === 'organizationId') return 'city.lyon';
  if (name === 'placeId') return 'pl.abidjan';
  return 'none';
}
