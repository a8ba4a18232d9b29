import { describe, expect, it } from 'vitest';
import { addMonths, commitmentsIn, commitmentsKey, contributionOf, daysOf, isSameContribution, monthOf, monthsBetween } from '../../server/interactions/activity.rules.ts';

const held = {
  status: 'held',
  archivedAt: null,
  startsAt: '2026-03-10T15:00:00.000Z',
  sensitivity: 'internal',
  placeId: null,
  organizationIds: ['b', 'a', 'b'],
  commitmentIds: ['z', 'y', 'z'],
};

describe('where an interaction is counted', () => {
  it('falls in the month of the office’s clock', () => {
    expect(monthOf('2026-04-01T03:59:00.000Z')).toBe('2026-03');
    expect(monthOf('2026-04-01T04:00:00.000Z')).toBe('2026-04');
    expect(monthOf(new Date('2026-01-01T04:59:00.000Z'))).toBe('2025-12');
  });

  it('counts once for each partner and commitment, whatever their order', () => {
    expect(contributionOf(held)).toEqual({ month: '2026-03', sensitivity: 'internal', commitments: 'y|z', placeId: null, organizationIds: ['a', 'b'] });
    const turned = { ...held, organizationIds: ['a', 'b'], commitmentIds: ['y', 'z'] };
    expect(isSameContribution(contributionOf(held), contributionOf(turned))).toBe(true);
  });

  it('is nowhere unless it was held and is not archived', () => {
    for (const other of [{ status: 'planned' }, { status: 'cancelled' }, { status: 'draft' }, { archivedAt: new Date(0) }]) {
      expect(contributionOf({ ...held, ...other })).toBeNull();
    }
  });

  it('keeps commitments as one key', () => {
    expect(commitmentsIn(commitmentsKey(['b', 'a']))).toEqual(['a', 'b']);
    expect(commitmentsIn(commitmentsKey([]))).toEqual([]);
  });
});

describe('months', () => {
  it('follow each other across years', () => {
    expect(addMonths('2025-11', 2)).toBe('2026-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-12', 0)).toBe('2026-12');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-01')).toEqual([]);
  });

  it('are days to a list: the first and the last', () => {
    expect(daysOf({ from: '2024-02', to: '2024-02' })).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(daysOf({ from: '2025-12', to: '2026-11' })).toEqual({ from: '2025-12-01', to: '2026-11-30' });
    expect(daysOf({ from: null, to: null })).toEqual({ from: null, to: null });
  });
});
