/** What the records support for each option of a decision: dates, promises, authorizations and plans, and no argument. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatMoney, formatPeriod } from '../text/format.rules.ts';
import type { DossierData, DossierMission } from './dossier-data.ts';
import { awaitsApproval, awaitsRenewal, comingOf, isLiving, isToCome, openAuthorizations } from './dossier-events.ts';
import type { Coming } from './dossier-events.ts';
import { bare, eventWords, lower, quoted, sentence } from './dossier-words.ts';
import type { Bilingual, NoteRequest } from './note-data.ts';
import { isLate, openFirst, promiseState } from './promise-blocks.ts';
import type { Audience, Run } from './tree.ts';
import { readable } from './voice.ts';
import type { Voice } from './voice.ts';

/** Lines that an option tells at most of what is planned. */
const plannedAtMost = 3;
/** So many promises are named one by one. */
const promisesAtMost = 4;

export interface OptionPoints {
  asIs: Run[][];
  act: Run[][];
  decline: Run[][];
}

/** ` (du 8 au 12 mars 2027; budget prévu : 10 500 $)`, or nothing. */
function details(voice: Voice, mission: DossierMission): string {
  const locale = { locale: voice.language };
  const planned = plannedCents(mission);
  const money = (cents: number): string => formatMoney(cents / 100, voice.language, mission.currency);
  const said = [
    formatPeriod(mission.from, mission.to, voice.language),
    planned === null ? '' : m.document_details_budget({ amount: money(planned) }, locale),
    mission.maximumCents === null ? '' : m.document_details_maximum({ amount: money(mission.maximumCents) }, locale),
  ].filter((one) => one !== '');
  return said.length > 0 ? ` (${said.join('; ')})` : '';
}

/** The sum of what was planned; null when no line has an amount. */
export function plannedCents({ budget }: DossierMission): number | null {
  const known = budget.flatMap(({ plannedCents: cents }) => cents ?? []);
  return known.length > 0 ? known.reduce((sum, cents) => sum + cents, 0) : null;
}

/** The sum of what was spent; null when no line has an amount. */
export function actualCents({ budget }: DossierMission): number | null {
  const known = budget.flatMap(({ actualCents: cents }) => cents ?? []);
  return known.length > 0 ? known.reduce((sum, cents) => sum + cents, 0) : null;
}

/** What waits for a decision on record: missions to authorize, renewals to decide, agreements not yet signed. */
export function pendingDecisions(voice: Voice, data: DossierData, { audience, asOf: today }: NoteRequest): Run[][] {
  const locale = { locale: voice.language };
  const missions = readable(data.missions, audience).filter(awaitsApproval);
  return [
    ...missions.map((mission) => sentence(voice, (slot) => m.document_pending_mission({ title: slot(quoted(voice, mission.title)), details: details(voice, mission) }, locale))),
    ...renewals(voice, data, audience, today),
    ...readable(data.agreements, audience)
      .filter(({ stateCode }) => ['idea', 'negotiation', 'authorization'].includes(stateCode))
      .map(({ title, state }) => sentence(voice, (slot) => m.document_pending_agreement({ title: slot(quoted(voice, title)), state: slot(lower(voice, state)) }, locale))),
  ];
}

/** The renewals to decide, with the day; one that is past says that it was expected. */
function renewals(voice: Voice, data: DossierData, audience: Audience, today: string): Run[][] {
  return readable(data.agreements, audience).flatMap((agreement) => {
    const { title, renewalOn } = agreement;
    if (!awaitsRenewal(agreement, today) || !renewalOn) return [];
    const say = `${renewalOn}-99` < today ? m.document_pending_renewal_past : m.document_pending_renewal;
    return [sentence(voice, (slot) => say({ title: slot(quoted(voice, title)), date: formatDate(renewalOn, voice.language) }, { locale: voice.language }))];
  });
}

/** Of each option, what the office's records say that it keeps, asks for or undoes. */
export function optionPoints(voice: Voice, data: DossierData, request: NoteRequest): OptionPoints {
  const locale = { locale: voice.language };
  const { audience, asOf: today } = request;
  const ours = readable(data.promises, audience).filter(({ by, status }) => by !== 'them' && (status === 'open' || status === 'renegotiated'));
  const late = ours.filter((item) => isLate(item, today)).length;
  const agreements = readable(data.agreements, audience).filter(isLiving);
  const missions = readable(data.missions, audience).filter(isToCome);
  const events = comingOf(data, audience, today);
  const activities = events.filter(({ kind }) => kind === 'interaction' || kind === 'mission').slice(0, plannedAtMost);
  const titled = (title: Bilingual, on: string, say: typeof m.document_option_expires): Run[] =>
    sentence(voice, (slot) => say({ title: slot(quoted(voice, title)), date: formatDate(on, voice.language) }, locale));
  const dated = (kind: Coming['kind'], say: typeof m.document_option_expires): Run[][] => events.filter((event) => event.kind === kind).map(({ title, on }) => titled(title, on, say));
  const planned = (say: typeof m.document_option_planned): Run[][] =>
    activities.map((event) => sentence(voice, (slot) => say({ date: formatDate(event.on, voice.language), what: slot(eventWords(voice, event)) }, locale)));
  const owed = late > 0 ? m.document_option_owed_late({ count: ours.length, late }, locale) : m.document_option_owed({ count: ours.length }, locale);
  // A few promises are named; many are counted.
  const few = ours.length <= promisesAtMost;
  const each = (say: typeof m.document_option_keep): Run[][] =>
    openFirst(ours, today).map((item) => sentence(voice, (slot) => say({ text: slot(bare(voice, item.text)), state: slot([promiseState(voice, item, today)]) }, locale)));
  return {
    asIs: [...(ours.length === 0 ? [] : few ? each(m.document_option_keep) : [[voice.say(owed)]]), ...planned(m.document_option_planned), ...dated('expiry', m.document_option_expires)],
    act: [
      ...missions.map((mission) => sentence(voice, (slot) => m.document_option_mission({ title: slot(quoted(voice, mission.title)), details: details(voice, mission) }, locale))),
      ...renewals(voice, data, audience, today),
      ...agreements.flatMap((agreement) =>
        (openAuthorizations(agreement) ?? []).map(({ regime, status }) =>
          sentence(voice, (slot) =>
            m.document_option_authorize({ title: slot(quoted(voice, agreement.title)), regime: slot(voice.text(regime)), status: slot(lower(voice, status)) }, locale),
          ),
        ),
      ),
    ],
    decline: [
      ...dated('notice', m.document_option_notice),
      ...planned(m.document_option_cancel),
      ...(ours.length === 0 ? [] : few ? each(m.document_option_withdraw) : [[voice.say(m.document_option_release({ count: ours.length }, locale))]]),
    ],
  };
}
