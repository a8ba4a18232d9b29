import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FollowUp } from '../../server/followups/followup.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { testOffice, userId, type Office, type Role } from '../support/app.ts';
import { rowsOf, serialOf } from '../support/workbook.ts';

type Page = { items: FollowUp[]; total: number };
type ProblemBody = { detail?: string; errors?: { pointer: string; message: string }[] };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const promise = async (text: string, more: object = {}, role: Role = 'officer') => (await office.as(role).post<FollowUp>('/api/followups', { text, ...more })).body;
const change = (one: FollowUp, body: object, role: Role = 'officer') => office.as(role).patch<FollowUp & ProblemBody>(`/api/followups/${one.id}`, one.version, body);
const read = async (id: string) => (await office.as('strategist').get<FollowUp>(`/api/followups/${id}`)).body;

describe('a renegotiation', () => {
  it('keeps every date agreed on, with why and by whom', async () => {
    const one = await promise('Envoyer le projet', { dueOn: '2026-11-12' });
    const second = (await change(one, { status: 'renegotiated', dueOn: '2026-12-12', reason: 'Leur conseil siège en décembre' })).body;
    office.at(new Date('2026-11-22T15:00:00.000Z'));
    const third = (await change(second, { status: 'renegotiated', dueOn: '2027-01-12' })).body;
    office.at(new Date('2026-11-21T15:00:00.000Z'));
    expect(third.renegotiations).toMatchObject([
      { fromOn: '2026-11-12', toOn: '2026-12-12', reason: 'Leur conseil siège en décembre', agreedBy: { id: userId('officer') } },
      { fromOn: '2026-12-12', toOn: '2027-01-12', reason: null },
    ]);
    const done = (await change(third, { status: 'done' })).body;
    expect(done.renegotiations).toHaveLength(2);
  });

  it('is none when the date is corrected, and is taken back by who noted it within ten minutes', async () => {
    const one = await promise('Corriger', { dueOn: '2026-12-01' });
    const corrected = (await change(one, { dueOn: '2026-12-02' })).body;
    expect(corrected).toMatchObject({ status: 'open', renegotiations: [] });
    const moved = (await change(corrected, { status: 'renegotiated', dueOn: '2026-12-20' })).body;
    const undone = (await change(moved, { status: 'open', dueOn: '2026-12-02' })).body;
    expect(undone).toMatchObject({ status: 'open', originalDueOn: null, renegotiations: [] });
    const again = (await change(undone, { status: 'renegotiated', dueOn: '2026-12-20' })).body;
    office.at(new Date('2026-11-21T15:11:00.000Z'));
    expect((await change(again, { status: 'renegotiated', dueOn: '2026-12-02' })).body.renegotiations).toHaveLength(2);
    office.at(new Date('2026-11-21T15:00:00.000Z'));
  });

  it('is what a reason goes with, and nothing else', async () => {
    const refused = await change(await promise('Sans report'), { status: 'done', reason: 'Parce que' });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/reason']);
  });
});

