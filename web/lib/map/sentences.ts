import { m } from '#paraglide/messages.js';

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
