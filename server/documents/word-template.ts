/**
 * A Word file of the office, read as the library that will fill it reads it: what is checked is what is filled. The file
 * has been taken by `sound-zip.ts` before.
 */
import { patchDocument } from 'docx';
import type { XmlElement } from 'docx';
import { isName, meaningOf } from './placeholders.rules.ts';
import type { Placeholder } from './placeholders.rules.ts';

export interface WordTemplate {
  /** The XML parts by their path in the package, such as `word/document.xml`. */
  parts: ReadonlyMap<string, XmlElement>;
  /** What stands between braces in its paragraphs, as typed, without the spaces around it; each once. */
  names: string[];
  /** Where each of our placeholders stands: in the text, or at the top or bottom of pages. */
  standing: ReadonlyMap<Placeholder, ReadonlySet<'text' | 'margins'>>;
  /** The paragraphs of the text that ask for the body; none, or more than one, is a fault. */
  bodies: BodyPlace[];
  /** The section in which the body goes, and its place among the sections; null when it has columns already, or no page of its own. */
  cuttable: { section: XmlElement; place: number } | null;
  /** Width of the text where the body goes, in twips; null when the file does not say it in twips. */
  textWidth: number | null;
}

export interface BodyPlace {
  /** It is a paragraph of the text itself, not of a table, a frame, a header or a content control. */
  isInText: boolean;
  /** Nothing else stands in the paragraph. */
  isAlone: boolean;
  /** The paragraph ends a section, which would be lost with it. */
  endsSection: boolean;
}

export const documentPart = 'word/document.xml';
export const stylesPart = 'word/styles.xml';

/** @throws when the package cannot be read, or has no text where Word has it */
export async function readWordTemplate(file: Uint8Array): Promise<WordTemplate> {
  let parts: ReadonlyMap<string, XmlElement> = new Map();
  await patchDocument({
    outputType: 'uint8array',
    data: file,
    patches: {},
    // The library's own way to look at a template's parts.
    pageNumbers: (template) => {
      parts = template.parts;
      return { bookmarks: new Map() };
    },
  });
  const body = child(root(parts, documentPart), 'w:body');
  if (!body || !root(parts, stylesPart)) throw new Error('no text or no styles');
  const margins = marginsOf(parts, body);
  const found: { name: string; paragraph: XmlElement; where: 'text' | 'margins' | 'elsewhere' }[] = [];
  for (const [path, part] of parts) {
    if (!/^word\/[^/]+\.xml$/.test(path)) continue;
    const where = path === documentPart ? 'text' : margins.has(path) ? 'margins' : 'elsewhere';
    for (const paragraph of descendants(part, 'w:p')) for (const name of namesIn(textOf(paragraph))) found.push({ name, paragraph, where });
  }
  const standing = new Map<Placeholder, Set<'text' | 'margins'>>();
  for (const { name, where } of found) {
    const meaning = meaningOf(name);
    if (meaning && where !== 'elsewhere') standing.set(meaning, (standing.get(meaning) ?? new Set()).add(where));
  }
  const bodies = found.filter(({ name }) => meaningOf(name) === 'body');
  return {
    parts,
    names: [...new Set(found.map(({ name }) => name))],
    standing,
    bodies: bodies.map(({ paragraph }) => ({
      isInText: body.elements?.includes(paragraph) ?? false,
      isAlone: /^\s*\{[^{}]*\}\s*$/.test(textOf(paragraph)) && descendants(paragraph, 'w:drawing', 'w:pict', 'w:object').next().done === true,
      endsSection: child(child(paragraph, 'w:pPr'), 'w:sectPr') !== undefined,
    })),
    ...pageAt(body, bodies[0]?.paragraph),
  };
}

/** The first element of a part: what is not its declaration or a comment. */
export function root(parts: ReadonlyMap<string, XmlElement>, path: string): XmlElement | undefined {
  return parts.get(path)?.elements?.find(({ type }) => type === 'element');
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined => element?.elements?.find((one) => one.name === name);

/** The sections of the text, in order; what a section was before a tracked change is none. */
export function sectionsOf(element: XmlElement): XmlElement[] {
  return (element.elements ?? []).flatMap((one) => (one.name === 'w:sectPr' ? [one] : one.name === 'w:sectPrChange' ? [] : sectionsOf(one)));
}

/** Every element of one of the names under another, in the order of the text. */
export function* descendants(element: XmlElement, ...names: string[]): Generator<XmlElement, undefined> {
  for (const one of element.elements ?? []) {
    if (one.name !== undefined && names.includes(one.name)) yield one;
    yield* descendants(one, ...names);
  }
}

export const attribute = (element: XmlElement | undefined, name: string): string | undefined => {
  const value = element?.attributes?.[name];
  return value === undefined ? undefined : String(value);
};

/** The words of a paragraph, without those of the paragraphs of its text boxes. */
export function textOf(element: XmlElement): string {
  return (element.elements ?? [])
    .map((one) => {
      if (one.name === 'w:t') return (one.elements ?? []).map(({ text }) => String(text ?? '')).join('');
      if (one.name === 'w:tab') return '\t';
      if (one.name === 'w:br' || one.name === 'w:cr') return '\n';
      return one.name === 'w:p' || one.name === 'w:del' || one.name === 'w:pPr' || one.name === 'w:rPr' ? '' : textOf(one);
    })
    .join('');
}

export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) => (isName(name) ? [name.trim()] : []));
}

/** The headers and footers that a section of the text shows. */
function marginsOf(parts: ReadonlyMap<string, XmlElement>, body: XmlElement): Set<string> {
  const targets = new Map((root(parts, 'word/_rels/document.xml.rels')?.elements ?? []).map((one) => [attribute(one, 'Id'), attribute(one, 'Target')]));
  const shown = [...descendants(body, 'w:headerReference', 'w:footerReference')];
  return new Set(
    shown.flatMap((one) => {
      const target = targets.get(attribute(one, 'r:id'));
      return target === undefined ? [] : [target.startsWith('/') ? target.slice(1) : `word/${target}`];
    }),
  );
}

/** The columns of the section in which a paragraph stands. */
function pageAt(body: XmlElement, paragraph: XmlElement | undefined): Pick<WordTemplate, 'cuttable' | 'textWidth'> {
  const from = paragraph ? (body.elements?.indexOf(paragraph) ?? 0) : 0;
  const section = (body.elements ?? []).slice(Math.max(0, from)).flatMap((one) => {
    const found = one.name === 'w:sectPr' ? one : child(child(one, 'w:pPr'), 'w:sectPr');
    return found ? [found] : [];
  })[0];
  const twips = (element: string, name: string): number => Number(attribute(child(section, element), name) ?? 0);
  const columns = twips('w:cols', 'w:num') || 1;
  const width = twips('w:pgSz', 'w:w') - twips('w:pgMar', 'w:left') - twips('w:pgMar', 'w:right') - twips('w:pgMar', 'w:gutter');
  const column = Math.floor((width - (columns - 1) * twips('w:cols', 'w:space')) / columns);
  const isCuttable = columns === 1 && child(section, 'w:pgSz') !== undefined;
  return { cuttable: section && isCuttable ? { section, place: sectionsOf(body).indexOf(section) } : null, textWidth: column >= 1440 ? column : null };
}
