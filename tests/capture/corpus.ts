import { readFileSync } from 'node:fs';
import type { Capture, LexiconEntry } from '../../server/capture/capture.schema.ts';
import { buildLexicon, type Lexicon } from '../../server/capture/lexicon.rules.ts';
import { parseCapture } from '../../server/capture/capture.rules.ts';
import { contactName } from '../../server/contacts/contact.names.rules.ts';
import { clockIn } from '../../server/interactions/moment.rules.ts';
import { dateInZone } from '../../server/text/format.rules.ts';
import { fold } from '../../server/text/fold.rules.ts';

/**
 * A line as an officer types it, and what it says. Days are `2026-11-18`, hours `2026-11-18T14:00` on a clock of
 * `timeZone`; null is now. `asked` is what must be asked: `expected:reason:words`.
 *
 * Lines written without knowing the grammar (`second.json`) cannot spell its answers: there « ? » is any value, provided
 * that what must be asked is; « ~draft protocol !friday » a text that holds the words but those after « ! »; `asked` is
 * `expected` or `expected:words`; `maybe` are records that may be offered, never sure, and `mayAsk` what may be asked too.
 */
export type Expected = {
  kind: string;
  startsAt: string | null;
  endsAt?: string;
  timeZone?: string;
  organizations?: string[];
  contacts?: string[];
  users?: string[];
  commitments?: string[];
  sectors?: string[];
  followUps?: { side: string; text: string; due: string | null }[];
  subject: string;
  asked?: string[];
  maybe?: string[];
  mayAsk?: string[];
};
export type CorpusLine = { text: string; locale: 'fr' | 'en'; now: string; timeZone: string; isLoose: boolean; expect: Expected };
export type Score = { field: string; right: number; total: number };
export type Miss = { text: string; field: string; expected: unknown; read: unknown; isWrongButSure: boolean };
export type Report = { scores: Score[]; ratio: number; wrongButSure: number; misses: Miss[] };

type File = { now: string; timeZone: string; lines: (Omit<CorpusLine, 'now' | 'timeZone' | 'isLoose'> & Partial<CorpusLine>)[] };
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;

export type CorpusName = 'corpus' | 'held-out' | 'second';

/** The lines of a corpus, each with the moment and zone in which it is said. */
export function corpusLines(name: CorpusName): CorpusLine[] {
  const { now, timeZone, lines } = read<File>(`./${name}.json`);
  return lines.map((line) => ({ now, timeZone, isLoose: name === 'second', ...line }));
}

type Named = { id: string; nameFr: string; nameEn?: string | null };
type Reference = Named & { isOurs?: boolean; names?: { name: string }[] };
type Node = { id: string; kind: string; titleFr: string; titleEn: string; priority?: 'shines' | 'learns' | 'attracts' };
type Invented = {
  organizations: (Named & { names: string[] })[];
  contacts: { id: string; givenName: string; particle?: string; familyName: string; nameOrder?: string; at: string[] }[];
  users: { id: string; name: string }[];
};

