/**
 * A Word template to begin one's own from: our page, our styles and every placeholder, each with a remark in the margin
 * that says what replaces it. The remarks are for who prepares the template: no note has them.
 */
import { CommentRangeEnd, CommentRangeStart, CommentReference, Document, Footer, Header, PageNumber, Paragraph, Tab, TextRun } from 'docx';
import type { IParagraphOptions, ParagraphChild } from 'docx';
import { m } from '../../generated/paraglide/messages.js';
import { documentStyles, numbering, pageShape } from './docx-styles.ts';
import { writtenIn } from './placeholders.rules.ts';
import type { Placeholder } from './placeholders.rules.ts';
import { settleDocx } from './docx-settle.ts';
import { languageTag } from './tree.ts';
import type { DocumentLanguage } from './tree.ts';

/** Noon of a day that does not change: the same release gives the same file. */
const madeOn = '2026-01-01';

/** The starting template, in a language: its placeholders and its remarks are in it. */
export async function starterDocx(language: DocumentLanguage): Promise<Buffer> {
  const locale = { locale: language };
  const lang = languageTag(language);
  const shape = pageShape('regular');
  const remarks: Record<Placeholder, string> = {
    body: m.template_starter_body({}, locale),
    title: m.template_starter_title({}, locale),
    subtitle: m.template_starter_subtitle({}, locale),
    classification: m.template_starter_classification({}, locale),
    asOf: m.template_starter_as_of({}, locale),
    date: m.template_starter_date({}, locale),
    office: m.template_starter_office({}, locale),
    author: m.template_starter_author({}, locale),
  };
  const explained: { id: number; text: string }[] = [];
  const text = (words: string, bold = false): TextRun => new TextRun({ text: words, language: { value: lang }, ...(bold && { bold }) });
  const bare = (placeholder: Placeholder, bold = false): TextRun => text(writtenIn(placeholder, language), bold);
  const remark = (words: string, children: ParagraphChild[]): ParagraphChild[] => {
    const id = explained.length;
    explained.push({ id, text: words });
    return [new CommentRangeStart(id), ...children, new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })];
  };
  const asked = (placeholder: Placeholder): ParagraphChild[] => remark(remarks[placeholder], [bare(placeholder)]);
  const tab = (): TextRun => new TextRun({ children: [new Tab()] });
  const line = (style: string, children: ParagraphChild[], more: IParagraphOptions = {}): Paragraph => new Paragraph({ style, ...more, children });
  const right = { tabStops: [{ type: 'right', position: shape.textWidth }] } as const;
  const fact = (label: string, placeholder: Placeholder, more: IParagraphOptions = {}): Paragraph =>
    line('Fact', [new TextRun({ text: label, style: 'FactLabel', language: { value: lang } }), tab(), ...asked(placeholder)], more);
  // Word keeps no remark in the margin of a header: what stands there is explained at the title.
  const margins = [m.template_starter_letterhead({}, locale), `${writtenIn('office', language)} ${remarks.office}`, `${writtenIn('classification', language)} ${remarks.classification}`, `${writtenIn('asOf', language)} ${remarks.asOf}`];
  const page = [text(m.document_page({}, locale)), text('\u00a0'), PageNumber.CURRENT, text(`\u00a0${m.document_page_of({}, locale)}\u00a0`), PageNumber.TOTAL_PAGES].map((one) =>
    typeof one === 'string' ? new TextRun({ children: [one], language: { value: lang } }) : one,
  );
  const children = [
    line('Title', remark([remarks.title, ...margins].join('\n'), [bare('title')])),
    line('Subtitle', asked('subtitle')),
    fact(m.template_starter_from({}, locale), 'author'),
    fact(m.template_starter_on({}, locale), 'date', { spacing: { after: 240 } }),
    line('Normal', asked('body')),
  ];
  const document = new Document({
    title: m.template_built_in({}, locale),
    styles: documentStyles('regular', lang),
    numbering: numbering ?? { config: [] },
    comments: {
      children: explained.map(({ id, text: words }) => ({
        id,
        author: 'Passerelle',
        initials: 'P',
        date: new Date(`${madeOn}T12:00:00Z`),
        children: words.split('\n').map((one) => new Paragraph({ children: [text(one)] })),
      })),
    },
    sections: [
      {
        properties: {
          page: { size: { width: shape.width, height: shape.height }, margin: { left: shape.side, right: shape.side, top: shape.top, bottom: shape.bottom, header: 560, footer: 500 } },
        },
        headers: { default: new Header({ children: [line('Header', [bare('office', true), tab(), bare('classification', true)], right)] }) },
        footers: { default: new Footer({ children: [line('Footer', [bare('asOf'), tab(), ...page], right)] }) },
        children,
      },
    ],
  });
  return settleDocx(document, { density: 'regular', asOf: madeOn, parts: [] }, lang);
}
