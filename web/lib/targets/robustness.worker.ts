import { rankCandidates, type Ranked, type RankingInput } from '#server/targets/target.rules.ts';

// Ranks beside the page, so that sliders go on moving meanwhile.
export type Question = { id: number; input: RankingInput };
export type Reply = { id: number; ranking: Ranked[] };

self.addEventListener('message', ({ data: { id, input } }: MessageEvent<Question>) => {
  self.postMessage({ id, ranking: rankCandidates(input).ranking } satisfies Reply);
});
