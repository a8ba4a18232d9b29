import { describe, expect, it } from 'vitest';
import { filterDay } from '../../server/text/relative-day.rules.ts';
import { asShown, differenceOf, readViewQuery, removable, writeViewQuery } from '../../server/views/query.rules.ts';

describe('a day of a filter', () => {
  it.each([
    ['2025-03-31', '2025-03-31'],
    ['0d', '2026-03-31'],
    ['-7d', '2026-03-24'],
    ['-1m', '2026-02-28'],
    ['-12m', '2025-03-31'],
    ['1m', '2026-04-30'],
    ['11m', '2027-02-28'],
    ['-2y', '2024-03-31'],
  ])('%s is %s on 31 March 2026', (value, day) => expect(filterDay(value, '2026-03-31')).toBe(day));
  it('is the last of February a year after a leap day', () => expect(filterDay('1y', '2024-02-29')).toBe('2025-02-28'));
});

describe('a kept query', () => {
  const understood = { filters: { tier: { enum: ['A', 'B'] }, from: { pattern: '^\\d{4}$' }, tag: { maxLength: 5 } }, sorts: ['name', '-name'] };

  it('keeps what the list understands, in its order, and sets the rest aside', () => {
    const { query, dropped } = readViewQuery('tier=A&tier=C&not.tier=B&from=2025&from=x&tag=longue&sort=-name&sort=colour&cursor=x&view=1&colour=red', understood);
    expect(query).toEqual({ tier: ['A'], 'not.tier': ['B'], from: ['2025'], sort: '-name' });
    expect(dropped.map(({ name, value }) => `${name}=${value}`)).toEqual(['tier=C', 'from=x', 'tag=longue', 'sort=colour', 'colour=red']);
    expect(writeViewQuery(query)).toBe('tier=A&not.tier=B&from=2025&sort=-name');
  });

  it.each(['', '?', '%', '=&=', '\uD800', 'tier', '__proto__=x&constructor=y'])('reads %j without a fault', (text) => expect(readViewQuery(text, understood).query).toEqual({}));

  it('is tried without each filter, and without each excluded value', () => {
    const tried = removable({ tier: ['A', 'B'], tag: ['x'], 'not.from': ['1', '2'], sort: 'name' });
    expect(tried.map(({ name, isNegated, value }) => [name, isNegated, value])).toEqual([['tier', false, null], ['tag', false, 'x'], ['from', true, '1'], ['from', true, '2']]);
    expect(tried[2]?.without).toEqual({ tier: ['A', 'B'], tag: ['x'], 'not.from': ['2'], sort: 'name' });
  });
});

it('shows the promises that still bind, unless told otherwise', () => {
  expect(asShown('followups', { kind: ['business'] })).toEqual({ status: ['open', 'renegotiated'], kind: ['business'] });
  const told = { 'not.status': ['done'] };
  expect(asShown('followups', told)).toBe(told);
  expect(asShown('organizations', {})).toEqual({});
});

it('tells what came, what left and what stayed', () => {
  expect(differenceOf(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual({ came: ['d'], left: ['b'], stayed: ['c', 'a'] });
});
