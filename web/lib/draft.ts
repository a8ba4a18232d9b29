/**
 * What a person typed and has not saved, kept in this browser: it survives a closed tab and an expired session.
 * Each person's drafts are apart, and none is ever sent anywhere.
 */
export interface Draft<V> {
  values: V;
  /** When it was typed (ISO instant). */
  savedAt: string;
  /** The version of the record that it started from. */
  version: number | null;
}

const prefix = 'passerelle-draft';
const keptForDays = 30;

function address(userId: string, key: string): string {
  return `${prefix}:${userId}:${key}`;
}

/** The draft of a form, or null when there is none, when it is too old, or when the browser keeps nothing. */
export function readDraft<V>(userId: string, key: string): Draft<V> | null {
  try {
    const text = localStorage.getItem(address(userId, key));
    if (!text) return null;
    const draft = JSON.parse(text) as Draft<V>;
    if (Date.now() - Date.parse(draft.savedAt) < keptForDays * 86_400_000) return draft;
    localStorage.removeItem(address(userId, key));
  } catch {
    // A browser that keeps nothing (private window, full storage) still lets the person work.
  }
  return null;
}

export function writeDraft<V>(userId: string, key: string, values: V, version: number | null): void {
  try {
    const draft: Draft<V> = { values, version, savedAt: new Date().toISOString() };
    localStorage.setItem(address(userId, key), JSON.stringify(draft));
  } catch {
    // Same as above: no draft, but no broken form either.
  }
}

/** Forgets every draft of a person: they sign out. */
export function clearDrafts(userId: string): void {
  try {
    const own = Object.keys(localStorage).filter((key) => key.startsWith(address(userId, '')));
    for (const key of own) localStorage.removeItem(key);
  } catch {
    // Nothing was kept, nothing to clear.
  }
}

export function clearDraft(userId: string, key: string): void {
  try {
    localStorage.removeItem(address(userId, key));
  } catch {
    // Nothing was kept, nothing to clear.
  }
}
