import { m } from '../../generated/paraglide/messages.js';
import { labelOf } from '../text/labels.ts';
import type { Table } from './table.ts';
import { organizationCard } from './vcard.rules.ts';
import type { OrganizationItem } from '../organizations/organization.schema.ts';
import { allOrganizations, listOrganizations } from '../organizations/organization.list.ts';

export const organizationTable: Table<OrganizationItem> = {
  collection: 'organizations',
  title: (locale) => m.organization_list({}, { locale }),
  list: listOrganizations,
  pages: allOrganizations,
  cards: async ({ locale }, items) => items.map((item) => organizationCard(item, locale)),
  columns: [
    { title: (locale) => m.organization_name_fr({}, { locale }), value: (item) => item.nameFr, width: 40 },
    { title: (locale) => m.organization_name_en({}, { locale }), value: (item) => item.nameEn, width: 40 },
    { title: (locale) => m.organization_acronym({}, { locale }), value: (item) => item.acronym, width: 12 },
    { title: (locale) => m.organization_kind({}, { locale }), value: (item, locale) => labelOf('organization_kind', item.kind, locale) },
    {
      title: (locale) => m.organization_place({}, { locale }),
      value: ({ place }, locale) => place && (locale === 'en' ? (place.nameEn ?? place.nameFr) : place.nameFr),
    },
    { title: (locale) => m.organization_country({}, { locale }), value: (item) => item.countryCode, width: 8 },
    { title: (locale) => m.organization_stage({}, { locale }), value: (item, locale) => labelOf('organization_stage', item.stage, locale) },
    { title: (locale) => m.organization_tier({}, { locale }), value: (item) => item.tier, width: 8 },
    {
      title: (locale) => m.organization_priorities({}, { locale }),
      value: (item, locale) => item.priorities.map((priority) => labelOf('priority', priority, locale)).join(', '),
      width: 26,
    },
    { title: (locale) => m.organization_owner({}, { locale }), value: (item) => item.owner?.name ?? null },
    { title: (locale) => m.organization_last_met({}, { locale }), value: (item) => item.lastHeldAt?.slice(0, 10) ?? null, kind: 'day', width: 14 },
    { title: (locale) => m.organization_open_follow_ups({}, { locale }), value: (item) => item.openFollowUps, kind: 'number', width: 10 },
    { title: (locale) => m.organization_website({}, { locale }), value: (item) => item.website, width: 34 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
