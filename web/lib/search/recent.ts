import type { ResultType } from './results.ts';

/** A record that was opened on this browser; its title as it was then. */
export interface Recent {
  type: ResultType;
  id: string;
  title: string;
}

const prefix = 'passerelle-recent';
const kept = 8;
const address = (userId: string): string => `${prefix}:${userId}`;

/** The records that a person opened last, the latest first. They stay in this browser. */
export function readRecent(userId: string): Recent[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(address(userId)) ?? '[]');
    return Array.isArray(list) ? (list as Recent[]) : [];
  } catch {
    // A browser that keeps nothing still searches.
    return [];
  }
}

export function addRecent(userId: string, recent: Recent): void {
  try {
    const others = readRecent(userId).filter(({ type, id }) => type !== recent.type || id !== recent.id);
    localStorage.setItem(address(userId), JSON.stringify([recent, ...others].slice(0, kept)));
  } catch {
    // As above.
  }
}

/** On signing out: what one person opened is not the next one's to read. */
export function forgetRecent(userId: string): void {
  try {
    localStorage.removeItem(address(userId));
  } catch {
    // As above.
  }
}
