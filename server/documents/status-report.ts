/** The status report of the action plan (bilan) for a period: by priority and commitment area, with what supports it. */
import { m } from '../../generated/paraglide/messages.js';
import { addMonths } from '../interactions/activity.rules.ts';
import { lastDay } from '../text/date-order.rules.ts';
import { formatDate, formatPeriod } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import type { NoteRequest } from './note-data.ts';
import { frame } from './note-frame.ts';
import { named } from './place-blocks.ts';
import { areaFacts, areasTable, lateTable, measuresTable, silentList, statesTable, unprovedList, type Frame, type Withheld } from './status-blocks.ts';
import { areaName, countOf, groupName, heldPicture, statesPicture } from './status-pictures.ts';
import { measureStates, type AreaData, type StatusReportData } from './status-report.data.ts';
import { isAlive, isLateMeasure, isReported, lastUpdate, measuresOf } from './status-report.rules.ts';
import type { Audience, Block, DocumentTree, Run } from './tree.ts';
import { dot, join, mayRead, readable, type Voice } from './voice.ts';

/** How far ahead the report looks, in months. */
const ahead = 6;

/** Pure. What is above the audience is left out and counted once, however many areas it serves. */
export function buildStatusReport(whole: StatusReportData, request: NoteRequest): DocumentTree {
  const of: Frame = { audience: request.audience, today: request.asOf, from: whole.from, to: whole.to };
  const data = { ...whole, groups: whole.groups.map((group) => ({ ...group, areas: group.areas.map((area) => seenBy(area, of)) })) };
  const partly = withheldIn(whole, of);
  return frame(request, { kind: 'status-report', density: 'regular', omitted: whole.hidden + withheld(whole, of) }, (voice) => ({
    title: named(voice, data.title),
    subtitle: join([voice.say(m.status_report_title({}, { locale: voice.language })), voice.say(formatPeriod(data.from, data.to, voice.language))], voice.say(dot)),
    blocks: [...opening(voice, data, of, partly), ...attention(voice, data, of), ...byPriority(voice, data, of), ...outlook(voice, data), ...closing(voice, data)],
  }));
}

/** An area with what the audience may read of it: also its numbers say no more. */
const seenBy = (area: AreaData, { audience }: Frame): AreaData => ({ ...area, agreements: readable(area.agreements, audience), missions: readable(area.missions, audience) });

function withheldIn({ groups, hidden }: StatusReportData, { audience }: Frame): Withheld {
  const areas = groups.flatMap((group) => group.areas);
  const isAbove = ({ sensitivity }: { sensitivity: Audience }): boolean => !mayRead(sensitivity, audience);
  return { held: hidden > 0, agreements: areas.some(({ agreements }) => agreements.some(isAbove)), missions: areas.some(({ missions }) => missions.some(isAbove)) };
}

/** The records that the lists hold, and the audience may not read. */
function withheld({ groups }: StatusReportData, of: Frame): number {
  const areas = groups.flatMap((group) => group.areas);
  const proofs = areas.flatMap(({ measures }) => measures.flatMap((measure) => lastUpdate(measure, of)?.proof ?? [])).flatMap((proof) => (proof === 'withheld' ? [] : [proof]));
  const records = [...proofs, ...areas.flatMap(({ agreements, missions }) => [...agreements, ...missions])];
  return new Set(records.filter(({ sensitivity }) => !mayRead(sensitivity, of.audience)).map(({ id }) => id)).size;
}

function opening(voice: Voice, data: StatusReportData, of: Frame, partly: Withheld): Block[] {
  const locale = { locale: voice.language };
  const groups = data.groups.filter((group) => measuresOf(group).length > 0);
  const areas = data.groups.flatMap((group) => group.areas);
  const picture = heldPicture(voice, areas);
  const isDashed = (partly.agreements && areas.some(({ agreements }) => agreements.length === 0)) || (partly.missions && areas.some(({ missions }) => missions.length === 0));
  const notes = [m.status_report_several({}, locale), ...(isDashed ? [m.status_report_dash({}, locale)] : []), ...(isWholeMonths(data) ? [] : [m.status_report_whole_months({}, locale)])];
  return [
    voice.heading(m.status_report_heading_highlights({}, locale)),
    { type: 'list', items: highlights(voice, data, of, partly) },
    voice.heading(m.status_report_heading_states({}, locale)),
    ...(groups.length > 0 ? [statesPicture(voice, groups), statesTable(voice, groups)] : [voice.empty()]),
    voice.heading(m.status_report_heading_areas({}, locale)),
    ...(areas.length > 0 ? [...(picture ? [picture] : []), areasTable(voice, areas, partly)] : [voice.empty()]),
    { type: 'paragraph', role: 'note', runs: [voice.say(notes.join(' '))] },
  ];
}

/** Held interactions are counted by month: whether the period is made of whole ones. */
const isWholeMonths = ({ from, to }: StatusReportData): boolean => from.endsWith('-01') && to === lastDay(to.slice(0, 7));

