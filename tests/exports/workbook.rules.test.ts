import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workbook, type Cell } from '../../server/exports/workbook.ts';
import { cellXml, columnName } from '../../server/exports/workbook.rules.ts';
import { partOf, readBack, rowsOf, serialOf, textsOf } from '../support/workbook.ts';

const about = { title: 'Essai', author: 'Personne & cie', madeAt: '2026-11-21T15:00:00Z' };
async function* pages(...rows: Cell[][][]): AsyncGenerator<Cell[][]> {
  yield* rows;
}
const made = async (rows: Cell[][], limit?: number): Promise<Buffer> => {
  const list = { name: 'Liste : [1/2]', widths: [10, 20], isList: true, rows: pages([[{ heading: 'A' }, { heading: 'B' }]], rows) };
  return Buffer.concat(await Array.fromAsync(workbook([list, { name: 'À propos', widths: [10], isList: false, rows: pages([['x']]) }], about, limit)));
};

describe('a workbook', () => {
  it('keeps every text as it is, and none of them is a formula', async () => {
    const texts = ['=1+1', '+A1', '-1', '@SUM(A1)', '_x0041_', '<b>&"', '\u0000\u0007', 'עברית 😀', '\ud800', 'deux\nlignes', ' espaces '];
    const file = await made(texts.map((text) => [text]));
    expect(textsOf(file)).toEqual(['A', 'B', ...texts.map((text) => text.toWellFormed())]);
    expect(rowsOf(file).join('')).not.toContain('<f>');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) => {
        const kept = text.toWellFormed().replace(/[\ufffe\uffff]/g, '\ufffd');
        expect(readBack(cellXml('A1', text))).toBe(kept);
      }),
    );
  });

  it('has real days, moments and numbers, a header that stays and filters over all rows', async () => {
    const file = await made([[{ day: '2025-03-31' }, 12.5], [{ moment: '2026-11-21T12:00' }, null], [{ day: '1890-01-01' }, 'texte']]);
    const sheet = partOf(file, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain(`<c r="A2" s="2"><v>${serialOf('2025-03-31')}</v></c><c r="B2"><v>12.5</v></c>`);
    expect(sheet).toContain(`<c r="A3" s="3"><v>${serialOf('2026-11-21') + 0.5}</v></c></row>`);
    expect(sheet).toContain('<c r="A4" t="inlineStr"><is><t xml:space="preserve">1890-01-01</t>');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<autoFilter ref="A1:B4"/>');
    expect(partOf(file, 'xl/workbook.xml')).toContain(`localSheetId="0" hidden="1">'Liste    1 2'!$A$1:$B$4<`);
    expect(partOf(file, 'docProps/core.xml')).toContain('Personne &amp; cie');
  });

  it('goes on in another sheet where Excel takes no more rows, each with its header', async () => {
    const file = await made(Array.from({ length: 7 }, (_, n) => [n]), 4);
    const counts = [1, 2, 3].map((n) => (partOf(file, `xl/worksheets/sheet${n}.xml`).match(/<row /g) ?? []).length);
    expect(counts).toEqual([4, 4, 2]);
    expect(partOf(file, 'xl/workbook.xml').match(/<sheet name="[^"]+"/g)).toEqual(['<sheet name="Liste    1 2"', '<sheet name="Liste    1 2 (2)"', '<sheet name="Liste    1 2 (3)"', '<sheet name="À propos"']);
  });

  it('is the same file for the same rows', async () => {
    expect((await made([['a', 1]])).equals(await made([['a', 1]]))).toBe(true);
  });
});

it('names columns as Excel does', () => {
  expect([1, 26, 27, 52, 53, 702, 703].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
