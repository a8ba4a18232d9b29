/** The report of a mission (rapport de mission): what was aimed at, what came of it, what it cost, what follows. */
import { m } from '../../generated/paraglide/messages.js';
import { reportDays, reportStanding } from '../missions/mission.report.rules.ts';
import { formatDate } from '../text/format.rules.ts';
import { budgetTable, columns, coordination, coverFacts, delegationTable, factsOf, forAudience, giftsTable, missionSources, money, objectiveText, subtitle, toComplete, toWrite } from './mission-blocks.ts';
import type { MissionData, MissionPersonData, MissionReportData, MissionSessionData } from './mission-data.ts';
import { hours } from './mission-days.ts';
import { sidesOf } from './mission-sides.ts';
import type { NoteRequest } from './note-data.ts';
import { frame } from './note-frame.ts';
import { agreements, countHidden, shorten } from './partner-blocks.ts';
import { isLate, promiseState } from './promise-blocks.ts';
import type { Block, DocumentTree, Run } from './tree.ts';
import { dot, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

const longestSummary = 900;

/** Pure. What is above the audience is left out and counted; what is not on record is for the advisor to write. */
export function buildMissionReport(data: MissionReportData, request: NoteRequest): DocumentTree {
  const { audience, asOf } = request;
  const { mission, omitted } = forAudience(data.mission, audience);
  const hidden = countHidden([data.followUps, data.agreements], audience);
  const followUps = readable(data.followUps, audience);
  const pacts = readable(data.agreements, audience);
  return frame(request, { kind: 'mission-report', density: 'regular', omitted: omitted + hidden }, (voice) => {
    const locale = { locale: voice.language };
    const purpose = voice.text(mission.purpose);
    const blocks: Block[] = [
      voice.heading(m.mission_doc_heading_identification({}, locale)),
      coverFacts(voice, mission, true),
      publication(voice, mission, asOf),
      voice.heading(m.mission_doc_heading_delegation({}, locale), 2),
      delegationTable(voice, mission.delegation),
      voice.heading(m.mission_doc_heading_coordination({}, locale), 2),
      coordination(voice, mission),
      voice.heading(m.mission_doc_heading_context({}, locale)),
      purpose.length > 0 ? { type: 'paragraph', role: 'body', runs: purpose } : toWrite(voice, m.mission_doc_complete_context({}, locale)),
      voice.heading(m.mission_doc_heading_results({}, locale)),
      objectives(voice, mission),
      voice.heading(m.mission_doc_heading_activities({}, locale)),
      ...activities(voice, mission),
      voice.heading(m.mission_doc_heading_benefits({}, locale)),
      toWrite(voice, m.mission_doc_complete_benefits({}, locale)),
      voice.heading(m.mission_doc_heading_signed({}, locale)),
      agreements(voice, pacts, true),
      voice.heading(m.mission_doc_heading_lessons({}, locale)),
      toWrite(voice, m.mission_doc_complete_lessons({}, locale)),
      voice.heading(m.mission_doc_heading_costs({}, locale)),
      budgetTable(voice, mission, true),
      ...expenseNote(voice, mission),
      voice.heading(m.mission_doc_heading_emissions({}, locale)),
      toWrite(voice, m.mission_doc_complete_emissions({}, locale)),
      voice.heading(m.mission_doc_heading_follow_ups({}, locale)),
      followUpTable(voice, followUps, asOf),
      voice.heading(m.mission_doc_heading_gifts({}, locale)),
      giftsTable(voice, mission),
      ...(mission.sources.length > 0 ? [missionSources(voice, mission.sources)] : []),
    ];
    return { title: voice.text(mission.title), subtitle: subtitle(voice, m.note_kind_mission_report({}, locale), mission), blocks };
  });
}

/** When the report is to be published at the latest, by which rule, and where that stands on the day of the document. */
function publication(voice: Voice, mission: MissionData, today: string): Block {
  const locale = { locale: voice.language };
  const date = (day: string): string => formatDate(day, voice.language);
  const { reportDueOn: due } = mission;
  const standing = reportStanding(mission, today);
  const states: Record<typeof standing.state, () => Run[]> = {
    none: () => [voice.say(due && mission.status !== 'closed' && mission.status !== 'cancelled' ? m.mission_doc_report_not_yet({}, locale) : m.mission_report_none({}, locale))],
    published: () =>
      standing.state !== 'published'
        ? []
        : join(
            [
              voice.say(m.mission_doc_published({ date: date(standing.on) }, locale)),
              due && standing.on > due ? voice.say(m.mission_doc_published_late({}, locale), { tone: 'late' }) : null,
            ],
            voice.say(', '),
          ),
    due: () => (standing.state === 'due' ? [voice.say(standing.days === 0 ? m.mission_report_due_today({}, locale) : m.mission_report_due_in({ count: standing.days }, locale))] : []),
    late: () => (standing.state === 'late' ? [voice.say(m.mission_report_late({ count: standing.days }, locale), { bold: true, tone: 'late' })] : []),
  };
  return factsOf(voice, [
    [m.mission_report_due({}, locale), due ? [voice.say(date(due), { bold: true }), voice.say(` ${m.mission_doc_due_rule({ days: reportDays }, locale)}`, { tone: 'muted' })] : []],
    [m.mission_doc_label_publication({}, locale), states[standing.state]()],
  ]);
}

function objectives(voice: Voice, mission: MissionData): Block {
  const locale = { locale: voice.language };
  if (mission.objectives.length === 0) return toWrite(voice, m.mission_doc_complete_objectives({}, locale));
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_objective({}, locale), 34],
      [m.mission_doc_column_priority({}, locale), 24],
      [m.mission_doc_column_result({}, locale), 15],
      [m.mission_doc_column_outcome({}, locale), 27],
    ]),
    rows: mission.objectives.map(({ text, commitment, result, resultLabel, outcome }) => {
      const obtained = voice.text(outcome);
      return [
        objectiveText(voice, text, commitment?.title ?? null),
        commitment ? join([voice.text(commitment.priorityTitle, { tone: commitment.priority }), voice.text(commitment.title)], voice.say('\n')) : [],
        result === null ? [toComplete(voice)] : voice.text(resultLabel, result === 'not_met' ? { tone: 'late' } : {}),
        obtained.length > 0 ? obtained : [toComplete(voice)],
      ];
    }),
  };
}

