import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { buildSelectionNote, pagesFor } from '../../server/documents/selection-note.ts';
import { allRuns, plainText, type DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aRequest, checkXml, nb } from './documents.ts';
import { outlineOf, wordOutline } from './outline.ts';
import { anInteractionEntry, anOrganizationEntry, aPersonEntry, aSelection, both } from './sheets.ts';

const said = (tree: DocumentTree): string => allRuns(tree).map(({ text }) => text).join('|');
const selections = {
  organizations: aSelection(),
  people: aSelection([aPersonEntry(), aPersonEntry({ name: 'Wouter van der Bedacht', pronouns: null, title: null, last: { on: '2026-05-01', subject: both('Visite', 'Visit') }, sensitivity: 'restricted' })], { common: { regions: [], priorities: [] } }),
  interactions: aSelection([anInteractionEntry(), anInteractionEntry({ subject: both('Échange discret', null), sensitivity: 'confidential', summary: null })], { common: { regions: [], priorities: [] } }),
};

describe.each(['organizations', 'people', 'interactions'] as const)('the note over a selection of %s', (type) => {
  it.each([['fr', 'internal'], ['en', 'internal'], ['fr', 'confidential'], ['en', 'public']] as const)('in %s for %s is as it was agreed', async (language, audience) => {
    await expect(outlineOf(buildSelectionNote(selections[type], aRequest({ language, audience })))).toMatchFileSnapshot(`golden/selection.${type}.${language}.${audience}.txt`);
  });

  it.each(['fr', 'en'] as const)('is the same in Word in %s, paragraph by paragraph', async (language) => {
    const xml = readZip(await renderDocx(buildSelectionNote(selections[type], aRequest({ language })))).get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    await expect(wordOutline(xml)).toMatchFileSnapshot(`golden/selection.${type}.${language}.internal.word.txt`);
  });
});

describe('the note over a selection', () => {
  it('keeps the order given', () => {
    const names = ['Zèbre', 'Ancre', 'Mitaine'];
    const tree = buildSelectionNote(aSelection(names.map((name) => anOrganizationEntry({ name: both(name, null) }))), aRequest());
    const headings = (tree.parts[0]?.blocks ?? []).flatMap((block) => (block.type === 'heading' && block.level === 2 ? [plainText(block.runs)] : []));
    expect(headings).toEqual(names);
  });

  it('leaves out and counts what is above its audience', () => {
    const internal = buildSelectionNote(selections.organizations, aRequest());
    expect(said(internal)).not.toContain('discret');
    expect(internal.omitted).toBe(1);
    const people = buildSelectionNote(selections.people, aRequest());
    expect(said(people)).not.toContain('Bedacht');
    expect([people.omitted, plainText(people.parts[0]?.title ?? [])]).toEqual([1, '1 personne']);
  });

  it('says what is common first: regions, priorities, open promises and the late ones with whom', () => {
    const text = said(buildSelectionNote(selections.organizations, aRequest()));
    expect(text).toContain('Europe de l’Ouest| (2 sur 2)');
    expect(text).toContain('1 de notre part, 0 de la leur');
    expect(text).toContain(`Ville de Bordeaux|${nb}: |Envoyer le guide`);
  });

  it.each([1, 12, 60, 200])('keeps to its pages with %i records, each of them there, and says what it leaves out', { timeout: 60_000 }, (count) => {
    const entries = Array.from({ length: count }, (_, index) => anOrganizationEntry({ name: both(`Organisation ${index + 1}`, `Organization ${index + 1}`), promises: Array.from({ length: 12 }, () => anOrganizationEntry().promises[0]!) }));
    const tree = buildSelectionNote(aSelection(entries), aRequest());
    expect(renderPdf(tree).pages).toBeLessThanOrEqual(pagesFor(count));
    for (const index of [1, count]) expect(said(tree)).toContain(`Organisation ${index}`);
    expect(/Pour tenir en \d+ pages/.test(said(tree))).toBe(count > 12);
  });

  it('says how many records it leaves out when their names alone are too long', { timeout: 60_000 }, () => {
    const entries = Array.from({ length: 200 }, (_, index) => anOrganizationEntry({ name: both(`${index} ${'Association '.repeat(33)}`, null) }));
    const tree = buildSelectionNote(aSelection(entries), aRequest());
    expect(said(tree)).toMatch(/laisse de côté \d+ fiches de la sélection/);
    expect(renderPdf(tree).pages).toBeLessThanOrEqual(pagesFor(200));
  });
});
