import type { Session } from '#lib/session.ts';

type Level = 'public' | 'internal' | 'restricted' | 'confidential';
const levels: readonly Level[] = ['public', 'internal', 'restricted', 'confidential'];

/** The levels that a role may see, and therefore give: the API refuses the others. */
export function visibleLevels(role: Session['role'] | undefined): readonly Level[] {
  if (role === 'strategist' || role === 'administrator') return levels;
  return levels.slice(0, role === 'officer' ? 3 : 2);
}
