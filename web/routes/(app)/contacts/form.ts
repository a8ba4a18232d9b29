import type { Body } from '#lib/api.ts';
import type { Contact } from '#lib/contacts/contacts.ts';
import { formatPhone, inLocale, languageName } from '#lib/i18n.ts';
import type { Option } from '#lib/ui/option.ts';

type Session = { role: string } | null | undefined;
type Place = { id: string; nameFr: string; nameEn: string | null };

export type PositionValues = {
  id: string | null;
  organization: Option | null;
  titleFr: string;
  titleEn: string;
  roleCode: Contact['positions'][number]['roleCode'];
  validFrom: string | null;
  validTo: string | null;
  isPrimary: boolean;
  verifiedOn: string | null;
};
export type PointValues = { id: string | null; kind: Contact['contactPoints'][number]['kind']; value: string; label: string; isPrimary: boolean; verifiedOn: string | null };

export type Start = {
  name?: { givenName: string | null; particle: string | null; familyName: string; nameOrder: Contact['nameOrder'] } | null;
  organization?: Place | null;
};

const option = (place: Place): Option => ({ id: place.id, label: inLocale(place, 'name') });

export const emptyPosition = (organization: Option | null = null): PositionValues => ({
  id: null,
  organization,
  titleFr: '',
  titleEn: '',
  roleCode: null,
  validFrom: null,
  validTo: null,
  isPrimary: false,
  verifiedOn: null,
});

export const emptyPoint = (kind: PointValues['kind']): PointValues => ({ id: null, kind, value: '', label: '', isPrimary: false, verifiedOn: null });

/** A number is edited as it is read: « 418 641-6411, poste 204 ». */
const asTyped = ({ kind, value }: { kind: string; value: string }): string =>
  kind === 'phone' || kind === 'mobile' || kind === 'fax' ? formatPhone(value) : value;

/** What the form holds: text for text, choices for references. A new one offers the lines that are nearly always filled. */
export function toValues(one: Contact | undefined, { name, organization }: Start = {}) {
  return {
    honorific: one?.honorific ?? (null as Contact['honorific']),
    givenName: one?.givenName ?? name?.givenName ?? '',
    particle: one?.particle ?? name?.particle ?? '',
    familyName: one?.familyName ?? name?.familyName ?? '',
    nameOrder: one?.nameOrder ?? name?.nameOrder ?? ('given_first' as Contact['nameOrder']),
    nativeName: one?.nativeName ?? '',
    pronouns: one?.pronouns ?? '',
    pronunciation: one?.pronunciation ?? '',
    positions: one?.positions.length
      ? one.positions.map(
          ({ id, organization: at, titleFr, titleEn, ...rest }): PositionValues => ({
            id,
            organization: option(at),
            titleFr: titleFr ?? '',
            titleEn: titleEn ?? '',
            roleCode: rest.roleCode,
            validFrom: rest.validFrom,
            validTo: rest.validTo,
            isPrimary: rest.isPrimary,
            verifiedOn: rest.verifiedOn,
          }),
        )
      : [emptyPosition(organization ? option(organization) : null)],
    contactPoints: one?.contactPoints.length
      ? one.contactPoints.map((point): PointValues => ({ ...point, value: asTyped(point), label: point.label ?? '' }))
      : [emptyPoint('email'), emptyPoint('phone')],
    languages: (one?.languages ?? []).map((code): Option => ({ id: code, label: languageName(code) })),
    correspondenceLanguage: one?.correspondenceLanguage ?? null,
    frenchExceptionGround: one?.frenchExceptionGround ?? (null as Contact['frenchExceptionGround']),
    acquaintances: (one?.acquaintances ?? []).map(({ user, since, note }) => ({ id: user.id, label: user.name, since, note })) as (Option & {
      since?: string | null;
      note?: string | null;
    })[],
    addressFormId: one?.addressFormId ?? null,
    preferredSalutation: one?.preferredSalutation ?? '',
    biographyFr: one?.biographyFr ?? '',
    biographyEn: one?.biographyEn ?? '',
    note: one?.note ?? '',
    sensitivity: one?.sensitivity ?? ('internal' as Contact['sensitivity']),
    collectionSource: one?.collectionSource ?? (null as Contact['collectionSource']),
    noticeOn: one?.noticeOn ?? null,
    retainUntil: one?.retainUntil ?? null,
    // Opening the form of a pending record is completing it, unless one says that more is missing.
    isPending: false,
  };
}
export type Values = ReturnType<typeof toValues>;

