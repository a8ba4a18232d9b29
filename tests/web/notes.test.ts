import { describe, expect, it } from 'vitest';
import { firstKind, fits, noteHref, selectionHref, subjectHref, type NoteKind } from '../../web/lib/documents/subjects.ts';

const at = (id: string, params: Record<string, string> = {}, data: unknown = { record: {} }, search = '') => noteHref({ route: { id }, params, url: { search }, data });

describe('where « b » leads', () => {
  it('from a record, to a note about it', () => {
    expect(at('/(app)/organizations/[id]', { id: 'city.bordeaux' })).toBe('/documents/new?organization=city.bordeaux');
    expect(at('/(app)/missions/[id]', { id: 'a b' }, { mission: {} })).toBe('/documents/new?mission=a%20b');
    expect(at('/(app)/priorities/frameworks/[id]', { id: 'vision' })).toBe('/documents/new?framework=vision');
  });
  it('from a list, to a note about what its filters leave, whatever the page of the list', () => {
    expect(at('/(app)/contacts', {}, {}, '?region=nordic&cursor=abc&limit=50&view=v')).toBe('/documents/new?selection=contacts&region=nordic');
    expect(selectionHref('organizations', '')).toBe('/documents/new?selection=organizations');
  });
  it('nowhere from an archived record, a form, or a list of which there is no note', () => {
    expect(at('/(app)/organizations/[id]', { id: 'x' }, { record: { archivedAt: '2026-01-01' } })).toBeNull();
    expect(at('/(app)/organizations/[id]/edit', { id: 'x' })).toBeNull();
    expect(at('/(app)/agenda')).toBeNull();
    expect(at('/(app)/places')).toBeNull();
    expect(selectionHref('forums', '?q=x')).toBeNull();
  });
});

describe('the kinds that fit', () => {
  const sheet: NoteKind = { kind: 'partner-sheet', subjects: ['organization'], most: 1, mixed: false };
  const selection: NoteKind = { kind: 'selection', subjects: ['organization', 'contact'], most: 2, mixed: false };
  const [one, two, person] = [{ type: 'organization', id: 'a' }, { type: 'organization', id: 'b' }, { type: 'contact', id: 'c' }] as const;
  it('take the type, the number and the mix of the records', () => {
    expect(fits(sheet, [one])).toBe(true);
    expect(fits(sheet, [one, two])).toBe(false);
    expect(fits(sheet, [person])).toBe(false);
    expect(fits(sheet, [])).toBe(false);
    expect(fits(selection, [one, two])).toBe(true);
    expect(fits(selection, [one, person])).toBe(false);
    expect(fits({ ...selection, mixed: true }, [one, person])).toBe(true);
  });
  it('open with the one asked for, else the usual one, else the first', () => {
    expect(firstKind(['information', 'partner-sheet'], [one], 'information')).toBe('information');
    expect(firstKind(['information', 'partner-sheet'], [one], 'poem')).toBe('partner-sheet');
    expect(firstKind(['information', 'selection'], [one, two], null)).toBe('selection');
    expect(firstKind(['information'], [one], null)).toBe('information');
    expect(firstKind([], [one], null)).toBeNull();
  });
});

it('leads from a record of a note to its page', () => {
  expect(subjectHref({ type: 'framework', id: 'vision' })).toBe('/priorities/frameworks/vision');
  expect(subjectHref({ type: 'place', id: 'pl.france' })).toBe('/places/pl.france');
});
