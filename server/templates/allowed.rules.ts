/**
 * What a Word package may hold to be a template: a list of what is known, not of what is feared. A part is known by the
 * content type that the package gives it, and stands where Word puts it; a relationship is known by its kind, and leads to
 * a part of the type that goes with it.
 */
import { Refusal } from './check.rules.ts';
import { sentenceOfKind } from './package.rules.ts';

/** A part, with what the package says that it is: null when it says nothing. */
export type Part = { name: string; type: string | null; bytes: Uint8Array };

const office = 'application/vnd\\.openxmlformats-officedocument\\.';
const word = `${office}wordprocessingml\\.`;
const known: [type: RegExp, place: RegExp][] = (
  [
    [`${word}(?:document|template)\\.main\\+xml`, 'word/document\\.xml'],
    [`${word}document\\.glossary\\+xml`, 'word/glossary/document\\.xml'],
    [`${word}comments(?:Extended|Ids|Extensible)?\\+xml`, 'word/comments[^/]*\\.xml'],
    [`${word}(?:header|footer|footnotes|endnotes|styles|settings|webSettings|fontTable|numbering|people)\\+xml`, 'word/(?:glossary/)?[^/]+\\.xml'],
    ['application/vnd\\.ms-word\\.stylesWithEffects\\+xml', 'word/(?:glossary/)?[^/]+\\.xml'],
    [`${word}printerSettings`, 'word/(?:.+/)?[^/]+\\.bin'],
    [`${office}theme(?:Override)?\\+xml`, 'word/.+\\.xml'],
    [`${office}drawingml\\.(?:chart|chartshapes|diagram(?:Data|Layout|Style|Colors))\\+xml`, 'word/.+\\.xml'],
    ['application/vnd\\.ms-office\\.(?:drawingml\\.diagramDrawing|chartstyle|chartcolorstyle|documenttasks)\\+xml', 'word/.+\\.xml'],
    ['application/vnd\\.ms-office\\.classificationlabels\\+xml', 'docMetadata/[^/]+\\.xml'],
    ['application/inkml\\+xml', 'word/.+\\.xml'],
    [`${office}(?:extended|custom)-properties\\+xml`, 'docProps/[^/]+\\.xml'],
    ['application/vnd\\.openxmlformats-package\\.core-properties\\+xml', '(?:docProps/[^/]+|package/services/metadata/core-properties/[^/]+)\\.(?:xml|psmdcp)'],
    [`${office}customXmlProperties\\+xml`, '(?:word/)?customXml/.+\\.xml'],
    ['(?:application|text)/xml', '(?:word/)?customXml/.+\\.xml'],
    ['application/vnd\\.openxmlformats-package\\.relationships\\+xml', '(?:.+/)?_rels/[^/]*\\.rels'],
    [`${office}obfuscatedFont|application/x-font-?(?:ttf|data)|font/(?:ttf|otf)`, '.+\\.(?:odttf|ttf|otf|fntdata)'],
    ['image/svg\\+xml', '.+\\.svg'],
    ['image/(?:png|jpe?g|gif|bmp|tiff?|webp|(?:x-)?[ew]mf|vnd\\.ms-photo|x-icon)', '.+\\.(?:png|jpe?g|jfif|gif|bmp|dib|tiff?|webp|[ew]mf|wdp|ico)'],
  ] as const
).map(([type, place]) => [new RegExp(`^(?:${type})$`, 'i'), new RegExp(`^${place}$`, /image|Font/.test(type) ? 'i' : '')]);

/** How a Windows object, an archive and a program begin. */
const wrapped = ['d0cf11e0a1b11ae1', '504b0304', '4d5a'];

/** Refuses a part that nothing of Word's explains, or that is not what the package says of it. */
export function refusePart({ name, type, bytes }: Part): void {
  const extension = /\.([^./]*)$/.exec(name)?.[1] ?? '';
  const isMarkup = /^(?:xml|rels|svg|psmdcp)$/.test(extension);
  // A reader that does not mind the case would read what another passes by.
  if (!isMarkup && /^(?:xml|rels|svg|psmdcp)$/i.test(extension)) throw new Refusal('broken');
  if (/vbaProject|vbaData|macroEnabled/i.test(type ?? '')) throw new Refusal('macros');
  if (type === null || !known.some(([of, place]) => of.test(type) && place.test(name))) throw new Refusal('embedded', { part: name });
  const start = Buffer.from(bytes.subarray(0, 64));
  if (!isMarkup && wrapped.some((one) => start.toString('hex').startsWith(one))) throw new Refusal('embedded', { part: name });
  // Whatever the writing: without the marks of order and the zeros of the wider ones.
  if (!isMarkup && /^[\u0000\u00ef\u00bb\u00bf\u00fe\u00ff\s]*</.test(start.toString('latin1'))) throw new Refusal('embedded', { part: name });
}

