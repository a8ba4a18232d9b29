/** Reads a ZIP container from its file, entry by entry, so that memory holds none of it whole. ZIP64 too; no encryption. */
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';

export type ZipFile = {
  names: readonly string[];
  /** The content as it is unfolded. @throws when there is more of it than the directory says, or when it is damaged */
  read(name: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
};
type Place = { at: number; packed: number; size: number; method: number };

const tailSize = 65_557;
const most = 0xffffffff;

/** @throws on anything that is not a plain ZIP file */
export async function openZip(path: string): Promise<ZipFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const places = await directory(handle, size);
    return {
      names: [...places.keys()],
      async *read(name) {
        const place = places.get(name);
        if (!place) throw new Error(`there is no ${name}`);
        yield* unfolded(path, handle, place);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  if (bytesRead < length) throw new Error('the file ends too soon');
  return buffer;
}

async function directory(handle: FileHandle, size: number): Promise<Map<string, Place>> {
  const from = Math.max(0, size - tailSize);
  const tail = await bytesAt(handle, from, size - from);
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > tail.length) throw new Error('not a ZIP file');
  let [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (at === most || length === most) {
    const locator = tail.lastIndexOf(Buffer.from('504b0607', 'hex'), end);
    if (locator < 0) throw new Error('no ZIP64 directory');
    const large = await bytesAt(handle, Number(tail.readBigUInt64LE(locator + 8)), 56);
    [length, at] = [Number(large.readBigUInt64LE(40)), Number(large.readBigUInt64LE(48))];
  }
  if (at + length > size) throw new Error('broken ZIP directory');
  const list = await bytesAt(handle, at, length);
  const places = new Map<string, Place>();
  for (let line = 0; line < length; ) {
    if (list.readUInt32LE(line) !== 0x02014b50) throw new Error('broken ZIP directory');
    const [named, extra, comment] = [list.readUInt16LE(line + 28), list.readUInt16LE(line + 30), list.readUInt16LE(line + 32)];
    const place: Place = { method: list.readUInt16LE(line + 10), packed: list.readUInt32LE(line + 20), size: list.readUInt32LE(line + 24), at: list.readUInt32LE(line + 42) };
    const start = line + 46 + named;
    enlarge(place, list.subarray(start, start + extra));
    places.set(list.toString('utf8', line + 46, start), place);
    line = start + extra + comment;
  }
  return places;
}

/** Numbers of eight bytes, in the order of the fields that they stand for. */
function enlarge(place: Place, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const field of ['size', 'packed', 'at'] as const) {
      if (place[field] !== most) continue;
      place[field] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
  }
}

async function* unfolded(path: string, handle: FileHandle, { at, packed, size, method }: Place): AsyncGenerator<Uint8Array> {
  const head = await bytesAt(handle, at, 30);
  if (head.readUInt32LE(0) !== 0x04034b50 || (method !== 0 && method !== 8)) throw new Error('broken ZIP entry');
  if (packed === 0) return;
  const start = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const stored = createReadStream(path, { start, end: start + packed - 1 });
  const inflate = createInflateRaw();
  const parts: AsyncIterable<Uint8Array> = method === 8 ? stored.once('error', (error) => inflate.destroy(error)).pipe(inflate) : stored;
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > size) throw new Error('more than the ZIP directory says');
    yield part;
  }
}
