import { describe, expect, it } from 'vitest';
import { budgetTotals, reportDueAfter, reportDueOn, reportStanding } from '../../server/missions/mission.report.rules.ts';
import { checkMission, type CheckedMission } from '../../server/missions/mission.rules.ts';

const today = '2026-11-21';
const pointers = (mission: CheckedMission) => checkMission(mission, today).map(({ pointer }) => pointer);
const outgoing = (endsOn: string | null) => ({ direction: 'outgoing', endsOn });

describe('the due day of the report', () => {
  it('is 42 days after the return of a mission abroad, over months, years and leap days', () => {
    expect(reportDueAfter(outgoing('2026-10-24'))).toBe('2026-12-05');
    expect(reportDueAfter(outgoing('2026-11-20'))).toBe('2027-01-01');
    expect(reportDueAfter(outgoing('2028-01-19'))).toBe('2028-03-01');
    expect(reportDueAfter(outgoing('2027-01-19'))).toBe('2027-03-02');
  });

  it('is unknown while the day of return is, and not owed for a visit that we receive', () => {
    expect(reportDueAfter(outgoing('2026-10'))).toBeNull();
    expect(reportDueAfter(outgoing(null))).toBeNull();
    expect(reportDueAfter({ direction: 'incoming', endsOn: '2026-10-24' })).toBeNull();
  });

  it('follows the return until somebody sets it, and the rule again when it is sent empty', () => {
    const stored = { direction: 'outgoing', endsOn: '2026-10-24', reportDueOn: '2026-12-05' };
    expect(reportDueOn(stored, { endsOn: '2026-10-25' })).toBe('2026-12-06');
    expect(reportDueOn(stored, {})).toBe('2026-12-05');
    expect(reportDueOn(stored, { reportDueOn: '2027-01-15' })).toBe('2027-01-15');
    const byHand = { ...stored, reportDueOn: '2027-01-15' };
    expect(reportDueOn(byHand, { endsOn: '2026-10-25' })).toBe('2027-01-15');
    expect(reportDueOn(byHand, { endsOn: '2026-10-25', reportDueOn: null })).toBe('2026-12-06');
    expect(reportDueOn({ direction: 'outgoing', endsOn: null, reportDueOn: null }, { endsOn: '2026-10-24' })).toBe('2026-12-05');
  });
});

describe('the dates of a mission', () => {
  it('return on or after the departure, as precise as they are known', () => {
    expect(pointers({ startsOn: '2026-03-08', endsOn: '2026-03-08' })).toEqual([]);
    expect(pointers({ startsOn: '2026-03-08', endsOn: '2026-03' })).toEqual([]);
    expect(pointers({ startsOn: '2026-03-08', endsOn: '2026-03-07' })).toEqual(['/endsOn']);
    expect(pointers({ startsOn: '2026-03', endsOn: '2026-02' })).toEqual(['/endsOn']);
    expect(pointers({ startsOn: '2026-02-30' })).toEqual(['/startsOn']);
  });

  it('keep the stops inside the mission', () => {
    const stop = { placeId: 'pl.paris', purposeFr: null, purposeEn: null, interactionId: null };
    const mission = { startsOn: '2026-03-08', endsOn: '2026-03-12' };
    expect(pointers({ ...mission, itinerary: [{ ...stop, startsOn: '2026-03-08', endsOn: '2026-03-12' }] })).toEqual([]);
    expect(pointers({ ...mission, itinerary: [{ ...stop, startsOn: '2026-03-07', endsOn: null }] })).toEqual(['/itinerary/0/startsOn']);
    expect(pointers({ ...mission, itinerary: [{ ...stop, startsOn: '2026-03-12', endsOn: '2026-03-13' }] })).toEqual(['/itinerary/0/endsOn']);
    expect(pointers({ ...mission, itinerary: [{ ...stop, startsOn: '2026-03-11', endsOn: '2026-03-10' }] })).toEqual(['/itinerary/0/endsOn']);
    expect(pointers({ itinerary: [{ ...stop, placeId: null }] })).toEqual(['/itinerary/0/placeId']);
  });
});

