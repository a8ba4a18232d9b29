import { m } from '#paraglide/messages.js';

/** One field that the API refused: `pointer` is a JSON pointer into the body (`/contactPoints/0/value`). */
export interface FieldProblem {
  pointer: string;
  message: string;
}

/** RFC 9457 body as the API sends it. `current` is the stored record when a write was stale (412). */
export interface ProblemBody {
  status: number;
  title: string;
  detail?: string;
  errors?: FieldProblem[];
  current?: unknown;
}

/** What the one door throws for every answer that is not a success. `status` is 0 when the network failed. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: FieldProblem[];
  readonly current: unknown;

  constructor(body: ProblemBody) {
    super(body.detail ? `${body.title} ${body.detail}` : body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.title = body.title;
    this.detail = body.detail;
    this.errors = body.errors ?? [];
    this.current = body.current;
  }

  /** True when the session ended: the person signs in again and keeps the typed text. */
  get signedOut(): boolean {
    return this.status === 401;
  }

  /** True when somebody saved the record since it was read; `current` holds it. */
  get stale(): boolean {
    return this.status === 412;
  }
}

/** Reads any failed answer as a problem, even when a proxy in between answered with something else. */
export async function problemFrom(response: Response): Promise<Problem> {
  // The text decides and not the content type: Kit keeps no headers of what a page loaded on the server.
  const body = readJson(await response.text()) as Partial<ProblemBody> | null;
  if (body?.title) return new Problem({ ...body, status: response.status, title: body.title });
  return new Problem({ status: response.status, title: m.ui_problem_title(), detail: adviceFor(response.status) });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The network did not answer at all. */
export function offlineProblem(): Problem {
  return new Problem({ status: 0, title: m.ui_offline_title(), detail: m.ui_offline_detail() });
}

/** Any thrown value as a problem that a screen can show. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({ status: 500, title: m.ui_problem_title(), detail: adviceFor(500) });
}

/** What the person can do about a status, in one sentence. */
export function adviceFor(status: number): string {
  if (status === 401) return m.ui_problem_advice_signed_out();
  if (status === 403) return m.ui_problem_advice_forbidden();
  if (status === 404) return m.ui_problem_advice_missing();
  if (status === 429) return m.ui_problem_advice_slow_down();
  if (status === 503 || status === 507) return m.ui_problem_advice_unavailable();
  return m.ui_problem_advice_retry();
}
