/**
 * Reads and writes the ZIP container of a Word file, with fixed dates so that the same entries give the same bytes.
 * No ZIP64, no encryption: only for containers that we made.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** The entries by name, in the order of the directory. Throws on anything that is not a plain ZIP file. */
export function readZip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0) throw new Error('not a ZIP file');
  const entries = new Map<string, Buffer>();
  let place = file.readUInt32LE(end + 16);
  for (let index = 0; index < file.readUInt16LE(end + 10); index += 1) {
    if (file.readUInt32LE(place) !== 0x02014b50) throw new Error('broken ZIP directory');
    const nameLength = file.readUInt16LE(place + 28);
    const local = file.readUInt32LE(place + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const data = file.subarray(start, start + file.readUInt32LE(place + 20));
    const name = file.toString('utf8', place + 46, place + 46 + nameLength);
    entries.set(name, file.readUInt16LE(place + 10) === 8 ? inflateRawSync(data) : Buffer.from(data));
    place += 46 + nameLength + file.readUInt16LE(place + 30) + file.readUInt16LE(place + 32);
  }
  return entries;
}

/** The entries in one file, each dated noon of the calendar day `on` (`2026-11-21`). */
export function writeZip(entries: Iterable<[string, Buffer]>, on: string): Buffer {
  const [year = 1980, month = 1, day = 1] = on.split('-').map(Number);
  const date = ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | day;
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of entries) {
    const packed = deflateRawSync(data);
    const label = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(12 << 11, 6);
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), common, label, packed]);
    directory.push(Buffer.from('504b01021400', 'hex'), common, tail, label);
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
