let current = $state<string | null>(null);
let held = false;
const waiting: string[] = [];

/** The panel after a save: which interaction it is about. The layout shows it, whoever saves calls `show`. */
export const afterSave = {
  /** Id of the interaction whose panel is shown, or null. */
  get current(): string | null {
    return current;
  },
  /** Shows the panel of an interaction just saved; where text is still being typed in another's, when that one closes. */
  show(interactionId: string): void {
    if (current === null || current === interactionId || !held) current = interactionId;
    else if (!waiting.includes(interactionId)) waiting.push(interactionId);
  },
  /** Puts the panel away. */
  close(): void {
    held = false;
    current = waiting.shift() ?? null;
  },
  /** Said by the panel: it holds typed text that is not saved. */
  hold(isHeld: boolean): void {
    held = isHeld;
  },
};
