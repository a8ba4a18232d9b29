import type { PrismaClient } from '../../generated/prisma/client.ts';
import { empty, sql, type Sql } from '../http/listing.ts';
import type { SearchEntry } from '../search/index.ts';
import { sensitivities } from '../vocabulary.ts';
import { dateInZone, formatDate } from '../text/format.rules.ts';
import type { Interaction } from './interaction.schema.ts';

type Searchable = Pick<
  Interaction,
  'id' | 'subject' | 'summary' | 'location' | 'language' | 'startsAt' | 'timeZone' | 'sensitivity' | 'organizations' | 'participants' | 'discussionPoints'
>;

/** An interaction as search sees it. Points above the interaction's own level are left out: a hit would tell of them. */
export function interactionSearchEntry(interaction: Searchable): SearchEntry {
  const { id, subject, summary, location, language, startsAt, timeZone, sensitivity, organizations, participants } = interaction;
  const day = dayAt(startsAt, timeZone);
  const level = sensitivities.indexOf(sensitivity);
  const points = interaction.discussionPoints.filter((point) => sensitivities.indexOf(point.sensitivity) <= level);
  const names = (locale: 'fr' | 'en') =>
    organizations.map(({ nameFr, nameEn }) => (locale === 'en' ? (nameEn ?? nameFr) : nameFr)).slice(0, 3).join(', ');
  return {
    type: 'interaction',
    id,
    titleFr: subject,
    titleEn: language === 'en' ? subject : null,
    detailFr: [names('fr'), formatDate(day, 'fr')].filter(Boolean).join(' · '),
    detailEn: [names('en'), formatDate(day, 'en')].filter(Boolean).join(' · '),
    names: [subject],
    body: [
      ...organizations.flatMap(({ nameFr, nameEn }) => [nameFr, nameEn]),
      ...participants.map(({ name }) => name),
      location,
      summary,
      ...points.flatMap((point) => [point.subject, point.theirPosition, point.ourPosition]),
    ],
    sensitivity,
  };
}

/** A rebuild comes upon the same moment again and again, and a calendar takes its time. */
const days = new Map<string, string>();
function dayAt(instant: string, timeZone: Searchable['timeZone']): string {
  const key = `${instant} ${timeZone}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  if (days.size >= 500) days.clear();
  const day = dateInZone(instant, timeZone);
  days.set(key, day);
  return day;
}

/**
 * Interactions as search sees them, for a rebuild of the index: `take` of them from the oldest on, after the one that
 * `after` names; `next` names the last of them. The order is that of the index, which takes texts faster so.
 */
export async function interactionSearchEntries(reader: Pick<PrismaClient, '$queryRaw'>, after: string, take: number): Promise<{ entries: SearchEntry[]; next: string }> {
  const [startsAt = '', id = ''] = after.split(' ');
  const rows = await reader.$queryRaw<Row[]>(sql`
    SELECT i."id", i."subject", i."summary", i."location", i."language", i."startsAt", i."timeZone", i."sensitivity" FROM "Interaction" i
    WHERE i."archivedAt" IS NULL ${after === '' ? empty : sql`AND (i."startsAt", i."id") > (${new Date(startsAt)}, ${id})`}
    ORDER BY i."startsAt", i."id" LIMIT ${take}`);
  const ids = rows.length > 0 ? sql`(SELECT "value" FROM json_each(${JSON.stringify(rows.map((row) => row.id))}))` : null;
  const partners = await byInteraction<Searchable['organizations'][number]>(reader, ids && sql`
    SELECT io."interactionId", o."id", o."nameFr", o."nameEn" FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId" WHERE io."interactionId" IN ${ids} ORDER BY o."sortName", o."id"`);
  const people = await byInteraction<Searchable['participants'][number]>(reader, ids && sql`
    SELECT "interactionId", "name" FROM "Participant" WHERE "interactionId" IN ${ids} ORDER BY "position", "id"`);
  const points = await byInteraction<Searchable['discussionPoints'][number]>(reader, ids && sql`
    SELECT "interactionId", "subject", "theirPosition", "ourPosition", "sensitivity" FROM "DiscussionPoint" WHERE "interactionId" IN ${ids} ORDER BY "position", "id"`);
  const entries = rows.map((row) =>
    interactionSearchEntry({
      ...row,
      startsAt: row.startsAt.toISOString(),
      organizations: partners.get(row.id) ?? [],
      participants: people.get(row.id) ?? [],
      discussionPoints: points.get(row.id) ?? [],
    }),
  );
  const last = rows.at(-1);
  return { entries, next: last ? `${last.startsAt.toISOString()} ${last.id}` : after };
}

type Row = Pick<Searchable, 'id' | 'subject' | 'summary' | 'location' | 'language' | 'timeZone' | 'sensitivity'> & { startsAt: Date };

async function byInteraction<One>(reader: Pick<PrismaClient, '$queryRaw'>, query: Sql | null): Promise<Map<string, One[]>> {
  const lists = new Map<string, One[]>();
  for (const one of query ? await reader.$queryRaw<(One & { interactionId: string })[]>(query) : []) {
    const list = lists.get(one.interactionId);
    if (list) list.push(one);
    else lists.set(one.interactionId, [one]);
  }
  return lists;
}
