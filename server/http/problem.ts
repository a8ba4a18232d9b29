import { m } from '../../generated/paraglide/messages.js';

export type Locale = 'fr' | 'en';
/** A sentence that can be said in either language. */
export type Words = (locale: Locale) => string;
export type FieldError = { pointer: string; message: Words };

/** Something the caller must be told, as RFC 9457 (application/problem+json). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: Words;
  readonly detail: Words;
  readonly errors: FieldError[];
  readonly extra: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(options: {
    status: number;
    code: string;
    title: Words;
    detail: Words;
    errors?: FieldError[];
    extra?: Record<string, unknown>;
    headers?: Record<string, string>;
  }) {
    super(options.detail('en'));
    this.status = options.status;
    this.code = options.code;
    this.title = options.title;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
    this.headers = options.headers ?? {};
  }

  /** The body sent to the caller; `instance` is the path of the request. */
  body(locale: Locale, instance: string): Record<string, unknown> {
    return {
      type: `urn:passerelle:problem:${this.code}`,
      title: this.title(locale),
      status: this.status,
      detail: this.detail(locale),
      instance,
      ...(this.errors.length > 0
        ? { errors: this.errors.map(({ pointer, message }) => ({ pointer, message: message(locale) })) }
        : {}),
      ...this.extra,
    };
  }
}

/** 400, 413, 415 or 422: what was sent cannot be taken as it is; one sentence a field. */
export const invalid = (errors: FieldError[], status: 400 | 413 | 415 | 422 = 422): Problem =>
  new Problem({
    status,
    code: 'invalid',
    title: (locale) => m.problem_invalid({}, { locale }),
    detail: (locale) => errors.map(({ message }) => message(locale)).slice(0, 3).join(' '),
    errors,
  });

/** 422 for one field, by JSON pointer. */
export const invalidField = (pointer: string, message: Words): Problem => invalid([{ pointer, message }]);

export const notFound = (): Problem =>
  new Problem({
    status: 404,
    code: 'not-found',
    title: (locale) => m.problem_not_found({}, { locale }),
    detail: (locale) => m.problem_not_found_detail({}, { locale }),
  });

export const unauthenticated = (detail?: Words): Problem =>
  new Problem({
    status: 401,
    code: 'unauthenticated',
    title: (locale) => m.problem_unauthenticated({}, { locale }),
    detail: detail ?? ((locale) => m.problem_unauthenticated_detail({}, { locale })),
  });

export const forbidden = (detail?: Words): Problem =>
  new Problem({
    status: 403,
    code: 'forbidden',
    title: (locale) => m.problem_forbidden({}, { locale }),
    detail: detail ?? ((locale) => m.problem_forbidden_detail({}, { locale })),
  });

/** 409: the request is well formed, but the record is in a state that does not allow it. */
export const conflict = (detail: Words): Problem =>
  new Problem({ status: 409, code: 'conflict', title: (locale) => m.problem_conflict({}, { locale }), detail });

/** 412: somebody changed the record meanwhile; `current` is the record as it is now. */
export const stale = (current: unknown): Problem =>
  new Problem({
    status: 412,
    code: 'stale',
    title: (locale) => m.problem_stale({}, { locale }),
    detail: (locale) => m.problem_stale_detail({}, { locale }),
    extra: { current },
  });

export const preconditionRequired = (): Problem =>
  new Problem({
    status: 428,
    code: 'precondition-required',
    title: (locale) => m.problem_precondition({}, { locale }),
    detail: (locale) => m.problem_precondition_detail({}, { locale }),
  });

export const tooManyRequests = (seconds: number): Problem =>
  new Problem({
    status: 429,
    code: 'too-many-requests',
    title: (locale) => m.problem_too_many({}, { locale }),
    detail: (locale) => m.problem_too_many_detail({ seconds }, { locale }),
    headers: { 'retry-after': String(seconds) },
  });

/** 503 or 507: the database could not take the write; nothing was stored. */
export const storageUnavailable = (status: 503 | 507): Problem =>
  new Problem({
    status,
    code: 'storage-unavailable',
    title: (locale) => m.problem_storage({}, { locale }),
    detail: (locale) => m.problem_storage_detail({}, { locale }),
  });

export const unexpected = (requestId: string): Problem =>
  new Problem({
    status: 500,
    code: 'unexpected',
    title: (locale) => m.problem_unexpected({}, { locale }),
    detail: (locale) => m.problem_unexpected_detail({ requestId }, { locale }),
  });
