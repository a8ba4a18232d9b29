/** Our styles in a Word file of the office: those that it has are its own, the others are added to it. */
import { Document, Packer, Paragraph } from 'docx';
import type { XmlElement } from 'docx';
import { documentStyles, tableStyle } from './docx-styles.ts';
import type { DocumentTree } from './tree.ts';
import { attribute, child, root, stylesPart } from './word-template.ts';
import { readZip } from './zip.ts';

interface Style {
  id: string;
  /** Lower case, as Word compares them. */
  name: string;
  type: string;
  level: number | null;
}

export interface MergedStyles {
  /** Our id → the id that the style has in the file. */
  ids: ReadonlyMap<string, string>;
  /** What is added to the file's styles. */
  added: string;
}

/** Our styles that notes are written in, by the name that Word shows, in the order in which they are met. */
export const noteStyles = [
  'Title',
  'Subtitle',
  'Heading1',
  'Heading2',
  'Heading3',
  'Lead',
  'Fact',
  'FactLabel',
  'ListBullet',
  'Caption',
  'TableText',
  'TableHeading',
  'PasserelleTable',
  'Picture',
  'Note',
  'NoData',
  'Hyperlink',
] as const;

const carried = new Set<string>([...noteStyles, 'Normal', 'TOC1', 'TOC2']);

/** The styles of a file, as its part of styles says them. */
export function stylesOf(parts: ReadonlyMap<string, XmlElement>): Style[] {
  return (root(parts, stylesPart)?.elements ?? []).flatMap((element) => {
    if (element.name !== 'w:style') return [];
    const level = attribute(child(child(element, 'w:pPr'), 'w:outlineLvl'), 'w:val');
    return [
      {
        id: attribute(element, 'w:styleId') ?? '',
        name: (attribute(child(element, 'w:name'), 'w:val') ?? '').toLowerCase(),
        type: attribute(element, 'w:type') ?? 'paragraph',
        level: level === undefined ? null : Number(level),
      },
    ];
  });
}

/** Which style of the file stands for each of ours: that of the same name, or for a heading that of the same level. */
export function matched(theirs: Style[], ours: readonly Style[]): Map<string, Style> {
  const found = new Map<string, Style>();
  for (const one of ours) {
    const same = theirs.find(({ type, name }) => type === one.type && name === one.name);
    const heading = /^heading (\d)$/.exec(one.name)?.[1];
    const level = heading === undefined ? undefined : theirs.find((style) => style.type === 'paragraph' && style.level === Number(heading) - 1);
    const match = same ?? level;
    if (match) found.set(one.id, match);
  }
  return found;
}

/** The styles of the file and ours together. A style of ours whose id the file uses for another gets an id of its own. */
export async function mergeStyles(parts: ReadonlyMap<string, XmlElement>, density: DocumentTree['density'], lang: string): Promise<MergedStyles> {
  const theirs = stylesOf(parts);
  const ours = (await ourStyles(density, lang)).filter(({ id }) => carried.has(id));
  const matches = matched(theirs, ours);
  const taken = new Set(theirs.map(({ id }) => id));
  const base = theirs.find(({ name }) => name === 'default paragraph font');
  const ids = new Map([...(base ? [['DefaultParagraphFont', base.id] as const] : []), ...ours.map(({ id }) => [id, matches.get(id)?.id ?? (taken.has(id) ? `Passerelle${id}` : id)] as const)]);
  const added = ours
    .filter(({ id }) => !matches.has(id))
    .map(({ id, xml }) =>
      xml
        .replace(/w:styleId="[^"]*"/, `w:styleId="${ids.get(id) ?? id}"`)
        .replace(/ w:default="[^"]*"/, '')
        .replace(/(<w:(?:basedOn|next|link) w:val=")([^"]*)"/g, (_all, before: string, of: string) => `${before}${ids.get(of) ?? of}"`),
    );
  return { ids, added: added.join('') };
}

/** Our own styles, as our files have them. */
export async function ourStyles(density: DocumentTree['density'], lang: string): Promise<(Style & { xml: string })[]> {
  const file = await Packer.toBuffer(new Document({ styles: documentStyles(density, lang), sections: [{ children: [new Paragraph('')] }] }));
  const xml = `${readZip(file).get(stylesPart)?.toString('utf8') ?? ''}${tableStyle(density)}`;
  return [...xml.matchAll(/<w:style .*?<\/w:style>/gs)].map(([style]) => ({
    id: /w:styleId="([^"]*)"/.exec(style)?.[1] ?? '',
    name: (/<w:name w:val="([^"]*)"/.exec(style)?.[1] ?? '').toLowerCase(),
    type: /w:type="([^"]*)"/.exec(style)?.[1] ?? 'paragraph',
    level: null,
    xml: style,
  }));
}
