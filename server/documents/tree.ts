/**
 * The typed tree that every document is, before it is Word, PDF, HTML or JSON.
 *
 * A builder (`partner-sheet.ts`, `meeting-note.ts`) makes the tree from plain data; the renderers only translate it.
 * All words are in the tree, also those of the header and the footer: a renderer adds none of its own, so that the
 * four renderings always say the same. The tree is plain JSON: it can be stored, hashed and sent to a worker.
 */

export type DocumentLanguage = 'fr' | 'en';

/** What a note may hold at most; the order is the order of the ladder. */
export const audiences = ['public', 'internal', 'restricted', 'confidential'] as const;
export type Audience = (typeof audiences)[number];

/** Emphasis that means something; renderers give it the colour of the look, and it never travels without its words. */
export type Tone = 'muted' | 'late' | 'shines' | 'learns' | 'attracts';

/** A stretch of text in one language. */
export interface Run {
  text: string;
  /** BCP 47 tag of the text, such as `fr-CA`, `en-CA` or `es`. Word and PDF carry it for screen readers and spelling. */
  lang: string;
  bold?: boolean;
  italic?: boolean;
  tone?: Tone;
  /** Absolute `https:`, `http:` or `mailto:` address. */
  link?: string;
}

/** One label with its value. `source` and `asOf` say where the value comes from and when it held. */
export interface Fact {
  label: Run[];
  value: Run[];
  source?: Run[];
  asOf?: Run[];
  /** The value is for the advisor to write: it only says « À compléter ». */
  toComplete?: true;
}

export interface TableColumn {
  header: Run[];
  /** Share of the width of the text, in per cent; the shares of a table add up to 100. */
  width: number;
  /** Amounts stand against the end of their column; all else against its start. */
  align?: 'end';
}

export type Block =
  /** `newPage` for what begins a page of its own where there are pages. */
  | { type: 'heading'; level: 1 | 2 | 3; runs: Run[]; newPage?: true }
  | { type: 'paragraph'; runs: Run[]; role: 'body' | 'lead' | 'note' }
  | { type: 'facts'; items: Fact[] }
  | { type: 'table'; caption: Run[]; columns: TableColumn[]; rows: Run[][][] }
  | { type: 'list'; items: Run[][] }
  /**
   * A section for which the office holds nothing: « Aucune donnée », said rather than left out. `toComplete` when it is
   * for the advisor to write: « À compléter ».
   */
  | { type: 'empty'; runs: Run[]; toComplete?: true }
  /** Table of contents: the headings of the part down to `depth`, with their words. A renderer gives each its page or its link. */
  | { type: 'contents'; depth: 1 | 2; items: { level: 1 | 2; runs: Run[] }[] }
  /** Two columns side by side, read left then right: section columns in Word, never a table. */
  | { type: 'columns'; left: Block[]; right: Block[] }
  /** Two languages side by side, row by row, each column under the name of its language. Made for the page (`beside.ts`), never kept. */
  | { type: 'parallel'; headers: [Run[], Run[]]; rows: [left: Block[], right: Block[]][] }
  | Picture;

/** A picture that says something: it always has words for who does not see it. None is decoration. */
export interface Picture {
  type: 'picture';
  caption: Run[];
  /** What the picture shows, in the language of the part, said in full: it replaces the picture for who hears it. */
  alternative: Run[];
  /** A plain drawing, as `drawing.ts` makes it: shapes and text with their colours, no font, no style, no script, no address. */
  svg: string;
  /** Size on paper, in points (1/72 inch). A renderer makes a wider one as wide as the text. */
  width: number;
  height: number;
}

/** The document in one language. A bilingual document has two parts, one after the other. */
export interface DocumentPart {
  language: DocumentLanguage;
  title: Run[];
  subtitle: Run[];
  /** Repeated on every page. */
  header: { classification: Run[]; asOf: Run[] };
  /** Repeated on every page; `page` and `of` are the words around the two page numbers. */
  footer: { office: Run[]; page: Run[]; of: Run[] };
  blocks: Block[];
}

