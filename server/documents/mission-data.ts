/**
 * What the three documents of a mission are given (programme, book, report): plain data, already read, with the labels
 * of enumerated values in both languages. Everything that may be above the audience says its sensitivity.
 */
import type { AgreementData, Bilingual, CommitmentData, DiscussionPointData, OrganizationData, PromiseData, SourceData, TypedText } from './note-data.ts';
import type { PlaceGlance } from './place-sheet.data.ts';
import type { Audience } from './tree.ts';

/** Somebody of a delegation or of a meeting, ours or theirs. */
export interface MissionPersonData {
  /** The person on record, so that nobody is told twice; null for who is only named. */
  id: string | null;
  /** Null where only a description is on record, such as « Trois entreprises de la région ». */
  name: string | null;
  pronouns: string | null;
  /** How the name is said, for who greets. */
  pronunciation: string | null;
  title: Bilingual | null;
  organization: Bilingual | null;
  /** In the delegation: head, advisor… */
  role: Bilingual | null;
  /** How to open a letter or greet: the person's own preference where known, the rule's otherwise. */
  addressForm: Bilingual | null;
  language: Bilingual | null;
  biography: Bilingual | null;
  /** As they are stored: E.164, possibly with an extension. */
  phones: string[];
  email: string | null;
  /** When the post or a detail was last checked. */
  verifiedOn: string | null;
  lead: boolean;
  sensitivity: Audience;
}

export interface GiftData {
  direction: 'to_give' | 'given' | 'received';
  description: Bilingual;
  on: string | null;
  /** Who gave it or got it, on the other side. */
  with: string | null;
  valueCents: number | null;
  currency: string;
  /** What became of it. */
  disposition: Bilingual | null;
  isDeclared: boolean;
  sensitivity: Audience;
}

/** One activity of the mission: an interaction planned or held. */
export interface MissionSessionData {
  id: string;
  /** Calendar date where it takes place. */
  on: string;
  /** Instants (UTC, ISO text); null when only the day is known. */
  startsAt: string | null;
  endsAt: string | null;
  /** IANA zone of the place. */
  timeZone: string;
  place: Bilingual | null;
  subject: Bilingual;
  kind: Bilingual;
  status: 'draft' | 'planned' | 'held';
  /** The session of a forum that it belongs to. */
  within: Bilingual | null;
  organizations: Bilingual[];
  people: { ours: MissionPersonData[]; theirs: MissionPersonData[]; third: MissionPersonData[] };
  commitments: CommitmentData[];
  points: DiscussionPointData[];
  summary: TypedText | null;
  gifts: GiftData[];
  sensitivity: Audience;
}

/** One stop of the itinerary. */
export interface StopData {
  place: Bilingual | null;
  /** IANA zone; null where the place has none on record. */
  timeZone: string | null;
  from: string | null;
  to: string | null;
  purpose: Bilingual | null;
}

export interface ObjectiveData {
  text: Bilingual | null;
  commitment: CommitmentData | null;
  result: 'pending' | 'met' | 'partly_met' | 'not_met' | null;
  resultLabel: Bilingual | null;
  /** What was obtained. */
  outcome: Bilingual | null;
}

export interface BudgetLineData {
  category: Bilingual;
  label: Bilingual | null;
  plannedCents: number | null;
  actualCents: number | null;
}

/** Coordination with a government: how far, and what is noted of it. */
export interface CoordinationData {
  level: Bilingual;
  note: TypedText | null;
}

export interface MissionData {
  title: Bilingual;
  direction: 'outgoing' | 'incoming';
  status: 'idea' | 'planned' | 'under_way' | 'report_due' | 'closed' | 'cancelled';
  statusLabel: Bilingual;
  purpose: Bilingual | null;
  /** Calendar dates, possibly partial. */
  startsOn: string | null;
  endsOn: string | null;
  lead: { name: string; title: Bilingual | null } | null;
  ministry: CoordinationData;
  federal: CoordinationData;
  approval: { state: Bilingual; on: string | null } | null;
  maximumExpenseCents: number | null;
  currency: string;
  reportDueOn: string | null;
  reportPublishedOn: string | null;
  objectives: ObjectiveData[];
  /** In order of precedence. */
  delegation: MissionPersonData[];
  stops: StopData[];
  /** In order of time; what was cancelled is not among them. */
  sessions: MissionSessionData[];
  budget: BudgetLineData[];
  /** Gifts of the mission that belong to no activity of it. */
  gifts: GiftData[];
  sources: SourceData[];
}

export interface ProgrammeData {
  mission: MissionData;
}

/** A Québec government post near a stop, for whoever needs help there. */
export interface PostData {
  name: Bilingual;
  place: Bilingual | null;
  phones: string[];
  website: string | null;
}

export interface MissionBookData {
  mission: MissionData;
  /** Where the mission goes, each place once. */
  places: PlaceGlance[];
  /** Each organization met, with all that a partner sheet says of it. */
  partners: OrganizationData[];
  posts: PostData[];
  /** Rules of precedence on record, as the office keeps them. */
  protocolRules: Bilingual[];
}

export interface MissionReportData {
  mission: MissionData;
  /** Promises born in the mission's activities, with the partner they concern. */
  followUps: (PromiseData & { organization: Bilingual | null })[];
  /** Agreements with the organizations met that reached a state since the mission began. */
  agreements: AgreementData[];
}
