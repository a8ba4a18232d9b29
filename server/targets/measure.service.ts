import { aside } from '../http/aside.ts';
import type { Context } from '../http/context.ts';
import { isLarge } from '../http/kept.ts';
import { officeTimeZone } from '../text/format.rules.ts';
import { readFigures, type FigureOf } from './measure.figures.ts';
import { subjectOf, type Measure, type MeasureCandidate, type MeasurePeriod } from './measure.rules.ts';

export type MeasureQuery = { candidates: readonly (MeasureCandidate & { id: string })[]; measures: readonly Measure[]; period: MeasurePeriod };
/** By the candidate's id: what the records say by each measure asked for; null is unknown, which is not zero. */
export type Figures = Map<string, Partial<Record<Measure, number | null>>>;

/**
 * The figures of some candidates by some measures: each is the total of the list of `rowsBehind`, as a reader sees it who
 * wrote none of the records. They are the office's, not the caller's: records count up to internal, whoever asks. One
 * query a measure for all the candidates. It reads what is committed: ask before the write that notes them. In a large
 * office what takes long is counted in a thread of its own, and promises and acquaintances may be ten seconds behind a
 * write, as every picture of such an office.
 */
export async function figuresOf(ctx: Context, { candidates, measures, period }: MeasureQuery): Promise<Figures> {
  const office = ofTheOffice(ctx);
  const isAside = isLarge(ctx) && candidates.some((candidate) => (subjectOf(candidate)?.kind ?? 'region') !== 'region');
  const isLong = (measure: Measure): boolean => isAside && ofInteractions.includes(measure);
  const [long, short] = [measures.filter(isLong), measures.filter((measure) => !isLong(measure))];
  const parts = await Promise.all([
    long.length > 0 ? readLong(office, { candidates, measures: long, period }) : [],
    short.length > 0 ? readFigures(office, { candidates, measures: short, period }) : [],
  ]);
  const figures: Figures = new Map(candidates.map(({ id }) => [id, Object.fromEntries(measures.map((measure) => [measure, null]))]));
  for (const { candidate, measure, figure } of parts.flat()) {
    const found = figures.get(candidate);
    if (found) found[measure] = figure;
  }
  return figures;
}

/** Counts by month answer for regions; for anything else the interactions themselves are read. */
const ofInteractions: readonly Measure[] = ['held_interactions', 'commitments_covered'];

function readLong({ db, user, now, requestId }: Context, input: MeasureQuery): Promise<FigureOf[]> {
  return aside(db.file, { job: { module: import.meta.url, name: 'readAside' }, input, user, now, requestId }, true) as Promise<FigureOf[]>;
}

/** What `readLong` asks of a thread. */
export const readAside = (ctx: Context, input: MeasureQuery): Promise<FigureOf[]> => readFigures(ctx, input);

/** The eyes with which figures are read: a reader's, who wrote nothing, at the office's clock. */
export function ofTheOffice(ctx: Context): Context {
  return { ...ctx, user: { ...ctx.user, id: '', role: 'reader', timeZone: officeTimeZone } };
}
