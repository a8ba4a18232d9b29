import { fold } from '../text/fold.rules.ts';
import type { organizationKinds } from '../vocabulary.ts';

type Kind = (typeof organizationKinds)[number];

/** Words by which an institution says what it is, in French and in English, folded; the first that fits wins. */
const signs: readonly (readonly [Kind, RegExp])[] = [
  ['university', /\b(universit\w*|ecole|college|cegep|institut\w* de recherche|research institute|faculte|school)\b/],
  ['diplomatic_post', /\b(ambassad\w*|embassy|consul\w*|haut commissariat|high commission|delegation generale|bureau du quebec)\b/],
  ['city_network', /\b(reseau|network|cites et gouvernements|organisation des villes|league of cities|alliance)\b/],
  ['international_organization', /\b(nations unies|united nations|unesco|union europeenne|european union|ocde|oecd|organisation internationale|commission europeenne)\b/],
  ['foreign_government', /\b(ministere|ministry|gouvernement|government)\b/],
  ['economic_development', /\b(chambre de commerce|chamber of commerce|developpement economique|economic development|international tourism|office de tourisme|tourisme|tourism)\b/],
  ['cultural', /\b(musee|museum|festival|theatre|opera|orchestre|orchestra|bibliotheque|library|galerie|gallery|biennale)\b/],
  ['public_agency', /\b(agence|agency|port|aeroport|airport|office|commission|regie|authority)\b/],
  ['civil_society', /\b(association|fondation|foundation|societe|society|federation|comite|committee|conseil|council|ong|ngo)\b/],
  ['business', /\b(inc|ltee|ltd|llc|sa|sas|gmbh|corp|groupe|group|maison|technologies?|solutions|hotel|compagnie|company)\b/],
  ['federated_state', /\b(region|province|etat de|state of|land|county|comte|departement)\b/],
];

/** The kind that a name most likely says, for a record that somebody will complete: a city when nothing tells. */
export function likelyKind(name: string): Kind {
  const folded = fold(name);
  if (/^(ville|city|mairie|commune|municipalite|town|stadt|ciudad|comune)\b/.test(folded)) return 'municipality';
  return signs.find(([, sign]) => sign.test(folded))?.[0] ?? 'municipality';
}