const orNull = (text: string) => text.trim() || null;
export const isFilledPosition = ({ organization }: PositionValues): boolean => organization !== null;
export const isFilledPoint = ({ value }: PointValues): boolean => value.trim() !== '';

/** The place of a line in the list that was sent, where empty lines are left out: what the pointers of a refusal name. */
export function sentIndex<T>(lines: readonly T[], index: number, isFilled: (line: T) => boolean): number {
  return lines.slice(0, index).filter(isFilled).length;
}

export function toBody(values: Values): Body<'POST /api/contacts'> {
  return {
    honorific: values.honorific,
    givenName: orNull(values.givenName),
    particle: orNull(values.particle),
    familyName: values.familyName.trim(),
    nameOrder: values.nameOrder,
    nativeName: orNull(values.nativeName),
    pronouns: orNull(values.pronouns),
    pronunciation: orNull(values.pronunciation),
    positions: values.positions.filter(isFilledPosition).map(({ id, organization, titleFr, titleEn, ...rest }) => ({
      ...(id ? { id } : {}),
      organizationId: organization?.id ?? '',
      titleFr: orNull(titleFr),
      titleEn: orNull(titleEn),
      ...rest,
    })),
    contactPoints: values.contactPoints.filter(isFilledPoint).map(({ id, label, ...rest }) => ({
      ...(id ? { id } : {}),
      label: orNull(label),
      ...rest,
    })),
    languages: values.languages.map(({ id }) => id),
    correspondenceLanguage: values.correspondenceLanguage,
    frenchExceptionGround: isOtherThanFrench(values.correspondenceLanguage) ? values.frenchExceptionGround : null,
    acquaintances: values.acquaintances.map(({ id, since = null, note = null }) => ({ userId: id, since, note })),
    addressFormId: values.addressFormId,
    preferredSalutation: orNull(values.preferredSalutation),
    biographyFr: orNull(values.biographyFr),
    biographyEn: orNull(values.biographyEn),
    note: orNull(values.note),
    sensitivity: values.sensitivity,
    collectionSource: values.collectionSource,
    noticeOn: values.noticeOn,
    retainUntil: values.retainUntil,
    isPending: values.isPending,
  };
}

export const isOtherThanFrench = (language: string | null): boolean => language !== null && !language.startsWith('fr');

const codes = [
  'fr', 'en', 'es', 'de', 'it', 'pt', 'nl', 'ar', 'zh', 'ja', 'ko', 'vi', 'hi', 'ru', 'uk', 'pl', 'cs', 'ro', 'hu', 'el', 'tr', 'he', 'fa',
  'sv', 'no', 'da', 'fi', 'is', 'kl', 'iu', 'moe', 'cr', 'ca', 'eu', 'br', 'ga', 'cy', 'wo', 'ht', 'mg', 'sw', 'id',
];

/** Languages as choices: French and English first, then by name. */
export function languageOptions(): Option[] {
  const options = codes.map((id) => ({ id, label: languageName(id) }));
  const [french, english, ...others] = options;
  return [french!, english!, ...others.toSorted((a, b) => a.label.localeCompare(b.label, 'fr-CA'))];
}

/** The levels that a person may give to a record: those that they can see. */
export function levelsFor(session: Session): Contact['sensitivity'][] {
  if (session?.role === 'strategist' || session?.role === 'administrator') return ['public', 'internal', 'restricted', 'confidential'];
  return ['public', 'internal', 'restricted'];
}
