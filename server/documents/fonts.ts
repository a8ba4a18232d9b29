/**
 * The fonts of the PDF, unpacked from the web fonts (WOFF 1.0) of the `@fontsource` packages.
 *
 * Typst reads OpenType, not WOFF, and takes one file for a family; the packages cut each family in files by script.
 * Every file therefore becomes an OpenType font with a family name of its own (`Source Sans 3 latin-ext`), and the
 * template lists the names in order. Nothing depends on the fonts of the machine.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

export interface FontSet {
  /** OpenType files. */
  files: Buffer[];
  /** Family names in the order in which a glyph is looked for. */
  serif: string[];
  sans: string[];
  /** Whether any of the fonts can draw this code point. */
  covers: (codePoint: number) => boolean;
  /** The family that draws this character in the sans serif, null where none does. */
  familyFor: (character: string) => string | null;
  /** How wide a text is in the sans serif, as a share of its size. */
  widthOf: (text: string, isBold: boolean) => number;
  /** The few upright files that draw a text in the sans serif: reading them all for each drawing takes longer than drawing. */
  filesFor: (text: string) => Buffer[];
}

interface Source {
  package: string;
  family: string;
  /** The scripts wanted, in the order in which a glyph is looked for. */
  scripts: string[];
  faces: [weight: number, style: 'normal' | 'italic'][];
}

const european = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];
const text: Source['faces'] = [
  [400, 'normal'],
  [400, 'italic'],
  [600, 'normal'],
  [600, 'italic'],
];
const upright: Source['faces'] = [
  [400, 'normal'],
  [600, 'normal'],
];

const serif: Source = { package: 'source-serif-4', family: 'Source Serif 4', scripts: european, faces: text };
const sans: Source = { package: 'source-sans-3', family: 'Source Sans 3', scripts: european, faces: text };
const others: Source[] = [
  { package: 'noto-sans-arabic', family: 'Noto Sans Arabic', scripts: ['arabic', 'symbols', 'math'], faces: upright },
  { package: 'noto-sans-hebrew', family: 'Noto Sans Hebrew', scripts: ['hebrew'], faces: upright },
  { package: 'noto-emoji', family: 'Noto Emoji', scripts: ['emoji'], faces: [[400, 'normal']] },
];

interface Face {
  file: Buffer;
  family: string;
  isBold: boolean;
  isUpright: boolean;
  /** By code point. */
  glyphs: Map<number, number>;
  /** Of a glyph, as a share of the size. */
  advance: (glyph: number) => number;
}

let loaded: FontSet | undefined;

/** All fonts, read and unpacked from disk once a thread (about 100 ms). Throws when a package is missing. */
export function loadFonts(): FontSet {
  return (loaded ??= readFonts());
}

function readFonts(): FontSet {
  const files: Buffer[] = [];
  const faces: Face[] = [];
  const covered = new Set<number>();
  const load = (source: Source): string[] => {
    const folder = path.join(path.dirname(createRequire(import.meta.url).resolve(`@fontsource/${source.package}/package.json`)), 'files');
    const present = new Set(readdirSync(folder));
    const families: string[] = [];
    for (const script of source.scripts) {
      const family = `${source.family} ${script}`;
      for (const [weight, style] of source.faces) {
        const name = `${source.package}-${script}-${weight}-${style}.woff`;
        if (!present.has(name)) continue;
        const tables = unpackWoff(readFileSync(path.join(folder, name)));
        tables.set('name', nameTable(family));
        const glyphs = new Map(glyphsOf(tables.get('cmap') ?? Buffer.alloc(0)));
        for (const point of glyphs.keys()) covered.add(point);
        const file = packOpenType(tables);
        files.push(file);
        faces.push({ file, family, isBold: weight === 600, isUpright: style === 'normal', glyphs, advance: advancesOf(tables) });
        if (!families.includes(family)) families.push(family);
      }
    }
    return families;
  };
  const serifNames = load(serif);
  const sansNames = load(sans);
  const otherNames = others.flatMap(load);
  const order = [...sansNames, ...serifNames, ...otherNames];
  const drawing = (family: string, point: number): Face[] => faces.filter((face) => face.family === family && face.glyphs.has(point));
  const familyFor = (character: string): string | null => {
    const point = character.codePointAt(0) ?? 0;
    return order.find((family) => drawing(family, point).length > 0) ?? null;
  };
  const widthOf = (text: string, isBold: boolean): number =>
    Array.from(text).reduce((sum, character) => {
      const point = character.codePointAt(0) ?? 0;
      const own = drawing(familyFor(character) ?? '', point).filter(({ isUpright }) => isUpright);
      const face = own.find((one) => one.isBold === isBold) ?? own[0];
      return sum + (face ? face.advance(face.glyphs.get(point) ?? 0) : 0.5);
    }, 0);
  const filesFor = (text: string): Buffer[] => {
    const missing = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
    return order.flatMap((family, index) => {
      const own = faces.filter((face) => face.family === family);
      const drawn = [...missing].filter((point) => own.some(({ glyphs }) => glyphs.has(point)));
      for (const point of drawn) missing.delete(point);
      return drawn.length > 0 || index === 0 ? own.flatMap(({ file, isUpright }) => (isUpright ? [file] : [])) : [];
    });
  };
  return {
    files,
    familyFor,
    widthOf,
    filesFor,
    serif: [...serifNames, ...sansNames, ...otherNames],
    sans: order,
    covers: (codePoint) => covered.has(codePoint),
  };
}

