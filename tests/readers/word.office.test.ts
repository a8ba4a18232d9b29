import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteKinds } from '../../server/vocabulary.ts';
import { demoOffice } from '../support/demo.ts';
import { readAgain, readPdf, run, type PdfRead, type WordRead } from '../support/readers.ts';
import { renderAll, type Rendered } from './rendered.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-office-'));
let rendered: Rendered[];
const read = new Map<string, { word: WordRead; text: string; pdf: PdfRead; ours: PdfRead }>();

beforeAll(async () => {
  const office = await demoOffice();
  try {
    rendered = await renderAll(office, folder, ['docx', 'pdf', 'html']);
  } finally {
    await office.close();
  }
  const convert = (into: string): Promise<string> =>
    run('soffice', ['--headless', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--convert-to', into, '--outdir', join(folder, 'office'), ...rendered.map(({ path }) => path('docx'))]);
  await convert('pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}');
  await convert('txt:Text (encoded):UTF8');
  const { documents } = await readAgain({ documents: rendered.map(({ path }) => ({ word: path('docx'), page: path('html') })) });
  for (const [index, { name, path, pdf }] of rendered.entries()) {
    const word = documents[index]?.word;
    const made = join(folder, 'office', `${name}.pdf`);
    if (word) read.set(name, { word, text: readFileSync(join(folder, 'office', `${name}.txt`), 'utf8'), pdf: await readPdf(made, readFileSync(made)), ours: await readPdf(path('pdf'), pdf) });
  }
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spaced = (text: string): string => text.replace(/[\s\u2060\ufeff]+/g, ' ').trim();
/** Without the marks of lists, which each program draws in its own way. */
const wordsOf = (text: string): string[] => spaced(text).split(' ').filter((word) => !['–', '-', '•', ''].includes(word));

describe.each(noteKinds.flatMap((kind) => [`${kind}-fr`, `${kind}-en`]))('%s, opened by LibreOffice', (name) => {
  function found() {
    const files = read.get(name);
    if (!files) throw new Error(`${name} was not converted`);
    return files;
  }

  it('keeps every word', () => {
    const { word, text } = found();
    const contents = wordsOf(word.contents.join(' '));
    const words = wordsOf(text);
    const wanted = wordsOf(word.words.join(' '));
    // Its table of contents, where it has one, stands among the words with its pages.
    expect(words.length - wanted.length).toBeLessThanOrEqual(2 * contents.length);
    if (contents.length === 0) expect(words).toEqual(wanted);
    else expect(wanted.filter((one) => !words.includes(one))).toEqual([]);
  });

  it('keeps the styles of its headings, as bookmarks of the PDF that LibreOffice makes', () => {
    const { word, pdf } = found();
    expect(pdf.bookmarks.map(([, title]) => wordsOf(title))).toEqual(word.headings.filter(([level]) => level > 0).map(([, title]) => wordsOf(title)));
  });

  it('has as many pages as our PDF, but for one in four', () => {
    const { pdf, ours } = found();
    expect(Math.abs(pdf.pages - ours.pages)).toBeLessThanOrEqual(Math.max(1, Math.ceil(ours.pages / 4)));
  });
});
