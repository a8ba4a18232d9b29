/** What to change in a query string: null removes a key, an array repeats it. */
export type ParamChanges = Record<string, string | number | readonly string[] | null | undefined>;

interface Address {
  pathname: string;
  searchParams: { toString(): string };
}

/**
 * The same page with other parameters: filters, sort and page live in the URL and nowhere else.
 * Paging starts again unless `cursor` is among the changes.
 */
export function withParams(url: Address, changes: ParamChanges): string {
  const search = new URLSearchParams(url.searchParams.toString());
  if (!('cursor' in changes)) search.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    search.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text ? `${url.pathname}?${text}` : url.pathname;
}

/** Adds `value` to a repeated parameter, or takes it out when it is there. */
export function toggleParam(url: Address, name: string, value: string): string {
  const values = new URLSearchParams(url.searchParams.toString()).getAll(name);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return withParams(url, { [name]: next });
}

/** Takes a value among those that a filter excludes, out of those that it asks for; or back, when it is excluded. */
export function excludeParam(url: Address, name: string, value: string): string {
  const search = new URLSearchParams(url.searchParams.toString());
  const [wanted, unwanted] = [search.getAll(name), search.getAll(`not.${name}`)];
  const next = unwanted.includes(value) ? unwanted.filter((one) => one !== value) : [...unwanted, value];
  return withParams(url, { [name]: wanted.filter((one) => one !== value), [`not.${name}`]: next });
}

/** Turns a value that is asked for into one that is excluded, or the other way round. */
export function flipParam(url: Address, name: string, value: string, isNegated: boolean): string {
  const search = new URLSearchParams(url.searchParams.toString());
  const [from, to] = isNegated ? [`not.${name}`, name] : [name, `not.${name}`];
  return withParams(url, { [from]: search.getAll(from).filter((one) => one !== value), [to]: [...new Set([...search.getAll(to), value])] });
}

/** They belong to the page: the view that was opened is no filter. */
const pageOnly = new Set(['view']);

/** The query string as the API takes it: filters are lists; limit, cursor and sort are single. */
export function queryOf(url: { searchParams: Pick<URLSearchParams, 'keys' | 'getAll'> }): Record<string, string | number | string[]> {
  const query: Record<string, string | number | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name).filter((value) => value !== '');
    if (values.length === 0 || pageOnly.has(name)) continue;
    if (name === 'limit') query[name] = Number(values[0]);
    else query[name] = name === 'cursor' || name === 'sort' ? (values[0] ?? '') : values;
  }
  return query;
}
