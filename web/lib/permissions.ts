import type { Session } from '#lib/session.ts';

const ladder = ['reader', 'officer', 'strategist', 'administrator'] as const;

/** True when the person's role is at least `role`. Screens hide what the API would refuse; the API decides. */
export function may(session: Session | null | undefined, role: (typeof ladder)[number]): boolean {
  return Boolean(session) && ladder.indexOf(session!.role) >= ladder.indexOf(role);
}
