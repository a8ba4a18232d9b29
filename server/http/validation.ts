// Fastify's own validator and formats, so that one version of each is in the house.
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyError, FastifyInstance, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { m } from '../../generated/paraglide/messages.js';
import { compileAtFirstUse } from './lazy.ts';
import { invalid, type FieldError, type Words } from './problem.ts';
import { closest } from '../text/closest.rules.ts';

// One pair a process: they keep what they compiled, and the schemas are constants.
// What is compiled runs for microseconds: polishing its code would take two fifths of a first request's compiling.
const options = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false, allowUnionTypes: true, code: { optimize: false } } as const;
const strict = addFormats(new Ajv(options));
const lenient = addFormats(new Ajv({ ...options, coerceTypes: 'array' }));

/**
 * Unknown properties are refused, not dropped; a query string's text becomes the numbers and lists its schema names,
 * a JSON body's types are taken at their word.
 */
export function registerValidation(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ body }) => {
    const errors = unreadable(body);
    if (errors.length > 0) throw invalid(errors, 400);
  });
  compileAtFirstUse(app, (part, schema) => (part === 'body' ? strict : lenient).compile(schema));
}

// Half of a surrogate pair alone is no character, and UTF-8 cannot hold it: it would come back as another text.
const unreadableText = /[\0\p{Surrogate}]/u;

/** The texts of a body that no screen, sheet or document can show. A list of what is left, since a body may be deep. */
function unreadable(body: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const left: [pointer: string, value: unknown][] = [['', body]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [pointer, value] = next;
    if (typeof value === 'string' && unreadableText.test(value)) {
      errors.push({ pointer, message: (locale) => m.problem_text_unreadable({}, { locale }) });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) left.push([`${pointer}/${escaped(name)}`, one]);
    }
  }
  return errors.slice(0, 50);
}

/** A name as a part of a JSON pointer (RFC 6901). */
const escaped = (name: unknown): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

/** What was wrong, field by field, in words. */
export function validationProblem(error: FastifyError, request: FastifyRequest): ReturnType<typeof invalid> {
  const issues = error.validation ?? [];
  // A choice that failed in each of its alternatives says so once.
  const telling = issues.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'oneOf');
  const known = knownProperties(error, request);
  const errors = (telling.length > 0 ? telling : issues).slice(0, 50).map((issue): FieldError => {
    const pointer = pointerOf(issue);
    return { pointer, message: wordsFor(issue, known, issue.keyword === 'enum' ? valueAt(partOf(error, request), pointer) : undefined) };
  });
  return invalid(errors, 400);
}

const partOf = ({ validationContext }: FastifyError, request: FastifyRequest): unknown =>
  validationContext === 'querystring' ? request.query : request.body;

/** What stands at a JSON pointer. */
function valueAt(whole: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), whole);
}

function pointerOf({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  if (keyword === 'required') return `${instancePath}/${String(params.missingProperty)}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${escaped(params.additionalProperty)}`;
  return instancePath;
}

function knownProperties(error: FastifyError, request: FastifyRequest): string[] {
  const schema = request.routeOptions.schema;
  const part = error.validationContext === 'querystring' ? schema?.querystring : schema?.body;
  const properties = (part as { properties?: Record<string, unknown> } | undefined)?.properties;
  return Object.keys(properties ?? {});
}

function wordsFor({ keyword, params, ...issue }: FastifySchemaValidationError, known: string[], value: unknown): Words {
  const limit = String(params.limit ?? '');
  switch (keyword) {
    case 'required':
      return (locale) => m.problem_field_required({}, { locale });
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      const nearest = issue.instancePath === '' ? closest(name, known) : null;
      return nearest
        ? (locale) => m.problem_filter_unknown({ name, nearest }, { locale })
        : (locale) => m.problem_field_unknown({ name }, { locale });
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).filter((one) => one !== null).map(String);
      const choices = allowed.join(', ');
      const nearest = typeof value === 'string' ? closest(value, allowed) : null;
      return nearest
        ? (locale) => m.problem_field_choice_nearest({ value: String(value).slice(0, 100), nearest, choices }, { locale })
        : (locale) => m.problem_field_choice({ choices }, { locale });
    }
    case 'maxLength':
      return (locale) => m.problem_field_too_long({ limit }, { locale });
    case 'minLength':
      return limit === '1'
        ? (locale) => m.problem_field_required({}, { locale })
        : (locale) => m.problem_field_too_short({ limit }, { locale });
    case 'maxItems':
      return (locale) => m.problem_field_too_many({ limit }, { locale });
    case 'minimum':
    case 'maximum':
      return (locale) => m.problem_field_range({ limit: `${String(params.comparison)} ${limit}` }, { locale });
    case 'pattern':
      return (locale) => m.problem_field_format({ example: exampleOf(String(params.pattern)) }, { locale });
    case 'format':
      return (locale) => m.problem_field_format({ example: '2026-03-21T18:30:00Z' }, { locale });
    default:
      return (locale) => m.problem_field_type({}, { locale });
  }
}

function exampleOf(pattern: string): string {
  if (/^\^\(?\\d\{4\}/.test(pattern)) return '2025-03-31';
  if (pattern.startsWith('^https?')) return 'https://www.ovpm.org';
  if (pattern.includes('@')) return 'nom@ville.quebec.qc.ca';
  return 'fr';
}
