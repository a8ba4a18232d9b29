import { untrack } from 'svelte';
import { clearDraft, readDraft, writeDraft } from '#lib/draft.ts';
import { asProblem, type Problem } from '#lib/problem.ts';
import { readLine } from './reader.ts';
import { chipsOf, nothingSaid, type Capture, type Chip, type Said } from './reading.ts';
import type { Line } from './save.ts';

/** Under which name the browser keeps a line that was not saved. */
export const captureDraft = 'capture';
/** Long enough for a word, short enough that the chips seem to follow the hand. */
const pause = 120;

/** The state of one line: its words, what they say, what was answered. Call it while the component is set up. */
export function createCapture(me: { id: string; timeZone: string }, start: Partial<Said>) {
  let text = $state('');
  let said = $state.raw<Said>({ ...nothingSaid(), ...start });
  let capture = $state.raw<Capture | null>(null);
  let readText = $state('');
  let problem = $state.raw<Problem | null>(null);
  /** The reading under way, of which words. */
  let reading: { text: string; stop: AbortController; done: Promise<void> } | null = null;
  let isOpen = $state(false);

  const chips = $derived<Chip[]>(capture ? chipsOf(capture, said) : []);
  const isCurrent = $derived(readText === text.trim() && capture !== null);

  /** Reads the line as it stands now; done when what is kept is what it says, or when it could not be read. */
  async function read(): Promise<void> {
    const asked = text.trim();
    if (asked === '') return forget();
    if (asked !== reading?.text) {
      reading?.stop.abort();
      const stop = new AbortController();
      reading = { text: asked, stop, done: readNow(asked, stop.signal) };
    }
    await reading.done;
    // Another word came meanwhile: what was read is no longer the line.
    if (problem === null && text.trim() !== readText) await read();
  }

  async function readNow(asked: string, signal: AbortSignal): Promise<void> {
    try {
      const found = await readLine(text, me.timeZone, signal);
      if (signal.aborted) return;
      capture = found;
      readText = asked;
      problem = null;
    } catch (error) {
      if (!signal.aborted) problem = asProblem(error);
    } finally {
      if (reading?.stop.signal === signal) reading = null;
    }
  }

  function forget(): void {
    reading?.stop.abort();
    reading = null;
    capture = null;
    readText = '';
    problem = null;
  }

  $effect(() => {
    if (text.trim() === untrack(() => readText)) return;
    const timer = setTimeout(() => void read(), pause);
    return () => clearTimeout(timer);
  });
  $effect(() => {
    const kept: Line = { text, said };
    // What was left is taken up first: an empty field must not erase it.
    if (!isOpen) return;
    if (text.trim() === '') clearDraft(me.id, captureDraft);
    else writeDraft<Line>(me.id, captureDraft, kept, null);
  });

  return {
    get text() {
      return text;
    },
    set text(typed: string) {
      text = typed;
    },
    get said() {
      return said;
    },
    /** What the line says, as last read; null before. */
    get capture() {
      return capture;
    },
    get chips() {
      return chips;
    },
    /** True when what is shown is what the line says now. */
    get isCurrent() {
      return isCurrent;
    },
    get problem() {
      return problem;
    },
    read,
    answer(apply: (before: Said) => Said): void {
      said = apply(said);
    },
    /** Takes up the line that was left. */
    restore(): boolean {
      isOpen = true;
      const kept = readDraft<Line>(me.id, captureDraft);
      if (!kept || kept.values.text.trim() === '') return false;
      text = kept.values.text;
      said = { ...nothingSaid(), ...kept.values.said, who: start.who ?? kept.values.said.who };
      return true;
    },
    /** The line is stored: the next one begins empty. */
    clear(): void {
      forget();
      text = '';
      said = nothingSaid();
      clearDraft(me.id, captureDraft);
    },
  };
}
export type CaptureState = ReturnType<typeof createCapture>;
