/** The thread in which long lists, and the whole office, become files. It reads through connections of its own, and writes nothing. */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { archiveParts } from '../archive.ts';
import { openReading, type Database } from '../database.ts';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Format, Tally } from './formats.ts';
import { exportables, type Collection } from './tables.ts';

/** What is to be made: a list with its filters, as its maker sees it, or everything. */
export type Order =
  | { collection: Collection; format: Format; query: ListQuery; who: Pick<Context, 'user' | 'locale' | 'now' | 'requestId'> }
  | { collection: 'office' };
export type ExportTask = {
  file: string;
  order: Order;
  /** Where each part is asked for by a message, and answered; closed by whoever wants no more. */
  port: MessagePort;
};
/** A part of the file with the rows written so far, and in all where the thread counts them; the last has no bytes. */
export type ExportPart = { bytes: Uint8Array<ArrayBuffer> | null; rows: number; total?: number | undefined };

/** A part that nobody asks for: the reader's connection is open, but nothing goes through it. */
const patience = 120_000;

giveWay();
let open: Database | undefined;

export default async function makeExport({ file, order, port }: ExportTask): Promise<void> {
  const isAsked = questions(port);
  try {
    const tally: Tally & { total?: number } = { rows: 0 };
    for await (const bytes of await partsOf(file, order, tally)) {
      if (!(await isAsked())) return;
      port.postMessage({ bytes, ...tally } satisfies ExportPart, [bytes.buffer]);
    }
    if (await isAsked()) port.postMessage({ bytes: null, ...tally } satisfies ExportPart);
  } finally {
    port.close();
  }
}

async function partsOf(file: string, order: Order, tally: Tally & { total?: number }): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>>> {
  if (order.collection === 'office') return archiveParts(file, tally);
  if (open?.file !== file) {
    await open?.close();
    open = openReading(file);
  }
  const ctx: Context = { ...order.who, db: open, write: () => Promise.reject(new Error('an export writes nothing')) };
  return exportables[order.collection].all(order.format, ctx, order.query, tally);
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
