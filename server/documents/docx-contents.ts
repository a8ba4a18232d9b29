/** Tables of contents in Word: a field of true headings, which Word gives their pages when it opens the file. */
import { BookmarkEnd, BookmarkStart, TableOfContents } from 'docx';
import { languageTag } from './tree.ts';
import type { DocumentPart, DocumentTree } from './tree.ts';

const hasContents = (part: Pick<DocumentPart, 'blocks'>): boolean => part.blocks.some(({ type }) => type === 'contents');

/** Whether some part of the document has a table of contents. */
export const isWithContents = (tree: Pick<DocumentTree, 'parts'>): boolean => tree.parts.some(hasContents);

/** Far from the numbers that the library gives; all are given others in the end. */
const firstMark = 90_000;
const nameOf = (language: DocumentPart['language']): string => `part_${language}`;

/** A bookmark around a part, so that its table of contents lists its own headings only. */
export interface Marks {
  name: string;
  start: BookmarkStart;
  end: BookmarkEnd;
}

export function marksOf(part: DocumentPart): Marks | null {
  const id = firstMark + (part.language === 'fr' ? 0 : 1);
  const name = nameOf(part.language);
  return hasContents(part) ? { name, start: new BookmarkStart(name, id), end: new BookmarkEnd(id) } : null;
}

/** The headings of the whole document down to a level, or of what is between `marks`. */
export const contentsField = (depth: 1 | 2, marks?: Marks | null): TableOfContents =>
  new TableOfContents(undefined, { hyperlink: true, headingStyleRange: `1-${depth}`, ...(marks && { entriesFromBookmark: marks.name }) });

/**
 * Bookmarks numbered from the start of the file, where the library counts all those that it ever made, and the language
 * on every run of a table of contents, which it leaves out.
 */
export function settleContents(xml: string, tree: DocumentTree): string {
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  const numbered = (known: Map<string, string>, from: string): string => {
    if (!known.has(from)) known.set(from, String(known.size + 1));
    return known.get(from) ?? from;
  };
  const langs = tree.parts.filter(hasContents).map(({ language }) => languageTag(language));
  let field = -1;
  return xml
    .replace(/_Toc(\d+)/g, (_all, id: string) => `_Toc${numbered(names, id)}`)
    .replace(/(<w:bookmark(?:Start|End)[^>]* w:id=")(\d+)"/g, (_all, before: string, id: string) => `${before}${numbered(ids, id)}"`)
    .replace(/<w:sdt>.*?<\/w:sdt>/gs, (contents) => {
      field += 1;
      const lang = `<w:lang w:val="${langs[field] ?? langs[0] ?? 'fr-CA'}"/>`;
      return contents.replace(/<w:r>(?!<w:rPr>)/g, `<w:r><w:rPr>${lang}</w:rPr>`).replace(/<w:rPr>((?:(?!<w:lang).)*?)<\/w:rPr>(?=<w:(?:t|tab|fldChar|instrText))/gs, `<w:rPr>$1${lang}</w:rPr>`);
    });
}
