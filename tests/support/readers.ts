/**
 * Readers that share no code with Passerelle, for tests that read its files again: qpdf and poppler for PDF, Debian's
 * Python libraries for Word, pages, cards, calendars and sheets (`readers.py`). `npm test` installs them.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Words are text between spaces that a line may break at; a no-break space is part of a word. */
export interface WordRead {
  words: string[];
  /** Level 0 is the title. */
  headings: [number, string][];
  contents: string[];
  headers: string[];
  footers: string[];
  alternatives: string[];
  runsWithoutLanguage: number;
  tables: number;
  tablesWithHeader: number;
  title: string;
  language: string;
}
export interface PageRead extends Pick<WordRead, 'words' | 'headings' | 'contents' | 'headers' | 'footers' | 'alternatives' | 'title' | 'language'> {
  /** The words, those of the drawings too. */
  drawn: string[];
  /** The words of the header of each table. */
  tableHeaders: string[][];
}
type Event = Record<string, string>;
type Cell = string | number | boolean | null | { day: string };
export interface Sheet {
  name: string;
  frozen: string | null;
  filtered: string | null;
  rows: Cell[][];
}
interface Read {
  documents: { word: WordRead; page: PageRead }[];
  /** Of each card, its properties with their values; the parts of a value are apart by a semicolon. */
  cards: [string, string][][];
  calendars: { vobject: Event[]; icalendar: Event[] }[];
  workbooks: { formulas: number; sheets: Sheet[] }[];
  tables: string[][][];
}
type Asked = Partial<{
  documents: { word: string; page: string }[];
  cards: string;
  calendars: string[];
  workbooks: string[];
  tables: { text: string; delimiter: string }[];
}>;

/** Runs a program to its end. @throws a sentence when it is missing or fails */
export async function run(program: string, args: string[], input = ''): Promise<string> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${program} is missing: npm test installs what reads the files again (${error.message})`)));
    child.once('close', resolve);
    // A program that reads nothing may have ended before it is told that there is nothing: its code says how it went.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${Buffer.concat(err).toString('utf8') || Buffer.concat(out).toString('utf8')}`);
  return Buffer.concat(out).toString('utf8');
}

/** The files read again by Python's libraries, all in one process. */
export async function readAgain(asked: Asked): Promise<Read> {
  const script = fileURLToPath(new URL('readers.py', import.meta.url));
  return JSON.parse(await run(process.env['READERS_PYTHON'] ?? '/usr/bin/python3', [script], JSON.stringify(asked))) as Read;
}

// ── PDF ──

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Dictionary = Record<string, Value>;
export interface PdfRead {
  pages: number;
  language: Value;
  title: string;
  isMarked: boolean;
  hasTagTree: boolean;
  showsTitle: boolean;
  /** Of each figure of the tag tree, in its order. */
  alternatives: (string | null)[];
  bookmarks: [number, string][];
  /** Fonts whose shapes are not in the file, or whose letters have no text. */
  foreignFonts: string[];
  claimsAccessibility: boolean;
}

const text = (value: Value | undefined): string => (typeof value === 'string' ? value.replace(/^u:/, '') : '');

/** What the objects of a PDF say. @throws what qpdf finds wrong */
export async function readPdf(path: string, file: Buffer): Promise<PdfRead> {
  await run('qpdf', ['--check', path]);
  const { qpdf } = JSON.parse(await run('qpdf', ['--json=2', '--json-key=qpdf', path])) as { qpdf: [unknown, Record<string, { value?: Dictionary; stream?: { dict: Dictionary } }>] };
  const objects = qpdf[1];
  const resolve = (value: Value | undefined): Dictionary => {
    const found = typeof value === 'string' && / R$/.test(value) ? (objects[`obj:${value}`]?.value ?? objects[`obj:${value}`]?.stream?.dict) : value;
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {};
  };
  const root = resolve(objects['trailer']?.value?.['/Root']);
  const dictionaries = Object.values(objects).flatMap(({ value }) => (typeof value === 'object' && value !== null ? [value] : []));
  const bookmarks: [number, string][] = [];
  const walk = (first: Value | undefined, level: number): void => {
    for (let item = resolve(first); Object.keys(item).length > 0; item = resolve(item['/Next'])) {
      bookmarks.push([level, text(item['/Title'])]);
      walk(item['/First'], level + 1);
    }
  };
  walk(resolve(root['/Outlines'])['/First'], 1);
  const figures: Dictionary[] = [];
  const climb = (node: Value | undefined): void => {
    if (Array.isArray(node)) node.forEach(climb);
    const element = resolve(node);
    if (element['/S'] === '/Figure') figures.push(element);
    else if ('/S' in element) climb(element['/K']);
  };
  climb(resolve(root['/StructTreeRoot'])['/K']);
  const fonts = dictionaries.filter((one) => one['/Type'] === '/Font');
  const isWhole = (font: Dictionary): boolean => {
    if (font['/Subtype'] === '/Type0') return '/ToUnicode' in font;
    if (font['/Subtype'] === '/Type3') return true;
    return Object.keys(resolve(font['/FontDescriptor'])).some((key) => /^\/FontFile[23]?$/.test(key));
  };
  const metadata = file.toString('utf8');
  return {
    pages: dictionaries.filter((one) => one['/Type'] === '/Page').length,
    language: text(root['/Lang']),
    title: text(resolve(objects['trailer']?.value?.['/Info'])['/Title']),
    isMarked: resolve(root['/MarkInfo'])['/Marked'] === true,
    hasTagTree: '/K' in resolve(root['/StructTreeRoot']),
    showsTitle: resolve(root['/ViewerPreferences'])['/DisplayDocTitle'] === true,
    alternatives: figures.map((one) => ('/Alt' in one ? text(one['/Alt']) : null)),
    bookmarks,
    foreignFonts: fonts.filter((font) => !isWhole(font)).map((font) => text(font['/BaseFont'])),
    claimsAccessibility: /<pdfuaid:part>1</.test(metadata),
  };
}

