import type { Database } from '../database.ts';
import type { SignedIn } from '../http/context.ts';
import { maySee } from '../http/sight.ts';
import { dateInZone } from '../text/format.rules.ts';
import type { LexiconEntry } from './capture.schema.ts';
import { buildLexicon, entryOf, put, remove, type Lexicon } from './lexicon.rules.ts';
import { growing, readFew } from './lexicon.rows.ts';

/** What is known of a growing table: the rows read, and when it was last read. */
type Mark = { ids: Set<string>; readAt: Date };
type Kept = {
  lexicon: Lexicon;
  /** People that not everybody may know of */
  hidden: Map<string, { sensitivity: string; createdById: string | null }>;
  marks: Map<LexiconEntry['type'], Mark>;
  few: Set<string>;
  /** SQLite’s own count of what other connections changed, as it was when the lexicon was last brought up to date */
  dataVersion: number;
  turn: Promise<unknown>;
};

const kept = new WeakMap<Database, Kept>();
/** Rows read at a time, and how long one slice of work lasts before others have their turn. */
const rowsAtOnce = 100;
const sliceMilliseconds = 5;
/** Two writes may be stamped in one order and committed in the other, and two machines’ clocks differ. */
const overlapMilliseconds = 30_000;

/**
 * The names of an office, in memory: filled at the first call, a slice at a time, and brought up to date at each call
 * with what was written since, by this process or another. Nothing is read when nothing was written.
 */
export async function lexiconOf(db: Database, now: Date): Promise<Lexicon> {
  let state = kept.get(db);
  if (!state) {
    state = { lexicon: buildLexicon([]), hidden: new Map(), marks: new Map(), few: new Set(), dataVersion: -1, turn: Promise.resolve() };
    kept.set(db, state);
  }
  const current = state;
  const turn = current.turn.then(() => refresh(db, current, now));
  current.turn = turn.catch(() => undefined);
  await turn;
  return current.lexicon;
}

/**
 * Begins to fill the lexicon, in slices, so that the first line need not wait for it; nobody waits for this. A line that
 * arrives meanwhile waits for the rest: read among half of the names, « Tremblay » would be the one Tremblay already
 * there, and sure. Organizations come first, people after.
 */
export function warmLexicon(db: Database, onError: (error: unknown) => void): void {
  setImmediate(() => void lexiconOf(db, new Date()).catch(onError));
}

/** Tells the entries that a person may know of: people by their sensitivity, unless they made the record. */
export function seenBy(db: Database, user: Pick<SignedIn, 'id' | 'role'>): (entry: LexiconEntry) => boolean {
  const hidden = kept.get(db)?.hidden;
  return ({ type, id }) => {
    const record = type === 'contact' ? hidden?.get(id) : undefined;
    return record === undefined || maySee(user, record);
  };
}

async function refresh(db: Database, state: Kept, now: Date): Promise<void> {
  const { reader } = db;
  const today = dateInZone(now);
  const found = await reader.$queryRaw<{ data_version: number | bigint }[]>`PRAGMA data_version`;
  const dataVersion = Number(found[0]?.data_version);
  if (dataVersion === state.dataVersion) return;
  const pace = pacer();
  for (const source of growing) {
    const before = state.marks.get(source.type);
    const mark = before ?? { ids: new Set<string>(), readAt: now };
    await readInto(db, state, source, mark, before ? since(mark.readAt, now) : null, today, pace);
    // Rows that came with an old date (a restore, an import) or went: the table is read again from its beginning.
    if (before && (await source.count(reader)) !== mark.ids.size) {
      for (const id of mark.ids) forget(state, source.type, id);
      mark.ids.clear();
      await readInto(db, state, source, mark, null, today, pace);
    }
    mark.readAt = now;
    state.marks.set(source.type, mark);
  }
  await refreshFew(db, state);
  state.dataVersion = dataVersion;
}

/** From a little before the last reading, or from now where the clock was put back. */
const since = (readAt: Date, now: Date): Date => new Date(Math.min(readAt.getTime(), now.getTime()) - overlapMilliseconds);

async function readInto(db: Database, state: Kept, source: (typeof growing)[number], mark: Mark, from: Date | null, today: string, pace: () => Promise<void>): Promise<void> {
  for (let after = '', skip = 0; ; skip += rowsAtOnce) {
    const rows = await source.read(db.reader, { after, since: from, take: rowsAtOnce, skip }, today);
    await pace();
    for (const { id, entry, sensitivity, createdById } of rows) {
      mark.ids.add(id);
      if (entry) putIfNew(state.lexicon, entry);
      else forget(state, source.type, id);
      if (entry && source.type === 'contact' && !['public', 'internal'].includes(sensitivity)) state.hidden.set(id, { sensitivity, createdById });
      else if (source.type === 'contact') state.hidden.delete(id);
      await pace();
    }
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)!.id;
  }
}

function forget(state: Kept, type: LexiconEntry['type'], id: string): void {
  remove(state.lexicon, type, id);
  if (type === 'contact') state.hidden.delete(id);
}

async function refreshFew(db: Database, state: Kept): Promise<void> {
  const entries = await readFew(db.reader);
  const present = new Set(entries.map(({ type, id }) => `${type} ${id}`));
  for (const place of state.few) {
    if (!present.has(place)) remove(state.lexicon, place.slice(0, place.indexOf(' ')) as LexiconEntry['type'], place.slice(place.indexOf(' ') + 1));
  }
  for (const entry of entries) putIfNew(state.lexicon, entry);
  state.few = present;
}

/** What was read again for safety’s sake and has not changed is left as it is. */
function putIfNew(lexicon: Lexicon, entry: LexiconEntry): void {
  const known = entryOf(lexicon, entry.type, entry.id);
  if (!known || JSON.stringify(known) !== JSON.stringify(entry)) put(lexicon, entry);
}

/** Hands the event loop over whenever a slice has lasted long enough; an `await` on this driver never does. */
export function pacer(): () => Promise<void> {
  let began = performance.now();
  const passed = Promise.resolve();
  return () => {
    if (performance.now() - began < sliceMilliseconds) return passed;
    return new Promise((resolve) => {
      setImmediate(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}
