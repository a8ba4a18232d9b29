import type { TSchema } from 'typebox';
import { agreementListing } from '../agreements/agreement.listing.ts';
import { AgreementQuery } from '../agreements/agreement.schema.ts';
import { contactListing } from '../contacts/contact.listing.ts';
import { contactName, type PersonName } from '../contacts/contact.names.rules.ts';
import { ContactQuery } from '../contacts/contact.schema.ts';
import { followUpListing } from '../followups/followup.listing.ts';
import { FollowUpQuery } from '../followups/followup.schema.ts';
import { forumListing } from '../forums/forum.listing.ts';
import { ForumQuery } from '../forums/forum.schema.ts';
import type { Context } from '../http/context.ts';
import { countOf, join, sql, whereOf, type ListQuery, type Listing, type Sql } from '../http/listing.ts';
import { interactionListing } from '../interactions/interaction.listing.ts';
import { InteractionQuery } from '../interactions/interaction.schema.ts';
import { missionListing } from '../missions/mission.listing.ts';
import { MissionQuery } from '../missions/mission.schema.ts';
import { organizationListing } from '../organizations/organization.listing.ts';
import { OrganizationQuery } from '../organizations/organization.schema.ts';
import { ownRhythms, rhythmsOf } from '../organizations/touch.ts';
import type { Collection, Understood, Values } from './query.rules.ts';

type Titled = { id: string; titleFr: string; titleEn: string | null };
type Described = {
  understood: Understood;
  listing: (ctx: Context) => Promise<Listing>;
  /** As the audit trail names the records */
  recordType: string;
  /** Columns that name a record, and the name that they make */
  title: Sql;
  titleOf?: (row: Record<string, unknown>) => string;
};

const always = (listing: Listing) => async (): Promise<Listing> => listing;
/** The lists that can be kept as views: what each understands, and how its records are found and named. */
const collections: Record<Collection, Described> = {
  organizations: {
    understood: understoodBy(OrganizationQuery),
    listing: async ({ db }) => organizationListing(...(await Promise.all([rhythmsOf(db.reader), ownRhythms(db.reader)]))),
    recordType: 'organization',
    title: sql`o."nameFr" AS "titleFr", o."nameEn" AS "titleEn"`,
  },
  contacts: {
    understood: understoodBy(ContactQuery),
    listing: always(contactListing),
    recordType: 'contact',
    title: sql`c."givenName", c."particle", c."familyName", c."nameOrder"`,
    titleOf: (row) => contactName(row as PersonName),
  },
  interactions: {
    understood: understoodBy(InteractionQuery),
    listing: always(interactionListing),
    recordType: 'interaction',
    title: sql`i."subject" AS "titleFr", NULL AS "titleEn"`,
  },
  followups: {
    understood: understoodBy(FollowUpQuery),
    listing: always(followUpListing),
    recordType: 'followup',
    title: sql`f."text" AS "titleFr", NULL AS "titleEn"`,
  },
  missions: { understood: understoodBy(MissionQuery), listing: always(missionListing), recordType: 'mission', title: sql`ms."titleFr", ms."titleEn"` },
  agreements: { understood: understoodBy(AgreementQuery), listing: always(agreementListing), recordType: 'agreement', title: sql`a."titleFr", a."titleEn"` },
  forums: { understood: understoodBy(ForumQuery), listing: always(forumListing), recordType: 'forum', title: sql`f."nameFr" AS "titleFr", f."nameEn" AS "titleEn"` },
};

function understoodBy(schema: TSchema): Understood {
  const { properties } = schema as unknown as { properties: Record<string, { items?: Values; enum?: string[] }> };
  const filters = Object.entries(properties).flatMap(([name, { items }]) => (items && !name.startsWith('not.') ? [[name, items] as const] : []));
  return { filters: Object.fromEntries(filters), sorts: properties['sort']?.enum ?? [] };
}

export const understood = (collection: Collection): Understood => collections[collection].understood;
export const recordTypeOf = (collection: Collection): string => collections[collection].recordType;

/** How many records a list has. */
export async function countIn(ctx: Context, collection: Collection, query: ListQuery): Promise<number> {
  const listing = await collections[collection].listing(ctx);
  return countOf(listing, ctx, query);
}

/** Ids of the records of a list, at most `limit` of them. */
export async function idsIn(ctx: Context, collection: Collection, query: ListQuery, limit: number): Promise<string[]> {
  const listing = await collections[collection].listing(ctx);
  const rows = await ctx.db.reader.$queryRaw<{ id: string }[]>(
    sql`SELECT ${listing.id} AS id FROM ${listing.from} WHERE ${whereOf(listing, ctx, query)} LIMIT ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** The names of those of the records that the caller may see, archived ones too, in the order of the ids. */
export async function titlesOf(ctx: Context, collection: Collection, ids: readonly string[]): Promise<Titled[]> {
  if (ids.length === 0) return [];
  const { listing: of, title, titleOf } = collections[collection];
  const listing = await of(ctx);
  // The base lets archived and our own records through when the query speaks of them.
  const sight = listing.base(ctx, { archived: ['true'], ours: ['true'] });
  const rows = await ctx.db.reader.$queryRaw<(Titled & Record<string, unknown>)[]>(sql`
    SELECT ${listing.id} AS id, ${title} FROM ${listing.from} WHERE ${join([...sight, sql`${listing.id} IN (${join([...ids])})`], ' AND ')}`);
  const byId = new Map(rows.map((row) => [row.id, { id: row.id, titleFr: titleOf?.(row) ?? row.titleFr, titleEn: titleOf ? null : row.titleEn }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
