import { formatDate, inLocale } from '#lib/i18n.ts';
import { labelOf } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';
import { flipParam, withParams } from '#lib/url.ts';
import { distanceOf } from '#server/text/relative-day.rules.ts';
import { m } from '#paraglide/messages.js';

type Facet = { value: string; count: number; labelFr?: string; labelEn?: string | null };
export type Facets = Record<string, Facet[]>;
export type Choice = { value: string; label: string; count: number; sign?: string };

/** One filter of a list: its title and, where the values are enumerated, their words. */
export interface FilterWords {
  title: () => string;
  words?: Readonly<Record<string, () => string>>;
  /** The values stay in the order of `words`, as on a scale; the others are sorted by number. */
  isScale?: boolean;
  /** The words of a value that no list names, as a language's code */
  wordOf?: (value: string) => string;
  /** A value worth no line of the side column */
  hides?: (value: string) => boolean;
}

/** A filter by days: quick choices, and two dates to type. */
export interface DayFilterWords {
  /** Over the quick choices: « Pas rencontré depuis » */
  title: () => string;
  /** The filter that the quick choices set, and their values */
  quick: { param: string; values: readonly string[] };
  from?: string;
  to?: string;
}

/** A filter whose value is looked for by name, among too many for a list. */
export interface PickerWords {
  param: string;
  load: (query: string, signal: AbortSignal) => Promise<Option[]>;
}

/** The filters of a collection: those that have counts beside the list, and those that only come by a link. */
export interface ListingWords {
  facets: Record<string, FilterWords>;
  others: Record<string, FilterWords>;
  days?: readonly DayFilterWords[];
  pickers?: readonly PickerWords[];
  /** The orders that one may ask for, as in `?sort=` */
  sorts?: readonly { value: string; title: () => string }[];
}

/** A value of the address by name, as the server knows it. */
export interface NamedValue {
  name: string;
  value: string;
  labelFr: string | null;
  labelEn: string | null;
  standing: 'here' | 'retired' | 'gone';
}

export interface FilterInForce {
  key: string;
  label: string;
  value: string;
  negated: boolean;
  href: string;
  flipHref: string;
  note?: string;
}

type Address = { pathname: string; searchParams: Pick<URLSearchParams, 'entries' | 'getAll' | 'toString'> };

const signs: Record<string, string> = { shines: '△', learns: '◇', attracts: '○' };
const notFilters = new Set(['sort', 'cursor', 'limit', 'view']);
export const yesOrNo = { true: m.list_yes, false: m.list_no };
/** The words of a filter by one of us. */
export const personWords = { me: m.filter_me, none: m.filter_nobody };

/** The facets in words, in the order in which the collection names them; those with nothing to choose are left out. */
export function facetGroups(words: ListingWords, facets: Facets, url: Address, known: readonly NamedValue[] = []): { name: string; title: string; choices: Choice[] }[] {
  return Object.entries(words.facets)
    .map(([name, filter]) => {
      const choices = choicesOf(filter, facets[name] ?? []);
      // What is asked for stays in sight, to be left again, when nothing has it.
      const lost = [...url.searchParams.getAll(name), ...url.searchParams.getAll(`not.${name}`)].filter((value) => !choices.some((choice) => choice.value === value));
      const kept = [...new Set(lost)].map((value) => ({ value, label: valueInWords(name, value, words, facets, known).text, count: 0 }));
      return { name, title: filter.title(), choices: [...choices, ...kept] };
    })
    .filter(({ choices }) => choices.length > 0);
}

export function choicesOf(filter: FilterWords, values: readonly Facet[]): Choice[] {
  const scale = Object.keys(filter.words ?? {});
  const choices = values
    .filter(({ value }) => !filter.hides?.(value))
    .map((facet) => ({
      value: facet.value,
      count: facet.count,
      label: wordOf(facet.value, filter, facet),
      ...(signs[facet.value] ? { sign: signs[facet.value] } : {}),
    }));
  return choices.toSorted((a, b) => (filter.isScale ? scale.indexOf(a.value) - scale.indexOf(b.value) : b.count - a.count));
}

