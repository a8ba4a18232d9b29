import { api } from '#lib/api.ts';
import { loadContacts } from '#lib/contacts/contacts.ts';
import type { Option } from '#lib/ui/option.ts';
import { m } from '#paraglide/messages.js';

/** One of ours or a person on record: what a line of a delegation, a mandate or an attendance names. */
export interface Holder {
  userId: string | null;
  contactId: string | null;
}

/** The two registers in one type-ahead: people of the office first, then people on record. */
export async function loadPeople(query: string, signal: AbortSignal): Promise<Option[]> {
  const asked = query ? { q: [query] } : {};
  const [users, contacts] = await Promise.all([
    api(fetch, 'GET /api/users', { query: { ...asked, disabled: ['false'], limit: 6 }, signal }),
    loadContacts(query, signal),
  ]);
  return [
    ...users.items.map(({ id, name }) => ({ id: `user:${id}`, label: name, detail: m.people_of_office() })),
    ...contacts.map((one) => ({ ...one, id: `contact:${one.id}` })),
  ];
}

/** A stored line as the choice already made. Who may not be named keeps their place, under a neutral word. */
export function chosenHolder(line: Holder & { user: { name: string } | null; contact: { name: string } | null }): Option | null {
  if (line.userId) return { id: `user:${line.userId}`, label: line.user?.name ?? line.userId };
  if (line.contactId) return { id: `contact:${line.contactId}`, label: line.contact?.name ?? m.people_not_shown() };
  return null;
}

/** The choice as the API takes it. */
export function holderOf(option: Option | null): Holder {
  const [register, id] = option ? [option.id.slice(0, option.id.indexOf(':')), option.id.slice(option.id.indexOf(':') + 1)] : ['', null];
  return { userId: register === 'user' ? id : null, contactId: register === 'contact' ? id : null };
}
