import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { closeRenderers, renderDocument } from '../../server/documents/render.ts';
import type { Block } from '../../server/documents/tree.ts';
import { readZip, writeZip } from '../../server/documents/zip.ts';
import { run as program } from '../support/readers.ts';
import { anyBlocks, checkXml, naughty, run, treeOf } from './documents.ts';

const table = (rows: number): Block => ({
  type: 'table',
  caption: [run('Légende')],
  columns: [
    { header: [run('Personne')], width: 40 },
    { header: [run('Fonction')], width: 60 },
  ],
  rows: Array.from({ length: rows }, (_, index) => [[run(`Nom ${index}`)], [run('Maire')]]),
});

async function part(file: Buffer | Promise<Buffer>, name: string): Promise<string> {
  return readZip(await file).get(name)?.toString('utf8') ?? '';
}

describe('Word', () => {
  it('is a ZIP of well-formed XML with a language on every run, whatever people typed', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyBlocks, async (blocks) => {
        const entries = readZip(await renderDocx(treeOf(blocks)));
        for (const [name, data] of entries) if (/\.(?:xml|rels)$/.test(name)) checkXml(data.toString('utf8'));
        for (const name of ['word/document.xml', 'word/header1.xml', 'word/footer1.xml']) {
          const runs = (entries.get(name)?.toString('utf8') ?? '').match(/<w:r>.*?<\/w:r>/gs) ?? [];
          expect(runs.length).toBeGreaterThan(0);
          expect(runs.filter((xml) => !xml.includes('<w:lang ') && !xml.includes('w:type="column"'))).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what people typed, letter by letter', async () => {
    const typed = ['Tom & <b>Jerry</b>', '#let x = 1', 'שלום', '😀', 'x'.repeat(400)];
    const xml = await part(renderDocx(treeOf([{ type: 'list', items: typed.map((text) => [run(text)]) }])), 'word/document.xml');
    const read = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => (match[1] ?? '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'));
    expect(read).toEqual(expect.arrayContaining(typed));
  });

  it('repeats header rows, never splits a row, and uses true styles', async () => {
    const xml = await part(renderDocx(treeOf([{ type: 'heading', level: 1, runs: [run('Un')] }, { type: 'heading', level: 2, runs: [run('Deux')] }, table(3)])), 'word/document.xml');
    const rows = xml.match(/<w:tr>.*?<\/w:tr>/gs) ?? [];
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, false, false, false]);
    expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true);
    for (const style of ['Title', 'Subtitle', 'Heading1', 'Heading2', 'Caption', 'TableHeading', 'TableText']) expect(xml).toContain(`<w:pStyle w:val="${style}"/>`);
    expect(xml).toContain('<w:tblStyle w:val="PasserelleTable"/>');
    const styles = await part(renderDocx(treeOf([table(1)])), 'word/styles.xml');
    for (const style of ['Title', 'Heading1', 'Heading2', 'Heading3', 'ListBullet', 'Caption', 'PasserelleTable']) expect(styles).toContain(`w:styleId="${style}"`);
    expect(styles).toMatch(/<w:docDefaults>.*<w:lang w:val="fr-CA"/s);
  });

  it('lays out columns without a table, with the page numbers in the footer and the classification in the header', async () => {
    const file = await renderDocx(treeOf([{ type: 'columns', left: [{ type: 'heading', level: 2, runs: [run('Par nous')] }], right: [{ type: 'heading', level: 2, runs: [run('Par eux')] }] }]));
    const xml = await part(file, 'word/document.xml');
    expect(xml).not.toContain('<w:tbl>');
    expect(xml).toMatch(/<w:cols [^>]*w:num="2"/);
    expect(await part(file, 'word/footer1.xml')).toMatch(/PAGE.*NUMPAGES/s);
    expect(await part(file, 'word/header1.xml')).toContain('Usage interne');
    const core = await part(file, 'docProps/core.xml');
    expect(core).toContain('<dc:title>Titre de l’essai</dc:title>');
    expect(core).toContain('<dc:creator>Édouard Laflamme-Démo</dc:creator>');
    expect(core).toContain('<dc:language>fr-CA</dc:language>');
  });

  it('gives the same bytes for the same tree', async () => {
    const tree = treeOf([{ type: 'paragraph', role: 'body', runs: [run('site', { link: 'https://exemple.org' })] }, table(2)]);
    expect((await renderDocx(tree)).equals(await renderDocx(tree))).toBe(true);
  });
});

