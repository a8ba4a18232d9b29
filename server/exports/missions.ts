import { m } from '../../generated/paraglide/messages.js';
import type { MissionItem } from '../missions/mission.schema.ts';
import { allMissions, listMissions } from '../missions/mission.service.ts';
import { labelOf } from '../text/labels.ts';
import { missionEvent } from './calendar.rules.ts';
import { inLanguage } from './table.rules.ts';
import type { Table } from './table.ts';

export const missionTable: Table<MissionItem> = {
  collection: 'missions',
  title: (locale) => m.mission_list({}, { locale }),
  list: listMissions,
  pages: allMissions,
  event: missionEvent,
  columns: [
    { title: (locale) => m.mission_title_fr({}, { locale }), value: (item) => item.titleFr, width: 44 },
    { title: (locale) => m.mission_title_en({}, { locale }), value: (item) => item.titleEn, width: 44 },
    { title: (locale) => m.mission_direction({}, { locale }), value: (item, locale) => labelOf('mission_direction', item.direction, locale), width: 14 },
    { title: (locale) => m.mission_status({}, { locale }), value: (item, locale) => labelOf('mission_status', item.status, locale), width: 18 },
    { title: (locale) => m.mission_starts({}, { locale }), value: (item) => item.startsOn, kind: 'day', width: 12 },
    { title: (locale) => m.mission_ends({}, { locale }), value: (item) => item.endsOn, kind: 'day', width: 14 },
    {
      title: (locale) => m.mission_place({}, { locale }),
      value: (item, locale) => item.places.map(({ nameFr, nameEn }) => inLanguage(nameFr, nameEn, locale)).join(', '),
      width: 36,
    },
    {
      title: (locale) => m.organization_priorities({}, { locale }),
      value: (item, locale) => item.priorities.map((priority) => labelOf('priority', priority, locale)).join(', '),
      width: 26,
    },
    { title: (locale) => m.mission_lead({}, { locale }), value: (item) => item.lead?.name ?? null, width: 24 },
    { title: (locale) => m.export_report_due({}, { locale }), value: (item) => item.reportDueOn, kind: 'day', width: 16 },
    { title: (locale) => m.export_report_published({}, { locale }), value: (item) => item.reportPublishedOn, kind: 'day', width: 16 },
    { title: (locale) => m.export_sensitivity({}, { locale }), value: (item, locale) => labelOf('sensitivity', item.sensitivity, locale), width: 14 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
