import type { Answer } from '#lib/api.ts';
import { locale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';
import { asSentence, numberInWords, type Part } from '#server/text/sentence.rules.ts';

type Counts = Answer<'GET /api/today'>['counts'];
type Words = (inputs: { count: number; words: string }) => string;

/** The day in one sentence: what is planned, what is late on either side, whom we lose touch with, what to renew. */
export function sentenceOf(counts: Counts): { before: string; text: string; isLate: boolean }[] {
  const part = (count: number, say: Words, gender: 'm' | 'f', isLate = false): Part[] =>
    count > 0 ? [{ text: say({ count, words: numberInWords(count, locale(), gender) }), isLate }] : [];
  const others = [
    ...part(counts.overdueByUs, m.today_sentence_overdue, 'f', true),
    ...part(counts.overdueByThem, m.today_sentence_owed, 'f', true),
    ...part(counts.toConfirm, m.today_sentence_to_confirm, 'm'),
    ...part(counts.losingTouch, m.today_sentence_losing_touch, 'm'),
    ...part(counts.agreementsToRenew, m.today_sentence_to_renew, 'f'),
  ];
  const meetings = part(counts.plannedToday, m.today_sentence_meetings, 'f');
  if (meetings.length === 0) meetings.push({ text: others.length > 0 ? m.today_sentence_no_meeting() : m.today_sentence_nothing(), isLate: false });
  return asSentence([...meetings, ...others], m.today_sentence_and());
}
