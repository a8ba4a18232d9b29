import { m } from '../../generated/paraglide/messages.js';
import type { FollowUp } from '../followups/followup.schema.ts';
import { allFollowUps, listFollowUps } from '../followups/followup.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { inLanguage } from './table.rules.ts';
import type { Table } from './table.ts';

const dayOf = (meeting: FollowUp['bornIn']): string | null => meeting && dateInZone(meeting.startsAt);

/** The follow-up matrix: every promise with where it was born, the days that were agreed on and how it ended. */
export const followUpTable: Table<FollowUp> = {
  collection: 'followups',
  title: (locale) => m.export_follow_ups({}, { locale }),
  list: listFollowUps,
  pages: allFollowUps,
  columns: [
    {
      title: (locale) => m.organization_partner({}, { locale }),
      value: ({ organization, contact }, locale) => (organization ? inLanguage(organization.nameFr, organization.nameEn, locale) : (contact?.name ?? null)),
      width: 36,
    },
    { title: (locale) => m.export_promise({}, { locale }), value: (item) => item.text, width: 50 },
    { title: (locale) => m.follow_up_side({}, { locale }), value: (item, locale) => labelOf('follow_up_side', item.promisedBy, locale), width: 16 },
    { title: (locale) => m.follow_up_assignee({}, { locale }), value: (item) => item.assignee?.name ?? null, width: 24 },
    { title: (locale) => m.export_born_on({}, { locale }), value: (item) => dayOf(item.bornIn), kind: 'day', width: 12 },
    { title: (locale) => m.follow_up_born_in({}, { locale }), value: (item) => item.bornIn?.subject ?? null, width: 36 },
    { title: (locale) => m.export_original_due({}, { locale }), value: (item) => item.originalDueOn ?? item.dueOn, kind: 'day', width: 14 },
    { title: (locale) => m.follow_up_due({}, { locale }), value: (item) => item.dueOn, kind: 'day', width: 12 },
    { title: (locale) => m.export_renegotiations({}, { locale }), value: (item) => item.renegotiations.length, kind: 'number', width: 14 },
    { title: (locale) => m.follow_up_status({}, { locale }), value: (item, locale) => labelOf('follow_up_status', item.status, locale), width: 16 },
    { title: (locale) => m.export_days_late({}, { locale }), value: (item) => item.daysLate, kind: 'number', width: 12 },
    { title: (locale) => m.follow_up_closed_on({}, { locale }), value: (item) => item.closedOn, kind: 'day', width: 12 },
    { title: (locale) => m.follow_up_proof({}, { locale }), value: (item) => item.proof, width: 40 },
    { title: (locale) => m.follow_up_closed_by({}, { locale }), value: (item) => item.closedBy?.subject ?? null, width: 36 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
