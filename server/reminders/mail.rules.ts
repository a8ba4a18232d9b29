import type { FollowUp } from '../followups/followup.schema.ts';
import { dateInZone, formatDate, formatDay, formatList } from '../text/format.rules.ts';
import type { Digest } from './digest.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

type Locale = 'fr' | 'en';
type Line = { text: string; path: string; detail: string | null };
type Section = { title: string; lines: Line[] };
export type Mail = { subject: string; text: string; html: string; headers: Record<string, string> };
/** Where the mail's links lead: the office's own address, and the seal of the link that stops it. */
export type Links = { origin: string; stopToken: string };

/** The digest as a mail, in the reader's language: a sentence, then what waits, each with a link to its record. */
export function writeMail(digest: Digest, name: string, locale: Locale, { origin, stopToken }: Links): Mail {
  const sentence = sentenceOf(digest, locale);
  const sections = sectionsOf(digest, locale);
  const day = formatDay(digest.day, locale);
  const stop = `${origin}/digest/stop?token=${stopToken}`;
  const hello = m.digest_mail_hello({ name }, { locale });
  const foot = m.digest_mail_foot({}, { locale });
  const text = [
    hello,
    '',
    sentence,
    ...sections.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `- ${inText(line)}\n  ${origin}${line.path}`)]),
    '',
    `${m.digest_mail_open({}, { locale })} ${origin}/`,
    '',
    '-- ',
    foot,
    `${m.digest_mail_stop({}, { locale })} ${stop}`,
    '',
  ].join('\n');
  return {
    subject: m.digest_mail_subject({ day, sentence: sentence.replace(/\.$/, '') }, { locale }),
    text,
    html: inHtml({ locale, hello, sentence, sections, foot, origin, stop }),
    headers: {
      'List-Unsubscribe': `<${origin}/api/digest/stop?token=${stopToken}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

// A record's text is one line of the mail: with lines of its own it could pass for what the mail itself says.
const inText = ({ text, detail }: Line): string => (detail ? `${text} (${detail})` : text).replace(/\s*[\r\n\u0085\u2028\u2029]+\s*/gu, ' ');

/** What waits, in one sentence. */
export function sentenceOf({ late, soon, quiet, toConfirm, losingTouch, agreements }: Digest, locale: Locale): string {
  const say = (count: number, words: (inputs: { count: number; words: string }, options: { locale: Locale }) => string): string[] =>
    count > 0 ? [words({ count, words: String(count) }, { locale })] : [];
  const parts = [
    ...say(late.byUs.length, m.today_sentence_overdue),
    ...say(late.byThem.length + quiet.length, m.today_sentence_owed),
    ...say(soon.byUs.length + soon.byThem.length, m.digest_sentence_soon),
    ...say(toConfirm.length, m.today_sentence_to_confirm),
    ...say(losingTouch.length, m.today_sentence_losing_touch),
    ...say(agreements.length, m.today_sentence_to_renew),
  ];
  return `${formatList(parts, locale)}.`;
}

function sectionsOf({ late, soon, quiet, toConfirm, losingTouch, agreements }: Digest, locale: Locale): Section[] {
  const name = (one: { nameFr: string; nameEn: string | null } | null): string | null => one && (locale === 'en' ? (one.nameEn ?? one.nameFr) : one.nameFr);
  const promises = (items: FollowUp[]): Line[] => [
    ...items.filter(isOpenToMail).map((one) => ({
      text: one.text,
      path: `/followups/${one.id}`,
      detail: formatted([name(one.organization), one.dueOn && m.digest_due({ date: formatDate(one.dueOn, locale) }, { locale })]),
    })),
    ...hidden(items, m.digest_hidden_follow_ups, '/followups', locale),
  ];
  const sections: Section[] = [
    { title: m.digest_late_by_us({}, { locale }), lines: promises(late.byUs) },
    { title: m.digest_late_by_them({}, { locale }), lines: promises(late.byThem) },
    { title: m.digest_quiet({}, { locale }), lines: promises(quiet) },
    { title: m.digest_soon_by_us({}, { locale }), lines: promises(soon.byUs) },
    { title: m.digest_soon_by_them({}, { locale }), lines: promises(soon.byThem) },
    {
      title: m.digest_to_confirm({}, { locale }),
      lines: [
        ...toConfirm.filter(isOpenToMail).map((one) => ({
          text: one.subject,
          path: `/interactions/${one.id}`,
          detail: formatted([formatList(one.organizations.flatMap((partner) => name(partner) ?? []), locale), formatDate(dateInZone(one.startsAt, one.timeZone), locale)]),
        })),
        ...hidden(toConfirm, m.digest_hidden_interactions, '/interactions', locale),
      ],
    },
    {
      title: m.digest_losing_touch({}, { locale }),
      lines: losingTouch.map((one) => ({
        text: name(one) ?? one.nameFr,
        path: `/organizations/${one.id}`,
        detail: m.digest_last_met({ date: formatDate(dateInZone(one.lastHeldAt), locale) }, { locale }),
      })),
    },
    {
      title: m.digest_agreements({}, { locale }),
      lines: [
        ...agreements.filter(isOpenToMail).map((one) => ({
          text: locale === 'en' ? (one.titleEn ?? one.titleFr) : one.titleFr,
          path: `/agreements/${one.id}`,
          detail: formatDate(one.deadline.on, locale),
        })),
        ...hidden(agreements, m.digest_hidden_agreements, '/agreements', locale),
      ],
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** Mail leaves the house: what is restricted or confidential is counted, not quoted. */
const isOpenToMail = ({ sensitivity }: { sensitivity: string }): boolean => sensitivity === 'public' || sensitivity === 'internal';

function hidden(
  items: readonly { sensitivity: string }[],
  words: (inputs: { count: number }, options: { locale: Locale }) => string,
  path: string,
  locale: Locale,
): Line[] {
  const count = items.filter((one) => !isOpenToMail(one)).length;
  return count > 0 ? [{ text: words({ count }, { locale }), path, detail: null }] : [];
}

const formatted = (parts: (string | null)[]): string | null => parts.filter(Boolean).join(', ') || null;

type Page = { locale: Locale; hello: string; sentence: string; sections: Section[]; foot: string; origin: string; stop: string };

/** Plain HTML: no picture, no style sheet, nothing that tells us whether it was read. */
function inHtml({ locale, hello, sentence, sections, foot, origin, stop }: Page): string {
  const link = (href: string, text: string): string => `<a href="${escape(href)}">${escape(text)}</a>`;
  const line = ({ text, path, detail }: Line): string => `<li>${link(`${origin}${path}`, text)}${detail ? ` – ${escape(detail)}` : ''}</li>`;
  const body = [
    `<p>${escape(hello)}</p>`,
    `<p><strong>${escape(sentence)}</strong></p>`,
    ...sections.map(({ title, lines }) => `<h2>${escape(title)}</h2>\n<ul>\n${lines.map(line).join('\n')}\n</ul>`),
    `<p>${link(`${origin}/`, m.digest_mail_open_link({}, { locale }))}</p>`,
    `<hr>\n<p>${escape(foot)} ${link(stop, m.digest_mail_stop_link({}, { locale }))}</p>`,
  ].join('\n');
  return `<!doctype html>\n<html lang="${locale}">\n<head><meta charset="utf-8"><title>Passerelle</title></head>\n<body>\n${body}\n</body>\n</html>\n`;
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
