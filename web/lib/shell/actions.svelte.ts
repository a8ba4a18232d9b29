import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

/** Something that can be done, by its name, from the command palette. A link leads somewhere; the others act at once. */
export interface Action {
  id: string;
  label: string;
  /** Other words under which it is looked for */
  words?: string;
  /** What it is, where that is not plain: a page, a view */
  kind?: string;
  /** Its key on the keyboard, as it is shown */
  key?: string;
  href?: string;
  /** The link is a file: the browser downloads it */
  download?: boolean;
  run?: () => void;
}

const declared = new SvelteMap<symbol, Action[]>();

/**
 * Called while a page or a part of it is made: what can be done there, kept up to date, and gone when it is.
 * @example declareActions(() => (may(session, 'officer') ? [{ id: 'snooze', label: m.organization_snooze(), key: 's', run: open }] : []))
 */
export function declareActions(actions: () => Action[]): void {
  const owner = Symbol('actions');
  $effect(() => {
    const now = actions();
    untrack(() => declared.set(owner, now));
  });
  $effect(() => () => void declared.delete(owner));
}

/** What the page on the screen declares. */
export const declaredActions = (): Action[] => [...declared.values()].flat();
