import { isPageKey } from '#lib/keys.ts';

const deeds: Record<string, string> = { f: 'done', r: 'renegotiate', x: 'pick' };

/**
 * The keys of a list of promises: j and k (or the arrows, once on a line) go from line to line; on a line, f closes it,
 * r changes its day, x picks it. Each presses the button that says the same.
 */
export function promiseKeys(event: KeyboardEvent): void {
  if (!isPageKey(event)) return;
  const rows = [...document.querySelectorAll<HTMLElement>('li:has(> .what [data-promise])')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const step = { j: 1, k: -1, ...(at >= 0 ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
  if (step !== undefined && rows.length > 0) {
    event.preventDefault();
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    next?.querySelector<HTMLElement>('[data-promise]')?.focus();
    return;
  }
  const button = at < 0 ? null : rows[at]?.querySelector<HTMLElement>(`[data-deed="${deeds[event.key] ?? ''}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}
