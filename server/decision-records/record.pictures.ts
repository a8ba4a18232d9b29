import { m } from '../../generated/paraglide/messages.js';
import { drawing, drawingInk as ink, fitted, group, shape, textWidth, words, type Shape } from '../documents/drawing.ts';
import type { Picture, Run } from '../documents/tree.ts';
import type { Voice } from '../documents/voice.ts';
import { ringsPath, shapesIn } from '../map/atlas.rules.ts';
import { frameOf, project, ratio, type Point } from '../map/projection.rules.ts';
import { shareInWords } from '../targets/robustness.words.rules.ts';
import { formatList, formatNumber } from '../text/format.rules.ts';
import type { Decided, PlacedCandidate, RecordCandidate } from './record.data.ts';
import { inWords } from './record.tables.ts';

/** The width of the text on paper, in points. */
const paper = 504;

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

const mapHeight = Math.round(paper / ratio);
const keyHeight = 18;
const markRadius = 7.2;
const marks: Record<Decided, { fill: string; stroke: string; width: number; text: string; land: string | null }> = {
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
  if (placed.length === 0) return null;
  const projected = placed.map((candidate) => ({ ...candidate, on: candidate.points.map(([longitude, latitude]) => project(longitude, latitude)) }));
  const [left, top, width, height] = frameOf(projected.flatMap(({ on }) => on), 700);
  const scale = paper / width;
  const tints = new Map(projected.flatMap(({ countries, decision }) => countries.map((country) => [country, marks[decision].land] as const)).reverse());
  const land = shapesIn([left, top, width, height], Math.max(1, Math.round(width / 1200))).map(({ id, rings }) =>
    shape('path', { d: ringsPath(rings), fill: tints.get(id) ?? ink.land, stroke: ink.coast, 'stroke-width': 0.5 / scale, 'stroke-linejoin': 'round' }),
  );
  const anchors = projected.map(({ on }): Point => [(mean(on.map(([x]) => x)) - left) * scale, (mean(on.map(([, y]) => y)) - top) * scale]);
  const spots = spread(anchors);
  const pins = projected.flatMap(({ rank, decision }, index): Shape[] => {
    const [from, to, look] = [anchors[index] ?? [0, 0], spots[index] ?? [0, 0], marks[decision]];
    const isMoved = Math.hypot(to[0] - from[0], to[1] - from[1]) > 2;
    return [
      ...(isMoved ? [shape('line', { x1: from[0], y1: from[1], x2: to[0], y2: to[1], stroke: ink.text, 'stroke-width': 0.6 }), shape('circle', { cx: from[0], cy: from[1], r: 1.4, fill: ink.text })] : []),
      shape('circle', { cx: to[0], cy: to[1], r: markRadius, fill: look.fill, stroke: look.stroke, 'stroke-width': look.width }),
      words(String(rank), { x: to[0], y: to[1] + 3, 'text-anchor': 'middle', 'font-size': 8.2, 'font-weight': 600, fill: look.text }),
    ];
  });
  const svg = drawing({ width: paper, height: mapHeight + keyHeight }, [
    group({ transform: `scale(${Math.round(scale * 1e4) / 1e4})` }, [group({ transform: `translate(${-left} ${-top})` }, land)]),
    ...pins,
    // Over the land that goes on under the key, and past the edge, where a reader may round up a line of it.
    shape('rect', { x: -2, y: mapHeight, width: paper + 4, height: keyHeight + 400, fill: ink.paper }),
    ...mapKey(voice, projected),
  ]);
  return {
    type: 'picture',
    caption: [voice.say(m.record_map_caption({}, { locale: voice.language }))],
    alternative: [mapInWords(voice, projected)],
    svg,
    width: paper,
    height: mapHeight + keyHeight,
  };
}

const order: Decided[] = ['target', 'watch', 'no', 'undecided'];
function labelOfMark(voice: Voice, decision: Decided): string {
  const locale = { locale: voice.language };
  return { target: m.record_targets_label({}, locale), watch: m.record_watch_label({}, locale), no: m.record_no_label({}, locale), undecided: m.record_undecided_label({}, locale) }[decision];
}

function mapKey(voice: Voice, candidates: readonly PlacedCandidate[]): Shape[] {
  let x = 6;
  return order.filter((decision) => candidates.some((one) => one.decision === decision)).flatMap((decision) => {
    const [start, look, label] = [x, marks[decision], labelOfMark(voice, decision)];
    x += 26 + textWidth(label, 8.5);
    return [
      shape('circle', { cx: start, cy: mapHeight + 10, r: 4.4, fill: look.fill, stroke: decision === 'target' ? look.fill : look.stroke, 'stroke-width': look.width }),
      words(label, { x: start + 9, y: mapHeight + 13, 'font-size': 8.5 }),
    ];
  });
}

function mapInWords(voice: Voice, candidates: readonly PlacedCandidate[]): Run {
  const locale = { locale: voice.language };
  const groups = order.flatMap((decision) => {
    const names = candidates.filter((one) => one.decision === decision).map(({ name, rank }) => `${name} (${rank})`);
    return names.length > 0 ? [m.record_map_group({ label: labelOfMark(voice, decision), names: formatList(names, voice.language) }, locale)] : [];
  });
  return voice.say(m.record_map_alternative({ groups: groups.join('; ') }, locale));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The marks pushed apart until none covers another, inside the map; the same places always give the same spots. */
function spread(anchors: readonly Point[]): Point[] {
  const gap = markRadius * 2 + 1.5;
  const spots = anchors.map(([x, y]): [number, number] => [x, y]);
  for (let round = 0; round < 120; round += 1) {
    let isStill = true;
    spots.forEach((one, index) => {
      for (const [later, other] of spots.slice(index + 1).entries()) {
        const [dx, dy] = [other[0] - one[0], other[1] - one[1]];
        const distance = Math.hypot(dx, dy);
        if (distance >= gap) continue;
        isStill = false;
        // Exactly one upon the other: apart along a direction of their own.
        const [ux, uy] = distance > 0.01 ? [dx / distance, dy / distance] : [Math.cos(index + later), Math.sin(index + later)];
        const push = (gap - distance) / 2 + 0.05;
        one[0] -= ux * push;
        one[1] -= uy * push;
        other[0] += ux * push;
        other[1] += uy * push;
      }
    });
    for (const spot of spots) {
      spot[0] = Math.min(paper - markRadius - 1, Math.max(markRadius + 1, spot[0]));
      spot[1] = Math.min(mapHeight - markRadius - 1, Math.max(markRadius + 1, spot[1]));
    }
    if (isStill) break;
  }
  return spots;
}
