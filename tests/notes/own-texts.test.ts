import { describe, expect, it } from 'vitest';
import { plainText, type Block, type DocumentLanguage, type DocumentTree } from '../../server/documents/tree.ts';
import { changesSince, placesOf, withTexts } from '../../server/notes/own-texts.ts';

const lang = 'fr-CA';
const heading = (text: string, level: 1 | 2 = 1): Block => ({ type: 'heading', level, runs: [{ text, lang }] });
const paragraph = (text: string): Block => ({ type: 'paragraph', role: 'body', runs: [{ text, lang }] });
const awaited = (text: string): Block => ({ type: 'empty', toComplete: true, runs: [{ text, lang }] });
const closing: Block = { type: 'paragraph', role: 'note', runs: [{ text: 'Préparé par X', lang }] };

const tree = (blocks: Block[], language: DocumentLanguage = 'fr'): DocumentTree => ({
  schema: 1,
  kind: 'decision',
  title: 'T',
  author: 'A',
  office: 'O',
  audience: 'internal',
  asOf: '2026-11-21',
  omitted: 0,
  density: 'regular',
  parts: [{ language, title: [{ text: 'T', lang }], subtitle: [], header: { classification: [], asOf: [] }, footer: { office: [], page: [], of: [] }, blocks }],
});
const said = (made: DocumentTree): string[] => (made.parts[0]?.blocks ?? []).flatMap((block) => ('runs' in block ? [plainText(block.runs)] : block.type === 'facts' ? block.items.map(({ value }) => plainText(value)) : []));
const note = tree([
  heading('Contexte'),
  paragraph('Un fait'),
  heading('Recommandation'),
  awaited('À compléter'),
  heading('Options', 2),
  awaited('Avantages'),
  awaited('Avantages'),
  { type: 'facts', items: [{ label: [{ text: 'Dossier', lang }], value: [{ text: 'À compléter', lang }], toComplete: true }] },
  closing,
]);
const elsewhere = () => 'Autres textes';
const write = (...texts: [place: string, text: string][]) => withTexts(note, texts.map(([place, text]) => ({ language: 'fr', place, text })), elsewhere);

describe('the places of a note', () => {
  it('are its headings, and what is to be completed, each under its own name', () => {
    expect(placesOf(note)).toEqual([
      { language: 'fr', place: 'Contexte', isAwaited: false },
      { language: 'fr', place: 'Recommandation › À compléter', isAwaited: true },
      { language: 'fr', place: 'Options › Avantages', isAwaited: true },
      { language: 'fr', place: 'Options › Avantages (2)', isAwaited: true },
      { language: 'fr', place: 'Options › Dossier', isAwaited: true },
    ]);
  });
});

describe('a text', () => {
  it('stands after the facts under its heading, or instead of what was to be completed', () => {
    const made = write(['Contexte', 'Mon mot'], ['Recommandation › À compléter', 'Un.\n\nDeux.'], ['Options › Avantages (2)', 'Moins cher'], ['Options › Dossier', '2026-14']);
    expect(said(made)).toEqual(['Contexte', 'Un fait', 'Mon mot', 'Recommandation', 'Un.', 'Deux.', 'Options', 'Avantages', 'Moins cher', '2026-14', 'Préparé par X']);
    expect(JSON.stringify(made)).not.toContain('"toComplete":true,"value":[{"text":"2026-14"');
  });
  it('whose place is gone stands at the end of the note, before what closes it: it is never lost', () => {
    expect(said(write(['Ancien titre', 'Gardé'])).slice(-3)).toEqual(['Autres textes', 'Gardé', 'Préparé par X']);
  });
  it('is put right where it is printed, and the generated note is not touched', () => {
    const before = JSON.stringify(note);
    expect(said(write(['Contexte', "L'enjeu : 5 %"]))).toContain('L’enjeu\u00a0: 5\u00a0%');
    expect(JSON.stringify(note)).toBe(before);
    expect(withTexts(note, [], elsewhere)).toBe(note);
  });
  it('of one language does not stand in the other', () => {
    const made = withTexts(note, [{ language: 'en', place: 'Contexte', text: 'English' }], elsewhere);
    expect(JSON.stringify(made)).not.toContain('English');
  });
});

describe('what changed since a version', () => {
  it('is the lines that came and the lines that went, as often as they stand there', () => {
    const now = tree([heading('Contexte'), paragraph('Un fait'), paragraph('Un fait'), paragraph('Neuf'), closing]);
    expect(changesSince(tree([heading('Contexte'), paragraph('Un fait'), paragraph('Ancien'), closing]), now)).toEqual({ added: ['Un fait', 'Neuf'], removed: ['Ancien'] });
    expect(changesSince(now, now)).toEqual({ added: [], removed: [] });
  });
});
