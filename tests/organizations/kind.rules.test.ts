import { describe, expect, it } from 'vitest';
import { likelyKind } from '../../server/organizations/kind.rules.ts';

describe('the kind that a name says', () => {
  it.each([
    ['Trondheim', 'municipality'],
    ['Ville de Saint-Malo', 'municipality'],
    ['City of London Theatre Board', 'municipality'],
    ['Université d’Oulu', 'university'],
    ['École nationale d’administration publique', 'university'],
    ['Consulat général de France', 'diplomatic_post'],
    ['Musée de la civilisation', 'cultural'],
    ['Chambre de commerce de Malmö', 'economic_development'],
    ['Port of Tallinn', 'public_agency'],
    ['Fondation Aga Khan', 'civil_society'],
    ['Maison Duval', 'business'],
    ['Ministry of Culture', 'foreign_government'],
  ])('%s is taken for %s', (name, kind) => {
    expect(likelyKind(name)).toBe(kind);
  });
});
