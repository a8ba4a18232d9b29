import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkPlan,
  paceInWords,
  paceOf,
  proposePlan,
  quartersOfPlan,
  standingOf,
} from '../../server/targets/target-decision.rules.ts';
import { addQuarters, daysOfQuarter, monthsOfQuarter, quarterOf, quartersBetween } from '../../server/text/quarter.rules.ts';
import { addDays } from '../../server/text/day.rules.ts';

const today = '2026-11-21';

describe('quarters', () => {
  it('are named by their year and their number', () => {
    expect(quarterOf('2027-01-01')).toBe('2027-Q1');
    expect(quarterOf('2026-12')).toBe('2026-Q4');
    expect(daysOfQuarter('2028-Q1')).toEqual({ from: '2028-01-01', to: '2028-03-31' });
    expect(daysOfQuarter('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(monthsOfQuarter('2026-Q2')).toEqual(['2026-04', '2026-05', '2026-06']);
  });

  it('follow each other without a day between or twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: -30, max: 30 }), (year, number, count) => {
        const quarter = `${year}-Q${number}`;
        expect(addQuarters(addQuarters(quarter, count), -count)).toBe(quarter);
        expect(addDays(daysOfQuarter(quarter).to, 1)).toBe(daysOfQuarter(addQuarters(quarter, 1)).from);
        expect(quarterOf(daysOfQuarter(quarter).from)).toBe(quarter);
        expect(quarterOf(daysOfQuarter(quarter).to)).toBe(quarter);
        expect(monthsOfQuarter(quarter).every((month) => quarterOf(month) === quarter)).toBe(true);
      }),
    );
  });

  it('of a period count a date known by its year or month from its first day to its last', () => {
    expect(quartersBetween('2027', '2027')).toEqual(['2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4']);
    expect(quartersBetween('2026-05', '2026-07-31')).toEqual(['2026-Q2', '2026-Q3']);
    expect(quartersBetween('2027-01', '2026')).toEqual([]);
  });
});

describe('the quarters of a plan', () => {
  it('are those of the period, or a year from the decision on', () => {
    expect(quartersOfPlan({ periodFrom: '2026', periodTo: '2028' }, '2025-12-15', today)).toHaveLength(12);
    expect(quartersOfPlan({ periodFrom: null, periodTo: null }, '2026-08-02', today)).toEqual(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3']);
    expect(quartersOfPlan({ periodFrom: '2028', periodTo: null }, '2026-08-02', today)).toEqual(['2028-Q1', '2028-Q2', '2028-Q3', '2028-Q4']);
    expect(quartersOfPlan({ periodFrom: '1962', periodTo: '2062' }, '2026-08-02', today)).toHaveLength(40);
  });

  it('stand in the past, today or ahead', () => {
    expect(['2026-Q3', '2026-Q4', '2027-Q1'].map((quarter) => standingOf(quarter, today))).toEqual(['past', 'current', 'future']);
  });

  it('take one number for a measure, and none outside', () => {
    const quarters = ['2026-Q4', '2027-Q1'];
    const line = { quarter: '2026-Q4', measure: 'missions', planned: 1 } as const;
    expect(checkPlan([line, { ...line, quarter: '2027-Q1' }, { ...line, measure: 'partners_met' }], quarters)).toEqual([]);
    expect(checkPlan([line, line], quarters).map(({ pointer }) => pointer)).toEqual(['/lines/1/quarter']);
    expect(checkPlan([{ ...line, quarter: '2029-Q1' }], quarters).map(({ pointer }) => pointer)).toEqual(['/lines/0/quarter']);
  });
});

describe('pace', () => {
  const pace = (quarter: string, planned: number, reached: number) => paceOf({ quarter, planned, reached }, today);
  it('is reached, missed, on the way or behind the days gone by', () => {
    expect(pace('2026-Q4', 6, 6)).toBe('reached');
    expect(pace('2026-Q3', 6, 5)).toBe('missed');
    expect(pace('2027-Q1', 6, 0)).toBe('going');
    // 52 days of 92: three of six are asked for.
    expect(pace('2026-Q4', 6, 3)).toBe('going');
    expect(pace('2026-Q4', 6, 2)).toBe('behind');
    expect(pace('2026-Q4', 1, 0)).toBe('going');
    expect(pace('2026-Q4', 0, 0)).toBe('reached');
  });

  it('is said in words in both languages', () => {
    const line = { quarter: '2027-Q2', measure: 'held_interactions', planned: 6, reached: 4 } as const;
    expect(paceInWords(line, 'fr')).toBe('4 échanges tenus sur 6 prévus au deuxième trimestre');
    expect(paceInWords({ ...line, measure: 'missions', planned: 1, reached: 0 }, 'fr')).toBe('0 mission sur 1 prévue au deuxième trimestre');
    expect(paceInWords(line, 'fr', true)).toBe('4 échanges tenus sur 6 prévus');
    expect(paceInWords({ ...line, quarter: '2027-Q4', reached: 1 }, 'en')).toBe('1 interaction held of 6 planned in the fourth quarter');
  });
});

describe('a plan to begin with', () => {
  const quarters = quartersBetween('2026', '2027');
  it('plans only what is not over, and a little more than usual', () => {
    const reached = { held_interactions: { '2025-Q4': 2, '2026-Q1': 4, '2026-Q2': 4, '2026-Q3': 2, '2026-Q4': 90 }, partners_met: { '2026-Q3': 2 } };
    const plan = proposePlan(quarters, reached, today);
    expect(plan.filter(({ measure }) => measure === 'held_interactions')).toEqual(
      ['2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4'].map((quarter) => ({ quarter, measure: 'held_interactions', planned: 4 })),
    );
    expect(plan.filter(({ measure }) => measure === 'missions').map(({ quarter }) => quarter)).toEqual(['2027-Q2']);
    expect(plan.filter(({ measure }) => measure === 'agreements_signed').map(({ quarter }) => quarter)).toEqual(['2027-Q4']);
    expect(checkPlan(plan, quarters)).toEqual([]);
  });

  it('asks for something even where nothing was ever held', () => {
    expect(proposePlan(['2027-Q1'], {}, today)).toContainEqual({ quarter: '2027-Q1', measure: 'held_interactions', planned: 1 });
    expect(proposePlan(['2020-Q1'], {}, today)).toEqual([]);
  });
});
