import { formatPercent } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';
import type { WhatWouldChange } from '#server/targets/target.compare.rules.ts';
import { nameOf, points, pointsInWords, type Criterion } from './board.ts';

/** As many ways as one can keep in mind. */
const shown = 3;
const tenth = (value: number): string => points(Math.round(value * 10) / 10);

/** What would have to change for the second to pass the first: how far behind it is, and the nearest ways to pass. */
export function changesInWords({ first, second, criteria, change }: { first: string; second: string; criteria: readonly Criterion[]; change: WhatWouldChange }): { gap: string; ways: string[] } {
  const nameFor = (id: string): string => m.board_quoted({ name: nameOf(criteria.find((one) => one.id === id) ?? { nameFr: id, nameEn: null }) });
  const times = Math.round(change.ahead * 100);
  if (!(change.gap > 0)) return { gap: m.board_change_level({ first, second, times }), ways: [] };
  const scores = change.scores.flatMap(({ criterion, now, needed }) => {
    // At the very end of the scale there is nothing beyond.
    if (needed === null || needed > 4.95 || needed < 0.05) return [];
    const values = { criterion: nameFor(criterion), needed: tenth(needed) };
    if (now === null) return [m.board_change_learn(values)];
    return [needed > now ? m.board_change_rise({ ...values, now: tenth(now) }) : m.board_change_fall({ ...values, now: tenth(now) })];
  });
  const weights = change.weights.flatMap(({ criterion, now, needed }) => {
    if (needed > 0.995 || needed < 0.005) return [];
    const values = { criterion: nameFor(criterion), needed: formatPercent(needed), now: formatPercent(now) };
    return [needed > now ? m.board_change_heavier(values) : m.board_change_lighter(values)];
  });
  const behind = { second, points: pointsInWords(change.gap) };
  const gap = times === 0 ? m.board_change_gap_never(behind) : m.board_change_gap({ ...behind, times });
  const ways = [...scores.slice(0, shown), ...weights.slice(0, shown)];
  return ways.length > 0 ? { gap, ways } : { gap: `${gap} ${m.board_change_none()}`, ways };
}
