/** Makes a tree ready to be rendered: typed text put right, and nothing in it that a file format cannot hold. */
import { mapRuns } from './tree.ts';
import type { DocumentTree } from './tree.ts';
import { repairTypography } from './typography.ts';

/** Characters that XML 1.0 forbids (but tab and line feed), and the overrides that can turn a line of text around. */
// eslint-disable-next-line no-control-regex -- these are the characters to remove
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e\ufffe\uffff]/g;

/** Text that every format can hold: well-formed, without control characters, tabs as spaces. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(forbidden, '');
}

/** The tree as all renderers take it. Links that are not web or mail addresses lose the link, not the text. */
export function prepareTree(tree: DocumentTree): DocumentTree {
  const prepared = mapRuns(tree, ({ link, ...run }) => ({
    ...run,
    text: repairTypography(cleanText(run.text), run.lang),
    ...(link && /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(link) && { link }),
  }));
  return { ...prepared, title: cleanText(tree.title), author: cleanText(tree.author), office: cleanText(tree.office) };
}
