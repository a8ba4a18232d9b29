import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageTag } from '../../server/documents/tree.ts';
import { noteKinds } from '../../server/vocabulary.ts';
import { demoOffice } from '../support/demo.ts';
import { pdfWords, readAgain, readPdf, type PageRead, type PdfRead, type WordRead } from '../support/readers.ts';
import { renderAll, type Rendered } from './rendered.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-readers-'));
let rendered: Rendered[];
const read = new Map<string, { word: WordRead; page: PageRead; pdf: PdfRead }>();

beforeAll(async () => {
  const office = await demoOffice();
  try {
    rendered = await renderAll(office, folder, ['docx', 'pdf', 'html']);
  } finally {
    await office.close();
  }
  const { documents } = await readAgain({ documents: rendered.map(({ path }) => ({ word: path('docx'), page: path('html') })) });
  for (const [index, { name, path, pdf }] of rendered.entries()) {
    const document = documents[index];
    if (document) read.set(name, { ...document, pdf: await readPdf(path('pdf'), pdf) });
  }
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cases = noteKinds.flatMap((kind) => (['fr', 'en'] as const).map((language) => `${kind}-${language}`));
function found(name: string) {
  const [one, files] = [rendered.find((each) => each.name === name), read.get(name)];
  if (!one || !files) throw new Error(`${name} was not made`);
  return { ...one, ...files };
}
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
const outline = (headings: [number, string][]): [number, string][] => headings.map(([level, words]) => [level, spaced(words).replaceAll(' – ', ' ')]);

describe.each(cases)('%s, read again by readers of others', (name) => {
  it('says the same in Word, in PDF and on the page, word for word', async () => {
    const { word, page, path } = found(name);
    expect(word.words.length).toBeGreaterThan(50);
    expect(word.words).toEqual(page.words);
    const pdf = await pdfWords(path('pdf'), page.drawn, page);
    expect(pdf.words).toEqual(page.drawn);
    expect(pdf.strayFurniture).toEqual([]);
    expect(word.headers).toEqual(page.headers);
    for (const footer of word.footers) expect(page.footers.some((office) => footer.startsWith(`${office} `)), footer).toBe(true);
    expect(spaced(pdf.contents.join(' '))).toBe(spaced(page.contents.join(' ')));
    expect(spaced(word.contents.join(' '))).toBe(spaced(page.contents.join(' ')));
  });

  it('keeps its outline: headings in Word and on the page, bookmarks in PDF', () => {
    const { word, page, pdf } = found(name);
    expect(outline(word.headings)).toEqual(outline(page.headings));
    const [title, ...headings] = outline(page.headings);
    expect(title?.[0]).toBe(0);
    expect(headings.length).toBeGreaterThan(0);
    expect(outline(pdf.bookmarks)).toEqual(headings);
  });

  it('describes its pictures in the same words everywhere, and says its language and its title', () => {
    const { word, page, pdf, tree, language } = found(name);
    const alternatives = page.alternatives.map(spaced);
    expect(alternatives).not.toContain('');
    expect(word.alternatives.map(spaced)).toEqual(alternatives);
    expect(pdf.alternatives.map((one) => spaced(one ?? ''))).toEqual(alternatives);
    expect([word.language, page.language, pdf.language]).toEqual([languageTag(language), languageTag(language), languageTag(language)]);
    expect([word.title, page.title, pdf.title]).toEqual([tree.title, tree.title, tree.title]);
  });

  it('is a Word file whose runs have a language and whose tables repeat their header', () => {
    const { word } = found(name);
    expect(word.runsWithoutLanguage).toBe(0);
    expect(word.tablesWithHeader).toBe(word.tables);
  });

  it('is a PDF that qpdf finds sound: tagged, titled, with its fonts in it', () => {
    const { pdf } = found(name);
    const { isMarked, hasTagTree, showsTitle, claimsAccessibility, foreignFonts } = pdf;
    expect({ isMarked, hasTagTree, showsTitle, claimsAccessibility, foreignFonts }).toEqual({ isMarked: true, hasTagTree: true, showsTitle: true, claimsAccessibility: true, foreignFonts: [] });
    expect(pdf.pages).toBeGreaterThan(0);
  });
});
