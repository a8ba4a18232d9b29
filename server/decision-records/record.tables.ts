import { m } from '../../generated/paraglide/messages.js';
import { shorten } from '../documents/partner-blocks.ts';
import type { Block, Run, TableColumn } from '../documents/tree.ts';
import { join, type Voice } from '../documents/voice.ts';
import { measures } from '../targets/measure.rules.ts';
import { shareInWords } from '../targets/robustness.words.rules.ts';
import { pairOf } from '../targets/effective.rules.ts';
import type { Exercise } from '../targets/exercise.schema.ts';
import { formatDate, formatDateShort, formatNumber, formatPeriod } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import type { Decided, RecordCandidate } from './record.data.ts';

type Criterion = Exercise['criteria'][number];
type Score = Exercise['scores'][number];
type Judgement = Exercise['judgements'][number];

const heads = (voice: Voice, columns: readonly (readonly [string, number])[]): TableColumn[] => columns.map(([header, width]) => ({ header: [voice.say(header)], width }));
const whole = (voice: Voice, value: number): string => formatNumber(value, voice.language, 0);

/** « trois » where a number is short enough to be a word. */
export const inWords = (voice: Voice, count: number): string => m.robust_number({ count: String(count) }, { locale: voice.language });

/** The name of a candidate: names are not translated, and are spoken in their own language. */
export const candidateName = (voice: Voice, { name, nameLanguage }: RecordCandidate, bold = false): Run => voice.name(name, nameLanguage, bold ? { bold } : {});

const tones: Partial<Record<Decided, 'learns' | 'muted'>> = { target: 'learns', no: 'muted', undecided: 'muted' };
export function decisionRun(voice: Voice, decision: Decided): Run {
  const label = decision === 'undecided' ? m.record_undecided_label({}, { locale: voice.language }) : labelOf('target_decision', decision, voice.language);
  const tone = tones[decision];
  return voice.say(label, { ...(decision === 'target' && { bold: true }), ...(tone && { tone }) });
}

/** Rank, candidate, score with what is unknown, what evidence supports, how surely among the first, and what is decided. */
export function rankingTable(voice: Voice, candidates: readonly RecordCandidate[], top: number, isDecided: boolean): Block {
  const locale = { locale: voice.language };
  const columns: [string, number][] = [
    [m.record_column_rank({}, locale), 7],
    [m.record_column_candidate({}, locale), isDecided ? 30 : 40],
    [m.record_column_score({}, locale), 19],
    [m.record_column_known({}, locale), 15],
    [top === 1 ? m.record_column_first_one({}, locale) : m.record_column_first({ number: inWords(voice, top) }, locale), isDecided ? 15 : 19],
    ...(isDecided ? [[m.record_column_decision({}, locale), 14] as [string, number]] : []),
  ];
  return {
    type: 'table',
    caption: [],
    columns: heads(voice, columns),
    rows: candidates.map((candidate) => [
      [voice.say(String(candidate.rank))],
      [candidateName(voice, candidate, true)],
      [voice.say(scoreText(voice, candidate))],
      [voice.say(shareInWords(candidate.known, voice.language))],
      [voice.say(shareInWords(candidate.amongShare, voice.language))],
      ...(isDecided ? [[decisionRun(voice, candidate.decision)]] : []),
    ]),
  };
}

function scoreText(voice: Voice, { total, low, high }: RecordCandidate): string {
  const [shown, from, to] = [total, low, high].map((value) => whole(voice, value));
  return from === to ? (shown ?? '') : m.record_interval({ total: shown ?? '', low: from ?? '', high: to ?? '' }, { locale: voice.language });
}

/** Candidates of whom the very same is decided for the very same reason. */
export type AlikeDecided = { candidates: RecordCandidate[]; decision: NonNullable<Exercise['candidates'][number]['decision']> };

/** What is decided, the targets first, then what is watched, then the others. */
export function decidedAlike(candidates: readonly RecordCandidate[], exercise: Exercise): AlikeDecided[] {
  const order: Decided[] = ['target', 'watch', 'no'];
  const groups = new Map<string, AlikeDecided>();
  for (const candidate of order.flatMap((kind) => candidates.filter((one) => one.decision === kind))) {
    const decision = exercise.candidates.find(({ id }) => id === candidate.id)?.decision;
    if (!decision) continue;
    const key = JSON.stringify([decision.decision, decision.reason, decision.periodFrom, decision.periodTo, decision.reviewOn]);
    const group = groups.get(key);
    if (group) group.candidates.push(candidate);
    else groups.set(key, { candidates: [candidate], decision });
  }
  return [...groups.values()];
}

