/**
 * Two columns in a template of the office: sections of its own page, as Word has them. The section that the text stands
 * in is cut where columns begin and end; each piece keeps the paper, the margins and the headers of the template.
 */
import { FileChild } from 'docx';
import type { IContext, IXmlableObject, XmlElement } from 'docx';

/** The end of a piece of the text: what stands before it is a section like the one that it is cut from, in so many columns. */
export class PieceEnd extends FileChild {
  private readonly section: XmlElement;

  /** `gutter` between columns, in twips. */
  constructor(own: XmlElement, columns: number, isFirst: boolean, gutter: number) {
    super('w:p');
    const section = isFirst ? own : continued(own);
    this.section = columns > 1 ? withColumns(section, columns, gutter) : section;
  }

  override prepForXml(_context: IContext): IXmlableObject {
    // As thin as Word lets the paragraph be that ends a section.
    const spacing = { 'w:spacing': { _attr: { 'w:before': '0', 'w:after': '120', 'w:line': '20', 'w:lineRule': 'exact' } } };
    const size = { 'w:rPr': [{ 'w:sz': { _attr: { 'w:val': '2' } } }, { 'w:szCs': { _attr: { 'w:val': '2' } } }] };
    return { 'w:p': [{ 'w:pPr': [spacing, size, written(this.section)] }] };
  }
}

function written({ name = '', attributes = {}, elements = [] }: XmlElement): IXmlableObject {
  return { [name]: [{ _attr: { ...attributes } }, ...elements.filter((one) => one.type === 'element').map(written)] };
}

const isMargin = (name: string | undefined): boolean => name === 'w:headerReference' || name === 'w:footerReference';
const element = (name: string, attributes: Record<string, string>): XmlElement => ({ type: 'element', name, attributes });

/** A section that goes on, on the same page: under the headers and with the page numbers of the one before, without a first page of its own. */
function continued(section: XmlElement): XmlElement {
  const own = (section.elements ?? []).filter(({ name }) => !isMargin(name) && name !== 'w:type' && name !== 'w:titlePg');
  const counted = own.map((one) => {
    if (one.name !== 'w:pgNumType') return one;
    return { ...one, attributes: Object.fromEntries(Object.entries(one.attributes ?? {}).filter(([name]) => name !== 'w:start')) };
  });
  return { ...section, elements: insertedBefore(counted, (name) => name === 'w:pgSz', element('w:type', { 'w:val': 'continuous' })) };
}

/** What may stand after the columns of a section, in the order of the standard. */
const afterColumns = new Set(['formProt', 'vAlign', 'noEndnote', 'titlePg', 'textDirection', 'bidi', 'rtlGutter', 'docGrid', 'printerSettings'].map((name) => `w:${name}`));

function withColumns(section: XmlElement, columns: number, gutter: number): XmlElement {
  const own = (section.elements ?? []).filter(({ name }) => name !== 'w:cols');
  return { ...section, elements: insertedBefore(own, (name) => afterColumns.has(name), element('w:cols', { 'w:num': String(columns), 'w:space': String(gutter), 'w:equalWidth': '1' })) };
}

function insertedBefore(list: XmlElement[], isPlace: (name: string) => boolean, one: XmlElement): XmlElement[] {
  const place = list.findIndex(({ name }) => name !== undefined && isPlace(name));
  return place < 0 ? [...list, one] : [...list.slice(0, place), one, ...list.slice(place)];
}

/** The same for the last piece, in the text of the template: the section that was cut goes on with what follows. */
export const continuedSection = (section: string): string =>
  section
    .replace(/<w:(?:type|titlePg)\b[^>]*\/>/g, '')
    .replace(/(<w:pgNumType\b[^>]*?) w:start="[^"]*"/, '$1')
    .replace('<w:pgSz', '<w:type w:val="continuous"/><w:pgSz');
