/**
 * How tall a compact document will be in Word, near enough to decide what one page holds. Word itself lays pages out,
 * so this counts lines from the sizes of `docx-styles.ts`; it errs on the tall side. All in points.
 */
import type { Block, DocumentPart, Run } from './tree.ts';

const textWidth = 504;
const columnWidth = 242;
const factLabelWidth = 90;
/** Mean width of a character, as a share of the size of the type, with what is lost at the ends of lines. */
const characterWidth = 0.435;

/** Height of the text of a page of letter paper with the margins of a compact document. */
export const pageHeight = 680;

function lines(runs: Run[], width: number, size: number): number {
  const text = runs.map((run) => run.text).join('');
  const fit = Math.max(1, Math.floor(width / (size * characterWidth)));
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / fit)), 0);
}

function blockHeight(block: Block, width: number): number {
  switch (block.type) {
    case 'heading':
      return block.level === 1 ? 22 + (lines(block.runs, width, 12) - 1) * 14 : 19;
    case 'paragraph':
      return block.role === 'note' ? 4 + lines(block.runs, width, 8) * 10 : 3 + lines(block.runs, width, 9.5) * 12;
    case 'empty':
      return 15;
    case 'facts':
      return block.items.reduce((sum, fact) => sum + 1 + lines([...fact.value, ...(fact.asOf ?? []), ...(fact.source ?? [])], width - factLabelWidth, 9.5) * 12, 0);
    case 'list':
      return block.items.reduce((sum, item) => sum + 2 + lines(item, width - 15, 9.5) * 12, 0);
    case 'table': {
      const row = (cells: Run[][], size: number): number =>
        3 + 11 * Math.max(...cells.map((cell, index) => lines(cell, (width * (block.columns[index]?.width ?? 100)) / 100 - 7, size)));
      return row(block.columns.map((column) => column.header), 8.5) + block.rows.reduce((sum, cells) => sum + row(cells, 9), 0);
    }
    case 'contents':
      return block.items.reduce((sum, item) => sum + 3 + lines(item.runs, width, 9.5) * 12, 0);
    case 'columns': {
      const side = (blocks: Block[]): number => blocks.reduce((sum, inner) => sum + blockHeight(inner, columnWidth), 0);
      return 5 + Math.max(side(block.left), side(block.right));
    }
    case 'parallel': {
      const side = (blocks: Block[]): number => blocks.reduce((sum, inner) => sum + blockHeight(inner, columnWidth), 0);
      return block.rows.reduce((sum, [left, right]) => sum + 4 + Math.max(side(left), side(right)), 16);
    }
    case 'picture':
      return 12 + block.height * Math.min(1, width / block.width) + (block.caption.length > 0 ? 4 + lines(block.caption, width, 8.5) * 11 : 0);
  }
}

/** The height of a part of a compact document, title and subtitle included. */
export function partHeight(part: Pick<DocumentPart, 'blocks'>): number {
  return part.blocks.reduce((sum, block) => sum + blockHeight(block, textWidth), 40);
}
