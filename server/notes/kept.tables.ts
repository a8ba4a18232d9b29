import type { Database } from '../database.ts';
import { ensureTriggers, trigger } from '../triggers.ts';

/**
 * What keeps a kept note as it was approved, below every route: its document, its files, its place among its editions and
 * the template that it was made in are never changed nor taken away. It may be put away and brought back.
 */
const refusal = `SELECT RAISE(ABORT, 'A kept note does not change.')`;
const columns = (...names: string[]): string => `UPDATE OF ${names.map((name) => `"${name}"`).join(', ')}`;

const triggers = new Map([
  trigger('kept_note_change', columns('tree', 'sha256', 'title', 'kind', 'language', 'layout', 'audience', 'asOf', 'about', 'coversFrom', 'coversTo', 'edition', 'supersedesId', 'templateId'), 'Note', 'TRUE', refusal),
  trigger('kept_note_delete', 'DELETE', 'Note', 'TRUE', refusal),
  // INSERT OR REPLACE takes a row away without any trigger that says so.
  trigger('kept_note_replace', 'INSERT', 'Note', 'EXISTS (SELECT 1 FROM "Note" n WHERE n."id" = new."id")', refusal),
  trigger('kept_file_change', 'UPDATE', 'NoteFile', 'TRUE', refusal),
  trigger('kept_file_delete', 'DELETE', 'NoteFile', 'TRUE', refusal),
  trigger('kept_file_replace', 'INSERT', 'NoteFile', 'EXISTS (SELECT 1 FROM "NoteFile" f WHERE f."id" = new."id" OR (f."noteId" = new."noteId" AND f."format" = new."format"))', refusal),
  trigger('kept_template_change', columns('content', 'sha256', 'bytes', 'fileName'), 'DocumentTemplate', 'TRUE', refusal),
  trigger('kept_template_delete', 'DELETE', 'DocumentTemplate', 'TRUE', refusal),
]);

/** The triggers that an office has to have, by name, for whoever looks it over. */
export const keptTriggers: readonly string[] = [...triggers.keys()];

export const ensureKeptTriggers = (db: Database): Promise<void> => ensureTriggers(db, 'kept', triggers);
