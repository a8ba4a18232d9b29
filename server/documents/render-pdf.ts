/**
 * Renders a tree as PDF/UA-1 with Typst. The words go in as JSON data, never as Typst source.
 *
 * Synchronous and some tens of milliseconds long: called through `render.ts`, which runs it off the main thread.
 */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import path from 'node:path';
import { loadFonts } from './fonts.ts';
import type { FontSet } from './fonts.ts';
import { codeOf, inOurFonts, spelledOut } from './drawing-fonts.ts';
import { allRuns, mapDrawings, mapRuns } from './tree.ts';
import type { DocumentTree } from './tree.ts';

export interface PdfRendering {
  file: Buffer;
  pages: number;
}

interface Engine {
  compiler: NodeCompiler;
  fonts: FontSet;
}

const template = path.join(import.meta.dirname, 'template.typ');
const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;
/** A document meant for few pages is set smaller, down to the last of these, before it is allowed one more. */
const compactScales = [0.96, 0.92, 0.88];
const sparingScale = 0.96;
/** Our Word files take a little more room than the PDF: so much, by the books of the demonstration. */
const wordScale = 1.01;
/** Pages of what may be set smaller to spare one. */
const longest = 8;

let engine: Engine | undefined;

/** Kept warm: fonts and template are read once. */
function warm(): Engine {
  if (!engine) {
    const fonts = loadFonts();
    engine = {
      fonts,
      compiler: NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: fonts.files }] }),
    };
  }
  return engine;
}

/** Reads the fonts now rather than with the first document. */
export function warmPdf(): void {
  warm();
}

/**
 * The PDF of a prepared tree. Characters that none of our fonts can draw are drawn by a font of the machine where there
 * is one, and otherwise printed as their code (`[U+6797]`): a note never fails, and never loses a letter silently.
 * Throws when Typst refuses the document.
 */
export function renderPdf(tree: DocumentTree): PdfRendering {
  const { compiler, fonts } = warm();
  const covered = (character: string): boolean => character === '\n' || fonts.covers(character.codePointAt(0) ?? 0);
  const drawable = (character: string): boolean => covered(character) || invisible.test(character);
  const attempts = [
    () => fit(tree, true),
    () => fit(spell(tree, drawable), false),
    () => fit(spell(tree, covered), false),
    () => fit(mapDrawings(spell(tree, covered), spelledOut), false),
  ];
  if (allRuns(tree).every((run) => [...run.text].every(drawable))) attempts.unshift(() => fit(tree, false));
  let refusal: unknown;
  try {
    for (const attempt of attempts) {
      try {
        return attempt();
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  } finally {
    // Typst remembers every layout that it made; what is older than this document is of no use, and would only grow.
    compiler.evictCache(0);
  }
}

/** The page of every heading of the tree as in Word or next to it, in reading order; nothing when Typst refuses the document. */
export function headingPages(tree: DocumentTree): number[] {
  const { compiler, fonts } = warm();
  const covered = (character: string): boolean => character === '\n' || fonts.covers(character.codePointAt(0) ?? 0);
  try {
    const found: unknown = compiler.query({ mainFilePath: template, inputs: { ...inputsOf(spell(tree, covered), wordScale, false), pages: 'yes' } }, { selector: '<heading-pages>', field: 'value' });
    const [pages] = Array.isArray(found) ? (found as unknown[]) : [];
    return Array.isArray(pages) ? pages.map(Number) : [];
  } catch {
    return [];
  } finally {
    compiler.evictCache(0);
  }
}

/** The tree with the characters that cannot be drawn written as their code. */
function spell(tree: DocumentTree, drawable: (character: string) => boolean): DocumentTree {
  return mapRuns(tree, (run) => ({
    ...run,
    text: [...run.text].map((character) => (drawable(character) ? character : codeOf(character))).join(''),
  }));
}

/** As many pages a part as were promised; otherwise a little smaller when that spares a page. */
function fit(tree: DocumentTree, fallback: boolean): PdfRendering {
  const full = compile(tree, 1, fallback);
  const promised = tree.pages ?? (tree.density === 'compact' ? 1 : null);
  const wanted = promised === null ? full.pages - 1 : promised * tree.parts.length;
  if (full.pages <= Math.max(wanted, tree.parts.length)) return full;
  // A book is not set twice for the sake of one page.
  if (promised === null && full.pages > longest) return full;
  for (const scale of promised === null ? [sparingScale] : compactScales) {
    const smaller = compile(tree, scale, fallback);
    if (smaller.pages <= wanted) return smaller;
  }
  return full;
}

/** Straight to bytes: a compiled document held from JavaScript is not freed by Typst's Node binding (2 MB a note). */
function compile(tree: DocumentTree, scale: number, fallback: boolean): PdfRendering {
  const file = warm().compiler.pdf(
    {
      mainFilePath: template,
      inputs: inputsOf(tree, scale, fallback),
    },
    { pdfStandard: 'ua-1', creationTimestamp: Math.floor(Date.parse(`${tree.asOf}T12:00:00Z`) / 1000) },
  );
  return { file, pages: countPages(file) };
}

function inputsOf(tree: DocumentTree, scale: number, fallback: boolean): Record<string, string> {
  const { fonts } = warm();
  return {
    tree: JSON.stringify(mapDrawings(tree, (svg) => inOurFonts(svg, fonts))),
    fonts: JSON.stringify({ serif: fonts.serif, sans: fonts.sans }),
    scale: String(scale),
    fallback: fallback ? 'yes' : 'no',
  };
}

/** The number of pages that Typst writes in the metadata (XMP), which stand uncompressed. */
function countPages(file: Buffer): number {
  const count = /<xmpTPg:NPages>(\d+)</.exec(file.toString('latin1'))?.[1];
  if (!count) throw new Error('the PDF does not say how many pages it has');
  return Number(count);
}
