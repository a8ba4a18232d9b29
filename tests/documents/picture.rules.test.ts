import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawing, fitted, isPlainDrawing, shape, textWidth, words } from '../../server/documents/drawing.ts';
import { inOurFonts } from '../../server/documents/drawing-fonts.ts';
import { loadFonts } from '../../server/documents/fonts.ts';
import { prepareTree } from '../../server/documents/prepare.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { readZip } from '../../server/documents/zip.ts';
import { checkXml, naughty, pictureOf, run, treeOf } from './documents.ts';

const tree = treeOf([{ type: 'heading', level: 1, runs: [run('Un')] }, pictureOf('Łódź & Ōsaka'), pictureOf('Malmö')]);

/** A PDF's objects in clear, also those in compressed streams. */
function objectsOf(file: Buffer): string {
  const text = file.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return [text, ...streams].join('\n');
}

describe('a picture', () => {
  it('is a drawing with its PNG in Word, described, with its caption kept beside it', async () => {
    const file = await renderDocx(tree);
    const entries = readZip(file);
    const xml = entries.get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    expect(xml.match(/<wp:docPr [^>]*>/g)).toEqual([
      '<wp:docPr id="1" name="Figure 1" descr="Une barre et son nom"/>',
      '<wp:docPr id="2" name="Figure 2" descr="Une barre et son nom"/>',
    ]);
    expect(xml).not.toContain('decorative');
    expect(xml).toMatch(/<w:pStyle w:val="Caption"\/>.*?<w:pStyle w:val="Picture"\/>/s);
    const media = [...entries.keys()].filter((name) => name.startsWith('word/media/'));
    expect(media.map((name) => name.split('.')[1]).sort()).toEqual(['png', 'png', 'svg', 'svg']);
    const svg = media.filter((name) => name.endsWith('.svg')).map((name) => entries.get(name)?.toString('utf8') ?? '');
    expect(svg.join()).toContain('Łódź &amp; Ōsaka');
    svg.forEach(checkXml);
    const png = entries.get(media.find((name) => name.endsWith('.png')) ?? '');
    expect(png?.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png?.readUInt32BE(16)).toBe(444);
    expect(xml).toMatch(/<wp:extent cx="2540000" cy="508000"\/>/);
    expect(file.equals(await renderDocx(tree))).toBe(true);
  });

  it('is a figure with an alternative text in a PDF, and its words are text in our fonts', () => {
    const { file } = renderPdf(tree);
    const objects = objectsOf(file);
    const figures = [...objects.matchAll(/\/S \/Figure\s+\/P \d+ 0 R\s+\/Alt \(([^)]*)\)/g)].map(([, said]) => said);
    expect(figures).toEqual(['Une barre et son nom', 'Une barre et son nom']);
    expect(renderPdf(tree).file.equals(file)).toBe(true);
    // A letter that the strict standard refuses in a drawing is written as its code rather than lost.
    expect(renderPdf(treeOf([pictureOf('Ḅ')])).pages).toBe(1);
  });

  it('is drawn in the page itself, named, without style, font or address', () => {
    const html = renderHtml(tree);
    expect(html).toContain('<figure class="note-picture"><figcaption>Ce que la figure montre</figcaption>');
    expect(html).toContain('<svg role="img" aria-label="Une barre et son nom" xmlns=');
    expect(html).toContain('<title>Une barre et son nom</title>');
    expect(html).not.toMatch(/ style=|font-family|href|url\(/);
  });

  it('takes the words of its caption when it has none of its own', () => {
    const [block] = treeOf([pictureOf('a', { alternative: [run('  ')] })]).parts[0]?.blocks ?? [];
    expect(block).toMatchObject({ alternative: [{ text: 'Ce que la figure montre' }] });
  });

  it('is refused when it holds more than shapes and words', () => {
    const good = pictureOf('a').svg;
    expect(isPlainDrawing(good)).toBe(true);
    const bad = [
      '<svg onload="alert(1)"></svg>',
      good.replace('</svg>', '<script>alert(1)</script></svg>'),
      good.replace('</svg>', '<image href="https://exemple.org/a.png"/></svg>'),
      good.replace('</svg>', '<a x="1">b</a></svg>'),
      good.replace('<rect ', '<rect onclick="1" '),
      good.replace('<rect ', '<rect fill="url(#a)" '),
      good.replace('</svg>', '</svg><svg xmlns="http://www.w3.org/2000/svg" ></svg>'),
      good.replace('</svg>', '<g></svg>'),
      good.replace('</svg>', '<!-- --></svg>'),
      `${good}<p>`,
    ];
    for (const svg of bad) {
      expect(isPlainDrawing(svg), svg).toBe(false);
      expect(() => prepareTree({ ...tree, parts: tree.parts.map((part) => ({ ...part, blocks: [pictureOf('a', { svg })] })) })).toThrow('drawing');
    }
  });
});

describe('a drawing', () => {
  it('is well-formed and plain, whatever people typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...naughty), fc.string({ unit: 'binary' })), (text) => {
        const svg = drawing({ width: 10, height: 10 }, [words(text, { x: 1.23456, y: 2 })]);
        checkXml(svg);
        expect(isPlainDrawing(svg)).toBe(true);
        checkXml(inOurFonts(svg, loadFonts()));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps text in its place when several fonts draw it', () => {
    const fonts = loadFonts();
    const svg = drawing({ width: 100, height: 20 }, [words('Łódź', { x: 90, y: 10, 'font-size': 10, 'text-anchor': 'end' }), words('Malmö', { x: 0, y: 10 })]);
    const set = [...inOurFonts(svg, fonts).matchAll(/<text x="([\d.]+)"[^>]*?(?:font-family="'([^']+)'")?>([^<]*)<\/text>/g)];
    expect(set.map(([, , family, text]) => [text, family?.replace('Source Sans 3 ', '')])).toEqual([['Ł', 'latin-ext'], ['ód', 'latin'], ['ź', 'latin-ext']]);
    const starts = set.map(([, x]) => Number(x));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect((starts[0] ?? 0) + fonts.widthOf('Łódź', false) * 10).toBeCloseTo(90, 1);
    expect(inOurFonts(svg, fonts)).toContain('>Malmö</text>');
    expect(inOurFonts(drawing({ width: 9, height: 9 }, [words('東京', { x: 0 })]), fonts)).toContain('[U+6771][U+4EAC]');
  });

  it('cuts a name that would not fit', () => {
    expect(fitted('Wallonie', 10, 100)).toBe('Wallonie');
    const cut = fitted('Communauté métropolitaine de la Nouvelle-Aquitaine', 10, 100);
    expect(cut).toMatch(/^Communauté.*…$/);
    expect(textWidth(cut, 10)).toBeLessThanOrEqual(100);
  });

  it('has no shape with an attribute that no reader needs', () => {
    expect(shape('rect', { x: 0.005, width: 1 / 3 })).toBe('<rect x="0.01" width="0.33"/>');
  });
});
