import { formatList, formatPercent, type TextLocale } from '../text/format.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { firstRanks, firstsOf, type Ranked } from './target.rules.ts';

// How robust a ranking is, in one sentence: the page and the decision record say the same one.

type Standing = Pick<Ranked, 'candidate' | 'rankAcceptability'> & { unknown?: number };
export type FirstShare = {
  candidate: string;
  /** Share of the draws in which it is among the first, 0 to 1 */
  share: number;
  /** How many of its criteria have no score */
  unknown: number;
};
export type RobustnessFacts = {
  /** How many ranks count as the first: what is asked, and at least one fewer than there are candidates */
  top: number;
  candidates: number;
  /** Of those ranked first, who stays there nearly whatever the weights, the surest first */
  sure: FirstShare[];
  /** Of those ranked first, who does not */
  unsure: FirstShare[];
  /** The one behind them that is most often among the first, when that is often */
  outside: FirstShare | null;
};

/** From how many of the draws on a place is sure, and from how many on one that is not held is worth a word. */
const [sureFrom, wordFrom] = [0.9, 0.25];

/** What there is to say of a ranking, best first, about its first `n` ranks. */
export function robustnessFacts(ranking: readonly Standing[], n: number): RobustnessFacts {
  const top = firstsOf(Math.max(1, Math.floor(n) || 1), ranking.length);
  const shares = ranking.map((ranked) => ({ candidate: ranked.candidate, share: firstRanks(ranked, top), unknown: ranked.unknown ?? 0 }));
  const often = (a: FirstShare, b: FirstShare): number => b.share - a.share;
  const first = shares.slice(0, top).sort(often);
  const [outside] = shares.slice(top).sort(often);
  return {
    top,
    candidates: ranking.length,
    sure: first.filter(({ share }) => share >= sureFrom),
    unsure: first.filter(({ share }) => share < sureFrom),
    outside: outside && outside.share >= wordFrom ? outside : null,
  };
}

/** « 93 % »; « 100 % » and « 0 % » only of what is exactly so, « plus de 99 % » and « moins de 1 % » of what is nearly. */
export function shareInWords(share: number, locale: TextLocale): string {
  const percent = Math.round(share * 100);
  if (percent >= 100 && share < 1 - 1e-9) return m.robust_more_than({ share: formatPercent(0.99, locale) }, { locale });
  if (percent <= 0 && share > 1e-9) return m.robust_less_than({ share: formatPercent(0.01, locale) }, { locale });
  return formatPercent(share, locale);
}

/** The facts as one sentence; `nameOf` gives the name of a candidate in that language. */
export function robustnessSentence(ranking: readonly Standing[], n: number, nameOf: (candidate: string) => string, locale: TextLocale): string {
  const { top, candidates, sure, unsure, outside } = robustnessFacts(ranking, n);
  if (candidates === 0) return m.robust_nobody({}, { locale });
  if (candidates === 1) return m.robust_alone({}, { locale });
  const place = m.robust_place({ count: String(top), number: m.robust_number({ count: String(top) }, { locale }) }, { locale });
  const whole = (group: readonly FirstShare[]): string => {
    const shares = group.map(({ share }) => shareInWords(share, locale));
    const least = shares.at(-1) ?? '';
    const share = new Set(shares).size > 1 ? m.robust_at_least({ share: least }, { locale }) : least;
    return m.robust_first({ count: group.length, names: formatList(group.map(({ candidate }) => nameOf(candidate)), locale), place, share }, { locale });
  };
  const lacking = ({ unknown }: FirstShare): string =>
    unknown > 0 ? m.robust_lacking({ count: unknown, number: m.robust_number({ count: String(unknown) }, { locale }) }, { locale }) : '';
  const [weakest] = sure.length === 0 ? unsure : [];
  const parts = [
    ...(sure.length > 0 ? [whole(sure)] : []),
    ...(weakest ? [whole([weakest]) + lacking(weakest)] : []),
    ...unsure.filter((one) => one !== weakest).map((one) => m.robust_also({ name: nameOf(one.candidate), share: shareInWords(one.share, locale) }, { locale }) + lacking(one)),
    ...(outside ? [m.robust_behind({ name: nameOf(outside.candidate), share: shareInWords(outside.share, locale) }, { locale }) + lacking(outside)] : []),
  ];
  return `${parts.join('; ')}.`;
}
