import { join, sql, type Sql } from '../http/listing.ts';
import type { Context } from '../http/context.ts';
import { titlesOf } from './collections.ts';
import type { Collection } from './query.rules.ts';

/** What a filter's value is called; `retired`: archived, or no longer one of us; `gone`: nothing on record by that id. */
export type Named = { labelFr: string | null; labelEn: string | null; standing: 'here' | 'retired' | 'gone' };
type Row = { id: string; labelFr: string; labelEn: string | null; retired: unknown };

const from: Record<string, (values: Sql) => Sql> = {
  region: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Region" WHERE "id" IN (${values})`,
  place: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Place" WHERE "id" IN (${values})`,
  country: (values) => sql`SELECT "countryCode" AS id, "nameFr" AS "labelFr", "nameEn" AS "labelEn", 0 AS retired FROM "Place"
    WHERE "kind" = 'country' AND "countryCode" IN (${values})`,
  commitment: (values) => sql`SELECT "id", "titleFr" AS "labelFr", "titleEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "PolicyNode" WHERE "id" IN (${values})`,
  framework: (values) => sql`SELECT "id", "shortTitleFr" AS "labelFr", "shortTitleEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Framework" WHERE "id" IN (${values})`,
  sector: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Sector" WHERE "id" IN (${values})`,
  network: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Forum" WHERE "id" IN (${values})`,
  countryOf: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Place" WHERE "id" IN (${values})
    UNION ALL SELECT "id", "nameFr", "nameEn", "archivedAt" IS NOT NULL FROM "Organization" WHERE "id" IN (${values})`,
  organization: (values) => sql`SELECT "id", "nameFr" AS "labelFr", "nameEn" AS "labelEn", "archivedAt" IS NOT NULL AS retired FROM "Organization" WHERE "id" IN (${values})`,
  person: (values) => sql`SELECT "id", "name" AS "labelFr", "name" AS "labelEn", "disabledAt" IS NOT NULL AS retired FROM "User" WHERE "id" IN (${values})`,
  forumSession: (values) => sql`SELECT s."id", f."nameFr" AS "labelFr", f."nameEn" AS "labelEn", 0 AS retired
    FROM "ForumSession" s JOIN "Forum" f ON f."id" = s."forumId" WHERE s."id" IN (${values})`,
  targetOf: (values) => sql`SELECT d."id", COALESCE(r."nameFr", p."nameFr", o."nameFr", f."nameFr") AS "labelFr",
      COALESCE(r."nameEn", p."nameEn", o."nameEn", f."nameEn") AS "labelEn", 0 AS retired FROM "TargetDecision" d
    LEFT JOIN "Region" r ON r."id" = d."regionId" LEFT JOIN "Place" p ON p."id" = d."placeId"
    LEFT JOIN "Organization" o ON o."id" = d."organizationId" LEFT JOIN "Forum" f ON f."id" = d."forumId" WHERE d."id" IN (${values})`,
  tag: (values) => sql`SELECT DISTINCT "tag" AS id, "tag" AS "labelFr", "tag" AS "labelEn", 0 AS retired FROM "OrganizationTag" WHERE "tag" IN (${values})`,
};
/** Filters whose values are ids of another name. */
const sameAs: Record<string, string> = {
  at: 'place',
  within: 'organization',
  forum: 'network',
  member: 'organization',
  owner: 'person',
  lead: 'person',
  assignee: 'person',
  user: 'person',
  knownBy: 'person',
};
/** Records of which not everybody may know the name. */
const withSight: Record<string, Collection> = { contact: 'contacts', mission: 'missions', interaction: 'interactions' };
/** Values that stand for no record. */
const words = new Set(['me', 'none']);

/** Names the values of one filter that are ids or tags; null for a filter whose values are words of the vocabulary. */
export async function namesOf(ctx: Context, filter: string, values: readonly string[]): Promise<Map<string, Named> | null> {
  const ids = [...new Set(values.filter((value) => !words.has(value)))];
  const collection = withSight[filter];
  const source = from[sameAs[filter] ?? filter];
  if (!collection && !source) return null;
  const rows: Row[] = ids.length === 0 ? [] : collection ? await seen(ctx, collection, ids) : await ctx.db.reader.$queryRaw<Row[]>(source?.(join(ids)) ?? sql``);
  const names = new Map<string, Named>();
  for (const id of ids) {
    const row = rows.find((one) => one.id === id);
    names.set(id, row ? { labelFr: row.labelFr, labelEn: row.labelEn, standing: row.retired ? 'retired' : 'here' } : { labelFr: null, labelEn: null, standing: 'gone' });
  }
  return names;
}

const seen = async (ctx: Context, collection: Collection, ids: string[]): Promise<Row[]> =>
  (await titlesOf(ctx, collection, ids)).map(({ id, titleFr, titleEn }) => ({ id, labelFr: titleFr, labelEn: titleEn, retired: false }));
