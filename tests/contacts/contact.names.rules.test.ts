import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civility,
  contactName,
  contactSortName,
  formalName,
  splitTypedName,
  type PersonName,
} from '../../server/contacts/contact.names.rules.ts';
import { sortKey } from '../../server/text/fold.rules.ts';

const person = (givenName: string | null, particle: string | null, familyName: string, nameOrder = 'given_first'): PersonName => ({
  givenName,
  particle,
  familyName,
  nameOrder,
});

describe('what a person is called', () => {
  it.each([
    [person('Maëlle', 'de', 'La Rivière'), 'Maëlle de La Rivière'],
    [person('Anselme', 'd’', 'Exemplaire'), 'Anselme d’Exemplaire'],
    [person('Rudolf-Otto', 'von und zu', 'Beispielburg'), 'Rudolf-Otto von und zu Beispielburg'],
    [person('Shili', null, 'Wang', 'family_first'), 'Wang Shili'],
    [person('Văn Mẫu', null, 'Nguyễn', 'family_first'), 'Nguyễn Văn Mẫu'],
    [person(null, null, 'Contoh', 'mononym'), 'Contoh'],
    [person(null, null, 'Tremblay'), 'Tremblay'],
    [person('  Ève ', ' ', ' St-Onge  Roy'), 'Ève St-Onge Roy'],
  ])('%o', (name, expected) => {
    expect(contactName(name)).toBe(expected);
  });

  it('puts the civility before the name, in each language', () => {
    const maelle = { ...person('Maëlle', 'de', 'La Rivière'), honorific: 'mme' };
    expect(formalName(maelle, 'fr')).toBe('Mme Maëlle de La Rivière');
    expect(formalName(maelle, 'en')).toBe('Ms. Maëlle de La Rivière');
    expect(formalName({ ...maelle, honorific: null }, 'fr')).toBe('Maëlle de La Rivière');
    expect(civility('dr', 'elle', 'fr')).toBe('Dre');
    expect(civility('dr', null, 'fr')).toBe('Dr');
    expect(civility('mx', null, 'fr')).toBe('');
  });
});

describe('how people are sorted', () => {
  it.each([
    [person('Maëlle', 'de', 'La Rivière'), 'la riviere  maelle de'],
    [person('Jean', 'de la', 'Fontaine'), 'la fontaine  jean de'],
    [person('Joachim', 'du', 'Bellay'), 'du bellay  joachim'],
    [person('Anselme', 'd’', 'Exemplaire'), 'exemplaire  anselme d'],
    [person('Wouter', 'van den', 'Exempel'), 'exempel  wouter van den'],
    [person('Habib', 'Ben', 'Mithal'), 'ben mithal  habib'],
    [person('Shili', null, 'Wang', 'family_first'), 'wang  shili'],
    [person('Øystein', null, 'Åsmund'), 'asmund  oystein'],
    [person(null, null, 'Contoh', 'mononym'), 'contoh'],
  ])('%o', (name, expected) => {
    expect(contactSortName(name)).toBe(expected);
  });

  it('keeps every Martin before Martin-Dubois, whatever their given names', () => {
    expect(contactSortName(person('Zoé', null, 'Martin')) < contactSortName(person('Alice', null, 'Martin-Dubois'))).toBe(true);
  });

  const words = fc.stringMatching(/^[A-ZÉÈÀÇa-zéèàçïôû]{1,12}$/);
  const anyName = fc.record({
    givenName: fc.option(words),
    particle: fc.option(fc.constantFrom('de', 'du', 'de la', 'd’', 'van den', 'Le', 'von')),
    familyName: words,
    nameOrder: fc.constantFrom('given_first', 'family_first', 'mononym'),
  });

  it('sorts by family name, then by given name, without accents or case', () => {
    const plain = fc.record({ givenName: words, particle: fc.constant(null), familyName: words, nameOrder: fc.constant('given_first') });
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const [familyA, familyB] = [sortKey(a.familyName), sortKey(b.familyName)];
        const expected = familyA === familyB ? sortKey(a.givenName) < sortKey(b.givenName) : familyA < familyB;
        expect(contactSortName(a) < contactSortName(b)).toBe(expected);
      }),
    );
  });

  it('is the same for a name and for its capitals, and never grows beyond its column', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(contactSortName({ ...name, familyName: name.familyName.toUpperCase() })).toBe(contactSortName(name));
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => contactSortName(person(text, text, text)).length <= 200));
  });

  it('never shows a double space or a space after an elision', () => {
    fc.assert(fc.property(anyName, (name) => !/ {2}|’ |^ | $/.test(contactName(name))));
  });
});

describe('a name typed in one go', () => {
  it.each([
    ['Claire Bouchard', person('Claire', null, 'Bouchard')],
    ['Bouchard', person(null, null, 'Bouchard')],
    ['Maëlle de La Rivière', person('Maëlle', 'de', 'La Rivière')],
    ['Rudolf-Otto von und zu Beispielburg', person('Rudolf-Otto', 'von und zu', 'Beispielburg')],
    ['Ximena García Ejemplo', person('Ximena', null, 'García Ejemplo')],
    ['LA RIVIÈRE Maëlle', person('Maëlle', null, 'LA RIVIÈRE', 'family_first')],
  ])('%s', (typed, expected) => {
    expect(splitTypedName(typed)).toEqual(expected);
  });

  it('loses no word', () => {
    const word = fc.stringMatching(/^[A-ZÉ][a-zéèï]{1,9}$|^(de|du|van|von|y)$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (typed) => {
        const name = splitTypedName(typed.join(' '));
        expect(contactName(name)).toBe(typed.join(' '));
        expect(name.familyName).not.toBe('');
      }),
    );
  });
});
