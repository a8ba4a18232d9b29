/**
 * Whether a key is the page's to act on: not typed into something, not the browser's (with a modifier), not taken by
 * another, and no question open over the page. A ticked box is no text: keys go on working beside it.
 */
export function isPageKey(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
  if (ctrlKey || metaKey || altKey || defaultPrevented || document.querySelector('dialog[open]')) return false;
  const isTyping =
    target instanceof HTMLElement && (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select, [role=listbox]') !== null);
  return !isTyping;
}
