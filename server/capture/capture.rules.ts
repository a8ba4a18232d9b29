import { dateInZone } from '../text/format.rules.ts';
import type { Capture, LexiconEntry } from './capture.schema.ts';
import { findHits, type Sees } from './hits.rules.ts';
import { readKind } from './kinds.rules.ts';
import { entryOf, type Lexicon } from './lexicon.rules.ts';
import { Cover, overlaps, readLine, spanOf, trimmed, type Line, type Range } from './line.rules.ts';
import { findDateLike } from './leftover.rules.ts';
import { directionOf, findMoments, readDue, readMoment } from './moments.rules.ts';
import { findPromises, type PromiseSaid, type Subject } from './promises.rules.ts';
import { sideMark } from './owing.rules.ts';
import { candidateOf, resolveNames, type Named } from './resolve.rules.ts';
import { finish, subjectOf, tidy } from './subject.rules.ts';
import { readTags, topicsOf, type TopicRead } from './topics.rules.ts';
import { findUnknown } from './unknown.rules.ts';

export type CaptureOptions = {
  locale: 'fr' | 'en';
  /** When the line is said */
  now: Date;
  /** IANA name of the zone in which hours are said unless the line says another */
  timeZone: string;
  /** Whether the reader may know of a record; what they may not is never named, nor offered */
  sees?: Sees;
};

/**
 * Reads a line into an interaction. Pure and deterministic: the same line, names, moment and zone give the same answer.
 * What is not plain is never taken for granted: it is marked as unsure and, but for kinds and sides, listed in
 * `unresolved`. Never throws, whatever the text.
 */
export function parseCapture(text: string, lexicon: Lexicon, { locale, now, timeZone, sees = () => true }: CaptureOptions): Capture {
  const line = readLine(text);
  const ctx = { today: dateInZone(now, timeZone), locale };
  const said = findMoments(line, ctx);
  const tags = readTags(line, lexicon, sees);
  const hits = findHits(line, lexicon, sees, [...said, ...tags.taken]);
  const named = resolveNames(line, lexicon, sees, hits);

  const promises = findPromises(line, named.map(subjectFor), said);
  const promised = new Cover(line, promises.map(({ range }) => range));
  const isMain = (range: Range): boolean => !promised.touches(range);
  const followUps = promises.map((one) => readFollowUp(line, one, said.filter((moment) => overlaps(moment, one.range))));

  const direction = directionOf(line, isMain);
  const mainDates = said.filter((one) => isMain(one));
  const moment = readMoment(mainDates, { ...ctx, flat: line.flat, now, timeZone, direction });
  // Now is not taken for granted while something of the line looks like a day that was not read.
  const leftover = moment.isSure ? findDateLike(line, isMain, [...said, ...named, ...tags.taken], mainDates.some(({ day }) => day !== null)) : null;
  const momentRange = moment.range ?? leftover;
  const isMomentSure = moment.isSure && leftover === null;
  const names = keepNamed(line, named, promises, isMain);
  const taken = [...named, ...tags.taken];
  const kind = readKind(line, isMain, [...taken, ...mainDates.filter((one) => one.day)]);
  const unknown = findUnknown(line, lexicon, isMain, taken, said);
  const topics = [...tags.topics, ...hits.flatMap((hit) => topicsOf(hit))];

  const shortNames = names.filter(({ type }) => type !== 'user').map((one) => spanOf(line, one).text);
  const subject = subjectOf(line, mainRanges(line, promises), mainDates, kind.value, shortNames, locale);

  return {
    kind: { value: kind.value, span: kind.range && spanOf(line, kind.range), isSure: kind.isSure },
    startsAt: { ...moment.value, span: momentRange && spanOf(line, momentRange), isSure: isMomentSure, candidates: isMomentSure || moment.candidates.length > 0 ? moment.candidates : [moment.value] },
    ...(moment.end ? { endsAt: { value: moment.end.value, span: spanOf(line, moment.end.range), isSure: moment.end.isSure && isMomentSure } } : {}),
    timeZone: moment.timeZone,
    organizations: once(names.filter(({ type }) => type === 'organization')).map((one) => mentionOf(line, one)),
    contacts: once(names.filter(({ type }) => type === 'contact')).map((one) => ({ ...mentionOf(line, one), organization: organizationOf(lexicon, one.entry, names, sees) })),
    users: once(names.filter(({ type }) => type === 'user')).map((one) => mentionOf(line, one)),
    commitments: once(topics.filter(({ type }) => type === 'commitment')).map((one) => ({ ...mentionOf(line, one), priority: one.entry?.priority ?? null })),
    sectors: once(topics.filter(({ type }) => type === 'sector')).map((one) => mentionOf(line, one)),
    followUps: followUps.map(({ item }) => item),
    subject,
    unresolved: [
      ...names.flatMap((one) => askOf(line, one)),
      ...topics.flatMap((one) => askOf(line, one)),
      ...unknown.map((one) => ({ span: spanOf(line, one), expected: one.expected, reason: 'unknown' as const, candidates: [] })),
      ...tags.unknown.map((one) => ({ span: spanOf(line, one), expected: 'commitment' as const, reason: 'unknown' as const, candidates: [] })),
      ...(isMomentSure || !momentRange ? [] : [{ span: spanOf(line, momentRange), expected: 'date' as const, reason: 'ambiguous' as const, candidates: [] }]),
      ...followUps.flatMap(({ due }) => (due && !due.isSure ? [{ span: spanOf(line, due.range), expected: 'due' as const, reason: 'ambiguous' as const, candidates: [] }] : [])),
    ],
  };
}

