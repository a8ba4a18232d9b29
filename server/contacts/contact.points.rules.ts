import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { FieldError, Words } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';

type Point = { kind: string; value: string };

/**
 * An e-mail address as it is kept: trimmed, lower case, without `mailto:` or the angle brackets that mail programs add;
 * null when it is none.
 */
export function normalizeEmail(typed: string): string | null {
  const address = typed.replace(/^.*<([^<>]+)>\s*$/, '$1').replace(/^\s*mailto:/i, '').trim().toLowerCase();
  return address.length <= 254 && /^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:".]+(\.[^\s@<>()[\],;:".]+)*\.[^\s@<>()[\],;:".\d]{2,}$/u.test(address)
    ? address
    : null;
}

/**
 * A telephone number in E.164, with `;ext=` when there is an extension (RFC 3966); a number without a country code is
 * read as one of Canada. Null when it cannot be dialled.
 */
export function normalizePhone(typed: string): string | null {
  const spoken = typed.replace(/(?:,\s*)?(?:poste|p\.)\s*(?=\d)/i, ' ext. ');
  const number = parsePhoneNumberFromString(spoken.replace(/^\s*(?:tel|tél)[.:\s]+/i, ''), { defaultCountry: 'CA', extract: false });
  if (!number?.isPossible()) return null;
  // Seven digits are dialled within a region only, and Québec's have been dialled with their area code for years.
  if (number.countryCallingCode === '1' && number.nationalNumber.length !== 10) return null;
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}

/** A web address with its scheme; null when it is none. */
export function normalizeWeb(typed: string): string | null {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  if (!/^https?:\/\/[^\s/]+\.[^\s/]+/i.test(text) || !URL.canParse(text)) return null;
  return text;
}

/** The value of a contact point as it is kept, or null when it is not one of its kind. */
export function normalizePoint({ kind, value }: Point): string | null {
  if (kind === 'email') return normalizeEmail(value);
  if (kind === 'phone' || kind === 'mobile' || kind === 'fax') return normalizePhone(value);
  if (kind === 'web') return normalizeWeb(value);
  return value.trim() || null;
}

const refusals: Record<string, Words> = {
  email: (locale) => m.contact_point_refused_email({}, { locale }),
  phone: (locale) => m.contact_point_refused_phone({}, { locale }),
  mobile: (locale) => m.contact_point_refused_phone({}, { locale }),
  fax: (locale) => m.contact_point_refused_phone({}, { locale }),
  web: (locale) => m.contact_point_refused_web({}, { locale }),
};

/** Every point as it is kept, each once, and one sentence for each that cannot be. Pointers are those of the list sent. */
export function readPoints<P extends Point>(points: readonly P[]): { points: P[]; errors: FieldError[] } {
  const read = new Map<string, P>();
  const errors: FieldError[] = [];
  for (const [index, point] of points.entries()) {
    const value = normalizePoint(point);
    if (value === null) {
      const message = refusals[point.kind] ?? ((locale) => m.problem_field_required({}, { locale }));
      errors.push({ pointer: `/contactPoints/${index}/value`, message });
    } else if (!read.has(`${point.kind} ${value}`)) read.set(`${point.kind} ${value}`, { ...point, value });
  }
  return { points: [...read.values()], errors };
}
