/** The blocks of a tree as Word has them: paragraphs of true styles, tables, pictures, and words each with its language. */
import {
  AlignmentType,
  BorderStyle,
  ColumnBreak,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { IParagraphOptions, ParagraphChild, TableOfContents } from 'docx';
import { contentsField } from './docx-contents.ts';
import { textFont, toneColor } from './docx-styles.ts';
import type { PageShape } from './docx-styles.ts';
import { inFont } from './drawing.ts';
import { rasterize } from './raster.ts';
import { plainText } from './tree.ts';
import type { Block, DocumentTree, Picture, Run } from './tree.ts';

export const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'yi']);
/** A table of at most so many rows and characters stays in one piece. */
const shortTable = { rows: 5, characters: 400 };
const eastAsian = new Set(['zh', 'ja', 'ko']);

/** Each picture of the tree as PNG, beside its drawing. */
export type Rasters = ReadonlyMap<string, Buffer>;

/** The pictures of the tree, drawn once each. */
export async function rastersOf(tree: DocumentTree): Promise<Rasters> {
  const picturesIn = (blocks: Block[]): Picture[] =>
    blocks.flatMap((block) => (block.type === 'picture' ? [block] : block.type === 'columns' ? picturesIn([...block.left, ...block.right]) : []));
  const pictures = tree.parts.flatMap((part) => picturesIn(part.blocks));
  if (pictures.length === 0) return new Map();
  return new Map(await Promise.all(pictures.map(async ({ svg, width }) => [svg, await rasterize(svg, width)] as const)));
}

export type Rendered = Paragraph | Table | TableOfContents;

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
