import { describe, expect, it } from 'vitest';
import { robustnessFacts, robustnessSentence, shareInWords } from '../../server/targets/robustness.words.rules.ts';

const standing = (candidate: string, rankAcceptability: number[], unknown = 0) => ({ candidate, rankAcceptability, unknown });
const ranking = [
  standing('Danemark', [0.6, 0.3, 0.07, 0.03, 0]),
  standing('Suède du Sud', [0.3, 0.4, 0.25, 0.05, 0]),
  standing('Finlande', [0.1, 0.2, 0.35, 0.35, 0], 2),
  standing('Écosse', [0, 0.1, 0.33, 0.57, 0]),
  standing('Maroc', [0, 0, 0, 0, 1]),
];
const said = (n: number, locale: 'fr' | 'en', of = ranking): string => robustnessSentence(of, n, (candidate) => candidate, locale).replaceAll('\u00a0', ' ');

describe('the sentence of robustness', () => {
  it('says who is sure, who is not, for want of what, and who is close behind', () => {
    expect(said(3, 'fr')).toBe(
      'Danemark et Suède du Sud arrivent parmi les trois premiers dans au moins 95 % des façons de peser les critères; Finlande y arrive dans 65 %, faute de preuves sur deux critères; plus bas dans le classement, Écosse y arrive dans 43 %.',
    );
    expect(said(3, 'en')).toBe(
      'Danemark and Suède du Sud come among the first three in at least 95% of the ways to weigh the criteria; Finlande does so in 65%, for want of evidence on two criteria; further down the ranking, Écosse does so in 43%.',
    );
  });

  it('speaks of the first rank, of whoever is weakest first of all, and of nobody who is never near', () => {
    expect(said(1, 'fr')).toBe('Danemark arrive au premier rang dans 60 % des façons de peser les critères; plus bas dans le classement, Suède du Sud y arrive dans 30 %.');
    expect(said(4, 'fr')).toMatch(/^Danemark, Suède du Sud, Finlande et Écosse arrivent parmi les quatre premiers dans 100 % des façons de peser les critères\.$/);
  });

  it('has as many first ranks as leave somebody out, and words for one candidate and none', () => {
    expect(robustnessFacts(ranking, 12).top).toBe(4);
    expect(robustnessFacts(ranking, 0).top).toBe(1);
    expect(said(3, 'fr', ranking.slice(0, 1))).toContain('Un seul candidat');
    expect(said(3, 'en', [])).toContain('No candidate');
  });
});

describe('a share in words', () => {
  it('is all or nothing only when it is exactly so', () => {
    const shares = [1, 0.99999, 0.995, 0.93, 0.004, 0.0001, 0];
    expect(shares.map((share) => shareInWords(share, 'fr').replaceAll('\u00a0', ' '))).toEqual(['100 %', 'plus de 99 %', 'plus de 99 %', '93 %', 'moins de 1 %', 'moins de 1 %', '0 %']);
    expect(shareInWords(1 - 1e-12, 'en')).toBe('100%');
    expect(shareInWords(0.99999, 'en')).toBe('more than 99%');
  });
});
