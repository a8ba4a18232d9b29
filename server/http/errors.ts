import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { m } from '../../generated/paraglide/messages.js';
import { localeOf } from './locale.ts';
import { Problem, forbidden, invalid, notFound, storageUnavailable, tooManyRequests, unexpected, type Locale } from './problem.ts';
import { validationProblem } from './validation.ts';

/** One shape for every refusal: application/problem+json, in the caller's language; details of a fault stay in the log. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.status >= 500) request.log.error(error);
    return send(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => send(notFound(), request, reply));
}

/** The same shape for an address that Fastify cannot take apart, which reaches no handler. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const words = [{ pointer: '', message: (locale: Locale) => m.problem_address({}, { locale }) }];
  const problem = error.code === 'FST_ERR_BAD_URL' ? invalid(words, 400) : notFound();
  request.locale = localeOf(request);
  void send(problem, request, reply);
}

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .headers(problem.headers)
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem.body(request.locale ?? 'fr', request.url.split('?')[0] ?? '/'));
}

function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return validationProblem(error, request);
  if (error.statusCode === 429) return tooManyRequests(60);
  // The only 403 that is not a Problem: the token of @fastify/csrf-protection is missing or wrong.
  if (error.statusCode === 403) return forbidden((locale) => m.problem_csrf({}, { locale }));
  if (error.statusCode === 413) return invalid([{ pointer: '', message: (locale) => m.problem_too_large({}, { locale }) }], 413);
  if (error.statusCode === 415) return invalid([{ pointer: '', message: (locale) => m.problem_media_type({}, { locale }) }], 415);
  if (error.statusCode === 400) return invalid([{ pointer: '', message: (locale) => m.problem_json({}, { locale }) }], 400);
  const storage = storageFault(error);
  return storage ? storageUnavailable(storage) : unexpected(request.id);
}

/** The disk's refusals: full (507), or not writable, busy or failing (503). */
function storageFault(error: unknown): 503 | 507 | null {
  const text = error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : '';
  if (/SQLITE_FULL|database or disk is full|ENOSPC/.test(text)) return 507;
  if (/SQLITE_(READONLY|IOERR|BUSY|CANTOPEN)|readonly database|disk I\/O error|database is locked/.test(text)) return 503;
  return null;
}