function highlights(voice: Voice, { groups, held }: StatusReportData, of: Frame, partly: Withheld): Run[][] {
  const locale = { locale: voice.language };
  const measures = groups.flatMap(measuresOf);
  const all = { areas: groups.flatMap((group) => group.areas) };
  const states = measureStates.flatMap((state) => (countOf(all, state) > 0 ? [`${labelOf('measure_status', state, voice.language).toLocaleLowerCase('fr-CA')} ${countOf(all, state)}`] : []));
  const alive = measures.filter(isAlive);
  const silent = alive.filter((measure) => !isReported(measure, of)).length;
  const late = measures.filter((measure) => isLateMeasure(measure, of.today)).length;
  const unique = (records: readonly { id: string }[]): number => new Set(records.map(({ id }) => id)).size;
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  const [agreements, missions] = [unique(all.areas.flatMap((area) => area.agreements)), unique(all.areas.flatMap((area) => area.missions))];
  return [
    [voice.say(m.status_report_measures_count({ count: measures.length }, locale), { bold: true }), ...(states.length > 0 ? [voice.say(`${colon}${states.join(', ')}.`)] : [])],
    late > 0
      ? [voice.say(m.status_report_late_count({ count: late, date: formatDate(of.today, voice.language) }, locale), { tone: 'late', bold: true })]
      : [voice.say(m.status_report_none_late({}, locale))],
    [voice.say(silent > 0 ? m.status_report_silent_count({ count: silent }, locale) : m.status_report_none_silent({}, locale))],
    [
      voice.say(
        [
          held === 0 && partly.held ? m.status_report_held_withheld({}, locale) : m.status_report_held_count({ count: held }, locale),
          agreements === 0 && partly.agreements ? m.status_report_agreements_withheld({}, locale) : m.status_report_agreements_count({ count: agreements }, locale),
          missions === 0 && partly.missions ? m.status_report_missions_withheld({}, locale) : m.status_report_missions_count({ count: missions }, locale),
          m.status_report_outcomes_count({ count: all.areas.reduce((sum, { outcomes }) => sum + outcomes.length, 0) }, locale),
        ].join(', ') + '.',
      ),
    ],
  ];
}

/** What is late, and what no update supports: what has to be asked before the report goes out. */
function attention(voice: Voice, { groups }: StatusReportData, of: Frame): Block[] {
  const locale = { locale: voice.language };
  const measures = groups.flatMap(measuresOf);
  const alive = measures.filter(isAlive);
  return [
    voice.heading(m.status_report_heading_late({}, locale)),
    lateTable(voice, measures, of),
    voice.heading(m.status_report_heading_unsupported({}, locale)),
    voice.heading(m.status_report_heading_silent({}, locale), 2),
    silentList(voice, alive, of),
    voice.heading(m.status_report_heading_unproved({}, locale), 2),
    unprovedList(voice, alive, of),
  ];
}

function byPriority(voice: Voice, { groups }: StatusReportData, of: Frame): Block[] {
  const locale = { locale: voice.language };
  if (groups.length === 0) return [voice.heading(m.status_report_heading_by_priority({}, locale)), voice.empty()];
  return [
    voice.heading(m.status_report_heading_by_priority({}, locale)),
    ...groups.flatMap((group): Block[] => [
      { type: 'heading', level: 2, runs: [voice.say(groupName(voice, group), group.priority ? { tone: group.priority } : {})] },
      ...group.areas.flatMap((area): Block[] => [
        ...(group.areas.length === 1 && area.title === null ? [] : [voice.heading(areaName(voice, area), 3)]),
        area.measures.length > 0 ? measuresTable(voice, area.measures, of) : { type: 'empty', runs: [voice.say(m.status_report_no_measure({}, locale))] },
        ...areaFacts(voice, area),
      ]),
    ]),
  ];
}

/** What comes due in the months that follow the period. */
function outlook(voice: Voice, { groups, to }: StatusReportData): Block[] {
  const locale = { locale: voice.language };
  const end = lastDay(addMonths(to.slice(0, 7), ahead));
  const coming = groups
    .flatMap(measuresOf)
    .filter(({ status, dueOn }) => (status === 'not_started' || status === 'in_progress') && dueOn !== null && lastDay(dueOn) > to && lastDay(dueOn) <= end)
    .sort((a, b) => lastDay(a.dueOn ?? '').localeCompare(lastDay(b.dueOn ?? '')));
  return [
    voice.heading(m.status_report_heading_outlook({}, locale)),
    voice.orEmpty(coming, (list) => ({
      type: 'list',
      items: list.map((measure) =>
        join([voice.text(measure.title), voice.say(m.status_report_due({ date: formatDate(measure.dueOn ?? '', voice.language) }, locale)), measure.lead ? voice.name(measure.lead, null, { tone: 'muted' }) : null], voice.say(dot, { tone: 'muted' })),
      ),
    })),
  ];
}

function closing(voice: Voice, { sources }: StatusReportData): Block[] {
  const locale = { locale: voice.language };
  const cited = [...new Set(sources.map(({ label, locator }) => [label, locator].filter(Boolean).join(', ')))].join('; ');
  const line = cited === '' ? '' : `${m.document_sources_line({ sources: cited }, locale)}. `;
  return [{ type: 'paragraph', role: 'note', runs: [voice.say(`${line}${m.place_sheet_sources_rest({}, locale)}`)] }];
}
