import type { Readable } from '../database.ts';
import { namedLevel, type Named } from '../contacts/naming.ts';
import { empty, listed, sql, type Sql } from '../http/listing.ts';
import { isAbove } from '../http/sight.ts';
import type { SearchEntry } from '../search/index.ts';
import { dateInZone, formatDate } from '../text/format.rules.ts';
import type { Interaction } from './interaction.schema.ts';

type Searchable = Pick<
  Interaction,
  'id' | 'subject' | 'summary' | 'location' | 'language' | 'startsAt' | 'timeZone' | 'sensitivity' | 'organizations' | 'discussionPoints'
> & { participants: ({ name: string } & Pick<Named, 'contactLevel'>)[] };

/** An interaction as search sees it. Points and people above the interaction's own level are left out: a hit would tell of them. */
export function interactionSearchEntry(interaction: Searchable): SearchEntry {
  const { id, subject, summary, location, language, startsAt, timeZone, sensitivity, organizations, participants } = interaction;
  const day = dayAt(startsAt, timeZone);
  const points = interaction.discussionPoints.filter((point) => !isAbove(point.sensitivity, sensitivity));
  const people = participants.filter(({ contactLevel }) => contactLevel === null || !isAbove(contactLevel, sensitivity));
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
      ...people.map(({ name }) => name),
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
export async function interactionSearchEntries(reader: Reader, after: string, take: number): Promise<{ entries: SearchEntry[]; next: string }> {
  const [startsAt = '', id = ''] = after.split(' ');
  const rows = await reader.$queryRaw<Row[]>(sql`
    ${columns} WHERE i."archivedAt" IS NULL ${after === '' ? empty : sql`AND (i."startsAt", i."id") > (${new Date(startsAt)}, ${id})`}
    ORDER BY i."startsAt", i."id" LIMIT ${take}`);
  const last = rows.at(-1);
  return { entries: await entriesOf(reader, rows), next: last ? `${last.startsAt.toISOString()} ${last.id}` : after };
}

/** The same of some interactions; of those that are archived or gone, nothing. */
export async function interactionSearchEntriesOf(reader: Reader, ids: readonly string[]): Promise<SearchEntry[]> {
  return entriesOf(reader, await reader.$queryRaw<Row[]>(sql`
    ${columns} WHERE i."archivedAt" IS NULL AND i."id" IN (${listed(ids)}) ORDER BY i."startsAt", i."id"`));
}

const columns = sql`
  SELECT i."id", i."subject", i."summary", i."location", i."language", i."startsAt", i."timeZone", i."sensitivity" FROM "Interaction" i`;

async function entriesOf(reader: Reader, rows: readonly Row[]): Promise<SearchEntry[]> {
  const ids = rows.length > 0 ? listed(rows.map((row) => row.id)) : null;
  const partners = await byInteraction<Searchable['organizations'][number]>(reader, ids && sql`
    SELECT io."interactionId", o."id", o."nameFr", o."nameEn" FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId" WHERE io."interactionId" IN (${ids}) ORDER BY o."sortName", o."id"`);
  const people = await byInteraction<Searchable['participants'][number]>(reader, ids && sql`
    SELECT t."interactionId", t."name", ${namedLevel} FROM "Participant" t LEFT JOIN "Contact" c ON c."id" = t."contactId"
    WHERE t."interactionId" IN (${ids}) ORDER BY t."position", t."id"`);
  const points = await byInteraction<Searchable['discussionPoints'][number]>(reader, ids && sql`
    SELECT "interactionId", "subject", "theirPosition", "ourPosition", "sensitivity" FROM "DiscussionPoint" WHERE "interactionId" IN (${ids}) ORDER BY "position", "id"`);
  return rows.map((row) =>
    interactionSearchEntry({
      ...row,
      startsAt: row.startsAt.toISOString(),
      organizations: partners.get(row.id) ?? [],
      participants: people.get(row.id) ?? [],
      discussionPoints: points.get(row.id) ?? [],
    }),
  );
}

type Reader = Pick<Readable, '$queryRaw'>;
type Row = Pick<Searchable, 'id' | 'subject' | 'summary' | 'location' | 'language' | 'timeZone' | 'sensitivity'> & { startsAt: Date };

async function byInteraction<One>(reader: Reader, query: Sql | null): Promise<Map<string, One[]>> {
  const lists = new Map<string, One[]>();
  for (const one of query ? await reader.$queryRaw<(One & { interactionId: string })[]>(query) : []) {
    const list = lists.get(one.interactionId);
    if (list) list.push(one);
    else lists.set(one.interactionId, [one]);
  }
  return lists;
}
