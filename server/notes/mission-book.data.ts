import type { MissionBookData, PostData } from '../documents/mission-data.ts';
import type { Bilingual } from '../documents/note-data.ts';
import type { PlaceGlance } from '../documents/place-sheet.data.ts';
import type { Context } from '../http/context.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import type { Mission } from '../missions/mission.schema.ts';
import { listOrganizations } from '../organizations/organization.list.ts';
import { getOrganization, organizationNames } from '../organizations/organization.read.ts';
import { onlySubject } from './kind.ts';
import { gatherMission } from './mission.data.ts';
import { both, gatherOrganization } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';
import { readPlaceGlance } from './place-sheet.data.ts';
import { idsOf } from './reading.ts';

const mostPosts = 10;
const mostPlaces = 12;
/** So many partners are read at once: a long mission leaves the server to others meanwhile. */
const together = 4;

export async function readMissionBook(ctx: Context, order: NoteOrder): Promise<MissionBookData> {
  const { record, interactions, data } = await gatherMission(ctx, onlySubject(order).id);
  const partners: MissionBookData['partners'] = [];
  const ids = await partnersOf(ctx, record, interactions);
  for (let from = 0; from < ids.length; from += together) {
    partners.push(...(await Promise.all(ids.slice(from, from + together).map((id) => gatherOrganization(ctx, id, order)))));
  }
  const [places, posts, protocolRules] = await Promise.all([placesOf(ctx, record), postsOf(ctx, record), rulesOf(ctx)]);
  return { mission: data, places, partners, posts, protocolRules };
}

/** The organizations of the mission and those of its activities, each once, without our own. */
async function partnersOf(ctx: Context, { organizations }: Mission, interactions: readonly Interaction[]): Promise<string[]> {
  const ids = [...new Set(idsOf([...organizations, ...interactions.flatMap((one) => one.organizations)]))];
  return idsOf((await organizationNames(ctx.db.reader, ids)).filter(({ isOurs }) => !isOurs));
}

/** Where we go; nothing of our own city for people whom we receive. */
async function placesOf(ctx: Context, { direction, itinerary }: Mission): Promise<PlaceGlance[]> {
  if (direction === 'incoming') return [];
  const ids = [...new Set(itinerary.flatMap(({ placeId }) => placeId ?? []))].slice(0, mostPlaces);
  return Promise.all(ids.map((id) => readPlaceGlance(ctx, id)));
}

/** Diplomatic posts on record in the countries of the stops, those of their cities first; none for people whom we receive. */
async function postsOf(ctx: Context, { direction, itinerary }: Mission): Promise<PostData[]> {
  const places = [...new Set(itinerary.flatMap(({ placeId }) => placeId ?? []))];
  if (direction === 'incoming' || places.length === 0) return [];
  const { items } = await listOrganizations(ctx, { kind: ['diplomatic_post'], countryOf: places, 'not.stage': ['closed'], sort: 'name', limit: mostPosts });
  const records = await Promise.all(items.map(({ id }) => getOrganization(ctx, id)));
  const isThere = ({ placeId }: { placeId: string | null }): boolean => placeId !== null && places.includes(placeId);
  return [...records.filter(isThere), ...records.filter((one) => !isThere(one))].map(({ nameFr, nameEn, place, website, contactPoints }) => ({
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
