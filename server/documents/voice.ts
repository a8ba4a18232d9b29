/**
 * How a builder speaks one language: its words, the office's texts in that language, and the visible fallback
 * (« en anglais seulement ») where a text exists only in another one.
 */
import { m } from '../../generated/paraglide/messages.js';
import type { Bilingual, DiscussionPointData, TypedText } from './note-data.ts';
import { audiences, languageTag } from './tree.ts';
import type { Audience, Block, DocumentLanguage, Run } from './tree.ts';

type Emphasis = Pick<Run, 'bold' | 'italic' | 'tone' | 'link'>;

export interface Voice {
  language: DocumentLanguage;
  /** Words of the document itself, in its language. */
  say: (text: string, emphasis?: Emphasis) => Run;
  /** A proper name: no fallback is announced, since names are not translated. `of` is the name's own language. */
  name: (text: string, of?: string | null, emphasis?: Emphasis) => Run;
  /** A text kept in both languages; empty when there is none. */
  text: (pair: Bilingual | null, emphasis?: Emphasis) => Run[];
  /** A text typed in one language; empty when there is none. */
  typed: (text: TypedText | null, emphasis?: Emphasis) => Run[];
  heading: (text: string, level?: 1 | 2 | 3) => Block;
  empty: () => Block;
  /** The block made of the items; when there are none, `nothing` says so, or else « Aucune donnée ». */
  orEmpty: <T>(items: readonly T[], make: (items: readonly T[]) => Block, nothing?: string) => Block;
}

/** The voice of a document in `language`. */
export function voiceOf(language: DocumentLanguage): Voice {
  const own = languageTag(language);
  const locale = { locale: language };
  const say = (text: string, emphasis: Emphasis = {}): Run => ({ text, lang: own, ...emphasis });
  const empty = (): Block => ({ type: 'empty', runs: [say(m.document_no_data({}, locale))] });
  const foreign = (text: string, textLanguage: string, emphasis: Emphasis): Run[] => {
    const nameOf = new Intl.DisplayNames([own], { type: 'language', fallback: 'code' });
    const mark = m.document_only_in({ language: nameOf.of(textLanguage) ?? textLanguage }, locale);
    return [{ text, lang: languageTag(textLanguage), ...emphasis }, say(` (${mark})`, { italic: true, tone: 'muted' })];
  };
  const text = (pair: Bilingual | null, emphasis: Emphasis = {}): Run[] => {
    if (!pair) return [];
    const mine = pair[language];
    if (mine) return [say(mine, emphasis)];
    const other: DocumentLanguage = language === 'fr' ? 'en' : 'fr';
    const theirs = pair[other];
    return theirs ? foreign(theirs, other, emphasis) : [];
  };
  return {
    language,
    say,
    name: (value, of, emphasis = {}) => ({ text: value, lang: of ? languageTag(of) : own, ...emphasis }),
    text,
    typed: (value, emphasis = {}) => {
      if (!value || value.text === '') return [];
      return value.language === language ? [say(value.text, emphasis)] : foreign(value.text, value.language, emphasis);
    },
    heading: (value, level = 1) => ({ type: 'heading', level, runs: [say(value)] }),
    empty,
    orEmpty: (items, make, nothing) => (items.length > 0 ? make(items) : nothing === undefined ? empty() : { type: 'empty', runs: [say(nothing)] }),
  };
}

/** The words of a classification: « Usage interne », Restricted. */
export function classification(audience: Audience, language: DocumentLanguage): string {
  const locale = { locale: language };
  switch (audience) {
    case 'public':
      return m.document_classification_public({}, locale);
    case 'internal':
      return m.document_classification_internal({}, locale);
    case 'restricted':
      return m.document_classification_restricted({}, locale);
    case 'confidential':
      return m.document_classification_confidential({}, locale);
  }
}

/** Whether a record of this sensitivity may be shown to this audience. */
export function mayRead(sensitivity: Audience, audience: Audience): boolean {
  return audiences.indexOf(sensitivity) <= audiences.indexOf(audience);
}

/** The items that the audience may see. */
export function readable<T extends { sensitivity: Audience }>(items: readonly T[], audience: Audience): T[] {
  return items.filter((item) => mayRead(item.sensitivity, audience));
}

/** Whether a discussion point is a sensitive one, to be told apart in a note. */
export function isSensitive(point: DiscussionPointData): boolean {
  return !mayRead(point.sensitivity, 'internal');
}

const withoutDayFr = /(?<![\p{L}\p{N}])(pour )?le (?=(?:(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)[ \u00a0])?\d{4}(?!\d))/gu;
const withoutDayEn = /(?<![\p{L}\p{N}])on (?=(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)[ \u00a0])?\d{4}(?!\d))/gu;

/** Words of ours around a date of which only the month or the year is known: « en 2026 », « pour mars 2027 », never « le 2026 ». */
export function withoutDay(text: string, language: DocumentLanguage): string {
  if (language === 'en') return text.replace(withoutDayEn, 'in ');
  return text.replace(withoutDayFr, (_all, before: string | undefined) => before ?? 'en ');
}

/** Between pieces of one line; the dot stays at the end of its line. */
export const dot = '\u00a0· ';

/** Runs one after the other with a separator between those that say something. */
export function join(parts: (Run | Run[] | null | undefined | false)[], separator: Run): Run[] {
  const said = parts.map((part) => (!part ? [] : Array.isArray(part) ? part : [part])).filter((part) => part.some((run) => run.text !== ''));
  return said.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}
