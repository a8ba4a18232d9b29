import type { Answer } from '#lib/api.ts';
import { formatPeriod, inLocale } from '#lib/i18n.ts';
import { targetDecisions } from '#lib/labels.ts';
import { m } from '#paraglide/messages.js';

type RegionMap = Answer<'GET /api/regions/map'>;
type Figures = { partners: number; heldInteractions: number; agreements: number };

/** « 12 partenaires, 8 échanges tenus en douze mois »: what there is, and one word when there is nothing. */
export function figuresInWords({ partners, heldInteractions, agreements }: Figures): string {
  const parts = [
    partners > 0 && m.map_partners({ count: partners }),
    heldInteractions > 0 && m.map_held({ count: heldInteractions }),
    agreements > 0 && m.map_agreements({ count: agreements }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : m.map_nothing();
}

/** What the map says of a region, for who points at it and for who hears it. */
export function regionSentence(region: RegionMap['regions'][number]): string {
  const decision = region.decision
    ? [targetDecisions[region.decision](), formatPeriod(region.periodFrom, region.periodTo)].filter(Boolean).join(' ')
    : null;
  return m.map_said({ name: inLocale(region, 'name'), figures: [figuresInWords(region.figures), decision].filter(Boolean).join(', ') });
}

export const citySentence = (place: RegionMap['places'][number]): string =>
  m.map_said({ name: inLocale(place, 'name'), figures: figuresInWords(place.figures) });
