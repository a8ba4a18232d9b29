/**
 * The pages of a Word template: which of them say the classification, and the same template where all of them do. A note
 * that leaves without its classification on every page must not be possible, whatever the letterhead.
 */
import type { XmlElement } from 'docx';
import { meaningOf, writtenIn } from './placeholders.rules.ts';
import { stylesOf } from './template-styles.ts';
import { attribute, child, descendants, documentPart, namesIn, root, sectionsOf, stylesPart, textOf } from './word-template.ts';

type Parts = ReadonlyMap<string, XmlElement>;
type Entries = Map<string, Buffer>;
const kinds = ['default', 'first', 'even'] as const;
type Kind = (typeof kinds)[number];

/** A sort of page on which nothing says the classification. */
export interface UnmarkedPage {
  section: number;
  kind: Kind;
  /** The header that such a page has; null when it has none. */
  header: string | null;
}

const isOn = (element: XmlElement | undefined): boolean => element !== undefined && !['0', 'false', 'off'].includes(attribute(element, 'w:val') ?? '1');

/** The styles whose letters are hidden, by themselves or by what they are based on; `''` stands for what all are based on. */
function hiddenStyles(parts: Parts): ReadonlySet<string> {
  const all = root(parts, stylesPart);
  const isHidden = (one: XmlElement | undefined): boolean => isOn(child(child(one, 'w:rPr'), 'w:vanish'));
  const styles = new Map((all?.elements ?? []).filter(({ name }) => name === 'w:style').map((one) => [attribute(one, 'w:styleId') ?? '', one]));
  const hides = (id: string, seen: ReadonlySet<string> = new Set()): boolean => {
    const based = attribute(child(styles.get(id), 'w:basedOn'), 'w:val');
    return isHidden(styles.get(id)) || (based !== undefined && !seen.has(based) && hides(based, new Set([...seen, based])));
  };
  const hidden = new Set([...styles.keys()].filter((id) => hides(id)));
  const usual = [...styles].find(([, one]) => attribute(one, 'w:type') === 'paragraph' && !['0', 'false', 'off', undefined].includes(attribute(one, 'w:default')))?.[0];
  return isHidden(child(child(all, 'w:docDefaults'), 'w:rPrDefault')) || hidden.has(usual ?? '') ? hidden.add('') : hidden;
}

/** Whether somebody who reads a header or a footer sees the classification: letters that are hidden say nothing. */
function asked(part: XmlElement | undefined, hidden: ReadonlySet<string>): boolean {
  const isHidden = ({ name, elements = [] }: XmlElement): boolean => {
    const properties = elements.find((one) => one.name === `${name}Pr`);
    if (name === 'w:p') return hidden.has(attribute(child(properties, 'w:pStyle'), 'w:val') ?? '');
    return name === 'w:r' && (isOn(child(properties, 'w:vanish')) || hidden.has(attribute(child(properties, 'w:rStyle'), 'w:val') ?? '\u0000'));
  };
  const seen = (element: XmlElement): XmlElement => ({ ...element, elements: (element.elements ?? []).filter((one) => !isHidden(one)).map(seen) });
  return part !== undefined && [...descendants(seen(part), 'w:p')].some((paragraph) => namesIn(textOf(paragraph)).some((name) => meaningOf(name) === 'classification'));
}

