import { m } from '../../generated/paraglide/messages.js';
import type { ForumItem } from '../forums/forum.schema.ts';
import { allForums, listForums } from '../forums/forum.service.ts';
import { labelOf } from '../text/labels.ts';
import { inLanguage } from './table.rules.ts';
import type { Table } from './table.ts';

export const forumTable: Table<ForumItem> = {
  collection: 'forums',
  title: (locale) => m.forum_list({}, { locale }),
  list: listForums,
  pages: allForums,
  columns: [
    { title: (locale) => m.forum_name_fr({}, { locale }), value: (item) => item.nameFr, width: 44 },
    { title: (locale) => m.forum_name_en({}, { locale }), value: (item) => item.nameEn, width: 44 },
    { title: (locale) => m.organization_acronym({}, { locale }), value: (item, locale) => inLanguage(item.acronymFr, item.acronymEn, locale), width: 12 },
    { title: (locale) => m.forum_kind({}, { locale }), value: (item, locale) => labelOf('forum_kind', item.kind, locale), width: 12 },
    { title: (locale) => m.forum_status({}, { locale }), value: (item, locale) => labelOf('forum_status', item.status, locale), width: 12 },
    {
      title: (locale) => m.forum_our_membership({}, { locale }),
      value: ({ ourMembership }, locale) => ourMembership && labelOf('membership_status', ourMembership.status, locale),
      width: 18,
    },
    { title: (locale) => m.forum_renewal({}, { locale }), value: (item) => item.ourMembership?.renewalOn ?? null, kind: 'day', width: 16 },
    { title: (locale) => m.forum_members({}, { locale }), value: (item) => item.memberCount, kind: 'number', width: 14 },
    { title: (locale) => m.forum_value_short({}, { locale }), value: (item) => item.lastReview?.value ?? null, kind: 'number', width: 10 },
    {
      title: (locale) => m.organization_priorities({}, { locale }),
      value: (item, locale) => item.priorities.map((priority) => labelOf('priority', priority, locale)).join(', '),
      width: 26,
    },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
