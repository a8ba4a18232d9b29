/** The pictures of the status report: measures by state, and interactions held by commitment area. */
import { m } from '../../generated/paraglide/messages.js';
import { formatNumber } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { drawing, drawingInk as ink, fitted, shape, textWidth, words, type Shape } from './drawing.ts';
import { inWords } from './place-blocks.ts';
import { measureStates, type AreaData, type GroupData, type MeasureState } from './status-report.data.ts';
import { measuresOf } from './status-report.rules.ts';
import type { Picture } from './tree.ts';
import type { Voice } from './voice.ts';

const paper = 504;
const looks: Record<MeasureState, { fill: string; text: string }> = {
  completed: { fill: ink.strong, text: ink.paper },
  ongoing: { fill: ink.accent, text: ink.paper },
  in_progress: { fill: ink.middle, text: ink.text },
  not_started: { fill: ink.pale, text: ink.text },
  deferred: { fill: ink.line, text: ink.text },
  cancelled: { fill: ink.land, text: ink.muted },
};

/** How many measures of a group stand where. */
export const countOf = (group: Pick<GroupData, 'areas'>, state: MeasureState): number => measuresOf(group).filter(({ status }) => status === state).length;

const stateLabel = (voice: Voice, state: MeasureState): string => labelOf('measure_status', state, voice.language);

/** What a group is called: its own name, or what stands under none. */
export const groupName = (voice: Voice, { title }: Pick<GroupData, 'title'>): string => (title ? inWords(voice, title) : m.status_report_other({}, { locale: voice.language }));
export const areaName = groupName;

const [rowHeight, barHeight, nameWidth, keyHeight] = [21, 14, 150, 20];

/** A bar a group, as long as it has measures, cut by state. */
export function statesPicture(voice: Voice, groups: readonly GroupData[]): Picture {
  const locale = { locale: voice.language };
  const shown = measureStates.filter((state) => groups.some((group) => countOf(group, state) > 0));
  const most = Math.max(1, ...groups.map((group) => measuresOf(group).length));
  const unit = (paper - nameWidth - 24) / most;
  let keyAt = 0;
  const key = shown.flatMap((state): Shape[] => {
    const [x, label] = [keyAt, stateLabel(voice, state)];
    keyAt += 22 + textWidth(label, 8);
    return [shape('rect', { x, y: 3, width: 8, height: 8, fill: looks[state].fill }), words(label, { x: x + 11.5, y: 10, 'font-size': 8 })];
  });
  const rows = groups.flatMap((group, index): Shape[] => {
    const y = keyHeight + index * rowHeight;
    let x = nameWidth;
    const bars = shown.flatMap((state): Shape[] => {
      const count = countOf(group, state);
      if (count === 0) return [];
      const [left, width] = [x, count * unit];
      x += width;
      return [
        shape('rect', { x: left, y, width: width - 1, height: barHeight, fill: looks[state].fill }),
        words(String(count), { x: left + (width - 1) / 2, y: y + 10, 'text-anchor': 'middle', 'font-size': 8.5, 'font-weight': 600, fill: looks[state].text }),
      ];
    });
    return [words(fitted(groupName(voice, group), 9, nameWidth - 10), { x: 0, y: y + 10.5 }), ...bars, words(String(measuresOf(group).length), { x: x + 4, y: y + 10.5, fill: ink.muted })];
  });
  const said = groups.map((group) => {
    const states = shown.flatMap((state) => (countOf(group, state) > 0 ? [`${stateLabel(voice, state).toLocaleLowerCase('fr-CA')} ${countOf(group, state)}`] : []));
    return m.record_map_group({ label: groupName(voice, group), names: states.join(', ') || '0' }, locale);
  });
  const height = keyHeight + groups.length * rowHeight;
  return {
    type: 'picture',
    caption: [voice.say(m.status_report_states_caption({}, locale))],
    alternative: [voice.say(m.status_report_states_alternative({ groups: said.join('; ') }, locale))],
    svg: drawing({ width: paper, height }, [...key, ...rows]),
    width: paper,
    height,
  };
}

const [areaRow, areaWidth] = [15, 236];

/** A bar an area: interactions held in the period that serve it. Null when none were. */
export function heldPicture(voice: Voice, areas: readonly AreaData[]): Picture | null {
  const locale = { locale: voice.language };
  const most = Math.max(0, ...areas.map(({ held }) => held));
  if (most === 0) return null;
  const number = (value: number): string => formatNumber(value, voice.language, 0);
  const rows = areas.flatMap((area, index): Shape[] => {
    const y = index * areaRow;
    const width = (area.held / most) * (paper - areaWidth - 30);
    return [
      words(fitted(areaName(voice, area), 8.8, areaWidth - 10), { x: 0, y: y + 10, 'font-size': 8.8 }),
      ...(area.held > 0 ? [shape('rect', { x: areaWidth, y: y + 2, width, height: 10, fill: ink.strong })] : []),
      words(number(area.held), { x: areaWidth + width + 4, y: y + 10.4, 'font-size': 8.5, ...(area.held === 0 && { fill: ink.muted }) }),
    ];
  });
  const height = areas.length * areaRow;
  const said = areas.map((area) => m.record_map_group({ label: areaName(voice, area), names: number(area.held) }, locale));
  return {
    type: 'picture',
    caption: [voice.say(m.status_report_held_caption({}, locale))],
    alternative: [voice.say(m.status_report_held_alternative({ areas: said.join('; ') }, locale))],
    svg: drawing({ width: paper, height }, rows),
    width: paper,
    height,
  };
}
