/** Makes a tree ready to be rendered: typed text put right, and nothing in it that a file format cannot hold. */
import { cleanText } from './clean-text.ts';
import { isPlainDrawing } from './drawing.ts';
import { languageTag, mapDrawings, mapRuns, plainText } from './tree.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { repairTypography } from './typography.ts';

/** Nothing that a reader could see. */
function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

/**
 * Without headings that have no words, and without a step in the levels (a heading of level 3 right under one of
 * level 1 becomes level 2): PDF/UA refuses both, and an outline reads badly with them. `above` is the level so far.
 * A picture without words of its own takes those of its caption.
 */
function soundBlocks(blocks: Block[], above: { level: number }): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === 'columns') return [{ ...block, left: soundBlocks(block.left, above), right: soundBlocks(block.right, above) }];
    if (block.type === 'picture' && isBlank(plainText(block.alternative))) {
      return [{ ...block, alternative: isBlank(plainText(block.caption)) ? [{ text: '—', lang: block.alternative[0]?.lang ?? 'fr-CA' }] : block.caption }];
    }
    if (block.type !== 'heading') return [block];
    if (isBlank(plainText(block.runs))) return [];
    above.level = Math.min(block.level, above.level + 1);
    return [{ ...block, level: above.level === 1 ? 1 : above.level === 2 ? 2 : 3 }];
  });
}

/** Tables of contents filled with the headings of the part, which are sound by now. */
export function withContents(blocks: Block[]): Block[] {
  const headingsIn = (list: Block[]): Extract<Block, { type: 'heading' }>[] =>
    list.flatMap((block) => (block.type === 'heading' ? [block] : block.type === 'columns' ? headingsIn([...block.left, ...block.right]) : []));
  return blocks.map((block, index) =>
    block.type === 'contents'
      ? { ...block, items: headingsIn(blocks.slice(index)).flatMap(({ level, runs }) => (level <= block.depth && level !== 3 ? [{ level, runs }] : [])) }
      : block,
  );
}

function plain(svg: string): string {
  if (!isPlainDrawing(svg)) throw new Error('a drawing holds more than shapes and words');
  return svg;
}

/**
 * The tree as all renderers take it. Links that are not web or mail addresses lose the link, not the text; a title
 * without words becomes a dash. @throws for a drawing that `drawing.ts` did not make
 */
export function prepareTree(tree: DocumentTree): DocumentTree {
  const prepared = mapRuns(mapDrawings(tree, plain), ({ link, ...run }) => ({
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
      blocks: withContents(soundBlocks(part.blocks, { level: 0 })),
    })),
  };
}
