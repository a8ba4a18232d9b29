import type { Database } from '../database.ts';

type Kept = { version: number; answers: Map<string, Promise<unknown>> };
const offices = new WeakMap<Database, Kept>();
/** Answers kept for one state of the database; the oldest go. */
const most = 40;

/**
 * The answer of `read` for the database as it is now: asked again only after something was written. For what takes long
 * at a million interactions and is the same for everyone of a level; `name` says all that the answer depends on.
 */
export async function remembered<T>(db: Database, name: string, read: () => Promise<T>): Promise<T> {
  const version = db.rows.version();
  let kept = offices.get(db);
  if (!kept || kept.version !== version) {
    kept = { version, answers: new Map() };
    offices.set(db, kept);
  }
  const known = kept.answers.get(name);
  if (known) return known as Promise<T>;
  const [oldest] = kept.answers.keys();
  if (kept.answers.size >= most && oldest !== undefined) kept.answers.delete(oldest);
  const answer = read();
  kept.answers.set(name, answer);
  const { answers } = kept;
  answer.catch(() => answers.delete(name));
  return answer;
}
