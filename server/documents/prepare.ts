/** Makes a tree ready to be rendered: typed text put right, and nothing in it that a file format cannot hold. */
import { languageTag, mapRuns, plainText } from './tree.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { repairTypography } from './typography.ts';

/** Characters that XML 1.0 forbids (but tab and line feed), and the overrides that can turn a line of text around. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g;

/** Text that every format can hold: well-formed, without control characters, tabs as spaces. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(forbidden, '');
}

/** Nothing that a reader could see. */
function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

/**
 * Without headings that have no words, and without a step in the levels (a heading of level 3 right under one of
 * level 1 becomes level 2): PDF/UA refuses both, and an outline reads badly with them. `above` is the level so far.
 */
function soundHeadings(blocks: Block[], above: { level: number }): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === 'columns') return [{ ...block, left: soundHeadings(block.left, above), right: soundHeadings(block.right, above) }];
    if (block.type !== 'heading') return [block];
    if (isBlank(plainText(block.runs))) return [];
    above.level = Math.min(block.level, above.level + 1);
    return [{ ...block, level: above.level === 1 ? 1 : above.level === 2 ? 2 : 3 }];
  });
}

/**
 * The tree as all renderers take it. Links that are not web or mail addresses lose the link, not the text; a title
 * without words becomes a dash.
 */
export function prepareTree(tree: DocumentTree): DocumentTree {
  const prepared = mapRuns(tree, ({ link, ...run }) => ({
    ...run,
    text: repairTypography(cleanText(run.text), run.lang),
    ...(link && /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(link) && { link }),
  }));
  const titled = (runs: Run[], lang: string): Run[] => (isBlank(plainText(runs)) ? [{ text: '—', lang }] : runs);
  const title = cleanText(tree.title);
  return {
    ...prepared,
    title: isBlank(title) ? '—' : title,
    author: cleanText(tree.author),
    office: cleanText(tree.office),
    parts: prepared.parts.map((part) => ({
      ...part,
      title: titled(part.title, languageTag(part.language)),
      blocks: soundHeadings(part.blocks, { level: 0 }),
    })),
  };
}