/** The names that the corpus knows: the reference data’s, and invented organizations and people. */
export function corpusEntries(): LexiconEntry[] {
  const organizations = read<Reference[]>('../../prisma/reference/organizations.json').filter(({ isOurs }) => !isOurs);
  const nodes = read<Node[]>('../../prisma/reference/policy-nodes.json').filter(({ kind }) => kind === 'commitment');
  const sectors = read<Named[]>('../../prisma/reference/sectors.json');
  const invented = read<Invented>('./lexicon.json');
  const none = { names: [], detailFr: null, detailEn: null };
  return [
    ...organizations.map(({ id, nameFr, nameEn, names }): LexiconEntry => ({ ...none, type: 'organization', id, nameFr, nameEn: nameEn ?? null, names: (names ?? []).map(({ name }) => name) })),
    ...invented.organizations.map(({ id, nameFr, nameEn, names }): LexiconEntry => ({ ...none, type: 'organization', id, nameFr, nameEn: nameEn ?? null, names })),
    ...invented.contacts.map(({ id, givenName, particle, familyName, nameOrder, at }): LexiconEntry => {
      const name = contactName({ givenName, particle: particle ?? null, familyName, nameOrder: nameOrder ?? 'given_first' });
      const family = particle ? `${particle} ${familyName}` : familyName;
      return { ...none, type: 'contact', id, nameFr: name, nameEn: name, names: [`${family}, ${givenName}`], organizationIds: at };
    }),
    ...invented.users.map(({ id, name }): LexiconEntry => ({ ...none, type: 'user', id, nameFr: name, nameEn: name })),
    ...nodes.map(({ id, titleFr, titleEn, priority }): LexiconEntry => ({ ...none, type: 'commitment', id, nameFr: titleFr, nameEn: titleEn, priority: priority ?? null })),
    ...sectors.map(({ id, nameFr, nameEn }): LexiconEntry => ({ ...none, type: 'sector', id, nameFr, nameEn: nameEn ?? null })),
  ];
}

export const corpusLexicon = (): Lexicon => buildLexicon(corpusEntries());

const wall = (value: string, isAllDay: boolean, timeZone: string): string =>
  isAllDay ? dateInZone(value, timeZone) : `${dateInZone(value, timeZone)}T${clockIn(new Date(value), timeZone)}`;
const ids = (mentions: { id: string | null }[]): string[] => mentions.flatMap(({ id }) => (id ? [id] : [])).sort();
const plain = (text: string): string => fold(text);
/** Whether what was read is what was expected, « ? » and « ~ » included. */
function same(expected: unknown, found: unknown): boolean {
  if (expected === '?') return true;
  if (typeof expected === 'string' && expected.startsWith('~') && typeof found === 'string') {
    const has = (word: string): boolean => plain(found).includes(plain(word));
    return expected.slice(1).split(' ').filter(Boolean).every((word) => (word.startsWith('!') ? !has(word.slice(1)) : has(word)));
  }
  if (Array.isArray(expected) && Array.isArray(found)) return expected.length === found.length && expected.every((one, n) => same(one, found[n]));
  return JSON.stringify(expected) === JSON.stringify(found);
}

/** « contact:fatou » is asked by `contact:ambiguous:fatou`, « date » by any date asked. */
function wishes(wish: string, asked: string): boolean {
  const [type, words] = wish.split(':');
  const [expected, , ...said] = asked.split(':');
  return type === expected && (words === undefined || plain(said.join(':')).includes(plain(words)));
}