const namedInRow = 12;
/** A row a decision: who, what, for which period, to be reviewed when, and why in at most `length` characters. */
export function decisionsTable(voice: Voice, alike: readonly AlikeDecided[], length: number): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(alike, (list) => ({
    type: 'table',
    caption: [],
    columns: heads(voice, [
      [m.record_column_candidate({}, locale), 25],
      [m.record_column_decision({}, locale), 12],
      [m.record_column_period({}, locale), 11],
      [m.record_column_review({}, locale), 14],
      [m.record_column_reason({}, locale), 38],
    ]),
    rows: list.map(({ candidates, decision }) => {
      const more = candidates.length - namedInRow;
      return [
        [
          ...join(candidates.slice(0, namedInRow).map((candidate) => candidateName(voice, candidate, true)), voice.say(', ')),
          ...(more > 0 ? [voice.say(m.record_and_others({ names: '', count: more }, locale))] : []),
        ],
        [decisionRun(voice, decision.decision)],
        [voice.say(formatPeriod(decision.periodFrom, decision.periodTo, voice.language))],
        decision.reviewOn ? [voice.say(formatDateShort(decision.reviewOn, voice.language))] : [],
        // Typed once, in the language of the office.
        [voice.name(shorten(decision.reason, length), 'fr')],
      ];
    }),
  }));
}

