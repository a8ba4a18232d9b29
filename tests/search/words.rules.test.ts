import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOf } from '../../server/search/match.rules.ts';
import { nearness, piecesOf } from '../../server/search/search.rules.ts';
import { askedOf, indexedWords, passageOf, rangesOf, wordsOf } from '../../server/search/words.rules.ts';
import { fold } from '../../server/text/fold.rules.ts';

const texts = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-zÀ-ÿœŒßłø’' -]{0,40}$/));

describe('words and their places', () => {
  it('are those of the folded text', () => {
    fc.assert(fc.property(texts, (text) => {
      expect(wordsOf(text).map(({ word }) => word).join(' ')).toBe(fold(text));
    }));
  });
  it('stand in the text in order, each where it is written', () => {
    fc.assert(fc.property(texts, (text) => {
      let end = 0;
      for (const { from, to } of wordsOf(text)) {
        expect(to).toBeGreaterThan(from);
        // A letter that stands for several words (½) is the place of each.
        expect(to).toBeGreaterThanOrEqual(end);
        expect(to).toBeLessThanOrEqual(text.length);
        end = to;
      }
    }));
    expect(wordsOf('L’Île-d’Orléans').map(({ from, to }) => 'L’Île-d’Orléans'.slice(from, to))).toEqual(['L', 'Île', 'd', 'Orléans']);
    expect(wordsOf('Œuvre').map(({ word, to }) => [word, to])).toEqual([['oeuvre', 5]]);
  });
});

describe('what is asked', () => {
  const parts = (query: string) => askedOf(query).map((one) => one.parts.join('+'));
  it('leaves out elided articles and small words beside others', () => {
    expect(parts('l’île d’Orléans')).toEqual(['ile', 'orleans']);
    expect(parts('ministère des Relations de la')).toEqual(['ministere', 'relations', 'la']);
    expect(parts('la')).toEqual(['la']);
  });
  it('takes what is written together as words or as one word', () => {
    expect(askedOf('Saint-Jean')).toEqual([{ parts: ['saint', 'jean'], joined: 'saintjean' }]);
    expect(askedOf('O.C.D.E.')).toEqual([{ parts: ['ocde'], joined: null }]);
    expect(indexedWords('O.C.D.E. Saint-Jean', { isName: true })).toEqual(expect.arrayContaining(['ocde', 'saint', 'jean', 'saintjean']));
    expect(indexedWords('L’Île', { isName: true })).toContain('lile');
  });
  it('is short whatever is typed, and holds letters and digits only', () => {
    fc.assert(fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 2000 })), (query) => {
      const asked = askedOf(query);
      expect(asked.length).toBeLessThanOrEqual(12);
      for (const { parts: own, joined } of asked) {
        for (const word of [...own, ...(joined === null ? [] : [joined])]) expect(word).toMatch(/^[\p{L}\p{N}]{1,40}[\p{L}\p{N}\ud800-\udfff]?$/u);
      }
    }));
    expect(askedOf('x'.repeat(10_000))).toHaveLength(1);
  });
});

describe('marks', () => {
  const marked = (query: string, text: string) => rangesOf(askedOf(query), text, (word, part) => part.startsWith(word)).map(([from, to]) => text.slice(from, to));
  it('are in the original spelling', () => {
    expect(marked('quebec', 'Ville de Québec')).toEqual(['Québec']);
    expect(marked('saintjean', 'Quartier Saint-Jean')).toEqual(['Saint-Jean']);
    expect(marked('ocde', 'À l’O.C.D.E.')).toHaveLength(1);
    expect(marked('oeuv', 'Les Œuvres')).toEqual(['Œuvres']);
  });
  it('stay on the same words in a passage cut out of a long text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('mobilité', 'durable', 'rencontre', 'le', 'Québec', 'été', '🦫'), { minLength: 1, maxLength: 90 }), (words) => {
      const text = words.join(' ');
      const ranges = rangesOf(askedOf('quebec'), text, (word, part) => part.startsWith(word));
      const passage = passageOf(text, ranges);
      expect(passage.text.length).toBeLessThan(190);
      if (ranges.length > 0) expect(passage.ranges.length).toBeGreaterThan(0);
      for (const [from, to] of passage.ranges) expect(passage.text.slice(from, to)).toBe('Québec');
      expect(passage.text.isWellFormed()).toBe(true);
    }));
  });
  it('show what has most of the words, a title first', () => {
    const said = { titles: ['Ministère'], names: ['Ministère', 'MRI'], body: ['Le Ministère et le MRI se parlent.'] };
    expect(matchOf(askedOf('ministere'), new Map(), said)).toMatchObject({ where: 'title', text: 'Ministère' });
    expect(matchOf(askedOf('mri'), new Map(), said)).toMatchObject({ where: 'name', text: 'MRI' });
    expect(matchOf(askedOf('ministere parlent'), new Map(), said)).toMatchObject({ where: 'text' });
    expect(matchOf(askedOf('minitsere'), new Map([['minitsere', ['ministere']]]), said)).toMatchObject({ where: 'title', ranges: [[0, 9]] });
  });
});

describe('typing errors', () => {
  it('one in a word of four letters, two in one of eight, none in a shorter one', () => {
    expect(nearness('namru', 'namur')).toBe(1);
    expect(nearness('reykjavk', 'reykjavik')).toBe(1);
    expect(nearness('univeristée', 'universite')).toBe(2);
    expect(nearness('nur', 'nus')).toBeNull();
    expect(nearness('bordau', 'bordeaux')).not.toBeNull();
    expect(nearness('bordeaux', 'montreal')).toBeNull();
  });
  it('leave a piece of the word whole, wherever the error is', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{5,12}$/), fc.nat(), fc.constantFrom('drop', 'double', 'change'), (word, place, error) => {
      const at = place % word.length;
      const typed = error === 'drop' ? word.slice(0, at) + word.slice(at + 1) : error === 'double' ? word.slice(0, at) + word.slice(at - 1 < 0 ? 0 : at) : `${word.slice(0, at)}0${word.slice(at + 1)}`.replace('0', 'q');
      const pieces = new Set(piecesOf(word));
      if (typed !== word && typed.length >= 4) expect(piecesOf(typed).some((piece) => pieces.has(piece))).toBe(true);
    }));
  });
});
