import type { Answer as ApiAnswer, Body } from '#lib/api.ts';
import { formatDateShort, formatDay, formatTime, inLocale } from '#lib/i18n.ts';
import { blankValues, readChoice, type InteractionValues } from '#lib/interactions/form.ts';
import * as labels from '#lib/labels.ts';
import type { Option } from '#lib/ui/option.ts';
import { m } from '#paraglide/messages.js';
import { clockIn } from '#server/interactions/moment.rules.ts';
import { dateInZone, officeTimeZone } from '#server/text/format.rules.ts';

/** What a line says, beside the line itself. */
export type Capture = ApiAnswer<'POST /api/capture/parse'> & { line: string };
export type NewLog = Body<'POST /api/interactions'>;
type Mention = Capture['organizations'][number];
type Candidate = Mention['candidates'][number];
type Span = Mention['span'];
type Kind = Capture['kind']['value'];
type Side = Capture['followUps'][number]['promisedBy'];
type NameKind = 'organization' | 'contact' | 'user' | 'commitment' | 'sector';

/** What the person answered about a name of the line. */
type NameAnswer = { choose: string } | { make: 'organization' | 'contact' } | { drop: true };
/** What the person said beside the line, as plain JSON (drafts keep it). Names and promises are known by their words. */
export type Said = {
  names: Record<string, NameAnswer>;
  promises: Record<string, { promisedBy?: Side; dueOn?: string | null; drop?: true }>;
  kind: Kind | null;
  when: { value: string; isAllDay: boolean } | null;
  subject: string | null;
  /** Partners and people added by hand, as the form names them */
  who: Option[];
};
export const nothingSaid = (): Said => ({ names: {}, promises: {}, kind: null, when: null, subject: null, who: [] });

/** `said`: read in the line; `assumed`: not said; `new`: will be made, to be completed; `asks`: has to be answered. */
export type ChipState = 'said' | 'assumed' | 'new' | 'asks';
export type Choice = { id: string; label: string; detail: string | null; isChosen: boolean; apply: (said: Said) => Said };
export type Chip = {
  key: string;
  is: 'when' | 'kind' | 'name' | 'who' | 'promise' | 'subject';
  caption: string;
  words: string;
  priority: 'shines' | 'learns' | 'attracts' | null;
  span: Span | null;
  state: ChipState;
  choices: Choice[];
};

const lists = { organization: 'organizations', contact: 'contacts', user: 'users', commitment: 'commitments', sector: 'sectors' } as const;
const isWho = (type: NameKind): boolean => type === 'organization' || type === 'contact';
const isPerson = (type: NameKind): boolean => type === 'contact' || type === 'user';
const keyOf = (span: Span): string => span.text.toLowerCase();

/** One name of the line: what it is, which records it may mean, and what has been settled of it. */
type Name = {
  type: NameKind;
  span: Span;
  /** The record it stands for; null: made on the spot, or not settled */
  id: string | null;
  label: string;
  make: 'organization' | 'contact' | null;
  isSettled: boolean;
  reason: 'unknown' | 'ambiguous' | 'misspelt' | null;
  candidates: Candidate[];
  priority: Chip['priority'];
};

/** The names of a line as they stand after the answers; those put aside are left out. */
export function namesOf(capture: Capture, said: Said): Name[] {
  const read = (Object.keys(lists) as NameKind[]).flatMap((type) =>
    capture[lists[type]].map((mention): Name => {
      const reason = mention.isSure ? null : mention.id === null ? 'ambiguous' : 'misspelt';
      const priority = 'priority' in mention ? (mention.priority as Chip['priority']) : null;
      return { type, span: mention.span, id: mention.id, label: inLocale(mention, 'name'), make: null, isSettled: mention.isSure, reason, candidates: mention.candidates, priority };
    }),
  );
  const seen = new Set(read.map(({ span }) => span.start));
  const asked = capture.unresolved.flatMap(({ span, expected, reason, candidates }): Name[] => {
    if (expected === 'date' || expected === 'due' || seen.has(span.start)) return [];
    const bare = bareName(span.text);
    // A name marked with @ is meant: it is made unless told otherwise. Another capital letter is only asked about.
    const isMarked = capture.line.slice(0, span.start + 1).endsWith('@') || capture.line.slice(0, span.start).endsWith('@');
    const make = reason === 'unknown' && isMarked && isWho(expected) ? (expected as 'organization' | 'contact') : null;
    return [{ type: expected, span, id: null, label: bare, make, isSettled: make !== null, reason, candidates, priority: null }];
  });
  return [...read, ...asked].flatMap((name) => answered(name, said.names[keyOf(name.span)])).toSorted((a, b) => a.span.start - b.span.start);
}

