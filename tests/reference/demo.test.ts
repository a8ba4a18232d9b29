import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword, loadDemo } from '../../server/demo/load.ts';
import { shiftTo } from '../../server/demo/dates.rules.ts';
import { dateInZone, daysBetween } from '../../server/text/format.rules.ts';
import type { Exercise, Replay } from '../../server/targets/exercise.schema.ts';
import type { Office } from '../support/app.ts';
import { demoDay, demoOffice } from '../support/demo.ts';

const now = demoDay;
const today = '2027-03-23';

let office: Office;
beforeAll(async () => {
  office = await demoOffice();
});
afterAll(() => office.close());

describe('the demonstration office', () => {
  test('is loaded once', async () => {
    const before = await office.db.reader.auditEvent.count();
    expect(await loadDemo(office.db, now)).toBe(false);
    expect(await office.db.reader.auditEvent.count()).toBe(before);
  });

  test('says that its people are fictitious, and opens with the four accounts', async () => {
    const welcome = await office.anonymous().get<{ demo: { noticeFr: string } }>('/api/session/welcome');
    expect(welcome.body.demo.noticeFr).toContain('fictives');
    const accounts = { agente: 'officer', strategie: 'strategist', admin: 'administrator', lecture: 'reader' };
    for (const [name, role] of Object.entries(accounts)) {
      const email = `${name}@demo.example`;
      const answer = await office.anonymous().post('/api/session', { email, password: demoPassword });
      expect(answer.status, name).toBe(204);
      expect(await office.db.reader.user.findUniqueOrThrow({ where: { email } })).toMatchObject({ role });
    }
  });

  test('has two years of meetings up to today, two of them today, and a fortnight ahead', async () => {
    const interactions = await office.db.reader.interaction.findMany({
      select: { id: true, status: true, startsAt: true, createdAt: true },
    });
    expect(interactions.length).toBeGreaterThanOrEqual(160);
    const days = interactions.map(({ status, startsAt }) => ({
      status,
      ahead: daysBetween(today, dateInZone(startsAt)),
    }));
    expect(Math.min(...days.map(({ ahead }) => ahead))).toBeLessThan(-700);
    for (const { status, ahead } of days) expect(status === 'held' ? ahead < 0 : ahead >= 0).toBe(true);
    expect(days.filter(({ ahead }) => ahead === 0)).toHaveLength(2);
    expect(days.filter(({ ahead }) => ahead > 0 && ahead <= 14).length).toBeGreaterThanOrEqual(8);
    for (const { id, createdAt } of interactions) expect(createdAt <= now, id).toBe(true);
  });

  test('answers the question of the Nordic partners', async () => {
    const since = '2026-03-23';
    const reader = office.as('reader');
    const query = 'region=reg.nordic-arctic&priority=learns';
    const all = await reader.get<{ total: number }>(`/api/organizations?${query}`);
    const late = await reader.get<{ total: number; items: { id: string }[] }>(
      `/api/organizations?${query}&lastContactBefore=${since}`,
    );
    expect(all.body.total).toBeGreaterThanOrEqual(3);
    expect(late.body.items.map(({ id }) => id).sort()).toEqual(['dorg.eksempelby', 'dorg.institut-nordique']);
  });

  test('has promises that are late on both sides, near ones and kept ones', async () => {
    const promises = await office.db.reader.followUp.findMany();
    const open = promises.filter(({ status }) => status === 'open' || status === 'renegotiated');
    const late = (side: string): number =>
      open.filter(({ promisedBy, dueOn }) => promisedBy === side && dueOn !== null && dueOn < today).length;
    expect(late('us')).toBeGreaterThanOrEqual(3);
    expect(late('them')).toBeGreaterThanOrEqual(3);
    expect(
      open.filter(({ dueOn }) => dueOn !== null && dueOn >= today && daysBetween(today, dueOn) <= 14).length,
    ).toBeGreaterThanOrEqual(3);
    expect(promises.filter(({ status }) => status === 'done').length).toBeGreaterThanOrEqual(10);
  });

  test('has agreements to renew soon, a report to write, target regions with their history', async () => {
    const { reader } = office.db;
    const renewals = (await reader.agreement.findMany({ where: { state: 'in_force' } })).filter(
      ({ renewalOn }) => renewalOn !== null && Math.abs(daysBetween(today, renewalOn)) <= 60,
    );
    expect(renewals.length).toBeGreaterThanOrEqual(2);
    expect(await reader.mission.count({ where: { status: 'report_due' } })).toBe(1);
    const decisions = await reader.targetDecision.findMany({ orderBy: { decidedAt: 'asc' } });
    const latest = new Map(decisions.map(({ regionId, decision }) => [regionId, decision]));
    expect([...latest.values()].filter((decision) => decision === 'target')).toHaveLength(3);
    expect(
      decisions.filter(({ regionId }) => regionId === 'reg.nordic-arctic').map(({ decision }) => decision),
    ).toEqual(['watch', 'target']);
    const ofOpen = { candidate: { exerciseId: 'tg.2026' } };
    expect([await reader.candidate.count({ where: { exerciseId: 'tg.2026' } }), await reader.criterion.count({ where: { exerciseId: 'tg.2026' } })]).toEqual([12, 7]);
    expect(await reader.score.count({ where: { ...ofOpen, value: { not: null } } })).toBe(84);
  });

  test('has this year’s exercise open and complete, and last year’s decided and frozen', async () => {
    const read = async (id: string) => (await office.as('reader').get<Exercise>(`/api/targeting-exercises/${id}`)).body;
    const open = await read('tg.2026');
    expect(open).toMatchObject({ status: 'open', round: 'together', remarks: [], frozen: null });
    expect(open.judges).toHaveLength(3);
    expect(open.candidates.every(({ known }) => known === 1)).toBe(true);
    const past = await read('tg.2025');
    expect(past).toMatchObject({ status: 'decided', heldOn: '2026-04-09', frozen: { dissent: expect.stringContaining('francophone') } });
    expect(past.titleFr).toContain('démonstration');
    expect(past.candidates).toHaveLength(6);
    expect(past.candidates.find(({ id }) => id === 'pr.nordic')?.decision).toMatchObject({ id: 'td.2', decision: 'target' });
    expect(past.scores.filter(({ origin }) => origin === 'computed').some(({ figure }) => (figure ?? 0) > 0)).toBe(true);
    const { body } = await office.as('reader').get<Replay>('/api/targeting-exercises/tg.2025/replay');
    expect(body.candidates.some(({ causes }) => causes.length > 0)).toBe(true);
    expect((await office.as('administrator').patch('/api/targeting-exercises/tg.2025', past.version, { titleFr: 'x' })).status).toBe(409);
  });

  test('leaves the sensitive city out, and counts what it follows', async () => {
    const { reader } = office.db;
    expect(
      (await reader.organization.findUniqueOrThrow({ where: { id: 'city.saint-petersburg' } })).archivedAt,
    ).not.toBeNull();
    const bordeaux = await reader.organization.findUniqueOrThrow({
      where: { id: 'city.bordeaux' },
      include: { commitments: true },
    });
    expect(bordeaux).toMatchObject({ stage: 'strategic', tier: 'A', version: 2 });
    expect(bordeaux.lastHeldAt).not.toBeNull();
    expect(bordeaux.openFollowUps).toBeGreaterThan(0);
    expect(bordeaux.commitments.some(({ isStated, isObserved }) => isStated && isObserved)).toBe(true);
    expect(await reader.$queryRaw`PRAGMA foreign_key_check`).toEqual([]);
  });
});

describe('moving the dates', () => {
  const shift = shiftTo('2026-11-21', today);

  test('keeps how precise a date is', () => {
    expect(shift.day('2026-11-21')).toBe(today);
    expect(shift.day('2026-11')).toBe('2027-03');
    expect(shift.day('2025')).toBe('2025');
    expect(shift.day(undefined)).toBeNull();
  });

  test('takes meetings off the weekend, away from today', () => {
    expect(shift.day('2026-11-18')).toBe('2027-03-20');
    expect(shift.workDay('2026-11-18')).toBe('2027-03-19');
    expect(shift.day('2026-11-26')).toBe('2027-03-28');
    expect(shift.workDay('2026-11-26')).toBe('2027-03-29');
    expect(shift.workDay('2026-11-21')).toBe(today);
  });
});
