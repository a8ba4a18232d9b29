/**
 * A note in the office's own Word template: the text goes where the template asks for it, in the template's styles, under
 * its headers and letterhead; what else the template asks for between braces is replaced by what the note says.
 */
import { createHash } from 'node:crypto';
import { FileChild, Paragraph, PatchType, patchDocument } from 'docx';
import type { IContext, IXmlableObject } from 'docx';
import { formatDate } from '../text/format.rules.ts';
import { rastersOf, words } from './docx-blocks.ts';
import type { Rasters, Rendered } from './docx-blocks.ts';
import { headingMark, isWithContents, listedContents, markId, pageNumbers, settleContents, tidyContents } from './docx-contents.ts';
import { numberLinks } from './docx-settle.ts';
import { numbering, pageShape } from './docx-styles.ts';
import type { PageShape } from './docx-styles.ts';
import { delimiters, meaningOf } from './placeholders.rules.ts';
import type { Placeholder } from './placeholders.rules.ts';
import { pieces } from './render-docx.ts';
import { readSoundZip } from './sound-zip.ts';
import { PieceEnd, continuedSection } from './template-columns.ts';
import { cleanPackage, edit, editSection, markPages, unmarkedPages } from './template-pages.ts';
import { mergeStyles } from './template-styles.ts';
import { languageTag, mapRuns, plainText } from './tree.ts';
import type { DocumentPart, DocumentTree, Run } from './tree.ts';
import { documentPart, readWordTemplate, stylesPart } from './word-template.ts';
import type { WordTemplate } from './word-template.ts';
import { readZip, writeZip } from './zip.ts';

/** What the paragraphs of a note are set on. */
interface Sheet {
  template: WordTemplate;
  shape: PageShape;
  rasters: Rasters;
  /** The id that a style of ours has in the template. */
  style: (id: string) => string;
}

/** A template made ready once for all the notes that are made in it. */
interface Prepared {
  template: WordTemplate;
  entries: ReadonlyMap<string, Buffer>;
  /** Private characters that its text uses. */
  taken: ReadonlySet<string>;
  /** The highest number of a picture of its own: ours come after. */
  pictures: number;
  /** By density, language and whether its section is cut: the package with our styles, and the ids that they have in it. */
  styled: Map<string, Promise<{ file: Buffer; ids: ReadonlyMap<string, string> }>>;
}

/** So many templates are kept ready; an office has a few. */
const most = 8;
const ready = new Map<string, Promise<Prepared>>();

/**
 * The Word file of a prepared tree in a template that was accepted; the same two give the same bytes. Every page says the
 * classification: where the template does not ask for it, it is added at the top. @throws when the template cannot be read
 */
export async function fillDocx(tree: DocumentTree, file: Uint8Array): Promise<Buffer> {
  const { template, taken, pictures, entries, styled } = await prepared(file);
  const lang = languageTag(tree.parts[0]?.language ?? 'fr');
  const isCut = template.cuttable !== null && tree.parts.some(({ blocks }) => blocks.some(({ type }) => type === 'columns'));
  const styles = await kept(styled, `${tree.density} ${lang} ${isCut ? 'cut' : 'whole'}`, () => withStyles(entries, template, tree.density, lang, isCut));
  const brace = unusedCharacter(tree, taken);
  const hide = (text: string): string => text.replaceAll(delimiters.start, brace);
  const hidden = { ...mapRuns(tree, (run) => ({ ...run, text: hide(run.text) })), author: hide(tree.author) };
  const sheet: Sheet = { template, shape: shapeIn(template, tree), rasters: await rastersOf(tree), style: (id) => styles.ids.get(id) ?? id };
  const filled = await patchDocument({
    outputType: 'nodebuffer',
    data: styles.file,
    placeholderDelimiters: delimiters,
    trimPlaceholders: true,
    numbering: numbering ?? { config: [] },
    properties: { title: tree.title, creator: tree.author, lastModifiedBy: tree.author, subject: tree.office },
    patches: patchesOf(hidden, sheet),
    ...(isWithContents(tree) && { pageNumbers: await pageNumbers(tree) }),
  });
  return settle(filled, pictures, tree, sheet, lang, brace);
}

/** What is under a key, made when nobody has asked for it yet. */
function kept<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = map.get(key) ?? make();
  map.set(key, known);
  known.catch(() => map.delete(key));
  return known;
}

function prepared(file: Uint8Array): Promise<Prepared> {
  const key = createHash('sha256').update(file).digest('hex');
  const found = kept(ready, key, () => prepare(file));
  // The one that was asked for last is the last to go.
  ready.delete(key);
  ready.set(key, found);
  for (const old of [...ready.keys()].slice(0, -most)) ready.delete(old);
  return found;
}

