/** The styles of our Word files: true Word styles, in fonts that every Word has. Sizes in half-points, spaces in twips. */
import { AlignmentType, LevelFormat, LineRuleType } from 'docx';
import type { IPropertiesOptions, IParagraphStyleOptions } from 'docx';
import type { DocumentTree, Tone } from './tree.ts';

export const headingFont = 'Cambria';
export const textFont = 'Calibri';
export const ink = '1A2230';
export const mutedInk = '55606E';
export const accent = '1B4F80';
export const hairline = 'C9CED5';

export const toneColor: Record<Tone, string> = {
  muted: mutedInk,
  late: 'A1351F',
  shines: '8A5A00',
  learns: '0B655C',
  attracts: '5C4398',
};

export interface PageShape {
  /** All in twips (1/1440 inch); letter paper, upright. */
  width: number;
  height: number;
  side: number;
  top: number;
  bottom: number;
  textWidth: number;
  labelWidth: number;
  gutter: number;
}

export function pageShape(density: DocumentTree['density']): PageShape {
  const compact = density === 'compact';
  const side = compact ? 1080 : 1440;
  return {
    width: 12240,
    height: 15840,
    side,
    top: compact ? 1180 : 1500,
    bottom: compact ? 960 : 1300,
    textWidth: 12240 - 2 * side,
    labelWidth: compact ? 1800 : 2000,
    gutter: 400,
  };
}

/** Style of our tables, a header line and hairlines, no boxes; written into the file, as `docx` has no table styles. */
export const tableStyle = (density: DocumentTree['density']): string => `<w:style w:type="table" w:customStyle="1" w:styleId="PasserelleTable"><w:name w:val="Passerelle Table"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="${hairline}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="${hairline}"/></w:tblBorders><w:tblCellMar><w:top w:w="${density === 'compact' ? 22 : 45}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="${density === 'compact' ? 22 : 45}" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="${mutedInk}"/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="${mutedInk}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>`;

export function documentStyles(density: DocumentTree['density'], lang: string): IPropertiesOptions['styles'] {
  const compact = density === 'compact';
  const body = compact ? 19 : 21;
  const shape = pageShape(density);
  const heading = (size: number, before: number, after: number, color: string, font: string, outlineLevel: number) => ({
    run: { font, size, bold: true, color },
    paragraph: { spacing: { before, after, line: 240, lineRule: LineRuleType.AUTO }, keepNext: true, keepLines: true, outlineLevel },
    next: 'Normal',
    quickFormat: true,
  });
  const plain = (id: string, name: string, options: Omit<IParagraphStyleOptions, 'id' | 'name'>): IParagraphStyleOptions => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    ...options,
  });
  return {
    default: {
      document: {
        run: { font: textFont, size: body, color: ink, language: { value: lang, eastAsia: lang, bidirectional: 'ar-SA' } },
        paragraph: { spacing: { after: compact ? 50 : 120, line: compact ? 247 : 264 } },
      },
      title: {
        run: { font: headingFont, size: compact ? 36 : 44, bold: true, color: ink },
        // Said, as LibreOffice else sets the lines of a long title on each other.
        paragraph: { spacing: { before: 0, after: 40, line: 240, lineRule: LineRuleType.AUTO }, keepNext: true },
        next: 'Subtitle',
        quickFormat: true,
      },
      heading1: {
        ...heading(compact ? 22 : 27, compact ? 120 : 300, compact ? 50 : 120, accent, headingFont, 0),
        paragraph: {
          ...heading(0, compact ? 120 : 300, compact ? 50 : 120, accent, headingFont, 0).paragraph,
          border: { bottom: { style: 'single', size: 4, space: 2, color: hairline } },
        },
      },
      heading2: heading(body + 1, compact ? 100 : 180, compact ? 40 : 80, ink, textFont, 1),
      heading3: heading(body, 140, 60, mutedInk, textFont, 2),
      caption: {
        run: { size: body - 2, color: mutedInk, italics: false, bold: false },
        paragraph: { spacing: { before: 60, after: 40 }, keepNext: true },
      },
      hyperlink: { run: { color: accent, underline: { type: 'single', color: accent } } },
    },
    paragraphStyles: [
      { id: 'Normal', name: 'Normal', quickFormat: true },
      plain('Subtitle', 'Subtitle', { run: { size: body + 3, color: mutedInk }, paragraph: { spacing: { after: compact ? 120 : 240 } } }),
      plain('Lead', 'Passerelle Lead', { run: { size: body + 2, color: mutedInk } }),
      plain('Note', 'Passerelle Note', { run: { size: body - 3, color: mutedInk }, paragraph: { spacing: { before: compact ? 40 : 80 } } }),
      plain('NoData', 'Passerelle No Data', { run: { color: mutedInk }, paragraph: { spacing: { before: compact ? 30 : 80 } } }),
      plain('Fact', 'Passerelle Fact', {
        paragraph: {
          spacing: { after: compact ? 20 : 50 },
          indent: { left: shape.labelWidth, hanging: shape.labelWidth },
        },
      }),
      plain('ListBullet', 'List Bullet', { paragraph: { spacing: { after: compact ? 30 : 60 } } }),
      plain('TableText', 'Passerelle Table Text', { run: { size: body - 1 }, paragraph: { spacing: { after: 0, line: compact ? 228 : 250 } } }),
      plain('TableHeading', 'Passerelle Table Heading', {
        run: { size: body - 2, bold: true, color: mutedInk },
        paragraph: { spacing: { after: 0, line: compact ? 228 : 250 }, keepNext: true },
      }),
      // At least: a line of a fixed share of the type's size would show as much of the picture as of a line of text.
      plain('Picture', 'Passerelle Picture', { paragraph: { spacing: { before: 0, after: compact ? 60 : 120, line: 240, lineRule: LineRuleType.AT_LEAST } } }),
      // The names that Word looks for in a table of contents.
      plain('TOC1', 'toc 1', { run: { bold: true }, paragraph: { spacing: { before: 60, after: 0, line: 240, lineRule: LineRuleType.AUTO } } }),
      plain('TOC2', 'toc 2', { paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO }, indent: { left: 280 } } }),
      plain('Header', 'header', {
        run: { size: 17, color: mutedInk },
        paragraph: {
          spacing: { after: 0 },
          border: { bottom: { style: 'single', size: 4, space: 4, color: hairline } },
        },
      }),
      plain('Footer', 'footer', {
        run: { size: 17, color: mutedInk },
        paragraph: { spacing: { after: 0 } },
      }),
    ],
    characterStyles: [{ id: 'FactLabel', name: 'Passerelle Fact Label', basedOn: 'DefaultParagraphFont', run: { color: mutedInk } }],
  };
}

/** One list definition: an en dash, hanging. */
export const numbering: IPropertiesOptions['numbering'] = {
  config: [
    {
      reference: 'bullets',
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '–',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 300, hanging: 220 } }, run: { color: mutedInk, font: textFont } },
        },
      ],
    },
  ],
};
