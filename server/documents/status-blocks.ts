/** The pieces of the status report: tables of measures, what is late, what nothing supports, what serves each area. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatNumber, formatPeriod } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { facts, shorten } from './partner-blocks.ts';
import { areaName, countOf, groupName } from './status-pictures.ts';
import { measureStates, type AreaData, type GroupData, type MeasureData, type UpdateData } from './status-report.data.ts';
import { dayOf, isLateMeasure, isReported, lastUpdate, measuresOf, progressOf } from './status-report.rules.ts';
import type { Audience, Block, Run } from './tree.ts';
import { dot, join, mayRead, type Voice } from './voice.ts';

/** For whom, on which day, over which period. */
export interface Frame {
  audience: Audience;
  today: string;
  from: string;
  to: string;
}

const narrativeLength = 220;
const soft = { tone: 'muted' } as const;
const percent = (voice: Voice, value: number): string => `${value}${voice.language === 'fr' ? '\u00a0' : ''}%`;
const separator = (voice: Voice): Run => voice.say(dot, soft);

/** A row a group and one for all: how many measures stand where. The same numbers as in the picture. */
export function statesTable(voice: Voice, groups: readonly GroupData[]): Block {
  const locale = { locale: voice.language };
  const shown = measureStates.filter((state) => groups.some((group) => countOf(group, state) > 0));
  const [first, last] = [15, 7];
  const width = (100 - first - last) / Math.max(1, shown.length);
  const row = (name: Run, all: readonly GroupData[]): Run[][] => [
    [name],
    ...shown.map((state) => [voice.say(String(all.reduce((sum, group) => sum + countOf(group, state), 0)))]),
    [voice.say(String(all.reduce((sum, group) => sum + measuresOf(group).length, 0)), { bold: true })],
  ];
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.status_report_column_priority({}, locale))], width: first },
      ...shown.map((state) => ({ header: [voice.say(labelOf('measure_status', state, voice.language))], width })),
      { header: [voice.say(m.activity_column_total({}, locale))], width: last },
    ],
    rows: [...groups.map((group) => row(voice.say(groupName(voice, group)), [group])), row(voice.say(m.activity_column_total({}, locale), { bold: true }), groups)],
  };
}

/** What the audience may not read all of: none that it knows is not none. */
export interface Withheld {
  held: boolean;
  agreements: boolean;
  missions: boolean;
}

/**
 * A row an area: how much there is of everything that serves it. The held interactions are those of the picture. Where
 * something is withheld, no area is said to have none: a dash stands in them all, so that it does not tell which has it.
 */
export function areasTable(voice: Voice, areas: readonly AreaData[], withheld: Withheld): Block {
  const locale = { locale: voice.language };
  const columns: [title: string, width: number, count: (area: AreaData) => number, isPart?: boolean][] = [
    [m.status_report_column_measures({}, locale), 12, ({ measures }) => measures.length],
    [m.status_report_column_held({}, locale), 13, ({ held }) => held],
    [m.status_report_column_agreements({}, locale), 12, ({ agreements }) => agreements.length, withheld.agreements],
    [m.status_report_column_missions({}, locale), 12, ({ missions }) => missions.length, withheld.missions],
    [m.status_report_column_outcomes({}, locale), 13, ({ outcomes }) => outcomes.length],
  ];
  return {
    type: 'table',
    caption: [],
    columns: [{ header: [voice.say(m.status_report_column_area({}, locale))], width: 38 }, ...columns.map(([title, width]) => ({ header: [voice.say(title)], width }))],
    rows: areas.map((area) => [
      [voice.say(areaName(voice, area))],
      ...columns.map(([, , count, isPart]) => (count(area) > 0 ? [voice.say(formatNumber(count(area), voice.language, 0))] : [voice.say(isPart ? '–' : formatNumber(0, voice.language, 0), soft)])),
    ]),
  };
}

/** The measures of an area: each with where it stands, and what was last said of it, by whom it is proved. */
export function measuresTable(voice: Voice, measures: readonly MeasureData[], of: Frame): Block {
  const locale = { locale: voice.language };
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.status_report_column_measure({}, locale))], width: 34 },
      { header: [voice.say(m.document_column_state({}, locale))], width: 20 },
      { header: [voice.say(m.status_report_column_update({}, locale))], width: 46 },
    ],
    rows: measures.map((measure) => [
      join([voice.text(measure.title, { bold: true }), measure.lead ? voice.name(measure.lead, null, soft) : null, target(voice, measure)], separator(voice)),
      state(voice, measure, of),
      update(voice, lastUpdate(measure, of), of),
    ]),
  };
}

function target(voice: Voice, { target: aim }: MeasureData): Run[] {
  if (!aim) return [];
  const [value, unit] = [formatNumber(aim.value, voice.language), voice.text(aim.unit, soft)];
  return [voice.say(m.status_report_target({ value }, { locale: voice.language }), soft), ...(unit.length > 0 ? [voice.say(' ', soft), ...unit] : [])];
}

function state(voice: Voice, measure: MeasureData, of: Frame): Run[] {
  const locale = { locale: voice.language };
  const progress = progressOf(measure, of);
  return join(
    [
      voice.say(labelOf('measure_status', measure.status, voice.language)),
      progress !== null && voice.say(percent(voice, progress)),
      isLateMeasure(measure, of.today)
        ? voice.say(m.status_report_late({ date: formatDate(measure.dueOn ?? '', voice.language) }, locale), { bold: true, tone: 'late' })
        : measure.dueOn
          ? voice.say(m.status_report_due({ date: formatDate(measure.dueOn, voice.language) }, locale), soft)
          : null,
    ],
    separator(voice),
  );
}

