/**
 * Renders a tree as a Word file: true styles, repeated header rows, the language on every run, no layout tables.
 * The same tree gives the same bytes: dates come from `asOf` and identifiers are numbered.
 */
import {
  AlignmentType,
  BorderStyle,
  ColumnBreak,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ISectionOptions, IParagraphOptions, ParagraphChild, TableOfContents } from 'docx';
import { contentsField, isWithContents, marksOf, pagesAsInPdf, settleContents } from './docx-contents.ts';
import { documentStyles, numbering, pageShape, tableStyle, textFont, toneColor } from './docx-styles.ts';
import type { Marks } from './docx-contents.ts';
import type { PageShape } from './docx-styles.ts';
import { inFont } from './drawing.ts';
import { rasterize } from './raster.ts';
import { languageTag, plainText } from './tree.ts';
import type { Block, DocumentPart, DocumentTree, Picture, Run } from './tree.ts';
import { readZip, writeZip } from './zip.ts';

const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'yi']);
/** A table of at most so many rows and characters stays in one piece. */
const shortTable = { rows: 5, characters: 400 };
const eastAsian = new Set(['zh', 'ja', 'ko']);

/** Each picture of the tree as PNG, beside its drawing. */
export type Rasters = ReadonlyMap<string, Buffer>;

/** The Word file of a prepared tree. */
export async function renderDocx(tree: DocumentTree): Promise<Buffer> {
  const rasters = await rastersOf(tree);
  const first = tree.parts[0];
  const lang = languageTag(first?.language ?? 'fr');
  const document = new Document({
    ...(isWithContents(tree) && { pageNumbers: pagesAsInPdf(tree) }),
    title: tree.title,
    creator: tree.author,
    lastModifiedBy: tree.author,
    subject: tree.office,
    styles: documentStyles(tree.density, lang),
    numbering,
    sections: tree.parts.flatMap((part, index) => sections(part, index > 0, pageShape(tree.density), rasters)),
  });
  return settleDocx(await Packer.toBuffer(document), tree, lang);
}

/** The pictures of the tree, drawn once each. */
export async function rastersOf(tree: DocumentTree): Promise<Rasters> {
  const picturesIn = (blocks: Block[]): Picture[] =>
    blocks.flatMap((block) => (block.type === 'picture' ? [block] : block.type === 'columns' ? picturesIn([...block.left, ...block.right]) : []));
  const pictures = tree.parts.flatMap((part) => picturesIn(part.blocks));
  if (pictures.length === 0) return new Map();
  return new Map(await Promise.all(pictures.map(async ({ svg, width }) => [svg, await rasterize(svg, width)] as const)));
}

export type Rendered = Paragraph | Table | TableOfContents;

/** A part is one section, and more where its text runs in two columns. */
function sections(part: DocumentPart, newPage: boolean, shape: PageShape, rasters: Rasters): ISectionOptions[] {
  const page = {
    size: { width: shape.width, height: shape.height },
    margin: { left: shape.side, right: shape.side, top: shape.top, bottom: shape.bottom, header: 560, footer: 500 },
  };
  const furniture = { headers: { default: header(part, shape) }, footers: { default: footer(part, shape) } };
  const head = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: words(part.title) }),
    ...(part.subtitle.length > 0 ? [new Paragraph({ style: 'Subtitle', children: words(part.subtitle) })] : []),
  ];
  return pieces(part, head, shape, rasters).map(({ columns, children }, index) => ({
    ...furniture,
    properties: {
      page,
      type: index === 0 && newPage ? SectionType.NEXT_PAGE : SectionType.CONTINUOUS,
      ...(columns > 1 && { column: { count: columns, space: shape.gutter, equalWidth: true } }),
    },
    children,
  }));
}