describe('the status « report due »', () => {
  const due = { direction: 'outgoing', status: 'report_due', startsOn: '2026-10-19', endsOn: '2026-10-24', reportDueOn: '2026-12-05' };

  it('holds from the day of return until the report is published', () => {
    expect(pointers(due)).toEqual([]);
    expect(pointers({ ...due, endsOn: today, reportDueOn: '2027-01-02' })).toEqual([]);
    expect(pointers({ ...due, endsOn: '2026-11-22', reportDueOn: '2027-01-03' })).toEqual(['/status']);
    expect(pointers({ ...due, reportPublishedOn: '2026-11-01' })).toEqual(['/status']);
    expect(pointers({ ...due, endsOn: null })).toEqual(['/endsOn']);
    expect(pointers({ ...due, reportDueOn: null })).toEqual(['/reportDueOn']);
  });

  it('asks for nothing of a mission in another status', () => {
    expect(pointers({ status: 'planned', endsOn: '2027-03-12' })).toEqual([]);
  });

  it('publishes no report, and owes none, before the return', () => {
    expect(pointers({ endsOn: '2026-10-24', reportPublishedOn: '2026-10-23' })).toEqual(['/reportPublishedOn']);
    expect(pointers({ endsOn: '2026-10-24', reportPublishedOn: '2026-10-24' })).toEqual([]);
    expect(pointers({ endsOn: '2026-10-24', reportDueOn: '2026-10-23' })).toEqual(['/reportDueOn']);
  });
});

describe('where the report stands', () => {
  const mission = { status: 'report_due', endsOn: '2026-10-24', reportDueOn: '2026-12-05', reportPublishedOn: null };

  it('counts the days left, and the days past', () => {
    expect(reportStanding(mission, today)).toEqual({ state: 'due', on: '2026-12-05', days: 14 });
    expect(reportStanding(mission, '2026-12-05')).toEqual({ state: 'due', on: '2026-12-05', days: 0 });
    expect(reportStanding(mission, '2026-12-06')).toEqual({ state: 'late', on: '2026-12-05', days: 1 });
  });

  it('is settled once published, and not asked of a mission cancelled, closed or still to come', () => {
    expect(reportStanding({ ...mission, reportPublishedOn: '2026-11-30' }, '2027-01-01')).toEqual({ state: 'published', on: '2026-11-30' });
    for (const status of ['cancelled', 'closed', 'idea']) expect(reportStanding({ ...mission, status }, '2027-01-01')).toEqual({ state: 'none' });
    expect(reportStanding({ ...mission, status: 'planned' }, '2026-10-20')).toEqual({ state: 'none' });
  });
});

describe('the rest of a mission', () => {
  it('asks of each line that it says something', () => {
    const nobody = { contactId: null, userId: null, labelFr: ' ', labelEn: null };
    expect(pointers({ objectives: [{ policyNodeId: null, textFr: ' ', textEn: null }] })).toEqual(['/objectives/0/textFr']);
    expect(pointers({ delegates: [nobody] })).toEqual(['/delegates/0/labelFr']);
    expect(pointers({ delegates: [{ ...nobody, contactId: 'a', userId: 'b' }] })).toEqual(['/delegates/0/contactId']);
    expect(pointers({ delegates: [{ ...nobody, labelFr: 'Service de la mobilité' }] })).toEqual([]);
  });

  it('adds up the budget in cents', () => {
    const lines = [
      { plannedCents: 930_000, actualCents: 948_760 },
      { plannedCents: 70_000, actualCents: null },
    ];
    expect(budgetTotals(lines)).toEqual({ plannedCents: 1_000_000, actualCents: 948_760, isComplete: false });
    expect(budgetTotals(lines.slice(0, 1)).isComplete).toBe(true);
    expect(budgetTotals([])).toEqual({ plannedCents: 0, actualCents: 0, isComplete: false });
  });

  it('says it in both languages', () => {
    const [error] = checkMission({ startsOn: '2026-03-08', endsOn: '2026-03-07' }, today);
    expect(error?.message('fr')).toBe('Le retour doit suivre le départ.');
    expect(error?.message('en')).toBe('The return must follow the departure.');
  });
});
