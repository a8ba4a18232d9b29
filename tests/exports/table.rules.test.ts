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
