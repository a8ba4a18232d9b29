/** Word packages made by hand, and what is read back from a filled one. */
import { writeZip } from '../../server/documents/zip.ts';

export const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export const p = (...runs: string[]): string => `<w:p>${runs.map((text) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`).join('')}</w:p>`;

/** The parts of a sound template as another office could have made it: letterhead, own styles, own paper. */
export function parts(more: Partial<{ body: string; header: string; footer: string; styles: string; relationships: string; contentTypes: string }> = {}): Record<string, string> {
  const header = more.header ?? p('VILLE D’ESSAI, {cl', 'assifica', 'tion}');
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/word/header1.xml" ContentType="${types}.header+xml"/><Override PartName="/word/footer1.xml" ContentType="${types}.footer+xml"/>${more.contentTypes ?? ''}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${office}/header" Target="header1.xml"/><Relationship Id="rId3" Type="${office}/footer" Target="footer1.xml"/>${more.relationships ?? ''}</Relationships>`,
    'word/styles.xml': `${head}<w:styles ${w}>${more.styles ?? ownStyles}</w:styles>`,
    'word/header1.xml': `${head}<w:hdr ${w}>${header}</w:hdr>`,
    'word/footer1.xml': `${head}<w:ftr ${w}>${more.footer ?? p('{bureau}, 1, rue de l’Essai')}</w:ftr>`,
    'word/document.xml': `${head}<w:document ${w}><w:body>${more.body ?? `${p('Objet : {TITRE}')}${p('{', 'corps', '}')}${p('Fin de la lettre, {Auteur}, {a jour}')}`}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2000" w:right="1700" w:bottom="1400" w:left="1700" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  };
}

/** French Word calls its headings so; this office has none of level 3, and one of its own for level 2. */
const ownStyles = `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/></w:rPr></w:style><w:style w:type="character" w:default="1" w:styleId="Policepardfaut"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="VilleIntertitre"><w:name w:val="Ville intertitre"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Note"><w:name w:val="Note de bas de lettre"/><w:basedOn w:val="Normal"/></w:style>`;

export const pack = (entries: Record<string, string | Buffer>): Buffer =>
  writeZip(Object.entries(entries).map(([name, data]) => [name, Buffer.from(data)] as [string, Buffer]), '2026-11-21');

export const template = (more: Parameters<typeof parts>[0] = {}, added: Record<string, string | Buffer> = {}): Buffer => pack({ ...parts(more), ...added });

/** A file as a browser sends it. */
export function formOf(file: Buffer, name = 'lettre.docx'): FormData {
  const form = new FormData();
  form.append('file', new File([Uint8Array.from(file)], name));
  return form;
}

/** What the package says that a part is. */
export const override = (name: string, type: string): string => `<Override PartName="/${name}" ContentType="${type.includes('/') ? type : `${types}.${type}+xml`}"/>`;

export const relationship = (kind: string, target: string, mode = ' TargetMode="External"'): string =>
  `<Relationship Id="rId9" Type="${office}/${kind}" Target="${target}"${mode}/>`;

const unescaped = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

/** The words of each paragraph of a part, in order; empty paragraphs are left out. */
export function paragraphsOf(xml: string): string[] {
  return (xml.match(/<w:p[ >].*?<\/w:p>/gs) ?? [])
    .map((one) => [...one.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:br\/>/g)].map(([all, text]) => (all.startsWith('<w:t>') || all.startsWith('<w:t ') ? unescaped(text ?? '') : ' ')).join(''))
    .filter((text) => text.trim() !== '');
}
