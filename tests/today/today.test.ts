import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import { addDays } from '../../server/interactions/moment.rules.ts';
import { pressingDate } from '../../server/today/today.rules.ts';
import type { Today } from '../../server/today/today.schema.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const today = async (scope?: 'mine' | 'all', role: 'officer' | 'strategist' | 'reader' = 'officer') =>
  (await office.as(role).get<Today>(`/api/today${scope ? `?scope=${scope}` : ''}`)).body;
const log = (body: object) => office.as('officer').post('/api/interactions', body);
const city = async (nameFr: string, more: object = {}, role: 'officer' | 'strategist' = 'officer') =>
  (await office.as(role).post<Organization>('/api/organizations', { kind: 'municipality', nameFr, ...more })).body;

describe('the page of the day', () => {
  it('is empty, with every list, when nothing is on record for me', async () => {
    expect(await today()).toMatchObject({ date: '2026-11-21', scope: 'mine', planned: [], promisesWeOwe: [], losingTouch: [], counts: { planned: 0, overdueByUs: 0 } });
    expect((await office.anonymous().get('/api/today')).status).toBe(401);
  });

  it('tells what is planned from what is past and to confirm, in the office’s day', async () => {
    const partner = await city('Ville du jour');
    const at = (subject: string, startsAt: string, more: object = {}) => log({ subject, startsAt, status: 'planned', organizationIds: [partner.id], ...more });
    // It is 10:00 on 21 November in Québec; 3:00 UTC on the 22nd is still the 21st there.
    await at('Ce matin', '2026-11-21T14:00:00.000Z');
    await at('Ce soir', '2026-11-22T03:00:00.000Z');
    await at('Demain', '2026-11-22T15:00:00.000Z');
    await at('Dans un mois', '2026-12-22T15:00:00.000Z');
    await at('Toute la journée', '2026-11-21T05:00:00.000Z', { isAllDay: true });
    await at('Tenue', '2026-11-20T15:00:00.000Z', { status: 'held' });
    await at('Hier', '2026-11-20T16:00:00.000Z');
    const page = await today();
    expect(page.planned.map(({ subject }) => subject)).toEqual(['Toute la journée', 'Ce soir', 'Demain']);
    expect(page.toConfirm.map(({ subject }) => subject)).toEqual(['Ce matin', 'Hier']);
    expect(page.counts).toMatchObject({ plannedToday: 2, planned: 3, toConfirm: 2 });
    expect((await today('mine', 'strategist')).planned).toEqual([]);
    expect((await today('all', 'strategist')).counts.planned).toBe(3);
  });

  it('parts what we owe from what we are owed, the latest first, and counts what is late', async () => {
    const add = (text: string, body: object) => office.as('officer').post('/api/followups', { text, ...body });
    await add('Bientôt', { dueOn: '2026-12-05' });
    await add('Trop loin', { dueOn: '2026-12-06' });
    await add('Sans date', {});
    await add('En retard', { dueOn: '2026-11-20' });
    await add('Ensemble', { dueOn: '2026-11-21', promisedBy: 'joint' });
    await add('À eux', { dueOn: '2026-11-01', promisedBy: 'them' });
    await add('À une autre', { dueOn: '2026-11-01', assigneeId: 'user.strategist' });
    const page = await today();
    expect(page.promisesWeOwe.map(({ text }) => text)).toEqual(['En retard', 'Ensemble', 'Bientôt']);
    expect(page.promisesOwedToUs.map(({ text }) => text)).toEqual(['À eux']);
    expect(page.counts).toMatchObject({ overdueByUs: 1, overdueByThem: 1, promisesWeOwe: 3, promisesOwedToUs: 1 });
    expect((await today('all')).counts.overdueByUs).toBe(2);
    expect((await today('mine', 'strategist')).promisesWeOwe.map(({ text }) => text)).toEqual(['À une autre']);
  });

  it('holds what nobody sees to when I wrote it down or it is promised with a partner of mine', async () => {
    const mine = await city('Ville à moi', { ownerId: 'user.strategist' });
    const other = await city('Ville à une autre', { ownerId: 'user.administrator' });
    const add = (text: string, body: object, role: 'officer' | 'strategist') =>
      office.as(role).post('/api/followups', { text, dueOn: '2026-11-22', promisedBy: 'them', assigneeId: null, ...body });
    await add('Notée par moi', { organizationId: other.id }, 'strategist');
    await add('De ma ville', { organizationId: mine.id }, 'officer');
    await add('D’une autre ville', { organizationId: other.id }, 'officer');
    await add('De ma ville, à une autre', { organizationId: mine.id, assigneeId: 'user.administrator' }, 'officer');
    const page = await today('mine', 'strategist');
    expect(page.promisesOwedToUs.map(({ text }) => text).toSorted()).toEqual(['De ma ville', 'Notée par moi']);
    expect(page.counts.promisesOwedToUs).toBe(2);
    expect((await today('all', 'strategist')).promisesOwedToUs.map(({ text }) => text)).toContain('D’une autre ville');
  });

  it('shows the first dozen of each list and counts them all', async () => {
    const dates = Array.from({ length: 55 }, (_, n) => addDays('2026-11-21', n < 52 ? -n - 1 : n - 52));
    for (const [n, dueOn] of dates.entries()) {
      await office.db.write((tx) => tx.followUp.create({ data: { id: `douze.${n}`, text: `Promesse ${n}`, dueOn, assigneeId: 'user.reader' } }));
    }
    for (let n = 0; n < 15; n++) {
      const startsAt = new Date(Date.parse('2026-11-23T15:00:00.000Z') + n * 3_600_000);
      await office.db.write((tx) => tx.interaction.create({ data: { subject: `Rencontre ${n}`, status: 'planned', startsAt, createdById: 'user.reader' } }));
    }
    const page = await today('mine', 'reader');
    expect(page.promisesWeOwe.map(({ dueOn }) => dueOn)).toEqual(dates.slice(40, 52).toReversed());
    expect(page.planned.map(({ subject }) => subject)).toEqual(Array.from({ length: 12 }, (_, n) => `Rencontre ${n}`));
    expect(page.counts).toMatchObject({ promisesWeOwe: 55, overdueByUs: 52, planned: 15 });
  });

  it('names partners whose rhythm is broken since the last meeting held, never those that we let rest', async () => {
    const owned = { cadenceDays: 90, ownerId: 'user.officer', stage: 'active' };
    const [kept, lost, resting, never] = [await city('Ville tenue', owned), await city('Ville perdue', owned), await city('Ville au repos', { ...owned, stage: 'dormant' }), await city('Jamais vue', owned)];
    const met = (id: string, startsAt: string, status = 'held') => log({ subject: 'Rencontre', startsAt, status, organizationIds: [id] });
    await met(kept.id, '2026-10-01T15:00:00.000Z');
    await met(lost.id, '2026-05-01T15:00:00.000Z');
    await met(lost.id, '2026-11-01T15:00:00.000Z', 'cancelled');
    await met(resting.id, '2025-05-01T15:00:00.000Z');
    const { losingTouch } = await today();
    expect(losingTouch).toMatchObject([{ id: lost.id, cadenceDays: 90, daysOutOfTouch: 114, owner: { name: 'Personne officer' } }]);
    expect(losingTouch.map(({ id }) => id)).not.toContain(never.id);
    expect((await today('mine', 'strategist')).losingTouch).toEqual([]);
  });

  it('names agreements whose notice, renewal or expiry presses, of those the reader may see', async () => {
    const add = (id: string, dates: object) =>
      office.db.write((tx) => tx.agreement.create({ data: { id, kind: 'twinning', titleFr: id, sortName: id, state: 'in_force', ownerId: 'user.officer', ...dates } }));
    await add('a.avis', { noticeOn: '2026-12-15', expiresOn: '2027-06-30' });
    await add('a.loin', { expiresOn: '2027-06-30' });
    await add('a.manquee', { expiresOn: '2026-10-31' });
    await add('a.secrete', { expiresOn: '2026-12-31', sensitivity: 'confidential' });
    await add('a.idee', { expiresOn: '2026-12-31', state: 'idea' });
    const { agreementsToRenew } = await today();
    expect(agreementsToRenew.map(({ id, deadline }) => [id, deadline.kind, deadline.isPast])).toEqual([
      ['a.manquee', 'expiry', true],
      ['a.avis', 'notice', false],
    ]);
    expect((await today('all', 'strategist')).agreementsToRenew.map(({ id }) => id)).toContain('a.secrete');
  });
});

describe('the date of an agreement that presses', () => {
  const date = fc.option(fc.integer({ min: -800, max: 800 }).map((days) => addDays('2026-11-21', days)), { nil: null });

  it('is one of its dates, the first to come when there is one', () => {
    fc.assert(
      fc.property(date, date, date, (noticeOn, renewalOn, expiresOn) => {
        const found = pressingDate({ noticeOn, renewalOn, expiresOn }, '2026-11-21', '2027-03-21');
        const dates = [noticeOn, renewalOn, expiresOn].filter((one) => one !== null);
        const coming = dates.filter((one) => one >= '2026-11-21').toSorted();
        if (!found) {
          expect(coming.length === 0 || coming[0]! > '2027-03-21').toBe(true);
          return;
        }
        expect(dates).toContain(found.on);
        expect(found.isPast).toBe(coming.length === 0);
        if (coming.length > 0) expect(found.on).toBe(coming[0]);
      }),
    );
  });
});
