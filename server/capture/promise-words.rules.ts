/** Words by which promises are made, in both languages; flat. */

/** What follows a verb’s subject in French before the verb. */
const clitic = "(?:(?:ne|me|m'|te|lui|leur|nous|vous|y|en|l'|le|la|les|se|s') ?)";
/** Future of a verb: « enverra », « confirmerons »; verbs of being and meeting make no promise. */
const future = "(?!(?:ser|aur|pourr|saur|faudr|voudr|verr|rencontr|ir|recevr|viendr|vaudr|semble)[a-z]*\\b)[a-z]{2,}(?:e|i|d|r|v|tt|u)r(?:ai|a|ons|ont)(?![\\p{L}])";
export const infinitive =
  "(?!(?:hier|dossier|calendrier|courrier|atelier|papier|premier|dernier|fevrier|janvier|chantier|quartier|fichier|conseiller|cahier|metier|loyer|diner|dejeuner|souper|gouter|hiver|fer|mer|cher|leger|entier|particulier|regulier|financier|policier|soir|avenir|souvenir|plaisir|desir|loisir|etre|avoir|voir|rencontrer|assister|participer)\\b)" +
  "(?:[a-z]{2,}er|[a-z]{2,}ir|(?:pre|re|rece|de|sa|pou|vou)voir|revoir|[a-z]*mettre|repondre|rendre|[a-z]*prendre|attendre|entendre|vendre|suivre|poursuivre|[a-z]*ecrire|inscrire|lire|relire|dire|faire|refaire|conclure|inclure|construire|traduire|produire|conduire|introduire|joindre|rejoindre|defendre|organiser)(?![\\p{L}])";
const modal = "(?:dois|doit|devons|doivent|devrai|devra|devrons|devront|vais|va|allons|vont)";
const commit =
  "(?:(?:a|ont|ai|avons|m'a|s'est|se sont|s'etait|nous sommes|me suis|s'etaient) )?(?:promets|promet|promettons|promettent|promis|engage|engages|engagee|engagees|engageons|engagent|convenu|convenus|accepte|offert|propose) (?:a |de |d')";

/** A verb that promises, after its subject; `body` is what is promised, verb first. */
export const promisingFrench = `${clitic}{0,3}(?:(?<body1>${future})|${modal} (?:aussi |bientot |donc |ensuite )?(?=(?<body2>${clitic}{0,3}${infinitive}))|${clitic}?${commit}(?=(?<body3>${clitic}{0,3}${infinitive})))`;

const helper =
  "(?:will|'ll|shall|must|should|needs? to|has to|have to|is to|are to|(?:is|are|am|'re|'m) going to|promised to|promises? to|agreed to|agrees? to|committed to|commits? to|offered to|undertook to|are supposed to)";
export const promisingEnglish = `(?:both |also |then |jointly )?${helper} (?:also |then |jointly |both )?(?=(?<body4>(?!(?:be|have|meet|see|attend|host|join|visit)\\b)[a-z]{2,}))`;

/** Who may be spoken of: « le maire », “the mayor’s office”. */
const roles =
  "(?:maire|mairesse|consule?|delegation|delegue|deleguee|ambassad[a-z]+|ville|directeur|directrice|partenaire|partenaires|ministere|ministre|secretaire|secretariat|universite|consulat|president|presidente|adjointe?|deputee?|conseillere?|federation|association|reseau|musee|mayor|city|delegation|consulate|embassy|ambassador|director|partner|partners|ministry|minister|secretary|secretariat|university|president|chair|network|association|museum|deputy mayor|councillor)";
export const nounSubject = `(?:(?:le|la|les|the|leur|their|son|sa|his|her) ?|l')(?<noun>${roles})(?: (?:de |d'|du |des |of )(?:la |le |the )?[\\p{L}-]+(?: [\\p{L}-]+)?)?`;

export const actions = new Set(
  `send share draft prepare confirm call email write forward follow get check book find set schedule organize organise propose review provide
  submit sign translate invite update finalize finalise reply answer respond arrange ask contact introduce deliver circulate publish return remind
  complete revise approve transmit supply plan look reach touch report issue pay transfer add create make fix inform notify consult explore
  identify nominate appoint develop launch give take bring come go put keep work discuss agree decide present post print order connect
  coordinate verify validate adapt correct comment study analyze analyse ship mail sound brief sort clarify advise tell let draw compile collect gather`.split(/\s+/),
);
/** English verbs that open a promise with nothing before them but a comma; no nouns of our trade among them. */
export const commands = new Set('send share prepare confirm forward follow book schedule organize organise provide submit translate finalize finalise arrange remind circulate deliver'.split(' '));

export const oursFirst = /^(?:nous|on|us|we|bri|notre bureau|our office) ?:\s*/;
export const theirsFirst = /^(?:eux|elles?|ils|lui|them|they|partenaires?|partners?|leur cote|their side) ?:\s*/;
export const jointFirst = /^(?:ensemble|conjoint|joint|both|jointly|les deux|tous les deux|les deux villes) ?:\s*/;
export const jointly = /(?<!\b(?:put|bring|putting|bringing|get|pull) )\b(?:ensemble|conjointement|jointly|together|les deux (?:villes|parties|equipes|administrations)|both (?:cities|sides|parties|teams|administrations)|the two (?:cities|sides|parties|teams))\b/;