/** Each criterion with its share of all weights and how it is counted. */
export function criteriaTable(voice: Voice, criteria: readonly Criterion[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(criteria, (list) => ({
    type: 'table',
    caption: [],
    columns: heads(voice, [
      [m.record_column_criterion({}, locale), 40],
      [m.record_column_weight({}, locale), 10],
      [m.record_column_how({}, locale), 50],
    ]),
    rows: list.map((criterion) => [
      voice.text({ fr: criterion.nameFr, en: criterion.nameEn }),
      [voice.say(shareInWords(criterion.share, voice.language))],
      join([howCounted(voice, criterion), criterion.direction === 'less' && voice.say(m.record_how_less({}, locale))], voice.say('; ')),
    ]),
  }));
}

function howCounted(voice: Voice, { basis, measure, top }: Criterion): Run[] {
  const locale = { locale: voice.language };
  if (basis !== 'computed' || !measure) return [voice.say(m.record_how_judged({}, locale))];
  const counted = voice.say(m.record_how_computed({ measure: lower(labelOf('criterion_measure', measure, voice.language)) }, locale));
  const unit = measures[measure].unit;
  // A whole share is worth 5: nothing to say of it.
  return top === null || unit === 'share' ? [counted] : [counted, voice.say('; '), voice.say(m.record_how_top({ figure: figureText(voice, measure, top) }, locale))];
}

/** A figure with its unit: « 12 partenaires », « 80 % tenues ». */
export function figureText(voice: Voice, measure: NonNullable<Criterion['measure']>, figure: number): string {
  const { unit } = measures[measure];
  const count = unit === 'share' ? Math.round(figure * 100) : figure;
  return labelWith(`criterion_unit_${unit}`, count, voice);
}

const words: Record<string, unknown> = { ...m };
function labelWith(key: string, count: number, voice: Voice): string {
  const word = words[key];
  return typeof word === 'function' ? String((word as (inputs: object, options: object) => string)({ count }, { locale: voice.language })) : String(count);
}

/** « Partenaires actifs » in the middle of a sentence: names in capitals stay. */
export const lower = (text: string): string => (/^\p{Lu}\p{Ll}/u.test(text) ? `${text.slice(0, 1).toLocaleLowerCase('fr-CA')}${text.slice(1)}` : text);

/** Of a name, in characters: what is longer is cut. */
export const longestName = 60;

/** The scores and what judges say, by pair, and the date of most of the evidence: found once a record, as there may be thousands. */
export type Evidence = { scores: ReadonlyMap<string, Score>; judgements: ReadonlyMap<string, Judgement[]>; usual: string | null };
export function evidenceIn({ scores, judgements }: Pick<Exercise, 'scores' | 'judgements'>): Evidence {
  return { scores: new Map(scores.map((score) => [pairOf(score), score])), judgements: Map.groupBy(judgements, pairOf), usual: usualDate({ scores }) };
}

/** All that supports the scores, a paragraph a candidate; texts are cut to `length` characters, and `isCut` says whether one was. */
export function evidenceBlocks(voice: Voice, candidates: readonly RecordCandidate[], criteria: readonly Criterion[], evidence: Evidence, length: number): { blocks: Block[]; isCut: boolean } {
  let isCut = false;
  const cut: Cut = (text) => {
    const shown = shorten(text, length);
    isCut ||= shown !== shorten(text, Infinity);
    return shown;
  };
  const blocks = candidates.map((candidate) => evidenceBlock(voice, candidate, criteria, evidence, cut));
  return { blocks, isCut };
}

type Cut = (text: string) => string;

function evidenceBlock(voice: Voice, candidate: RecordCandidate, criteria: readonly Criterion[], evidence: Evidence, cut: Cut): Block {
  const pieces = criteria.map((criterion): Run[] => {
    const score = evidence.scores.get(pairOf({ candidateId: candidate.id, criterionId: criterion.id }));
    const name = shorten(criterion[voice.language === 'en' && criterion.nameEn ? 'nameEn' : 'nameFr'] ?? '', longestName);
    const said = join(score ? evidenceOf(voice, evidence, score, criterion, cut) : [], voice.say('; '));
    return [
      voice.say(`${name}${voice.language === 'fr' ? '\u00a0' : ' '}`, { italic: true }),
      voice.say(valueText(voice, score), { bold: true }),
      ...(said.length > 0 && !said[0]?.text.startsWith(' [') ? [voice.say('\u00a0– ')] : []),
      ...said,
    ];
  });
  return { type: 'paragraph', role: 'note', runs: [candidateName(voice, candidate, true), voice.say(voice.language === 'fr' ? '\u00a0: ' : ': '), ...join(pieces, voice.say('. ')), voice.say('.')] };
}

function valueText(voice: Voice, score: Score | undefined): string {
  const locale = { locale: voice.language };
  if (!score || (score.value === null && score.low === null)) return m.record_unknown({}, locale);
  const said = (value: number | null): string => formatNumber(value ?? 0, voice.language, 1);
  if (score.low !== null && score.high !== null && score.low !== score.high) return m.record_score_between({ low: said(score.low), high: said(score.high) }, locale);
  return said(score.value ?? score.low);
}

/** Computed: the figure. Judged: each sentence with its source and its date; open between judges, what each said. */
function evidenceOf(voice: Voice, { judgements, usual }: Evidence, score: Score, { measure }: Criterion, cut: Cut): Run[][] {
  const dated = (on: string | null): string | null => (on === null || on === usual ? null : formatDate(on, voice.language));
  if (score.origin === 'computed' && measure) return score.figure === null ? [] : [[bracketed(voice, [figureText(voice, measure, score.figure)])]];
  if (score.origin === 'judges') {
    return (judgements.get(pairOf(score)) ?? [])
      .filter(({ statement, source }) => statement || source)
      .map((one) => [voice.name(trimmed(cut(one.statement ?? '')), 'fr'), bracketed(voice, [one.source, dated(one.observedOn), one.judge.name])]);
  }
  return score.evidence.map((one) => [
    // What follows a text in another language only says so.
    ...voice.text({ fr: one.statementFr, en: one.statementEn }).map((run, index) => (index === 0 ? { ...run, text: trimmed(cut(run.text)) } : run)),
    bracketed(voice, [one.source, dated(one.observedOn)]),
  ]);
}

/** The sentence goes on: its full stop comes later. */
const trimmed = (text: string): string => text.replace(/\.$/, '');

/** The date of more than half of the evidence, which is then said once; null when there is none. */
export function usualDate({ scores }: Pick<Exercise, 'scores'>): string | null {
  const dates = scores.flatMap(({ evidence }) => evidence.map(({ observedOn }) => observedOn));
  const times = new Map<string | null, number>();
  for (const date of dates) times.set(date, (times.get(date) ?? 0) + 1);
  return [...times].find(([date, count]) => date !== null && count * 2 > dates.length)?.[0] ?? null;
}

function bracketed(voice: Voice, parts: readonly (string | null)[]): Run {
  const said = parts.filter(Boolean).join(', ');
  return voice.say(said === '' ? '' : ` [${said}]`);
}
