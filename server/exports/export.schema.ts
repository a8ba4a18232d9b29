import { AgreementQuery } from '../agreements/agreement.schema.ts';
import { ContactQuery } from '../contacts/contact.schema.ts';
import { FollowUpQuery } from '../followups/followup.schema.ts';
import { ForumQuery } from '../forums/forum.schema.ts';
import { IdParams, type Contract } from '../http/endpoint.ts';
import { InteractionQuery } from '../interactions/interaction.schema.ts';
import { MissionQuery } from '../missions/mission.schema.ts';
import { OrganizationQuery } from '../organizations/organization.schema.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every export takes the filters of its list: the number on the screen is the number of rows in the file. */
export const exportContract = {
  'GET /api/organizations.csv': { summary: 'The list as CSV', allow: 'reader', query: OrganizationQuery, file: 'text/csv' },
  'GET /api/organizations.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: OrganizationQuery, file: xlsx },
  'GET /api/organizations.vcf': { summary: 'The list as vCards', allow: 'reader', query: OrganizationQuery, file: 'text/vcard' },
  'GET /api/contacts.csv': { summary: 'The list as CSV', allow: 'reader', query: ContactQuery, file: 'text/csv' },
  'GET /api/contacts.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: ContactQuery, file: xlsx },
  'GET /api/contacts.vcf': { summary: 'The list as vCards', allow: 'reader', query: ContactQuery, file: 'text/vcard' },
  'GET /api/interactions.csv': { summary: 'The list as CSV', allow: 'reader', query: InteractionQuery, file: 'text/csv' },
  'GET /api/interactions.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: InteractionQuery, file: xlsx },
  'GET /api/interactions.ics': { summary: 'The list as a calendar', allow: 'reader', query: InteractionQuery, file: 'text/calendar' },
  'GET /api/followups.csv': { summary: 'The follow-up matrix as CSV', allow: 'reader', query: FollowUpQuery, file: 'text/csv' },
  'GET /api/followups.xlsx': { summary: 'The follow-up matrix as an Excel workbook', allow: 'reader', query: FollowUpQuery, file: xlsx },
  'GET /api/missions.csv': { summary: 'The list as CSV', allow: 'reader', query: MissionQuery, file: 'text/csv' },
  'GET /api/missions.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: MissionQuery, file: xlsx },
  'GET /api/agreements.csv': { summary: 'The list as CSV', allow: 'reader', query: AgreementQuery, file: 'text/csv' },
  'GET /api/agreements.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: AgreementQuery, file: xlsx },
  'GET /api/forums.csv': { summary: 'The list as CSV', allow: 'reader', query: ForumQuery, file: 'text/csv' },
  'GET /api/forums.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: ForumQuery, file: xlsx },
  'GET /api/missions/:id.ics': {
    summary: 'A mission and its interactions as a calendar',
    allow: 'reader',
    params: IdParams,
    file: 'text/calendar',
  },
} as const satisfies Contract;
