/** The tables of a note de décision: costs, authorizations, consultations and signatures, each only from what is on record. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatMoney, formatPeriod } from '../text/format.rules.ts';
import { actualCents, plannedCents } from './decision-options.ts';
import type { AuthorizationData, CoordinationLevel, DossierAgreement, DossierData, DossierMission } from './dossier-data.ts';
import { bare } from './dossier-words.ts';
import type { Bilingual, NoteRequest } from './note-data.ts';
import { interactions } from './partner-blocks.ts';
import type { Audience, Block, Run } from './tree.ts';
import { dot, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

/** The budgets on record: line by line for the mission that the note is about, a row a mission otherwise. Null without one. */
export function costs(voice: Voice, missions: readonly DossierMission[]): Block | null {
  const locale = { locale: voice.language };
  const budgeted = missions.filter((mission) => mission.budget.length > 0 || mission.maximumCents !== null);
  const [only] = budgeted.filter(({ isSubject }) => isSubject);
  const money = (cents: number | null, currency: string): Run[] => (cents === null ? [] : [voice.say(formatMoney(cents / 100, voice.language, currency))]);
  const amounts = (header: string): { header: Run[]; width: number } => ({ header: [voice.say(header)], width: 20 });
  if (only && only.budget.length > 0) {
    const total = [plannedCents(only), actualCents(only)] as const;
    return {
      type: 'table',
      caption: only.maximumCents === null ? [] : [voice.say(m.document_details_maximum({ amount: formatMoney(only.maximumCents / 100, voice.language, only.currency) }, locale))],
      columns: [{ header: [voice.say(m.document_column_line({}, locale))], width: 60 }, amounts(m.document_column_planned({}, locale)), amounts(m.document_column_actual({}, locale))],
      rows: [
        ...only.budget.map((line) => [voice.text(line.label), money(line.plannedCents, only.currency), money(line.actualCents, only.currency)]),
        [[voice.say(m.document_total({}, locale), { bold: true })], ...total.map((cents) => money(cents, only.currency).map((run) => ({ ...run, bold: true })))],
      ],
    };
  }
  if (budgeted.length === 0) return null;
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_mission({}, locale))], width: 34 },
      { header: [voice.say(m.document_column_dates({}, locale))], width: 24 },
      ...[m.document_column_planned({}, locale), m.document_column_actual({}, locale), m.document_column_maximum({}, locale)].map((header) => ({ header: [voice.say(header)], width: 14 })),
    ],
    rows: budgeted.map((mission) => [
      voice.text(mission.title),
      period(voice, mission.from, mission.to),
      money(plannedCents(mission), mission.currency),
      money(actualCents(mission), mission.currency),
      money(mission.maximumCents, mission.currency),
    ]),
  };
}

function period(voice: Voice, from: string | null, to: string | null): Run[] {
  return from || to ? [voice.say(formatPeriod(from, to, voice.language))] : [];
}

/** Every authorization on record, of agreements and of missions, with its number and dates. Null when there is nothing to authorize. */
export function legal(voice: Voice, agreements: readonly DossierAgreement[], missions: readonly DossierMission[]): Block | null {
  const locale = { locale: voice.language };
  const date = (value: string): string => formatDate(value, voice.language);
  const reference = ({ number, requestedOn, grantedOn, note }: Pick<AuthorizationData, 'number' | 'requestedOn' | 'grantedOn' | 'note'>): Run[] =>
    join(
      [
        number ? voice.say(number) : null,
        requestedOn ? voice.say(m.document_requested_on({ date: date(requestedOn) }, locale)) : null,
        grantedOn ? voice.say(m.document_granted_on({ date: date(grantedOn) }, locale)) : null,
        voice.text(note, { tone: 'muted' }),
      ],
      voice.say('; '),
    );
  const state = (title: Bilingual, isSettled: boolean): Run[] => bare(voice, title).map((run) => (isSettled ? run : { ...run, tone: 'late' as const }));
  const rows = [
    ...agreements.flatMap((agreement) => {
      const act = voice.text(agreement.title, { bold: true });
      if (agreement.authorizations.length === 0) {
        return agreement.stateCode === 'expired' || agreement.stateCode === 'terminated' ? [] : [[act, [voice.say(m.document_authority_unanswered({}, locale), { tone: 'late' as const })], [], []]];
      }
      return agreement.authorizations.map((one) => [act, voice.text(one.regime), state(one.status, one.answer === 'granted' || one.answer === 'not_required'), reference(one)]);
    }),
    ...missions.flatMap(({ title, approval }) =>
      approval
        ? [[
            voice.text(title, { bold: true }),
            [voice.say(m.document_authority_committee({}, locale))],
            state(approval.label, approval.code === 'granted' || approval.code === 'not_required'),
            approval.on ? [voice.say(m.document_granted_on({ date: date(approval.on) }, locale))] : [],
          ]]
        : [],
    ),
  ];
  if (rows.length === 0) return null;
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_act({}, locale))], width: 30 },
      { header: [voice.say(m.document_column_authorization({}, locale))], width: 24 },
      { header: [voice.say(m.document_column_state({}, locale))], width: 16 },
      { header: [voice.say(m.document_column_reference({}, locale))], width: 30 },
    ],
    rows,
  };
}

/** How far the ministry and Global Affairs Canada were brought in, mission by mission, and the exchanges where one sat. Null without any. */
export function consultations(voice: Voice, data: DossierData, audience: Audience): Block[] | null {
  const locale = { locale: voice.language };
  const missions = readable(data.missions, audience).filter(({ ministry, federal }) => [ministry, federal].some(({ code, note }) => code !== 'none' || note));
  const met = readable(data.consultations, audience);
  if (missions.length === 0 && met.length === 0) return null;
  const level = ({ label, note }: CoordinationLevel): Run[] => join([voice.text(label), note ? voice.typed({ text: note, language: 'fr' }, { tone: 'muted' }) : null], voice.say(dot, { tone: 'muted' }));
  const table: Block = {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_mission({}, locale))], width: 40 },
      { header: [voice.say(m.document_column_ministry({}, locale))], width: 30 },
      { header: [voice.say(m.document_column_federal({}, locale))], width: 30 },
    ],
    rows: missions.map(({ title, ministry, federal }) => [voice.text(title), level(ministry), level(federal)]),
  };
  return [
    ...(missions.length > 0 ? [table] : []),
    ...(met.length > 0 ? [voice.heading(m.document_consult_meetings({}, locale), 2), interactions(voice, met, 0, false)] : []),
  ];
}

/** Who prepares, recommends and approves: a row each, with room to sign. Only the author is on record. */
export function approvals(voice: Voice, { author }: NoteRequest): Block {
  const locale = { locale: voice.language };
  const blank = (): Run[] => [voice.say(m.document_to_complete_short({}, locale), { tone: 'muted' })];
  // Three empty lines: the height of a signature.
  const room = (): Run[] => [voice.say('\n\n\n')];
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_stage({}, locale))], width: 20 },
      { header: [voice.say(m.document_column_name_title({}, locale))], width: 32 },
      { header: [voice.say(m.document_column_signature({}, locale))], width: 30 },
      { header: [voice.say(m.document_column_date({}, locale))], width: 18 },
    ],
    rows: [
      [[voice.say(m.document_sign_prepared({}, locale))], [voice.name(author)], room(), []],
      [[voice.say(m.document_sign_recommended({}, locale))], blank(), room(), []],
      [[voice.say(m.document_sign_approved({}, locale))], blank(), room(), []],
    ],
  };
}
