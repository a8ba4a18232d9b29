import { m } from '#paraglide/messages.js';
import type { Session } from '#lib/session.ts';

export interface NavigationItem {
  href: string;
  label: () => string;
  /** The role from which it is shown; everybody when absent. */
  allow?: Session['role'];
}

/** The rail, in its order. An item is added here when its page exists: tests/look/navigation.test.ts holds it to that. */
export const navigation: readonly NavigationItem[] = [
  { href: '/', label: m.shell_nav_today },
  { href: '/agenda', label: m.shell_nav_agenda },
  { href: '/organizations', label: m.shell_nav_organizations },
  { href: '/contacts', label: m.shell_nav_contacts },
  { href: '/interactions', label: m.shell_nav_interactions },
  { href: '/followups', label: m.shell_nav_followups },
  { href: '/missions', label: m.shell_nav_missions },
  { href: '/forums', label: m.shell_nav_forums },
  { href: '/agreements', label: m.shell_nav_agreements },
  { href: '/priorities', label: m.shell_nav_policy },
  { href: '/coverage', label: m.shell_nav_coverage },
  { href: '/map', label: m.nav_map },
  { href: '/regions', label: m.shell_nav_regions },
  { href: '/targets', label: m.shell_nav_targets },
  { href: '/documents', label: m.shell_nav_documents },
];

/** The bar of a phone: two to each side of « Consigner », the last of them « Plus », which unfolds the rest. */
export const phoneBar: readonly string[] = ['/', '/organizations', '/followups'];

/** The menu under one's name. */
export const accountMenu: readonly NavigationItem[] = [
  { href: '/account', label: m.shell_nav_account },
  { href: '/users', label: m.shell_nav_users, allow: 'administrator' },
  { href: '/audit', label: m.shell_nav_audit, allow: 'administrator' },
];

/** True when `href` is the page on the screen or a page above it. */
export function isHere(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
