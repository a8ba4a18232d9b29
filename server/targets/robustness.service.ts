import { createHash } from 'node:crypto';
import { aside } from '../http/aside.ts';
import type { Context } from '../http/context.ts';
import { invalid } from '../http/problem.ts';
import { checkPreview, longRanking } from './robustness.rules.ts';
import type { Preview, PreviewedRanking } from './robustness.schema.ts';
import { rankCandidates, type Ranked, type RankingInput } from './target.rules.ts';

type Ranking = { ranking: Ranked[] };

const job = { module: import.meta.url, name: 'rankHere' };
/** Candidates × criteria × draws up to which a ranking takes about a millisecond. */
const least = 100_000;
/** Rankings of what was asked lately, the latest last. The same input has one answer, whoever asks. */
const kept = new Map<string, Promise<Ranking>>();
const most = 100;

/** Ranks in the thread of readers: the server goes on meanwhile. What was asked lately is answered from memory. */
export async function rankAside(ctx: Context, input: RankingInput): Promise<Ranking> {
  const work = input.candidates.length * input.criteria.length * input.draws;
  if (work <= least) return rankCandidates(input);
  const key = createHash('sha256').update(JSON.stringify(input)).digest('base64');
  const known = kept.get(key);
  const { db, user, now, requestId } = ctx;
  const answer = known ?? (aside(db.file, { job, input, user, now, requestId }, work > longRanking) as Promise<Ranking>).catch(() => rankCandidates(input));
  kept.delete(key);
  kept.set(key, answer);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return answer;
}

/** What the thread runs. */
export async function rankHere(_ctx: Context, input: RankingInput): Promise<Ranking> {
  return rankCandidates(input);
}

/** The ranking of candidates that are nowhere stored. */
export async function previewRanking(ctx: Context, input: Preview): Promise<PreviewedRanking> {
  const errors = checkPreview(input);
  if (errors.length > 0) throw invalid(errors);
  const scores = input.scores.map(({ candidate, criterion, value }) => ({ candidate, criterion, low: value }));
  return rankAside(ctx, { ...input, scores });
}
