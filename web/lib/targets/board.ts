import type { Answer } from '#lib/api.ts';
import { formatNumber, inLocale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

export type Exercise = Answer<'GET /api/targeting-exercises/:id'>;
export type Criterion = Exercise['criteria'][number];
export type Candidate = Exercise['candidates'][number];
export type Score = Exercise['scores'][number];
export type Judgement = Exercise['judgements'][number];
export type Lens = Exercise['lens'];
/** Where a candidate stands under some weights: those of the exercise, or those that one tries. */
export type Standing = Pick<Candidate, 'id' | 'rank' | 'total' | 'low' | 'high' | 'known' | 'rankAcceptability' | 'centralWeights' | 'confidence'>;
/** A candidate with where it stands, as the ranking shows it. */
export type Ranked = { candidate: Candidate; standing: Standing };

const paths: Readonly<Record<string, string>> = { region: '/regions', place: '/places', organization: '/organizations', forum: '/forums' };
/** The page of the record for which a candidate stands; null when it is only a name. */
export function recordHref({ record }: Pick<Candidate, 'record'>): string | null {
  const path = record ? paths[record.type] : undefined;
  return record && path ? `${path}/${encodeURIComponent(record.id)}` : null;
}

export const nameOf = (one: { nameFr: string; nameEn: string | null }): string => inLocale(one, 'name');
/** A figure with one decimal only where it has one. */
export const points = (value: number): string => formatNumber(value, Number.isInteger(Math.round(value * 10) / 10) ? 0 : 1);

/** « 1 point », « 2,4 points »: an amount on 100, to one decimal. */
export function pointsInWords(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return m.board_points({ count: rounded, points: points(rounded) });
}

/** The score of a pair, whatever it comes from; undefined where nothing was said. */
export const scoreOf = (scores: readonly Score[], candidateId: string, criterionId: string): Score | undefined =>
  scores.find((one) => one.candidateId === candidateId && one.criterionId === criterionId);

/** Nobody knows it: neither a value nor an interval between judges. */
export const isUnknown = (score: Score | undefined): boolean => !score || (score.value === null && score.low === null);
/** Judges differ: the score is anywhere between two values. */
export const isDisputed = (score: Score | undefined): score is Score & { low: number; high: number } =>
  score?.low !== null && score?.low !== undefined && score.high !== null && score.low !== score.high;

/** In the first ranks: the share of the ways to weigh in which a candidate is there, 0 to 1. */
export const firstShare = ({ rankAcceptability }: Pick<Standing, 'rankAcceptability'>, top: number): number =>
  Math.min(1, rankAcceptability.slice(0, top).reduce((sum, one) => sum + one, 0));
