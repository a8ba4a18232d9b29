import { onMount } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api } from '#lib/api.ts';
import { clearDraft, readDraft, writeDraft } from '#lib/draft.ts';
import { inLocale, locale } from '#lib/i18n.ts';
import { asProblem, type Problem } from '#lib/problem.ts';
import type { Exercise } from './exercise.ts';
import { agreedCells, agreedScores, cellsOfJudge, emptyCell, needsEvidence, pairKey, pairOfKey, sameCell, type Cell, type Score } from './judging.rules.ts';

const textOf = (evidence: Score['evidence'][number]): string => inLocale(evidence, 'statement');
/** How long a pause in typing is before what was typed is sent (milliseconds). */
const pause = 500;

export type Sheet = ReturnType<typeof createSheet>;

/**
 * The scores that somebody gives, saved as they go. What the API has not taken yet, whatever the reason, stays here and
 * in this browser: a value without its evidence, a refused line, a lost network. Call it while the component is set up.
 * @param judgeId the judge whose sheet it is; null when scores are agreed directly
 */
export function createSheet(start: Exercise, judgeId: string | null, userId: string) {
  let exercise = $state.raw(start);
  const stored = $derived(judgeId === null ? agreedCells(exercise.scores, textOf) : cellsOfJudge(exercise.judgements, judgeId));
  const unsent = new SvelteMap<string, Cell>();
  const refused = new SvelteMap<string, string>();
  /** Pairs that somebody else changed since: what they put there now. */
  const conflicts = new SvelteSet<string>();
  let problem = $state.raw<Problem | null>(null);
  let sending = $state(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The pairs of the last request, in its order: the API names a refused line by its place. */
  let lines: string[] = [];
  let going: Promise<void> = Promise.resolve();
  /** Whether the judge said that they are done, or not any more, since the last request. */
  let wish: boolean | undefined;
  const draftKey = `judging-${start.id}`;

  const cell = (key: string): Cell => unsent.get(key) ?? stored.get(key) ?? emptyCell;
  const isReady = (key: string): boolean => !needsEvidence(cell(key)) && !refused.has(key) && !conflicts.has(key);
  const ready = (): string[] => [...unsent.keys()].filter(isReady);

  function keep() {
    if (unsent.size === 0) clearDraft(userId, draftKey);
    else writeDraft(userId, draftKey, Object.fromEntries(unsent), exercise.version);
  }

  function put(key: string, change: Partial<Cell>) {
    const next = { ...cell(key), ...change };
    refused.delete(key);
    if (sameCell(next, stored.get(key) ?? emptyCell)) unsent.delete(key);
    else unsent.set(key, next);
    keep();
    clearTimeout(timer);
    timer = setTimeout(() => void send(), pause);
  }

  function write(keys: readonly string[], done?: boolean): Promise<Exercise> {
    if (judgeId === null) {
      const changes = new Map(keys.map((key) => [key, cell(key)]));
      const scores = agreedScores(exercise.scores, changes, locale(), textOf);
      lines = scores.map(pairKey);
      return api(fetch, 'PATCH /api/targeting-exercises/:id', { params: { id: exercise.id }, body: { scores }, ifMatch: exercise.version });
    }
    lines = [...keys];
    const judgements = keys.map((key) => {
      const { value, statement, source, observedOn } = cell(key);
      return { ...pairOfKey(key), value, statement: statement.trim() || null, source: source.trim() || null, observedOn };
    });
    return api(fetch, 'POST /api/targeting-exercises/:id/judgements', { params: { id: exercise.id }, body: { judgements, ...(done === undefined ? {} : { done }) } });
  }

  /** Sends what is ready, and with `done` that the judge is done or is not any more. Settles once all is sent or refused. */
  function send(done?: boolean): Promise<void> {
    clearTimeout(timer);
    if (done !== undefined) wish = done;
    // One request at a time: what is typed meanwhile goes with the next.
    if (!sending) going = sendAll();
    return going;
  }

  async function sendAll(): Promise<void> {
    sending = true;
    while (ready().length > 0 || wish !== undefined) {
      const sent = new Map(ready().map((key) => [key, cell(key)]));
      const done = wish;
      wish = undefined;
      try {
        exercise = await write([...sent.keys()], done);
        for (const [key, value] of sent) if (sameCell(cell(key), value)) unsent.delete(key);
        problem = null;
      } catch (error) {
        problem = asProblem(error);
        refuse(problem, [...sent.keys()]);
      }
      keep();
      if (problem) break;
    }
    sending = false;
  }

  function refuse(found: Problem, keys: readonly string[]) {
    if (found.stale && found.current) {
      const before = new Map(keys.map((key) => [key, stored.get(key) ?? emptyCell]));
      exercise = found.current as Exercise;
      for (const [key, was] of before) if (!sameCell(was, stored.get(key) ?? emptyCell)) conflicts.add(key);
      problem = null;
      return;
    }
    for (const { pointer, message } of found.errors) {
      const key = lines[Number(/^\/(?:judgements|scores)\/(\d+)/.exec(pointer)?.[1] ?? -1)];
      if (key !== undefined) refused.set(key, message);
    }
  }

  onMount(() => {
    const draft = readDraft<Record<string, Cell>>(userId, draftKey);
    const known = new Set(start.candidates.flatMap((candidate) => start.criteria.filter(({ basis }) => basis === 'manual').map((criterion) => `${candidate.id} ${criterion.id}`)));
    for (const [key, value] of Object.entries(draft?.values ?? {})) if (known.has(key) && !sameCell(value, stored.get(key) ?? emptyCell)) unsent.set(key, value);
    void send();
    const back = () => void send();
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('online', back);
      void send();
    };
  });

  return {
    get exercise() {
      return exercise;
    },
    get sending() {
      return sending;
    },
    /** Why the last attempt failed; null once one succeeded. */
    get problem() {
      return problem;
    },
    /** How many the API should have by now and has not. */
    get waiting() {
      return ready().length;
    },
    conflicts,
    cell,
    put,
    send,
    refusal: (key: string): string | undefined => refused.get(key),
    /** What the others put where this person put something else. */
    theirs: (key: string): Cell => stored.get(key) ?? emptyCell,
    /** Settles a conflict: one's own goes over theirs, or theirs stays. */
    settle(key: string, mine: boolean): void {
      conflicts.delete(key);
      if (!mine) unsent.delete(key);
      keep();
      void send();
    },
  };
}
