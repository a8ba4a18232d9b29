/**
 * Reads the ZIP container of a file that came from outside, and takes nothing on its word: every size is bounded before
 * a byte is inflated and checked after. No ZIP64 and no encryption, which no Word file of the sizes taken needs.
 */
import { crc32, inflateRawSync } from 'node:zlib';

/** Why a container is not taken. `bomb`: it would unfold into more than it may, or lies about what it unfolds into. */
export type ZipFault = 'broken' | 'encrypted' | 'entries' | 'bomb';

/** Thrown for a container that is not taken. */
export class UnsoundZip extends Error {
  readonly fault: ZipFault;
  constructor(fault: ZipFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Entries of a container; bytes of one entry and of all, unfolded; times an entry of more than `ratioFrom` bytes may grow. */
export const zipLimits = { entries: 1000, entryBytes: 32 * 1024 * 1024, bytes: 64 * 1024 * 1024, ratio: 150, ratioFrom: 1024 * 1024 } as const;
export type ZipLimits = { [K in keyof typeof zipLimits]: number };

type Entry = { name: string; flags: number; method: number; crc: number; packed: number; size: number; local: number };

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const lengths = { local: 30, central: 46, end: 22 } as const;

/** The entries by name, in the order of the directory; folders are left out. @throws UnsoundZip */
export function readSoundZip(file: Buffer, limits: ZipLimits = zipLimits): Map<string, Buffer> {
  try {
    return read(file, limits);
  } catch (error) {
    if (error instanceof UnsoundZip) throw error;
    throw new UnsoundZip('broken');
  }
}

function read(file: Buffer, limits: ZipLimits): Map<string, Buffer> {
  const { entries, directory } = directoryOf(file, limits);
  if (entries.some(({ flags }) => (flags & 0x2041) !== 0)) throw new UnsoundZip('encrypted');
  const declared = entries.reduce((sum, { size }) => sum + size, 0);
  if (declared > limits.bytes || entries.some((entry) => isTooMuch(entry, limits))) throw new UnsoundZip('bomb');
  const places = entries.map((entry) => ({ entry, ...placeOf(file, entry) })).sort((a, b) => a.entry.local - b.entry.local);
  // Entries that share their bytes are how a small file unfolds into a huge one.
  places.forEach(({ end }, index) => {
    if (end > (places[index + 1]?.entry.local ?? directory)) throw new UnsoundZip('bomb');
  });
  const found = new Map<string, Buffer>();
  const names = new Set<string>();
  for (const entry of entries) {
    if (names.has(entry.name.toLowerCase())) throw new UnsoundZip('broken');
    names.add(entry.name.toLowerCase());
    const place = places.find((one) => one.entry === entry);
    if (place && !entry.name.endsWith('/')) found.set(entry.name, unfold(file.subarray(place.start, place.end), entry));
  }
  return found;
}

function directoryOf(file: Buffer, limits: ZipLimits): { entries: Entry[]; directory: number } {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  const directory = file.readUInt32LE(end + 16);
  if (count > limits.entries) throw new UnsoundZip('entries');
  if (directory + file.readUInt32LE(end + 12) > end) throw new UnsoundZip('broken');
  const entries: Entry[] = [];
  let place = directory;
  for (let index = 0; index < count; index += 1) {
    if (place + lengths.central > end || file.readUInt32LE(place) !== signatures.central) throw new UnsoundZip('broken');
    const nameLength = file.readUInt16LE(place + 28);
    entries.push({
      name: nameAt(file, place + lengths.central, nameLength),
      flags: file.readUInt16LE(place + 8),
      method: file.readUInt16LE(place + 10),
      crc: file.readUInt32LE(place + 16),
      packed: file.readUInt32LE(place + 20),
      size: file.readUInt32LE(place + 24),
      local: file.readUInt32LE(place + 42),
    });
    place += lengths.central + nameLength + file.readUInt16LE(place + 30) + file.readUInt16LE(place + 32);
  }
  return { entries, directory };
}

/** Where the end record is: the last one whose comment reaches the end of the file. */
function endOf(file: Buffer): number {
  for (let place = file.length - lengths.end; place >= Math.max(0, file.length - lengths.end - 0xffff); place -= 1) {
    if (file.readUInt32LE(place) === signatures.end && place + lengths.end + file.readUInt16LE(place + 20) === file.length) return place;
  }
  throw new UnsoundZip('broken');
}

/** A name that stays in the container, as every reader understands it. */
function nameAt(file: Buffer, place: number, length: number): string {
  const name = new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(place, place + length));
  if (name === '' || /[\u0000-\u001f\\:]|^\/|(?:^|\/)\.\.?(?:\/|$)/.test(name)) throw new UnsoundZip('broken');
  return name;
}

const isTooMuch = ({ size, packed }: Entry, { entryBytes, ratio, ratioFrom }: ZipLimits): boolean =>
  size > entryBytes || (size > ratioFrom && size > ratio * packed);

function placeOf(file: Buffer, { local, name, packed }: Entry): { start: number; end: number } {
  if (file.readUInt32LE(local) !== signatures.local) throw new UnsoundZip('broken');
  const nameLength = file.readUInt16LE(local + 26);
  if (nameAt(file, local + lengths.local, nameLength) !== name) throw new UnsoundZip('broken');
  const start = local + lengths.local + nameLength + file.readUInt16LE(local + 28);
  return { start, end: start + packed };
}

function unfold(packed: Buffer, { method, size, crc }: Entry): Buffer {
  if (method !== 0 && method !== 8) throw new UnsoundZip('broken');
  const data = method === 0 ? Buffer.from(packed) : inflated(packed, size);
  if (data.length > size) throw new UnsoundZip('bomb');
  if (data.length < size || crc32(data) !== crc) throw new UnsoundZip('broken');
  return data;
}

/** Not a byte more than was declared is ever made. */
function inflated(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw new UnsoundZip(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken');
  }
}
