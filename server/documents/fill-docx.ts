/**
 * A note in the office's own Word template: the text goes where the template asks for it, in the template's styles, under
 * its headers and letterhead; what else the template asks for between braces is replaced by what the note says.
 */
import { FileChild, Paragraph, PatchType, TableOfContents, patchDocument } from 'docx';
import type { IContext, IXmlableObject, Table } from 'docx';
import { formatDate } from '../text/format.rules.ts';
import { numbering, pageShape } from './docx-styles.ts';
import type { PageShape } from './docx-styles.ts';
import { delimiters, meaningOf } from './placeholders.rules.ts';
import type { Placeholder } from './placeholders.rules.ts';
import { numberLinks, rastersOf, render, words } from './render-docx.ts';
import type { Rasters } from './render-docx.ts';
import { readSoundZip } from './sound-zip.ts';
import { mergeStyles } from './template-styles.ts';
import { languageTag, mapRuns, plainText } from './tree.ts';
import type { DocumentPart, DocumentTree, Run } from './tree.ts';
import { readWordTemplate, stylesPart } from './word-template.ts';
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

/**
 * The Word file of a prepared tree in a template that was accepted; the same two give the same bytes. What stands side by
 * side on our own page stands one after the other in a template. @throws when the template cannot be read
 */
export async function fillDocx(tree: DocumentTree, file: Uint8Array): Promise<Buffer> {
  const entries = readSoundZip(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  const template = await readWordTemplate(file);
  const lang = languageTag(tree.parts[0]?.language ?? 'fr');
  const styles = await mergeStyles(template.parts, tree.density, lang);
  edit(entries, stylesPart, (xml) => xml.replace('</w:styles>', () => `${styles.added}</w:styles>`));
  // A template of Word's own kind (.dotx) becomes a document.
  edit(entries, '[Content_Types].xml', (xml) => xml.replace('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml'));

  const brace = unusedCharacter([JSON.stringify(tree), ...[...entries.values()].map((data) => data.toString('utf8'))]);
  const hide = (text: string): string => text.replaceAll(delimiters.start, brace);
  const hidden = { ...mapRuns(tree, (run) => ({ ...run, text: hide(run.text) })), author: hide(tree.author) };
  const sheet: Sheet = { template, shape: shapeIn(template, tree), rasters: await rastersOf(tree), style: (id) => styles.ids.get(id) ?? id };
  const filled = await patchDocument({
    outputType: 'nodebuffer',
    data: writeZip(entries, tree.asOf),
    placeholderDelimiters: delimiters,
    trimPlaceholders: true,
    numbering: numbering ?? { config: [] },
    properties: { title: tree.title, creator: tree.author, lastModifiedBy: tree.author, subject: tree.office },
    patches: patchesOf(hidden, sheet),
  });
  return settle(filled, highestPicture(entries), tree, lang, brace);
}

function edit(entries: Map<string, Buffer>, name: string, change: (xml: string) => string): void {
  const data = entries.get(name);
  if (data) entries.set(name, Buffer.from(change(data.toString('utf8')), 'utf8'));
}

/** A private character that stands for an opening brace that somebody typed, so that no text is taken for a placeholder. */
function unusedCharacter(texts: string[]): string {
  for (let code = 0xe000; code <= 0xf8ff; code += 1) {
    const character = String.fromCharCode(code);
    if (!texts.some((text) => text.includes(character))) return character;
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

/** The text of the note. What the template does not say of its title and classification is said at the head of it. */
function bodyOf(tree: DocumentTree, sheet: Sheet): FileChild[] {
  const { template, style } = sheet;
  return tree.parts.flatMap((part, index) => {
    const isSaid = (meaning: Placeholder): boolean => template.standing.get(meaning)?.has('text') === true && index === 0;
    const isEverywhere = (meaning: Placeholder): boolean => template.standing.has(meaning);
    const marks = [
      ...(isEverywhere('classification') ? [] : [part.header.classification.map((run) => ({ ...run, bold: true }))]),
      ...(isEverywhere('asOf') ? [] : [part.header.asOf]),
    ].filter((runs) => runs.length > 0);
    const lang = languageTag(part.language);
    const head: [id: string, runs: Run[]][] = [
      ...(marks.length > 0 ? [['Note', marks.flatMap((runs, place) => (place === 0 ? runs : [{ text: ' · ', lang }, ...runs]))] as [string, Run[]]] : []),
      ...(isSaid('title') ? [] : [['Title', part.title] as [string, Run[]]]),
      ...(isSaid('subtitle') || part.subtitle.length === 0 ? [] : [['Subtitle', part.subtitle] as [string, Run[]]]),
    ];
    const children = [
      // A part of another language begins its own page; it always says its title.
      ...head.map(([id, runs], place) => new Paragraph({ style: id, pageBreakBefore: index > 0 && place === 0, children: words(runs) })),
      ...part.blocks.flatMap((block) => render(block, sheet.shape, sheet.rasters)),
    ];
    return children.map((one) => (one instanceof TableOfContents ? one : new Restyled(one, style)));
  });
}

/** A paragraph or a table whose styles are called as the template calls them. */
class Restyled extends FileChild {
  private readonly inner: Paragraph | Table;
  private readonly style: (id: string) => string;

  constructor(inner: Paragraph | Table, style: (id: string) => string) {
    super('w:p');
    this.inner = inner;
    this.style = style;
  }

  override prepForXml(context: IContext): IXmlableObject | undefined {
    const written = this.inner.prepForXml(context);
    return written && (restyled(written, this.style) as IXmlableObject);
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

/** The highest number of a picture of the template: ours come after. */
function highestPicture(entries: ReadonlyMap<string, Buffer>): number {
  const numbers = [...entries].flatMap(([name, data]) =>
    name.endsWith('.xml') ? [...data.toString('utf8').matchAll(/<wp:docPr [^>]*?\bid="(\d{1,9})"/g)].map(([, id]) => Number(id)) : [],
  );
  return Math.max(0, ...numbers);
}

/** Fixed dates, numbered links and pictures, braces as they were typed, and the same container every time. */
function settle(file: Buffer, pictures: number, tree: DocumentTree, lang: string, brace: string): Buffer {
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
