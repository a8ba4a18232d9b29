import type { Readable } from '../database.ts';
import { agreementSearchEntries } from '../agreements/agreement.service.ts';
import { contactSearchEntries } from '../contacts/contact.search.ts';
import { followUpSearchEntries } from '../followups/followup.service.ts';
import { forumSearchEntries } from '../forums/forum.service.ts';
import { interactionSearchEntries } from '../interactions/interaction.search.ts';
import { measureSearchEntries } from '../measures/measure.service.ts';
import { missionSearchEntries } from '../missions/mission.service.ts';
import { noteSearchEntries } from '../notes/note.service.ts';
import { organizationSearchEntries } from '../organizations/organization.service.ts';
import { placeSearchEntries } from '../places/place.service.ts';
import { regionSearchEntries } from '../places/region.service.ts';
import { policyNodeSearchEntries } from '../policy/policy-node.service.ts';
import { exerciseSearchEntries } from '../targets/exercise.service.ts';
import type { SearchEntry } from './index.ts';
import type { SearchType } from './records.ts';

/** A part of a feature's records as search sees them, after the one that `after` names; `next` names the last. */
type Source<Reader> = (reader: Reader, after: string, take: number) => Promise<{ entries: SearchEntry[]; next: string }>;

const byId =
  <Reader>(read: (reader: Reader, after: string, take: number) => Promise<SearchEntry[]>): Source<Reader> =>
  async (reader, after, take) => {
    const entries = await read(reader, after, take);
    return { entries, next: entries.at(-1)?.id ?? after };
  };

/** The types of which an office has very many, read by SQL alone. */
export const sqlSources = {
  organization: byId(organizationSearchEntries),
  contact: byId(contactSearchEntries),
  interaction: interactionSearchEntries,
  followup: byId(followUpSearchEntries),
} satisfies Partial<Record<SearchType, Source<Pick<Readable, '$queryRaw'>>>>;

/** Every type of record, with how its records are read for the index. */
export const sources: Record<SearchType, Source<Readable>> = {
  ...sqlSources,
  mission: byId(missionSearchEntries),
  forum: byId(forumSearchEntries),
  agreement: byId(agreementSearchEntries),
  'policy-node': byId(policyNodeSearchEntries),
  measure: byId(measureSearchEntries),
  region: byId(regionSearchEntries),
  place: byId(placeSearchEntries),
  'targeting-exercise': byId(exerciseSearchEntries),
  note: byId(noteSearchEntries),
};
