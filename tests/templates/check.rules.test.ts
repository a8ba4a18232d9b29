import { describe, expect, it } from 'vitest';
import { placeholders } from '../../server/documents/placeholders.rules.ts';
import { starterDocx } from '../../server/documents/starter-docx.ts';
import { checkTemplate } from '../../server/templates/check.ts';
import { chosenFor } from '../../server/templates/choice.rules.ts';
import { refusalInWords } from '../../server/templates/words.rules.ts';
import { override, p, pack, parts, relationship, template, w } from './packages.ts';

const code = async (file: Uint8Array): Promise<string> => {
  const { refusal } = await checkTemplate(file);
  if (!refusal) return 'taken';
  // Every reason has its own sentence in both languages.
  const [fr, en] = [refusalInWords(refusal, 'fr'), refusalInWords(refusal, 'en')];
  expect(fr).not.toBe(en);
  expect(fr + en).not.toContain('undefined');
  return refusal.code;
};
const bodyOf = (...paragraphs: string[]): string => paragraphs.join('');
const field = (instruction: string): string => `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${instruction.slice(0, 4)}</w:instrText></w:r><w:r><w:instrText>${instruction.slice(4)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

/** The same file with other bytes at one place of one record of its directory. */
function forged(file: Buffer, entry: string, change: (directory: Buffer) => void): Buffer {
  const copy = Buffer.from(file);
  const directory = copy.readUInt32LE(copy.length - 22 + 16);
  let place = directory;
  while (copy.toString('utf8', place + 46, place + 46 + copy.readUInt16LE(place + 28)) !== entry) {
    place += 46 + copy.readUInt16LE(place + 28) + copy.readUInt16LE(place + 30) + copy.readUInt16LE(place + 32);
  }
  change(copy.subarray(place));
  return copy;
}

describe('a template that is not taken', () => {
  it.each<[string, string, () => Buffer]>([
    ['nothing', 'empty', () => Buffer.alloc(0)],
    ['a PDF', 'not_word', () => Buffer.from('%PDF-1.7 …')],
    ['a picture', 'not_word', () => Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['a text', 'not_word', () => Buffer.from('Bonjour')],
    ['a sheet', 'not_word', () => pack({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' })],
    ['any archive', 'not_word', () => pack({ 'lisez-moi.txt': 'bonjour' })],
    ['half a file', 'broken', () => template().subarray(0, 900)],
    ['parts that are not XML', 'broken', () => pack({ ...parts(), 'word/document.xml': '<w:document><w:body>' })],
    ['no styles', 'broken', () => pack(Object.fromEntries(Object.entries(parts()).filter(([name]) => name !== 'word/styles.xml')))],
    ['the Word of before 2007', 'old_word', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le'), Buffer.alloc(512)])],
    ['a password', 'encrypted', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)])],
    ['entries under a password', 'encrypted', () => forged(template(), 'word/document.xml', (record) => record.writeUInt16LE(1, 8))],
    ['macros', 'macros', () => template({}, { 'word/vbaProject.bin': 'x' })],
    ['a .docm called .docx', 'macros', () => pack({ ...parts(), '[Content_Types].xml': (parts()['[Content_Types].xml'] ?? '').replace('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', 'application/vnd.ms-word.document.macroEnabled.main+xml') })],
    ['macros by relationship', 'macros', () => template({ relationships: relationship('vbaProject', 'autre.bin', '').replace('http://schemas.openxmlformats.org/officeDocument', 'http://schemas.microsoft.com/office') }, { 'word/autre.bin': 'x' })],
    ['commands of its own', 'macros', () => template({}, { 'customUI/customUI.xml': '<customUI/>' })],
    ['an attached template', 'outside_links', () => template({}, { 'word/_rels/settings.xml.rels': `<Relationships>${relationship('attachedTemplate', 'https://ailleurs.example/a.dotm')}</Relationships>` })],
    ['a picture from elsewhere', 'outside_links', () => template({ relationships: relationship('image', 'https://ailleurs.example/logo.png') })],
    ['a picture of a shared folder', 'outside_links', () => template({ relationships: relationship('image', '\\\\serveur\\logo.png', '') })],
    ['a link to a file', 'outside_links', () => template({ relationships: relationship('hyperlink', 'file:///c:/secret.txt') })],
    ['a linked object', 'embedded', () => template({ relationships: relationship('oleObject', 'https://ailleurs.example/a.xlsx') })],
    ['an embedded workbook', 'embedded', () => template({ relationships: relationship('package', 'embeddings/a.xlsx', '') }, { 'word/embeddings/a.xlsx': 'x' })],
    ['another document inside', 'embedded', () => template({ relationships: relationship('aFChunk', 'autre.html', '') }, { 'word/autre.html': '<p>x</p>' })],
    ['an ActiveX control', 'controls', () => template({ relationships: relationship('control', 'activeX/a.xml', '') }, { 'word/activeX/a.xml': '<a/>' })],
    ['a field that includes a picture', 'outside_links', () => template({ body: bodyOf(p('{corps}'), field('INCLUDEPICTURE "https://ailleurs.example/a.png"')) })],
    ['a field of another program', 'outside_links', () => template({ footer: field('DDEAUTO excel "a" "b"') })],
    ['a field whose name another field cuts in two', 'outside_links', () => template({ body: bodyOf(p('{corps}'), `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>TEXT "\\\\serveur\\a.docx"</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>`) })],
    ['an old drawing that fetches', 'outside_links', () => template({ header: `${p('x')}<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="https://ailleurs.example/a.png"/></v:shape></w:pict></w:r></w:p>` })],
    ['an add-in', 'controls', () => template({}, { 'word/_rels/settings.xml.rels': `<Relationships>${relationship('webextension', 'webextensions/a.xml', '').replace('http://schemas.openxmlformats.org/officeDocument/2006', 'http://schemas.microsoft.com/office/2011')}</Relationships>` })],
    ['a drawing that fetches', 'outside_links', () => template({}, { 'word/media/a.svg': '<svg><image href="https://ailleurs.example/a.png"/></svg>' })],
    ['a grammar', 'entities', () => pack({ ...parts(), 'word/header1.xml': '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:hdr/>' })],
    ['a grammar in a part with another name', 'entities', () => template({}, { 'word/chose.bin': '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' })],
    ['a grammar in UTF-16', 'encoding', () => pack({ ...parts(), 'word/header1.xml': Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><w:hdr/>', 'utf16le') })],
    ['another writing', 'encoding', () => pack({ ...parts(), 'word/header1.xml': '<?xml version="1.0" encoding="utf-7"?><w:hdr/>' })],
    ['a part that unfolds into too much', 'bomb', () => template({}, { 'word/media/a.bin': Buffer.alloc(2 * 1024 * 1024) })],
    ['many parts that do', 'bomb', () => template({}, Object.fromEntries(Array.from({ length: 3 }, (_, index) => [`word/media/${index}.bin`, Buffer.alloc(30 * 1024 * 1024)])))],
    ['a size that lies', 'bomb', () => forged(template({}, { 'word/media/a.bin': Buffer.alloc(20 * 1024 * 1024) }), 'word/media/a.bin', (record) => record.writeUInt32LE(1000, 24))],
    ['parts that share their bytes', 'bomb', () => forged(template({}, { 'word/media/a.bin': 'x'.repeat(4000) }), 'word/media/a.bin', (record) => record.writeUInt32LE(record.readUInt32LE(20) + 5, 20))],
    ['too many parts', 'too_many_parts', () => template({}, Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`word/media/${index}.bin`, 'x'])))],
    ['a name that leaves the package', 'broken', () => template({}, { '../x.xml': '<x/>' })],
    ['one name twice', 'broken', () => template({}, { 'WORD/document.xml': '<x/>' })],
    ['too many bytes', 'too_large', () => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(10 * 1024 * 1024)])],
    ['a whole book', 'too_long', () => template({ body: p('{corps}') + p('mot').repeat(2001) })],
    ['no place for the text', 'no_body', () => template({ body: p('{titre} {crops}') })],
    ['two places for the text', 'body_twice', () => template({ body: p('{corps}') + p('{body}') })],
    ['the text in the header', 'body_misplaced', () => template({ body: p('x'), header: p('{corps}') })],
    ['the text in a table', 'body_misplaced', () => template({ body: `<w:tbl><w:tr><w:tc>${p('{corps}')}</w:tc></w:tr></w:tbl>` })],
    ['words beside the text', 'body_not_alone', () => template({ body: p('Voici : {corps}') })],
    ['the text where a section ends', 'body_ends_section', () => template({ body: `<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{corps}</w:t></w:r></w:p>${p('x')}` })],
  ])('%s: %s', async (_what, expected, make) => {
    expect(await code(make())).toBe(expected);
  });

  it('says which placeholders were found when the text has no place', async () => {
    const { refusal } = await checkTemplate(template({ body: p('{titre} {crops}') }));
    expect(refusal && refusalInWords(refusal, 'fr')).toContain('{crops}');
    expect(refusal && refusalInWords(refusal, 'fr')).toContain('{corps}');
    expect(refusal && refusalInWords(refusal, 'en')).toContain('{body}');
  });
});

describe('a template that is taken', () => {
  it('is described: placeholders, what is near an unknown one, styles by name and by level', async () => {
    const { check } = await checkTemplate(template({ body: p('{TITRE}') + p('{corps}') + p('{clasification} {zzzzzzzz}') }));
    expect(check?.placeholders).toEqual(
      expect.arrayContaining([
        { name: 'TITRE', meaning: 'title', nearest: null },
        { name: 'corps', meaning: 'body', nearest: null },
        { name: 'classification', meaning: 'classification', nearest: null },
        { name: 'bureau', meaning: 'office', nearest: null },
        { name: 'clasification', meaning: null, nearest: 'classification' },
        { name: 'zzzzzzzz', meaning: null, nearest: null },
      ]),
    );
    expect(check?.missing).toEqual(['asOf']);
    // In the text alone, it is not on every page.
    expect((await checkTemplate(template({ body: p('{classification}') + p('{corps}'), header: p('x') }))).check?.missing).toContain('classification');
    const styles = new Map(check?.styles.map(({ ours, theirs }) => [ours, theirs]));
    expect(styles.get('Heading1')).toBe('heading 1');
    expect(styles.get('Heading2')).toBe('ville intertitre');
    expect(styles.get('Heading3')).toBeNull();
    expect(styles.get('Note')).toBeNull();
  });

  it('may hold links that a person clicks, text in braces that is no name, and be a .dotx', async () => {
    const links = template({ relationships: relationship('hyperlink', 'https://www.ville.example/'), body: p('{corps}') + p(`{${'long '.repeat(20)}}`) });
    const { check } = await checkTemplate(links);
    expect(check?.placeholders.map(({ name }) => name)).not.toContain('long');
    const dotx = pack({ ...parts(), '[Content_Types].xml': (parts()['[Content_Types].xml'] ?? '').replace('document.main+xml', 'template.main+xml') });
    expect(await code(dotx)).toBe('taken');
  });

  it('does not count what stands in a header that no page shows', async () => {
    const hidden = template({ header: p('x'), contentTypes: override('word/header2.xml', 'header') }, { 'word/header2.xml': `<w:hdr ${w}>${p('{classification}')}</w:hdr>` });
    expect((await checkTemplate(hidden)).check?.missing).toContain('classification');
  });

  it.each(['fr', 'en'] as const)('is the one to begin from (%s), with every placeholder, nothing unknown and nothing missing', async (language) => {
    const file = await starterDocx(language);
    expect(file.equals(await starterDocx(language))).toBe(true);
    const { check, refusal } = await checkTemplate(file);
    expect(refusal).toBeUndefined();
    expect(check?.placeholders.map(({ meaning }) => meaning).sort()).toEqual([...placeholders].sort());
    expect(check?.missing).toEqual([]);
    expect(check?.styles.every(({ theirs }) => theirs !== null)).toBe(true);
  });
});

describe('the template of a note', () => {
  const all = { id: 'all', language: null, kinds: [] };
  const french = { id: 'french', language: 'fr', kinds: [] };
  const meeting = { id: 'meeting', language: null, kinds: ['meeting'] };
  it.each([
    ['meeting', ['fr'], 'meeting'],
    ['decision', ['fr'], 'french'],
    ['decision', ['en'], 'all'],
    ['decision', ['fr', 'en'], 'all'],
  ])('%s in %j: %s', (kind, languages, id) => {
    expect(chosenFor([all, french, meeting], kind, languages)?.id).toBe(id);
  });
  it('is none where none serves', () => {
    expect(chosenFor([french], 'meeting', ['fr', 'en'])).toBeNull();
  });
});
