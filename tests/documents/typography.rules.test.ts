import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairTypography } from '../../server/documents/typography.ts';

const nb = '\u00a0';

describe('repairTypography in French', () => {
  const cases: [string, string][] = [
    ['Objet: tramway', `Objet${nb}: tramway`],
    ['Objet : tramway', `Objet${nb}: tramway`],
    ['Trois pistes :', `Trois pistes${nb}:`],
    ['à 14:30 précises', 'à 14:30 précises'],
    ['voir https://exemple.org/a:b?c=d ; merci ; oui', 'voir https://exemple.org/a:b?c=d ; merci; oui'],
    ["écrire à l'adresse o'neil@exemple.org, merci !", "écrire à l’adresse o'neil@exemple.org, merci!"],
    ['Vraiment ? Oui ! Bon ; bien', 'Vraiment? Oui! Bon; bien'],
    ['«Bonjour»', `«${nb}Bonjour${nb}»`],
    ['« Bonjour »', `«${nb}Bonjour${nb}»`],
    ['hausse de 12 % et 13 500,50$', `hausse de 12${nb}% et 13 500,50${nb}$`],
    ["aujourd'hui l'an 1 et l'«essai»", `aujourd’hui l’an 1 et l’«${nb}essai${nb}»`],
    ['à suivre...', 'à suivre…'],
    ['fichier%20joint', 'fichier%20joint'],
    ['« ? »', `«${nb}?${nb}»`],
  ];
  it.each(cases)('%s', (typed, printed) => expect(repairTypography(typed, 'fr-CA')).toBe(printed));
});

it('leaves the French spaces out of English and other languages alone', () => {
  expect(repairTypography("Don't wait: it's 12% ...", 'en-CA')).toBe('Don’t wait: it’s 12% …');
  expect(repairTypography("D'accord : ...", 'it')).toBe("D'accord : ...");
});

/** Text made of the characters that the rules look at, where accidents are likely. */
const troublesome = fc
  .array(
    fc.constantFrom('«', '»', ':', ';', '!', '?', '%', '$', ' ', nb, '\u202f', "'", '.', '=', '@', 'a', 'É', '1', '\n', 'www.', 'http://'),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

it('keeps a colon that an address follows, whatever joins it', () => {
  expect(repairTypography('%:www. !', 'fr')).toBe('%:www.!');
  expect(repairTypography('voir:http://exemple.org', 'fr')).toBe('voir:http://exemple.org');
});

it('changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.oneof(troublesome, fc.string({ unit: 'binary' })), fc.constantFrom('fr-CA', 'en-CA', 'es'), (text, lang) => {
      const once = repairTypography(text, lang);
      expect(repairTypography(once, lang)).toBe(once);
    }),
    { numRuns: 1500 },
  );
});

it('never loses or adds a letter, a digit or an address', () => {
  const kept = (text: string): string => text.replace(/[^\p{L}\p{N}@/]/gu, '');
  fc.assert(
    fc.property(fc.oneof(troublesome, fc.webUrl(), fc.emailAddress()), (text) => {
      expect(kept(repairTypography(text, 'fr'))).toBe(kept(text));
    }),
    { numRuns: 1500 },
  );
});
