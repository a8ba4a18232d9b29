/**
 * What the notes about one record are given (note d’information, note de décision): the record, and what the office knows
 * around it. Plain data, already read, labels in both languages; what may be above the audience says its sensitivity.
 */
import type { AuthorizationAnswer } from '../agreements/agreement.authorization.rules.ts';
import type { AgreementData, Bilingual, CommitmentData, DatedPointData, InteractionData, NamedData, PersonData, PromiseData, SourceData } from './note-data.ts';
import type { Audience } from './tree.ts';

interface Titled {
  title: Bilingual;
  /** What the record itself says of it; null where nobody wrote anything. */
  description: Bilingual | null;
  /** When the record was last changed: its facts hold as of that day. */
  updatedOn: string;
  /** The record's own labelled kind: « Ville », « Séance de travail », « Pays ou territoire ». */
  kind: Bilingual;
}

export interface OrganizationSubject extends Titled {
  type: 'organization';
  place: Bilingual | null;
  /** Null for a department of the city. */
  stage: { code: 'prospect' | 'exploring' | 'active' | 'strategic' | 'dormant' | 'closed'; label: Bilingual } | null;
  tier: string | null;
  owner: string | null;
  backup: string | null;
  cadenceDays: number | null;
  /** Days by which the rhythm is overdue; null when it is kept or unknown. */
  daysOutOfTouch: number | null;
  /** A ministry of Québec or a federal department: with it, every exchange is a consultation. */
  isGovernment: boolean;
}

export interface ContactSubject extends Titled {
  type: 'contact';
  post: { title: Bilingual | null; organization: Bilingual; from: string | null; verifiedOn: string | null } | null;
  language: Bilingual | null;
  addressForm: Bilingual | null;
  knownBy: string[];
}

export interface InteractionSubject extends Titled {
  type: 'interaction';
  status: { code: 'draft' | 'planned' | 'held' | 'cancelled'; label: Bilingual };
  on: string;
  place: Bilingual | null;
  /** The one it belongs to, which may be more sensitive. */
  mission: { title: Bilingual; sensitivity: Audience; /** Also of a partner of the exchange, hence among the missions of the file */ isAmongOthers: boolean } | null;
  organizations: Bilingual[];
  ours: NamedData[];
  theirs: NamedData[];
}

export interface MissionSubject extends Titled {
  type: 'mission';
  status: Bilingual;
  from: string | null;
  to: string | null;
  lead: string | null;
  places: Bilingual[];
  organizations: Bilingual[];
  objectives: { text: Bilingual; result: Bilingual | null }[];
}

export interface PlaceSubject extends Titled {
  type: 'place' | 'region';
  /** Partners there, at every stage. */
  partners: number;
  /** What the office decided of a region. */
  decision: { label: Bilingual; reason: Bilingual; from: string | null; to: string | null; reviewOn: string | null; decidedOn: string } | null;
}

export type DossierSubject = OrganizationSubject | ContactSubject | InteractionSubject | MissionSubject | PlaceSubject;

export interface AuthorizationData {
  regime: Bilingual;
  status: Bilingual;
  answer: AuthorizationAnswer;
  requestedOn: string | null;
  grantedOn: string | null;
  number: string | null;
  note: Bilingual | null;
}

export interface DossierAgreement extends AgreementData {
  stateCode: 'idea' | 'negotiation' | 'authorization' | 'signed' | 'in_force' | 'expired' | 'dormant' | 'terminated';
  /** The last day to give notice of ending it. */
  noticeOn: string | null;
  authorizations: AuthorizationData[];
}

export interface CoordinationLevel {
  code: 'none' | 'informed' | 'consulted' | 'joint';
  label: Bilingual;
  note: string | null;
}

export interface DossierMission {
  /** The note is about this very mission. */
  isSubject: boolean;
  title: Bilingual;
  statusCode: 'idea' | 'planned' | 'under_way' | 'report_due' | 'closed' | 'cancelled';
  from: string | null;
  to: string | null;
  reportDueOn: string | null;
  /** The executive committee's. */
  approval: { code: 'to_request' | 'requested' | 'granted' | 'refused' | 'not_required'; label: Bilingual; on: string | null } | null;
  maximumCents: number | null;
  currency: string;
  budget: { label: Bilingual; plannedCents: number | null; actualCents: number | null }[];
  ministry: CoordinationLevel;
  federal: CoordinationLevel;
  sensitivity: Audience;
}

export interface DossierData {
  subject: DossierSubject;
  /** The period asked for; without one, what is recent is of the last twelve months. */
  period: { from: string | null; to: string | null } | null;
  held: {
    /** The most recent ones, of the period asked for. */
    items: InteractionData[];
    /** How many the audience may read, in the period or in the last twelve months. */
    recent: number;
    /** How many the audience may read, in the period or since ever. */
    total: number;
  };
  planned: InteractionData[];
  /** The record's own first, then those of what is planned, then of what was held last. */
  points: DatedPointData[];
  promises: PromiseData[];
  agreements: DossierAgreement[];
  missions: DossierMission[];
  /** Held with a ministry of Québec or a federal department at the table. */
  consultations: InteractionData[];
  people: PersonData[];
  /** People of the file above the audience: told apart only to be counted once. */
  above: NamedData[];
  /** Those of ours who follow it. */
  responsible: string[];
  commitments: CommitmentData[];
  sources: SourceData[];
  /** How many records are above the audience and in none of these lists. */
  hidden: number;
}
