import Sqlite from 'better-sqlite3';
import { refreshContacts } from '../../server/contacts/derived.ts';
import { countActivityAlone } from '../../server/interactions/activity.bulk.ts';
import { rebuildTally } from '../../server/interactions/tally.tables.ts';
import { refreshOrganizations } from '../../server/organizations/derived.ts';
import { fillSearchAlone } from '../../server/search/bulk.ts';
import { openOffice } from '../../server/startup.ts';
import { inBulk } from './bulk.ts';
import { seeded } from './names.ts';
import { addInteractions } from './many-interactions.ts';
import { addPartners } from './many-partners.ts';
import { addPlans } from './many-plans.ts';

/** The full size, of which --scale takes a part. */
export const full = { places: 3_000, users: 40, organizations: 20_000, contacts: 100_000, interactions: 1_000_000, followUps: 150_000, missions: 500, agreements: 600 };
export type Size = typeof full;

const tables = [
  'Place', 'User', 'Organization', 'OrganizationName', 'OrganizationTag', 'OrganizationSector', 'OrganizationCommitment', 'Contact', 'ContactLanguage', 'ContactPoint',
  'Position', 'Acquaintance', 'Interaction', 'InteractionOrganization', 'InteractionCommitment', 'InteractionSector', 'Participant', 'DiscussionPoint', 'FollowUp',
  'Mission', 'MissionOrganization', 'ItineraryItem', 'MissionObjective', 'Agreement', 'AgreementParty', 'AgreementCommitment', 'Membership',
];

/**
 * Adds the part `scale` of the full size to an office that is open nowhere: the same every time (seeded), skewed like
 * life, over ten years up to today; with its derived columns and its search index.
 */
export async function addMany(file: string, scale: number): Promise<void> {
  const size = Object.fromEntries(Object.entries(full).map(([name, count]) => [name, Math.round(count * scale)])) as Size;
  const raw = new Sqlite(file);
  inBulk(raw, tables, () => {
    const random = seeded(2026);
    const partners = addPartners(raw, random, size);
    addPlans(raw, random, size, partners, addInteractions(raw, random, size, partners));
  });
  raw.close();
  const db = await openOffice({ file });
  try {
    await db.write(async (tx) => {
      await tx.$executeRawUnsafe('PRAGMA cache_size = -1000000');
      await rebuildTally(tx);
      await refreshOrganizations(tx, null);
      await refreshContacts(tx, null);
    });
  } finally {
    await db.close();
  }
  if ((await countActivityAlone(file)) === null || (await fillSearchAlone(file)) === null) throw new Error(`${file} is open somewhere`);
}
