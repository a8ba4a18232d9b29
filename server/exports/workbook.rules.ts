import type { Cell } from './workbook.ts';

/** Excel takes no longer text in a cell. */
const longestText = 32_767;
const day = 86_400_000;
/** The day that Excel counts from: its 1900 has a 29 February, so everything from March 1900 on is a day ahead. */
const epoch = Date.UTC(1899, 11, 30);
const style = { heading: 1, day: 2, moment: 3, quoted: 4 } as const;

export const stylesXml =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** A cell as a sheet holds it. A text is always a text: no spreadsheet takes it for a formula. */
export function cellXml(place: string, cell: Exclude<Cell, null>): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : '';
  // What begins like a formula stays a text when somebody opens the cell and leaves it.
  if (typeof cell === 'string') return textXml(place, cell, /^[=+\-@]/.test(cell) ? ` s="${style.quoted}"` : '');
  if ('heading' in cell) return textXml(place, cell.heading, ` s="${style.heading}"`);
  const [text, kind] = 'day' in cell ? [cell.day, 'day' as const] : [cell.moment, 'moment' as const];
  const serial = (Date.parse(kind === 'day' ? `${text}T00:00:00Z` : `${text}:00Z`) - epoch) / day;
  // 60 is a 29 February that never was: before it Excel and the calendar do not agree.
  return serial > 60 ? `<c r="${place}" s="${style[kind]}"><v>${serial}</v></c>` : textXml(place, text, '');
}

const textXml = (place: string, text: string, attributes: string): string =>
  `<c r="${place}" t="inlineStr"${attributes}><is><t xml:space="preserve">${escapeXml(text.slice(0, longestText))}</t></is></c>`;

// Whatever XML cannot say, and what Excel would read as the code of another character.
const hard = /[&<>"\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;
const codes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', _: '_x005F_' };

/** A text inside XML, with Excel's own codes for what XML cannot hold; half of a pair of surrogates is no character. */
export function escapeXml(text: string): string {
  return text.replace(hard, (sign) => {
    const code = codes[sign];
    if (code) return code;
    const point = sign.charCodeAt(0);
    return point < 0x20 ? `_x${point.toString(16).toUpperCase().padStart(4, '0')}_` : '\ufffd';
  });
}

const known: string[] = [];
/** 1 → A, 27 → AA */
export function columnName(number: number): string {
  const found = known[number];
  if (found !== undefined) return found;
  const rest = (number - 1) % 26;
  const name = `${number > 26 ? columnName((number - 1 - rest) / 26) : ''}${String.fromCharCode(65 + rest)}`;
  known[number] = name;
  return name;
}
