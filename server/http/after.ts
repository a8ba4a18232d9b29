import { Replay } from './context.ts';
import { stale } from './problem.ts';

/** Thrown through a write made on another version than the stored one, where the record takes long to read. */
export class Outdated extends Error {
  readonly id: string;
  constructor(id: string) {
    super('outdated');
    this.id = id;
  }
}

/**
 * The answer to a write that says only which record it was about: the record is read once nobody's write waits for it any
 * more. A request repeated with its Idempotency-Key is answered with the same record, as it is now.
 * @throws 412 with the record as it is, where the write threw `Outdated`
 */
export async function answerAfter<Answer>(written: Promise<{ id: string }>, read: (id: string) => Promise<Answer>): Promise<Answer> {
  let id: string;
  try {
    ({ id } = await written);
  } catch (error) {
    if (error instanceof Outdated) throw stale(await read(error.id));
    if (error instanceof Replay) throw new Replay(error.status, JSON.stringify(await read((JSON.parse(error.response) as { id: string }).id)));
    throw error;
  }
  return read(id);
}
