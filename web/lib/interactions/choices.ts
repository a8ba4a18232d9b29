import { api } from '#lib/api.ts';
import { loadUsers } from '#lib/choices/choices.ts';
import { postInWords } from '#lib/contacts/contacts.ts';
import { formatPeriod, inLocale } from '#lib/i18n.ts';
import { labelOf, organizationKinds } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';
import { m } from '#paraglide/messages.js';

type Load = (query: string, signal: AbortSignal) => Promise<Option[]>;

/**
 * « Qui » : partners and people in one type-ahead, the partners met last when nothing is typed. What is not found can
 * be made on the spot, as an organization or as a person, likelier first.
 */
export const loadWho: Load = async (query, signal) => {
  const asked = query ? { q: [query] } : {};
  const [organizations, contacts] = await Promise.all([
    api(fetch, 'GET /api/organizations', { query: { ...asked, limit: 6, ...(query ? {} : { sort: '-lastHeldAt' as const }) }, signal }),
    query ? api(fetch, 'GET /api/contacts', { query: { ...asked, limit: 6 }, signal }) : { items: [] },
  ]);
  const found: Option[] = [
    ...organizations.items.map((one) => ({
      id: `organization:${one.id}`,
      label: inLocale(one, 'name'),
      detail: [one.acronym, one.place ? inLocale(one.place, 'name') : labelOf(organizationKinds, one.kind)].filter(Boolean).join(' · '),
    })),
    ...contacts.items.map((one) => ({ id: `contact:${one.id}`, label: one.name, detail: postInWords(one) ?? m.log_person() })),
  ];
  return [...found.toSorted((a, b) => rank(a.label, query) - rank(b.label, query)), ...toMake(query)];
};

/** What begins with the words typed comes before what only holds them. */
const rank = (label: string, query: string): number => (query && fold(label).startsWith(fold(query)) ? 0 : 1);
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Somebody of a third party: on record, or only a name. */
export const loadThird: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/contacts', { query: { ...(query ? { q: [query] } : {}), limit: 6 }, signal });
  return items.map((one) => ({ id: `contact:${one.id}`, label: one.name, detail: postInWords(one) ?? m.log_person() }));
};

/** The people of the office, as the form names them. */
export const loadOurs: Load = async (query, signal) => (await loadUsers(query, signal)).map((one) => ({ ...one, id: `user:${one.id}` }));

export const loadMissions: Load = async (query, signal) => {
  const { items } = await api(fetch, 'GET /api/missions', { query: { ...(query ? { q: [query] } : {}), limit: 8 }, signal });
  return items.map((one) => ({ id: one.id, label: inLocale(one, 'title'), detail: formatPeriod(one.startsOn, one.endsOn) }));
};

const institution = /\b(ville|city|mairie|universit|minist|consul|ambassad|embassy|délégation|délég|institut|office|bureau|agence|agency|conseil|council|chambre|chamber|réseau|network|association|fondation|foundation|société|inc|centre|center|musée|museum|festival|région|comité|committee)/i;

/** Two lines that make what was typed; a name of two words or more that sounds like no institution is a person first. */
function toMake(query: string): Option[] {
  const name = query.trim().replace(/\s+/g, ' ');
  if (name.length < 2) return [];
  const organization = { id: `new-organization:${name}`, label: m.log_create_organization({ name }), detail: m.log_pending() };
  const person = { id: `new-contact:${name}`, label: m.log_create_person({ name }), detail: m.log_pending() };
  return name.includes(' ') && !institution.test(name) ? [person, organization] : [organization, person];
}

/** A line that makes something becomes, once chosen, the name itself. */
export function asChosen(choices: Option[]): Option[] {
  return choices.map((choice) =>
    /^new-(organization|contact):/.test(choice.id) ? { id: choice.id, label: choice.id.slice(choice.id.indexOf(':') + 1), detail: m.log_pending() } : choice,
  );
}
