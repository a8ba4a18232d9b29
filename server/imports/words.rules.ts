import { m } from '../../generated/paraglide/messages.js';
import type { Locale } from '../http/problem.ts';
import type { Said } from './parsed.rules.ts';

type Sentence = (values: never, options: { locale: Locale }) => string;

const refusals: Record<string, Sentence> = {
  empty: m.import_refused_empty,
  too_large: m.import_refused_too_large,
  too_many_files: m.import_refused_too_many_files,
  too_slow: m.import_refused_too_slow,
  too_heavy: m.import_refused_too_heavy,
  unreadable: m.import_refused_unreadable,
  broken_calendar: m.import_refused_broken_calendar,
  broken_mail: m.import_refused_broken_mail,
  broken_outlook: m.import_refused_broken_outlook,
  encrypted: m.import_refused_encrypted,
  answer: m.import_refused_answer,
  no_event: m.import_refused_no_event,
  only_tasks: m.import_refused_only_tasks,
  no_date: m.import_refused_no_date,
  too_many_events: m.import_refused_too_many_events,
  empty_mail: m.import_refused_empty_mail,
  other_item: m.import_refused_other_item,
  seems_pdf: m.import_refused_seems_pdf,
  seems_archive: m.import_refused_seems_archive,
  seems_office: m.import_refused_seems_office,
  seems_image: m.import_refused_seems_image,
  seems_page: m.import_refused_seems_page,
  seems_card: m.import_refused_seems_card,
  seems_mailbox: m.import_refused_seems_mailbox,
  seems_tnef: m.import_refused_seems_tnef,
  unknown_text: m.import_refused_unknown_text,
  unknown_bytes: m.import_refused_unknown_bytes,
  hidden: m.import_refused_hidden,
  cancels_nothing: m.import_refused_cancels_nothing,
};

const notices: Record<string, Sentence> = {
  floating: m.import_notice_floating,
  zone_described: m.import_notice_zone_described,
  zone_unknown: m.import_notice_zone_unknown,
  series_next: m.import_notice_series_next,
  series_last: m.import_notice_series_last,
  series_first: m.import_notice_series_first,
  no_subject: m.import_notice_no_subject,
  no_date_mail: m.import_notice_no_date_mail,
  people_left: m.import_notice_people_left,
  attachments: m.import_notice_attachments,
  attached_links: m.import_notice_attached_links,
  shortened: m.import_notice_shortened,
  signed_body: m.import_notice_signed_body,
  tnef: m.import_notice_tnef,
  cancelled_held: m.import_notice_cancelled_held,
  changed_held: m.import_notice_changed_held,
  archived: m.import_notice_archived,
  older: m.import_notice_older,
  skipped_cancellation: m.import_notice_skipped_cancellation,
};

const say = (sentences: Record<string, Sentence>, { code, values = {} }: Said, locale: Locale): string => {
  const sentence = sentences[code] ?? m.import_refused_unreadable;
  return sentence(values as never, { locale });
};

/** Why a file was not taken, and what to do. */
export const refusalInWords = (said: Said, locale: Locale): string => say(refusals, said, locale);
/** What somebody should know of how a file was read. */
export const noticeInWords = (said: Said, locale: Locale): string => say(notices, said, locale);
