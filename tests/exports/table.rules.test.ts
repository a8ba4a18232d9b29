import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeCell } from '../../server/exports/table.rules.ts';
import { contentLine, escapeText } from '../../server/exports/content-line.rules.ts';

describe('a cell of a sheet', () => {
  it('never opens as a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        const cell = safeCell(sign + rest);
        expect(/^'/.test(cell) || /^\+\d[\d\s]*$/.test(cell) || /^-\d+([.,]\d+)?$/.test(cell)).toBe(true);
      }),
    );
  });
  it('leaves phone numbers, negative numbers and plain text readable', () => {
    for (const text of ['+33 1 99 00 01 01', '+14186416411', '-3,5', 'Ville de Québec', 'a=b', '']) expect(safeCell(text)).toBe(text);
    expect(safeCell('+1-1')).toBe("'+1-1");
  });
  it.each([
    ['Bonjour,=1+1,', "Bonjour,'=1+1,"],
    ['a;=1', "a;'=1"],
    ['a; \u00A0@SUM(A1)', "a; \u00A0'@SUM(A1)"],
    ['a,"=1+1"', `a,"'=1+1"`],
    ['a\t+1+1', "a\t'+1+1"],
    ['a\r\n-A1', "a\r\n'-A1"],
    ['a,,=1', "a,,'=1"],
    ["a,-cmd|'/C calc'!A0", "a,'-cmd|'/C calc'!A0"],
    ['a,+$B$2', "a,'+$B$2"],
  ])('does not open as one where the program cuts elsewhere: %j', (text, safe) => expect(safeCell(text)).toBe(safe));
  it('leaves sentences as they are', () => {
    for (const text of ['Il fait froid, -5 à Paris', 'Québec; +33 1 99 00 01 01', 'À revoir\n- le compte-rendu de l’an 2026\n- l’accord', 'merci, @mairie', 'Prix, +3,5 %', 'a, b; c = d']) expect(safeCell(text)).toBe(text);
  });
});

describe('a line of a vCard or of a calendar', () => {
  it('is at most 75 octets long and unfolds to what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
        const line = contentLine('FN', escapeText(text));
        if (line === '') return;
        const parts = line.trimEnd().split('\r\n');
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
        expect(line.slice(0, -2).replaceAll('\r\n ', '')).toBe(`FN:${escapeText(text)}`);
      }),
    );
  });
});
