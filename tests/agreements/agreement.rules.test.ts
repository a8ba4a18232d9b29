import { describe, expect, it } from 'vitest';
import { authorizationAnswer, isAuthorizationAnswered } from '../../server/agreements/agreement.authorization.rules.ts';
import { deadlines, inOrder, stagesAfter } from '../../server/agreements/agreement.lifecycle.rules.ts';
import { checkAgreement, type CheckedAgreement } from '../../server/agreements/agreement.rules.ts';

const today = '2026-11-21';
const authorization = (status: string, noteFr: string | null = null) => ({ regime: 'm_25_1_1_s23', status, noteFr, noteEn: null });
const granted = authorization('granted');
const requested = authorization('requested');
const notRequired = authorization('not_required', 'Pacte de ville à ville.');

const agreement = (more: Partial<CheckedAgreement> = {}): CheckedAgreement => ({ state: 'negotiation', authorizations: [], ...more });
const signed = (more: Partial<CheckedAgreement> = {}) =>
  agreement({ state: 'signed', signedOn: '2026-11-02', authorizations: [granted], ...more });
const pointers = (after: CheckedAgreement, before: CheckedAgreement | null = null) =>
  checkAgreement(after, before, today).map(({ pointer }) => pointer);

describe('the authorization question', () => {
  it('is answered by what is granted, or not required with the reason', () => {
    expect(authorizationAnswer([])).toBe('none');
    expect(authorizationAnswer([granted])).toBe('granted');
    expect(authorizationAnswer([notRequired])).toBe('not_required');
    expect(authorizationAnswer([authorization('not_required')])).toBe('reason_missing');
    expect(authorizationAnswer([authorization('not_required', '  ')])).toBe('reason_missing');
    for (const status of ['not_documented', 'to_request', 'requested']) expect(authorizationAnswer([authorization(status)])).toBe('open');
    expect(authorizationAnswer([authorization('refused')])).toBe('refused');
  });

  it('is only answered when each of its parts is', () => {
    expect(isAuthorizationAnswered([granted, notRequired])).toBe(true);
    expect(isAuthorizationAnswered([granted, requested])).toBe(false);
    expect(authorizationAnswer([granted, authorization('refused'), requested])).toBe('refused');
    expect(isAuthorizationAnswered([{ ...authorization('not_required'), noteEn: 'City to city.' }])).toBe(true);
  });
});

describe('signing', () => {
  it('waits for the answer, whether the state is signed or in force', () => {
    for (const state of ['signed', 'in_force']) {
      expect(pointers(signed({ state, authorizations: [] }), agreement())).toEqual(['/state']);
      expect(pointers(signed({ state, authorizations: [requested] }), agreement())).toEqual(['/state']);
      expect(pointers(signed({ state, authorizations: [authorization('refused')] }), null)).toEqual(['/state']);
      expect(pointers(signed({ state }), agreement())).toEqual([]);
      expect(pointers(signed({ state, authorizations: [notRequired] }), null)).toEqual([]);
    }
    expect(pointers(signed({ authorizations: [authorization('not_required')] }), agreement())).toEqual(['/state', '/authorizations/0/noteFr']);
  });

  it('asks nothing of an agreement that is not signed', () => {
    for (const state of ['idea', 'negotiation', 'authorization', 'expired', 'dormant', 'terminated']) {
      expect(pointers(agreement({ state, authorizations: [requested] }), agreement())).toEqual([]);
    }
  });

  it('says why, in both languages', () => {
    const [error] = checkAgreement(signed({ authorizations: [] }), agreement(), today);
    expect(error?.message('fr')).toContain('question de l’autorisation');
    expect(error?.message('en')).toContain('authorization question');
  });

  it('lets the office complete what it found signed, and takes no answer back', () => {
    const found = agreement({ state: 'in_force', authorizations: [authorization('not_documented')] });
    expect(pointers({ ...found, renewalOn: '2027-01-01' }, found)).toEqual([]);
    expect(pointers({ ...found, authorizations: [granted] }, found)).toEqual([]);
    expect(pointers(signed({ authorizations: [requested] }), signed())).toEqual(['/authorizations']);
    // An agreement that had lapsed is signed anew, and answers the question like any other.
    expect(pointers(found, agreement({ state: 'expired', authorizations: [] }))).toEqual(['/state', '/signedOn']);
  });

  it('has a day, which is not to come', () => {
    expect(pointers(signed({ signedOn: null }), agreement())).toEqual(['/signedOn']);
    expect(pointers(signed({ signedOn: today }), agreement())).toEqual([]);
    expect(pointers(signed({ signedOn: '2026-11-22' }), agreement())).toEqual(['/signedOn']);
    expect(pointers(signed({ signedOn: '2026' }), agreement())).toEqual([]);
    expect(pointers(signed({ signedOn: null }), signed())).toEqual(['/signedOn']);
  });
});

