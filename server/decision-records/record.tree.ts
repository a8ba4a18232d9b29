import { m } from '../../generated/paraglide/messages.js';
import type { NoteRequest } from '../documents/note-data.ts';
import { frame } from '../documents/note-frame.ts';
import { shorten } from '../documents/partner-blocks.ts';
import { pageHeight, partHeight } from '../documents/page-budget.ts';
import type { Block, DocumentLanguage, DocumentTree, Run } from '../documents/tree.ts';
import { dot, join, voiceOf, type Voice } from '../documents/voice.ts';
import { pairOf } from '../targets/effective.rules.ts';
import { firstsOf, robustnessDraws } from '../targets/target.rules.ts';
import { dateInZone, formatDate, formatList, formatNumber, formatPercent, formatPeriod } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { robustnessSentence } from '../targets/robustness.words.rules.ts';
import { coordinationTable } from './record.coordination.ts';
import type { Decided, PlacedCandidate, RecordCandidate, RecordData } from './record.data.ts';
import { mapPicture, robustnessPicture } from './record.pictures.ts';
import { criteriaTable, decidedAlike, decisionsTable, evidenceBlocks, evidenceIn, longestName, rankingTable, type Evidence } from './record.tables.ts';

/** What council reads at most. */
export const mostPages = 4;
/** Lost where a picture or a row goes to the next page in one piece. */
const lostAtBreaks = 170;

interface Share {
  ranked: number;
  criteria: number;
  /** Candidates with their evidence, with what the governments do */
  evidence: number;
  coordination: number;
  /** Characters of a reason, and of what supports a score */
  reason: number;
  statement: number;
}

/** What the pages may hold, from the fullest to the barest; what is left out is said. */
const shares: readonly [Share, ...Share[]] = [
  { ranked: 40, criteria: 30, evidence: 40, coordination: 40, reason: 400, statement: 400 },
  { ranked: 30, criteria: 30, evidence: 30, coordination: 30, reason: 240, statement: 140 },
  { ranked: 24, criteria: 20, evidence: 16, coordination: 16, reason: 200, statement: 90 },
  { ranked: 20, criteria: 15, evidence: 12, coordination: 12, reason: 160, statement: 70 },
  { ranked: 20, criteria: 12, evidence: 8, coordination: 10, reason: 120, statement: 60 },
  { ranked: 20, criteria: 10, evidence: 6, coordination: 8, reason: 90, statement: 50 },
  { ranked: 15, criteria: 8, evidence: 3, coordination: 5, reason: 60, statement: 40 },
  { ranked: 12, criteria: 6, evidence: 1, coordination: 3, reason: 40, statement: 30 },
];

/**
 * The record of a targeting exercise, at most four pages a language. Pure: the same data and the same request always give
 * the same tree. Before the decision it says that it is a draft.
 */
export function buildRecord(data: RecordData, request: NoteRequest): DocumentTree {
  const found: Found = { maps: new Map(), evidence: evidenceIn(data.exercise) };
  let record = build(data, request, shares[0], found);
  for (const share of shares.slice(1)) {
    if (record.parts.every((part) => partHeight(part) <= mostPages * pageHeight - lostAtBreaks)) break;
    record = build(data, request, share, found);
  }
  return record;
}

/** How many count as the first; before the decision nothing is a target. */
export function topOf({ exercise }: Pick<RecordData, 'exercise'>): number {
  const targets = exercise.frozen ? exercise.candidates.filter(({ decision }) => decision?.decision === 'target').length : 0;
  return firstsOf(targets, exercise.candidates.length);
}

/** The candidates as one language prints them, in the order of the ranking. */
export function recordCandidates({ exercise }: Pick<RecordData, 'exercise'>, language: DocumentLanguage): RecordCandidate[] {
  const top = topOf({ exercise });
  return exercise.candidates.map((candidate) => {
    const english = candidate.nameEn ?? candidate.record?.nameEn;
    const shareOf = (ranks: number): number => Math.min(1, candidate.rankAcceptability.slice(0, ranks).reduce((sum, one) => sum + one, 0));
    return {
      id: candidate.id,
      name: shorten(language === 'en' && english ? english : candidate.nameFr, longestName),
      nameLanguage: language === 'en' && english ? 'en' : 'fr',
      ...{ rank: candidate.rank, total: candidate.total, low: candidate.low, high: candidate.high, known: candidate.known },
      firstShare: shareOf(1),
      amongShare: shareOf(top),
      decision: exercise.frozen ? (candidate.decision?.decision ?? 'undecided') : 'undecided',
    };
  });
}

