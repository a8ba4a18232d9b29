import type { Answer } from '#lib/api.ts';
import { dateOf, formatDateShort } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';
import type { Strength } from '#server/acquaintances/acquaintance.rules.ts';

export type Acquaintances = Answer<'GET /api/acquaintances'>;
export type Partner = Acquaintances['partners'][number];
export type Cell = { held: number; lastAt: string | null; strength: Strength };

export const strengthWords: Record<Strength, () => string> = {
  close: m.relation_strength_close,
  regular: m.relation_strength_regular,
  slight: m.relation_strength_slight,
  declared: m.relation_strength_declared,
};
export const strengthMeanings: Record<Strength, () => string> = {
  close: m.relation_strength_close_what,
  regular: m.relation_strength_regular_what,
  slight: m.relation_strength_slight_what,
  declared: m.relation_strength_declared_what,
};

/** « lien régulier, 4 échanges, dernier le 3 oct. »: one cell of the matrix, for who points at it and for who hears it. */
export const cellSentence = ({ held, lastAt, strength }: Cell): string =>
  [strengthWords[strength](), held > 0 && m.relation_held({ count: held }), lastAt && m.relation_last_on({ date: formatDateShort(dateOf(lastAt)) })].filter(Boolean).join(', ');

/** Radius of the dot of a tie, in units of a cell of 24. */
export const radii: Record<Strength, number> = { close: 9, regular: 6.5, slight: 4, declared: 4 };