describe('the dates of an agreement', () => {
  it('come in order: signing and start, notice, renewal, expiry', () => {
    const dates = { signedOn: '2026-01-20', effectiveFrom: '2026-02-01', noticeOn: '2026-10-01', renewalOn: '2026-11-01', expiresOn: '2027-01-31' };
    expect(pointers(agreement(dates))).toEqual([]);
    expect(pointers(agreement({ ...dates, expiresOn: '2026-01-19', noticeOn: null }))).toEqual(['/expiresOn']);
    expect(pointers(agreement({ effectiveFrom: '2026-02-01', expiresOn: '2026-01-31' }))).toEqual(['/expiresOn']);
    expect(pointers(agreement({ effectiveFrom: '2026-02-01', expiresOn: '2026-02-01' }))).toEqual([]);
    expect(pointers(agreement({ noticeOn: '2026-11-02', renewalOn: '2026-11-01' }))).toEqual(['/renewalOn']);
    expect(pointers(agreement({ noticeOn: '2026-11-01', renewalOn: '2026-11-01' }))).toEqual([]);
    expect(pointers(agreement({ noticeOn: '2027-02-01', expiresOn: '2027-01-31' }))).toEqual(['/noticeOn']);
    expect(pointers(agreement({ effectiveFrom: '2024', expiresOn: '2024' }))).toEqual([]);
  });

  it('grant no authorization before it was asked for, and name no party twice', () => {
    expect(pointers(agreement({ authorizations: [{ ...granted, requestedOn: '2026-03-05', grantedOn: '2026-03-04' }] }))).toEqual([
      '/authorizations/0/grantedOn',
    ]);
    expect(pointers(agreement({ parties: [{ organizationId: 'a' }, { organizationId: 'b' }, { organizationId: 'a' }] }))).toEqual([
      '/parties/2/organizationId',
    ]);
  });
});

describe('the lifecycle', () => {
  const before = { state: 'authorization', stages: [{ state: 'negotiation', reachedOn: '2026-03-12' }] };

  it('begins with the first state and keeps each change with its day', () => {
    expect(stagesAfter(null, { state: 'idea' }, undefined, today)).toEqual([{ state: 'idea', reachedOn: today }]);
    expect(stagesAfter(before, { state: 'signed', signedOn: '2026-11-02' }, undefined, today)).toEqual([
      { state: 'negotiation', reachedOn: '2026-03-12' },
      { state: 'signed', reachedOn: '2026-11-02' },
    ]);
    expect(stagesAfter(before, { state: 'in_force', signedOn: '2026-11-02', effectiveFrom: '2026-12-01' }, undefined, today).at(-1)).toEqual({
      state: 'in_force',
      reachedOn: '2026-12-01',
    });
    expect(stagesAfter(before, { state: 'authorization' }, undefined, today)).toEqual(before.stages);
  });

  it('follows a corrected signing date, and takes the stages that are named', () => {
    const after = { state: 'signed', signedOn: '2026-11-03' };
    const stored = { state: 'signed', signedOn: '2026-11-02', stages: [{ state: 'signed', reachedOn: '2026-11-02' }] };
    expect(stagesAfter(stored, after, undefined, today)).toEqual([{ state: 'signed', reachedOn: '2026-11-03' }]);
    const named = [{ state: 'signed', reachedOn: '2026-11' }];
    expect(stagesAfter(before, after, named, today)).toEqual(named);
    expect(stagesAfter(before, after, [], today)).toEqual([{ state: 'signed', reachedOn: '2026-11-03' }]);
  });

  it('is read in the order in which it was lived', () => {
    const stages = [
      { state: 'in_force', reachedOn: '2026-02-01' },
      { state: 'signed', reachedOn: '2026-02-01' },
      { state: 'negotiation', reachedOn: '2025' },
      { state: 'idea', reachedOn: null },
    ];
    expect(inOrder(stages).map(({ state }) => state)).toEqual(['idea', 'negotiation', 'signed', 'in_force']);
  });
});

describe('deadlines', () => {
  it('are counted to the last day that each date may be, for what is signed or in force', () => {
    const dated = { state: 'in_force', noticeOn: '2026-11-20', renewalOn: today, expiresOn: '2026' };
    expect(deadlines(dated, today)).toEqual([
      { kind: 'notice', on: '2026-11-20', days: -1, isPast: true },
      { kind: 'renewal', on: today, days: 0, isPast: false },
      { kind: 'expiry', on: '2026', days: 40, isPast: false },
    ]);
    expect(deadlines({ ...dated, state: 'terminated' }, today)).toEqual([]);
  });
});