/** Reads every line and counts the fields that are right. A field that is wrong, or to be asked, and said to be sure is `wrongButSure`. */
export function scoreCorpus(lines: readonly CorpusLine[], lexicon: Lexicon): Report {
  const scores = new Map<string, Score>();
  const misses: Miss[] = [];
  for (const line of lines) {
    const { expect, text, locale, now, timeZone, isLoose } = line;
    const maybe = new Set(expect.maybe);
    const capture = parseCapture(text, lexicon, { locale, now: new Date(now), timeZone });
    const check = (field: string, expected: unknown, found: unknown, isSure: boolean): void => {
      const score = scores.get(field) ?? { field, right: 0, total: 0 };
      scores.set(field, score);
      score.total += 1;
      if (same(expected, found)) score.right += 1;
      else misses.push({ text, field, expected, read: found, isWrongButSure: isSure });
    };
    const zone = expect.timeZone ?? timeZone;
    const asks = (type: string): boolean => (expect.asked ?? []).some((one) => one.startsWith(`${type}:`));
    check('kind', expect.kind, capture.kind.value, capture.kind.isSure);
    const { startsAt, endsAt } = capture;
    check('startsAt', expect.startsAt ?? 'now', startsAt.value === new Date(now).toISOString() ? 'now' : wall(startsAt.value, startsAt.isAllDay, zone), startsAt.isSure);
    check('timeZone', zone, capture.timeZone, startsAt.isSure);
    check('endsAt', expect.endsAt ?? null, endsAt ? wall(endsAt.value, startsAt.isAllDay, zone) : null, endsAt?.isSure ?? startsAt.isSure);
    if (asks('date') && startsAt.isSure) misses.push({ text, field: 'startsAt', expected: 'asked', read: 'sure', isWrongButSure: true });
    for (const field of ['organizations', 'contacts', 'users', 'commitments', 'sectors'] as const) {
      const expected = [...(expect[field] ?? [])].sort();
      // Sure and wrong: a record that was not meant, taken without asking.
      const isTaken = (capture[field] as Capture['organizations']).some(({ id, isSure }) => isSure && id !== null && !expected.includes(id));
      const offered = (capture[field] as Capture['organizations']).filter(({ id, isSure }) => isSure || id === null || !maybe.has(id));
      check(field, expected, ids(offered), isTaken);
    }
    const promised = capture.followUps.map((one) => ({ side: one.promisedBy, text: one.text, due: one.dueOn?.value ?? null }));
    const wanted = expect.followUps ?? [];
    for (const part of ['side', 'text', 'due'] as const) {
      const isSure = capture.followUps.some((one, n) => !same(wanted[n]?.[part], promised[n]?.[part]) && (part === 'side' ? one.isSure : part === 'due' ? (one.dueOn?.isSure ?? one.isSure) : one.isSure));
      check(`followUps.${part}`, wanted.map((one) => one[part]), promised.map((one) => one[part]), isSure || wanted.length > promised.length);
    }
    if (asks('due') && !capture.followUps.some(({ dueOn }) => dueOn && !dueOn.isSure)) misses.push({ text, field: 'followUps.due', expected: 'asked', read: 'sure', isWrongButSure: true });
    check('subject', expect.subject, capture.subject.value, false);
    const asked = capture.unresolved.map(({ expected, reason, span }) => `${expected}:${reason}:${span.text}`).sort();
    if (isLoose) {
      const left = asked.filter((one) => !(expect.asked ?? []).some((wish) => wishes(wish, one)) && !(expect.mayAsk ?? []).includes(one.split(':')[0]!));
      const silent = (expect.asked ?? []).filter((wish) => !asked.some((one) => wishes(wish, one)));
      check('unresolved', [...silent].sort(), left, silent.length > 0);
      continue;
    }
    const missing = (expect.asked ?? []).filter((one) => !asked.includes(one));
    const isSilent = missing.some((one) => !one.includes(':unknown:') && !asked.some((other) => other.split(':')[0] === one.split(':')[0]));
    check('unresolved', [...(expect.asked ?? [])].sort(), asked, isSilent);
  }
  const all = [...scores.values()];
  const ratio = all.reduce((sum, { right }) => sum + right, 0) / all.reduce((sum, { total }) => sum + total, 0);
  return { scores: all, ratio, wrongButSure: misses.filter(({ isWrongButSure }) => isWrongButSure).length, misses };
}

/** The score as a table, and every miss below it. */
export function formatReport(title: string, { scores, ratio, wrongButSure, misses }: Report): string {
  const rows = scores.map(({ field, right, total }) => `  ${field.padEnd(18)}${String(right).padStart(4)} / ${String(total).padEnd(4)} ${((100 * right) / total).toFixed(1).padStart(6)} %`);
  const missed = misses.map(({ text, field, expected, read: found, isWrongButSure }) => `  ${isWrongButSure ? '✗ sure' : '· asked'} ${field}: ${text}\n      expected ${JSON.stringify(expected)}\n      read     ${JSON.stringify(found)}`);
  return [`${title}: ${(100 * ratio).toFixed(1)} % of fields right, ${wrongButSure} wrong but sure`, ...rows, ...missed].join('\n');
}
