/** What a note over a selection is made from: records of one type in the order given, and what they have in common. */
import type { AgreementData, Bilingual, NamedData, PromiseData, TypedText } from './note-data.ts';
import type { Audience } from './tree.ts';

export type Priority = 'shines' | 'learns' | 'attracts';

/** The last interaction held that the audience may know of. */
export interface LastData {
  on: string;
  subject: Bilingual;
}

export interface OrganizationEntry {
  type: 'organization';
  name: Bilingual;
  kind: Bilingual;
  place: Bilingual | null;
  stage: Bilingual | null;
  tier: string | null;
  owner: string | null;
  priorities: Priority[];
  last: LastData | null;
  promises: PromiseData[];
  /** In force. */
  agreements: AgreementData[];
}

export interface PersonEntry {
  type: 'contact';
  name: string;
  pronouns: string | null;
  title: Bilingual | null;
  organization: Bilingual | null;
  addressForm: Bilingual | null;
  language: Bilingual | null;
  knownBy: string[];
  last: LastData | null;
  promises: PromiseData[];
  sensitivity: Audience;
}

export interface InteractionEntry {
  type: 'interaction';
  subject: Bilingual;
  on: string;
  kind: Bilingual;
  status: Bilingual;
  organizations: Bilingual[];
  ours: NamedData[];
  theirs: NamedData[];
  summary: TypedText | null;
  priorities: Priority[];
  /** Made there, and still open. */
  promises: PromiseData[];
  sensitivity: Audience;
}

export type SelectionEntry = OrganizationEntry | PersonEntry | InteractionEntry;

export interface SelectionData {
  type: SelectionEntry['type'];
  common: {
    /** The office's regions, those of most of them first. */
    regions: { name: Bilingual; count: number }[];
    priorities: { priority: Priority; title: Bilingual; count: number }[];
  };
  entries: SelectionEntry[];
  /** Records above the audience that are in none of the lists. */
  hidden: number;
}
