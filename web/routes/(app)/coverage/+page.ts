import { api, type Query } from '#lib/api.ts';
import { coverageColumns, coverageRows, isAlive } from '#server/coverage/coverage.rules.ts';

const among = <V extends string>(values: readonly V[], value: string | null): V | undefined => values.find((one) => one === value);

export const load = async ({ fetch, url }) => {
  const params = url.searchParams;
  const rows = among(coverageRows, params.get('rows'));
  const columns = among(coverageColumns, params.get('columns'));
  const [framework, from, to] = [params.get('framework'), params.get('from'), params.get('to')];
  const query: Query<'GET /api/coverage'> = {
    ...(rows ? { rows } : {}),
    ...(columns ? { columns } : {}),
    ...(framework ? { framework } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  const coverage = await api(fetch, 'GET /api/coverage', { query });
  const [rowId, columnId] = (params.get('cell') ?? '').split('~');
  const row = coverage.rowHeads.find(({ id }) => id === rowId) ?? null;
  const column = coverage.columnHeads.find(({ id }) => id === columnId) ?? null;
  const cell = row && column ? (coverage.cells[coverage.rowHeads.indexOf(row)]?.[coverage.columnHeads.indexOf(column)] ?? null) : null;
  const isEmpty = cell !== null && !isAlive(cell);
  const candidates =
    isEmpty && row && column && row.commitments.length > 0 && coverage.columns !== 'commitments'
      ? await api(fetch, 'GET /api/coverage/candidates', {
          query: { commitment: row.commitments, ...(coverage.columns === 'regions' ? { region: column.id } : { kind: column.id as 'municipality' }) },
        })
      : null;
  return { coverage, row: cell ? row : null, column: cell ? column : null, candidates: candidates?.items ?? null };
};