const bases =
  /^http:\/\/(?:schemas\.openxmlformats\.org\/(?:officeDocument|officedocument|package)\/2006|purl\.oclc\.org\/ooxml\/officeDocument|schemas\.microsoft\.com\/office\/\d{4}(?:\/\d{2})?)\/relationships\/(?:metadata\/)?([A-Za-z-]+)$/;

/** Kinds of relationships that a template has, and how the content type of what they lead to ends; null for what is not markup of ours. */
const leading: Record<string, RegExp | null> = {
  officeDocument: /\.main\+xml$/i,
  'extended-properties': null,
  'custom-properties': null,
  'core-properties': null,
  thumbnail: /^image\//i,
  classificationlabels: null,
  styles: /\.styles\+xml$/i,
  stylesWithEffects: /\.stylesWithEffects\+xml$/i,
  settings: /\.settings\+xml$/i,
  webSettings: /\.webSettings\+xml$/i,
  fontTable: /\.fontTable\+xml$/i,
  font: /font/i,
  numbering: /\.numbering\+xml$/i,
  theme: /\.theme\+xml$/i,
  themeOverride: /\.themeOverride\+xml$/i,
  header: /\.header\+xml$/i,
  footer: /\.footer\+xml$/i,
  footnotes: /\.footnotes\+xml$/i,
  endnotes: /\.endnotes\+xml$/i,
  comments: /\.comments\+xml$/i,
  commentsExtended: /\.commentsExtended\+xml$/i,
  commentsIds: /\.commentsIds\+xml$/i,
  commentsExtensible: /\.commentsExtensible\+xml$/i,
  people: /\.people\+xml$/i,
  documenttasks: null,
  glossaryDocument: /\.glossary\+xml$/i,
  customXml: /^(?:(?:application|text)\/xml|application\/inkml\+xml)$/i,
  customXmlProps: /\.customXmlProperties\+xml$/i,
  image: /^image\//i,
  hdphoto: /^image\//i,
  printerSettings: /\.printerSettings$/i,
  hyperlink: null,
  diagramData: /\.diagramData\+xml$/i,
  diagramLayout: /\.diagramLayout\+xml$/i,
  diagramQuickStyle: /\.diagramStyle\+xml$/i,
  diagramColors: /\.diagramColors\+xml$/i,
  diagramDrawing: /\.diagramDrawing\+xml$/i,
  chart: /\.chart\+xml$/i,
  chartUserShapes: /\.chartshapes\+xml$/i,
  chartStyle: /\.chartstyle\+xml$/i,
  chartColorStyle: /\.chartcolorstyle\+xml$/i,
};

/** The kind of a relationship by its address, as it is written. @throws Refusal when a template has no use for it */
export function kindOfRelationship(part: string, type: string, target: string): string {
  const refused = sentenceOfKind(type);
  if (refused) throw new Refusal(refused, { part, target });
  const kind = bases.exec(type)?.[1] ?? '';
  if (!Object.hasOwn(leading, kind)) throw new Refusal('embedded', { part });
  return kind;
}

/** The parts that we look for under their own name: another one would be read by Word and not by us. */
const named: Record<string, string> = { styles: 'styles.xml', settings: 'settings.xml', glossaryDocument: 'glossary/document.xml' };

/** Refuses a relationship within the package that leads to no part, or to one that is something else than it says. */
export function refuseLead(part: string, kind: string, target: string, types: ReadonlyMap<string, string | null>): void {
  const expected = leading[kind];
  if (!expected) return;
  const folder = part.replace(/_rels\/[^/]*$/, '');
  const path = resolved(folder, target);
  // Word writes NULL for a picture that it has lost.
  if ((kind === 'image' || kind === 'thumbnail') && !types.has(path)) return;
  const own = named[kind];
  if (!expected.test(types.get(path) ?? '') || (own !== undefined && path !== `${folder}${own}`)) throw new Refusal('broken');
}

/** Refuses a package of which Word would open another text than the one that is looked at. */
export function refuseDecoys(documents: readonly string[], types: ReadonlyMap<string, string | null>): void {
  const mains = [...types].filter(([, type]) => /\.main\+xml$/i.test(type ?? '')).map(([name]) => name);
  if (documents.length !== 1 || mains.length !== 1 || mains[0] !== 'word/document.xml') throw new Refusal('broken');
  if (documents.some((target) => resolved('', target) !== 'word/document.xml')) throw new Refusal('broken');
}

function resolved(folder: string, target: string): string {
  const path: string[] = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}