function wordOf(value: string, filter: FilterWords | undefined, facet: Facet | undefined): string {
  const label = facet && inLocale({ nameFr: facet.labelFr, nameEn: facet.labelEn }, 'name');
  if (label) return label;
  return filter?.words?.[value]?.() ?? filter?.wordOf?.(value) ?? dayInWords(value) ?? labelOf(filter?.words ?? {}, value);
}

const ago = { d: m.filter_ago_d, m: m.filter_ago_m, y: m.filter_ago_y };
const ahead = { d: m.filter_in_d, m: m.filter_in_m, y: m.filter_in_y };
const lengths = { d: m.filter_length_d, m: m.filter_length_m, y: m.filter_length_y };

/** « 22 novembre 2025 », « il y a 12 mois »; null for what is no day. */
export function dayInWords(value: string): string | null {
  const distance = distanceOf(value);
  if (!distance) return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : null;
  const { count, unit } = distance;
  if (count === 0) return m.filter_today();
  return (count < 0 ? ago : ahead)[unit]({ count: Math.abs(count) });
}

/** « 12 mois », whether past or to come. */
export function lengthInWords(value: string): string {
  const distance = distanceOf(value);
  return distance ? lengths[distance.unit]({ count: Math.abs(distance.count) }) : value;
}

/** The words of one value of a filter, from its facet, from what the server knows by that id, or from its list. */
export function valueInWords(name: string, value: string, words: ListingWords, facets: Facets, named: readonly NamedValue[]): { text: string; note?: string } {
  const filter = filterOf(words, name);
  const known = named.find((one) => one.name === name && one.value === value);
  const note = known?.standing === 'gone' ? m.filter_gone() : known?.standing === 'retired' ? m.filter_retired() : undefined;
  if (known?.labelFr) return { text: inLocale({ nameFr: known.labelFr, nameEn: known.labelEn }, 'name'), ...(note ? { note } : {}) };
  if (known) return { text: name === 'tag' ? value : m.filter_unknown_value(), ...(note ? { note } : {}) };
  return { text: wordOf(value, filter, facets[name]?.find((facet) => facet.value === value)) };
}

const filterOf = (words: ListingWords, name: string): FilterWords | undefined => words.facets[name] ?? words.others[name] ?? (name === 'archived' ? archived : undefined);
/** What a filter is called. */
export const titleOf = (words: ListingWords, name: string): string => filterOf(words, name)?.title() ?? name;

/**
 * The filters of the address as chips, each with the address without it and with its contrary. `others`: parameters of
 * the page that are no filters.
 */
export function chipsOf(url: Address, words: ListingWords, facets: Facets, named: readonly NamedValue[] = [], others: readonly string[] = []): FilterInForce[] {
  return [...url.searchParams.entries()]
    .filter(([name, value]) => !notFilters.has(name) && !others.includes(name) && value !== '')
    .map(([name, value]) => {
      const negated = name.startsWith('not.');
      const bare = negated ? name.slice(4) : name;
      const { text, note } = valueInWords(bare, value, words, facets, named);
      return {
        key: `${name}=${value}`,
        label: titleOf(words, bare),
        value: text.length > 80 ? `${text.slice(0, 79)}…` : text,
        negated,
        href: withParams(url, { [name]: url.searchParams.getAll(name).filter((one) => one !== value) }),
        flipHref: flipParam(url, bare, value, negated),
        ...(note ? { note } : {}),
      };
    });
}

/** The address without some filter, as the server proposes to drop it; all its values when none is named. */
export function withoutFilter(url: Address, { name, isNegated, value }: { name: string; isNegated: boolean; value: string | null }): string {
  const key = isNegated ? `not.${name}` : name;
  return withParams(url, { [key]: value === null ? null : url.searchParams.getAll(key).filter((one) => one !== value) });
}

const archived: FilterWords = { title: m.list_archived, words: yesOrNo };
