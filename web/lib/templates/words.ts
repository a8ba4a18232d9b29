import type { Answer } from '#lib/api.ts';
import { m } from '#paraglide/messages.js';

type Template = Answer<'GET /api/document-templates/:id'>;
type Found = Template['check']['placeholders'][number];

const meanings: Record<NonNullable<Found['meaning']>, () => string> = {
  body: m.template_asks_body,
  title: m.template_asks_title,
  subtitle: m.template_asks_subtitle,
  classification: m.template_asks_classification,
  asOf: m.template_asks_as_of,
  date: m.template_asks_date,
  office: m.template_asks_office,
  author: m.template_asks_author,
};

/** What comes in the place of a placeholder, or that it is not known and what was probably meant. */
export function asked({ meaning, nearest }: Found): string {
  if (meaning) return meanings[meaning]();
  return nearest ? m.template_unknown_nearest({ nearest: `{${nearest}}` }) : m.template_unknown();
}

/** Whether every placeholder of a template is one of ours. */
export const isSound = ({ placeholders }: Template['check']): boolean => placeholders.every(({ meaning }) => meaning !== null);

export function nameOfLanguage(language: Template['language']): string {
  if (language === null) return m.template_language_all();
  return language === 'fr' ? m.template_language_fr() : m.template_language_en();
}

const styles: Record<string, () => string> = {
  Title: m.template_style_title,
  Subtitle: m.template_style_subtitle,
  Heading1: m.template_style_heading1,
  Heading2: m.template_style_heading2,
  Heading3: m.template_style_heading3,
  Lead: m.template_style_lead,
  Fact: m.template_style_fact,
  FactLabel: m.template_style_factlabel,
  ListBullet: m.template_style_listbullet,
  Caption: m.template_style_caption,
  TableText: m.template_style_tabletext,
  TableHeading: m.template_style_tableheading,
  PasserelleTable: m.template_style_passerelletable,
  Picture: m.template_style_picture,
  Note: m.template_style_note,
  NoData: m.template_style_nodata,
  Hyperlink: m.template_style_hyperlink,
};

/** What one of our styles is for. */
export const nameOfStyle = (id: string): string => styles[id]?.() ?? id;
