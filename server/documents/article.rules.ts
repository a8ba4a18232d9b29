/**
 * The article that a name takes inside a sentence: « la Ville de Bordeaux », « l’Université Laval », « the City of
 * Bordeaux ». Known by the first word; a name that begins otherwise stands alone, as « Helsinki » does.
 */
const french: Record<'la' | 'le' | 'l’' | 'les', string> = {
  la: 'Banque Chambre Cité Commission Communauté Commune Conférence Coalition Délégation Direction Fédération Fondation Mairie Maison Métropole Mission Municipalité Province Région République Société Table Ville',
  le: 'Bureau Centre Cercle Collège Comité Commissariat Conseil Consulat Département Festival Forum Gouvernement Groupe Ministère Musée Parlement Pacte Port Programme Regroupement Réseau Secrétariat Service Syndicat',
  'l’': 'Académie Agence Alliance Ambassade Association École État Initiative Institut Institution Observatoire Office Opéra Orchestre Organisation Union Université',
  les: 'Archives Nations',
};
const english =
  'Agency Association Board Centre Chamber City Commission Community Consulate Council Delegation Embassy Federation Government Ministry Municipality Network Office Organization Port Region Secretariat Town Union University';

const articles = new Map(Object.entries(french).flatMap(([article, words]) => words.split(' ').map((word) => [word, article] as const)));
const withThe = new Set(english.split(' '));

/** The article with the space that follows it, or nothing: `la `, `l’`, `the `. */
export function articleOf(name: string, language: 'fr' | 'en'): string {
  const first = /^\p{L}+/u.exec(name)?.[0] ?? '';
  // In English, only « City of … »: a name that ends in such a word, as « Laval University », takes none.
  if (language === 'en') return withThe.has(first) && /^\p{L}+ (?:of|for)\b/u.test(name) ? 'the ' : '';
  const article = articles.get(first);
  return article === undefined ? '' : article === 'l’' ? article : `${article} `;
}
