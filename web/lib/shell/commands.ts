import { invalidateAll } from '$app/navigation';
import { api, apiUrl } from '#lib/api.ts';
import { noteHref } from '#lib/documents/subjects.ts';
import { inLocale } from '#lib/i18n.ts';
import * as labels from '#lib/labels.ts';
import { accountMenu, navigation } from '#lib/navigation.ts';
import { may } from '#lib/permissions.ts';
import { chooseDensity, chooseTheme, densities, themes, type Density, type Theme } from '#lib/preferences.ts';
import type { Session } from '#lib/session.ts';
import { queryOf } from '#lib/url.ts';
import { m } from '#paraglide/messages.js';
import type { Action } from './actions.svelte.ts';
import { changeLanguage } from './language.ts';
import { signOut } from './sign-out.ts';

/** What the shell itself does when it is asked to. */
export interface Shell {
  session: Session;
  capture: () => void;
  help: () => void;
}

/** What can be done from anywhere, as far as the person's role goes. */
export function productActions({ session, capture, help }: Shell): Action[] {
  const create = (id: string, label: string, href: string): Action => ({ id, label, href, words: m.palette_words_new() });
  const keep = (body: { theme?: Theme; density?: Density }): void => {
    // What the person sees has changed already; the page reads the rest from the cookie.
    void api(fetch, 'PUT /api/session/preferences', { body }).catch(() => undefined);
    void invalidateAll();
  };
  return [
    ...(may(session, 'officer')
      ? [
          { id: 'log', label: m.shell_keys_log(), words: m.palette_words_log(), key: 'n', run: capture },
          create('new-organization', m.palette_new_organization(), '/organizations/new'),
          create('new-contact', m.palette_new_contact(), '/contacts/new'),
          create('new-followup', m.palette_new_followup(), '/followups/new'),
          create('new-mission', m.palette_new_mission(), '/missions/new'),
          create('new-forum', m.palette_new_forum(), '/forums/new'),
          create('new-agreement', m.palette_new_agreement(), '/agreements/new'),
        ]
      : []),
    ...(may(session, 'strategist') ? [create('new-exercise', m.palette_new_exercise(), '/targets/new')] : []),
    create('new-document', m.palette_new_document(), '/documents/new'),
    ...(may(session, 'administrator') ? [create('new-user', m.palette_new_user(), '/users/new')] : []),
    { id: 'language', label: m.palette_language(), words: m.palette_words_language(), run: () => void changeLanguage(true) },
    ...themes.map((theme) => ({
      id: `theme-${theme}`, label: m.palette_theme({ theme: labels.themes[theme]() }), words: m.palette_words_theme(), run: () => (chooseTheme(theme), keep({ theme })),
    })),
    ...densities.map((density) => ({
      id: `density-${density}`, label: m.palette_density({ density: labels.densities[density]() }), words: m.palette_words_density(), run: () => (chooseDensity(density), keep({ density })),
    })),
    { id: 'help', label: m.shell_keys_title(), words: m.palette_words_help(), key: '?', run: help },
    { id: 'sign-out', label: m.shell_sign_out(), words: m.palette_words_sign_out(), run: () => void signOut(session) },
  ];
}

/** Every page that there is to go to, with its letters. */
export function goActions(session: Session): Action[] {
  return [...navigation, ...accountMenu]
    .filter(({ allow }) => !allow || may(session, allow))
    .map(({ href, label, go }) => ({ id: `go-${href}`, label: label(), href, words: m.palette_go(), ...(go ? { key: `g ${go}` } : {}) }));
}

/** As much of a page's record as its actions need. */
type Shown = { id: string; archivedAt?: string | null; isOurs?: boolean | null; nameFr?: string; nameEn?: string | null; titleFr?: string; titleEn?: string | null; subject?: string; text?: string; name?: string };

