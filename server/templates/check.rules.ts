import type { Placeholder } from '../documents/placeholders.rules.ts';

/** A sentence by its name, with what goes into it: the thread that checks knows no language. */
export type Said = { code: string; values?: Record<string, string> };

/** What was found in a template that is taken. */
export type TemplateCheck = {
  /** What stands between braces, as typed: what it asks for, or null and the name that was probably meant */
  placeholders: { name: string; meaning: Placeholder | null; nearest: string | null }[];
  /** What the template does not ask for: the classification is added to each page without it, the rest at the head of the text */
  missing: Placeholder[];
  /** Each style of ours by its id, and the name of the one in the template that stands for it; null when ours is added */
  styles: { ours: string; theirs: string | null }[];
};

/** What a file gave: its description, or the reason for which it is not taken. */
export type Checked = { check: TemplateCheck; refusal?: undefined } | { refusal: Said; check?: undefined };

export type CheckTask = { bytes: Uint8Array };

/** The largest file that is taken. */
export const templateBytes = 10 * 1024 * 1024;
/** The most paragraphs that a template has: it is a sheet of letterhead, not a book. */
export const templateParagraphs = 2000;

/** Thrown while a template is checked: it cannot be taken, and this is why. */
export class Refusal extends Error {
  readonly said: Said;
  constructor(code: string, values?: Record<string, string>) {
    super(code);
    this.said = values ? { code, values } : { code };
  }
}