/** The text of a part under its head, cut where two columns begin and end. `contents` makes its tables of contents. */
export function pieces(
  part: DocumentPart,
  head: readonly Rendered[],
  shape: PageShape,
  rasters: Rasters,
  contents = (block: Extract<Block, { type: 'contents' }>, marks: Marks | null): TableOfContents => contentsField(block.depth, marks),
): { columns: 1 | 2; children: Rendered[] }[] {
  const made: { columns: 1 | 2; children: Rendered[] }[] = [];
  const marks = marksOf(part);
  let flow: Rendered[] = [...head];
  const close = (columns: 1 | 2): void => {
    if (flow.length > 0) made.push({ columns, children: flow });
    flow = [];
  };
  let isMarked = false;
  for (const [index, block] of part.blocks.entries()) {
    // From the first heading after the table of contents on: it does not list its own.
    if (marks && !isMarked && block.type === 'heading' && part.blocks.slice(0, index).some(({ type }) => type === 'contents')) {
      isMarked = true;
      const heading = new Paragraph({ heading: headingLevels[block.level], ...(block.newPage && { pageBreakBefore: true }) });
      for (const child of [marks.start, ...words(block.runs)]) heading.addChildElement(child);
      flow.push(heading);
      continue;
    }
    if (block.type !== 'columns') {
      flow.push(...(block.type === 'contents' ? [contents(block, marks)] : render(block, shape, rasters)));
      continue;
    }
    // A table right above columns would touch them: the paragraph that ends its section may have no height then.
    if (flow.at(-1) instanceof Table) flow.push(thin(120), thin(20));
    close(1);
    flow.push(
      ...block.left.flatMap((inner, index) => render(inner, shape, rasters, index === 0 ? 'left' : 'inside')),
      ...block.right.flatMap((inner, index) => render(inner, shape, rasters, index === 0 ? 'right' : 'inside')),
    );
    close(2);
  }
  if (marks && isMarked) flow.at(-1)?.addChildElement(marks.end);
  close(1);
  return made;
}

/** `left` and `right` open a column: no space above, so that both start at the same height. */
export function render(block: Block, shape: PageShape, rasters: Rasters, place: 'left' | 'right' | 'inside' = 'inside'): Rendered[] {
  const paragraph = (options: IParagraphOptions, runs: ParagraphChild[], isFirst = true): Paragraph =>
    new Paragraph({
      ...options,
      ...(place !== 'inside' && isFirst && { spacing: { before: 0 } }),
      children: place === 'right' && isFirst ? [new TextRun({ children: [new ColumnBreak()] }), ...runs] : runs,
    });
  switch (block.type) {
    case 'heading':
      return [paragraph({ heading: headingLevels[block.level], ...(block.newPage && { pageBreakBefore: true }) }, words(block.runs))];
    case 'paragraph': {
      const style = { body: 'Normal', lead: 'Lead', note: 'Note' }[block.role];
      return [paragraph({ style }, words(block.runs))];
    }
    case 'empty':
      return [paragraph({ style: 'NoData' }, words(block.runs))];
    case 'list':
      return block.items.map((item, index) =>
        paragraph({ style: 'ListBullet', numbering: { reference: 'bullets', level: 0, custom: true } }, words(item), index === 0),
      );
    case 'facts':
      return block.items.map((fact, index) => {
        const lang = fact.label[0]?.lang ?? 'fr-CA';
        const side = (text: string): Run => ({ text, lang, tone: 'muted' });
        return paragraph(
          { style: 'Fact' },
          [
            ...words(fact.label, 'FactLabel'),
            new TextRun({ children: [new Tab()], language: { value: lang } }),
            ...words(fact.value),
            ...(fact.asOf ? words([side(' ('), ...muted(fact.asOf), side(')')]) : []),
            ...(fact.source ? words([side(' – '), ...muted(fact.source)]) : []),
          ],
          index === 0,
        );
      });
    case 'table':
      return table(block, shape);
    case 'contents':
      return [contentsField(block.depth)];
    case 'picture': {
      const room = place === 'inside' ? shape.textWidth : (shape.textWidth - shape.gutter) / 2;
      return [
        ...(block.caption.length > 0 ? [paragraph({ style: 'Caption' }, words(block.caption))] : []),
        paragraph({ style: 'Picture' }, [picture(block, rasters, room)], block.caption.length === 0),
      ];
    }
    case 'columns':
      return [...block.left, ...block.right].flatMap((inner) => render(inner, shape, rasters));
    case 'parallel':
      // Two tables that touch are one in Word: a thin line stands between.
      return [parallel(block, shape, rasters), new Paragraph({ style: 'TableText', spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } })];
  }
}

