import { expect, it } from 'vitest';
import { articleOf } from '../../server/documents/article.rules.ts';

it('gives a name the article it takes in a sentence', () => {
  const said = (name: string, language: 'fr' | 'en'): string => `${articleOf(name, language)}${name}`;
  expect(['Ville de Bordeaux', 'Université Laval', 'Ministère des Transports', 'Nations Unies', 'Helsinki', ''].map((name) => said(name, 'fr'))).toEqual([
    'la Ville de Bordeaux',
    'l’Université Laval',
    'le Ministère des Transports',
    'les Nations Unies',
    'Helsinki',
    '',
  ]);
  expect(['City of Bordeaux', 'University of Iceland', 'Laval University', 'City Network', 'Helsinki'].map((name) => said(name, 'en'))).toEqual([
    'the City of Bordeaux',
    'the University of Iceland',
    'Laval University',
    'City Network',
    'Helsinki',
  ]);
});