/** What is the same however much else is shown, and takes the longest: the maps, by language, and what supports each score. */
type Found = { maps: Map<DocumentLanguage, Block[]>; evidence: Evidence };

function build(data: RecordData, request: NoteRequest, most: Share, { maps, evidence: known }: Found): DocumentTree {
  const { exercise } = data;
  const isDecided = exercise.frozen !== null;
  const tree = frame(request, { kind: 'decision-record', density: 'compact', pages: mostPages, omitted: 0 }, (voice) => {
    const locale = { locale: voice.language };
    const candidates = recordCandidates(data, voice.language);
    const drawn = maps.get(voice.language) ?? map(voice, data, candidates);
    maps.set(voice.language, drawn);
    const subtitle = [
      voice.say(isDecided ? m.record_title({}, locale) : m.record_title_draft({}, locale)),
      voice.say(labelOf('targeting_subject', exercise.subject, voice.language)),
      voice.say(formatPeriod(exercise.periodFrom, exercise.periodTo, voice.language)),
    ];
    return {
      title: voice.text({ fr: exercise.titleFr, en: exercise.titleEn }),
      subtitle: join(subtitle, voice.say(dot)),
      blocks: [
        ...opening(voice, data, candidates, known),
        ...ranking(voice, data, candidates, most),
        ...drawn,
        ...(isDecided ? decisions(voice, data, candidates, most) : []),
        ...criteria(voice, data, most),
        ...evidence(voice, data, candidates, most, known),
        ...coordination(voice, data, candidates, most),
        ...dissent(voice, data),
        voice.heading(m.record_heading_method({}, locale)),
        method(voice, data),
      ],
    };
  });
  return isDecided ? tree : { ...tree, parts: tree.parts.map((part) => ({ ...part, header: { ...part.header, classification: marked(part.language, part.header.classification) } })) };
}

/** « Projet » before the classification, on every page. */
const marked = (language: DocumentLanguage, classification: Run[]): Run[] => {
  const voice = voiceOf(language);
  return [voice.say(m.record_draft({}, { locale: language }), { tone: 'late' }), voice.say(dot), ...classification];
};

/** What is chosen, in one paragraph, and whether it holds. */
function opening(voice: Voice, { exercise, seenBy }: RecordData, candidates: readonly RecordCandidate[], known: Evidence): Block[] {
  const locale = { locale: voice.language };
  const names = new Map(candidates.map(({ id, name }) => [id, name]));
  const standings = exercise.candidates.map(({ id, rankAcceptability }) => ({ candidate: id, rankAcceptability, unknown: unknownOf(exercise, known, id) }));
  const sentence = robustnessSentence(standings, topOf({ exercise }), (id) => names.get(id) ?? id, voice.language);
  const paragraph = (runs: Run[]): Block => ({ type: 'paragraph', role: 'body', runs });
  return [
    paragraph(exercise.frozen ? chosen(voice, exercise, candidates) : proposed(voice, exercise, candidates)),
    ...(seenBy ? [paragraph([voice.say(m.record_alone({ name: seenBy }, locale), { tone: 'late' })])] : []),
    paragraph([voice.say(sentence)]),
  ];
}

/** Of the criteria that weigh something, how many have no score for a candidate. */
function unknownOf({ criteria }: RecordData['exercise'], { scores }: Evidence, candidateId: string): number {
  const isKnown = (criterionId: string): boolean => {
    const score = scores.get(pairOf({ candidateId, criterionId }));
    return score !== undefined && (score.value !== null || score.low !== null);
  };
  return criteria.filter(({ id, share }) => share > 0 && !isKnown(id)).length;
}

const namedAtMost = 7;
function names(voice: Voice, list: readonly RecordCandidate[]): string {
  const shown = list.length > namedAtMost + 1 ? list.slice(0, namedAtMost) : list;
  const said = list.length === shown.length ? formatList(shown.map(({ name }) => name), voice.language) : shown.map(({ name }) => name).join(', ');
  const more = list.length - shown.length;
  return more > 0 ? m.record_and_others({ names: said, count: more }, { locale: voice.language }) : said;
}

