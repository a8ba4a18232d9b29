import type { MissionBookData, PostData } from '../documents/mission-data.ts';
import type { Bilingual } from '../documents/note-data.ts';
import type { Context } from '../http/context.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import type { Mission } from '../missions/mission.schema.ts';
import { listOrganizations } from '../organizations/organization.list.ts';
import { getOrganization } from '../organizations/organization.service.ts';
import { onlySubject } from './kind.ts';
import { gatherMission } from './mission.data.ts';
import { both, gatherOrganization } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';

const mostPosts = 10;
/** So many partners are read at once: a long mission leaves the server to others meanwhile. */
const together = 4;

export async function readMissionBook(ctx: Context, order: NoteOrder): Promise<MissionBookData> {
  const { record, interactions, data } = await gatherMission(ctx, onlySubject(order).id);
  const partners: MissionBookData['partners'] = [];
  const ids = await partnersOf(ctx, record, interactions);
  for (let from = 0; from < ids.length; from += together) {
    partners.push(...(await Promise.all(ids.slice(from, from + together).map((id) => gatherOrganization(ctx, id, order)))));
  }
  const [posts, protocolRules] = await Promise.all([postsOf(ctx, record), rulesOf(ctx)]);
  return { mission: data, partners, posts, protocolRules };
}

/** The organizations of the mission and those of its activities, each once, without our own. */
async function partnersOf(ctx: Context, { organizations }: Mission, interactions: readonly Interaction[]): Promise<string[]> {
  const ids = [...new Set([...organizations, ...interactions.flatMap((one) => one.organizations)].map(({ id }) => id))];
  const records = await Promise.all(ids.map((id) => getOrganization(ctx, id)));
  return records.flatMap(({ id, isOurs }) => (isOurs ? [] : [id]));
}

/** Diplomatic posts on record in the countries of the stops; none for people whom we receive. */
async function postsOf(ctx: Context, { direction, itinerary }: Mission): Promise<PostData[]> {
  const places = [...new Set(itinerary.flatMap(({ placeId }) => placeId ?? []))];
  if (direction === 'incoming' || places.length === 0) return [];
  const { items } = await listOrganizations(ctx, { kind: ['diplomatic_post'], countryOf: places, 'not.stage': ['closed'], sort: 'name', limit: mostPosts });
  const records = await Promise.all(items.map(({ id }) => getOrganization(ctx, id)));
  return records.map(({ nameFr, nameEn, place, website, contactPoints }) => ({
    name: both(nameFr, nameEn),
    place: place && both(place.nameFr, place.nameEn),
    phones: contactPoints.filter(({ kind }) => kind === 'phone' || kind === 'mobile').map(({ value }) => value),
    website,
  }));
}

/** What is noted with the ranks of precedence, each rule once. */
async function rulesOf(ctx: Context): Promise<Bilingual[]> {
  const ranks = await ctx.db.reader.precedenceRank.findMany({ orderBy: { position: 'asc' } });
  const rules = ranks.flatMap(({ noteFr, noteEn }) => (noteFr || noteEn ? [both(noteFr, noteEn)] : []));
  return [...new Map(rules.map((rule) => [rule.fr ?? rule.en, rule])).values()];
}
