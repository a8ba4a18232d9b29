import { m } from '../../generated/paraglide/messages.js';
import { drawing, drawingInk as ink, fitted, shape, textWidth, words, type Shape } from '../documents/drawing.ts';
import { drawMap, mapPaper as paper, type MarkLook } from '../documents/map-picture.ts';
import type { Picture, Run } from '../documents/tree.ts';
import type { Voice } from '../documents/voice.ts';
import { shareInWords } from '../targets/robustness.words.rules.ts';
import { formatList, formatNumber } from '../text/format.rules.ts';
import type { Decided, PlacedCandidate, RecordCandidate } from './record.data.ts';
import { inWords } from './record.tables.ts';

// ── How robust the choice is ──

const [nameWidth, scoreLeft, scoreWidth, shareLeft, shareWidth] = [142, 150, 132, 300, 146];
const [headHeight, rowHeight, feet] = [30, 15.5, 12];

/**
 * One line a candidate: on the left its score on 100 with what is unknown as a line, on the right in how many of the ways
 * to weigh it comes first, then among the first `top`. The same numbers are in the ranking table.
 */
export function robustnessPicture(voice: Voice, candidates: readonly RecordCandidate[], top: number): Picture {
  const locale = { locale: voice.language };
  const height = headHeight + candidates.length * rowHeight + feet;
  const at = (score: number): number => scoreLeft + (Math.max(0, Math.min(100, score)) / 100) * scoreWidth;
  const bottom = headHeight + candidates.length * rowHeight;
  const scale = [0, 25, 50, 75, 100].flatMap((score): Shape[] => [
    shape('line', { x1: at(score), y1: headHeight - 3, x2: at(score), y2: bottom, stroke: ink.line, 'stroke-width': 0.5 }),
    words(String(score), { x: at(score), y: bottom + 9, 'text-anchor': 'middle', 'font-size': 7.5, fill: ink.muted }),
  ]);
  const rows = candidates.flatMap((candidate, index): Shape[] => {
    const middle = headHeight + (index + 0.5) * rowHeight;
    const [first, among] = [candidate.firstShare * shareWidth, candidate.amongShare * shareWidth];
    return [
      words(`${candidate.rank}`, { x: 0, y: middle + 3, 'font-size': 8.5, fill: ink.muted }),
      words(fitted(candidate.name, 8.8, nameWidth - 16), { x: 14, y: middle + 3, 'font-size': 8.8 }),
      shape('line', { x1: at(candidate.low), y1: middle, x2: at(candidate.high), y2: middle, stroke: ink.middle, 'stroke-width': 2.4, 'stroke-linecap': 'round' }),
      shape('circle', { cx: at(candidate.total), cy: middle, r: 3, fill: ink.strong }),
      shape('rect', { x: shareLeft, y: middle - 4.5, width: shareWidth, height: 9, fill: ink.pale }),
      ...(among > 0.2 ? [shape('rect', { x: shareLeft, y: middle - 4.5, width: among, height: 9, fill: ink.middle })] : []),
      ...(first > 0.2 ? [shape('rect', { x: shareLeft, y: middle - 4.5, width: first, height: 9, fill: ink.strong })] : []),
      words(shareInWords(candidate.amongShare, voice.language), { x: paper, y: middle + 3, 'text-anchor': 'end', 'font-size': 8.8, 'font-weight': 600 }),
    ];
  });
  const svg = drawing({ width: paper, height }, [
    words(m.record_figure_score({}, locale), { x: scoreLeft, y: 10, 'font-size': 8.5, 'font-weight': 600, fill: ink.muted }),
    words(m.record_figure_share({}, locale), { x: shareLeft, y: 10, 'font-size': 8.5, 'font-weight': 600, fill: ink.muted }),
    ...shareKey(voice, top),
    ...scale,
    ...rows,
  ]);
  return { type: 'picture', caption: [voice.say(top === 1 ? m.record_figure_caption_one({}, locale) : m.record_figure_caption({ number: inWords(voice, top) }, locale))], alternative: [robustnessInWords(voice, candidates)], svg, width: paper, height };
}

