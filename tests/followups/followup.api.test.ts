import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FollowUp } from '../../server/followups/followup.schema.ts';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

type Page = { items: FollowUp[]; total: number; nextCursor: string | null };
type ProblemBody = { errors?: { pointer: string }[]; current?: FollowUp };
type Facets = Record<string, { value: string; count: number }[]>;

let office: Office;
let partner: Organization;
let secret: Interaction;
beforeAll(async () => {
  office = await testOffice();
  partner = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville Promise' })).body;
  secret = (
    await office.as('strategist').post<Interaction>('/api/interactions', {
      startsAt: '2026-11-19T15:00:00.000Z',
      subject: 'Huis clos',
      organizationIds: [partner.id],
      sensitivity: 'confidential',
    })
  ).body;
});
afterAll(() => office.close());

const promise = (body: object, role: 'officer' | 'strategist' = 'officer', more: Record<string, string> = {}) =>
  office.as(role).post<FollowUp>('/api/followups', { text: 'Envoyer le guide', organizationId: partner.id, ...body }, more);
const change = (one: FollowUp, body: object) => office.as('officer').patch<FollowUp>(`/api/followups/${one.id}`, one.version, body);
const openOnes = async () => (await office.as('reader').get<Organization>(`/api/organizations/${partner.id}`)).body.openFollowUps;

describe('a follow-up', () => {
  it('is kept as sent, seen to by who wrote it, counted on the partner, and recorded', async () => {
    const before = await openOnes();
    const { status, body } = await promise({ dueOn: '2026-11-12' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ promisedBy: 'us', status: 'open', isOverdue: true, originalDueOn: null, organization: { nameFr: 'Ville Promise' }, assignee: { id: 'user.officer' } });
    expect(await openOnes()).toBe(before + 1);
    expect(await office.db.reader.auditEvent.count({ where: { recordType: 'followup', recordId: body.id, action: 'create' } })).toBe(1);
    const done = (await change(body, { status: 'done', proof: 'Courriel' })).body;
    expect(done).toMatchObject({ status: 'done', closedOn: '2026-11-21', isOverdue: false, version: 2 });
    expect(await openOnes()).toBe(before);
    const undone = (await change(done, { status: 'open' })).body;
    expect(undone).toMatchObject({ status: 'open', closedOn: null, proof: null, version: 3 });
    expect(await openOnes()).toBe(before + 1);
    expect((await change(body, { status: 'done' })).status).toBe(412);
  });

  it('keeps the first date when renegotiated', async () => {
    const one = (await promise({ dueOn: '2026-11-12' })).body;
    expect((await change(one, { status: 'renegotiated' })).status).toBe(422);
    const later = (await change(one, { status: 'renegotiated', dueOn: '2026-12-12' })).body;
    expect(later).toMatchObject({ status: 'renegotiated', dueOn: '2026-12-12', originalDueOn: '2026-11-12', isOverdue: false });
    const again = (await change(later, { status: 'renegotiated', dueOn: '2027-01-12' })).body;
    expect(again).toMatchObject({ dueOn: '2027-01-12', originalDueOn: '2026-11-12' });
  });

  it('is as sensitive as the interaction it was born in, and never names one that the reader may not see', async () => {
    const one = (await promise({ bornInId: secret.id, organizationId: undefined }, 'strategist')).body;
    expect(one).toMatchObject({ sensitivity: 'confidential', organization: { id: partner.id }, bornIn: { subject: 'Huis clos' } });
    expect((await office.as('officer').get(`/api/followups/${one.id}`)).status).toBe(404);
    const open = (await promise({ bornInId: secret.id, sensitivity: 'internal' }, 'strategist')).body;
    expect((await office.as('officer').get<FollowUp>(`/api/followups/${open.id}`)).body).toMatchObject({ bornIn: null });
    const refused = await office.as('officer').post<ProblemBody>('/api/followups', { text: 'Non', bornInId: secret.id, sensitivity: 'internal' });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/bornInId']);
    const above = await office.as('officer').post<ProblemBody>('/api/followups', { text: 'Non', sensitivity: 'confidential' });
    expect(above.body.errors?.[0]?.pointer).toBe('/sensitivity');
    expect((await office.as('reader').post('/api/followups', { text: 'Non' })).status).toBe(403);
  });

  it('is stored once for each key', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => promise({ text: 'Une seule fois' }, 'officer', { 'idempotency-key': 'promise' })));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await office.db.reader.followUp.count({ where: { text: 'Une seule fois' } })).toBe(1);
  });
});

describe('listing follow-ups', () => {
  it('filters by everything agreed on, what is due first first, without a date last', async () => {
    const city = (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville Liste' })).body;
    const at = { organizationId: city.id };
    await promise({ ...at, text: 'Sans date' });
    await promise({ ...at, text: 'Bientôt', dueOn: '2026-11-30', promisedBy: 'them', assigneeId: 'user.strategist' });
    await promise({ ...at, text: 'En retard', dueOn: '2026-11-01' });
    await promise({ ...at, text: 'Fait', dueOn: '2026-10-01', status: 'done' });
    const list = async (query: string) =>
      (await office.as('officer').get<Page>(`/api/followups?organization=${city.id}&${query}`)).body.items.map(({ text }) => text);
    expect(await list('')).toEqual(['Fait', 'En retard', 'Bientôt', 'Sans date']);
    expect(await list('overdue=true')).toEqual(['En retard']);
    expect(await list('overdue=false')).toEqual(['Fait', 'Bientôt', 'Sans date']);
    expect(await list('status=open&status=renegotiated')).toEqual(['En retard', 'Bientôt', 'Sans date']);
    expect(await list('promisedBy=them')).toEqual(['Bientôt']);
    expect(await list('assignee=me&not.status=done')).toEqual(['En retard', 'Sans date']);
    expect(await list('dueBefore=2026-11-30')).toEqual(['Fait', 'En retard']);
    expect(await list('dueAfter=2026-11-30')).toEqual(['Bientôt']);
    expect(await list('q=bientot')).toEqual(['Bientôt']);
    const facets = (await office.as('officer').get<Facets>(`/api/followups/facets?organization=${city.id}&overdue=true`)).body;
    expect(facets.overdue).toEqual(expect.arrayContaining([{ value: 'true', count: 1 }, { value: 'false', count: 3 }]));
    expect(facets.promisedBy).toEqual([{ value: 'us', count: 1 }]);
    expect(facets.assignee).toMatchObject([{ value: 'user.officer', count: 1 }]);
  });

  it('gives every follow-up once through all pages', async () => {
    for (const sort of ['dueOn', '-dueOn', 'closedOn', '-closedOn', '-updatedAt']) {
      const seen: string[] = [];
      let [cursor, total]: [string | null, number] = [null, 0];
      do {
        const { body }: { body: Page } = await office.as('strategist').get<Page>(`/api/followups?limit=2&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...body.items.map(({ id }) => id));
        [cursor, total] = [body.nextCursor, body.total];
      } while (cursor);
      expect([seen.length, new Set(seen).size], sort).toEqual([total, total]);
    }
  });
});
