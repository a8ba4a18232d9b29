import { Refusal } from './check.rules.ts';

/** A relationship of a part of a package, as its `.rels` part says it. */
export type Relationship = { part: string; type: string; target: string; isExternal: boolean };

/** Kinds of relationships, by the last word of their address, that a template has no use for; each has its sentence. */
const refusedKinds: Record<string, string> = {
  vbaProject: 'macros',
  wordVbaData: 'macros',
  extensibility: 'macros',
  control: 'controls',
  activeXControlBinary: 'controls',
  webextension: 'controls',
  webextensiontaskpanes: 'controls',
  oleObject: 'embedded',
  package: 'embedded',
  aFChunk: 'embedded',
  subDocument: 'outside_links',
  frame: 'outside_links',
  attachedTemplate: 'outside_links',
  mailMergeSource: 'outside_links',
  mailMergeHeaderSource: 'outside_links',
};

/** Fields that fetch something when the document is opened or printed. */
const fetching = /^\s*(?:DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|RD|DATABASE)\b/i;

/** Refuses macros by the names and the content types of the parts. */
export function refuseMacros(names: readonly string[], contentTypes: string): void {
  if (/macroEnabled|vbaProject|vbaData/i.test(contentTypes) || names.some((name) => /(?:^|\/)vba(?:Project|Data)|^customUI\//i.test(name))) {
    throw new Refusal('macros');
  }
}

/** Refuses what would be fetched from elsewhere, or run; a link that a person clicks is fine. */
export function refuseRelationships(relationships: readonly Relationship[]): void {
  for (const { part, type, target, isExternal } of relationships) {
    const kind = type.split('/').at(-1) ?? '';
    const refused = refusedKinds[kind];
    if (refused) throw new Refusal(refused, { part, target });
    const isOutside = isExternal || /^(?:[a-z][a-z0-9+.-]*:|\\\\|\/\/)/i.test(target);
    const isClicked = kind === 'hyperlink' && /^(?:https?:\/\/|mailto:|tel:|#)/i.test(target);
    if (isOutside && !isClicked) throw new Refusal('outside_links', { part, target });
  }
}

/** Refuses a field that fetches something; `codes` are the instructions of the fields of a part. */
export function refuseFields(part: string, codes: readonly string[]): void {
  const found = codes.find((code) => fetching.test(code));
  if (found !== undefined) throw new Refusal('outside_links', { part, target: found.trim().slice(0, 120) });
}

/**
 * The text of an XML part. A part in another writing than UTF-8, or one that declares its own grammar or entities, is
 * refused: no Word file has either.
 */
export function xmlText(part: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('encoding', { part });
  }
  if (text.includes('\u0000')) throw new Refusal('encoding', { part });
  const said = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (said !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(said)) throw new Refusal('encoding', { part });
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Refusal('entities', { part });
  return text;
}

/** Whether a part is XML, by its name or by how it begins: a reader goes by what the package says of it, not by its name. */
export function isXml(name: string, bytes: Uint8Array): boolean {
  if (/\.(?:xml|rels|svg|vml)$/i.test(name)) return true;
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1').replaceAll(/[\u0000\u00ef\u00bb\u00bf\u00fe\u00ff\s]/g, '');
  return start.startsWith('<?xml') || start.startsWith('<!');
}

/** Refuses an old drawing of Word that fetches its picture by an address of its own rather than by a relationship. */
export function refuseVml(part: string, xml: string): void {
  const found = /<v:(?:imagedata|fill|stroke|image)\b[^>]*?\s(?:src|href|o:href|o:althref)\s*=\s*["']\s*((?:[a-z][a-z0-9+.-]*:|\\\\|\/\/)[^"']*)/i.exec(xml);
  if (found) throw new Refusal('outside_links', { part, target: found[1]?.slice(0, 120) ?? '' });
}

/** Whether a drawing fetches a picture or a style from elsewhere. */
export const fetchesOutside = (svg: string): boolean => /(?:href|src)\s*=\s*["']\s*(?:https?:|file:|ftp:|\/\/|\\\\)|url\(\s*["']?\s*(?:https?:|file:|\/\/)|@import/i.test(svg);
