import type { Answer } from '#lib/api.ts';
import { formatPeriod, inLocale } from '#lib/i18n.ts';
import { targetDecisions } from '#lib/labels.ts';
import { m } from '#paraglide/messages.js';

type RegionMap = Answer<'GET /api/regions/map'>;
type Figures = RegionMap['regions'][number]['figures'];

/** « 12 partenaires, 8 échanges en douze mois, 3 ententes en vigueur » */
export const figuresInWords = ({ partners, heldInteractions, agreements }: Figures): string =>
  [m.map_partners({ count: partners }), m.map_held({ count: heldInteractions }), m.map_agreements({ count: agreements })].join(', ');

/** What the map says of a region, for who points at it and for who hears it. */
export function regionSentence(region: RegionMap['regions'][number]): string {
  const decision = region.decision
    ? [targetDecisions[region.decision](), formatPeriod(region.periodFrom, region.periodTo)].filter(Boolean).join(' ')
    : null;
  return m.map_said({ name: inLocale(region, 'name'), figures: [figuresInWords(region.figures), decision].filter(Boolean).join(', ') });
}

export const citySentence = (place: RegionMap['places'][number]): string =>
  m.map_said({ name: inLocale(place, 'name'), figures: figuresInWords(place.figures) });
