import { describe, expect, it } from 'vitest';
import { listQueries } from '../../server/exports/export.schema.ts';
import { readListQuery } from '../../server/exports/list-query.rules.ts';

describe('the address of a list that is kept for later', () => {
  it('means what the list makes of it', () => {
    const { query, wrong } = readListQuery('?tier=A&tier=B&not.kind=ngo&sort=-lastHeldAt&limit=50&cursor=x&q=%C3%A9t%C3%A9', listQueries.organizations);
    expect(wrong).toEqual([{ name: 'not.kind', value: 'ngo' }]);
    expect(query).toEqual({ tier: ['A', 'B'], sort: '-lastHeldAt', q: ['été'] });
  });

  it.each(['tier=Z', 'sort=colour', 'colour=red', '__proto__=1', 'toString=1', 'lastContactBefore=hier', 'sort=name&sort=name', `q=${'x'.repeat(10_001)}`])('says what the list would refuse: %s', (text) => {
    expect(readListQuery(text, listQueries.organizations).wrong).toHaveLength(1);
  });
});
