import { describe, expect, it } from 'vitest';
import { createKeys, draftOf } from '../../web/lib/documents/keeping.ts';
import { firstKind, fits, noteHref, selectionHref, subjectHref, type NoteKind } from '../../web/lib/documents/subjects.ts';
import { languagesOf, readWishes, recordsOf, wishParams } from '../../web/lib/documents/wishes.ts';

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
  it('from a record of which there is no note, to one about what it hangs on', () => {
    expect(at('/(app)/followups/[id]', { id: 'f' }, { record: { organization: null, contact: { id: 'p' }, bornIn: { id: 'i' } } })).toBe('/documents/new?contact=p');
    expect(at('/(app)/followups/[id]', { id: 'f' }, { record: { organization: null, contact: null, bornIn: { id: 'i' } } })).toBe('/documents/new?interaction=i');
    expect(at('/(app)/agreements/[id]', { id: 'a' }, { agreement: { parties: [{ organization: { id: 'we', isOurs: true } }, { organization: { id: 'b c' } }, { organization: null }] } })).toBe(
      '/documents/new?organization=b%20c',
    );
    expect(at('/(app)/forums/[id]', { id: 'f' }, { forum: { memberships: [{ organization: { id: 'a' } }, { organization: { id: 'b' }, until: '2024' }, { organization: { id: 'c' } }] } })).toBe(
      '/documents/new?organization=a&organization=c',
    );
    expect(at('/(app)/measures/[id]', { id: 'm' }, { record: { framework: { id: 'plan' } } })).toBe('/documents/new?framework=plan');
    expect(at('/(app)/priorities/[id]', { id: 'n' }, { record: {} })).toBeNull();
    expect(at('/(app)/agreements/[id]', { id: 'a' }, { agreement: { archivedAt: '2026', parties: [{ organization: { id: 'b' } }] } })).toBeNull();
  });
  it('nowhere from an archived record, a form, or a list of which there is no note', () => {
    expect(at('/(app)/organizations/[id]', { id: 'x' }, { record: { archivedAt: '2026-01-01' } })).toBeNull();
    expect(at('/(app)/organizations/[id]/edit', { id: 'x' })).toBeNull();
    expect(at('/(app)/agenda')).toBeNull();
    expect(at('/(app)/places')).toBeNull();
    expect(selectionHref('forums', '?q=x')).toBeNull();
  });
});

describe('the choices of a note in its address', () => {
  const read = (search: string) => readWishes(new URLSearchParams(search), 'fr');
  it('say nothing of what is as usual, and are read as they were written', () => {
    const usual = read('');
    expect(usual).toEqual({ kind: null, meeting: null, tongue: 'fr', audience: 'internal', from: null, to: null });
    expect(Object.values(wishParams(usual, 'fr')).every((value) => value === null)).toBe(true);
    const chosen = read('note=meeting&in=beside&for=restricted&since=2026-01-01&until=2026-06-30&meeting=i1');
    expect(wishParams(chosen, 'fr')).toEqual({ note: 'meeting', meeting: 'i1', in: 'beside', for: 'restricted', since: '2026-01-01', until: '2026-06-30' });
  });
  it('are as usual where they are wrong', () => {
    expect(read('in=de&for=everyone&since=soon')).toEqual(read(''));
  });
  it('are not among the records, so that the page stays when they change', () => {
    expect(recordsOf('?selection=contacts&language=en&in=en&for=public')).toBe('selection=contacts&language=en');
  });
  it('make an order in one language or in both', () => {
    expect([languagesOf('en'), languagesOf('after'), languagesOf('beside')]).toEqual([{ language: 'en' }, { language: 'both', layout: 'after' }, { language: 'both', layout: 'beside' }]);
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

describe('what is typed and not saved', () => {
  const subjects = Array.from({ length: 8 }, (_, index) => ({ type: 'organization' as const, id: `019abcde-0000-7000-8000-00000000000${index}` }));
  const draft = (more: Partial<{ audience: string; language: string; place: string; subjects: typeof subjects }>) => {
    const { language = 'fr', place = 'Points sensibles', ...order } = more;
    return draftOf({ kind: 'selection', audience: 'internal', subjects, ...order }, { language, place });
  };
  it('comes back where it was typed and nowhere else, however many the records', () => {
    const others = [{ audience: 'public' }, { language: 'en' }, { place: 'Sources' }, { subjects: subjects.slice(1) }, { place: `${'x'.repeat(300)}1` }, { place: `${'x'.repeat(300)}2` }];
    expect(new Set([draft({}), ...others.map(draft)]).size).toBe(others.length + 1);
    expect(draft({ subjects: [...subjects].reverse() })).toBe(draft({}));
  });
});

describe('keeping a note', () => {
  it('twice by the same intention has one key; other choices and what follows an answer have their own', () => {
    const keys = createKeys();
    const first = keys.keyFor({ audience: 'internal' });
    expect(keys.keyFor({ audience: 'internal' })).toBe(first);
    const second = keys.keyFor({ audience: 'public' });
    expect(second).not.toBe(first);
    keys.forget();
    expect(keys.keyFor({ audience: 'public' })).not.toBe(second);
  });
});
