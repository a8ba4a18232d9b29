import type { Transaction } from '../database.ts';
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
  const day = dateInZone(startsAt, timeZone);
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

/** Every interaction as search sees it, for a rebuild of the index. */
export async function* interactionSearchEntries(tx: Transaction): AsyncGenerator<SearchEntry> {
  const select = { id: true, nameFr: true, nameEn: true } as const;
  let after: string | undefined;
  do {
    const rows = await tx.interaction.findMany({
      where: { archivedAt: null, ...(after ? { id: { gt: after } } : {}) },
      include: { organizations: { include: { organization: { select } } }, participants: true, points: true },
      orderBy: { id: 'asc' },
      take: 200,
    });
    for (const row of rows) {
      yield interactionSearchEntry({
        ...row,
        startsAt: row.startsAt.toISOString(),
        organizations: row.organizations.map(({ organization }) => organization),
        discussionPoints: row.points,
      } as unknown as Searchable);
    }
    after = rows.at(-1)?.id;
  } while (after);
}