/** The tables of a WOFF 1.0 file (W3C WOFF File Format 1.0, section 5), decompressed. Throws on any other file. */
function unpackWoff(file: Buffer): Map<string, Buffer> {
  if (file.readUInt32BE(0) !== 0x774f4646) throw new Error('not a WOFF 1.0 font');
  const tables = new Map<string, Buffer>([['\0flavor', file.subarray(4, 8)]]);
  for (let index = 0; index < file.readUInt16BE(12); index += 1) {
    const entry = 44 + index * 20;
    const offset = file.readUInt32BE(entry + 4);
    const packed = file.readUInt32BE(entry + 8);
    const size = file.readUInt32BE(entry + 12);
    const data = file.subarray(offset, offset + packed);
    tables.set(file.toString('latin1', entry, entry + 4), packed < size ? inflateSync(data) : data);
  }
  return tables;
}

/** An OpenType file of the tables: header, directory sorted by tag, tables on 4-byte boundaries. */
function packOpenType(tables: Map<string, Buffer>): Buffer {
  const flavor = tables.get('\0flavor') ?? Buffer.from([0, 1, 0, 0]);
  const list = [...tables].filter(([tag]) => tag !== '\0flavor').sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(list.length));
  const head = Buffer.alloc(12 + list.length * 16);
  flavor.copy(head, 0);
  head.writeUInt16BE(list.length, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((list.length - power) * 16, 10);
  let offset = head.length;
  const bodies: Buffer[] = [];
  list.forEach(([tag, data], index) => {
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    const entry = 12 + index * 16;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum(padded), entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    offset += padded.length;
    bodies.push(padded);
  });
  return Buffer.concat([head, ...bodies]);
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let index = 0; index < data.length; index += 4) sum = (sum + data.readUInt32BE(index)) >>> 0;
  return sum;
}

/** A `name` table with the family (1, 16), full name (4) and PostScript name (6) only. */
function nameTable(family: string): Buffer {
  const records: [number, Buffer][] = [1, 4, 6, 16].map((id) => {
    const value = id === 6 ? family.replace(/ /g, '') : family;
    return [id, Buffer.from(value, 'utf16le').swap16()];
  });
  const head = Buffer.alloc(6 + records.length * 12);
  head.writeUInt16BE(records.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  records.forEach(([id, value], index) => {
    [3, 1, 0x409, id, value.length, offset].forEach((field, place) => head.writeUInt16BE(field, 6 + index * 12 + place * 2));
    offset += value.length;
  });
  return Buffer.concat([head, ...records.map(([, value]) => value)]);
}

/** The code points of a `cmap` table with their glyphs, from its Unicode subtables of formats 4 and 12. */
function* glyphsOf(cmap: Buffer): Generator<[number, number]> {
  const count = cmap.length < 4 ? 0 : cmap.readUInt16BE(2);
  for (let index = 0; index < count; index += 1) {
    const start = cmap.readUInt32BE(4 + index * 8 + 4);
    const format = cmap.readUInt16BE(start);
    if (format === 12) {
      for (let group = 0; group < cmap.readUInt32BE(start + 12); group += 1) {
        const entry = start + 16 + group * 12;
        const first = cmap.readUInt32BE(entry);
        for (let point = first; point <= cmap.readUInt32BE(entry + 4); point += 1) yield [point, cmap.readUInt32BE(entry + 8) + point - first];
      }
    } else if (format === 4) {
      const segments = cmap.readUInt16BE(start + 6) / 2;
      const field = (which: number, segment: number): number => start + 16 + (segments * which + segment) * 2;
      for (let segment = 0; segment < segments; segment += 1) {
        const end = cmap.readUInt16BE(start + 14 + segment * 2);
        const first = cmap.readUInt16BE(field(1, segment));
        const delta = cmap.readUInt16BE(field(2, segment));
        const offset = cmap.readUInt16BE(field(3, segment));
        for (let point = first; point <= end && point < 0xffff; point += 1) {
          const glyph = offset === 0 ? point : cmap.readUInt16BE(field(3, segment) + offset + (point - first) * 2);
          if (glyph !== 0) yield [point, (glyph + delta) & 0xffff];
        }
      }
    }
  }
}

/** The widths of the glyphs, from the `hmtx` table: those after the last one listed are as wide as it. */
function advancesOf(tables: Map<string, Buffer>): Face['advance'] {
  const [head, hhea, hmtx] = [tables.get('head'), tables.get('hhea'), tables.get('hmtx')];
  if (!head || !hhea || !hmtx) return () => 0.5;
  const [unitsPerEm, listed] = [head.readUInt16BE(18), hhea.readUInt16BE(34)];
  return (glyph) => hmtx.readUInt16BE(Math.min(glyph, listed - 1) * 4) / unitsPerEm;
}
