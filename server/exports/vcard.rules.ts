/** Organizations and people as vCards 4.0 (RFC 6350). */
import { contentLine, escapePlain, escapeText, stampOf } from './content-line.rules.ts';
import { inLanguage } from './table.rules.ts';

type Locale = 'fr' | 'en';
type Named = { nameFr: string; nameEn: string | null };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The same for every export, so that a card taken again replaces the first. */
const uidLine = (kind: string, id: string): string => (uuid.test(id) ? contentLine('UID', `urn:uuid:${id.toLowerCase()}`) : contentLine('UID;VALUE=text', escapeText(`passerelle-${kind}-${id}`)));

/** Parts of a structured value, each escaped. */
const structured = (...parts: (string | null | undefined)[]): string => parts.map((part) => escapeText(part ?? '')).join(';');

const card = (kind: 'org' | 'individual', lines: string[]): string => `BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:${kind}\r\n${lines.join('')}END:VCARD\r\n`;

/** An organization as a card. */
export function organizationCard(
  organization: Named & { id: string; acronym: string | null; website: string | null; place: Named | null; countryCode: string | null; updatedAt: string },
  locale: Locale,
): string {
  const name = inLanguage(organization.nameFr, organization.nameEn, locale) ?? '';
  const place = organization.place && inLanguage(organization.place.nameFr, organization.place.nameEn, locale);
  const country = organization.countryCode && countryName(organization.countryCode, locale);
  return card('org', [
    uidLine('organization', organization.id),
    contentLine('FN', escapePlain(name)),
    contentLine('ORG', escapeText(name)),
    contentLine('NICKNAME', organization.acronym && escapePlain(organization.acronym)),
    contentLine('URL', organization.website?.replace(/\s/g, '')),
    place || country ? contentLine('ADR', structured('', '', '', place, '', '', country)) : '',
    contentLine('REV', stampOf(organization.updatedAt)),
  ]);
}

/** All that a person's card says. */
export type Card = {
  id: string;
  name: string;
  givenName: string | null;
  /** With its particle */
  familyName: string;
  /** The name in its own script */
  nativeName: string | null;
  /** Mme, Dr: what is written before the name */
  prefix: string;
  position: { titleFr: string | null; titleEn: string | null; organization: Named } | null;
  /** The language to write in first, then the others */
  languages: readonly string[];
  points: readonly { kind: string; value: string; isPrimary: boolean }[];
  updatedAt: string;
};

const phones: Record<string, string> = { phone: 'voice', mobile: 'cell', fax: 'fax' };

/** A person as a card, with the position held today. */
export function contactCard(person: Card, locale: Locale): string {
  const { position, points } = person;
  const preferred = (isPrimary: boolean): string => (isPrimary ? ';PREF=1' : '');
  return card('individual', [
    uidLine('contact', person.id),
    contentLine('FN', escapePlain(person.name)),
    contentLine('N', structured(person.familyName, person.givenName, '', person.prefix, '')),
    contentLine('NICKNAME', person.nativeName && escapePlain(person.nativeName)),
    contentLine('ORG', position && escapeText(inLanguage(position.organization.nameFr, position.organization.nameEn, locale) ?? '')),
    contentLine('TITLE', position && escapePlain(inLanguage(position.titleFr, position.titleEn, locale) ?? '')),
    ...person.languages.map((language, n) => contentLine(`LANG;PREF=${Math.min(n + 1, 100)}`, language)),
    ...points.map(({ kind, value, isPrimary }) => {
      if (kind === 'email') return contentLine(`EMAIL${preferred(isPrimary)}`, escapePlain(value));
      if (kind in phones) return contentLine(`TEL;VALUE=uri;TYPE=${phones[kind]}${preferred(isPrimary)}`, telephone(value));
      // A web address is a value without escapes; what is none of the kind is left out.
      return (kind === 'web' || kind === 'social') && URL.canParse(value) ? contentLine('URL', value.replace(/\s/g, '')) : '';
    }),
    contentLine('REV', stampOf(person.updatedAt)),
  ]);
}

function telephone(value: string): string | null {
  const digits = value.replace(/[^+\d]/g, '');
  return /\d/.test(digits) ? `tel:${digits}` : null;
}

const names = new Map<Locale, Intl.DisplayNames>();
function countryName(code: string, locale: Locale): string {
  let known = names.get(locale);
  if (!known) names.set(locale, (known = new Intl.DisplayNames(locale, { type: 'region' })));
  return known.of(code) ?? code;
}
