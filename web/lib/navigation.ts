import { m } from '#paraglide/messages.js';
import type { Session } from '#lib/session.ts';

export interface NavigationItem {
  href: string;
  label: () => string;
  /** The role from which it is shown; everybody when absent. */
  allow?: Session['role'];
  /** The letter that leads there after `g`, the same in both languages. */
  go?: string;
  /** Where it stands in the rail: each day's work, what the office undertakes, what one looks at from above. */
  group?: NavigationGroup;
}
export type NavigationGroup = 'daily' | 'undertaken' | 'overview';

/** The rail, in its order. An item is added here when its page exists: tests/look/navigation.test.ts holds it to that. */
export const navigation: readonly NavigationItem[] = [
  { href: '/', label: m.shell_nav_today, group: 'daily', go: 'h' },
  { href: '/agenda', label: m.shell_nav_agenda, group: 'daily', go: 'a' },
  { href: '/organizations', label: m.shell_nav_organizations, group: 'daily', go: 'p' },
  { href: '/contacts', label: m.shell_nav_contacts, group: 'daily', go: 'c' },
  { href: '/interactions', label: m.shell_nav_interactions, group: 'daily', go: 'e' },
  { href: '/followups', label: m.shell_nav_followups, group: 'daily', go: 's' },
  { href: '/missions', label: m.shell_nav_missions, group: 'undertaken', go: 'm' },
  { href: '/forums', label: m.shell_nav_forums, group: 'undertaken', go: 'f' },
  { href: '/agreements', label: m.shell_nav_agreements, group: 'undertaken', go: 't' },
  { href: '/documents', label: m.shell_nav_documents, group: 'undertaken', go: 'd' },
  { href: '/priorities', label: m.shell_nav_policy, group: 'overview', go: 'o' },
  { href: '/coverage', label: m.shell_nav_coverage, group: 'overview', go: 'v' },
  { href: '/map', label: m.nav_map, group: 'overview', go: 'k' },
  { href: '/relations', label: m.nav_relations, group: 'overview', go: 'w' },
  { href: '/regions', label: m.shell_nav_regions, group: 'overview', go: 'r' },
  { href: '/targets', label: m.shell_nav_targets, group: 'overview', go: 'b' },
];

/** The bar of a phone: two to each side of « Consigner », the last of them « Plus », which unfolds the rest. */
export const phoneBar: readonly string[] = ['/', '/organizations', '/followups'];

export const navigationGroups: readonly NavigationGroup[] = ['daily', 'undertaken', 'overview'];

/** The menu under one's name. */
export const accountMenu: readonly NavigationItem[] = [
  { href: '/account', label: m.shell_nav_account },
  { href: '/exports', label: m.export_mine },
  { href: '/documents/templates', label: m.template_list, allow: 'strategist' },
  { href: '/users', label: m.shell_nav_users, allow: 'administrator' },
  { href: '/audit', label: m.shell_nav_audit, allow: 'administrator' },
];

/** True when `href` is the page on the screen or a page above it. */
export function isHere(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
