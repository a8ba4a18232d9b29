import type { Context } from '../http/context.ts';
import { rankCandidates, type Ranked, type RankingInput } from './target.rules.ts';

/** The ranking of an exercise. */
export async function rankAside(_ctx: Context, input: RankingInput): Promise<{ ranking: Ranked[] }> {
  return rankCandidates(input);
}