/** What was said, when, and the record that proves it. */
function update(voice: Voice, last: UpdateData | null, of: Frame): Run[] {
  const locale = { locale: voice.language };
  if (!last) return [voice.say(m.status_report_never({}, locale), { tone: 'late' })];
  const told = join([voice.say(last.period), last.reportedOn ? voice.say(formatDate(last.reportedOn, voice.language)) : null], voice.say(', '));
  return join([told.map((run) => ({ ...run, ...soft })), narrative(voice, last), proof(voice, last, of)], separator(voice));
}

function narrative(voice: Voice, { narrative: said }: UpdateData): Run[] {
  const cut = (text: string | null): string | null => text && shorten(text, narrativeLength);
  return said ? voice.text({ fr: cut(said.fr), en: cut(said.en) }) : [];
}

function proof(voice: Voice, { proof: of }: UpdateData, { audience }: Frame): Run[] {
  const locale = { locale: voice.language };
  if (!of) return [voice.say(m.status_report_unproved({}, locale), soft)];
  if (of === 'withheld' || !mayRead(of.sensitivity, audience)) return [voice.say(m.status_report_withheld({}, locale), soft)];
  const named = [...voice.text(of.kind, soft), voice.say(voice.language === 'fr' ? '\u00a0: ' : ': ', soft), ...voice.text(of.title, soft)];
  return of.on ? [...named, voice.say(`, ${formatDate(of.on, voice.language)}`, soft)] : named;
}

/** What else serves an area: outcomes, interactions, agreements, missions. Nothing when there is nothing. */
export function areaFacts(voice: Voice, area: AreaData): Block[] {
  const locale = { locale: voice.language };
  const semicolon = voice.say('; ');
  const inBrackets = (parts: (Run | Run[] | null)[]): Run[] => {
    const said = join(parts, voice.say(', ', soft));
    return said.length > 0 ? [voice.say(' (', soft), ...said, voice.say(')', soft)] : [];
  };
  const period = (from: string | null, to: string | null): Run | null => (from || to ? voice.say(formatPeriod(from, to, voice.language), soft) : null);
  const outcomes = area.outcomes.map((one) => [...voice.text(one.title), ...inBrackets([voice.text(one.kind, soft), voice.say(formatDate(one.on, voice.language), soft), one.source ? voice.name(one.source, 'fr', soft) : null])]);
  const agreements = area.agreements.map((one) => [...voice.text(one.title), ...inBrackets([voice.text(one.state, soft), period(one.from, one.to)])]);
  const missions = area.missions.map((one) => [...voice.text(one.title), ...inBrackets([voice.text(one.status, soft), period(one.from, one.to)])]);
  if (outcomes.length + agreements.length + missions.length + area.held === 0) return [];
  return [
    facts(voice, [
      [m.status_report_column_outcomes({}, locale), join(outcomes, semicolon)],
      [m.status_report_column_held({}, locale), area.held > 0 ? [voice.say(formatNumber(area.held, voice.language, 0))] : []],
      [m.status_report_column_agreements({}, locale), join(agreements, semicolon)],
      [m.status_report_column_missions({}, locale), join(missions, semicolon)],
    ]),
  ];
}

/** Measures past their date, the longest first. */
export function lateTable(voice: Voice, measures: readonly MeasureData[], of: Frame): Block {
  const locale = { locale: voice.language };
  const late = measures.filter((measure) => isLateMeasure(measure, of.today)).sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
  if (late.length === 0) return { type: 'empty', runs: [voice.say(m.status_report_none_late({}, locale))] };
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.status_report_column_measure({}, locale))], width: 46 },
      { header: [voice.say(m.document_column_due({}, locale))], width: 18 },
      { header: [voice.say(m.document_column_state({}, locale))], width: 18 },
      { header: [voice.say(m.document_label_owner({}, locale))], width: 18 },
    ],
    rows: late.map((measure) => {
      const progress = progressOf(measure, of);
      return [
        voice.text(measure.title),
        [voice.say(formatDate(measure.dueOn ?? '', voice.language), { bold: true, tone: 'late' })],
        join([voice.say(labelOf('measure_status', measure.status, voice.language)), progress !== null && voice.say(percent(voice, progress))], separator(voice)),
        measure.lead ? [voice.name(measure.lead)] : [],
      ];
    }),
  };
}

/** Measures of which nothing was said in the period: when something last was. */
export function silentList(voice: Voice, measures: readonly MeasureData[], of: Frame): Block {
  const locale = { locale: voice.language };
  const silent = measures.filter((measure) => !isReported(measure, of));
  if (silent.length === 0) return { type: 'empty', runs: [voice.say(m.status_report_none_silent({}, locale))] };
  return {
    type: 'list',
    items: silent.map((measure) => {
      const last = lastUpdate(measure, of);
      const day = last && dayOf(last);
      const when = !last ? m.status_report_never({}, locale) : day ? m.status_report_last_on({ date: formatDate(day, voice.language) }, locale) : m.status_report_last_in({ period: last.period }, locale);
      return join([voice.text(measure.title), voice.say(when, soft), measure.lead ? voice.name(measure.lead, null, soft) : null], separator(voice));
    }),
  };
}

/** Measures whose last update names no record that proves it. */
export function unprovedList(voice: Voice, measures: readonly MeasureData[], of: Frame): Block {
  const locale = { locale: voice.language };
  const bare = measures.filter((measure) => lastUpdate(measure, of)?.proof === null);
  if (bare.length === 0) return { type: 'empty', runs: [voice.say(m.status_report_none_unproved({}, locale))] };
  return { type: 'list', items: bare.map((measure) => join([voice.text(measure.title), voice.say(lastUpdate(measure, of)?.period ?? '', soft), measure.lead ? voice.name(measure.lead, null, soft) : null], separator(voice))) };
}
