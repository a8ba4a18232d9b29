/** What the library leaves to be done in a Word file: fixed dates, numbered links and pictures, the same bytes every time. */
import { Packer } from 'docx';
import type { Document } from 'docx';
import { isWithContents, settleContents } from './docx-contents.ts';
import { tableStyle } from './docx-styles.ts';
import type { DocumentTree } from './tree.ts';
import { writeZip } from './zip.ts';

/** The paragraph that Word needs to end a section: no taller than the space between two blocks. */
const thinLine =
  '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>';

/** Fixed dates, numbered links and pictures, the language among the properties, and the same container every time. */
export function settleDocx(document: Document, tree: Pick<DocumentTree, 'density' | 'asOf' | 'parts'>, lang: string): Buffer {
  const number = numberLinks();
  const settled: [string, Buffer][] = [];
  for (const [name, data] of filesOf(document)) {
    if (!/\.(?:xml|rels)$/.test(name)) {
      settled.push([name, data]);
      continue;
    }
    let xml = number(data.toString('utf8'));
    if (name === 'word/styles.xml') xml = xml.replace('</w:styles>', `${tableStyle(tree.density)}</w:styles>`);
    if (name === 'word/document.xml') {
      let pictures = 0;
      xml = xml
        .replaceAll('<w:p><w:pPr><w:sectPr', `<w:p><w:pPr>${thinLine}<w:sectPr`)
        .replace(/<wp:docPr id="\d+" name="Figure"/g, () => `<wp:docPr id="${(pictures += 1)}" name="Figure ${pictures}"`)
        .replace(/<pic:cNvPr id="0" name="" descr=""\/>/g, '<pic:cNvPr id="0" name="Figure"/>');
      if (isWithContents(tree)) xml = settleContents(xml, tree);
    }
    if (name === 'docProps/core.xml') {
      xml = xml
        .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${tree.asOf}T12:00:00Z`)
        .replace('</cp:coreProperties>', `<dc:language>${lang}</dc:language></cp:coreProperties>`);
    }
    settled.push([name, Buffer.from(xml, 'utf8')]);
  }
  return writeZip(settled, tree.asOf);
}

/**
 * The files of a document in their order. The library zips them itself, in a fifth of the time that the
 * whole takes, for us to unzip and zip again: what it zips is asked for instead, which is no part of its types.
 */
function* filesOf(document: Document): Generator<[name: string, data: Buffer]> {
  const compiler: unknown = Reflect.get(Packer, 'compiler');
  if (typeof compiler !== 'object' || compiler === null || !('compile' in compiler) || typeof compiler.compile !== 'function') {
    throw new Error('The library of Word files no longer says what it zips.');
  }
  const files = compiler.compile(document) as ReadonlyMap<string, string | Uint8Array>;
  for (const [name, data] of files) yield [name, typeof data === 'string' ? Buffer.from(data, 'utf8') : Buffer.from(data.buffer, data.byteOffset, data.byteLength)];
}

/** Gives the links of a file, part after part, numbers in place of the chance names that the library gives them. */
export function numberLinks(): (xml: string) => string {
  const numbers = new Map<string, string>();
  return (xml) =>
    xml.replace(/(\s(?:r:id|Id)=")(rId[A-Za-z0-9_-]{21})(")/g, (_all, before: string, id: string, after: string) => {
      if (!numbers.has(id)) numbers.set(id, `rIdLink${numbers.size + 1}`);
      return `${before}${numbers.get(id) ?? id}${after}`;
    });
}
