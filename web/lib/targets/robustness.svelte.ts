import { rankCandidates, type Ranked, type RankingInput } from '#server/targets/target.rules.ts';
import type { Question, Reply } from './robustness.worker.ts';

/** A ranking, and what it follows from. */
export type Ranking = {
  /** The very object that was asked */
  input: RankingInput;
  ranking: Ranked[];
  /** Of fewer draws than were asked; all of them follow */
  isCoarse: boolean;
};

/** Candidates × criteria × draws that are ranked while a slider moves without anybody noticing. */
const soon = 2_500_000;
const coarseDraws = 1_000;

/**
 * Asks a worker how robust a ranking is, and keeps its last answer. Only the last question counts. What takes long is
 * first answered with fewer draws; all of them are counted in a worker of their own, so that the next move of a slider
 * waits for nothing.
 */
export class Robustness {
  answer = $state.raw<Ranking | null>(null);
  isBusy = $state(false);
  #asked: RankingInput | null = null;
  readonly #quick = new Asker();
  readonly #thorough = new Asker();

  ask(input: RankingInput): void {
    if (input === this.#asked) return;
    this.#asked = input;
    this.isBusy = true;
    const take = (isCoarse: boolean) => (ranking: Ranked[]) => this.#take({ input, ranking, isCoarse });
    if (input.draws <= coarseDraws || input.candidates.length * input.criteria.length * input.draws <= soon) {
      this.#thorough.forget();
      this.#quick.ask(input, take(false));
    } else {
      this.#quick.ask({ ...input, draws: coarseDraws }, take(true));
      this.#thorough.ask(input, take(false));
    }
  }

  /** Ends the workers; a later question begins them again. */
  stop(): void {
    this.#asked = null;
    this.isBusy = false;
    this.#quick.stop();
    this.#thorough.stop();
  }

  #take(answer: Ranking): void {
    const isLast = answer.input === this.#asked;
    if (isLast && answer.isCoarse && !this.isBusy) return;
    // While a slider moves, what was asked a moment ago is shown; never over what is newer.
    if (!isLast && this.answer?.input === this.#asked) return;
    this.answer = answer;
    if (isLast && !answer.isCoarse) this.isBusy = false;
  }
}

type Asked = { input: RankingInput; take: (ranking: Ranked[]) => void };

/** One worker, and at most one question that waits for it: the next takes its place. */
class Asker {
  #worker: Worker | null = null;
  #doing: (Asked & { id: number }) | null = null;
  #waiting: Asked | null = null;
  #last = 0;

  ask(input: RankingInput, take: Asked['take']): void {
    this.#waiting = { input, take };
    this.#next();
  }

  /** Takes back what waits; what is being worked on is not told. */
  forget(): void {
    this.#waiting = null;
    if (this.#doing) this.#doing.take = () => undefined;
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = this.#doing = this.#waiting = null;
  }

  #next(): void {
    if (this.#doing || !this.#waiting) return;
    const asked = this.#waiting;
    this.#waiting = null;
    this.#last += 1;
    this.#doing = { ...asked, id: this.#last };
    this.#worker ??= this.#started();
    this.#worker.postMessage({ id: this.#last, input: asked.input } satisfies Question);
  }

  #started(): Worker {
    const worker = new Worker(new URL('./robustness.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.id === this.#doing?.id) this.#done(data.ranking);
    });
    // A browser that starts no worker ranks on the page: slower to the hand, and the same answer.
    worker.addEventListener('error', () => {
      worker.terminate();
      this.#worker = null;
      if (this.#doing) this.#done(rankCandidates(this.#doing.input).ranking);
    });
    return worker;
  }

  #done(ranking: Ranked[]): void {
    const done = this.#doing;
    this.#doing = null;
    done?.take(ranking);
    this.#next();
  }
}
