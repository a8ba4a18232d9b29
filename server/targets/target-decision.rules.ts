import { m } from '../../generated/paraglide/messages.js';
import type { FieldError, Locale } from '../http/problem.ts';
import { addDays } from '../text/day.rules.ts';
import { daysBetween } from '../text/format.rules.ts';
import { addQuarters, daysOfQuarter, partsOfQuarter, quarterOf, quartersBetween } from '../text/quarter.rules.ts';
import type { planMeasures } from '../vocabulary.ts';

/** What a plan counts. */
export type PlanMeasure = (typeof planMeasures)[number];
export type PlanLine = { quarter: string; measure: PlanMeasure; planned: number };
/** Where a quarter stands against today. */
export type Standing = 'past' | 'current' | 'future';
/** How what was planned for a quarter goes: reached, on the way, behind, or missed once the quarter is over. */
export type Pace = 'reached' | 'going' | 'behind' | 'missed';

/** What a decision may be about. */
export const targetThings = ['region', 'place', 'organization', 'forum'] as const;

/** A plan looks no further than ten years. */
const longest = 40;

/**
 * The quarters of a target's plan: those of its period. Without a beginning it begins with the decision, and without an
 * end it goes on for a year from today.
 * @param decidedOn,today ISO days at the office
 */
export function quartersOfPlan({ periodFrom, periodTo }: { periodFrom: string | null; periodTo: string | null }, decidedOn: string, today: string): string[] {
  const from = periodFrom ?? decidedOn;
  const last = addQuarters(quarterOf(from > today ? (from.length === 4 ? `${from}-01` : from) : today), 3);
  return quartersBetween(from, periodTo ?? daysOfQuarter(last).to).slice(0, longest);
}

/** @param today ISO day at the office */
export function standingOf(quarter: string, today: string): Standing {
  const current = quarterOf(today);
  return quarter < current ? 'past' : quarter === current ? 'current' : 'future';
}

/** What of a plan cannot be kept: a quarter out of the period, or two lines for the same quarter and measure. */
export function checkPlan(lines: readonly PlanLine[], quarters: readonly string[]): FieldError[] {
  const seen = new Set<string>();
  return lines.flatMap(({ quarter, measure }, index): FieldError[] => {
    const key = `${quarter} ${measure}`;
    const isTwice = seen.has(key);
    seen.add(key);
    if (!quarters.includes(quarter)) return [{ pointer: `/lines/${index}/quarter`, message: (locale) => m.target_plan_outside({}, { locale }) }];
    return isTwice ? [{ pointer: `/lines/${index}/quarter`, message: (locale) => m.target_plan_twice({}, { locale }) }] : [];
  });
}

/** How one number goes. A quarter that goes on is behind when less is done than the days gone by would ask for. */
export function paceOf({ quarter, planned, reached }: { quarter: string; planned: number; reached: number }, today: string): Pace {
  if (reached >= planned) return 'reached';
  const standing = standingOf(quarter, today);
  if (standing !== 'current') return standing === 'past' ? 'missed' : 'going';
  const { from, to } = daysOfQuarter(quarter);
  const gone = daysBetween(from, addDays(today, 1)) / daysBetween(from, addDays(to, 1));
  return reached < Math.floor(planned * gone) ? 'behind' : 'going';
}

/**
 * A plan to begin with, for the quarters that are not over: as many interactions and partners as in an ordinary quarter of
 * the last four known, and one more; a mission each spring; an agreement by the end.
 * @param reached what was reached in quarters of the past, by measure
 */
export function proposePlan(quarters: readonly string[], reached: Partial<Record<PlanMeasure, Readonly<Record<string, number>>>>, today: string): PlanLine[] {
  const coming = quarters.filter((quarter) => standingOf(quarter, today) !== 'past');
  const usual = (measure: PlanMeasure): number => {
    const known = Object.entries(reached[measure] ?? {}).filter(([quarter]) => standingOf(quarter, today) === 'past').sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, 4);
    return known.length === 0 ? 0 : Math.round(known.reduce((sum, [, count]) => sum + count, 0) / known.length);
  };
  const [interactions, partners] = [usual('held_interactions') + 1, usual('partners_met') + 1];
  return coming.flatMap((quarter): PlanLine[] => [
    { quarter, measure: 'held_interactions', planned: Math.max(interactions, partners) },
    { quarter, measure: 'partners_met', planned: partners },
    ...(partsOfQuarter(quarter).number === 2 ? [{ quarter, measure: 'missions', planned: 1 } as const] : []),
    ...(quarter === coming.at(-1) ? [{ quarter, measure: 'agreements_signed', planned: 1 } as const] : []),
  ]);
}

/** What would be found in the quarters before a period begins, to propose a plan from: the four before today. */
export const quartersBefore = (today: string): string[] => [4, 3, 2, 1].map((back) => addQuarters(quarterOf(today), -back));

const inQuarter = [m.quarter_in_first, m.quarter_in_second, m.quarter_in_third, m.quarter_in_fourth];
const saidOf: Record<PlanMeasure, typeof m.target_pace_held_interactions> = {
  held_interactions: m.target_pace_held_interactions,
  partners_met: m.target_pace_partners_met,
  missions: m.target_pace_missions,
  agreements_signed: m.target_pace_agreements_signed,
};

/** « au deuxième trimestre ». */
export const quarterInSentence = (quarter: string, locale: Locale): string => inQuarter[partsOfQuarter(quarter).number - 1]?.({}, { locale }) ?? '';

/** « 4 échanges sur 6 prévus au deuxième trimestre »; `bare`: without the quarter, where it is said already. */
export function paceInWords({ quarter, measure, planned, reached }: PlanLine & { reached: number }, locale: Locale, bare = false): string {
  return saidOf[measure]({ count: reached, planned, when: bare ? '' : quarterInSentence(quarter, locale) }, { locale }).trim();
}