function chosen(voice: Voice, exercise: RecordData['exercise'], candidates: readonly RecordCandidate[]): Run[] {
  const locale = { locale: voice.language };
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  const period = formatPeriod(exercise.periodFrom, exercise.periodTo, voice.language);
  const labels: [Decided, string][] = [
    ['target', /^\d{4}-\d{4}$/.test(period) ? m.record_targets_label_period({ period }, locale) : m.record_targets_label({}, locale)],
    ['watch', m.record_watch_label({}, locale)],
    ['no', m.record_no_label({}, locale)],
    ['undecided', m.record_undecided_label({}, locale)],
  ];
  const groups = labels.flatMap(([decision, label]): Run[][] => {
    const list = candidates.filter((one) => one.decision === decision);
    return list.length === 0 ? [] : [[voice.say(`${label}${colon}`, { bold: true }), voice.say(`${names(voice, list)}.`)]];
  });
  const { frozen } = exercise;
  const on = formatDate(dateInZone(frozen?.at ?? exercise.updatedAt), voice.language);
  const by = frozen?.by?.name;
  return [...join(groups, voice.say(' ')), voice.say(` ${by ? m.record_decided_by({ date: on, name: by }, locale) : m.record_decided({ date: on }, locale)}`)];
}

function proposed(voice: Voice, exercise: RecordData['exercise'], candidates: readonly RecordCandidate[]): Run[] {
  const locale = { locale: voice.language };
  return [
    voice.say(m.record_draft_lead({}, locale), { bold: true }),
    voice.say(` ${m.record_compared({ candidates: candidates.length, criteria: exercise.criteria.length }, locale)}`),
    ...(candidates.length > 0 ? [voice.say(` ${m.record_leading({ names: names(voice, candidates.slice(0, 3)) }, locale)}`)] : []),
  ];
}

const note = (voice: Voice, ...sentences: (string | false)[]): Block[] => {
  const said = sentences.filter((one) => one !== false && one !== '').join(' ');
  return said === '' ? [] : [{ type: 'paragraph', role: 'note', runs: [voice.say(said)] }];
};

function ranking(voice: Voice, data: RecordData, all: readonly RecordCandidate[], most: Share): Block[] {
  const locale = { locale: voice.language };
  if (all.length === 0) return [voice.heading(m.record_heading_ranking({}, locale)), voice.empty()];
  const [shown, top, left] = [all.slice(0, most.ranked), topOf(data), Math.max(0, all.length - most.ranked)];
  return [
    voice.heading(m.record_heading_ranking({}, locale)),
    rankingTable(voice, shown, top, data.exercise.frozen !== null),
    ...note(voice, left > 0 && m.record_left_ranking({ count: left }, locale)),
    voice.heading(m.record_heading_robustness({}, locale)),
    robustnessPicture(voice, shown, top),
  ];
}

function map(voice: Voice, data: RecordData, all: readonly RecordCandidate[]): Block[] {
  const locale = { locale: voice.language };
  const placed = all.map((candidate): PlacedCandidate => {
    const where = data.whereabouts.find(({ candidateId }) => candidateId === candidate.id);
    return { ...candidate, points: where?.points ?? [], countries: where?.countries ?? [] };
  });
  const picture = mapPicture(voice, placed);
  if (!picture) return [];
  const unplaced = all.filter((_, index) => placed[index]?.points.length === 0);
  return [
    voice.heading(m.record_heading_map({}, locale)),
    picture,
    ...note(voice, unplaced.length > 0 && m.record_map_unplaced({ names: names(voice, unplaced) }, locale)),
  ];
}

function decisions(voice: Voice, { exercise }: RecordData, all: readonly RecordCandidate[], most: Share): Block[] {
  const locale = { locale: voice.language };
  const alike = decidedAlike(all, exercise);
  const left = alike.slice(most.ranked).reduce((sum, { candidates }) => sum + candidates.length, 0);
  return [
    voice.heading(m.record_heading_decisions({}, locale)),
    decisionsTable(voice, alike.slice(0, most.ranked), most.reason),
    ...note(voice, left > 0 && m.record_left_decisions({ count: left }, locale), voice.language === 'en' && m.record_as_written({}, locale)),
  ];
}

