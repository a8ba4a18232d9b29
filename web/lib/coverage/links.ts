import type { Answer } from '#lib/api.ts';
import type { measureNames } from '#server/coverage/coverage.rules.ts';

export type Coverage = Answer<'GET /api/coverage'>;
export type Head = Coverage['rowHeads'][number];
export type Measure = (typeof measureNames)[number];

/** The filters by which the lists show what a row, a column or their cell counts. */
export function filtersOf(coverage: Pick<Coverage, 'rows' | 'columns'>, row: Head | null, column: Head | null): [string, string][] {
  const filters: [string, string][] = [];
  const byColumn = column !== null && coverage.columns === 'commitments';
  if (row && coverage.rows === 'priorities' && row.priority) filters.push(['priority', row.priority]);
  // A node of the ministry's policy is served by what is tagged with it, and with the commitment areas aligned with it.
  else if (row && !byColumn) for (const id of new Set([row.id, ...row.commitments])) filters.push(['commitment', id]);
  if (column) filters.push([coverage.columns === 'regions' ? 'region' : coverage.columns === 'kinds' ? 'partnerKind' : 'commitment', column.id]);
  return filters;
}

/** The list behind a number: the page that opens it. Outcomes are on the page of the policy node. */
export function listOf(
  coverage: Pick<Coverage, 'rows' | 'columns' | 'from' | 'to'>,
  row: Head | null,
  column: Head | null,
  measure: Measure,
): string | null {
  if (measure === 'outcomes') return row ? `/priorities/${encodeURIComponent(row.id)}` : null;
  const { from, to } = coverage;
  const own: Record<Exclude<Measure, 'outcomes'>, [string, [string, string][]]> = {
    held: ['/interactions', [['status', 'held'], ['from', from], ['to', to]]],
    agreements: ['/agreements', [['state', 'in_force']]],
    missions: ['/missions', [['status', 'under_way'], ['status', 'report_due'], ['status', 'closed'], ['from', from], ['to', to]]],
  };
  const [path, fixed] = own[measure];
  return `${path}?${new URLSearchParams([...filtersOf(coverage, row, column), ...fixed]).toString()}`;
}
