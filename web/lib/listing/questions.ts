import { m } from '#paraglide/messages.js';
import { questions, type QuestionId } from '#server/views/questions.rules.ts';
import type { Collection } from './filtering.ts';

const words: Record<QuestionId, () => string> = {
  losing_touch: m.question_losing_touch,
  nordic_learns: m.question_nordic_learns,
  never_met: m.question_never_met,
  without_owner: m.question_without_owner,
  without_agreement: m.question_without_agreement,
  resting_tier_a: m.question_resting_tier_a,
  late_promises: m.question_late_promises,
  renew_in_targets: m.question_renew_in_targets,
  africa_attracts: m.question_africa_attracts,
  heritage_year: m.question_heritage_year,
  known_by_nobody: m.question_known_by_nobody,
  unverified: m.question_unverified,
  not_our_networks: m.question_not_our_networks,
};

/** The product's questions in words, each with the list that answers it; those of one collection, or all. */
export const questionLinks = (collection?: Collection): { id: string; text: string; href: string }[] =>
  questions
    .filter((question) => !collection || question.collection === collection)
    .map((question) => ({ id: question.id, text: words[question.id](), href: `/${question.collection}?${question.query}` }));
