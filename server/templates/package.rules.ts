import { Refusal } from './check.rules.ts';

/** A relationship of a part of a package, as its `.rels` part says it. */
export type Relationship = { part: string; type: string; target: string; isExternal: boolean };

/** What is found in kinds of relationships, in small letters, that a template has no use for; each has its sentence. */
const refusedKinds: [RegExp, string][] = [
  [/vba(?:project|data)|wordvbadata|extensibility|keymapcustomizations|attachedtoolbars/, 'macros'],
  [/control|activex|webextension/, 'controls'],
  [/oleobject|package$|afchunk/, 'embedded'],
  [/subdocument|frame$|attachedtemplate|mailmerge|transform$|recipientdata/, 'outside_links'],
];

/** The sentence for a kind that is refused, by its address; undefined for the others. */
export function sentenceOfKind(type: string): string | undefined {
  const kind = type.toLowerCase().replace(/[^a-z]+$/, '').split('/').at(-1) ?? '';
  return refusedKinds.find(([of]) => of.test(kind))?.[1];
}

/** Fields that fetch something when the document is opened or printed. */
const fetching = /(?<![\w./:-])(?:DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|RD|DATABASE)(?![\w./:-])/i;

/** The words of a field that stand outside quotes: a quote may be escaped, or a reader may think that it is not. */
const bare = (code: string): string[] => [code.replace(/"[^"]*"/g, ' '), code.replace(/"(?:\\.|[^"\\])*"/g, ' ')];

/** Refuses macros by the names and the content types of the parts. */
export function refuseMacros(names: readonly string[], contentTypes: string): void {
  if (/macroEnabled|vbaProject|vbaData/i.test(contentTypes) || names.some((name) => /(?:^|\/)vba(?:Project|Data)|^customUI\//i.test(name))) {
    throw new Refusal('macros');
  }
}

/** Refuses what would be fetched from elsewhere; a link that a person clicks is fine. */
export function refuseOutside({ part, target, isExternal }: Relationship, kind: string): void {
  const isOutside = isExternal || isElsewhere(target);
  const isClicked = kind === 'hyperlink' && /^(?:https?:\/\/|mailto:|tel:|#)/i.test(target);
  if (isOutside && !isClicked) throw new Refusal('outside_links', { part, target });
}

/** Whether an address leads out of the package. */
export const isElsewhere = (target: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2}|%)/i.test(target);

/** Refuses a field that fetches something; `codes` are the instructions of the fields of a part. */
export function refuseFields(part: string, codes: readonly string[]): void {
  const found = codes.find((code) => bare(code).some((words) => fetching.test(words)));
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
  return start.startsWith('<');
}

/** Whether a drawing fetches a picture or a style from elsewhere. */
export function fetchesOutside(svg: string): boolean {
  const read = svg.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (all, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
  return /(?:href|src)\s*=\s*["']\s*(?:https?:|file:|ftp:|\/\/|\\\\)|url\(\s*["']?\s*(?:https?:|file:|\/\/)|@import/i.test(read);
}
