import { locale } from '#lib/i18n.ts';
import { partsOfQuarter } from '#server/text/quarter.rules.ts';
import { m } from '#paraglide/messages.js';

/** « T1 2027 ». */
export const quarterInWords = (quarter: string): string => m.quarter_of_year(partsOfQuarter(quarter), { locale: locale() });
/** « T1 ». */
export const quarterShort = (quarter: string): string => m.quarter_short({ number: partsOfQuarter(quarter).number }, { locale: locale() });
