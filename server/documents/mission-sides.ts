/** Who takes part in an activity of a mission on each side, and who greets there. */
import { inPrecedence } from './mission-blocks.ts';
import type { MissionData, MissionPersonData, MissionSessionData } from './mission-data.ts';

export type Sides = MissionSessionData['people'];

/**
 * The three sides in order of precedence. Whoever travels with us is on our side, also where the record of the activity
 * has them with their own organization: they do not receive us. Of people whom we receive, the delegation is theirs.
 */
export function sidesOf({ direction, delegation }: Pick<MissionData, 'direction' | 'delegation'>, { people }: MissionSessionData): Sides {
  const travels = new Set(direction === 'outgoing' ? delegation.flatMap(({ id }) => id ?? []) : []);
  const isOurs = ({ id }: MissionPersonData): boolean => id !== null && travels.has(id);
  const guests = direction === 'incoming' ? delegation : [];
  return {
    ours: inPrecedence([...people.ours, ...people.theirs.filter(isOurs), ...people.third.filter(isOurs)], delegation),
    theirs: inPrecedence(people.theirs.filter((one) => !isOurs(one)), guests),
    third: people.third.filter((one) => !isOurs(one)),
  };
}

/** Who greets: who leads on the side of the hosts, else the first named there. */
export function greeterOf({ direction }: Pick<MissionData, 'direction'>, { ours, theirs }: Sides): MissionPersonData | undefined {
  return direction === 'outgoing' ? theirs[0] : ours[0];
}
