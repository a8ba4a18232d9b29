import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillDocx } from '../../server/documents/fill-docx.ts';
import { starterDocx } from '../../server/documents/starter-docx.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { anyBlocks, checkXml, pictureOf, run, treeOf } from '../documents/documents.ts';
import { blocks } from './note.ts';
import { p, pack, paragraphsOf, parts, template, w } from './packages.ts';

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

  it('says its date and its title at the head, and its classification in the header, where the template does not ask for them', async () => {
    const file = await fillDocx(tree, template({ header: p('VILLE'), footer: p('1'), body: p('{corps}') }));
    expect(text(file).slice(0, 4)).toEqual(['À jour au 21 novembre 2026', 'Titre de l’essai', 'Sous-titre', 'Contexte']);
    expect(text(file, 'word/header1.xml')).toEqual(['VILLE', 'Usage interne']);
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

/** The sections of a text, as written. */
const sections = (file: Buffer): string[] => part(file, 'word/document.xml').match(/<w:sectPr\b.*?<\/w:sectPr>/gs) ?? [];
const paper = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2000" w:right="1700" w:bottom="1400" w:left="1700" w:header="700" w:footer="700" w:gutter="0"/>';
const withSections = (last: string, before = '', more: Record<string, string> = {}): Buffer =>
  pack({ ...parts({ header: p('VILLE'), body: `${p('{corps}')}${before}` }), 'word/document.xml': (parts({ body: `${p('{corps}')}${before}` })['word/document.xml'] ?? '').replace(/<w:sectPr>(?:(?!<w:sectPr>).)*$/s, `${last}</w:body></w:document>`), 'word/header1.xml': `<w:hdr ${w}>${p('VILLE')}</w:hdr>`, ...more });

describe('every page of a note in the office’s template says its classification', () => {
  it.each<[string, Buffer]>([
    ['no header at all', withSections(`<w:sectPr>${paper}</w:sectPr>`)],
    ['an empty section', withSections('<w:sectPr/>')],
    ['no section', withSections('')],
    ['a header without it', withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}</w:sectPr>`)],
    ['a first page of its own', withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}<w:titlePg/></w:sectPr>`)],
    ['even pages of their own', withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}</w:sectPr>`, '', { 'word/settings.xml': `<w:settings ${w}><w:evenAndOddHeaders/></w:settings>` })],
    ['a second section with another header', withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}</w:sectPr>`, `<w:p><w:pPr><w:sectPr>${paper}</w:sectPr></w:pPr></w:p>`)],
    ['only its first page says it', withSections(`<w:sectPr><w:headerReference w:type="first" r:id="rId2"/>${paper}<w:titlePg/></w:sectPr>`, '', { 'word/header1.xml': `<w:hdr ${w}>${p('{classification}')}</w:hdr>` })],
  ])('%s', async (_what, file) => {
    const filled = await fillDocx(tree, file);
    const rels = new Map([...part(filled, 'word/_rels/document.xml.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([one]) => [/ Id="([^"]*)"/.exec(one)?.[1], / Target="([^"]*)"/.exec(one)?.[1]]));
    const isFirstOwn = part(filled, 'word/document.xml').includes('<w:titlePg');
    const kinds = ['default', ...(isFirstOwn ? ['first'] : []), ...(part(filled, 'word/settings.xml').includes('evenAndOddHeaders') ? ['even'] : [])];
    const current = new Map<string, string>();
    for (const section of sections(filled)) {
      for (const [reference] of section.matchAll(/<w:headerReference\b[^>]*>/g)) current.set(/w:type="([^"]*)"/.exec(reference)?.[1] ?? '', rels.get(/r:id="([^"]*)"/.exec(reference)?.[1]) ?? '');
      for (const kind of kinds) expect(text(filled, `word/${current.get(kind)}`).join(' '), kind).toContain('Usage interne');
    }
    expect(sections(filled).length).toBeGreaterThan(0);
    for (const [name, data] of readZip(filled)) if (/\.(?:xml|rels)$/.test(name)) checkXml(data.toString('utf8'));
  });

  it('without a second time where the template says it', async () => {
    expect(text(await fillDocx(tree, template()), 'word/header1.xml')).toEqual(['VILLE D’ESSAI, Usage interne']);
  });
});

