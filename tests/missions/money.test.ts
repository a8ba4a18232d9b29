import { describe, expect, it } from 'vitest';
import { readCents, typedCents } from '../../web/lib/money.ts';

describe('an amount as it is typed', () => {
  it('is read in cents, with the spaces, commas and points of either language', () => {
    for (const typed of ['13 500,50', '13\u00a0500,50\u00a0$', '13\u202f500,50', '13,500.50', '$13,500.50', '13500.5', '13500,5', '13.500,50']) {
      expect(readCents(typed), typed).toBe(1_350_050);
    }
    expect(readCents('0')).toBe(0);
    expect(readCents('7')).toBe(700);
    expect(readCents('1,234')).toBe(123_400);
    expect(readCents('1 234 567 CAD')).toBe(123_456_700);
  });

  it('is null when empty and undefined when it cannot be read', () => {
    expect(readCents('')).toBeNull();
    expect(readCents(' $ ')).toBeNull();
    for (const typed of ['douze', '-5', '1,2,3', '1234,567', '12.345.6', '1e9', '5,']) expect(readCents(typed), typed).toBeUndefined();
  });

  it('reads back what it writes', () => {
    for (const cents of [0, 5, 50, 700, 1_350_050, 99_999_999]) {
      for (const locale of ['fr', 'en'] as const) expect(readCents(typedCents(cents, locale)), `${cents} ${locale}`).toBe(cents);
    }
    expect(typedCents(null, 'fr')).toBe('');
  });
});