function criteria(voice: Voice, { exercise }: RecordData, most: Share): Block[] {
  const locale = { locale: voice.language };
  const heaviest = [...exercise.criteria].sort((a, b) => b.share - a.share).slice(0, most.criteria);
  const left = exercise.criteria.length - heaviest.length;
  const isComputed = exercise.criteria.some(({ basis }) => basis === 'computed');
  const { from, to } = exercise.evidencePeriod;
  return [
    voice.heading(m.record_heading_criteria({}, locale)),
    criteriaTable(voice, heaviest),
    ...note(
      voice,
      isComputed && m.record_how_period({ period: formatPeriod(from, to, voice.language) }, locale),
      left > 0 && m.record_left_criteria({ count: left }, locale),
    ),
  ];
}

/** Those whose details matter most: the targets, then what is watched, then the others, each in the order of the ranking. */
function weightiest(all: readonly RecordCandidate[], most: number): RecordCandidate[] {
  const order: Decided[] = ['target', 'watch', 'undecided', 'no'];
  const chosenOnes = new Set(order.flatMap((kind) => all.filter(({ decision }) => decision === kind)).slice(0, most));
  return all.filter((one) => chosenOnes.has(one));
}

function evidence(voice: Voice, { exercise }: RecordData, all: readonly RecordCandidate[], most: Share, known: Evidence): Block[] {
  const locale = { locale: voice.language };
  if (all.length === 0 || exercise.criteria.length === 0) return [];
  const shown = weightiest(all, most.evidence);
  const left = all.length - shown.length;
  const { blocks, isCut } = evidenceBlocks(voice, shown, exercise.criteria, known, most.statement);
  const { usual } = known;
  return [
    voice.heading(m.record_heading_evidence({}, locale)),
    ...note(voice, m.record_evidence_intro({}, locale), usual !== null && m.record_evidence_same_date({ date: formatDate(usual, voice.language) }, locale), isCut && m.record_evidence_shortened({}, locale), left > 0 && m.record_left_evidence({ count: left }, locale)),
    ...blocks,
  ];
}

function coordination(voice: Voice, data: RecordData, all: readonly RecordCandidate[], most: Share): Block[] {
  const locale = { locale: voice.language };
  if (all.length === 0) return [];
  const shown = weightiest(all, most.coordination);
  const left = all.length - shown.length;
  const known = data.coordination.headquarters.slice(0, 3).map(({ name }) => name);
  return [
    voice.heading(m.record_heading_coordination({}, locale)),
    coordinationTable(voice, shown, data.coordination),
    ...note(
      voice,
      m.record_coordination_as_of({ date: formatDate(dateInZone(data.coordination.asOf), voice.language) }, locale),
      known.length > 0 && m.record_headquarters({ names: formatList(known, voice.language) }, locale),
      left > 0 && m.record_left_coordination({ count: left }, locale),
    ),
  ];
}

function dissent(voice: Voice, { exercise }: RecordData): Block[] {
  const locale = { locale: voice.language };
  if (!exercise.frozen) return [];
  const said = exercise.frozen.dissent;
  return [
    voice.heading(m.record_heading_dissent({}, locale)),
    { type: 'paragraph', role: 'body', runs: [said ? voice.name(said, 'fr') : voice.say(m.record_no_dissent({}, locale), { tone: 'muted' })] },
  ];
}

function method(voice: Voice, { exercise }: RecordData): Block {
  const locale = { locale: voice.language };
  const { frozen, judges, weightSpread, seed } = exercise;
  const sentences = [
    m.record_method_scores({}, locale),
    m.record_method_draws({ draws: formatNumber(robustnessDraws, voice.language), kept: formatPercent(1 - weightSpread, voice.language) }, locale),
    m.record_method_seed({ seed }, locale),
    ...(judges.length > 0 ? [m.record_method_judges({ names: formatList(judges.map(({ name }) => name), voice.language) }, locale)] : []),
    ...(frozen ? [m.record_hash({ date: formatDate(dateInZone(frozen.at), voice.language), hash: frozen.sha256 }, locale)] : []),
  ];
  return { type: 'paragraph', role: 'note', runs: [voice.say(sentences.join(' '))] };
}