async function prepare(file: Uint8Array): Promise<Prepared> {
  const entries = readSoundZip(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  cleanPackage(entries);
  markPages(entries, (await readWordTemplate(packed(entries))).parts);
  const template = await readWordTemplate(packed(entries));
  if (unmarkedPages(template.parts).length > 0) throw new Error('a page of the template cannot say the classification');
  const xml = [...entries].filter(([name]) => /\.(?:xml|rels)$/.test(name)).map(([, data]) => data.toString('utf8'));
  return {
    template,
    entries,
    taken: new Set(xml.flatMap((text) => text.match(/[\ue000-\uf8ff]/g) ?? [])),
    pictures: Math.max(0, ...xml.flatMap((text) => [...text.matchAll(/<wp:docPr [^>]*?\bid="(\d{1,9})"/g)].map(([, id]) => Number(id)))),
    styled: new Map(),
  };
}

async function withStyles(
  entries: Prepared['entries'],
  { parts, cuttable }: WordTemplate,
  density: DocumentTree['density'],
  lang: string,
  isCut: boolean,
): Promise<{ file: Buffer; ids: ReadonlyMap<string, string> }> {
  const styles = await mergeStyles(parts, density, lang);
  const own = new Map(entries);
  edit(own, stylesPart, (xml) => xml.replace('</w:styles>', () => `${styles.added}</w:styles>`));
  if (cuttable && isCut) editSection(own, cuttable.place, continuedSection);
  return { file: packed(own), ids: styles.ids };
}

/** Its date does not matter: the finished file has that of the note. */
const packed = (entries: ReadonlyMap<string, Buffer>): Buffer => writeZip(entries, '2000-01-01');

/** A private character that stands for an opening brace that somebody typed, so that no text is taken for a placeholder. */
function unusedCharacter(tree: DocumentTree, taken: ReadonlySet<string>): string {
  const text = JSON.stringify(tree);
  for (let code = 0xe000; code <= 0xf8ff; code += 1) {
    const character = String.fromCharCode(code);
    if (!taken.has(character) && !text.includes(character)) return character;
  }
  throw new Error('every private character is used');
}

function shapeIn({ textWidth }: WordTemplate, { density }: DocumentTree): PageShape {
  const ours = pageShape(density);
  return textWidth === null ? ours : { ...ours, textWidth };
}

/** What replaces each name that the template uses. The body comes last: it is not searched for the other names. */
function patchesOf(tree: DocumentTree, sheet: Sheet): Parameters<typeof patchDocument>[0]['patches'] {
  const names = sheet.template.names.flatMap((name) => {
    const meaning = meaningOf(name);
    return meaning ? [{ name, meaning }] : [];
  });
  const simple = names.flatMap(({ name, meaning }) =>
    meaning === 'body' ? [] : [[name, { type: PatchType.PARAGRAPH, children: words(saidIn(tree, meaning)) }] as const],
  );
  const body = names.filter(({ meaning }) => meaning === 'body').map(({ name }) => [name, { type: PatchType.DOCUMENT, children: bodyOf(tree, sheet) }] as const);
  return Object.fromEntries<(typeof simple)[number][1] | (typeof body)[number][1]>([...simple, ...body]);
}

/** What a name asks for. A document in two languages says it in both; its title is that of the first part. */
function saidIn(tree: DocumentTree, meaning: Exclude<Placeholder, 'body'>): Run[] {
  const [first] = tree.parts;
  const lang = languageTag(first?.language ?? 'fr');
  const both = (of: (part: DocumentPart) => Run[]): Run[] => {
    const said = tree.parts.map(of).filter((runs, index, all) => all.findIndex((other) => plainText(other) === plainText(runs)) === index);
    return said.flatMap((runs, index) => (index === 0 ? runs : [{ text: ' / ', lang }, ...runs]));
  };
  switch (meaning) {
    case 'title':
      return first?.title ?? [];
    case 'subtitle':
      return first?.subtitle ?? [];
    case 'classification':
      return both(({ header }) => header.classification);
    case 'asOf':
      return both(({ header }) => header.asOf);
    case 'office':
      return both(({ footer }) => footer.office);
    case 'date':
      return both(({ language }) => [{ text: formatDate(tree.asOf, language), lang: languageTag(language) }]);
    case 'author':
      return [{ text: tree.author, lang }];
  }
}

/** The text of the note. What the template does not say of its title and date is said at the head of it. */
function bodyOf(tree: DocumentTree, sheet: Sheet): FileChild[] {
  const { template, style, shape, rasters } = sheet;
  const { cuttable } = template;
  let isWhole = true;
  return tree.parts.flatMap((part, index) => {
    const isSaid = (meaning: Placeholder): boolean => template.standing.get(meaning)?.has('text') === true && index === 0;
    const head: [id: string, runs: Run[]][] = [
      ...(template.standing.has('asOf') || part.header.asOf.length === 0 ? [] : [['Note', part.header.asOf] as [string, Run[]]]),
      ...(isSaid('title') ? [] : [['Title', part.title] as [string, Run[]]]),
      ...(isSaid('subtitle') || part.subtitle.length === 0 ? [] : [['Subtitle', part.subtitle] as [string, Run[]]]),
    ];
    // A part of another language begins its own page; it always says its title.
    const first = head.map(([id, runs], place) => new Paragraph({ style: id, pageBreakBefore: index > 0 && place === 0, children: words(runs) }));
    const made = pieces(part, first, shape, rasters, (block, marks) => listedContents(block, part.language, marks, shape.textWidth));
    const markHeading = headingsOf(part);
    return made.flatMap(({ columns, children }, place): FileChild[] => {
      const isCut = cuttable && (columns > 1 || (made[place + 1]?.columns ?? 1) > 1);
      const end = isCut ? [new PieceEnd(cuttable.section, columns, isWhole, shape.gutter)] : [];
      if (isCut) isWhole = false;
      return [...children.map((one) => new Restyled(one, style, markHeading)), ...end];
    });
  });
}

/** Gives each heading that the table of contents of a part lists the mark that it is linked to, in the order in which they are written. */
function headingsOf({ language, blocks }: DocumentPart): (written: IXmlableObject) => IXmlableObject {
  const contents = blocks.find((block) => block.type === 'contents');
  let place = 0;
  let isListed = false;
  return (written) => {
    isListed ||= 'w:sdt' in written;
    const content: unknown = written['w:p'];
    if (!contents || !isListed || !Array.isArray(content)) return written;
    const level = /"w:pStyle":\{"_attr":\{"w:val":"Heading(\d)"/.exec(JSON.stringify(content[0]))?.[1];
    if (level === undefined || Number(level) > contents.depth) return written;
    const name = headingMark(language, place);
    const id = markId(language, place);
    place += 1;
    const [properties, ...rest] = content as IXmlableObject[];
    return { 'w:p': [properties, { 'w:bookmarkStart': { _attr: { 'w:id': id, 'w:name': name } } }, ...rest, { 'w:bookmarkEnd': { _attr: { 'w:id': id } } }] } as IXmlableObject;
  };
}

/** What is in the note, its styles called as the template calls them. */
class Restyled extends FileChild {
  private readonly inner: Rendered;
  private readonly style: (id: string) => string;
  private readonly marked: (written: IXmlableObject) => IXmlableObject;

  constructor(inner: Rendered, style: (id: string) => string, marked: (written: IXmlableObject) => IXmlableObject) {
    super('w:p');
    this.inner = inner;
    this.style = style;
    this.marked = marked;
  }

  override prepForXml(context: IContext): IXmlableObject | undefined {
    const written = this.inner.prepForXml(context);
    return written && (restyled(this.marked(written), this.style) as IXmlableObject);
  }
}

const styleNames = new Set(['w:pStyle', 'w:rStyle', 'w:tblStyle']);

function restyled(value: unknown, style: (id: string) => string, isStyle = false): unknown {
  if (Array.isArray(value)) return value.map((one) => restyled(one, style, isStyle));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isStyle && name === 'w:val' ? style(String(inner)) : restyled(inner, style, isStyle || styleNames.has(name))]),
  );
}

