import { m } from '../../generated/paraglide/messages.js';
import { writtenIn } from '../documents/placeholders.rules.ts';
import type { Locale } from '../http/problem.ts';
import type { Said } from './check.rules.ts';

type Sentence = (values: never, options: { locale: Locale }) => string;

const refusals: Record<string, Sentence> = {
  media: m.template_refused_media,
  upload: m.template_refused_upload,
  no_file: m.template_refused_no_file,
  one_file: m.template_refused_one_file,
  too_large: m.template_refused_too_large,
  too_slow: m.template_refused_too_slow,
  too_heavy: m.template_refused_too_slow,
  unreadable: m.template_refused_broken,
  empty: m.template_refused_empty,
  not_word: m.template_refused_not_word,
  old_word: m.template_refused_old_word,
  encrypted: m.template_refused_encrypted,
  broken: m.template_refused_broken,
  too_many_parts: m.template_refused_bomb,
  bomb: m.template_refused_bomb,
  macros: m.template_refused_macros,
  controls: m.template_refused_controls,
  embedded: m.template_refused_embedded,
  outside_links: m.template_refused_outside_links,
  encoding: m.template_refused_encoding,
  entities: m.template_refused_entities,
  too_long: m.template_refused_too_long,
  no_body: m.template_refused_no_body,
  body_twice: m.template_refused_body_twice,
  body_misplaced: m.template_refused_body_misplaced,
  body_not_alone: m.template_refused_body_not_alone,
  body_ends_section: m.template_refused_body_ends_section,
};

/** Why a file is not taken as a template, and what to do. */
export function refusalInWords({ code, values = {} }: Said, locale: Locale): string {
  const sentence = refusals[code] ?? m.template_refused_broken;
  return sentence({ part: '', target: '', found: '', body: writtenIn('body', locale), ...values } as never, { locale });
}