/** What was held, with who and what was said; then what was planned and has no account yet. */
function activities(voice: Voice, mission: MissionData): Block[] {
  const locale = { locale: voice.language };
  const held = mission.sessions.filter(({ status }) => status === 'held');
  const others = mission.sessions.filter(({ status }) => status !== 'held');
  if (mission.sessions.length === 0) return [toWrite(voice, m.mission_doc_complete_activities({}, locale))];
  return [
    ...(held.length > 0 ? [activityTable(voice, mission, held)] : []),
    ...(others.length > 0 ? [voice.heading(m.mission_doc_heading_unheld({}, locale), 2), activityTable(voice, mission, others)] : []),
  ];
}

function activityTable(voice: Voice, mission: MissionData, sessions: readonly MissionSessionData[]): Block {
  const locale = { locale: voice.language };
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.document_column_date({}, locale), 18],
      [m.mission_doc_column_activity({}, locale), 52],
      [m.document_column_who({}, locale), 30],
    ]),
    rows: sessions.map((session) => {
      const { summary } = session;
      const people = sidesOf(mission, session);
      const told = summary && voice.typed({ ...summary, text: shorten(summary.text, longestSummary) });
      return [
        join([voice.say(formatDate(session.on, voice.language)), voice.say(hours(voice, session, session.timeZone), { tone: 'muted' })], voice.say('\n')),
        join(
          [
            join([voice.text(session.subject, { bold: true }), voice.text(session.kind, { tone: 'muted' }), voice.text(session.place, { tone: 'muted' })], voice.say(dot, { tone: 'muted' })),
            told ?? [],
          ],
          voice.say('\n'),
        ),
        join(
          [join(session.organizations.map((one) => voice.text(one, { bold: true })), voice.say(', ')), named(voice, [...people.theirs, ...people.third]), named(voice, people.ours, true)],
          voice.say('\n'),
        ),
      ];
    }),
  };
}

const shownNames = 8;
function named(voice: Voice, list: readonly MissionPersonData[], muted = false): Run[] {
  const emphasis = muted ? ({ tone: 'muted' } as const) : {};
  const names = list.flatMap(({ name }) => name ?? []);
  const more = names.length - shownNames;
  return [
    ...join(names.slice(0, shownNames).map((name) => voice.name(name, null, emphasis)), voice.say(', ', emphasis)),
    ...(more > 0 ? [voice.say(` ${m.mission_doc_and_others({ count: more }, { locale: voice.language })}`, emphasis)] : []),
  ];
}

/** How what was spent stands against what was allowed, and which items say nothing yet. */
function expenseNote(voice: Voice, { budget, maximumExpenseCents: maximum, currency }: MissionData): Block[] {
  const locale = { locale: voice.language };
  const spent = budget.reduce((sum, { actualCents }) => sum + (actualCents ?? 0), 0);
  const open = budget.filter(({ actualCents }) => actualCents === null).length;
  const said = [
    maximum === null ? null : voice.say(m.mission_budget_limit({ amount: money(voice, maximum, currency) }, locale)),
    maximum !== null && spent > maximum ? voice.say(m.mission_doc_over({ amount: money(voice, spent - maximum, currency) }, locale), { tone: 'late' }) : null,
    open > 0 && budget.length > 0 ? voice.say(m.mission_doc_budget_open({ count: open }, locale)) : null,
  ];
  const runs = join(said, voice.say(' '));
  return runs.length > 0 ? [{ type: 'paragraph', role: 'note', runs }] : [];
}

/** What, who and when: the late first, then what holds, then what is closed. */
function followUpTable(voice: Voice, list: MissionReportData['followUps'], today: string): Block {
  const locale = { locale: voice.language };
  const rank = (item: MissionReportData['followUps'][number]): number => (isLate(item, today) ? 0 : item.status === 'open' || item.status === 'renegotiated' ? 1 : 2);
  const sorted = list.toSorted((a, b) => rank(a) - rank(b) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'));
  const by = { us: m.mission_doc_by_us({}, locale), them: m.mission_doc_by_them({}, locale), joint: m.document_promise_joint({}, locale) };
  if (sorted.length === 0) return toWrite(voice, m.mission_doc_complete_follow_ups({}, locale));
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_promise({}, locale), 38],
      [m.mission_doc_column_partner({}, locale), 20],
      [m.mission_doc_column_by({}, locale), 20],
      [m.document_column_state({}, locale), 22],
    ]),
    rows: sorted.map((item) => [
      voice.text(item.text),
      voice.text(item.organization),
      join([voice.say(by[item.by]), item.assignee && item.by !== 'them' ? voice.name(item.assignee, null, { tone: 'muted' }) : null], voice.say(', ', { tone: 'muted' })),
      [promiseState(voice, item, today)],
    ]),
  };
}