/** The drawing itself, which stays sharp and can be edited; its PNG for what cannot draw it. `room` in twips. */
function picture({ svg, width, height, alternative }: Picture, rasters: Rasters, room: number): ImageRun {
  const scale = Math.min(1, room / 20 / width);
  const said = plainText(alternative);
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(inFont(svg, [textFont, 'Carlito', 'Arial']), 'utf8'),
    fallback: { type: 'png', data: rasters.get(svg) ?? Buffer.alloc(0) },
    // In pixels of 1/96 inch, as the library wants them.
    transformation: { width: (width * scale * 96) / 72, height: (height * scale * 96) / 72 },
    altText: { name: 'Figure', description: said },
    run: { language: { value: alternative[0]?.lang ?? 'fr-CA' } },
  });
}

function table(block: Extract<Block, { type: 'table' }>, shape: PageShape): (Paragraph | Table)[] {
  const widths = block.columns.map((column) => Math.round((shape.textWidth * column.width) / 100));
  const isShort = block.rows.length <= shortTable.rows && block.rows.flat(2).reduce((sum, { text }) => sum + text.length, 0) <= shortTable.characters;
  const cell = (runs: Run[], index: number, style: string, keepNext: boolean): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      children: [new Paragraph({ style, keepNext, ...(block.columns[index]?.align === 'end' && { alignment: AlignmentType.RIGHT }), children: words(runs) })],
    });
  return [
    ...(block.caption.length > 0 ? [new Paragraph({ style: 'Caption', children: words(block.caption) })] : []),
    new Table({
      style: 'PasserelleTable',
      width: { size: shape.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      tableLook: { firstRow: true, lastRow: false, firstColumn: false, lastColumn: false, noHBand: true, noVBand: true },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: block.columns.map((column, index) => cell(column.header, index, 'TableHeading', true)),
        }),
        ...block.rows.map((row, place) => {
          const together = isShort && place < block.rows.length - 1;
          return new TableRow({ cantSplit: true, children: row.map((runs, index) => cell(runs, index, 'TableText', together)) });
        }),
      ],
    }),
  ];
}

/** A parallel text: a table with a header row, its rows free to go over a page. */
function parallel({ headers, rows }: Extract<Block, { type: 'parallel' }>, shape: PageShape, rasters: Rasters): Table {
  const width = Math.floor(shape.textWidth / 2);
  const narrow = { ...shape, textWidth: width - shape.gutter / 2 };
  const cell = (children: Rendered[]): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      // Word wants a paragraph in every cell; a field of contents is in none.
      children: children.length > 0 ? children.filter((one) => one instanceof Paragraph || one instanceof Table) : [new Paragraph({ style: 'TableText' })],
    });
  return new Table({
    style: 'PasserelleTable',
    width: { size: width * 2, type: WidthType.DXA },
    columnWidths: [width, width],
    layout: TableLayoutType.FIXED,
    tableLook: { firstRow: true, lastRow: false, firstColumn: false, lastColumn: false, noHBand: true, noVBand: true },
    borders: { insideHorizontal: { style: BorderStyle.NONE }, bottom: { style: BorderStyle.NONE } },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: headers.map((runs) => cell([new Paragraph({ style: 'TableHeading', keepNext: true, children: words(runs) })])) }),
      ...rows.map((row) => new TableRow({ children: row.map((blocks) => cell(blocks.flatMap((inner) => render(inner, narrow, rasters)))) })),
    ],
  });
}

function header(part: DocumentPart, shape: PageShape): Header {
  const { classification, asOf } = part.header;
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        tabStops: [{ type: 'right', position: shape.textWidth }],
        children: [...words(classification.map((run) => ({ ...run, bold: true }))), tab(part), ...words(asOf)],
      }),
    ],
  });
}

function footer(part: DocumentPart, shape: PageShape): Footer {
  const language = { value: languageTag(part.language) };
  const number = (which: 'CURRENT' | 'TOTAL_PAGES'): TextRun => new TextRun({ language, children: [PageNumber[which]] });
  const space = new TextRun({ language, text: '\u00a0' });
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        tabStops: [{ type: 'right', position: shape.textWidth }],
        children: [
          ...words(part.footer.office),
          tab(part),
          ...words(part.footer.page),
          space,
          number('CURRENT'),
          space,
          ...words(part.footer.of),
          space,
          number('TOTAL_PAGES'),
        ],
      }),
    ],
  });
}

