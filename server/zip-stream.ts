/**
 * Writes a ZIP container part by part, so that memory holds none of it whole. The same entries give the same bytes. Sizes
 * follow each entry (data descriptors); what passes 4 GB is written as ZIP64.
 */
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** `parts`: the content, as it comes. */
export type Entry = { name: string; parts: AsyncIterable<string | Uint8Array> };
type Bytes = Uint8Array<ArrayBuffer>;
type Written = { label: Buffer; crc: number; packed: number; size: number; at: number };

/** What is handed over at once, in bytes. */
const partSize = 65_536;
/** The largest number that a field of the first ZIP holds. */
const most = { count: 0xffff, size: 0xffffffff };

/**
 * The container, its entries dated noon of the calendar day `on` (`2026-11-21`), deflated at a `level` from 1 (soonest) to
 * 9 (smallest). Each part has a memory of its own.
 */
export async function* zip(entries: AsyncIterable<Entry> | Iterable<Entry>, on: string, level = 6): AsyncGenerator<Bytes> {
  yield* gathered(container(entries, dosDate(on), level));
}

async function* container(entries: AsyncIterable<Entry> | Iterable<Entry>, date: number, level: number): AsyncGenerator<Uint8Array> {
  const directory: Written[] = [];
  let at = 0;
  for await (const { name, parts } of entries) {
    const entry: Written = { label: Buffer.from(name, 'utf8'), crc: 0, packed: 0, size: 0, at };
    const head = Buffer.concat([numbers([0x04034b50, 4], ...common({ ...entry, crc: 0, packed: 0, size: 0 }, date)), entry.label]);
    yield head;
    for await (const packed of deflated(parts, entry, level)) {
      entry.packed += packed.length;
      yield packed;
    }
    const width = Math.max(entry.packed, entry.size) > most.size ? 8 : 4;
    const tail = numbers([0x08074b50, 4], [entry.crc, 4], [entry.packed, width], [entry.size, width]);
    yield tail;
    at += head.length + entry.packed + tail.length;
    directory.push(entry);
  }
  yield ending(directory, date, at);
}

/** The content deflated by a thread of Node's own while more of it is being made; its size and sum go into `entry`. */
async function* deflated(parts: Entry['parts'], entry: Written, level: number): AsyncGenerator<Uint8Array> {
  const deflate = createDeflateRaw({ chunkSize: partSize, level });
  const fill = async (): Promise<void> => {
    for await (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      // Nobody wants the rest: what was being read is let go.
      if (deflate.destroyed || (!deflate.write(bytes) && !(await drained(deflate)))) return;
    }
    deflate.end();
  };
  const filling = fill().catch((error: unknown) => void deflate.destroy(error as Error));
  try {
    yield* deflate as AsyncIterable<Uint8Array>;
  } finally {
    deflate.destroy();
    await filling;
  }
}

/** @returns whether more can be written; false when it was closed, which nothing else says */
function drained(stream: Writable): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (): void => {
      stream.off('drain', answer).off('close', answer);
      resolve(!stream.destroyed);
    };
    stream.on('drain', answer).on('close', answer);
  });
}

/** The fields that the head of an entry shares with its line in the directory. */
function common({ label, crc, packed, size }: Written, date: number, extra = 0): Field[] {
  const isLarge = extra > 0;
  // 0x0808: sizes come after the content, and names are UTF-8.
  return [[isLarge ? 45 : 20, 2], [0x0808, 2], [8, 2], [12 << 11, 2], [date, 2], [crc, 4], [isLarge ? most.size : packed, 4], [isLarge ? most.size : size, 4], [label.length, 2], [extra, 2]];
}

function ending(directory: Written[], date: number, at: number): Buffer {
  const lines = directory.map((entry) => {
    const isLarge = Math.max(entry.packed, entry.size, entry.at) > most.size;
    const extra = isLarge ? numbers([1, 2], [24, 2], [entry.size, 8], [entry.packed, 8], [entry.at, 8]) : Buffer.alloc(0);
    const fields = common(entry, date, extra.length);
    return Buffer.concat([numbers([0x02014b50, 4], [isLarge ? 45 : 20, 2], ...fields, [0, 8], [0, 2], [isLarge ? most.size : entry.at, 4]), entry.label, extra]);
  });
  const list = Buffer.concat(lines);
  const isLarge = directory.length > most.count || Math.max(at, list.length) > most.size;
  const large = isLarge
    ? numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [directory.length, 8], [directory.length, 8], [list.length, 8], [at, 8], [0x07064b50, 4], [0, 4], [at + list.length, 8], [1, 4])
    : Buffer.alloc(0);
  const count = Math.min(directory.length, most.count);
  const end = numbers([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [Math.min(list.length, most.size), 4], [isLarge ? most.size : at, 4], [0, 2]);
  return Buffer.concat([list, large, end]);
}

/** A number and the bytes that it takes, the smallest first. */
type Field = [value: number, width: 2 | 4 | 8];
function numbers(...fields: Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}

async function* gathered(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Bytes> {
  let [waiting, size]: [Uint8Array[], number] = [[], 0];
  const taken = (): Bytes => {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of waiting) {
      whole.set(part, at);
      at += part.length;
    }
    [waiting, size] = [[], 0];
    return whole;
  };
  for await (const part of parts) {
    waiting.push(part);
    size += part.length;
    if (size >= partSize) yield taken();
  }
  if (size > 0) yield taken();
}

function dosDate(on: string): number {
  const [year = 1980, month = 1, day = 1] = on.split('-').map(Number);
  return ((Math.min(Math.max(year, 1980), 2107) - 1980) << 9) | (month << 5) | day;
}
