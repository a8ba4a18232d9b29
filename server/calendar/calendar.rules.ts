/** How many days back and ahead a personal calendar goes. */
export const horizon = { past: 30, ahead: 730 } as const;

/** The day of a date as precise as it is known: its first one; null when there is none. */
export const dayOfDate = (date: string | null): string | null => (date ? `${date}-01-01`.slice(0, 10) : null);

export const inLanguage = (fr: string, en: string | null, locale: 'fr' | 'en'): string => (locale === 'en' ? (en ?? fr) : fr);
