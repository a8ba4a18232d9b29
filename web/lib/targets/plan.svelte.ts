import { api } from '#lib/api.ts';
import { asProblem, type Problem } from '#lib/problem.ts';
import { planMeasures } from '#server/vocabulary.ts';
import type { PlanLine, PlanMeasure } from '#server/targets/target-decision.rules.ts';
import type { Target } from './target.ts';

export const cellKey = (quarter: string, measure: PlanMeasure): string => `${quarter} ${measure}`;
const isNumber = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 10_000;

/** A plan while it is edited in place: what is typed in each cell, and how saving went. */
export function createPlan(start: Target) {
  let base = $state.raw(start);
  let cells = $state(cellsOf(start));
  let objectiveFr = $state(start.objectiveFr ?? '');
  let objectiveEn = $state(start.objectiveEn ?? '');
  let busy = $state(false);
  let problem = $state.raw<Problem | null>(null);
  let version = start.version;

  const linesNow = (): PlanLine[] =>
    base.quarters.flatMap(({ quarter }) =>
      planMeasures.flatMap((measure) => {
        const text = (cells[cellKey(quarter, measure)] ?? '').trim();
        return text === '' ? [] : [{ quarter, measure, planned: Number(text) }];
      }),
    );

  return {
    get cells() {
      return cells;
    },
    get objectiveFr() {
      return objectiveFr;
    },
    set objectiveFr(text: string) {
      objectiveFr = text;
    },
    get objectiveEn() {
      return objectiveEn;
    },
    set objectiveEn(text: string) {
      objectiveEn = text;
    },
    get busy() {
      return busy;
    },
    get problem() {
      return problem;
    },
    get isEmpty() {
      return Object.values(cells).every((text) => text.trim() === '');
    },
    /** The cells in which no number stands. */
    wrong: (): string[] => Object.entries(cells).flatMap(([key, text]) => (text.trim() === '' || isNumber(text.trim()) ? [] : [key])),
    propose(): void {
      for (const { quarter, measure, planned } of base.proposal) cells[cellKey(quarter, measure)] = String(planned);
    },
    /** What somebody else saved meanwhile takes the place of what is typed. */
    takeTheirs(): void {
      if (!problem?.stale) return;
      base = problem.current as Target;
      version = base.version;
      cells = cellsOf(base);
      objectiveFr = base.objectiveFr ?? '';
      objectiveEn = base.objectiveEn ?? '';
      problem = null;
    },
    /** The saved plan; null when it could not be saved (see `problem`). `over`: over what somebody saved meanwhile. */
    async save(over = false): Promise<Target | null> {
      if (busy) return null;
      if (over && problem?.stale) version = (problem.current as Target).version;
      busy = true;
      problem = null;
      try {
        const body = { version, objectiveFr: objectiveFr.trim() || null, objectiveEn: objectiveEn.trim() || null, lines: linesNow() };
        return await api(fetch, 'PUT /api/target-decisions/:id/plan', { params: { id: base.id }, body });
      } catch (error) {
        problem = asProblem(error);
        return null;
      } finally {
        busy = false;
      }
    },
  };
}
export type Plan = ReturnType<typeof createPlan>;

function cellsOf({ quarters }: Target): Record<string, string> {
  return Object.fromEntries(
    quarters.flatMap(({ quarter, figures }) => figures.map(({ measure, planned }) => [cellKey(quarter, measure), planned === null ? '' : String(planned)])),
  );
}