const isShown = (value: unknown): value is Shown => typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** What a record's page calls it. */
export function titleOf(record: unknown): string | null {
  if (!isShown(record)) return null;
  if (record.nameFr) return inLocale({ nameFr: record.nameFr, nameEn: record.nameEn ?? null }, 'name');
  if (record.titleFr) return inLocale({ titleFr: record.titleFr, titleEn: record.titleEn ?? null }, 'title');
  return record.subject ?? record.text ?? record.name ?? null;
}

const editable = new Set(['organizations', 'contacts', 'interactions', 'followups', 'missions', 'forums', 'agreements', 'measures', 'targets', 'regions', 'places']);
const editedByStrategists = new Set(['measures', 'targets', 'regions', 'places']);
const exported = new Set(['organizations', 'contacts', 'interactions', 'followups', 'missions', 'forums', 'agreements']);

/** The address of a page, as one may read it. */
type Address = { pathname: string; search: string; searchParams: Pick<URLSearchParams, 'keys' | 'getAll'> };

/** What can be done on the page on the screen, known from its address and its record; pages declare the rest. */
export function pageActions(session: Session, page: { route: { id: string | null }; params: Record<string, string | undefined>; url: Address; data: unknown }): Action[] {
  const [, collection = '', rest] = /^\/\(app\)\/([a-z]+)(?:\/(.*))?$/.exec(page.route.id ?? '') ?? [];
  const print: Action = { id: 'print', label: m.palette_print(), key: 'Ctrl P', run: () => window.print() };
  if (rest === '[id]') {
    const { record: named, mission } = page.data as { record?: unknown; mission?: unknown };
    const record = named ?? mission;
    return [...(isShown(record) ? recordActions(session, collection, record, noteHref(page)) : []), print];
  }
  if (rest === undefined && exported.has(collection)) return [...listActions(collection, page.url, noteHref(page)), print];
  return collection ? [print] : [];
}

function recordActions(session: Session, collection: string, record: Shown, note: string | null): Action[] {
  const title = titleOf(record) ?? '';
  const { id } = record;
  const writes = may(session, 'officer') && !record.archivedAt;
  const actions: Action[] = [];
  if (writes && (collection === 'organizations' || collection === 'contacts')) {
    const name = collection === 'organizations' ? 'organization' : 'contact';
    actions.push({ id: 'log-with', label: m.palette_log_with({ title }), href: `/log?${name}=${id}`, words: m.palette_words_log() });
    actions.push({ id: 'promise', label: m.palette_promise({ title }), href: `/followups/new?${name}=${id}`, words: m.palette_words_new() });
  }
  if (writes && collection === 'interactions') actions.push({ id: 'promise', label: m.palette_promise_from(), href: `/followups/new?interaction=${id}`, words: m.palette_words_new() });
  if (note) actions.push({ id: 'document', label: m.palette_document_about({ title }), href: note, key: 'b' });
  if (writes && collection === 'organizations') {
    actions.push({ id: 'contact-at', label: m.palette_contact_at({ title }), href: `/contacts/new?organization=${id}`, words: m.palette_words_new() });
    actions.push({ id: 'agreement-with', label: m.palette_agreement_with({ title }), href: `/agreements/new?organization=${id}`, words: m.palette_words_new() });
  }
  if (writes && editable.has(collection) && (!editedByStrategists.has(collection) || may(session, 'strategist'))) {
    actions.push({ id: 'edit', label: m.palette_edit({ title }), href: `/${collection}/${id}/edit`, key: 'e' });
  }
  return actions;
}

function listActions(collection: string, url: Address, note: string | null): Action[] {
  const { cursor: _cursor, limit: _limit, ...asked } = queryOf(url);
  const file = (format: 'xlsx' | 'csv', label: string): Action => ({
    id: `export-${format}`, label, href: apiUrl(`/api/${collection}.${format}`, {}, asked), download: true, words: m.palette_words_export(),
  });
  return [
    file('xlsx', m.palette_export_xlsx()),
    file('csv', m.palette_export_csv()),
    ...(note ? [{ id: 'document', label: m.note_about_selection(), href: note, key: 'b' }] : []),
    ...(url.search ? [{ id: 'clear', label: m.palette_clear_filters(), href: url.pathname }] : []),
  ];
}
