import Type, { type TObject, type TSchema } from 'typebox';
import { AgreementQuery } from '../agreements/agreement.schema.ts';
import { ContactQuery } from '../contacts/contact.schema.ts';
import { FollowUpQuery } from '../followups/followup.schema.ts';
import { ForumQuery } from '../forums/forum.schema.ts';
import { IdParams, type Contract } from '../http/endpoint.ts';
import { InteractionQuery } from '../interactions/interaction.schema.ts';
import { MissionQuery } from '../missions/mission.schema.ts';
import { OrganizationQuery } from '../organizations/organization.schema.ts';
import { outsideQuery } from './export-job.schema.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The filters of each list, and the mark of a file that is to leave Québec. */
const organizations = marked(OrganizationQuery);
const contacts = marked(ContactQuery);
const interactions = marked(InteractionQuery);
const followups = marked(FollowUpQuery);
const missions = marked(MissionQuery);
const agreements = marked(AgreementQuery);
const forums = marked(ForumQuery);

/** Every export takes the filters of its list: the number on the screen is the number of rows in the file. */
export const exportContract = {
  'GET /api/organizations.csv': { summary: 'The list as CSV', allow: 'reader', query: organizations, file: 'text/csv' },
  'GET /api/organizations.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: organizations, file: xlsx },
  'GET /api/organizations.vcf': { summary: 'The list as vCards', allow: 'reader', query: organizations, file: 'text/vcard' },
  'GET /api/contacts.csv': { summary: 'The list as CSV', allow: 'reader', query: contacts, file: 'text/csv' },
  'GET /api/contacts.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: contacts, file: xlsx },
  'GET /api/contacts.vcf': { summary: 'The list as vCards', allow: 'reader', query: contacts, file: 'text/vcard' },
  'GET /api/interactions.csv': { summary: 'The list as CSV', allow: 'reader', query: interactions, file: 'text/csv' },
  'GET /api/interactions.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: interactions, file: xlsx },
  'GET /api/interactions.ics': { summary: 'The list as a calendar', allow: 'reader', query: interactions, file: 'text/calendar' },
  'GET /api/followups.csv': { summary: 'The follow-up matrix as CSV', allow: 'reader', query: followups, file: 'text/csv' },
  'GET /api/followups.xlsx': { summary: 'The follow-up matrix as an Excel workbook', allow: 'reader', query: followups, file: xlsx },
  'GET /api/missions.csv': { summary: 'The list as CSV', allow: 'reader', query: missions, file: 'text/csv' },
  'GET /api/missions.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: missions, file: xlsx },
  'GET /api/missions.ics': { summary: 'The list as a calendar', allow: 'reader', query: missions, file: 'text/calendar' },
  'GET /api/agreements.csv': { summary: 'The list as CSV', allow: 'reader', query: agreements, file: 'text/csv' },
  'GET /api/agreements.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: agreements, file: xlsx },
  'GET /api/forums.csv': { summary: 'The list as CSV', allow: 'reader', query: forums, file: 'text/csv' },
  'GET /api/forums.xlsx': { summary: 'The list as an Excel workbook', allow: 'reader', query: forums, file: xlsx },
  'GET /api/missions/:id.ics': {
    summary: 'A mission and its interactions as a calendar',
    allow: 'reader',
    params: IdParams,
    query: Type.Object(outsideQuery, { additionalProperties: false }),
    file: 'text/calendar',
  },
} as const satisfies Contract;

/** What each list can be asked for, by which a kept order is judged as the list itself would. */
export const listQueries = { organizations, contacts, interactions, followups, missions, agreements, forums };

function marked<S extends TSchema>(query: S) {
  const { properties } = query as unknown as TObject;
  return Type.Unsafe<Type.Static<S> & { outsideReason?: string; outsideReference?: string }>(
    Type.Object({ ...properties, ...outsideQuery }, { additionalProperties: false }),
  );
}
