import { m } from '../../generated/paraglide/messages.js';
import type { Locale } from '../http/problem.ts';
import { allInteractions, listInteractions } from '../interactions/interaction.service.ts';
import type { InteractionItem } from '../interactions/interaction.schema.ts';
import { dateInZone, formatTime } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { interactionEvent } from './calendar.rules.ts';
import type { Table } from './table.ts';
import { inLanguage } from './table.rules.ts';

const namesOn = (side: string) => (item: InteractionItem, locale: Locale) =>
  item.people.filter((person) => person.side === side).map(({ name }) => name ?? m.people_not_shown({}, { locale })).join(', ');

export const interactionTable: Table<InteractionItem> = {
  collection: 'interactions',
  title: (locale) => m.export_interactions({}, { locale }),
  list: listInteractions,
  pages: allInteractions,
  event: interactionEvent,
  columns: [
    { title: (locale) => m.export_day({}, { locale }), value: (item) => dateInZone(item.startsAt, item.timeZone), kind: 'day', width: 12 },
    {
      title: (locale) => m.export_time({}, { locale }),
      value: (item, locale) => (item.isAllDay ? null : formatTime(item.startsAt, locale, item.timeZone)),
      width: 10,
    },
    { title: (locale) => m.organization_kind({}, { locale }), value: (item, locale) => labelOf('interaction_kind', item.kind, locale) },
    { title: (locale) => m.export_status({}, { locale }), value: (item, locale) => labelOf('interaction_status', item.status, locale), width: 12 },
    { title: (locale) => m.export_subject({}, { locale }), value: (item) => item.subject, width: 50 },
    {
      title: (locale) => m.organization_list({}, { locale }),
      value: (item, locale) => item.organizations.map(({ nameFr, nameEn }) => inLanguage(nameFr, nameEn, locale)).join(', '),
      width: 40,
    },
    { title: (locale) => m.participant_side_ours({}, { locale }), value: namesOn('ours'), width: 30 },
    { title: (locale) => m.participant_side_theirs({}, { locale }), value: namesOn('theirs'), width: 30 },
    {
      title: (locale) => m.organization_priorities({}, { locale }),
      value: (item, locale) => item.priorities.map((priority) => labelOf('priority', priority, locale)).join(', '),
    },
    { title: (locale) => m.export_sensitivity({}, { locale }), value: (item, locale) => labelOf('sensitivity', item.sensitivity, locale), width: 14 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
