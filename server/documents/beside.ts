/**
 * A note in two languages side by side. What is kept is the same tree as for one after the other: its two parts are set
 * beside each other when it is rendered, so that own texts, changes and hashes know one shape only.
 *
 * Headings, tables, pictures and tables of contents run across the page, French first: a heading in a table is lost to
 * the outline of Word, and a table in half a page to everybody. What is between them is a table of two columns, each
 * under the name of its language: a parallel text is data.
 */
import { m } from '../../generated/paraglide/messages.js';
import { withContents } from './prepare.ts';
import { languageTag, plainText } from './tree.ts';
import type { Block, DocumentPart, DocumentTree, Run } from './tree.ts';

type Side = Block[];
type Pair = [left: Side, right: Side];
type Heading = Extract<Block, { type: 'heading' }>;
interface Stretch {
  heading: Heading | null;
  blocks: Side;
}

/** The tree as it is laid out on pages: itself, or with its two parts set side by side. */
export function laidOut(tree: DocumentTree): DocumentTree {
  const [left, right] = tree.parts;
  if (tree.layout !== 'beside' || !left || !right) return tree;
  const promised = tree.pages ?? (tree.density === 'compact' ? 1 : undefined);
  return { ...tree, ...(promised !== undefined && { pages: promised * tree.parts.length }), parts: [besideOf(left, right)] };
}

function besideOf(left: DocumentPart, right: DocumentPart): DocumentPart {
  const headers: [Run[], Run[]] = [nameOf(left), nameOf(right)];
  const [ours, theirs] = [closed(flat(left.blocks)), closed(flat(right.blocks))];
  const stretches = aligned(stretchesOf(ours.blocks), stretchesOf(theirs.blocks));
  const blocks = [
    ...stretches.flatMap(([one, other]): Block[] => {
      const heading = headingOf(one?.heading ?? null, other?.heading ?? null);
      return [...(heading ? [heading] : []), ...across(one?.blocks ?? [], other?.blocks ?? [], headers)];
    }),
    ...ours.closing,
    ...theirs.closing,
  ];
  return {
    language: left.language,
    title: both(left.title, right.title),
    subtitle: both(left.subtitle, right.subtitle),
    header: { classification: both(left.header.classification, right.header.classification), asOf: both(left.header.asOf, right.header.asOf) },
    footer: {
      office: both(left.footer.office, right.footer.office),
      page: both(left.footer.page, right.footer.page),
      of: both(left.footer.of, right.footer.of),
    },
    blocks: withContents(blocks),
  };
}

const nameOf = ({ language }: DocumentPart): Run[] => [
  { text: language === 'fr' ? m.locale_fr({}, { locale: 'fr' }) : m.locale_en({}, { locale: 'en' }), lang: languageTag(language) },
];

/** The words of both languages on one line; once where they are the same, or where one has only those of the other and says so. */
function both(left: Run[], right: Run[]): Run[] {
  if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left;
  if (plainText(left) === plainText(right) || isBorrowed(right, left)) return left;
  if (isBorrowed(left, right)) return right;
  return [...left, { text: ' / ', lang: left[0]?.lang ?? 'fr-CA' }, ...right];
}

/** Words in the other language, followed by the mark that says so (« in French only »). */
const isBorrowed = (runs: Run[], from: Run[]): boolean => runs[0]?.lang === from[0]?.lang && runs.length > 1 && runs.at(-1)?.italic === true && plainText(runs.slice(0, -1)) === plainText(from);

function headingOf(left: Heading | null, right: Heading | null): Heading | null {
  return left && right ? { ...left, runs: both(left.runs, right.runs) } : (left ?? right);
}

/** Columns of one language stand one after the other: the page has its two already. */
const flat = (blocks: Side): Side => blocks.flatMap((block) => (block.type === 'columns' ? [...flat(block.left), ...flat(block.right)] : [block]));

/** The last lines of a part apart: who prepared it, what is left out. They are those of the whole note. */
function closed(blocks: Side): { blocks: Side; closing: Side } {
  const last = blocks.at(-1);
  return last?.type === 'paragraph' && last.role === 'note' ? { blocks: blocks.slice(0, -1), closing: [last] } : { blocks, closing: [] };
}

function stretchesOf(blocks: Side): Stretch[] {
  const made: Stretch[] = [{ heading: null, blocks: [] }];
  for (const block of blocks) {
    if (block.type === 'heading') made.push({ heading: block, blocks: [] });
    else made.at(-1)?.blocks.push(block);
  }
  return made;
}

/** What stands under headings of the same level, in order; a heading that only one language has stands alone. */
function aligned(left: Stretch[], right: Stretch[]): [Stretch | null, Stretch | null][] {
  const level = (one: Stretch | undefined): number => one?.heading?.level ?? 0;
  // How many headings from here on find their like: the longest common sequence of levels.
  const found = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (i: number, j: number): number => found[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = found[i];
      if (row) row[j] = level(left[i]) === level(right[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [Stretch | null, Stretch | null][] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    const isPair = i < left.length && j < right.length && level(left[i]) === level(right[j]);
    const isLeft = isPair || j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1));
    const isRight = isPair || !isLeft;
    pairs.push([isLeft ? (left[i] ?? null) : null, isRight ? (right[j] ?? null) : null]);
    if (isLeft) i += 1;
    if (isRight) j += 1;
  }
  return pairs;
}

const isWide = ({ type }: Block): boolean => type === 'table' || type === 'picture' || type === 'contents';

/** What stands under a heading: block by block where the two languages have the same ones, else the whole of each. */
function across(left: Side, right: Side, headers: [Run[], Run[]]): Block[] {
  const alike = left.length === right.length && left.every(({ type }, index) => type === right[index]?.type);
  if (!alike) {
    const narrow = (side: Side): Side => side.filter((block) => !isWide(block));
    return [...parallel([[narrow(left), narrow(right)]], headers), ...[...left, ...right].filter(isWide)];
  }
  const made: Block[] = [];
  let rows: Pair[] = [];
  const close = (): void => {
    made.push(...parallel(rows, headers));
    rows = [];
  };
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (!other) continue;
    if (isWide(one)) {
      close();
      made.push(...wide(one, other, headers));
    } else rows.push([[one], [other]]);
  }
  close();
  return made;
}

function parallel(rows: Pair[], headers: [Run[], Run[]]): Block[] {
  const said = rows.filter(([left, right]) => left.length + right.length > 0);
  return said.length > 0 ? [{ type: 'parallel', headers, rows: said }] : [];
}

/**
 * A drawing that holds no word of its own stands once; a table of contents lists the headings of both. A table without a
 * caption says its language: two that touch are one table in Word.
 */
function wide(left: Block, right: Block, headers: [Run[], Run[]]): Block[] {
  if (left.type === 'contents') return [left];
  if (left.type === 'picture' && right.type === 'picture' && left.svg === right.svg) {
    return [{ ...left, caption: both(left.caption, right.caption), alternative: both(left.alternative, right.alternative) }];
  }
  return [left, right].map((block, index) => (block.type === 'table' && block.caption.length === 0 ? { ...block, caption: headers[index] ?? [] } : block));
}
