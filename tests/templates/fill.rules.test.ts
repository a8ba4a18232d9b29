import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillDocx } from '../../server/documents/fill-docx.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { builtInTree } from '../../server/templates/built-in.ts';
import { anyBlocks, checkXml, pictureOf, run, treeOf } from '../documents/documents.ts';
import { blocks } from './note.ts';
import { p, pack, paragraphsOf, parts, template } from './packages.ts';

const part = (file: Buffer, name: string): string => readZip(file).get(name)?.toString('utf8') ?? '';
const text = (file: Buffer, name = 'word/document.xml'): string[] => paragraphsOf(part(file, name));

const tree = treeOf(blocks);
const english = { ...treeOf([{ type: 'paragraph', role: 'body', runs: [run('In English', { lang: 'en-CA' })] }]).parts[0], language: 'en' as const };
const bilingual: DocumentTree = { ...tree, parts: [...tree.parts, { ...english, title: [run('Title', { lang: 'en-CA' })], header: { classification: [run('Internal use', { lang: 'en-CA' })], asOf: [run('As of', { lang: 'en-CA' })] } } as DocumentTree['parts'][number]] };

describe('a note in the office’s template', () => {
  it('keeps what the template says, and says all that the note says, in order', async () => {
    const file = await fillDocx(tree, template());
    expect(text(file)).toEqual([
      'Objet : Titre de l’essai',
      'Sous-titre',
      'Contexte',
      'Voir le site.',
      'Faits',
      'Population 549 459',
      'Un',
      'Deux',
      'Tableau',
      'Les personnes',
      'Nom',
      'Titre',
      'A',
      'B',
      'Par nous',
      'Par eux',
      'Source\u00a0: le bureau',
      'Fin de la lettre, Édouard Laflamme-Démo, À jour au 21 novembre 2026',
    ]);
    expect(text(file, 'word/header1.xml')).toEqual(['VILLE D’ESSAI, Usage interne']);
    expect(text(file, 'word/footer1.xml')).toEqual(['Bureau, 1, rue de l’Essai']);
    expect(part(file, 'word/document.xml')).toMatch(/<w:sectPr>.*w:w="11906".*w:left="1700"/s);
    for (const [name, data] of readZip(file)) if (/\.(?:xml|rels)$/.test(name)) checkXml(data.toString('utf8'));
  });

  it('is set in the template’s styles, by name and by level; those it lacks are added, each under an id of its own', async () => {
    const file = await fillDocx(tree, template());
    const xml = part(file, 'word/document.xml');
    const used = [...xml.matchAll(/<w:(?:p|r|tbl)Style w:val="([^"]*)"/g)].map(([, id]) => id);
    expect(used).toEqual(expect.arrayContaining(['Titre1', 'VilleIntertitre', 'Heading3', 'Fact', 'PasserelleNote', 'PasserelleTable', 'Hyperlink']));
    expect(used).not.toContain('Heading1');
    expect(used).not.toContain('Note');
    const styles = part(file, 'word/styles.xml');
    const ids = [...styles.matchAll(/w:styleId="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of used) expect(ids).toContain(id);
    expect(styles).toContain('w:ascii="Arial"');
    for (const id of [...styles.matchAll(/<w:basedOn w:val="([^"]*)"/g)].map(([, one]) => one)) expect(ids).toContain(id);
  });

  it('fits its tables to the template’s page', async () => {
    const widths = [...part(await fillDocx(tree, template()), 'word/document.xml').matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(11906 - 2 * 1700);
  });

  it('says its classification, its date and its title at the head where the template does not ask for them', async () => {
    const file = await fillDocx(tree, template({ header: p('VILLE'), footer: p('1'), body: p('{corps}') }));
    expect(text(file).slice(0, 4)).toEqual(['Usage interne · À jour au 21 novembre 2026', 'Titre de l’essai', 'Sous-titre', 'Contexte']);
  });

  it('says both languages in the margins, and begins a page for the second', async () => {
    const file = await fillDocx(bilingual, template());
    expect(text(file, 'word/header1.xml')).toEqual(['VILLE D’ESSAI, Usage interne / Internal use']);
    expect(text(file)).toEqual(expect.arrayContaining(['Objet : Titre de l’essai', 'Title', 'In English']));
    expect(part(file, 'word/document.xml').match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
  });

  it('takes what people typed as text: braces, names of placeholders, signs, other scripts, 400 characters', async () => {
    const naughty = ['{corps}', '{titre} {auteur}', '{{x}}', '}{', 'Tom & <b>Jerry</b>', '😀 👩‍🚀', 'שלום עולם', 'x'.repeat(400), '$&$$'];
    const typed = treeOf([{ type: 'list', items: naughty.map((one) => [run(one)]) }], { author: '{corps} & <x>' });
    const named = { ...typed, parts: typed.parts.map((one) => ({ ...one, title: [run('{corps} & {auteur} $&')] })) };
    const file = await fillDocx(named, template());
    expect(text(file)).toEqual(['Objet : {corps} & {auteur} $&', 'Sous-titre', ...naughty, 'Fin de la lettre, {corps} & <x>, À jour au 21 novembre 2026']);
    expect(part(file, 'docProps/core.xml')).toContain('{corps} &amp; &lt;x&gt;');
  });

  it('holds any tree at all', { timeout: 60_000 }, async () => {
    const file = template();
    await fc.assert(
      fc.asyncProperty(anyBlocks, async (any) => {
        for (const [name, data] of readZip(await fillDocx(treeOf(any), file))) if (/\.(?:xml|rels)$/.test(name)) checkXml(data.toString('utf8'));
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same bytes for the same tree and template, pictures and links included', async () => {
    const pictured = treeOf([pictureOf('Bordeaux'), pictureOf('Namur'), ...blocks]);
    const [one, other] = [await fillDocx(pictured, template()), await fillDocx(pictured, template())];
    expect(one.equals(other)).toBe(true);
    expect([...readZip(one).keys()].filter((name) => name.startsWith('word/media/')).length).toBe(4);
    expect(part(one, 'word/document.xml')).toContain('descr="Une barre et son nom"');
  });

  it('leaves no trace of the template kind of Word', async () => {
    const dotx = pack({ ...parts(), '[Content_Types].xml': (parts()['[Content_Types].xml'] ?? '').replace('document.main+xml', 'template.main+xml') });
    expect(part(await fillDocx(tree, dotx), '[Content_Types].xml')).toContain('document.main+xml');
  });
});

describe('the built-in template', () => {
  it('filled, says what our own page says', async () => {
    const [filled, own] = [await fillDocx(tree, await renderDocx(builtInTree('fr'))), await renderDocx(tree)];
    expect(text(filled)).toEqual(text(own));
    expect(text(filled, 'word/header1.xml')).toEqual(text(own, 'word/header1.xml'));
    expect(text(filled, 'word/footer1.xml')).toEqual(text(own, 'word/footer1.xml'));
  });
});
