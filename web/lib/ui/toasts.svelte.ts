/** One short message about what was just done, with the way back when there is one. */
export interface Toast {
  id: number;
  message: string;
  late: boolean;
  /** Verb and deed of the button: « Annuler ». */
  undo?: Deed;
  /** What one may want next, beside the way back: « Préciser ». */
  more?: Deed;
  /** How long it stays. */
  seconds: number;
}
interface Deed {
  label: string;
  run: () => void | Promise<void>;
}

let last = 0;
const shown = $state<Toast[]>([]);

/** The messages on the screen, oldest first. The layout shows them. */
export function toasts(): readonly Toast[] {
  return shown;
}

/** Says what was done: `toast(m.followup_done(), { undo: { label: m.ui_undo(), run: reopen } })`. */
export function toast(message: string, options: { late?: boolean; undo?: Deed; more?: Deed; seconds?: number } = {}): void {
  const { late = false, undo, more, seconds = 8 } = options;
  shown.push({ id: ++last, message, late, seconds, ...(undo ? { undo } : {}), ...(more ? { more } : {}) });
  if (shown.length > 3) shown.shift();
}

export function dismissToast(id: number): void {
  const index = shown.findIndex((one) => one.id === id);
  if (index >= 0) shown.splice(index, 1);
}
