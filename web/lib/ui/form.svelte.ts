import { beforeNavigate } from '$app/navigation';
import { page } from '$app/state';
import { onMount, tick, untrack } from 'svelte';
import { m } from '#paraglide/messages.js';
import { clearDraft, readDraft, writeDraft } from '#lib/draft.ts';
import { newKey } from '#lib/key.ts';
import { asProblem, type Problem } from '#lib/problem.ts';

export interface FormOptions<V extends object, R> {
  /** The values the form opens with. */
  start: V;
  /** The version of the record being edited; leave out for a new one. */
  version?: number;
  /** Sends the values. Pass `ifMatch` on to a PATCH and `idempotencyKey` to a POST. */
  save: (values: V, sending: { ifMatch: number | undefined; idempotencyKey: string }) => Promise<R>;
  /** After the record is saved: a toast, the way to its page. */
  done?: (result: R) => void | Promise<void>;
  /** How a stored record fills the form: needed to settle a conflict. */
  fromRecord?: (current: never) => V;
  /** Keeps what is typed in this browser under this name (`organization-new`, `organization-${id}`). */
  draft?: string;
}

export type Form<V extends object> = ReturnType<typeof createForm<V, unknown>>;

/**
 * The state of one form. Call it while the component is set up:
 * `const form = createForm({ start: { nameFr: '' }, save: (values, { idempotencyKey }) => api(fetch, 'POST /api/organizations', { body: values, idempotencyKey }) })`,
 * bind inputs to `form.values`, show `form.error('/nameFr')`, and put everything inside `<Form {form}>`.
 */
export function createForm<V extends object, R>(options: FormOptions<V, R>) {
  const clone = (values: V): V => structuredClone($state.snapshot(values)) as V;
  let values = $state<V>(clone(options.start));
  let clean = $state.raw(JSON.stringify(options.start));
  let version = $state(options.version);
  let busy = $state(false);
  let problem = $state.raw<Problem | null>(null);
  let fieldErrors = $state.raw<Record<string, string>>({});
  let theirs = $state.raw<V | null>(null);
  let restoredAt = $state<string | null>(null);
  // One key for one intention: a retry after a lost answer makes no second record.
  let idempotencyKey = newKey();
  let leaving = false;

  const text = $derived(JSON.stringify(values));
  const dirty = $derived(text !== clean);
  const userId = untrack(() => (page.data.session as { id?: string } | null)?.id ?? 'nobody');
  const draftKey = options.draft;

  onMount(() => {
    if (!draftKey) return;
    const draft = readDraft<V>(userId, draftKey);
    if (!draft || JSON.stringify(draft.values) === clean) return;
    values = draft.values;
    // Its base: if somebody saved since, the 412 shows both texts.
    if (draft.version !== null && options.version !== undefined) version = draft.version;
    restoredAt = draft.savedAt;
  });

  $effect(() => {
    const now = text;
    if (!draftKey) return;
    const timer = setTimeout(() => {
      if (leaving) return;
      if (now === clean) clearDraft(userId, draftKey);
      else writeDraft(userId, draftKey, JSON.parse(now) as V, version ?? null);
    }, 300);
    return () => clearTimeout(timer);
  });

  beforeNavigate((navigation) => {
    if (!dirty || leaving || busy) return;
    // With a draft nothing is lost by going; without one the browser asks.
    if (draftKey) writeDraft(userId, draftKey, clone(values), version ?? null);
    else if (navigation.willUnload || !confirm(m.ui_leave_unsaved())) navigation.cancel();
  });

  async function submit(event?: SubmitEvent): Promise<void> {
    event?.preventDefault();
    if (busy) return;
    busy = true;
    problem = null;
    fieldErrors = {};
    try {
      const result = await options.save(clone(values), { ifMatch: version, idempotencyKey });
      leaving = true;
      if (draftKey) clearDraft(userId, draftKey);
      clean = JSON.stringify(values);
      restoredAt = null;
      theirs = null;
      idempotencyKey = newKey();
      const saved = (result as { version?: unknown } | undefined)?.version;
      if (typeof saved === 'number') version = saved;
      await options.done?.(result);
    } catch (error) {
      const found = asProblem(error);
      if (found.stale && found.current && options.fromRecord) {
        theirs = options.fromRecord(found.current as never);
        version = (found.current as { version: number }).version;
      } else {
        problem = found;
        fieldErrors = Object.fromEntries(found.errors.map((one) => [one.pointer, one.message]));
        // A refused body is another intention once corrected.
        if (found.status >= 400 && found.status < 500) idempotencyKey = newKey();
        await showFirstRefusal();
      }
    } finally {
      busy = false;
      leaving = false;
    }
  }

  return {
    get values() {
      return values;
    },
    set values(next: V) {
      values = next;
    },
    /** True when something differs from what was opened or last saved. */
    get dirty() {
      return dirty;
    },
    get busy() {
      return busy;
    },
    /** What refused the last attempt; field messages are in `error()`. */
    get problem() {
      return problem;
    },
    /** The stored values, when somebody saved in between. */
    get theirs() {
      return theirs;
    },
    /** When the draft that the form took up was typed (ISO instant), or null. */
    get restoredAt() {
      return restoredAt;
    },
    /** The message of one field, by JSON pointer: `/nameFr`, `/contactPoints/0/value`. */
    error(pointer: string): string | undefined {
      return fieldErrors[pointer];
    },
    /** Sets a message from the screen itself, before anything is sent. */
    refuse(pointer: string, message: string): void {
      fieldErrors = { ...fieldErrors, [pointer]: message };
    },
    submit,
    /** After a conflict: takes the chosen values and saves them over the newer version. */
    settle(chosen: V): Promise<void> {
      values = clone(chosen);
      theirs = null;
      return submit();
    },
    /** After a conflict: takes what the other person saved. */
    takeTheirs(): void {
      if (!theirs) return;
      values = clone(theirs);
      clean = JSON.stringify(values);
      theirs = null;
      if (draftKey) clearDraft(userId, draftKey);
    },
    /** Back to the values that the form opened with; the draft goes. */
    reset(): void {
      values = clone(options.start);
      clean = JSON.stringify(values);
      version = options.version;
      restoredAt = null;
      problem = null;
      fieldErrors = {};
      theirs = null;
      if (draftKey) clearDraft(userId, draftKey);
    },
  };
}

/** Brings the person to the first refused field, out of its fold if it lies in one. */
async function showFirstRefusal(): Promise<void> {
  await tick();
  const refused = document.querySelector<HTMLElement>('main [aria-invalid="true"]');
  const fold = refused?.closest<HTMLDetailsElement>('details:not([open])');
  if (fold) fold.open = true;
  refused?.focus();
}
