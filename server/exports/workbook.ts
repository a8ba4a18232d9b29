import writeExcelFile from 'write-excel-file/node';

/** `day` is a calendar day (`2025-03-31`), from 1900 on. */
export type Cell = string | number | { heading: string } | { day: string } | null;
export type Sheet = { name: string; widths: number[]; isHeaderFrozen: boolean; rows: AsyncIterable<Cell[][]> };

/** Excel takes no longer text in a cell. */
const longestText = 32_767;
/** What is handed over at once, in bytes. */
const partSize = 65_536;

/**
 * An Excel workbook in its parts; the sheets are asked for their rows in turn, each once. The library needs all the rows
 * to write one: a long list is made in a thread with a limit of its own (see exporter.ts).
 */
export async function* workbook(sheets: Sheet[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const written = [];
  for (const { name, widths, isHeaderFrozen, rows } of sheets) {
    const data: Written[][] = [];
    for await (const page of rows) data.push(...page.map((row) => row.map(writtenOf)));
    written.push({ data, sheet: nameOf(name), columns: widths.map((width) => ({ width })), ...(isHeaderFrozen ? { stickyRowsCount: 1 } : {}) });
  }
  const file = await writeExcelFile(written).toBuffer();
  // Parts with a memory of their own, so that each can change hands between threads.
  for (let from = 0; from < file.length; from += partSize) yield new Uint8Array(file.subarray(from, from + partSize));
}

type Written =
  | { value: string; type: StringConstructor; fontWeight?: 'bold' }
  | { value: number; type: NumberConstructor }
  | { value: Date; type: DateConstructor; format: string }
  | null;

function writtenOf(cell: Cell): Written {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'string') return { value: cell.slice(0, longestText), type: String };
  if ('heading' in cell) return { value: cell.heading, type: String, fontWeight: 'bold' };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

const nameOf = (name: string): string => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