describe('PDF', () => {
  const uncompressed = (file: Buffer): string => file.toString('latin1');

  it('is PDF/UA-1: marked, tagged, with title and language', () => {
    const { file, pages } = renderPdf(treeOf([{ type: 'heading', level: 1, runs: [run('Un')] }, table(3)]));
    const text = uncompressed(file);
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).toContain('/StructTreeRoot');
    expect(text).toContain('<dc:language><rdf:Bag><rdf:li>fr-CA</rdf:li>');
    expect(file.toString('utf8')).toContain('Titre de l’essai');
    expect(pages).toBe(1);
  });

  it('breaks a date before its year where its column is too narrow, rather than over the next one', async () => {
    const cells = ['19~novembre~2026', '19~novembre~2026', '1er~septembre~2026', '19~novembre~2026', 'du~19~au~22~novembre~2026'].map((text) => text.replaceAll('~', '\u00a0'));
    const columns = [44, 10, 14, 16, 16].map((width) => ({ header: [run('Date')], width }));
    const path = join(mkdtempSync(join(tmpdir(), 'passerelle-')), 'dates.pdf');
    writeFileSync(path, renderPdf(treeOf([{ type: 'table', caption: [], columns, rows: [cells.map((text) => [run(text, { bold: true })])] }])).file);
    const words = [...(await program('pdftotext', ['-bbox', path, '-'])).matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)</g)].map(([, left, top, right, text]) => ({ left: Number(left), right: Number(right), top: Math.round(Number(top)), text }));
    // Each word ends before the next of its line begins, and on the paper: none is drawn over another.
    const lines = [...Map.groupBy(words, ({ top }) => top).values()].map((line) => line.toSorted((a, b) => a.left - b.left));
    expect(lines.flatMap((line) => line.flatMap(({ right, text }, index) => (right > (line[index + 1]?.left ?? 541) - 0.5 ? [text] : [])))).toEqual([]);
    expect(words.filter(({ text }) => text === '2026')).toHaveLength(6);
  });

  it('takes anything that people typed as text, and never as code', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        expect(renderPdf(treeOf(blocks)).file.subarray(0, 5).toString('latin1')).toBe('%PDF-');
      }),
      { numRuns: 30 },
    );
    expect(renderPdf(treeOf([{ type: 'list', items: naughty.map((text) => [run(text)]) }])).pages).toBe(1);
  });

  it('gives the same bytes for the same tree', () => {
    const tree = treeOf([table(4)]);
    expect(renderPdf(tree).file.equals(renderPdf(tree).file)).toBe(true);
  });
});

describe('HTML', () => {
  it('escapes everything, has no style and no script', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const html = renderHtml(treeOf(blocks));
        checkXml(html.replace(/<br>/g, '<br/>'));
        expect(html).not.toMatch(/ style=|<script|href="javascript/i);
      }),
      { numRuns: 200 },
    );
  });

  it('marks the language where it changes', () => {
    const html = renderHtml(treeOf([{ type: 'paragraph', role: 'body', runs: [run('Voir '), run('City of Bordeaux', { lang: 'en-CA' })] }]));
    expect(html).toContain('<p class="note-body">Voir <span lang="en-CA">City of Bordeaux</span></p>');
  });
});

describe('the renderer thread', () => {
  afterAll(closeRenderers);

  it('makes every format, several at a time', async () => {
    const tree = treeOf([table(2)]);
    const [docx, pdf, html, json] = await Promise.all((['docx', 'pdf', 'html', 'json'] as const).map((format) => renderDocument(tree, format)));
    expect(docx?.body.equals(await renderDocx(tree))).toBe(true);
    expect(pdf?.body.equals(renderPdf(tree).file)).toBe(true);
    expect(pdf?.contentType).toBe('application/pdf');
    expect(html?.body.toString('utf8')).toContain('<title>Titre de l’essai</title>');
    expect(JSON.parse(json?.body.toString('utf8') ?? '')).toEqual(tree);
  });
});

it('reads back the container that it writes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme' }), fc.uint8Array()), { selector: ([name]) => name, maxLength: 5 }), (entries) => {
      const given = entries.map(([name, data]): [string, Buffer] => [name, Buffer.from(data)]);
      expect([...readZip(writeZip(given, '2026-11-21'))]).toEqual(given);
    }),
  );
});
