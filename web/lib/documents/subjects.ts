import type { Answer, Body } from '#lib/api.ts';

export type NoteOrder = Body<'POST /api/notes/preview'>;
export type NoteKind = Answer<'GET /api/notes/kinds'>['items'][number];
export type SubjectType = NoteOrder['subjects'][number]['type'];
export type Subject = { type: SubjectType; id: string; label: string };
/** The records that a note is about, and how many more the filters of a list leave than a note takes. */
export type Chosen = { subjects: Subject[]; total: number };

const paths: Record<SubjectType, string> = {
  organization: '/organizations',
  contact: '/contacts',
  interaction: '/interactions',
  mission: '/missions',
  place: '/places',
  region: '/regions',
  framework: '/priorities/frameworks',
};
export const types = Object.keys(paths) as SubjectType[];
const collections = ['organizations', 'contacts', 'interactions'] as const;
export type Selectable = (typeof collections)[number];
export const isSelectable = (value: string | null): value is Selectable => (collections as readonly (string | null)[]).includes(value);

/** The page of a record. */
export const subjectHref = ({ type, id }: { type: SubjectType; id: string }): string => `${paths[type]}/${encodeURIComponent(id)}`;

type Page = { route: { id: string | null }; params: Record<string, string | undefined>; url: { search: string }; data: unknown };

/** Where `b` leads from a page: to a note about its record, or about what the filters of its list leave; null elsewhere. */
export function noteHref({ route, params, url, data }: Page): string | null {
  const path = /^\/\(app\)(\/[a-z/]+?)(?:\/\[id\])?$/.exec(route.id ?? '')?.[1] ?? '';
  const type = types.find((one) => paths[one] === path);
  if (!type) return params.id === undefined || isArchived(data) ? null : hrefOf(behind(path, data));
  if (params.id === undefined) return isSelectable(path.slice(1)) ? selectionHref(path.slice(1), url.search) : null;
  return isArchived(data) ? null : `/documents/new?${type}=${encodeURIComponent(params.id)}`;
}

/** As much as is read of the records of which there is no note: those that they hang on. */
type Named = { id: string; isOurs?: boolean | null };
type Hanging = {
  record?: { organization?: Named | null; contact?: Named | null; bornIn?: Named | null; framework?: Named | null };
  agreement?: { parties: { organization: Named | null }[] };
  forum?: { memberships: { organization: Named; until?: string | null }[] };
};

/** A note takes so many records at most. */
export const mostOfNote = 200;

/** A follow-up leads to its partner, an agreement to its parties, a forum to its members, a measure and a commitment to their plan. */
function behind(path: string, data: unknown): [SubjectType, string][] {
  const { record, agreement, forum } = (data ?? {}) as Hanging;
  const partners = (list: (Named | null)[]): [SubjectType, string][] => [...new Set(list.flatMap((one) => (one && !one.isOurs ? [one.id] : [])))].map((id) => ['organization', id]);
  if (path === '/agreements') return partners((agreement?.parties ?? []).map(({ organization }) => organization));
  if (path === '/forums') return partners((forum?.memberships ?? []).filter(({ until }) => !until).map(({ organization }) => organization));
  const hangsOn: [SubjectType, Named | null | undefined][] =
    path === '/followups'
      ? [['organization', record?.organization], ['contact', record?.contact], ['interaction', record?.bornIn]]
      : path === '/measures' || path === '/priorities'
        ? [['framework', record?.framework]]
        : [];
  return hangsOn.flatMap(([type, one]): [SubjectType, string][] => (one ? [[type, one.id]] : [])).slice(0, 1);
}

const hrefOf = (records: [SubjectType, string][]): string | null =>
  records.length === 0 ? null : `/documents/new?${records.slice(0, mostOfNote).map(([type, id]) => `${type}=${encodeURIComponent(id)}`).join('&')}`;

/** A note about the records of a list; `search` is the query string of the list. */
export function selectionHref(collection: string, search: string): string | null {
  if (!isSelectable(collection)) return null;
  const filters = new URLSearchParams(search);
  for (const name of ['cursor', 'limit', 'view']) filters.delete(name);
  const text = filters.toString();
  return `/documents/new?selection=${collection}${text ? `&${text}` : ''}`;
}

function isArchived(data: unknown): boolean {
  type Dated = { archivedAt?: unknown };
  const { record, mission, agreement, forum } = (data ?? {}) as Partial<Record<'record' | 'mission' | 'agreement' | 'forum', Dated>>;
  return Boolean((record ?? mission ?? agreement ?? forum)?.archivedAt);
}

// ── Which kinds fit ──

type Ordered = NoteOrder['subjects'];

/** Whether a kind is made from these records, all of them. */
export function fits({ subjects: taken, most: limit, mixed }: NoteKind, subjects: Ordered): boolean {
  const [first] = subjects;
  return first !== undefined && subjects.length <= limit && subjects.every(({ type }) => taken.includes(type) && (mixed || type === first.type));
}

/** What to offer first for a record; the others follow. */
const usual: Record<SubjectType, NoteKind['kind']> = {
  organization: 'partner-sheet',
  contact: 'information',
  interaction: 'meeting',
  mission: 'mission-book',
  place: 'place-sheet',
  region: 'place-sheet',
  framework: 'status-report',
};

/** The kind that the maker opens with among those that fit; null when none does. */
export function firstKind(offered: readonly NoteKind['kind'][], subjects: Ordered, wished: string | null): NoteKind['kind'] | null {
  const [first] = subjects;
  const wanted = [wished, subjects.length > 1 ? 'selection' : first ? usual[first.type] : null];
  return wanted.map((one) => offered.find((kind) => kind === one)).find((kind) => kind !== undefined) ?? offered[0] ?? null;
}
