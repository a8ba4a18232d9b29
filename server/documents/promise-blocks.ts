/** Promises as blocks of the tree, ours and theirs side by side, and headings that say when a list was cut. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate } from '../text/format.rules.ts';
import type { PromiseData } from './note-data.ts';
import type { Block, Run } from './tree.ts';
import { dot, join, withoutDay } from './voice.ts';
import type { Voice } from './voice.ts';

/** One promise: what, then its date or its state; what is late says so in words and colour. */
export function promise(voice: Voice, item: PromiseData, today: string): Run[] {
  const locale = { locale: voice.language };
  return join(
    [
      voice.text(item.text),
      item.by === 'joint' ? voice.say(m.document_promise_joint({}, locale), { tone: 'muted' }) : null,
      item.status === 'renegotiated' ? voice.say(m.document_promise_renegotiated({}, locale), { tone: 'muted' }) : null,
      promiseState(voice, item, today),
      item.assignee && item.by !== 'them' ? voice.name(item.assignee, null, { tone: 'muted' }) : null,
    ],
    voice.say(dot, { tone: 'muted' }),
  );
}

/** Where a promise stands: kept and when, dropped, late, or for when. */
export function promiseState(voice: Voice, item: PromiseData, today: string): Run {
  const locale = { locale: voice.language };
  const date = (value: string): string => formatDate(value, voice.language);
  const say: Voice['say'] = (text, emphasis) => voice.say(withoutDay(text, voice.language), emphasis);
  if (item.status === 'done') {
    return say(item.doneOn ? m.document_promise_done_on({ date: date(item.doneOn) }, locale) : m.document_promise_done({}, locale), { tone: 'muted' });
  }
  if (item.status === 'dropped') return voice.say(m.document_promise_dropped({}, locale), { tone: 'muted' });
  if (!item.dueOn) return voice.say(m.document_promise_no_date({}, locale), { tone: 'muted' });
  if (isLate(item, today)) return say(m.document_promise_late({ date: date(item.dueOn) }, locale), { bold: true, tone: 'late' });
  return say(m.document_promise_due({ date: date(item.dueOn) }, locale), { tone: 'muted' });
}

/** Whether a promise that still holds is past its date; a partial date is past when its month or year is. */
export function isLate(item: PromiseData, today: string): boolean {
  return (item.status === 'open' || item.status === 'renegotiated') && item.dueOn !== null && `${item.dueOn}-99` < today;
}

/** The promises that still hold, the late ones first, then by date. */
export function openFirst<T extends PromiseData>(items: readonly T[], today: string): T[] {
  return items
    .filter((item) => item.status === 'open' || item.status === 'renegotiated')
    .sort((a, b) => Number(isLate(b, today)) - Number(isLate(a, today)) || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9'));
}

/** Two columns, ours and theirs, at most so many lines each; what was promised together stands with ours. */
export function promisesBySide(voice: Voice, items: PromiseData[], today: string, titles: [ours: string, theirs: string], level: 1 | 2 | 3, most = Number.POSITIVE_INFINITY): Block {
  const locale = { locale: voice.language };
  const side = (title: string, list: PromiseData[], nothing: string): Block[] => [
    countedHeading(voice, title, Math.min(most, list.length), list.length, level),
    voice.orEmpty(list.slice(0, most), (some) => ({ type: 'list', items: some.map((item) => promise(voice, item, today)) }), nothing),
  ];
  return {
    type: 'columns',
    left: side(titles[0], items.filter((item) => item.by !== 'them'), m.document_none_owed_by_us({}, locale)),
    right: side(titles[1], items.filter((item) => item.by === 'them'), m.document_none_owed_by_them({}, locale)),
  };
}

/** A section's heading; when its list was cut, it says so: « Personnes clés – 3 sur 9 ». */
export function countedHeading(voice: Voice, title: string, shown: number, total: number, level: 1 | 2 | 3 = 1): Block {
  const count = m.document_shown_of({ shown, total }, { locale: voice.language });
  return { type: 'heading', level, runs: [voice.say(title), ...(shown < total ? [voice.say(` – ${count}`, { tone: 'muted' })] : [])] };
}
