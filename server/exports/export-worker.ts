/** The thread in which long lists become files. It reads through connections of its own, and writes nothing. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { openReading, type Database } from '../database.ts';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Format, Tally } from './formats.ts';
import { exportables, type Collection } from './tables.ts';

export type ExportTask = {
  file: string;
  collection: Collection;
  format: Format;
  query: ListQuery;
  who: Pick<Context, 'user' | 'locale' | 'now' | 'requestId'>;
  /** Where each part is asked for by a message, and answered; closed by whoever wants no more. */
  port: MessagePort;
};
/** A part of the file with the rows written so far; the last has no bytes. */
export type ExportPart = { bytes: Uint8Array<ArrayBuffer> | null; rows: number };

/** A part that nobody asks for: the reader's connection is open, but nothing goes through it. */
const patience = 120_000;

giveWay();
let open: Database | undefined;

export default async function makeExport({ file, collection, format, query, who, port }: ExportTask): Promise<void> {
  const isAsked = questions(port);
  try {
    if (open?.file !== file) {
      await open?.close();
      open = openReading(file);
    }
    const ctx: Context = { ...who, db: open, write: () => Promise.reject(new Error('an export writes nothing')) };
    const tally: Tally = { rows: 0 };
    for await (const bytes of exportables[collection].all(format, ctx, query, tally)) {
      if (!(await isAsked())) return;
      port.postMessage({ bytes, rows: tally.rows } satisfies ExportPart, [bytes.buffer]);
    }
    if (await isAsked()) port.postMessage({ bytes: null, rows: tally.rows } satisfies ExportPart);
  } finally {
    port.close();
  }
}

/** Resolves with true at the next question, with false when there will be none. @throws when it takes too long */
function questions(port: MessagePort): () => Promise<boolean> {
  let [asked, isOpen] = [0, true];
  let wake = (): void => undefined;
  port.on('message', () => {
    asked += 1;
    wake();
  });
  port.on('close', () => {
    isOpen = false;
    wake();
  });
  return async () => {
    if (isOpen && asked === 0) {
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error('the export is not being read')), patience);
        wake = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    }
    asked -= 1;
    return isOpen;
  };
}

/** Where the system gives threads a priority of their own (Linux), this one comes after the thread that answers people. */
function giveWay(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), 5);
  } catch {
    // Elsewhere all threads of a process are equal.
  }
}
