/** What a status report of the action plan is made from: plain data, already read. */
import type { AgreementData, Bilingual, SourceData } from './note-data.ts';
import type { MissionData } from './place-sheet.data.ts';
import type { Audience } from './tree.ts';

/** In the order in which they are drawn: what is reached first. */
export const measureStates = ['completed', 'ongoing', 'in_progress', 'not_started', 'deferred', 'cancelled'] as const;
export type MeasureState = (typeof measureStates)[number];

/** The record that proves an update. */
export interface ProofData {
  id: string;
  kind: Bilingual;
  title: Bilingual;
  on: string | null;
  sensitivity: Audience;
}

export interface UpdateData {
  /** As the office names it: `2026-S1` */
  period: string;
  reportedOn: string | null;
  progress: number | null;
  narrative: Bilingual | null;
  /** `withheld` when there is one that the caller may not see. */
  proof: ProofData | 'withheld' | null;
}

export interface MeasureData {
  title: Bilingual;
  lead: string | null;
  status: MeasureState;
  dueOn: string | null;
  target: { value: number; unit: Bilingual | null } | null;
  /** The latest period first. */
  updates: UpdateData[];
}

export interface OutcomeData {
  title: Bilingual;
  kind: Bilingual;
  on: string;
  source: string | null;
}

/** A commitment area, a mandate, or another part of a plan under which there are measures. */
export interface AreaData {
  /** Null for measures that stand under none. */
  title: Bilingual | null;
  measures: MeasureData[];
  outcomes: OutcomeData[];
  /** Interactions held in the period that serve it, at the levels of the audience. */
  held: number;
  agreements: (AgreementData & { id: string })[];
  missions: (MissionData & { id: string })[];
}

export interface GroupData {
  priority: 'shines' | 'learns' | 'attracts' | null;
  title: Bilingual | null;
  areas: AreaData[];
}

export interface StatusReportData {
  title: Bilingual;
  /** Calendar dates, both included. */
  from: string;
  to: string;
  /** In the order of the plan. */
  groups: GroupData[];
  /** Interactions held that serve any of the areas, each once. */
  held: number;
  sources: SourceData[];
  /** Records above the audience that are in none of the lists. */
  hidden: number;
}
