/** What is coming on a file, and what asks for attention: read from the records, in order, for an audience. */
import type { AuthorizationData, DossierAgreement, DossierData, DossierMission } from './dossier-data.ts';
import type { Bilingual } from './note-data.ts';
import type { Audience } from './tree.ts';
import { readable } from './voice.ts';

/** Something with a date from today on. `label` is the record's own kind, where it has one. */
export interface Coming {
  on: string;
  kind: 'interaction' | 'mission' | 'report' | 'renewal' | 'notice' | 'expiry' | 'review';
  title: Bilingual;
  label: Bilingual | null;
}

/** States in which an agreement still asks for something. */
const living = new Set(['idea', 'negotiation', 'authorization', 'signed', 'in_force']);
export const isLiving = ({ stateCode }: DossierAgreement): boolean => living.has(stateCode);

const toCome = new Set(['idea', 'planned', 'under_way']);
export const isToCome = ({ statusCode }: DossierMission): boolean => toCome.has(statusCode);

/** Everything planned or due from `today` on, the nearest first. A date that is only a month or a year counts from its end. */
export function comingOf(data: DossierData, audience: Audience, today: string): Coming[] {
  const { subject } = data;
  const agreements = readable(data.agreements, audience).filter(isLiving);
  const dated = (kind: Coming['kind'], title: Bilingual, on: string | null): Coming[] => (on && `${on}-99` >= today ? [{ on, kind, title, label: null }] : []);
  const review = subject.type === 'region' || subject.type === 'place' ? dated('review', subject.title, subject.decision?.reviewOn ?? null) : [];
  const events = [
    ...readable(data.planned, audience).flatMap(({ on, subject: title, kind }): Coming[] => (on >= today ? [{ on, kind: 'interaction', title, label: kind }] : [])),
    ...readable(data.missions, audience).flatMap((mission) => [
      ...(isToCome(mission) && !mission.isSubject ? dated('mission', mission.title, mission.from) : []),
      ...(mission.statusCode === 'report_due' ? dated('report', mission.title, mission.reportDueOn) : []),
    ]),
    ...agreements.flatMap(({ title, renewalOn, noticeOn, to }) => [...dated('renewal', title, renewalOn), ...dated('notice', title, noticeOn), ...dated('expiry', title, to)]),
    ...review,
  ];
  return events.sort((a, b) => `${a.on}-99`.localeCompare(`${b.on}-99`));
}

/** The authorizations of an agreement that no answer has settled; null when the question was never answered at all. */
export function openAuthorizations({ authorizations }: DossierAgreement): AuthorizationData[] | null {
  if (authorizations.length === 0) return null;
  return authorizations.filter(({ answer }) => answer === 'open' || answer === 'reason_missing' || answer === 'refused');
}

/** A mission that the executive committee has still to authorize. */
export function awaitsApproval(mission: DossierMission): boolean {
  return isToCome(mission) && (mission.approval?.code === 'to_request' || mission.approval?.code === 'requested');
}

/** An agreement whose renewal is to be decided: it still runs, and the day is set. */
export function awaitsRenewal(agreement: DossierAgreement, today: string): boolean {
  return agreement.stateCode === 'in_force' && agreement.renewalOn !== null && (agreement.to === null || `${agreement.to}-99` >= today);
}