/** Fixed dates, numbered links and pictures, braces as they were typed, and the same container every time. */
function settle(file: Buffer, pictures: number, tree: DocumentTree, { style }: Sheet, lang: string, brace: string): Buffer {
  const number = numberLinks();
  let picture = pictures;
  const settled: [string, Buffer][] = [];
  for (const [name, data] of readZip(file)) {
    if (!/\.(?:xml|rels)$/.test(name)) {
      settled.push([name, data]);
      continue;
    }
    let xml = number(data.toString('utf8')).replaceAll(brace, delimiters.start);
    xml = xml
      .replace(/<wp:docPr id="\d+" name="Figure"/g, () => `<wp:docPr id="${(picture += 1)}" name="Figure ${picture}"`)
      .replace(/<pic:cNvPr id="0" name="" descr=""\/>/g, '<pic:cNvPr id="0" name="Figure"/>');
    if (name === documentPart) {
      if (isWithContents(tree)) xml = tidyContents(settleContents(xml, tree), tree).replace(/(<w:pStyle w:val=")(TOC[12])"/g, (_all, before: string, id: string) => `${before}${style(id)}"`);
    }
    if (name === 'docProps/core.xml') {
      xml = xml
        .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${tree.asOf}T12:00:00Z`)
        .replace(/<dc:language>[^<]*<\/dc:language>|<dc:language\/>/g, '')
        .replace('</cp:coreProperties>', `<dc:language>${lang}</dc:language></cp:coreProperties>`);
    }
    settled.push([name, Buffer.from(xml, 'utf8')]);
  }
  return writeZip(settled, tree.asOf);
}
