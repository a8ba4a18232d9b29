import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle, unsettled, type FollowUpStatus, type Standing, type StandingChange } from '../../server/followups/followup.rules.ts';
import { isOpen, isOverdue } from '../../server/followups/followup.standing.rules.ts';
import { addDays } from '../../server/interactions/moment.rules.ts';

const today = '2026-11-21';
const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(today, days));
const statuses: FollowUpStatus[] = ['open', 'done', 'renegotiated', 'dropped'];
const status = fc.constantFrom(...statuses);
const change: fc.Arbitrary<StandingChange> = fc.record(
  {
    status,
    dueOn: fc.option(day, { nil: null }),
    closedOn: fc.option(day, { nil: null }),
    proof: fc.option(fc.string(), { nil: null }),
    closedById: fc.option(fc.constant('interaction'), { nil: null }),
  },
  { requiredKeys: [] },
);
const open: Standing = { ...unsettled, dueOn: '2026-11-10' };

/** Every change that is accepted, one after the other. */
const played = (changes: StandingChange[]): Standing[] => {
  const standings = [open];
  for (const one of changes) {
    const { standing, errors } = settle(standings.at(-1)!, one, today);
    if (errors.length === 0) standings.push(standing);
  }
  return standings;
};

describe('a promise', () => {
  it('is late when it is open and its day has passed, not on the day itself', () => {
    fc.assert(
      fc.property(fc.option(day, { nil: null }), status, (dueOn, how) => {
        expect(isOverdue(dueOn, today, how)).toBe(isOpen(how) && dueOn !== null && dueOn < today);
        if (dueOn) expect(isOverdue(dueOn, dueOn, how)).toBe(false);
      }),
    );
  });

  it('has a closing date exactly when it is closed, never to come, and no proof while it is open', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        for (const standing of played(changes)) {
          expect(standing.closedOn !== null).toBe(!isOpen(standing.status));
          if (standing.closedOn) expect(standing.closedOn <= today).toBe(true);
          if (isOpen(standing.status)) expect([standing.proof, standing.closedById]).toEqual([null, null]);
        }
      }),
    );
  });

  it('keeps the first date promised through any number of renegotiations, closings and openings', () => {
    const step: fc.Arbitrary<StandingChange> = fc.oneof(
      day.map((dueOn): StandingChange => ({ status: 'renegotiated', dueOn })),
      fc.constant<StandingChange>({ status: 'done' }),
      fc.constant<StandingChange>({ status: 'open' }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const standings = played(steps.filter((one, index) => one.status !== 'open' || steps[index - 1]?.status === 'done'));
        for (const standing of standings) {
          if (standing.dueOn !== open.dueOn && standing.status === 'renegotiated') expect(standing.originalDueOn).toBe(open.dueOn);
        }
      }),
    );
  });

  it('closes today unless told, with its proof, and forgets how when it is opened again', () => {
    const done = settle(open, { status: 'done', proof: 'Courriel du 20', closedById: 'i' }, today).standing;
    expect(done).toMatchObject({ status: 'done', closedOn: today, proof: 'Courriel du 20', closedById: 'i' });
    expect(settle(done, { proof: 'Lettre' }, '2026-12-01').standing).toMatchObject({ closedOn: today, proof: 'Lettre' });
    expect(settle(done, { status: 'open' }, today).standing).toEqual(open);
  });

  it('refuses a renegotiation without another date, a closing in the future, and done turned into dropped', () => {
    const pointers = (stored: Standing, what: StandingChange) => settle(stored, what, today).errors.map(({ pointer }) => pointer);
    expect(pointers(open, { status: 'renegotiated' })).toEqual(['/dueOn']);
    expect(pointers(open, { status: 'renegotiated', dueOn: null })).toEqual(['/dueOn']);
    expect(pointers(open, { status: 'renegotiated', dueOn: '2026-12-15' })).toEqual([]);
    expect(pointers(open, { status: 'done', closedOn: '2026-11-22' })).toEqual(['/closedOn']);
    expect(pointers(open, { proof: 'Courriel' })).toEqual(['/proof']);
    expect(pointers(settle(open, { status: 'done' }, today).standing, { status: 'dropped' })).toEqual(['/status']);
  });
});
