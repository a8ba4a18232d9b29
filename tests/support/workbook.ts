import { inflateRawSync } from 'node:zlib';

/** The rows of the first sheet of an Excel workbook, each as its XML. @throws when the file is none */
export function rowsOf(workbook: Buffer): string[] {
  return partOf(workbook, 'xl/worksheets/sheet1.xml').match(/<row\b.*?<\/row>/gs) ?? [];
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The texts of the first sheet, row after row, as Excel reads them. */
export const textsOf = (workbook: Buffer): string[] => (rowsOf(workbook).join('').match(/<c [^>]*t="inlineStr".*?<\/c>/gs) ?? []).map(readBack);

/** The text of a cell, from its XML. */
export function readBack(cell: string): string {
  const text = /<t xml:space="preserve">(.*?)<\/t>/s.exec(cell)?.[1] ?? '';
  return text
    .replace(/&(\w+);/g, (_, name: string) => signs[name] ?? '?')
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The number by which Excel writes a calendar day (ISO). */
export const serialOf = (day: string): number => Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);

/** One part of a zip archive as text, found through the archive's directory. */
export function partOf(zip: Buffer, wanted: string): string {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, extra, comment] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    if (zip.toString('utf8', at + 46, at + 46 + name) === wanted) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + size);
      return (method === 0 ? data : inflateRawSync(data)).toString('utf8');
    }
    at += 46 + name + extra + comment;
  }
  throw new Error(`no ${wanted} in the archive`);
}