/** The pages that say the classification neither at their top nor at their bottom. A section that has no header takes that of the one before. */
export function unmarkedPages(parts: Parts): UnmarkedPage[] {
  const targets = new Map((root(parts, 'word/_rels/document.xml.rels')?.elements ?? []).map((one) => [attribute(one, 'Id'), attribute(one, 'Target') ?? '']));
  const pathOf = (reference: XmlElement): string => {
    const target = targets.get(attribute(reference, 'r:id')) ?? '';
    return target.startsWith('/') ? target.slice(1) : `word/${target}`;
  };
  const isEvenOwn = isOn(child(root(parts, 'word/settings.xml'), 'w:evenAndOddHeaders'));
  const body = child(root(parts, documentPart), 'w:body');
  const hidden = hiddenStyles(parts);
  const current = new Map<string, string>();
  return (body ? sectionsOf(body) : []).flatMap((section, index) => {
    for (const one of section.elements ?? []) {
      if (one.name !== 'w:headerReference' && one.name !== 'w:footerReference') continue;
      current.set(`${one.name} ${attribute(one, 'w:type') ?? 'default'}`, pathOf(one));
    }
    const isUsed = { default: true, first: isOn(child(section, 'w:titlePg')), even: isEvenOwn };
    return kinds
      .filter((kind) => isUsed[kind])
      .flatMap((kind): UnmarkedPage[] => {
        const [header, footer] = ['w:headerReference', 'w:footerReference'].map((name) => current.get(`${name} ${kind}`) ?? null);
        const isMarked = [header, footer].some((path) => asked(root(parts, path ?? ''), hidden));
        return isMarked ? [] : [{ section: index, kind, header: header ?? null }];
      });
  });
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sectionTag = /<w:sectPr\b[^>]*?(?:\/>|>.*?<\/w:sectPr>)/gs;

/** The package with a line that asks for the classification in the header of each page that lacks it, and the headers it takes. */
export function markPages(entries: Entries, parts: Parts): void {
  const style = stylesOf(parts).find(({ type, name }) => type === 'paragraph' && name === 'header')?.id;
  const line = `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:rPr><w:b/></w:rPr><w:t>${writtenIn('classification', 'fr')}</w:t></w:r></w:p>`;
  const marked = new Set<string>();
  const made = new Map<Kind, string>();
  for (const { section, kind, header } of unmarkedPages(parts)) {
    if (header !== null && entries.has(header)) {
      if (!marked.has(header)) edit(entries, header, (xml) => xml.replace(/<\/w:hdr>\s*$/, () => `${line}</w:hdr>`).replace(/(<w:hdr\b[^>]*?)\/>\s*$/, (_all, start: string) => `${start}>${line}</w:hdr>`));
      marked.add(header);
    } else if (!made.has(kind)) {
      // The sections after it that have none take this one too.
      made.set(kind, addHeader(entries, section, kind, line));
    }
  }
}

function addHeader(entries: Entries, section: number, kind: Kind, line: string): string {
  const name = `headerPasserelle-${kind}.xml`;
  const id = `rIdPasserelle-${kind}`;
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  entries.set(`word/${name}`, Buffer.from(`${head}<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${line}</w:hdr>`, 'utf8'));
  edit(entries, '[Content_Types].xml', (xml) =>
    xml.replace('</Types>', `<Override PartName="/word/${name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`),
  );
  edit(entries, 'word/_rels/document.xml.rels', (xml) => xml.replace('</Relationships>', `<Relationship Id="${id}" Type="${office}/header" Target="${name}"/></Relationships>`));
  const reference = `<w:headerReference xmlns:r="${office}" w:type="${kind}" r:id="${id}"/>`;
  editSection(entries, section, (all) =>
    /^<w:sectPr\b[^>]*\/>/.test(all) ? all.replace(/\/>$/, `>${reference}</w:sectPr>`) : all.replace(/^<w:sectPr\b[^>]*>/, (start) => `${start}${reference}`),
  );
  return name;
}

/**
 * The package as notes are made in it: a document and not a template of Word's own kind, without the remarks that its
 * author wrote in its margins, which are nobody else's, and with the page that Word would give a text that names none.
 */
export function cleanPackage(entries: Entries): void {
  edit(entries, '[Content_Types].xml', (xml) => xml.replace('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml').replace(/<Override [^>]*PartName="\/word\/comments[^>]*\/>/g, ''));
  for (const name of [...entries.keys()]) {
    if (/^word\/(?:_rels\/)?comments[^/]*$/.test(name)) entries.delete(name);
    else if (name === 'word/_rels/document.xml.rels') edit(entries, name, (xml) => xml.replace(/<Relationship [^>]*\bTarget="(?:\/word\/)?comments[^>]*\/>/g, ''));
    else if (/^word\/[^/]+\.xml$/.test(name)) {
      edit(entries, name, (xml) =>
        xml
          .replace(/<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*\/>/g, '')
          .replace(/<w:sectPrChange\b[^>]*?(?:\/>|>.*?<\/w:sectPrChange>)/gs, ''),
      );
    }
  }
  edit(entries, documentPart, (xml) =>
    /<(?:\/w:sectPr|w:sectPr\b[^>]*\/)>\s*<\/w:body>/.test(xml)
      ? xml
      : xml.replace('</w:body>', '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body>'),
  );
}

/** Changes the section of the text at a place in their order. The package is clean. */
export function editSection(entries: Entries, section: number, change: (xml: string) => string): void {
  let place = -1;
  edit(entries, documentPart, (xml) =>
    xml.replace(sectionTag, (all) => {
      place += 1;
      return place === section ? change(all) : all;
    }),
  );
}

/** Changes the text of a part, where the package has it. */
export function edit(entries: Entries, name: string, change: (xml: string) => string): void {
  const data = entries.get(name);
  if (data) entries.set(name, Buffer.from(change(data.toString('utf8')), 'utf8'));
}
