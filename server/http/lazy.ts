// Fastify's own serializer, so that one version of it is in the house.
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';

type Serialize = (value: unknown) => string;
type BuildSerializer = (externalSchemas: object, options: object) => (route: { schema: unknown }) => Serialize;
type Validate = { (value: unknown): boolean; errors?: unknown };

// The routes' schemas are constants: another application of the same process (a test's) finds them compiled.
const serializers = new WeakMap<object, Serialize>();

/**
 * Compiles a route's schemas at its first request. Compiling all of them takes longer than all the rest of a start,
 * and one route's take a few milliseconds.
 */
export function compileAtFirstUse(app: FastifyInstance, validator: (part: string | undefined, schema: object) => Validate): void {
  const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
    let compiled: Validate | undefined;
    const validate: Validate = (value) => {
      compiled ??= validator(httpPart, schema);
      const valid = compiled(value);
      validate.errors = compiled.errors;
      return valid;
    };
    return validate as ReturnType<FastifySchemaCompiler<object>>;
  };
  app.setValidatorCompiler(compileValidator);

  app.setSerializerCompiler((route) => {
    let serialize: Serialize | undefined;
    return (value) => (serialize ??= serializerOf(route))(value);
  });
}

const build = (SerializerSelector as unknown as () => BuildSerializer)()({}, { mode: undefined });

function serializerOf(route: { schema: unknown }): Serialize {
  const schema = route.schema as object;
  const serialize = serializers.get(schema) ?? build(route);
  serializers.set(schema, serialize);
  return serialize;
}
