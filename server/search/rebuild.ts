import type { Database, Transaction } from '../database.ts';
import { placeSearchEntries } from '../places/place.service.ts';
import { regionSearchEntries } from '../places/region.service.ts';
import { policyNodeSearchEntries } from '../policy/policy-node.service.ts';
import { measureSearchEntries } from '../measures/measure.service.ts';
import { exerciseSearchEntries } from '../targets/exercise.service.ts';
import { followUpSearchEntries } from '../followups/followup.service.ts';
import { interactionSearchEntries } from '../interactions/interaction.search.ts';
import { noteSearchEntries } from '../notes/note.service.ts';
import { contactSearchEntries } from '../contacts/contact.search.ts';
import { missionSearchEntries } from '../missions/mission.service.ts';
import { forumSearchEntries } from '../forums/forum.service.ts';
import { agreementSearchEntries } from '../agreements/agreement.service.ts';
import { organizationSearchEntries } from '../organizations/organization.service.ts';
import { putInSearch, type SearchEntry } from './index.ts';

/** What every searchable feature gives for a rebuild: all its records as search sees them. */
const sources: ((tx: Transaction) => AsyncGenerator<SearchEntry>)[] = [
  organizationSearchEntries,
  noteSearchEntries,
  agreementSearchEntries,
  forumSearchEntries,
  missionSearchEntries,
  contactSearchEntries,
  interactionSearchEntries,
  followUpSearchEntries,
  placeSearchEntries,
  regionSearchEntries,
  policyNodeSearchEntries,
  measureSearchEntries,
  exerciseSearchEntries,
];

/** Empties the search index and builds it again from the records. Returns the number of records in it. */
export async function rebuildSearch(db: Database): Promise<number> {
  return db.write(async (tx) => {
    await tx.$executeRaw`DELETE FROM search_entry`;
    let count = 0;
    for (const source of sources) {
      for await (const entry of source(tx)) {
        await putInSearch(tx, entry);
        count += 1;
      }
    }
    return count;
  });
}
