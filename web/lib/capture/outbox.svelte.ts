import { api } from '#lib/api.ts';
import { asProblem, type Problem } from '#lib/problem.ts';
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

/** What waits for the network, the oldest first. */
export const waiting = (): readonly Waiting[] => all;

/** Takes up what a person left in this browser. */
export function openOutbox(userId: string): void {
  owner = userId;
  all.splice(0, all.length, ...stored());
}

/** Forgets everything that waits: the person signs out. */
export function emptyOutbox(): void {
  if (owner !== null) save([]);
}

/** Keeps an interaction. @throws when the browser keeps nothing: what was typed must then stay in the field. */
export function keep(one: Waiting): void {
  save([...stored().filter(({ key }) => key !== one.key), one]);
}

export function forget(key: string): void {
  save(stored().filter((one) => one.key !== key));
}

/**
 * Sends what waits, one after the other, in the order in which it was logged. Stops at the first that the network does
 * not take; what the server refuses stays, with the reason. Answers how many were stored.
 */
export async function send(): Promise<number> {
  if (sending || owner === null) return 0;
  sending = true;
  let sent = 0;
  try {
    for (const one of stored().filter(({ refusal }) => refusal === null)) {
      const problem = await post(one);
      if (problem === null) sent += 1;
      if (problem === null) forget(one.key);
      else if (isFinal(problem)) save(stored().map((kept) => (kept.key === one.key ? { ...kept, refusal: problem.message } : kept)));
      else break;
    }
  } finally {
    sending = false;
  }
  return sent;
}

async function post({ body, key }: Waiting): Promise<Problem | null> {
  try {
    await api(fetch, 'POST /api/interactions', { body, idempotencyKey: key });
    return null;
  } catch (error) {
    return asProblem(error);
  }
}

/** Another try would be refused alike; anything else (network, session, a busy server) is only a matter of time. */
const isFinal = ({ status }: Problem): boolean => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);

function stored(): Waiting[] {
  if (owner === null) return [];
  try {
    return JSON.parse(localStorage.getItem(prefix + owner) ?? '[]') as Waiting[];
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
