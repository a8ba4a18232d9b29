import { api } from '#lib/api.ts';
import { asProblem, Problem } from '#lib/problem.ts';
import { m } from '#paraglide/messages.js';
import type { NewLog } from './reading.ts';
import type { Line } from './save.ts';

/** An interaction logged without network: sent with its own Idempotency-Key, so that no answer lost makes a double. */
export type Waiting = {
  key: string;
  body: NewLog;
  /** What it says, in a line */
  label: string;
  /** The line, when it was one: it goes back into the field to be corrected */
  line: Line | null;
  keptAt: string;
  /** Why the server refused it, when it did: it waits for the person */
  refusal: string | null;
};

const prefix = 'passerelle-outbox:';
const all = $state<Waiting[]>([]);
let owner: string | null = null;
let sending = false;
/** Why nothing leaves although the network is there: nobody is signed in any more, or somebody else is. */
export type Halt = 'signed_out' | 'other_person';
const state = $state<{ halt: Halt | null }>({ halt: null });

/** What waits for the network, the oldest first. */
export const waiting = (): readonly Waiting[] => all;

export const halt = (): Halt | null => state.halt;

/** Takes up what a person left in this browser. */
export function openOutbox(userId: string): void {
  owner = userId;
  state.halt = null;
  follow();
}

/** Takes up what another tab has sent, kept or dropped. */
export function follow(): void {
  all.splice(0, all.length, ...stored());
}

/** Forgets everything that waits: the person signs out. */
export function emptyOutbox(): void {
  if (owner !== null) save([]);
}

/** Keeps an interaction. Throws `Problem` when the browser keeps nothing: what was typed must then stay in the field. */
export function keep(one: Waiting): void {
  try {
    save([...stored().filter(({ key }) => key !== one.key), one]);
  } catch {
    throw new Problem({ status: 507, title: m.outbox_full_title(), detail: m.outbox_full_detail() });
  }
}

export function forget(key: string): void {
  save(stored().filter((one) => one.key !== key));
}

/**
 * Sends what waits, one after the other, in the order in which it was logged. Stops at the first that the network does
 * not take, and when its author is not who is signed in; what the server refuses stays, with the reason. Answers how
 * many were stored.
 */
export async function send(): Promise<number> {
  if (sending || owner === null) return 0;
  sending = true;
  follow();
  let sent = 0;
  try {
    for (const one of stored().filter(({ refusal }) => refusal === null)) {
      const problem = (await whyNot(owner)) ?? (await post(one));
      if (problem === null) {
        sent += 1;
        forget(one.key);
      } else if (problem instanceof Problem && isFinal(problem)) {
        save(stored().map((kept) => (kept.key === one.key ? { ...kept, refusal: problem.message } : kept)));
      } else {
        break;
      }
    }
  } catch {
    // The browser writes nothing more: what was sent is known to the server by its key and makes no double.
  } finally {
    sending = false;
  }
  return sent;
}

/**
 * What keeps a person's interactions from leaving now. Another tab may have signed somebody else in: what waits here
 * would then be stored in their name.
 */
async function whyNot(author: string): Promise<Problem | 'other_person' | null> {
  try {
    const { id } = await api(fetch, 'GET /api/session');
    state.halt = id === author ? null : 'other_person';
    return state.halt === null ? null : 'other_person';
  } catch (error) {
    const problem = asProblem(error);
    state.halt = problem.signedOut ? 'signed_out' : null;
    // Whatever a session is refused for says nothing against what waits.
    return new Problem({ status: 0, title: problem.title });
  }
}

async function post({ body, key }: Waiting): Promise<Problem | null> {
  try {
    await api(fetch, 'POST /api/interactions', { body, idempotencyKey: key });
    return null;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.signedOut) state.halt = 'signed_out';
    return problem;
  }
}

/** Another try would be refused alike; anything else (network, session, a busy server) is only a matter of time. */
const isFinal = ({ status }: Problem): boolean => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);

function stored(): Waiting[] {
  if (owner === null) return [];
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + owner) ?? '[]');
    return Array.isArray(kept) ? (kept as Waiting[]) : [];
  } catch {
    return [];
  }
}

function save(items: Waiting[]): void {
  if (owner === null) throw new Error('No outbox is open');
  if (items.length > 0) localStorage.setItem(prefix + owner, JSON.stringify(items));
  else localStorage.removeItem(prefix + owner);
  all.splice(0, all.length, ...items);
}
