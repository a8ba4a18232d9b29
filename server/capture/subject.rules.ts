import type { Kind } from './kinds.rules.ts';
import type { Span } from './capture.schema.ts';
import { bounds, Cover, overlaps, type Line, type Range } from './line.rules.ts';

const longest = 300;
/** Words that are left hanging when what followed them is taken out. */
const dangling =
  /(?:[\s,;:–—-]|(?:^|\s)(?:avec|with|w\/|à|a|at|on|le|la|les|l[’']|du|au|aux|de|des|d[’']|the|from|for|pour|in|en|by|par|of|et|and|puis|then|but|mais|que|that|to|→|->|=>))+$/iu;
const leading = /^(?:[\s,;:.–—!?)-]|(?:et|and|puis|then)\s)+/iu;

/** Text of a stretch of the line without the parts cut out of it and without @ and #; one space where many were. */
export function tidy(line: Line, range: Range, cuts: readonly Range[]): string {
  const whole = bounds(line, range);
  let at = whole.start;
  let kept = '';
  for (const cut of cuts.filter((one) => overlaps(one, range)).map((one) => bounds(line, one)).sort((a, b) => a.start - b.start)) {
    if (cut.end <= at || cut.start >= whole.end) continue;
    kept += `${line.text.slice(at, Math.max(at, cut.start))} `;
    at = Math.min(cut.end, whole.end);
  }
  kept += line.text.slice(at, whole.end);
  kept = kept.replace(/\s+/g, ' ');
  // What stood in brackets is cut out, and one bracket with it.
  if (!kept.includes('(')) kept = kept.replace(/[\s,]+\)/g, '');
  return kept
    .replace(/(^|[\s(«"])[@#](?=[\p{L}\p{N}])/gu, '$1')
    .replace(/\(\s*\)/g, '')
    .replace(/ (?=[,.!?](?:\s|$))/g, '')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/[,;]\s*\./g, '.')
    .replace(/\.(?:\s*\.)+(?!\.)/g, '.')
    .trim();
}

/** The same with nothing hanging at either end, a capital first, and of a length that a record takes. */
export function finish(text: string): string {
  let kept = text.replace(leading, '');
  for (let before = ''; before !== kept; ) {
    before = kept;
    kept = kept.slice(-60).replace(dangling, '').length === kept.slice(-60).length ? kept : kept.slice(0, kept.length - 60 > 0 ? kept.length - 60 : 0) + kept.slice(-60).replace(dangling, '');
    kept = kept.replace(/[\s.]+$/u, (end) => (/\p{L}\.\p{L}$/u.test(kept.slice(0, kept.length - end.length)) ? '.' : ''));
  }
  if (kept.length > longest) kept = `${kept.slice(0, longest - 1).replace(/\s+\S*$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`;
  const first = String.fromCodePoint(kept.codePointAt(0) ?? 32);
  return kept === '' ? '' : first.toUpperCase() + kept.slice(first.length);
}

const words: Record<Kind, [string, string]> = {
  meeting: ['Rencontre', 'Meeting'],
  call: ['Appel', 'Call'],
  videoconference: ['Visioconférence', 'Videoconference'],
  email: ['Courriel', 'Email'],
  letter: ['Lettre', 'Letter'],
  visit: ['Visite', 'Visit'],
  event: ['Événement', 'Event'],
  reception: ['Réception', 'Reception'],
  working_session: ['Séance de travail', 'Working session'],
};

/**
 * The one line that stays: the parts of the line that are no promise, without the dates. When nothing stays, the kind
 * with the names, « Rencontre – Le Havre »: then no span says it.
 */
export function subjectOf(line: Line, main: readonly Range[], cuts: readonly Range[], kind: Kind, names: readonly string[], locale: 'fr' | 'en'): { value: string; span: Span | null } {
  const parts = main.map((range) => tidy(line, range, cuts)).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const value = finish(parts.map((part, index) => (index < parts.length - 1 ? part.replace(/[\s,;:–-]+$/u, '') : part.replace(leading, ''))).join(' '));
  if (!/[\p{L}\p{N}]/u.test(value) || (names.length > 0 && !/\p{L}{2}/u.test(value))) {
    const word = words[kind][locale === 'fr' ? 0 : 1];
    return { value: names.length > 0 ? finish(`${word} – ${names.slice(0, 3).join(', ')}`) : word, span: null };
  }
  const gone = new Cover(line, cuts);
  const stays = new Cover(line, main);
  const kept = line.words.filter((word) => stays.touches(word) && !gone.touches(word));
  const start = line.starts[kept[0]?.start ?? 0] ?? 0;
  const last = kept.at(-1);
  const end = last ? line.ends[last.end - 1]! : line.text.length;
  return { value, span: { start, end, text: line.text.slice(start, end) } };
}