describe('columns and tables of contents in the office’s template', () => {
  const contents: DocumentTree['parts'][number]['blocks'] = [{ type: 'contents', depth: 2, items: [] }, ...blocks, { type: 'heading', level: 1, runs: [run('Fin')] }];

  it('cuts the section into columns on the same page, with the template’s paper and headers', async () => {
    const made = sections(await fillDocx(tree, template()));
    expect(made.map((one) => [/w:type w:val="continuous"/.test(one), /<w:cols w:num="2"/.test(one)])).toEqual([[false, false], [true, true], [true, false]]);
    for (const one of made) expect(one).toContain('w:w="11906"');
    // A section that goes on keeps the headers of the one before, and begins no page of its own.
    const own = sections(await fillDocx(tree, withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}<w:pgNumType w:start="3"/><w:titlePg/></w:sectPr>`)));
    expect(own.map((one) => [one.includes('w:start="3"'), one.includes('<w:titlePg')])).toEqual([[true, true], [false, false], [false, false]]);
    expect(own.join('')).toMatch(/<w:pgNumType\/>.*<w:cols w:num="2"/);
  });

  it('leaves a template of several columns as it is', async () => {
    const made = sections(await fillDocx(tree, withSections(`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>${paper}<w:cols w:num="2" w:space="400"/></w:sectPr>`)));
    expect(made).toHaveLength(1);
  });

  it('lists the headings with their pages, whatever the template calls its headings, and leaves its content controls alone', async () => {
    const control = '<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Choix</w:t></w:r></w:p></w:sdtContent></w:sdt>';
    const file = await fillDocx(treeOf(contents), template({ body: `${control}${p('{corps}')}` }));
    const xml = part(file, 'word/document.xml');
    expect(xml).toContain(control);
    const listed = /TOC \\b "part_fr".*?<\/w:sdt>/s.exec(xml)?.[0] ?? '';
    expect([...listed.matchAll(/w:anchor="(_Toc\d+)".*?<w:t [^>]*>([^<]*)<.*?separate"\/><w:t [^>]*>(\d*)</gs)].map(([, , title, page]) => [title, page])).toEqual([['Contexte', '1'], ['Faits', '1'], ['Fin', '1']]);
    for (const [, anchor] of listed.matchAll(/w:anchor="(_Toc\d+)"/g)) expect(xml).toMatch(new RegExp(`<w:bookmarkStart w:id="\\d+" w:name="${anchor}"/>`));
    const ids = [...xml.matchAll(/<w:bookmarkStart[^>]* w:id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(part(file, 'word/styles.xml')).toMatch(/w:styleId="TOC2"/);
  });
});

describe('the template to begin from', () => {
  it('filled, says what the note says, and none of the remarks in its margins', async () => {
    const file = await fillDocx(tree, await starterDocx('fr'));
    expect(text(file).slice(0, 5).map((one) => one.replace(/\s/g, ' '))).toEqual(['Titre de l’essai', 'Sous-titre', 'Préparée par Édouard Laflamme-Démo', 'Date 21 novembre 2026', 'Contexte']);
    expect(text(file, 'word/header1.xml')).toEqual(['Bureau Usage interne']);
    expect(text(file, 'word/footer1.xml').join(' ')).toContain('À jour au 21 novembre 2026 Page');
    expect([...readZip(await starterDocx('fr')).keys()]).toContain('word/comments.xml');
    expect([...readZip(file).keys()].filter((name) => name.includes('comments'))).toEqual([]);
    for (const [name, data] of readZip(file)) if (/\.(?:xml|rels)$/.test(name)) expect(data.toString('utf8'), name).not.toMatch(/comment(?:s\.xml|Range|Reference)/);
  });
});
