import { describe, expect, it } from 'vitest';
import { laidOut } from '../../server/documents/beside.ts';
import { prepareTree } from '../../server/documents/prepare.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import type { Block, DocumentPart, DocumentTree, Run } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { outlineOf } from './outline.ts';

const fr = (text: string): Run[] => [{ text, lang: 'fr-CA' }];
const en = (text: string): Run[] => [{ text, lang: 'en-CA' }];
const heading = (runs: Run[], level: 1 | 2 = 1): Block => ({ type: 'heading', level, runs });
const said = (runs: Run[]): Block => ({ type: 'paragraph', role: 'body', runs });
const closing = (runs: Run[]): Block => ({ type: 'paragraph', role: 'note', runs });
const table = (runs: Run[]): Block => ({ type: 'table', caption: runs, columns: [{ header: runs, width: 100 }], rows: [[runs]] });
const part = (language: 'fr' | 'en', say: (text: string) => Run[], blocks: Block[]): DocumentPart => ({
  language,
  title: say('Bordeaux'),
  subtitle: say(language === 'fr' ? 'Fiche' : 'Sheet'),
  header: { classification: say(language === 'fr' ? 'Interne' : 'Internal'), asOf: say(language === 'fr' ? 'Au 22 novembre 2026' : 'As of November 22, 2026') },
  footer: { office: say('Bureau'), page: say('Page'), of: say(language === 'fr' ? 'de' : 'of') },
  blocks,
});
const treeOf = (left: Block[], right: Block[], more: Partial<DocumentTree> = {}): DocumentTree =>
  prepareTree({
    schema: 1,
    kind: 'test',
    title: 'Bordeaux',
    author: 'A',
    office: 'B',
    audience: 'internal',
    asOf: '2026-11-22',
    omitted: 0,
    density: 'regular',
    layout: 'beside',
    parts: [part('fr', fr, left), part('en', en, right)],
    ...more,
  });

describe('a note in two languages, side by side', () => {
  const like = treeOf(
    [heading(fr('Sommaire')), said(fr('Un')), said(fr('Deux')), heading(fr('Ententes')), table(fr('Entente')), said(fr('Fin')), closing(fr('Préparée par A'))],
    [heading(en('Summary')), said(en('One')), said(en('Two')), heading(en('Agreements')), table(en('Agreement')), said(en('End')), closing(en('Prepared by A'))],
  );

  it('pairs what has the same shape: headings and tables across the page, the rest row by row', () => {
    expect(outlineOf(laidOut(like))).toMatchInlineSnapshot(`
      "test · internal · omitted 0
      == fr · Interne / Internal · Au 22 novembre 2026 / As of November 22, 2026
      Bordeaux
      Fiche / Sheet

      # Sommaire / Summary
      || Français | English
        fr (body) Un
        en (body) One
        fr (body) Deux
        en (body) Two

      # Ententes / Agreements
      table: Entente
      | Entente 100
      | Entente
      table: Agreement
      | Agreement 100
      | Agreement
      || Français | English
        fr (body) Fin
        en (body) End
      (note) Préparée par A
      (note) Prepared by A
      "
    `);
  });

  it('is two parts one after the other where nothing is said, and never with one part', () => {
    const { layout: _layout, ...after } = like;
    expect(laidOut(after)).toBe(after);
    const [first] = like.parts;
    const alone = { ...like, parts: first ? [first] : [] };
    expect(laidOut(alone)).toBe(alone);
  });

  it('goes by headings where the shapes differ, and loses nothing', () => {
    const unlike = treeOf(
      [said(fr('Avant')), heading(fr('Sommaire')), said(fr('Un')), said(fr('Ajout')), heading(fr('Autres textes')), said(fr('Libre')), closing(fr('Préparée'))],
      [said(en('Before')), heading(en('Summary')), said(en('One')), closing(en('Prepared'))],
    );
    expect(outlineOf(laidOut(unlike))).toMatchInlineSnapshot(`
      "test · internal · omitted 0
      == fr · Interne / Internal · Au 22 novembre 2026 / As of November 22, 2026
      Bordeaux
      Fiche / Sheet
      || Français | English
        fr (body) Avant
        en (body) Before

      # Sommaire / Summary
      || Français | English
        fr (body) Un
        fr (body) Ajout
        en (body) One

      # Autres textes
      || Français | English
        fr (body) Libre
      (note) Préparée
      (note) Prepared
      "
    `);
  });

  it('says once what one language borrows from the other', () => {
    const tree = treeOf([], []);
    const [left, right] = tree.parts;
    if (!left || !right) throw new Error('two parts');
    const borrowed: Run[] = [...fr('Relecture de la fiche'), { text: ' (in French only)', lang: 'en-CA', italic: true, tone: 'muted' }];
    expect(laidOut({ ...tree, parts: [{ ...left, title: fr('Relecture de la fiche') }, { ...right, title: borrowed }] }).parts[0]?.title).toEqual(fr('Relecture de la fiche'));
  });

  it('keeps the promise of pages for both, and lists the headings of both', () => {
    expect(laidOut({ ...like, density: 'compact' }).pages).toBe(2);
    expect(laidOut({ ...like, pages: 2 }).pages).toBe(4);
    const listed = laidOut(treeOf([{ type: 'contents', depth: 1, items: [] }, heading(fr('Un')), said(fr('a'))], [{ type: 'contents', depth: 1, items: [] }, heading(en('One')), said(en('b'))]));
    expect(listed.parts[0]?.blocks[0]).toMatchObject({ type: 'contents', items: [{ runs: [{ text: 'Un' }, { text: ' / ' }, { text: 'One' }] }] });
  });

  it('is a table of two languages in HTML and Word, with its header row, and the language on every run', async () => {
    const laid = laidOut(like);
    const html = renderHtml(laid);
    expect(html).toContain('<th scope="col">Français</th><th scope="col"><span lang="en-CA">English</span></th>');
    expect(html).toContain('<td lang="en-CA"><p class="note-body">One</p></td>');
    const xml = wordText(await renderDocx(laid));
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(4); // two parallel texts, and the table in each language
    const runs = [...xml.matchAll(/<w:r>(?:(?!<\/w:r>).)*<w:t[ >][^<]*<\/w:t>/gs)].map(([one]) => one);
    expect(runs.filter((one) => !one.includes('<w:lang '))).toEqual([]);
    expect(runs.find((one) => one.includes('>One<'))).toContain('w:val="en-CA"');
  });

  it('is a sound PDF/UA', () => {
    expect(renderPdf(laidOut(like)).pages).toBe(1);
  });
});

const wordText = (file: Buffer): string => [...readZip(file)].find(([name]) => name === 'word/document.xml')?.[1].toString('utf8') ?? '';
