import { describe, expect, it } from 'vitest';
import { safeReturnPath, signInPathFor } from '../../web/lib/return-path.ts';
import { toggleParam, withParams } from '../../web/lib/url.ts';

const list = (query: string) => new URL(`http://office.test/organizations${query}`);

describe('filters in the URL', () => {
  it('changes what is named and keeps the rest', () => {
    expect(withParams(list('?region=nordic&sort=name'), { sort: '-name' })).toBe('/organizations?region=nordic&sort=-name');
  });
  it('goes back to the first page when a filter changes', () => {
    expect(withParams(list('?cursor=abc&region=nordic'), { region: null })).toBe('/organizations');
  });
  it('keeps a cursor that is asked for', () => {
    expect(withParams(list('?region=nordic'), { cursor: 'x y' })).toBe('/organizations?region=nordic&cursor=x+y');
  });
  it('repeats a key for each value', () => {
    expect(withParams(list(''), { region: ['nordic', 'maghreb'] })).toBe('/organizations?region=nordic&region=maghreb');
  });
  it('adds a value to a filter, and takes it out again', () => {
    const added = toggleParam(list('?region=nordic'), 'region', 'maghreb');
    expect(added).toBe('/organizations?region=nordic&region=maghreb');
    expect(toggleParam(new URL(added, 'http://office.test'), 'region', 'nordic')).toBe('/organizations?region=maghreb');
  });
});

describe('the way back after signing in', () => {
  it('keeps the page and its filters', () => {
    expect(signInPathFor(list('?priority=learns'))).toBe('/signin?to=%2Forganizations%3Fpriority%3Dlearns');
    expect(safeReturnPath('/organizations?priority=learns')).toBe('/organizations?priority=learns');
  });
  it.each([null, '', 'https://elsewhere.test', '//elsewhere.test', '/\\elsewhere.test', 'javascript:alert(1)', '/signin?to=/', '/\t/elsewhere.test'])(
    'never leads out of the house: %j',
    (to) => expect(safeReturnPath(to)).toBe('/'),
  );
});