export interface DocumentTree {
  /** Version of this shape, raised when stored trees would no longer read. */
  schema: 1;
  kind: string;
  /** Title for the file's properties, without markup, in the language of the first part. */
  title: string;
  author: string;
  office: string;
  audience: Audience;
  /** Calendar date (`2026-11-21`) on which the facts were read. */
  asOf: string;
  /** How many records were left out because they are above the audience. */
  omitted: number;
  /** `compact` for what has to stand on few pages. */
  density: 'regular' | 'compact';
  /** How many pages a part may have at most: set smaller until it fits. One when compact and nothing is said. */
  pages?: number;
  /** Two parts that are set beside each other on the page; one after the other when nothing is said. */
  layout?: 'beside';
  parts: DocumentPart[];
}

/** The BCP 47 tag that the office writes a language with: `fr` is `fr-CA`, `en` is `en-CA`, others stay. */
export function languageTag(language: string): string {
  if (language === 'fr') return 'fr-CA';
  if (language === 'en') return 'en-CA';
  return language;
}

/** The same tree with every run passed through `change`; nothing else is touched. */
export function mapRuns(tree: DocumentTree, change: (run: Run) => Run): DocumentTree {
  const runs = (list: Run[]): Run[] => list.map(change);
  const block = (value: Block): Block => {
    switch (value.type) {
      case 'heading':
      case 'paragraph':
      case 'empty':
        return { ...value, runs: runs(value.runs) };
      case 'facts':
        return {
          ...value,
          items: value.items.map((fact) => ({
            label: runs(fact.label),
            value: runs(fact.value),
            ...(fact.source && { source: runs(fact.source) }),
            ...(fact.asOf && { asOf: runs(fact.asOf) }),
            ...(fact.toComplete && { toComplete: fact.toComplete }),
          })),
        };
      case 'table':
        return {
          ...value,
          caption: runs(value.caption),
          columns: value.columns.map((column) => ({ ...column, header: runs(column.header) })),
          rows: value.rows.map((row) => row.map(runs)),
        };
      case 'list':
        return { ...value, items: value.items.map(runs) };
      case 'contents':
        return { ...value, items: value.items.map((item) => ({ ...item, runs: runs(item.runs) })) };
      case 'columns':
        return { ...value, left: value.left.map(block), right: value.right.map(block) };
      case 'parallel':
        return { ...value, headers: [runs(value.headers[0]), runs(value.headers[1])], rows: value.rows.map(([left, right]): [Block[], Block[]] => [left.map(block), right.map(block)]) };
      case 'picture':
        return { ...value, caption: runs(value.caption), alternative: runs(value.alternative) };
    }
  };
  return {
    ...tree,
    parts: tree.parts.map((part) => ({
      ...part,
      title: runs(part.title),
      subtitle: runs(part.subtitle),
      header: { classification: runs(part.header.classification), asOf: runs(part.header.asOf) },
      footer: { office: runs(part.footer.office), page: runs(part.footer.page), of: runs(part.footer.of) },
      blocks: part.blocks.map(block),
    })),
  };
}

/** Every run of the tree, in reading order. */
export function allRuns(tree: DocumentTree): Run[] {
  const found: Run[] = [];
  mapRuns(tree, (run) => {
    found.push(run);
    return run;
  });
  return found;
}

/** The same tree with every drawing passed through `change`. */
export function mapDrawings(tree: DocumentTree, change: (svg: string) => string): DocumentTree {
  const block = (value: Block): Block => {
    if (value.type === 'picture') return { ...value, svg: change(value.svg) };
    return value.type === 'columns' ? { ...value, left: value.left.map(block), right: value.right.map(block) } : value;
  };
  return { ...tree, parts: tree.parts.map((part) => ({ ...part, blocks: part.blocks.map(block) })) };
}

/** The words of some runs, without markup. */
export function plainText(runs: Run[]): string {
  return runs.map((run) => run.text).join('');
}