function answered(name: Name, answer: NameAnswer | undefined): Name[] {
  if (!answer) return [name];
  if ('drop' in answer) return [];
  if ('make' in answer) return [{ ...name, type: answer.make, id: null, label: bareName(name.span.text), make: answer.make, isSettled: true }];
  const chosen = name.candidates.find(({ id }) => id === answer.choose);
  return [chosen ? { ...name, id: chosen.id, label: inLocale(chosen, 'name'), make: null, isSettled: true } : name];
}

const bareName = (text: string): string => text.replace(/^[@#]\s*/, '').trim();

/** The chips of a line, in the order in which they are read: when, how, with whom, about what, what follows. */
export function chipsOf(capture: Capture, said: Said): Chip[] {
  const names = namesOf(capture, said);
  const hasWho = said.who.length > 0 || names.some(({ type, isSettled }) => isWho(type) && isSettled);
  const isAsking = names.some(({ type, isSettled }) => isWho(type) && !isSettled);
  return [
    whenChip(capture, said),
    kindChip(capture, said),
    ...said.who.map((option): Chip => ({ ...plain, key: `who:${option.id}`, is: 'name', caption: m.capture_with(), words: option.label, state: readChoice(option).is.startsWith('new-') ? 'new' : 'said', choices: [dropWho(option)] })),
    ...names.map(nameChip),
    ...(hasWho || isAsking ? [] : [{ ...plain, key: 'who', is: 'who' as const, caption: m.capture_with(), words: m.capture_who_missing(), state: 'asks' as const }]),
    subjectChip(capture, said),
    ...capture.followUps.flatMap((promise) => promiseChip(promise, said)),
  ];
}

const plain = { priority: null, span: null, choices: [] } as const satisfies Partial<Chip>;

function whenChip({ startsAt, timeZone }: Capture, said: Said): Chip {
  const moment = said.when ?? startsAt;
  const isSettled = said.when !== null || startsAt.isSure;
  return {
    ...plain,
    key: 'when',
    is: 'when',
    caption: isSettled ? m.capture_when() : m.capture_which_day({ text: startsAt.span?.text ?? '' }),
    words: isSettled ? momentInWords(moment, timeZone) : m.capture_choose(),
    span: startsAt.span,
    state: !isSettled ? 'asks' : said.when || startsAt.span ? 'said' : 'assumed',
    choices: startsAt.candidates.map((one) => ({
      id: one.value,
      label: momentInWords(one, timeZone),
      detail: null,
      isChosen: isSettled && one.value === moment.value,
      apply: (before) => ({ ...before, when: { value: one.value, isAllDay: one.isAllDay } }),
    })),
  };
}

/** « vendredi 20 novembre, 10 h », in the zone in which it was said. */
export function momentInWords({ value, isAllDay }: { value: string; isAllDay: boolean }, timeZone: string): string {
  const day = formatDay(dateInZone(value, timeZone));
  if (isAllDay) return day;
  const hour = formatTime(value, timeZone);
  return clockIn(new Date(value), timeZone) === clockIn(new Date(value), officeTimeZone) ? `${day}, ${hour}` : `${day}, ${hour} (${timeZone.split('/').at(-1)?.replaceAll('_', ' ')})`;
}

function kindChip({ kind }: Capture, said: Said): Chip {
  const value = said.kind ?? kind.value;
  const isSettled = said.kind !== null || kind.isSure;
  return {
    ...plain,
    key: 'kind',
    is: 'kind',
    caption: isSettled ? m.capture_kind() : m.capture_which_kind({ text: kind.span?.text ?? '' }),
    words: labels.interactionKinds[value](),
    span: kind.span,
    state: !isSettled ? 'asks' : said.kind || kind.span ? 'said' : 'assumed',
    choices: labels.optionsOf(labels.interactionKinds).map((option) => ({
      id: option.value,
      label: option.label,
      detail: null,
      isChosen: isSettled && option.value === value,
      apply: (before) => ({ ...before, kind: option.value }),
    })),
  };
}

const captions: Record<NameKind, () => string> = {
  organization: m.capture_with,
  contact: m.capture_with,
  user: m.capture_ours,
  commitment: m.capture_commitment,
  sector: m.capture_sector,
};

function nameChip(name: Name): Chip {
  const text = bareName(name.span.text);
  const question = { unknown: m.capture_unknown, ambiguous: isPerson(name.type) ? m.capture_who_is : m.capture_which, misspelt: m.capture_is_it }[name.reason ?? 'misspelt'];
  return {
    key: `name:${keyOf(name.span)}`,
    is: 'name',
    caption: !name.isSettled ? question({ text }) : name.make === 'organization' ? m.capture_new_organization() : name.make ? m.capture_new_person() : captions[name.type](),
    words: name.isSettled ? name.label : name.reason === 'misspelt' ? `${name.label}?` : m.capture_choose(),
    priority: name.isSettled ? name.priority : null,
    span: name.span,
    state: !name.isSettled ? 'asks' : name.make ? 'new' : 'said',
    choices: choicesOf(name),
  };
}

function choicesOf(name: Name): Choice[] {
  const answer = (value: NameAnswer) => (said: Said): Said => ({ ...said, names: { ...said.names, [keyOf(name.span)]: value } });
  const text = bareName(name.span.text);
  const makes = isPerson(name.type) ? (['contact', 'organization'] as const) : name.type === 'organization' ? (['organization', 'contact'] as const) : [];
  return [
    ...name.candidates.map((one) => ({
      id: one.id,
      label: inLocale(one, 'name'),
      detail: inLocale({ detailFr: one.detailFr, detailEn: one.detailEn }, 'detail') || null,
      isChosen: name.isSettled && one.id === name.id,
      apply: answer({ choose: one.id }),
    })),
    ...makes.map((make) => ({
      id: `make:${make}`,
      label: make === 'organization' ? m.log_create_organization({ name: text }) : m.log_create_person({ name: text }),
      detail: m.log_pending(),
      isChosen: name.make === make,
      apply: answer({ make }),
    })),
    { id: 'drop', label: isWho(name.type) ? m.capture_not_a_name() : m.capture_leave_out(), detail: null, isChosen: false, apply: answer({ drop: true }) },
  ];
}

const dropWho = (option: Option): Choice => ({
  id: 'drop',
  label: m.capture_leave_out(),
  detail: null,
  isChosen: false,
  apply: (said) => ({ ...said, who: said.who.filter(({ id }) => id !== option.id) }),
});

function subjectChip({ subject }: Capture, said: Said): Chip {
  return { ...plain, key: 'subject', is: 'subject', caption: m.capture_subject(), words: said.subject ?? subject.value, span: subject.span, state: 'said' };
}

const sideCaptions: Record<Side, () => string> = { us: m.capture_we_owe, them: m.capture_they_owe, joint: m.capture_jointly };

function promiseChip(promise: Capture['followUps'][number], said: Said): Chip[] {
  const key = keyOf(promise.span);
  const own = said.promises[key] ?? {};
  if (own.drop) return [];
  const isSideSettled = own.promisedBy !== undefined || promise.isSure;
  const isDueSettled = own.dueOn !== undefined || promise.dueOn === null || promise.dueOn.isSure;
  const side = own.promisedBy ?? promise.promisedBy;
  const dueOn = own.dueOn === undefined ? (promise.dueOn?.value ?? null) : own.dueOn;
  const set = (change: Said['promises'][string]) => (before: Said): Said => ({ ...before, promises: { ...before.promises, [key]: { ...before.promises[key], ...change } } });
  const due = dueOn ? formatDateShort(dueOn) : m.capture_no_date();
  const dates = promise.dueOn && !promise.dueOn.isSure ? promise.dueOn.candidates : [];
  return [
    {
      ...plain,
      key: `promise:${key}`,
      is: 'promise',
      caption: !isSideSettled ? m.capture_who_owes() : !isDueSettled ? m.capture_which_day({ text: promise.dueOn?.span.text ?? '' }) : `${sideCaptions[side]()}, ${due}`,
      words: promise.text,
      span: promise.span,
      state: isSideSettled && isDueSettled ? 'said' : 'asks',
      choices: [
        ...(['us', 'them', 'joint'] as const).map((one) => ({ id: one, label: sideCaptions[one](), detail: null, isChosen: isSideSettled && one === side, apply: set({ promisedBy: one }) })),
        ...dates.map((date) => ({ id: date, label: formatDay(date), detail: m.capture_due(), isChosen: isDueSettled && date === dueOn, apply: set({ dueOn: date }) })),
        { id: 'drop', label: m.capture_not_a_promise(), detail: null, isChosen: false, apply: set({ drop: true }) },
      ],
    },
  ];
}

/** What a promise is due, as it stands after the answers. */
export function dueOf(capture: Capture, said: Said, key: string): string | null {
  const promise = capture.followUps.find(({ span }) => `promise:${keyOf(span)}` === key);
  const own = promise && said.promises[keyOf(promise.span)]?.dueOn;
  return own === undefined ? (promise?.dueOn?.value ?? null) : own;
}

/** The answer that gives a promise another date. */
export const withDue = (key: string, dueOn: string | null) => (said: Said): Said => {
  const own = key.slice('promise:'.length);
  return { ...said, promises: { ...said.promises, [own]: { ...said.promises[own], dueOn } } };
};

/**
 * What the full form opens with: everything read and answered. New records are named as the form names them.
 */
export function formValuesOf(capture: Capture, said: Said, me: { id: string; name: string }, now: Date): InteractionValues {
  const names = namesOf(capture, said).filter(({ isSettled }) => isSettled);
  const option = (type: NameKind): Option[] =>
    names.filter((name) => name.type === type).map((name) => ({ id: name.id === null ? `new-${type}:${name.label}` : `${type}:${name.id}`, label: name.label }));
  const bare = (type: NameKind): Option[] => names.flatMap((name) => (name.type === type && name.id ? [{ id: name.id, label: name.label }] : []));
  const blank = blankValues(me, now);
  const when = said.when ?? capture.startsAt;
  const at = (value: string) => ({ date: dateInZone(value, capture.timeZone), time: clockIn(new Date(value), capture.timeZone) });
  const end = capture.endsAt && !said.when ? at(capture.endsAt.value) : null;
  return {
    ...blank,
    who: unique([...said.who, ...option('organization'), ...option('contact')]),
    ours: unique([...blank.ours, ...option('user')]),
    subject: said.subject ?? capture.subject.value,
    ...at(when.value),
    ...(when.isAllDay ? { time: '' } : {}),
    ...(end ? { endDate: end.date, endTime: end.time } : {}),
    timeZone: capture.timeZone,
    kind: said.kind ?? capture.kind.value,
    commitments: unique(bare('commitment')),
    sectors: unique(bare('sector')),
    followUps: capture.followUps
      .filter(({ span }) => !said.promises[keyOf(span)]?.drop)
      .map((promise) => ({
        text: promise.text,
        promisedBy: said.promises[keyOf(promise.span)]?.promisedBy ?? promise.promisedBy,
        dueOn: dueOf(capture, said, `promise:${keyOf(promise.span)}`),
      })),
  };
}

const unique = (options: Option[]): Option[] => [...new Map(options.map((one) => [one.id, one])).values()];

/** The day and the hour of the line, as inputs hold them; no hour when only the day is known. */
export function whenInputs({ startsAt, timeZone }: Capture, said: Said): { date: string; time: string } {
  const when = said.when ?? startsAt;
  return { date: dateInZone(when.value, timeZone), time: when.isAllDay ? '' : clockIn(new Date(when.value), timeZone) };
}
