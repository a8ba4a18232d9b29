/**
 * Tables of contents in Word: a field of true headings, written with their pages. They are worked out beforehand, so that whoever opens the file reads them and is asked nothing; Word’s own command updates them.
 */
import { BookmarkEnd, BookmarkStart, InternalHyperlink, PageReference, Paragraph, Tab, TableOfContents, TextRun, type PageNumberEstimator, type TemplatePageNumberEstimator } from 'docx';
import { headingPages } from './render-pdf.ts';
import { languageTag, plainText } from './tree.ts';
import type { Block, DocumentPart, DocumentTree } from './tree.ts';

/** Up to so many pages, those of a file in a template are laid out as Word would: a second or two. Beyond, it takes too long. */
const mostLaidOut = 12;

/**
 * The pages of the headings, for a file in our own page: laid out as the PDF is, whose page has the same measures and
 * whose main sections begin pages too; right or next to it. Laying them out as Word would takes four times as long as
 * all the rest.
 */
export function pagesAsInPdf(tree: DocumentTree): PageNumberEstimator {
  return asInPdf(tree, headingPages(tree));
}

/** For a file in a template, which has margins of its own. The library that lays pages out is large: it is read when it is needed. */
export async function pageNumbers(tree: DocumentTree): Promise<Estimator> {
  const pages = headingPages(tree);
  if ((pages.at(-1) ?? 0) > mostLaidOut) return asInPdf(tree, pages);
  const { estimatePageNumbersWith } = await import('docx/layout');
  return estimatePageNumbersWith({ guess: true });
}

type Estimator = PageNumberEstimator & TemplatePageNumberEstimator;

/** `pages` are those of all headings in reading order. */
function asInPdf(tree: DocumentTree, pages: readonly number[]): Estimator {
  let place = 0;
  const listed = tree.parts.flatMap((part) => {
    let isAfter = false;
    let count = 0;
    const walk = (blocks: readonly Block[], depth: number): { name: string; page: number | undefined }[] =>
      blocks.flatMap((block) => {
        if (block.type === 'contents') isAfter = true;
        if (block.type === 'columns') return [...walk(block.left, depth), ...walk(block.right, depth)];
        if (block.type !== 'heading') return [];
        const page = pages[place];
        place += 1;
        if (!isAfter || block.level > depth) return [];
        count += 1;
        return [{ name: headingMark(part.language, count - 1), page }];
      });
    return walk(part.blocks, part.blocks.find((block) => block.type === 'contents')?.depth ?? 0);
  });
  return (body: unknown) => {
    // The library names the marks of headings itself, in their order; those of a template are ours.
    const found = [...new Set([...(JSON.stringify(body) ?? '').matchAll(/"w:name":\{"key":"w:name","value":"(_Toc\d+)"|"w:name":"(_Toc\d+)"/g)].map(([, one, other]) => one ?? other ?? ''))];
    const named = listed.flatMap(({ name, page }, index) => (page === undefined ? [] : [[name, String(page)] as const, ...(found[index] ? [[found[index], String(page)] as const] : [])]));
    return { bookmarks: new Map(named) };
  };
}

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

type Contents = Extract<Block, { type: 'contents' }>;

/** The bookmark of the heading at a place among those that a table of contents lists. */
export const markId = (language: DocumentPart['language'], place: number): number => firstMark + (language === 'fr' ? 10 : 5000) + place;
export const headingMark = (language: DocumentPart['language'], place: number): string => `_Toc${markId(language, place)}`;

/**
 * The same in a template, where the library does not look for the headings: its lines are given, each linked to the mark
 * of its heading. Headings of the template’s own styles count by their level in the outline.
 */
export const listedContents = ({ depth, items }: Contents, language: DocumentPart['language'], marks: Marks | null, textWidth: number): TableOfContents =>
  new TableOfContents(undefined, {
    hyperlink: true,
    headingStyleRange: `1-${depth}`,
    useAppliedParagraphOutlineLevel: true,
    ...(marks && { entriesFromBookmark: marks.name }),
    contentChildren: items.map(({ level, runs }, place) => {
      const anchor = headingMark(language, place);
      return new Paragraph({
        style: `TOC${level}`,
        tabStops: [{ type: 'right', position: textWidth, leader: 'dot' }],
        children: [new InternalHyperlink({ anchor, children: [new TextRun(plainText(runs)), new TextRun({ children: [new Tab()] }), new PageReference(anchor, { hyperlink: true })] })],
      });
    }),
  });

/**
 * Bookmarks numbered from the start of the file, where the library counts all those that it ever made, and the language
 * on every run of a table of contents, which it leaves out.
 */
export function settleContents(xml: string, tree: Pick<DocumentTree, 'parts'>): string {
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  const numbered = (known: Map<string, string>, from: string): string => {
    if (!known.has(from)) known.set(from, String(known.size + 1));
    return known.get(from) ?? from;
  };
  return xml
    .replace(/_Toc(\d+)/g, (_all, id: string) => `_Toc${numbered(names, id)}`)
    .replace(/(<w:bookmark(?:Start|End)[^>]* w:id=")(\d+)"/g, (_all, before: string, id: string) => `${before}${numbered(ids, id)}"`)
    .replace(/<w:sdt>.*?<\/w:sdt>/gs, (contents) => {
      const part = tree.parts.find(({ language }) => contents.includes(nameOf(language)));
      // A template of the office may have content controls of its own.
      if (!part) return contents;
      const lang = `<w:lang w:val="${languageTag(part.language)}"/>`;
      return contents.replace(/<w:r>(?!<w:rPr>)/g, `<w:r><w:rPr>${lang}</w:rPr>`).replace(/<w:rPr>((?:(?!<w:lang).)*?)<\/w:rPr>(?=<w:(?:t|tab|fldChar|instrText))/gs, `<w:rPr>$1${lang}</w:rPr>`);
    });
}

/**
 * A table of contents of given lines as Word writes its own: the field begins in its first line and ends in its last.
 * Where the pages could not be worked out, Word is asked to when it opens the file.
 */
export function tidyContents(xml: string, tree: Pick<DocumentTree, 'parts'>): string {
  return xml.replace(/<w:sdt>.*?<\/w:sdt>/gs, (contents) => {
    if (!tree.parts.some(({ language }) => contents.includes(`&quot;${nameOf(language)}&quot;`) || contents.includes(`"${nameOf(language)}"`))) return contents;
    const tidy = contents
      .replace(/<w:sdtContent><w:p>(<w:r>(?:(?!<w:p>).)*?<\/w:r>)<\/w:p><w:p>(<w:pPr>.*?<\/w:pPr>)/s, '<w:sdtContent><w:p>$2$1')
      .replace(/<\/w:p><w:p>(<w:r>(?:(?!<w:p>).)*?w:fldCharType="end"\/><\/w:r><\/w:p><\/w:sdtContent>)/s, '$1');
    const isBlank = /PAGEREF [^<]*<\/w:instrText><w:fldChar w:fldCharType="separate"\/>(?!<w:t[ >][^<]*>\d)/.test(tidy);
    return isBlank ? tidy.replace('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="begin" w:dirty="true"/>') : tidy;
  });
}