/** A name as the subject of a promise: ours or theirs. */
const subjectFor = ({ type, start, end, isSure }: Named): Subject => ({ start, end, side: type === 'user' ? 'us' : 'them', isSure });

/**
 * Names of who took part. One that a promise only speaks of (« → relancer Lyon ») took no part, unless it is marked or
 * nobody else is named: then it is asked.
 */
function keepNamed(line: Line, named: readonly Named[], promises: readonly PromiseSaid[], isMain: (range: Range) => boolean): Named[] {
  const who = named.filter((one) => isMain(one) || one.hit.isMarked || promises.some(({ range, body }) => range.start <= one.start && one.end <= body.start));
  const rest = named.filter((one) => !who.includes(one));
  if (who.some(({ type }) => type !== 'user') || rest.length === 0) return who;
  return [...who, ...rest.map((one): Named => ({ ...one, isSure: false, reason: one.reason ?? 'ambiguous', candidates: one.candidates.length > 0 || !one.entry ? one.candidates : [one.entry] }))];
}

/** A promise with its due date taken out of its text. */
function readFollowUp(line: Line, { body, range, side, isSure }: PromiseSaid, said: Parameters<typeof readDue>[0]) {
  const due = readDue(said);
  const marks = [...line.flat.slice(body.start, body.end).matchAll(sideMark)].map(({ index, 0: mark }) => ({ start: body.start + index, end: body.start + index + mark.length }));
  const cuts = [...(due ? said.filter((one) => one.start === due.range.start) : []), ...marks];
  const text = finish(tidy(line, body, cuts)) || finish(tidy(line, body, [])) || '…';
  const span = spanOf(line, trimmed(line, range));
  const dueOn = due && { span: spanOf(line, due.range), isSure: due.isSure, value: due.days[0]!, candidates: due.isSure ? [] : due.days };
  return { due, item: { span, isSure, text, promisedBy: side, dueOn } };
}

/** What is left of the line between the promises. */
function mainRanges(line: Line, promises: readonly PromiseSaid[]): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  for (const { range } of promises) {
    if (range.start > at) ranges.push({ start: at, end: range.start });
    at = Math.max(at, range.end);
  }
  if (at < line.flat.length) ranges.push({ start: at, end: line.flat.length });
  return ranges;
}

type Read = Pick<Named | TopicRead, 'start' | 'end' | 'entry' | 'isSure' | 'candidates' | 'reason'>;

function mentionOf(line: Line, { entry, isSure, candidates, start, end }: Read): Capture['organizations'][number] {
  const span = spanOf(line, { start, end });
  return { span, isSure, id: entry?.id ?? null, nameFr: entry?.nameFr ?? span.text, nameEn: entry ? entry.nameEn : null, candidates: candidates.map(candidateOf) };
}

function askOf(line: Line, one: Named | TopicRead): Capture['unresolved'] {
  if (one.isSure || !one.reason) return [];
  return [{ span: spanOf(line, one), expected: one.type, reason: one.reason, candidates: one.candidates.map(candidateOf) }];
}

/** One record is named once, where it is surest; what is not told stays as often as it is said. */
function once<T extends Read>(read: readonly T[]): T[] {
  const best = new Map<string, T>();
  for (const one of read) {
    const known = one.entry && best.get(one.entry.id);
    if (one.entry && (!known || (one.isSure && !known.isSure))) best.set(one.entry.id, one);
  }
  return read.filter((one) => !one.entry || best.get(one.entry.id) === one);
}

/** The organization that a person speaks for: one that the line names, or their present one. */
function organizationOf(lexicon: Lexicon, person: LexiconEntry | null, names: readonly Named[], sees: Sees): Capture['contacts'][number]['organization'] {
  const ids = person?.organizationIds ?? [];
  const here = names.find(({ type, entry }) => type === 'organization' && entry !== null && ids.includes(entry.id))?.entry;
  const found = here ?? (ids[0] === undefined ? undefined : entryOf(lexicon, 'organization', ids[0]));
  return found && sees(found) ? { id: found.id, nameFr: found.nameFr, nameEn: found.nameEn } : null;
}
