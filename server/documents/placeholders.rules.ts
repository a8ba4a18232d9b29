import { fold } from '../text/fold.rules.ts';

/** What a template of the office may ask for, between braces, by the names it may ask for it with: French first. */
export const placeholderNames = {
  body: ['corps', 'body'],
  title: ['titre', 'title'],
  subtitle: ['sous-titre', 'subtitle'],
  classification: ['classification'],
  asOf: ['à-jour', 'asOf'],
  date: ['date'],
  office: ['bureau', 'office'],
  author: ['auteur', 'author', 'autrice'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Placeholder = keyof typeof placeholderNames;
export const placeholders = Object.keys(placeholderNames) as Placeholder[];

/** Those without which the note says the thing itself: the classification on every page, the rest at the head of its text. */
export const expectedPlaceholders = ['title', 'classification', 'asOf'] as const satisfies readonly Placeholder[];

export const delimiters = { start: '{', end: '}' } as const;

const key = (name: string): string => fold(name).replaceAll(' ', '');
const meanings = new Map<string, Placeholder>(placeholders.flatMap((meaning) => placeholderNames[meaning].map((name) => [key(name), meaning] as const)));

/** What a name between braces asks for, however it is accented, capitalized or joined; null for a name that is none of ours. */
export const meaningOf = (name: string): Placeholder | null => meanings.get(key(name)) ?? null;

/** A placeholder as it is written in a language, braces and all. */
export function writtenIn(placeholder: Placeholder, language: 'fr' | 'en'): string {
  const [french, english = french]: readonly string[] = placeholderNames[placeholder];
  return `${delimiters.start}${language === 'fr' ? french : english}${delimiters.end}`;
}

/** Text between braces that is too long for a name is text. */
export const isName = (text: string): boolean => text.trim() !== '' && text.length <= 60 && !text.includes('\n');
