import type { Exercise } from './exercise.ts';

/** What somebody says of a candidate by one criterion, with what supports it. A null value is unknown, never zero. */
export type Cell = { value: number | null; statement: string; source: string; observedOn: string | null };
export type Judgement = Exercise['judgements'][number];
export type Score = Exercise['scores'][number];
type Pair = { candidateId: string; criterionId: string };

export const emptyCell: Cell = { value: null, statement: '', source: '', observedOn: null };
export const pairKey = ({ candidateId, criterionId }: Pair): string => `${candidateId} ${criterionId}`;
export function pairOfKey(key: string): Pair {
  const [candidateId = '', criterionId = ''] = key.split(' ');
  return { candidateId, criterionId };
}

/** A sentence or a source: without either a value counts as unknown, and the API refuses it. */
export const isSupported = ({ statement, source }: Cell): boolean => statement.trim() !== '' || source.trim() !== '';
export const needsEvidence = (cell: Cell): boolean => cell.value !== null && !isSupported(cell);
export const isEmptyCell = (cell: Cell): boolean => cell.value === null && !isSupported(cell) && cell.observedOn === null;
export const sameCell = (a: Cell, b: Cell): boolean =>
  a.value === b.value && a.statement.trim() === b.statement.trim() && a.source.trim() === b.source.trim() && a.observedOn === b.observedOn;

/** What a key pressed in the grid gives: a value, null for unknown, undefined when the key means nothing there. */
export function valueOfKey(key: string): number | null | undefined {
  if (/^[0-5]$/.test(key)) return Number(key);
  return ['?', 'Delete', 'Backspace'].includes(key) ? null : undefined;
}

/** A judge's own sheet, by pair. */
export function cellsOfJudge(judgements: readonly Judgement[], judgeId: string): Map<string, Cell> {
  return new Map(
    judgements
      .filter(({ judge }) => judge.id === judgeId)
      .map((one) => [pairKey(one), { value: one.value, statement: one.statement ?? '', source: one.source ?? '', observedOn: one.observedOn }]),
  );
}

/** What is agreed, by pair: its value, and the first thing that supports it in the reader's language. */
export function agreedCells(scores: readonly Score[], textOf: (evidence: Score['evidence'][number]) => string): Map<string, Cell> {
  return new Map(
    scores
      .filter(({ origin }) => origin === 'agreed')
      .map((one) => {
        const [first] = one.evidence;
        return [pairKey(one), { value: one.value, statement: first ? textOf(first) : '', source: first?.source ?? '', observedOn: first?.observedOn ?? null }];
      }),
  );
}

type Sent = { candidateId: string; criterionId: string; value: number | null; evidence: Partial<Omit<Score['evidence'][number], 'id'>>[] };

/**
 * The agreed scores as the API takes them, all of them, with some changed. Evidence beyond the first stays as it is, and
 * so does a sentence in the other language when the one on the screen was not touched.
 */
export function agreedScores(
  scores: readonly Score[],
  changes: ReadonlyMap<string, Cell>,
  language: 'fr' | 'en',
  textOf: (evidence: Score['evidence'][number]) => string,
): Sent[] {
  const stored = new Map(scores.filter(({ origin }) => origin === 'agreed').map((one) => [pairKey(one), one]));
  return [...new Set([...stored.keys(), ...changes.keys()])].flatMap((key): Sent[] => {
    const before = stored.get(key);
    const [first, ...others] = (before?.evidence ?? []).map(({ id: _id, ...rest }) => rest);
    const change = changes.get(key);
    if (!change) return before ? [{ ...pairOfKey(key), value: before.value, evidence: first ? [first, ...others] : [] }] : [];
    if (isEmptyCell(change) && others.length === 0) return [];
    const statement = change.statement.trim() || null;
    const isUntouched = before?.evidence[0] !== undefined && textOf(before.evidence[0]) === change.statement;
    const said = isUntouched && first ? { statementFr: first.statementFr, statementEn: first.statementEn } : language === 'fr' ? { statementFr: statement } : { statementEn: statement };
    const own = { ...said, source: change.source.trim() || null, observedOn: change.observedOn };
    return [{ ...pairOfKey(key), value: change.value, evidence: [...(isSupported(change) ? [own] : []), ...others] }];
  });
}

export type Progress = { supported: number; unsupported: number; all: number };

/** How far a sheet is: what counts, what still lacks its evidence, and how many there are. */
export function progressOf(cells: readonly Cell[]): Progress {
  return {
    supported: cells.filter((cell) => cell.value !== null && isSupported(cell)).length,
    unsupported: cells.filter(needsEvidence).length,
    all: cells.length,
  };
}

/** The next cell of a grid, row by row, or back; null past either end. */
export function step(at: { y: number; x: number }, key: string, size: { rows: number; columns: number }): { y: number; x: number } | null {
  const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const move = steps[key];
  if (move) {
    const [y, x] = [at.y + move[0], at.x + move[1]];
    return y < 0 || x < 0 || y >= size.rows || x >= size.columns ? null : { y, x };
  }
  if (key === 'Home') return { y: at.y, x: 0 };
  if (key === 'End') return { y: at.y, x: size.columns - 1 };
  const flat = at.y * size.columns + at.x + (key === 'Tab' ? 1 : key === 'Shift+Tab' ? -1 : Number.NaN);
  return flat >= 0 && flat < size.rows * size.columns ? { y: Math.floor(flat / size.columns), x: flat % size.columns } : null;
}
