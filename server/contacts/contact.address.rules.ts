import { civility, contactName, fullFamilyName, type PersonName } from './contact.names.rules.ts';

type Locale = 'fr' | 'en';
type Texts<Name extends string> = { [K in `${Name}Fr` | `${Name}En`]: string | null };

/** How to address who holds a role, with places for names: {nom}, {family}, {ville} … */
export type AddressForm = { id: string; roleCode: string; labelFr: string; labelEn: string } & Texts<'envelope'> &
  Texts<'salutation'> &
  Texts<'spoken'> &
  Texts<'closing'> &
  Texts<'note'>;

export type Addressee = PersonName & {
  honorific: string | null;
  pronouns: string | null;
  preferredSalutation: string | null;
};
/** The names of the city that the person speaks for, where it is known. */
export type City = { nameFr: string; nameEn: string | null } | null;

/** How to address one person, in both languages, ready to copy. */
export type Address = { formId: string; labelFr: string; labelEn: string; isChosen: boolean; isPreferred: boolean } & Texts<'envelope'> &
  Texts<'salutation'> &
  Texts<'spoken'> &
  Texts<'closing'> &
  Texts<'note'>;

/**
 * The form that suits a person when none was chosen: the one of the role, when the role has a single one, or else the
 * plain one; in the gender that the civility says, or none. Null when the office has no forms at all.
 */
export function suggestForm<F extends { id: string; roleCode: string }>(
  forms: readonly F[],
  { honorific, pronouns }: { honorific: string | null; pronouns: string | null },
  roleCode: string | null,
): F | null {
  const gender = genderOf(honorific, pronouns);
  const suited = forms.filter(({ id }) => id.endsWith(`.${gender}`));
  const ofRole = roleCode && roleCode !== 'other' ? suited.filter((form) => form.roleCode === roleCode) : [];
  return (ofRole.length === 1 ? ofRole[0] : suited.find((form) => form.roleCode === 'other')) ?? null;
}

function genderOf(honorific: string | null, pronouns: string | null): 'f' | 'm' | 'x' {
  if (honorific === 'mme') return 'f';
  if (honorific === 'm' || honorific === 'frere') return 'm';
  if (honorific === 'dr' && /^\s*(elle|she)\b/i.test(pronouns ?? '')) return 'f';
  if (honorific === 'dr' && /^\s*(il|he)\b/i.test(pronouns ?? '')) return 'm';
  return 'x';
}

/** A form filled in for one person. The person's own preference for the salutation wins over every form. */
export function addressOf(person: Addressee, form: AddressForm, city: City, isChosen: boolean): Address {
  const preferred = person.preferredSalutation?.trim() || null;
  const fill = (template: string | null, locale: Locale) => template && fillIn(template, person, city, locale);
  const salutationFr = preferred ?? fill(form.salutationFr, 'fr');
  const salutationEn = preferred ?? fill(form.salutationEn, 'en');
  const close = (template: string | null, salutation: string | null) =>
    template?.replace(/\{appel\}|\{salutation\}/g, salutation?.replace(/,\s*$/, '') ?? '') ?? null;
  return {
    formId: form.id,
    labelFr: form.labelFr,
    labelEn: form.labelEn,
    isChosen,
    isPreferred: preferred !== null,
    envelopeFr: fill(form.envelopeFr, 'fr'),
    envelopeEn: fill(form.envelopeEn, 'en'),
    salutationFr,
    salutationEn,
    spokenFr: fill(form.spokenFr, 'fr'),
    spokenEn: fill(form.spokenEn, 'en'),
    closingFr: fill(close(form.closingFr, salutationFr), 'fr'),
    closingEn: fill(close(form.closingEn, salutationEn), 'en'),
    noteFr: form.noteFr,
    noteEn: form.noteEn,
  };
}

function fillIn(template: string, person: Addressee, city: City, locale: Locale): string {
  const cityName = locale === 'fr' ? city?.nameFr : (city?.nameEn ?? city?.nameFr);
  const inCity = cityName ? ofCity(cityName, locale) : '';
  return template
    .replace(/ (?:de|of) \{(?:ville|city)\}/g, inCity && ` ${inCity}`)
    .replace(/\{(?:ville|city)\}/g, cityName ?? '')
    .replace(/\{(?:nom|name)\}/g, contactName(person))
    .replace(/\{family\}/g, person.nameOrder === 'mononym' ? person.familyName : fullFamilyName(person))
    .replace(/\{civility\}/g, civility(person.honorific, person.pronouns, locale))
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .trim();
}

/** « de Québec », « d’Ottawa », « du Havre », « des Sables-d’Olonne »; in English “of Québec”. */
export function ofCity(city: string, locale: Locale): string {
  if (locale === 'en') return `of ${city}`;
  if (/^Le /.test(city)) return `du ${city.slice(3)}`;
  if (/^Les /.test(city)) return `des ${city.slice(4)}`;
  return /^[aeiouyâàéèêëîïôöûüæœ]/i.test(city) ? `d’${city}` : `de ${city}`;
}