/** What each shade says, over the bars. */
function shareKey(voice: Voice, top: number): Shape[] {
  const locale = { locale: voice.language };
  const entries: [string, string][] = [
    [ink.strong, m.record_figure_first({}, locale)],
    ...(top > 1 ? [[ink.middle, m.record_figure_among({ number: inWords(voice, top) }, locale)] as [string, string]] : []),
    [ink.pale, m.record_figure_rest({}, locale)],
  ];
  let x = shareLeft;
  return entries.flatMap(([fill, label]) => {
    const start = x;
    x += 18 + textWidth(label, 7.5);
    return [shape('rect', { x: start, y: 15, width: 7, height: 7, fill }), words(label, { x: start + 10, y: 21.5, 'font-size': 7.5, fill: ink.muted })];
  });
}

/** The first ones, with their figures; the table that stands beside has them all. */
function robustnessInWords(voice: Voice, candidates: readonly RecordCandidate[]): Run {
  const locale = { locale: voice.language };
  const said = 5;
  const number = (value: number): string => formatNumber(value, voice.language, 0);
  const rows = candidates.slice(0, said).map(({ name, total, low, high, amongShare }) =>
    m.record_figure_row({ name, total: number(total), low: number(low), high: number(high), share: shareInWords(amongShare, voice.language) }, locale),
  );
  const more = candidates.length - rows.length;
  return voice.say(m.record_figure_alternative({ rows: [...rows, ...(more > 0 ? [m.record_figure_more({ count: more }, locale)] : [])].join('; ') }, locale));
}

// ── The map ──

const marks: Record<Decided, MarkLook> = {
  target: { fill: ink.strong, stroke: ink.paper, width: 1, text: ink.paper, land: ink.middle },
  watch: { fill: ink.paper, stroke: ink.strong, width: 1.8, text: ink.strong, land: ink.pale },
  no: { fill: ink.paper, stroke: ink.muted, width: 0.7, text: ink.muted, land: null },
  undecided: { fill: ink.paper, stroke: ink.accent, width: 1.2, text: ink.accent, land: ink.pale },
};

/**
 * The candidates where they are, numbered by rank, marked by what is decided; whole countries are tinted. Null when none
 * of them is anywhere.
 */
export function mapPicture(voice: Voice, candidates: readonly PlacedCandidate[]): Picture | null {
  const placed = candidates.filter(({ points }) => points.length > 0);
  const map = drawMap(
    placed.map(({ points, countries, rank, decision }) => ({ points, countries, label: String(rank), look: marks[decision] })),
    order.filter((decision) => placed.some((one) => one.decision === decision)).map((decision) => ({ look: marks[decision], label: labelOfMark(voice, decision) })),
    { least: 700 },
  );
  return map && { type: 'picture', caption: [voice.say(m.record_map_caption({}, { locale: voice.language }))], alternative: [mapInWords(voice, placed)], ...map };
}

const order: Decided[] = ['target', 'watch', 'no', 'undecided'];
function labelOfMark(voice: Voice, decision: Decided): string {
  const locale = { locale: voice.language };
  return { target: m.record_targets_label({}, locale), watch: m.record_watch_label({}, locale), no: m.record_no_label({}, locale), undecided: m.record_undecided_label({}, locale) }[decision];
}

function mapInWords(voice: Voice, candidates: readonly PlacedCandidate[]): Run {
  const locale = { locale: voice.language };
  const groups = order.flatMap((decision) => {
    const names = candidates.filter((one) => one.decision === decision).map(({ name, rank }) => `${name} (${rank})`);
    return names.length > 0 ? [m.record_map_group({ label: labelOfMark(voice, decision), names: formatList(names, voice.language) }, locale)] : [];
  });
  return voice.say(m.record_map_alternative({ groups: groups.join('; ') }, locale));
}
