/**
 * What the builders of notes are given: plain data, already read, with the labels of enumerated values in both
 * languages. Calendar dates are ISO text and may be partial (`1962`, `2025-03`). Nothing here knows the database.
 */
import type { Audience } from './tree.ts';

/** A text in French and in English; null where the office has none. */
export interface Bilingual {
  fr: string | null;
  en: string | null;
}

/** A text that someone typed in one language (BCP 47 tag, such as `fr`). */
export interface TypedText {
  text: string;
  language: string;
}

export interface SourceData {
  /** Document or publisher with its year, as the office cites it. */
  label: string;
  /** Place in the document, such as « lignes 12 à 14 ». */
  locator: string | null;
}

export interface OrganizationNameData {
  text: string;
  kind: 'official' | 'short' | 'acronym' | 'former';
  language: string | null;
  from: string | null;
  to: string | null;
}

/** Somebody whom a document names. `id` tells apart two people of the same name; null for who is not on record. */
export interface NamedData {
  id: string | null;
  name: string;
  /** The person's own; of who is not on record, and of our own people, `public`. */
  sensitivity: Audience;
}

export interface PersonData {
  id: string | null;
  name: string;
  pronouns: string | null;
  /** Title held at the organization on the note's date. */
  title: Bilingual | null;
  /** Label of the language of communication. */
  language: Bilingual | null;
  /** Spoken or written form of address: the person's own where known, the rule's otherwise. */
  addressForm: Bilingual | null;
  lastContactOn: string | null;
  /** Who among us knows the person, most recent first. */
  knownBy: string[];
  biography: Bilingual | null;
  sensitivity: Audience;
}

export interface InteractionData {
  on: string;
  kind: Bilingual;
  subject: Bilingual;
  summary: TypedText | null;
  ours: NamedData[];
  theirs: NamedData[];
  sensitivity: Audience;
}

export interface PromiseData {
  by: 'us' | 'them' | 'joint';
  text: Bilingual;
  dueOn: string | null;
  status: 'open' | 'done' | 'renegotiated' | 'dropped';
  doneOn: string | null;
  /** Who of ours follows it. */
  assignee: string | null;
  /** The person of theirs who made the promise, or to whom it was made. */
  person?: NamedData | null | undefined;
  /** When it was made: the day of the interaction it was born in. */
  bornOn?: string | null | undefined;
  sensitivity: Audience;
}

export interface AgreementData {
  title: Bilingual;
  kind: Bilingual;
  state: Bilingual;
  from: string | null;
  to: string | null;
  renewalOn: string | null;
  authorization: Bilingual | null;
  sensitivity: Audience;
}

export interface NetworkData {
  name: Bilingual;
  acronym: Bilingual | null;
  status: Bilingual | null;
  mandates: { holder: string; role: Bilingual; from: string | null; to: string | null }[];
}

export interface CommitmentData {
  priority: 'shines' | 'learns' | 'attracts';
  /** The priority's name, such as « Québec APPREND ». */
  priorityTitle: Bilingual;
  /** The commitment area's name; null where only the priority is known. */
  title: Bilingual | null;
}

export interface TargetData {
  region: Bilingual;
  from: string | null;
  to: string | null;
  reason: Bilingual | null;
}

export interface OrganizationData {
  names: OrganizationNameData[];
  kind: Bilingual;
  /** City or country, such as « Bordeaux, France ». */
  place: Bilingual | null;
  website: string | null;
  stage: Bilingual | null;
  tier: string | null;
  owner: string | null;
  backup: string | null;
  cadenceDays: number | null;
  lastContactOn: string | null;
  /** First year or date of the relation, where known. */
  since: string | null;
  people: PersonData[];
  /** Held interactions, most recent first. */
  interactions: InteractionData[];
  promises: PromiseData[];
  agreements: AgreementData[];
  networks: NetworkData[];
  commitments: CommitmentData[];
  targets: TargetData[];
  sources: SourceData[];
  /** When the record was last changed: its facts hold as of that day. */
  updatedOn: string;
  /** How many interactions, promises and agreements are above the audience, and in none of the lists. */
  hidden: number;
}

/** How a note is asked for. */
export interface NoteRequest {
  language: 'fr' | 'en' | 'both';
  audience: Audience;
  /** Calendar date on which the data was read. */
  asOf: string;
  office: Bilingual;
  author: string;
  /** A sentence to print under the note, such as the one that says that people are fictitious. */
  notice: Bilingual | null;
  /** How many of the records asked for the audience may not see: none of them reaches the builder. None when left out. */
  leftOut?: number;
}

export interface PartnerSheetData {
  organization: OrganizationData;
}

export interface ParticipantData extends NamedData {
  pronouns: string | null;
  /** Title held on the day of the meeting. */
  title: Bilingual | null;
  organization: Bilingual | null;
  addressForm: Bilingual | null;
  language: Bilingual | null;
  biography: Bilingual | null;
  lead: boolean;
}

/** A point of an exchange held, on its day. */
export interface DatedPointData extends DiscussionPointData {
  on: string;
}

export interface DiscussionPointData {
  subject: TypedText;
  theirPosition: TypedText | null;
  ourPosition: TypedText | null;
  sensitivity: Audience;
}

export interface MeetingData {
  subject: Bilingual;
  kind: Bilingual;
  /** Calendar date, or instant (UTC, ISO text) where the hour is known. */
  startsAt: string;
  endsAt: string | null;
  /** IANA zone in which the hours are told. */
  timeZone: string;
  place: Bilingual | null;
  participants: { ours: ParticipantData[]; theirs: ParticipantData[]; third: ParticipantData[] };
  objectives: CommitmentData[];
  points: DiscussionPointData[];
  /** Points that not even who prepares the note may see. */
  hiddenPoints: number;
}

export interface MeetingNoteData {
  /** The partner whom the meeting is mostly with; its promises are those of every partner at the table. */
  organization: OrganizationData;
  /** The other partners at the table. */
  partners: Bilingual[];
  /** Null when the note is made from an organization without a planned meeting. */
  meeting: MeetingData | null;
  /** What was at issue at the interactions held before, the most recent first. */
  earlier: DatedPointData[];
}
