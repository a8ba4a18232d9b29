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

type News = Answer<'GET /api/digest'>['news'];

/** What is new, part by part, each with the list it leads to. */
export function newsOf(news: News): { before: string; text: string; isLate: boolean; href: string }[] {
  const mine = 'assignee=me';
  const all: [number, Words, 'm' | 'f', string, boolean?][] = [
    [news.lateByUs, m.digest_news_late_by_us, 'f', `/followups?due=late&promisedBy=us&promisedBy=joint&${mine}`, true],
    [news.lateByThem, m.digest_news_late_by_them, 'f', `/followups?due=late&promisedBy=them&${mine}`, true],
    [news.quiet, m.digest_news_quiet, 'f', `/followups?due=late&promisedBy=them&${mine}&sort=dueOn`],
    [news.dueToday, m.digest_news_due_today, 'f', `/followups?due=week&${mine}`],
    [news.toConfirm, m.digest_news_to_confirm, 'm', '#to-confirm'],
    [news.losingTouch, m.digest_news_losing_touch, 'm', '/organizations?losingTouch=true&owner=me'],
    [news.agreements, m.digest_news_agreements, 'f', '#to-renew'],
  ];
  const told = all.filter(([count]) => count > 0);
  const parts = told.map(([count, say, gender, , isLate = false]) => ({ text: say({ count, words: numberInWords(count, locale(), gender) }), isLate }));
  return asSentence(parts, m.today_sentence_and()).map((part, index) => ({
    ...part,
    text: index === 0 ? part.text.charAt(0).toLocaleLowerCase() + part.text.slice(1) : part.text,
    href: told[index]?.[3] ?? '/',
  }));
}
