import { describe, expect, it } from 'vitest';
import { checkForum, type CheckedForum } from '../../server/forums/forum.rules.ts';
import { isCurrent, mandateStanding } from '../../server/forums/forum.standing.rules.ts';

const pointers = (forum: CheckedForum) => checkForum(forum).map(({ pointer }) => pointer);
const membership = (more: object = {}) => ({ organizationId: 'a', status: 'member', since: null, until: null, renewalOn: null, ...more });
const mandate = (more: object = {}) => ({ contactId: null, userId: 'u', holderName: null, validFrom: null, validTo: null, ...more });
const session = (more: object = {}) => ({ startsOn: null, endsOn: null, attendances: [], ...more });

describe('memberships', () => {
  it('end after they begin, and are renewed in between', () => {
    expect(pointers({ memberships: [membership({ since: '2017-10-31', until: '2017-10-31', renewalOn: '2017-10-31' })] })).toEqual([]);
    expect(pointers({ memberships: [membership({ since: '2017-10-31', until: '2017-10-30' })] })).toEqual(['/memberships/0/until']);
    expect(pointers({ memberships: [membership({ since: '2017', until: '2017-03' })] })).toEqual([]);
    expect(pointers({ memberships: [membership({ since: '2026-01-01', renewalOn: '2025-12-31' })] })).toEqual(['/memberships/0/renewalOn']);
    expect(pointers({ memberships: [membership({ until: '2026-01-01', renewalOn: '2026-01-02' })] })).toEqual(['/memberships/0/renewalOn']);
  });

  it('are one for each organization', () => {
    expect(pointers({ memberships: [membership(), membership({ organizationId: 'b' })] })).toEqual([]);
    expect(pointers({ memberships: [membership(), membership()] })).toEqual(['/memberships/1/organizationId']);
  });

  it('hold while the organization takes part and has not left', () => {
    expect(isCurrent(membership(), '2026-11-21')).toBe(true);
    expect(isCurrent(membership({ until: '2026-11-21' }), '2026-11-21')).toBe(true);
    expect(isCurrent(membership({ until: '2026-11-20' }), '2026-11-21')).toBe(false);
    expect(isCurrent(membership({ status: 'to_confirm' }), '2026-11-21')).toBe(false);
  });
});

describe('mandates', () => {
  it('have one holder and a term in order', () => {
    expect(pointers({ mandates: [mandate({ validFrom: '2025-01-01', validTo: '2025-01-01' })] })).toEqual([]);
    expect(pointers({ mandates: [mandate({ validFrom: '2025-01-02', validTo: '2025-01-01' })] })).toEqual(['/mandates/0/validTo']);
    expect(pointers({ mandates: [mandate({ userId: null })] })).toEqual(['/mandates/0/holderName']);
    expect(pointers({ mandates: [mandate({ userId: null, holderName: 'Mairie de Québec' })] })).toEqual([]);
    expect(pointers({ mandates: [mandate({ contactId: 'c' })] })).toEqual(['/mandates/0/contactId']);
  });

  it('run from their first day to their last', () => {
    const term = { validFrom: '2025-01-01', validTo: '2026-12-31' };
    expect(mandateStanding(term, '2024-12-31')).toBe('coming');
    expect(mandateStanding(term, '2025-01-01')).toBe('running');
    expect(mandateStanding(term, '2026-12-31')).toBe('running');
    expect(mandateStanding(term, '2027-01-01')).toBe('over');
    expect(mandateStanding({ validFrom: null, validTo: null }, '2027-01-01')).toBe('running');
  });
});

describe('sessions and reviews', () => {
  it('end after they begin, with one person for each attendance', () => {
    expect(pointers({ sessions: [session({ startsOn: '2023-10-11', endsOn: '2023-10-13' })] })).toEqual([]);
    expect(pointers({ sessions: [session({ startsOn: '2023-10-11', endsOn: '2023-10-10' })] })).toEqual(['/sessions/0/endsOn']);
    const both = { contactId: 'c', userId: 'u' };
    expect(pointers({ sessions: [session({ attendances: [both, { contactId: null, userId: null }] })] })).toEqual([
      '/sessions/0/attendances/0/contactId',
      '/sessions/0/attendances/1/contactId',
    ]);
  });

  it('judge a year once', () => {
    expect(pointers({ reviews: [{ year: 2024 }, { year: 2025 }, { year: 2024 }] })).toEqual(['/reviews/2/year']);
  });
});
