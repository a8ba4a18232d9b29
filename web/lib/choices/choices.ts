import { api } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { labelOf, organizationKinds, placeKinds } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';

/** The type-aheads that several forms share: each asks the API and gives what a Combobox shows. */
type Load = (query: string, signal: AbortSignal) => Promise<Option[]>;

const asked = (query: string) => (query ? { q: [query] } : {});

/** Partners, and our own departments when `ours` is asked for. */
export const loadOrganizations: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/organizations', { query: { ...asked(query), ours: ['true', 'false'], limit: 8 }, signal });
  return items.map((one) => ({
    id: one.id,
    label: inLocale(one, 'name'),
    detail: [one.acronym, one.place ? inLocale(one.place, 'name') : labelOf(organizationKinds, one.kind)].filter(Boolean).join(' · '),
  }));
};

/** The people of the office. */
export const loadUsers: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/users', { query: { ...asked(query), disabled: ['false'], limit: 12 }, signal });
  return items.map(({ id, name, titleFr, titleEn }) => ({ id, label: name, detail: inLocale({ titleFr, titleEn }, 'title') }));
};

export const loadPlaces: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/places', { query: { ...asked(query), limit: 8 }, signal });
  return items.map((one) => ({ id: one.id, label: inLocale(one, 'name'), detail: labelOf(placeKinds, one.kind) }));
};

/** The nine commitment areas of the city. */
export const loadCommitments: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/policy-nodes', { query: { ...asked(query), kind: ['commitment'], limit: 50 }, signal });
  return items.map((one) => ({ id: one.id, label: inLocale(one, 'title') }));
};

/** The fields of activity. */
export const loadSectors: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/sectors', { query: { limit: 100 }, signal });
  const wanted = query.toLocaleLowerCase();
  return items.map((one) => ({ id: one.id, label: inLocale(one, 'name') })).filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
};

/** A reference as the choice already made, for the start of a form. */
export function chosen(record: { id: string; nameFr: string; nameEn: string | null } | null | undefined): Option | null {
  return record ? { id: record.id, label: inLocale(record, 'name') } : null;
}

/** Somebody of the office as the choice already made. */
export function chosenPerson(person: { id: string; name: string } | null | undefined): Option | null {
  return person ? { id: person.id, label: person.name } : null;
}
