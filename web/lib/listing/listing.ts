import { inLocale } from '#lib/i18n.ts';
import { labelOf } from '#lib/labels.ts';
import { withParams } from '#lib/url.ts';
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
}

/** The filters of a collection: those that have counts beside the list, and those that only come by a link. */
export interface ListingWords {
  facets: Record<string, FilterWords>;
  others: Record<string, FilterWords>;
}

export interface FilterInForce {
  key: string;
  label: string;
  value: string;
  negated: boolean;
  href: string;
}

type Address = { pathname: string; searchParams: Pick<URLSearchParams, 'entries' | 'getAll' | 'toString'> };

const signs: Record<string, string> = { shines: '△', learns: '◇', attracts: '○' };
const notFilters = new Set(['sort', 'cursor', 'limit']);
const yesOrNo = { true: m.list_yes, false: m.list_no };

/** The facets in words, in the order in which the collection names them; those without a value are left out. */
export function facetGroups({ facets: named }: ListingWords, facets: Facets): { name: string; title: string; choices: Choice[] }[] {
  return Object.entries(named)
    .map(([name, filter]) => ({ name, title: filter.title(), choices: choicesOf(filter, facets[name] ?? []) }))
    .filter(({ choices }) => choices.length > 0);
}

function choicesOf({ words = {}, isScale = false }: FilterWords, values: readonly Facet[]): Choice[] {
  const scale = Object.keys(words);
  const choices = values.map((facet) => ({
    value: facet.value,
    count: facet.count,
    label: wordOf(facet.value, words, facet),
    ...(signs[facet.value] ? { sign: signs[facet.value] } : {}),
  }));
  return choices.toSorted((a, b) => (isScale ? scale.indexOf(a.value) - scale.indexOf(b.value) : b.count - a.count));
}

function wordOf(value: string, words: NonNullable<FilterWords['words']>, facet: Facet | undefined): string {
  if (facet?.labelFr !== undefined) return inLocale({ nameFr: facet.labelFr, nameEn: facet.labelEn }, 'name');
  return labelOf(words, value);
}

/** The filters of the address as chips, each with the address without it. `names`: words for ids that no facet names. */
export function chipsOf(url: Address, words: ListingWords, facets: Facets, names: Record<string, string> = {}): FilterInForce[] {
  return [...url.searchParams.entries()]
    .filter(([name, value]) => !notFilters.has(name) && value !== '')
    .map(([name, value]) => {
      const negated = name.startsWith('not.');
      const bare = negated ? name.slice(4) : name;
      const filter = words.facets[bare] ?? words.others[bare] ?? (bare === 'archived' ? archived : undefined);
      const others = url.searchParams.getAll(name).filter((one) => one !== value);
      return {
        key: `${name}=${value}`,
        label: filter?.title() ?? bare,
        value: names[value] ?? wordOf(value, filter?.words ?? {}, facets[bare]?.find((facet) => facet.value === value)),
        negated,
        href: withParams(url, { [name]: others }),
      };
    });
}

const archived: FilterWords = { title: m.list_archived, words: yesOrNo };
