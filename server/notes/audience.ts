/** Reading for an audience: what a document may hold, whoever prepares it, and how much of what they see it leaves out. */
import { countAgreements, listAgreements } from '../agreements/agreement.service.ts';
import { audiences, type Audience } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import { countFollowUps, listFollowUps } from '../followups/followup.service.ts';
import type { Context, Role } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import { countInteractions, listInteractions } from '../interactions/interaction.service.ts';
import { countMissions, listMissions } from '../missions/mission.service.ts';

const roleOf: Record<Audience, Role> = { public: 'reader', internal: 'reader', restricted: 'officer', confidential: 'strategist' };

/** The sensitivities that an audience may read. */
export const levelsOf = (audience: Audience): Audience[] => audiences.filter((level) => mayRead(level, audience));

/** The narrowest of some levels: what hangs on several records has it. */
export const highest = (...levels: readonly [Audience, ...Audience[]]): Audience => levels.reduce((a, b) => (audiences.indexOf(b) > audiences.indexOf(a) ? b : a));

/** Somebody of the audience, who wrote nothing. For a public document, a reader: what is internal is still to be left out. */
export const eyesOf = (ctx: Context, audience: Audience): Context => ({ ...ctx, user: { ...ctx.user, id: '', role: roleOf[audience] } });

export interface Seen<Item> {
  items: Item[];
  /** How many there are for the audience. */
  total: number;
  /** How many more the caller sees, above the audience. */
  hidden: number;
}

/** How many records are read at most to pick those of a public document, which no role sees alone. */
export const widest = 200;

/** How a service lists a collection, and counts what the same filters leave; the items carry their sensitivity. */
interface Collection<Item extends { sensitivity: Audience }> {
  list: (ctx: Context, query: ListQuery) => Promise<{ items: Item[]; total: number }>;
  count: (ctx: Context, query: ListQuery) => Promise<number>;
}
/** The collections that notes pick from. */
export const lists = {
  interactions: { list: listInteractions, count: countInteractions },
  followUps: { list: listFollowUps, count: countFollowUps },
  agreements: { list: listAgreements, count: countAgreements },
  missions: { list: listMissions, count: countMissions },
} as const;

/** The first `most` of a collection for an audience. Of a public document, the total is that of the first 200. */
export async function listFor<Item extends { sensitivity: Audience }>(
  ctx: Context,
  audience: Audience,
  { list, count }: Collection<Item>,
  query: ListQuery,
  most: number,
): Promise<Seen<Item>> {
  const isPublic = audience === 'public';
  const [theirs, all] = await Promise.all([list(eyesOf(ctx, audience), { ...query, limit: isPublic ? widest : most }), count(ctx, query)]);
  const items = theirs.items.filter(({ sensitivity }) => mayRead(sensitivity, audience));
  const total = isPublic ? items.length : theirs.total;
  return { items: items.slice(0, most), total, hidden: Math.max(0, all - total) };
}
