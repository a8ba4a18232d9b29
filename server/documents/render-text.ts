/** The words of a document and nothing else: what is left to read when no program opens the rest, and to copy into a message. */
import { plainText } from './tree.ts';
import type { Block, DocumentPart, DocumentTree, Run } from './tree.ts';

/** Paragraph after paragraph, an empty line between two; the parts follow each other. */
export function renderText(tree: DocumentTree): string {
  return `${tree.parts.map(partText).join('\n\n\n')}\n`;
}

function partText({ header, title, subtitle, blocks, footer }: DocumentPart): string {
  return [...said([header.classification, header.asOf], ' · '), ...said([title]), ...said([subtitle]), ...blocks.flatMap(blockText), ...said([footer.office])].join('\n\n');
}

/** Those that say something, on one line. */
function said(list: readonly Run[][], between = ' '): string[] {
  const text = list.map(plainText).filter((one) => one.trim() !== '').join(between);
  return text === '' ? [] : [text];
}

const inLines = (lines: string[]): string[] => (lines.length > 0 ? [lines.join('\n')] : []);

function blockText(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
    case 'empty':
      return said([block.runs]);
    case 'facts':
      return inLines(
        block.items.map(({ label, value, asOf, source }) => {
          const more = [asOf ? `(${plainText(asOf)})` : '', source ? `– ${plainText(source)}` : ''];
          return [`${plainText(label)} : ${plainText(value)}`, ...more].filter(Boolean).join(' ');
        }),
      );
    case 'table':
      return [...said([block.caption]), ...inLines([block.columns.map(({ header }) => plainText(header)), ...block.rows.map((row) => row.map(plainText))].map((row) => row.join('\t')))];
    case 'list':
      return inLines(block.items.map((item) => `– ${plainText(item)}`));
    case 'contents':
      return inLines(block.items.map(({ level, runs }) => `${'  '.repeat(level - 1)}${plainText(runs)}`));
    case 'columns':
      return [...block.left, ...block.right].flatMap(blockText);
    case 'parallel':
      return block.rows.flatMap(([left, right]) => [...left, ...right].flatMap(blockText));
    case 'picture':
      return [...said([block.caption]), ...said([block.alternative])];
  }
}
