import { zip, type Entry } from '../zip-stream.ts';
import { cellXml, escapeXml, columnName, stylesXml } from './workbook.rules.ts';

/** `day` is a calendar day (`2025-03-31`), from 1900 on; `moment` the time that a clock shows (`2025-03-31T14:30`). */
export type Cell = string | number | { heading: string } | { day: string } | { moment: string } | null;
/** `widths` in characters; `isList`: its first row is a header that stays in sight, with filters. */
export type Sheet = { name: string; widths: number[]; isList: boolean; rows: AsyncIterable<Cell[][]> };
/** `madeAt` is an instant. */
export type About = { title: string; author: string; madeAt: string };

/** Excel takes no more rows in a sheet: a longer list goes on in another. */
const mostRows = 1_048_576;
/** Sheets repeat themselves so much that a third of the work makes them a seventh larger only. */
const deflateLevel = 3;
/** What is deflated at once, in characters. */
const partSize = 131_072;
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/**
 * An Excel workbook part by part: the sheets are asked for their rows in turn, each once, and none is held. `limit` is for
 * the tests.
 */
export async function* workbook(sheets: Sheet[], about: About, limit = mostRows): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* zip(entries(sheets, about, limit), about.madeAt.slice(0, 10), deflateLevel);
}

async function* entries(sheets: Sheet[], about: About, limit: number): AsyncGenerator<Entry> {
  const names: { name: string; filter: string | null }[] = [];
  for (const sheet of sheets) {
    const rows = singly(sheet.rows);
    let next = await rows.next();
    const header = sheet.isList && !next.done ? next.value : null;
    if (header) next = await rows.next();
    for (let part = 1; part === 1 || !next.done; part += 1) {
      const place = { name: sheetName(sheet.name, part, names.map(({ name }) => name)), filter: null as string | null };
      names.push(place);
      async function* content(): AsyncGenerator<string> {
        yield head(sheet);
        let [text, count] = ['', 0];
        if (header) text = rowXml((count += 1), header);
        for (; !next.done && count < limit; next = await rows.next()) {
          text += rowXml((count += 1), next.value);
          if (text.length < partSize) continue;
          yield text;
          text = '';
        }
        const filter = header ? `A1:${columnName(header.length)}${count}` : null;
        if (filter) place.filter = filter.replace(/[A-Z]+|\d+/g, '$$$&');
        yield `${text}</sheetData>${filter ? `<autoFilter ref="${filter}"/>` : ''}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/></worksheet>`;
      }
      yield { name: `xl/worksheets/sheet${names.length}.xml`, parts: content() };
    }
  }
  for (const [name, content] of Object.entries(plainParts(names, about))) yield { name, parts: once(xml + content) };
}

async function* singly(pages: AsyncIterable<Cell[][]>): AsyncGenerator<Cell[]> {
  for await (const rows of pages) yield* rows;
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function head({ widths, isList }: Sheet): string {
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width + 0.71}" customWidth="1"/>`).join('');
  const pane = isList ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>' : '';
  return `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns}</cols><sheetData>`;
}

function rowXml(number: number, cells: Cell[]): string {
  let text = `<row r="${number}">`;
  for (let n = 0; n < cells.length; n += 1) {
    const cell = cells[n];
    if (cell !== null && cell !== undefined) text += cellXml(`${columnName(n + 1)}${number}`, cell);
  }
  return `${text}</row>`;
}

/** At most 31 characters, none of those that Excel keeps for formulas, and no two alike. */
function sheetName(name: string, part: number, taken: string[]): string {
  const plain = name.replace(/[\\/?*[\]:']/g, ' ');
  for (let n = part; ; n += 1) {
    const end = n === 1 ? '' : ` (${n})`;
    const found = `${plain.slice(0, 31 - end.length).trim()}${end}`;
    if (!taken.some((one) => one.toLowerCase() === found.toLowerCase())) return found;
  }
}

function plainParts(sheets: { name: string; filter: string | null }[], { title, author, madeAt }: About): Record<string, string> {
  const each = (line: (n: number, sheet: { name: string; filter: string | null }) => string): string => sheets.map((sheet, n) => line(n + 1, sheet)).join('');
  // Spreadsheets other than Excel look for the filter under this name.
  const filters = each((n, { name, filter }) => (filter ? `<definedName name="_xlnm._FilterDatabase" localSheetId="${n - 1}" hidden="1">'${escapeXml(name)}'!${filter}</definedName>` : ''));
  const type = (part: string, kind: string): string => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-${kind}+xml"/>`;
  return {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((n, { name }) => `<sheet name="${escapeXml(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets>${filters ? `<definedNames>${filters}</definedNames>` : ''}</workbook>`,
    'xl/styles.xml': stylesXml,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${madeAt}</dcterms:created></cp:coreProperties>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'officedocument.spreadsheetml.sheet.main')}${each((n) => type(`/xl/worksheets/sheet${n}.xml`, 'officedocument.spreadsheetml.worksheet'))}${type('/xl/styles.xml', 'officedocument.spreadsheetml.styles')}${type('/docProps/core.xml', 'package.core-properties')}</Types>`,
  };
}
