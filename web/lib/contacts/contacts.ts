import { api, type Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { labelOf, positionRoles } from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';

export type Contact = Answer<'GET /api/contacts/:id'>;
export type ContactItem = Answer<'GET /api/contacts'>['items'][number];

type Post = { titleFr: string | null; titleEn: string | null; roleCode: string | null };

/** What somebody does, in words: the title, or the rank when there is no title; empty when neither is known. */
export function postTitle(post: Post): string {
  return inLocale(post, 'title') || (post.roleCode ? labelOf(positionRoles, post.roleCode) : '');
}

/** « Mairesse, Ville de Bordeaux »: title and organization of somebody's position today, or null. */
export function postInWords(item: { position: ContactItem['position'] }): string | null {
  if (!item.position) return null;
  return [postTitle(item.position), inLocale(item.position.organization, 'name')].filter(Boolean).join(', ');
}

/** The type-ahead over people: each with the post that tells two of the same name apart. */
export async function loadContacts(query: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await api(fetch, 'GET /api/contacts', { query: { ...(query ? { q: [query] } : {}), limit: 8 }, signal });
  return items.map((item) => ({ id: item.id, label: item.name, detail: postInWords(item) ?? undefined }));
}
