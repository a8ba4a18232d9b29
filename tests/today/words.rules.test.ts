import { describe, expect, it } from 'vitest';
import { asSentence, numberInWords } from '../../server/text/sentence.rules.ts';

describe('the day in one sentence', () => {
  it('writes small numbers in words, with their gender in French', () => {
    expect([0, 1, 2, 10, 11].map((count) => numberInWords(count, 'fr', 'f'))).toEqual(['aucune', 'une', 'deux', 'dix', '11']);
    expect([0, 1, 2].map((count) => numberInWords(count, 'fr', 'm'))).toEqual(['aucun', 'un', 'deux']);
    expect([0, 1, 3, 12].map((count) => numberInWords(count, 'en'))).toEqual(['no', 'one', 'three', '12']);
  });

  it('joins its parts with commas and one « et », a capital first, each with its own tone', () => {
    const part = (text: string, isLate = false) => ({ text, isLate });
    const said = asSentence([part('deux rencontres aujourd’hui'), part('trois promesses en retard', true), part('une entente à renouveler')], 'et');
    expect(said.map(({ before, text }) => before + text).join('')).toBe('Deux rencontres aujourd’hui, trois promesses en retard et une entente à renouveler');
    expect(said.map(({ isLate }) => isLate)).toEqual([false, true, false]);
    expect(asSentence([part('rien')], 'et')).toEqual([{ before: '', text: 'Rien', isLate: false }]);
  });
});