/**
 * The words of a PDF as they are drawn, page after page, set beside those expected: in a PDF a line may end within a word
 * that is long or hyphenated, and a narrow column may leave no room for a no-break space. What is otherwise not as
 * expected is given as it stands. The lines of a table of contents, which end in dots and a page, are given apart; a
 * page's header and footer are checked and left out.
 */
export async function pdfWords(path: string, expected: readonly string[], { headers, footers, tableHeaders }: PageRead): Promise<{ words: string[]; contents: string[]; strayFurniture: string[] }> {
  const found: Found[] = [];
  const contents: string[] = [];
  const strayFurniture: string[] = [];
  for (const page of (await run('pdftotext', ['-raw', '-enc', 'UTF-8', path, '-'])).split('\f').slice(0, -1)) {
    const before = found.length;
    const lines = page.trimEnd().split('\n').map((line) => line.replace(/[\u2060\u200b\ufeff]/g, '').split(/\s+/).filter((word) => word !== '' && word !== '–'));
    const [header = [], footer = []] = [lines.shift(), lines.pop()];
    if (!headers.includes(header.join(' '))) strayFurniture.push(header.join(' '));
    if (!footers.some((office) => footer.join(' ').startsWith(`${office} `))) strayFurniture.push(footer.join(' '));
    for (const line of lines) {
      const entry = /^(.*?)(?: \.+){3,} \d+$/.exec(line.join(' '));
      if (entry) contents.push(...(entry[1] ?? '').split(' '));
      else found.push(...line.map((word, index) => ({ word, opens: index === 0, opensPage: false })));
    }
    const top = found[before];
    if (top) top.opensPage = true;
  }
  return { words: inOrder(found, expected, tableHeaders), contents, strayFurniture };
}

interface Found {
  word: string;
  /** It is the first of its line. */
  opens: boolean;
  opensPage: boolean;
}

/**
 * The words found, in the order of those expected. Where they part, the reading goes on where most of what is expected
 * next stands: the right column of a page is drawn before the rest of the left one, on the next page. Every word
 * found is given once, so that one too many or too few shows; but not the header of a table that a page repeats.
 */
function inOrder(found: readonly Found[], expected: readonly string[], tableHeaders: readonly string[][]): string[] {
  const isRead = found.map(() => false);
  const words: string[] = [];
  let at = 0;
  for (const [index, word] of expected.entries()) {
    let end = isRead[at] ? null : wordAt(found, at, word);
    if (end === null) {
      const next = expected.slice(index, index + ahead);
      const lengths = found.map((_, place) => (isRead[place] ? 0 : wordsFrom(found, place, next)));
      at = lengths.indexOf(Math.max(0, ...lengths));
      end = wordAt(found, at, word);
    }
    if (end === null) break;
    isRead.fill(true, at, end);
    words.push(word);
    at = end;
  }
  for (const [place, { opensPage }] of found.entries()) {
    if (!opensPage || isRead[place]) continue;
    const header = tableHeaders.find((one) => wordsFrom(found, place, one) === one.length);
    if (header) isRead.fill(true, place, header.reduce((next, word) => wordAt(found, next, word) ?? next, place));
  }
  return [...words, ...found.flatMap(({ word }, place) => (isRead[place] ? [] : [word]))];
}

/** So many words tell a place of a document from the others. */
const ahead = 4;

/** How many of the words stand at a place, one after the other. */
function wordsFrom(found: readonly Found[], at: number, words: readonly string[]): number {
  let place = at;
  for (const [count, word] of words.entries()) {
    const next = wordAt(found, place, word);
    if (next === null) return count;
    place = next;
  }
  return words.length;
}

/** The place after a word that stands at a place, in one piece or in several; null when another stands there. */
function wordAt(found: readonly Found[], at: number, word: string): number | null {
  const wanted = word.replaceAll('\u00a0', '');
  let got = found[at]?.word ?? '';
  let end = at + 1;
  // Within a word the text goes on after a no-break space, or on the next line.
  while (got !== wanted && got !== '' && wanted.startsWith(got) && (found[end]?.opens || word.includes('\u00a0'))) {
    got += found[end]?.word ?? '';
    end += 1;
    if (end > found.length) return null;
  }
  return got === wanted ? end : null;
}
