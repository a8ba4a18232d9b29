/**
 * An Excel workbook (Office Open XML, ECMA-376) written as its rows come: memory holds one page of them, however long
 * the list. Texts stand in their cells, since a table of shared ones would have to be kept to the end.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';

/** `day` is a calendar day (`2025-03-31`), from 1900 on. */
export type Cell = string | number | { heading: string } | { day: string } | null;
export type Sheet = { name: string; widths: number[]; isHeaderFrozen: boolean; rows: AsyncIterable<Cell[][]> };

type Part = Uint8Array<ArrayBuffer>;
type Entry = { name: Buffer; offset: number; checksum: number; packed: number; size: number };

/** What is packed at once, in characters. */
const packedAtOnce = 131_072;
/** Excel takes no longer text in a cell. */
const longestText = 32_767;

/** The workbook in its parts; the sheets are asked for their rows in turn, each once. */
export async function* workbook(sheets: Sheet[], now: Date): AsyncGenerator<Part> {
  const entries: Entry[] = [];
  const stamp = stampOf(now);
  let offset = 0;
  const files: [string, AsyncIterable<string> | string[]][] = [
    ['[Content_Types].xml', [contentTypes(sheets)]],
    ['_rels/.rels', [relations([['officeDocument', 'xl/workbook.xml']])]],
    ['xl/workbook.xml', [contents(sheets)]],
    ['xl/_rels/workbook.xml.rels', [relations([...sheets.map((_, n): [string, string] => ['worksheet', `worksheets/sheet${n + 1}.xml`]), ['styles', 'styles.xml']])]],
    ['xl/styles.xml', [styles]],
    ...sheets.map((sheet, n): [string, AsyncIterable<string>] => [`xl/worksheets/sheet${n + 1}.xml`, sheetXml(sheet)]),
  ];
  for (const [name, texts] of files) {
    const entry: Entry = { name: Buffer.from(name), offset, checksum: 0, packed: 0, size: 0 };
    entries.push(entry);
    const head = Buffer.concat([numbers([4, 0x04034b50], ...commonOf(stamp), [4, 0], [4, 0], [4, 0], [2, entry.name.length], [2, 0]), entry.name]);
    yield own(head);
    for await (const part of packed(texts, entry)) yield part;
    yield own(numbers([4, 0x08074b50], [4, entry.checksum], [4, entry.packed], [4, entry.size]));
    offset += head.length + entry.packed + 16;
  }
  const directory = Buffer.concat(
    entries.flatMap(({ name, checksum, packed: weight, size, offset: start }) => [
      numbers([4, 0x02014b50], [2, 20], ...commonOf(stamp), [4, checksum], [4, weight], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, start]),
      name,
    ]),
  );
  yield own(directory);
  yield own(numbers([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, directory.length], [4, offset], [2, 0]));
}

// ── The archive (ZIP, with sizes after the data: they are not known before) ──

/** Version 2.0; names in UTF-8 and sizes that follow; deflate; when. */
const commonOf = (stamp: number): [2 | 4, number][] => [[2, 20], [2, 0x0808], [2, 8], [4, stamp]];

function stampOf(now: Date): number {
  const date = ((now.getUTCFullYear() - 1980) << 9) | ((now.getUTCMonth() + 1) << 5) | now.getUTCDate();
  return date * 65_536 + ((now.getUTCHours() << 11) | (now.getUTCMinutes() << 5) | (now.getUTCSeconds() >> 1));
}

/** Texts packed piece by piece, each ended on a whole byte, so that the pieces in a row are one deflate stream. */
async function* packed(texts: AsyncIterable<string> | string[], entry: Entry): AsyncGenerator<Part> {
  const pack = (text: string): Part => {
    const bytes = Buffer.from(text);
    const part = own(deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
    entry.checksum = crc32(bytes, entry.checksum);
    entry.size += bytes.length;
    entry.packed += part.length;
    return part;
  };
  let text = '';
  for await (const more of texts) {
    text += more;
    if (text.length < packedAtOnce) continue;
    yield pack(text);
    text = '';
  }
  if (text !== '') yield pack(text);
  // The last block of the stream, which is empty.
  entry.packed += 2;
  yield new Uint8Array([3, 0]);
}

/** Little-endian numbers, each of so many bytes. */
function numbers(...fields: [bytes: 2 | 4, value: number][]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let place = 0;
  for (const [bytes, value] of fields) place = buffer.writeUIntLE(value, place, bytes);
  return buffer;
}

/** A copy that shares its memory with nothing. */
const own = (bytes: Buffer): Part => new Uint8Array(bytes);

// ── The sheets ──

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function contentTypes(sheets: Sheet[]): string {
  const parts = [['workbook', 'sheet.main'], ['styles', 'styles'], ...sheets.map((_, n) => [`worksheets/sheet${n + 1}`, 'worksheet'])];
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts
    .map(([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${media}.${type}+xml"/>`)
    .join('')}</Types>`;
}

const relations = (targets: [type: string, target: string][]): string =>
  `${declaration}<Relationships xmlns="${packages}/relationships">${targets
    .map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

function contents(sheets: Sheet[]): string {
  const nameOf = (name: string): string => escaped(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31));
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
    .map(({ name }, n) => `<sheet name="${nameOf(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
    .join('')}</sheets></workbook>`;
}

/** The styles of cells by number: 0 plain, 1 heading, 2 day. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

async function* sheetXml({ widths, isHeaderFrozen, rows }: Sheet): AsyncGenerator<string> {
  const frozen = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('');
  const names = widths.map((_, n) => columnName(n));
  yield `${declaration}<worksheet xmlns="${main}">${isHeaderFrozen ? frozen : ''}<cols>${columns}</cols><sheetData>`;
  let number = 0;
  for await (const page of rows) {
    let xml = '';
    for (const row of page) {
      number += 1;
      xml += `<row r="${number}">`;
      for (const [n, cell] of row.entries()) if (cell !== null) xml += cellXml(cell, `${names[n]}${number}`);
      xml += '</row>';
    }
    yield xml;
  }
  yield '</sheetData></worksheet>';
}

function cellXml(cell: Exclude<Cell, null>, place: string): string {
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return textXml(cell, `r="${place}"`);
  if ('heading' in cell) return textXml(cell.heading, `r="${place}" s="1"`);
  return `<c r="${place}" s="2"><v>${serialOf(cell.day)}</v></c>`;
}

const textXml = (text: string, attributes: string): string => `<c ${attributes} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestText))}</t></is></c>`;

/** The days since the last one of 1899, as Excel counts them after February 1900. */
const serialOf = (day: string): number => Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);

function columnName(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : columnName(Math.floor(n / 26) - 1) + columnName(n % 26);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** A text as XML takes it: without the characters that XML has not, and with those that Excel would decode kept as they are. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (sign) => entities[sign] ?? sign);
}
