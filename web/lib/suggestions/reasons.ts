import type { Answer } from '#lib/api.ts';
import { dateOf, formatDate, formatList, inLocale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

export type Suggestions = Answer<'GET /api/interactions/:id/suggestions'>;
export type Reason = Suggestions['commitments'][number]['reasons'][number];

/** Why something is proposed, in one line: « patrimoine » dans l’objet; 4 échanges avec Bordeaux sur ce thème … */
export function inWords(reasons: readonly Reason[]): string {
  return reasons.map(one).join('; ');
}

function one(reason: Reason): string {
  switch (reason.kind) {
    case 'words': {
      const words = formatList(reason.words.map((word) => m.suggestion_word({ word })));
      const say = { subject: m.suggestion_reason_subject, text: m.suggestion_reason_text, sector: m.suggestion_reason_sector }[reason.in];
      return say({ words });
    }
    case 'history':
      return m.suggestion_reason_history({ count: reason.count, name: inLocale(reason.organization, 'name'), date: formatDate(dateOf(reason.lastAt)) });
    case 'stated':
      return m.suggestion_reason_stated({ name: inLocale(reason.organization, 'name') });
    case 'mission':
      return m.suggestion_reason_mission({ name: inLocale(reason.mission, 'title') });
    case 'forum':
      return m.suggestion_reason_forum({ name: inLocale(reason.forum, 'name') });
  }
}
