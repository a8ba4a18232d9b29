import { firstDay, lastDay } from '../text/date-order.rules.ts';

/** The two governments whose ministries are asked before one goes: the ministry (MRIF) for Québec, Global Affairs for Canada. */
export const governmentNames = ['quebec', 'canada'] as const;
export type Government = (typeof governmentNames)[number];

/** How near two visits to one place are when they should be spoken of together, in days. */
export const nearDays = 60;

/** A mission or a session at a place. Dates are ISO, as precise as they are known; `to` is the last day. */
export type Visit = { type: 'mission' | 'session'; id: string; placeId: string; from: string; to: string };
export type Near<V extends Visit> = { first: V; second: V; days: number };

/**
 * The pairs of visits to one same place (or to a place and what lies in it) that are at most 60 days apart, of which
 * at least one is still to come. `days` is the least there may be between them: 0 when they may meet. A date of which
 * only the year is known says too little to be near another.
 * @param lies whether two places are the same, or one lies in the other
 */
export function nearVisits<V extends Visit>(visits: readonly V[], today: string, lies: (one: string, other: string) => boolean): Near<V>[] {
  const dated = visits
    .filter(({ from, to }) => from.length >= 7 && to.length >= 7)
    .sort((a, b) => compare(firstDay(a.from), firstDay(b.from)) || compare(a.type, b.type) || compare(a.id, b.id));
  const found = new Map<string, Near<V>>();
  for (const [n, first] of dated.entries()) {
    for (const second of dated.slice(n + 1)) {
      const days = daysBetween(lastDay(first.to), firstDay(second.from));
      // They begin later and later: those after it are farther still.
      if (days > nearDays) break;
      if (first.id === second.id) continue;
      if (lastDay(first.to) < today && lastDay(second.to) < today) continue;
      if (!lies(first.placeId, second.placeId)) continue;
      const key = `${first.id} ${second.id}`;
      const known = found.get(key);
      if (!known || days < known.days) found.set(key, { first, second, days });
    }
  }
  return [...found.values()].sort((a, b) => compare(firstDay(a.first.from), firstDay(b.first.from)) || a.days - b.days);
}

/** Whole days from the end of one to the beginning of the next; 0 when they meet. */
export const daysBetween = (end: string, start: string): number => Math.max(0, Math.round((Date.parse(start) - Date.parse(end)) / 86_400_000));
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What is on record of them and of us at one candidate. */
export type Presence = {
  offices: number;
  /** Partners of ours there, active or strategic, and interactions held in the last 24 months */
  activePartners: number;
  heldInteractions: number;
  /** Nodes of their policies that our partners there serve */
  thrusts: number;
  /** Partners there with whom something is recorded of theirs and something of ours */
  sharedPartners: number;
};

/** Of each government, what is on record at one candidate, however little of it is shown. */
export type Totals = Record<Government, { agreements: number; missions: number; thrusts: number }>;
type OnRecord = {
  agreements: readonly { governments: readonly Government[] }[];
  missions: readonly { governments: readonly Government[]; ministry: string; federal: string }[];
  thrusts: readonly { government: Government }[];
};

/** A mission counts for each government with which it was coordinated, or whose ministry or office it met; so for both at times. */
export function totalsOf({ agreements, missions, thrusts }: OnRecord): Totals {
  const of = (side: Government): Totals[Government] => ({
    agreements: agreements.filter(({ governments }) => governments.includes(side)).length,
    missions: missions.filter(({ governments, ministry, federal }) => governments.includes(side) || (side === 'quebec' ? ministry : federal) !== 'none').length,
    thrusts: thrusts.filter(({ government }) => government === side).length,
  });
  return { quebec: of('quebec'), canada: of('canada') };
}

/** In what the two sides complete each other, and in what they do the same; each with the figure that says so. */
export const complements = ['offices_without_us', 'ties_without_offices', 'same_thrusts'] as const;
export const overlaps = ['both_present', 'same_partners'] as const;
export type Complement = { kind: (typeof complements)[number]; count: number };
export type Overlap = { kind: (typeof overlaps)[number]; count: number };

/**
 * Complementary: they have an office where we have no active partner and held nothing in 24 months; we have active
 * partners where no office of theirs is on record; our partners there serve what their policies want. Overlapping: their
 * offices and our active partners are in the same territory; the same partners have something on record with both.
 */
export function standings({ offices, activePartners, heldInteractions, thrusts, sharedPartners }: Presence): { complementary: Complement[]; overlapping: Overlap[] } {
  const complementary: Complement[] = [];
  if (offices > 0 && activePartners === 0 && heldInteractions === 0) complementary.push({ kind: 'offices_without_us', count: offices });
  if (offices === 0 && activePartners > 0) complementary.push({ kind: 'ties_without_offices', count: activePartners });
  if (thrusts > 0) complementary.push({ kind: 'same_thrusts', count: thrusts });
  const overlapping: Overlap[] = [];
  if (offices > 0 && activePartners > 0) overlapping.push({ kind: 'both_present', count: offices });
  if (sharedPartners > 0) overlapping.push({ kind: 'same_partners', count: sharedPartners });
  return { complementary, overlapping };
}
