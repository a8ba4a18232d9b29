import { formatNumber, formatPercent } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';
import { hrefOf, measures, rowsBehind, type MeasurePeriod } from '#server/targets/measure.rules.ts';
import type { Candidate, Criterion } from './board.ts';

type Unit = (typeof measures)[keyof typeof measures]['unit'];
const inUnit: Record<Exclude<Unit, 'share'>, (input: { count: number }) => string> = {
  partners: m.board_figure_partners,
  interactions: m.board_figure_interactions,
  agreements: m.board_figure_agreements,
  commitments: m.board_figure_commitments,
  networks: m.board_figure_networks,
  offices: m.board_figure_offices,
  people: m.board_figure_people,
};

/** « 14 échanges tenus », « 82 % des promesses »: what was counted, in the measure's unit; what nobody knows says so. */
export function figureInWords({ measure }: Pick<Criterion, 'measure'>, figure: number | null): string {
  if (figure === null || measure === null) return m.target_unknown();
  const { unit } = measures[measure];
  return unit === 'share' ? m.board_figure_share({ share: formatPercent(figure) }) : inUnit[unit]({ count: figure });
}

/** The figure without its unit, where the sentence says the unit already. */
export function figureAlone({ measure }: Pick<Criterion, 'measure'>, figure: number | null): string {
  if (figure === null || measure === null) return m.target_unknown();
  return measures[measure].unit === 'share' ? formatPercent(figure) : formatNumber(figure);
}

/** The list whose rows a figure counts; null where there is none. */
export function figureHref({ measure }: Pick<Criterion, 'measure'>, candidate: Candidate, period: MeasurePeriod): string | null {
  const rows = measure === null ? null : rowsBehind(measure, candidate, period);
  return rows && hrefOf(rows);
}
