/** What a sheet on a place or on a region of the office is made from: plain data, already read. */
import type { ActivityData } from './activity-blocks.ts';
import type { AgreementData, Bilingual, CommitmentData, InteractionData, NamedData, PersonData, PromiseData, SourceData } from './note-data.ts';
import type { Audience } from './tree.ts';

/** A list cut for paper: `total` is how many there are for the audience. */
export interface Some<Item> {
  items: Item[];
  total: number;
}

export interface MissionData {
  title: Bilingual;
  direction: Bilingual;
  status: Bilingual;
  from: string | null;
  to: string | null;
  sensitivity: Audience;
}

export interface DecisionData {
  decision: 'target' | 'watch' | 'no';
  label: Bilingual;
  /** What was decided about; null when it is the place or the region itself. */
  about: Bilingual | null;
  /** As typed, in French. */
  reason: string;
  from: string | null;
  to: string | null;
  reviewOn: string | null;
  decidedOn: string;
  decidedBy: string | null;
  /** The latest about its subject. */
  isCurrent: boolean;
  /** Its period is over, and nothing was decided since. */
  isLapsed: boolean;
}

export interface OfficeAbroadData {
  government: 'quebec' | 'canada';
  name: Bilingual;
  place: Bilingual;
  /** In the territory itself; otherwise elsewhere in its country. */
  isInside: boolean;
}

export interface ThrustData {
  government: 'quebec' | 'canada';
  title: Bilingual;
  framework: Bilingual;
  /** Partners there that serve it. */
  partners: number;
  /** Whether every alignment behind it was confirmed by the office. */
  isConfirmed: boolean;
}

/** Where it is: countries (UN M49), points (longitude, latitude), and the cities in which there are partners. */
export interface WhereData {
  countries: string[];
  points: [number, number][];
  cities: { name: Bilingual; point: [number, number]; partners: number }[];
  /** Cities with partners that are not among these. */
  moreCities: number;
}

export interface PlaceSheetData {
  /** How the sheet is called: a country's, a city's, another place's, a region's of the office. */
  type: 'country' | 'city' | 'place' | 'region';
  name: Bilingual;
  kind: Bilingual;
  description: Bilingual | null;
  /** What it lies in, from the largest to the nearest; of a place. */
  path: Bilingual[];
  /** The office's regions it is in; of a place. */
  regions: Bilingual[];
  /** What it is made of; of a region. */
  members: Bilingual[];
  timeZone: string | null;
  where: WhereData;
  partners: { total: number; kinds: { kind: Bilingual; count: number; names: Bilingual[] }[] };
  /** City commitment areas that partners there serve, with how many do. */
  commitments: (CommitmentData & { partners: number })[];
  activity: ActivityData;
  /** Held interactions of the period, most recent first. */
  interactions: Some<InteractionData>;
  promises: Some<PromiseData & { with: Bilingual | null }>;
  agreements: Some<AgreementData>;
  missions: Some<MissionData>;
  decisions: DecisionData[];
  offices: OfficeAbroadData[];
  thrusts: Some<ThrustData>;
  people: Some<PersonData & { organization: Bilingual | null }>;
  sources: SourceData[];
  /** People there above the audience: told apart only to be counted once. */
  above: NamedData[];
  /** Records above the audience that the lists above never held. */
  hidden: number;
}

/** The few lines on a place that other documents take. */
export type PlaceGlance = Pick<PlaceSheetData, 'name' | 'path' | 'regions' | 'timeZone' | 'partners' | 'commitments'>;
