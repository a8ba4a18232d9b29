/** The markup of a package as the library that fills it reads it, looked at for what reaches out of it or hides from us. */
import type { XmlElement } from 'docx';
import { attribute, descendants, root } from '../documents/word-template.ts';
import { kindOfRelationship, refuseDecoys, refuseLead, refusePart } from './allowed.rules.ts';
import { Refusal } from './check.rules.ts';
import { isElsewhere, refuseFields, refuseOutside } from './package.rules.ts';

type Parts = ReadonlyMap<string, XmlElement>;
const typesPart = '[Content_Types].xml';

/** Refuses relationships and parts that no template of Word has. */
export function refuseContents(entries: ReadonlyMap<string, Buffer>, parts: Parts): void {
  const types = typesOf([...entries.keys()], parts);
  const documents: string[] = [];
  for (const [part, xml] of parts) {
    if (!part.endsWith('.rels')) continue;
    for (const one of everyElement(xml)) {
      if (attribute(one, 'xml:base') !== undefined) throw new Refusal('broken');
      if (attribute(one, 'Target') === undefined) continue;
      const relationship = { part, type: attribute(one, 'Type') ?? '', target: attribute(one, 'Target') ?? '', isExternal: attribute(one, 'TargetMode')?.toLowerCase() === 'external' };
      const kind = kindOfRelationship(part, relationship.type, relationship.target);
      refuseOutside(relationship, kind);
      refuseLead(part, kind, relationship.target, types);
      if (kind === 'officeDocument') documents.push(relationship.target);
    }
  }
  refuseDecoys(documents, types);
  for (const [name, bytes] of entries) {
    if (name === typesPart) continue;
    refusePart({ name, type: types.get(name) ?? null, bytes });
    // What the library does not read as markup would not be looked at below.
    if (/\.(?:xml|rels)$/.test(name) && !root(parts, name)) throw new Refusal('broken');
  }
}

/** The content type of each part, as the package says it: for its name first, or else for its extension. */
function typesOf(names: readonly string[], parts: Parts): Map<string, string | null> {
  const said = new Map<string, string>();
  for (const one of everyElement(root(parts, typesPart) ?? {})) {
    if (one.type !== 'element') continue;
    const of = one.name === 'Override' ? attribute(one, 'PartName') : one.name === 'Default' ? `.${attribute(one, 'Extension') ?? ''}` : undefined;
    const key = of?.toLowerCase() ?? '';
    const type = attribute(one, 'ContentType') ?? '';
    // Two answers, or an answer that only some readers see.
    if (key === '' || (said.get(key) ?? type) !== type) throw new Refusal('broken');
    said.set(key, type);
  }
  return new Map(names.map((name) => [name, said.get(`/${name.toLowerCase()}`) ?? said.get(/\.[^./]*$/.exec(name.toLowerCase())?.[0] ?? '') ?? null]));
}

/** The vocabularies that we look for by their usual prefix, so that they may have no other. */
const prefixes: Record<string, string> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
};
const usual = new Set(Object.values(prefixes));

/** Refuses markup that fetches something when the file is opened, or that is written so that we would not see it. */
export function refuseMarkup(parts: Parts): void {
  for (const [path, part] of parts) {
    // What an office keeps in it as data has its own vocabularies.
    if (path.endsWith('.rels') || path === typesPart || /^(?:(?:word\/)?customXml|docProps|docMetadata)\//.test(path)) continue;
    for (const one of everyElement(part)) {
      refusePrefixes(one);
      refuseVml(path, one);
      if (one.type === 'cdata') throw new Refusal('broken');
      if (one.name === 'w:mailMerge') throw new Refusal('outside_links', { part: path, target: mergedFrom(one) });
    }
    refuseFields(path, fieldCodes(path, part));
  }
}

function* everyElement(element: XmlElement): Generator<XmlElement, undefined> {
  for (const one of element.elements ?? []) {
    yield one;
    yield* everyElement(one);
  }
}

function refusePrefixes(element: XmlElement): void {
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const prefix = name.slice('xmlns:'.length);
    const expected = Object.hasOwn(prefixes, String(value)) ? prefixes[String(value)] : undefined;
    if (expected === undefined ? usual.has(prefix) : expected !== prefix) throw new Refusal('broken');
  }
}

/** An old drawing of Word may fetch its picture by an address of its own rather than by a relationship. */
function refuseVml(part: string, element: XmlElement): void {
  const [prefix, local] = (element.name ?? '').split(':');
  if (prefix !== 'v' && prefix !== 'o') return;
  const isFilled = /^(?:imagedata|fill|stroke|image)$/.test(local ?? '');
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    const isFetched = /^(?:o:)?(?:src|althref)$/.test(name) || (isFilled && /^(?:o:)?href$/.test(name));
    if (isFetched && isElsewhere(String(value))) throw new Refusal('outside_links', { part, target: String(value).slice(0, 120) });
  }
}

const mergedFrom = (merge: XmlElement): string => {
  const [source] = [...descendants(merge, 'w:connectString', 'w:query')];
  return (attribute(source, 'w:val') ?? '').slice(0, 120);
};

/** The instructions of the fields of a part, each put together again from its runs, without those of the fields within it. */
function fieldCodes(path: string, part: XmlElement): string[] {
  const codes: string[] = [];
  const open: string[] = [];
  for (const one of descendants(part, 'w:fldChar', 'w:instrText', 'w:delInstrText', 'w:fldSimple')) {
    const kind = attribute(one, 'w:fldCharType');
    if (one.name === 'w:fldSimple') codes.push(attribute(one, 'w:instr') ?? '');
    else if (one.name !== 'w:fldChar') open.push(`${open.pop() ?? ''}${(one.elements ?? []).map(({ text }) => String(text ?? '')).join('')}`);
    else if (kind === 'begin') {
      // A field that begins with another is called what the other gives.
      if (open.at(-1)?.trim() === '') throw new Refusal('outside_links', { part: path, target: '{ { } }' });
      open.push('');
    } else if (kind === 'end') codes.push(open.pop() ?? '');
  }
  return [...codes, ...open];
}
