import { aside } from '../http/aside.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { isLarge } from '../http/kept.ts';
import { readFigures, type FigureOf } from './measure.figures.ts';
import { measures as described, subjectOf, type Measure, type MeasureCandidate, type MeasurePeriod } from './measure.rules.ts';
import { officeTimeZone } from '../text/format.rules.ts';

export type MeasureQuery = { candidates: readonly (MeasureCandidate & { id: string })[]; measures: readonly Measure[]; period: MeasurePeriod };
/** By the candidate's id: what the records say by each measure asked for; null is unknown, which is not zero. */
export type Figures = Map<string, Partial<Record<Measure, number | null>>>;

/**
 * The figures of some candidates by some measures: each is the total of the list of `rowsBehind`, as a reader sees it who
 * wrote none of the records. They are the office's, not the caller's: records count up to internal, whoever asks. One
 * query a measure for all the candidates. It reads what is committed: ask before the write that notes them. What has to
 * be counted from the records of a large office is counted in a thread of its own.
 */
export async function figuresOf(ctx: Context, { candidates, measures, period }: MeasureQuery): Promise<Figures> {
  const office = ofTheOffice(ctx);
  const input: MeasureQuery = { candidates, measures: [...new Set(measures)], period };
  const rows = isLarge(ctx) && isLong(input)
    ? ((await aside(ctx.db.file, { job: { module: import.meta.url, name: 'readAside' }, input, user: office.user, now: ctx.now, requestId: ctx.requestId }, true)) as FigureOf[])
    : await readFigures(office, input);
  const figures: Figures = new Map(candidates.map(({ id }) => [id, Object.fromEntries(input.measures.map((measure) => [measure, null]))]));
  for (const { candidate, measure, figure } of rows) {
    const found = figures.get(candidate);
    if (found) found[measure] = figure;
  }
  return figures;
}

/** The same in the thread that has it to do. */
export const readAside = (ctx: Context, input: MeasureQuery): Promise<FigureOf[]> => readFigures(ctx, input);

/** The eyes with which figures are read: a reader's, who wrote nothing, at the office's clock. */
export function ofTheOffice(ctx: Context): Context {
  return { ...ctx, user: { ...ctx.user, id: '', role: 'reader', timeZone: officeTimeZone } };
}

/** Counts by month answer for regions; for anything else the interactions themselves are read. */
function isLong({ candidates, measures }: MeasureQuery): boolean {
  const isRead = measures.some((measure) => described[measure].isOfPeriod || measure === 'acquaintances');
  return isRead && candidates.some((candidate) => (subjectOf(candidate)?.kind ?? 'region') !== 'region');
}

/** What records a figure counts. */
export const countedSensitivities = visibleSensitivities('reader');