function tab(part: DocumentPart): TextRun {
  return new TextRun({ language: { value: languageTag(part.language) }, children: [new Tab()] });
}

function muted(runs: Run[]): Run[] {
  return runs.map((run) => ({ ...run, tone: run.tone ?? 'muted' }));
}

/** Runs of text, each with its language. */
export function words(runs: Run[], style?: string): (TextRun | ExternalHyperlink)[] {
  return runs.flatMap((run): (TextRun | ExternalHyperlink)[] => {
    const children = run.text.split('\n').map((line, index) => textRun(run, line, index > 0, style));
    return run.link ? [new ExternalHyperlink({ link: run.link, children })] : children;
  });
}

function textRun(run: Run, text: string, breakBefore: boolean, style: string | undefined): TextRun {
  const primary = run.lang.split('-')[0] ?? '';
  const isRightToLeft = rightToLeft.has(primary);
  const runStyle = run.link ? 'Hyperlink' : style;
  return new TextRun({
    text,
    ...(breakBefore && { break: 1 }),
    language: {
      value: run.lang,
      ...(isRightToLeft && { bidirectional: run.lang }),
      ...(eastAsian.has(primary) && { eastAsia: run.lang }),
    },
    ...(isRightToLeft && { rightToLeft: true }),
    ...(runStyle && { style: runStyle }),
    ...(run.bold && { bold: true }),
    ...(run.italic && { italics: true }),
    ...(run.tone && { color: toneColor[run.tone] }),
  });
}

const thin = (line: number): Paragraph => new Paragraph({ spacing: { before: 0, after: 0, line, lineRule: LineRuleType.EXACT } });

/** The paragraph that Word needs to end a section: no taller than the space between two blocks. */
const thinLine =
  '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>';

/** Fixed dates, numbered links and pictures, the language among the properties, and the same container every time. */
export function settleDocx(file: Buffer, tree: Pick<DocumentTree, 'density' | 'asOf' | 'parts'>, lang: string): Buffer {
  const entries = readZip(file);
  const number = numberLinks();
  const settled: [string, Buffer][] = [];
  for (const [name, data] of entries) {
    if (!/\.(?:xml|rels)$/.test(name)) {
      settled.push([name, data]);
      continue;
    }
    let xml = number(data.toString('utf8'));
    if (name === 'word/styles.xml') xml = xml.replace('</w:styles>', `${tableStyle(tree.density)}</w:styles>`);
    if (name === 'word/document.xml') {
      let pictures = 0;
      xml = xml
        .replaceAll('<w:p><w:pPr><w:sectPr', `<w:p><w:pPr>${thinLine}<w:sectPr`)
        .replace(/<wp:docPr id="\d+" name="Figure"/g, () => `<wp:docPr id="${(pictures += 1)}" name="Figure ${pictures}"`)
        .replace(/<pic:cNvPr id="0" name="" descr=""\/>/g, '<pic:cNvPr id="0" name="Figure"/>');
      if (isWithContents(tree)) xml = settleContents(xml, tree);
    }
    if (name === 'docProps/core.xml') {
      xml = xml
        .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${tree.asOf}T12:00:00Z`)
        .replace('</cp:coreProperties>', `<dc:language>${lang}</dc:language></cp:coreProperties>`);
    }
    settled.push([name, Buffer.from(xml, 'utf8')]);
  }
  return writeZip(settled, tree.asOf);
}

/** Gives the links of a file, part after part, numbers in place of the chance names that the library gives them. */
export function numberLinks(): (xml: string) => string {
  const numbers = new Map<string, string>();
  return (xml) =>
    xml.replace(/(\s(?:r:id|Id)=")(rId[A-Za-z0-9_-]{21})(")/g, (_all, before: string, id: string, after: string) => {
      if (!numbers.has(id)) numbers.set(id, `rIdLink${numbers.size + 1}`);
      return `${before}${numbers.get(id) ?? id}${after}`;
    });
}
