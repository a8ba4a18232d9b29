/**
 * Renders a tree as a Word file: true styles, repeated header rows, the language on every run, no layout tables.
 * The same tree gives the same bytes: dates come from `asOf` and identifiers are numbered.
 */
import { Document, Footer, Header, HeadingLevel, LineRuleType, PageNumber, Paragraph, SectionType, Tab, Table, TextRun } from 'docx';
import type { ISectionOptions, TableOfContents } from 'docx';
import { headingLevels, rastersOf, render, words } from './docx-blocks.ts';
import type { Rasters, Rendered } from './docx-blocks.ts';
import { contentsField, isWithContents, marksOf, pagesAsInPdf } from './docx-contents.ts';
import type { Marks } from './docx-contents.ts';
import { settleDocx } from './docx-settle.ts';
import { documentStyles, numbering, pageShape } from './docx-styles.ts';
import type { PageShape } from './docx-styles.ts';
import { languageTag } from './tree.ts';
import type { Block, DocumentPart, DocumentTree } from './tree.ts';

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
  return settleDocx(document, tree, lang);
}

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

const thin = (line: number): Paragraph => new Paragraph({ spacing: { before: 0, after: 0, line, lineRule: LineRuleType.EXACT } });
