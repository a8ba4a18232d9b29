import type { Answer } from '#lib/api.ts';
import { inLocale, languageName } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { withParams } from '#lib/url.ts';
import { m } from '#paraglide/messages.js';

type Facets = Answer<'GET /api/contacts/facets'>;
type Named = { id: string; nameFr: string; nameEn: string | null };
export type Choice = { value: string; label: string; count: number };
/** The address of a page, as `page.url` or as a load function has it. */
type Address = { pathname: string; searchParams: Pick<URLSearchParams, 'entries' | 'getAll' | 'toString'> };
export type FilterInForce = { key: string; label: string; value: string; negated: boolean; href: string };

/** The filters of the side column, in the order in which one looks for somebody. */
export const facetTitles: Record<string, () => string> = {
  pending: m.contact_filter_pending,
  region: m.contact_filter_region,
  kind: m.contact_filter_kind,
  language: m.contact_filter_language,
  knownBy: m.contact_filter_known_by,
};

const otherTitles: Record<string, () => string> = {
  q: m.contact_filter_words,
  organization: m.contact_filter_organization,
  place: m.contact_filter_place,
  archived: m.contact_filter_archived,
};

/** The choices of one facet in words, the most frequent first. */
export function choicesOf(name: string, facets: Facets): Choice[] {
  const values = facets[name] ?? [];
  // « À compléter » is a filter worth a line only while there is something to complete.
  if (name === 'pending' && !values.some(({ value }) => value === 'true')) return [];
  return values
    .map(({ value, count, ...names }) => ({ value, count, label: capitalized(wordsFor(name, { value, ...names })) }))
    .toSorted((a, b) => b.count - a.count);
}

/** The filters of the address as chips, each with the address of the page without it. */
export function chipsOf(url: Address, facets: Facets, organizations: readonly Named[]): FilterInForce[] {
  return [...url.searchParams.entries()]
    .filter(([name, value]) => !['sort', 'cursor', 'limit'].includes(name) && value !== '')
    .map(([name, value]) => {
      const negated = name.startsWith('not.');
      const bare = negated ? name.slice(4) : name;
      const organization = organizations.find(({ id }) => id === value);
      const listed = facets[bare]?.find((choice) => choice.value === value);
      return {
        key: `${name}=${value}`,
        label: (facetTitles[bare] ?? otherTitles[bare])?.() ?? bare,
        value: bare === 'organization' && organization ? inLocale(organization, 'name') : wordsFor(bare, listed ?? { value }),
        negated,
        href: withParams(url, { [name]: url.searchParams.getAll(name).filter((one) => one !== value) }),
      };
    });
}

function wordsFor(name: string, { value, labelFr, labelEn }: { value: string; labelFr?: string; labelEn?: string | null }): string {
  if (labelFr !== undefined) return inLocale({ nameFr: labelFr, nameEn: labelEn }, 'name');
  if (name === 'kind') return labels.labelOf(labels.organizationKinds, value);
  if (name === 'language') return languageName(value);
  if (name === 'pending') return value === 'true' ? m.contact_pending() : m.contact_not_pending();
  if (name === 'archived') return value === 'true' ? m.contact_filter_yes() : m.contact_filter_no();
  if (name === 'knownBy' && value === 'me') return m.contact_filter_me();
  return value;
}

/** The first letter as a capital, for a word that begins a line. */
export function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-CA') + text.slice(1);
}
