import { api } from '#lib/api.ts';
import { newKey } from '#lib/key.ts';
import { asProblem, type Problem } from '#lib/problem.ts';

type Position = 'theirPosition' | 'ourPosition';

/**
 * One line of the panel: what is typed, on its way, kept when it could not be stored. What was stored is shown above it.
 */
export class Line {
  text = $state('');
  dueOn = $state<string | null>(null);
  saved = $state<string[]>([]);
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  readonly #store: (text: string, dueOn: string | null, idempotencyKey: string) => Promise<void>;
  #key = newKey();

  constructor(store: (text: string, dueOn: string | null, idempotencyKey: string) => Promise<void>) {
    this.#store = store;
  }

  get isDirty(): boolean {
    return this.text.trim() !== '' || this.dueOn !== null;
  }

  /** True once it is stored; false leaves everything as it was typed. */
  async save(): Promise<boolean> {
    const text = this.text.trim();
    if (this.busy || !text) return false;
    this.busy = true;
    this.problem = null;
    try {
      await this.#store(text, this.dueOn, this.#key);
      this.saved.push(text);
      this.text = '';
      this.dueOn = null;
      this.#key = newKey();
      return true;
    } catch (error) {
      this.problem = asProblem(error);
      // A refused body is another intention once corrected.
      if (this.problem.status >= 400 && this.problem.status < 500) this.#key = newKey();
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** A promise born in the interaction. */
export function promiseLine(interactionId: string, promisedBy: 'us' | 'them'): Line {
  return new Line(async (text, dueOn, idempotencyKey) => {
    await api(fetch, 'POST /api/followups', { body: { text, dueOn, promisedBy, bornInId: interactionId }, idempotencyKey });
  });
}

/** Their position and ours: one discussion point, whose subject is the interaction's until somebody says better. */
export function positionLines(interactionId: string): Record<Position, Line> {
  let pointId: string | null = null;
  let sending: Promise<void> = Promise.resolve();
  const params = { id: interactionId };
  async function store(side: Position, text: string): Promise<void> {
    const { version, subject, sensitivity, discussionPoints } = await api(fetch, 'GET /api/interactions/:id', { params });
    const known = new Set(discussionPoints.map(({ id }) => id));
    const isThere = pointId !== null && known.has(pointId);
    const points = discussionPoints.map((point) => (point.id === pointId ? { ...point, [side]: joined(point[side], text) } : point));
    const body = { discussionPoints: isThere ? points : [...points, { subject, sensitivity, [side]: text }] };
    const after = await api(fetch, 'PATCH /api/interactions/:id', { params, body, ifMatch: version });
    if (!isThere) pointId = after.discussionPoints.find(({ id }) => !known.has(id))?.id ?? null;
  }
  const line = (side: Position): Line =>
    new Line((text) => {
      // One after the other, or the second would be told that the first changed the record.
      sending = sending.catch(() => undefined).then(() => store(side, text));
      return sending;
    });
  return { theirPosition: line('theirPosition'), ourPosition: line('ourPosition') };
}

const joined = (before: string | null, text: string): string => (before ? `${before}\n${text}` : text);