describe('giving promises to somebody else', () => {
  const give = (body: object, role: Role = 'officer') => office.as(role).post<{ followUps: number; organizations: number } & ProblemBody>('/api/followups/reassign', body);

  it('moves what is picked, one audit event each, and leaves what is closed', async () => {
    const [first, second, closed] = [await promise('Un'), await promise('Deux'), await promise('Fini')];
    await change(closed, { status: 'done' });
    const answer = await give({ ids: [first.id, second.id, closed.id], to: userId('strategist') });
    expect([answer.status, answer.body]).toEqual([200, { followUps: 2, organizations: 0 }]);
    expect(await read(first.id)).toMatchObject({ assignee: { id: userId('strategist') }, version: 2 });
    expect((await read(closed.id)).assignee?.id).toBe(userId('officer'));
    expect(await office.db.reader.auditEvent.count({ where: { recordId: { in: [first.id, second.id] }, action: 'update' } })).toBe(2);
    expect((await give({ ids: [first.id], to: userId('strategist') }, 'strategist')).body.followUps).toBe(0);
  });

  it('lets an officer give only their own or nobody’s, and a strategist anybody’s, all or nothing', async () => {
    const theirs = await promise('À elle', { assigneeId: userId('strategist') });
    const mine = await promise('À moi');
    const nobodys = await promise('À personne', { assigneeId: null });
    expect((await give({ ids: [mine.id, theirs.id], to: userId('reader') })).status).toBe(403);
    expect((await read(mine.id)).assignee?.id).toBe(userId('officer'));
    expect((await give({ from: userId('strategist'), to: userId('officer') })).status).toBe(403);
    expect((await give({ ids: [mine.id, nobodys.id], to: userId('administrator') })).body.followUps).toBe(2);
    expect((await give({ ids: [theirs.id], to: null }, 'strategist')).body.followUps).toBe(1);
    expect((await give({ ids: [mine.id], to: userId('officer') }, 'reader')).status).toBe(403);
  });

  it('gives all that one of us had, partners too, and refuses who has left', async () => {
    const officer = { ownerId: userId('officer') };
    const add = async (nameFr: string, more: object) => (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr, ...more })).body;
    const owned = await add('Ville confiée', { ...officer, backupOwnerId: userId('strategist') });
    const backed = await add('Ville appuyée', { ownerId: userId('administrator'), backupOwnerId: userId('officer') });
    await promise('À donner');
    const { total } = (await office.as('strategist').get<Page>(`/api/followups?assignee=${userId('officer')}&status=open&status=renegotiated`)).body;
    const { body } = await give({ from: userId('officer'), to: userId('strategist'), organizationsToo: true }, 'strategist');
    expect(body).toEqual({ followUps: total, organizations: 2 });
    const after = async (id: string) => (await office.as('reader').get<Organization>(`/api/organizations/${id}`)).body;
    // Nobody is their own backup.
    expect(await after(owned.id)).toMatchObject({ owner: { id: userId('strategist') }, backupOwner: null });
    expect(await after(backed.id)).toMatchObject({ owner: { id: userId('administrator') }, backupOwner: { id: userId('strategist') } });
    await office.db.write((tx) => tx.user.update({ where: { id: userId('reader') }, data: { disabledAt: new Date('2026-11-01') } }));
    const refused = await give({ from: userId('strategist'), to: userId('reader') }, 'strategist');
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/to']);
    expect(refused.body.errors?.[0]?.message).toContain('désactivé');
    expect((await give({ from: userId('officer'), to: 'nobody' }, 'strategist')).status).toBe(422);
    await office.db.write((tx) => tx.user.update({ where: { id: userId('reader') }, data: { disabledAt: null } }));
  });

  it('never touches what the caller may not see', async () => {
    const secret = await promise('Huis clos', { sensitivity: 'confidential', assigneeId: userId('officer') }, 'strategist');
    await give({ from: userId('officer'), to: userId('administrator') });
    expect((await read(secret.id)).assignee?.id).toBe(userId('officer'));
  });
});

describe('the ledger', () => {
  it('parts open promises by how near their day is', async () => {
    const { body: city } = await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: 'Ville du registre' });
    const organizationId = city.id;
    const days = { late: '2026-11-20', week: '2026-11-28', month: '2026-11-29', later: '2026-12-22', none: null };
    for (const [due, dueOn] of Object.entries(days)) await promise(due, { dueOn, organizationId });
    await change(await promise('closed', { dueOn: '2026-11-01', organizationId }), { status: 'done' });
    for (const due of Object.keys(days)) {
      const { items } = (await office.as('reader').get<Page>(`/api/followups?organization=${organizationId}&due=${due}`)).body;
      expect(items.map(({ text }) => text)).toEqual([due]);
    }
    const { body: facets } = await office.as('reader').get<Record<string, { value: string; count: number }[]>>(`/api/followups/facets?organization=${organizationId}`);
    expect(Object.fromEntries((facets['due'] ?? []).map(({ value, count }) => [value, count]))).toEqual({ late: 1, week: 1, month: 1, later: 1, none: 1 });
    expect(facets['organization']?.some(({ value }) => value === organizationId)).toBe(true);
    // Late when it was closed: the matrix says by how much.
    const { items } = (await office.as('reader').get<Page>(`/api/followups?organization=${organizationId}&status=done`)).body;
    expect(items).toMatchObject([{ daysLate: 20, isOverdue: false }]);
  });

  it('is handed over with exactly the rows of the list, and real dates', async () => {
    const query = '?status=open&promisedBy=us';
    const { total } = (await office.as('officer').get<Page>(`/api/followups${query}&limit=1`)).body;
    const csv = await office.as('officer').get(`/api/followups.csv${query}`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(total + 1);
    expect(csv.text).toContain('Première échéance');
    const file = await office.app.inject({ url: `/api/followups.xlsx${query}`, headers: { authorization: 'Bearer test-token-officer' } });
    const rows = rowsOf(file.rawPayload);
    expect(rows).toHaveLength(total + 1);
    expect(rows.join('')).toContain(`<v>${serialOf('2026-12-22')}</v>`);
    expect(await office.db.reader.exportLog.count({ where: { collection: 'followups', rows: total } })).toBe(2);
  });
});
