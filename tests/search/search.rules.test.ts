import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchQuality } from '../../server/search/search.rules.ts';
import { askedOf } from '../../server/search/words.rules.ts';
import { closest, editDistance } from '../../server/text/closest.rules.ts';
import { fold } from '../../server/text/fold.rules.ts';

describe('folding', () => {
  it('is blind to accents, case, apostrophes, hyphens and ligatures', () => {
    expect(fold('L’Île-d’Orléans')).toBe('l ile d orleans');
    expect(fold("l'ile d'orleans")).toBe('l ile d orleans');
    expect(fold('Œuvre')).toBe(fold('oeuvre'));
    expect(fold('Łódź Tromsø Straße')).toBe('lodz tromso strasse');
  });
  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }));
  });
});

describe('the nearest name', () => {
  it('counts letters to insert, delete, replace or swap', () => {
    expect(editDistance('bordeaux', 'bordaeux')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
    }));
  });
  it('is none when nothing is near', () => {
    expect(closest('prioritty', ['priority', 'place'])).toBe('priority');
    expect(closest('xyzxyz', ['priority', 'place'])).toBeNull();
  });
});

describe('match quality', () => {
  const best = (query: string, names: string[]) =>
    names.map((name) => [name, matchQuality(askedOf(query), fold(name))] as const).sort((a, b) => b[1] - a[1])[0]?.[0];
  it('puts a whole name before a prefix, and a prefix before a near word', () => {
    expect(best('namur', ['Namurois', 'Namur', 'Namour'])).toBe('Namur');
    expect(best('bordaux', ['Bordeaux', 'Borneo'])).toBe('Bordeaux');
    expect(best('ville de lyon', ['Ville de Lyonnais', 'Métropole de la ville de Lyon', 'Ville de Lyon'])).toBe('Ville de Lyon');
  });
  it('asks for every word in the same name', () => {
    expect(matchQuality(askedOf('ville lyon'), 'ville de namur\nlyon')).toBe(0);
    expect(matchQuality(askedOf('ville lyon'), 'ville de lyon')).toBeGreaterThan(0);
  });
});
