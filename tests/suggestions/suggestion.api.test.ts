import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '../../server/interactions/interaction.schema.ts';
import type { Organization } from '../../server/organizations/organization.schema.ts';
import type { Suggestions } from '../../server/suggestions/suggestion.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[] };
const heritage = 'vdq.shines.heritage-tourism';
const subject = 'Échange sur le patrimoine mondial';

let office: Office;
let serial = 0;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const partner = async (more: object = {}): Promise<string> => {
  serial += 1;
  return (await office.as('officer').post<Organization>('/api/organizations', { kind: 'municipality', nameFr: `Ville ${serial}`, ...more })).body.id;
};
const log = async (body: object, role: Role = 'officer'): Promise<Interaction> => {
  const answer = await office.as(role).post<Interaction>('/api/interactions', { startsAt: '2026-11-20T15:00:00.000Z', subject, ...body });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const address = (id: string): string => `/api/interactions/${id}/suggestions`;
const read = async (id: string, role: Role = 'officer') => (await office.as(role).get<Suggestions>(address(id))).body;
const say = (id: string, body: object, role: Role = 'officer') => office.as(role).post<Suggestions & ProblemBody>(address(id), body);
const interactionOf = async (id: string) => (await office.as('officer').get<Interaction>(`/api/interactions/${id}`)).body;
const proposed = ({ commitments }: Suggestions): string[] => commitments.map(({ id }) => id);
const eventsOf = (recordId: string) => office.db.reader.auditEvent.count({ where: { recordId } });

describe('what is suggested', () => {
  it('comes with its reasons: the words, what was done together, what was stated, the mission and the forum', async () => {
    const id = await partner({ commitmentIds: ['vdq.learns.watch'] });
    await log({ organizationIds: [id], subject: 'Premier appel', commitmentIds: ['vdq.learns.watch', heritage] });
    await log({ organizationIds: [id], subject: 'Deuxième appel', commitmentIds: ['vdq.learns.watch'], startsAt: '2026-11-19T15:00:00.000Z' });
    const mission = await office.as('officer').post<{ id: string }>('/api/missions', { titleFr: 'Mission d’essai', objectives: [{ policyNodeId: 'vdq.attracts.workforce', textFr: 'Recruter', textEn: null, result: null, resultFr: null, resultEn: null }] });
    expect(mission.status, mission.text).toBe(201);
    const { id: logged } = await log({ organizationIds: [id], missionId: mission.body.id });
    const { commitments, interaction } = await read(logged);
    expect(interaction).toMatchObject({ id: logged, version: 1, subject, language: 'fr' });
    const reasons = Object.fromEntries(commitments.map((one) => [one.id, one.reasons]));
    const organization = { id, nameFr: expect.any(String) as string, nameEn: null };
    expect(reasons[heritage]).toEqual([
      { kind: 'words', words: expect.arrayContaining(['patrimoine']) as string[], in: 'subject' },
      { kind: 'history', organization, count: 1, lastAt: '2026-11-20T15:00:00.000Z' },
    ]);
    expect(reasons['vdq.learns.watch']?.map(({ kind }) => kind)).toEqual(['stated', 'history']);
    expect(reasons['vdq.attracts.workforce']).toEqual([{ kind: 'mission', mission: { id: mission.body.id, titleFr: 'Mission d’essai', titleEn: null } }]);
    expect(commitments.length).toBeLessThanOrEqual(5);
    expect(commitments.find((one) => one.id === heritage)?.priority).toBe('shines');
  });

  it('is nothing for a text that says nothing, nor what is on the record already, nor without a partner', async () => {
    const id = await partner();
    expect((await read((await log({ organizationIds: [id], subject: 'Rencontre avec la ville' })).id)).commitments).toEqual([]);
    const tagged = await log({ organizationIds: [id], commitmentIds: [heritage], sectorIds: ['sec.heritage'] });
    const remaining = await read(tagged.id);
    expect(proposed(remaining)).not.toContain(heritage);
    expect(remaining.sectors.map((one) => one.id)).not.toContain('sec.heritage');
    const alone = await log({ participants: [{ side: 'theirs', name: 'Une personne seule' }] });
    expect(await read(alone.id)).toMatchObject({ commitments: [], sectors: [], nextContacts: [] });
  });

  it('proposes sectors, and reads a sector on the record as words', async () => {
    const id = await partner();
    const { sectors } = await read((await log({ organizationIds: [id] })).id);
    expect(sectors[0]).toMatchObject({ id: 'sec.heritage', reasons: [{ kind: 'words', words: ['patrimoine'], in: 'subject' }] });
    const tagged = await log({ organizationIds: [id], subject: 'Appel', sectorIds: ['sec.heritage'] });
    const [first] = (await read(tagged.id)).commitments;
    expect(first).toMatchObject({ id: heritage, reasons: [{ kind: 'words', words: ['patrimoine'], in: 'sector' }] });
  });

  it('says what is missing of a held interaction only', async () => {
    const id = await partner();
    const bare = await log({ organizationIds: [id] });
    expect((await read(bare.id)).missing).toEqual({ positions: true, promises: true });
    const full = await log({ organizationIds: [id], discussionPoints: [{ subject: 'Point' }], followUps: [{ text: 'Écrire' }] });
    expect((await read(full.id)).missing).toEqual({ positions: false, promises: false });
    const planned = await log({ organizationIds: [id], startsAt: '2026-12-01T15:00:00.000Z' });
    expect(await read(planned.id)).toMatchObject({ missing: { positions: false, promises: false }, nextContacts: [] });
  });

  it('is for officers, and hidden with its interaction', async () => {
    const id = await partner();
    const hidden = await log({ organizationIds: [id], sensitivity: 'confidential' }, 'strategist');
    expect((await office.as('reader').get(address(hidden.id))).status).toBe(403);
    expect((await office.as('officer').get(address(hidden.id))).status).toBe(404);
    expect((await office.as('strategist').get(address(hidden.id))).status).toBe(200);
    expect((await say(hidden.id, { kind: 'commitment', id: heritage, answer: 'accept' })).status).toBe(404);
    expect((await say('none', { kind: 'commitment', id: heritage, answer: 'accept' })).status).toBe(404);
  });

  it('counts no meeting that the caller may not see', async () => {
    const id = await partner();
    for (let index = 0; index < 6; index += 1) await log({ organizationIds: [id], subject: 'Appel', commitmentIds: ['vdq.learns.codevelop'], sensitivity: 'confidential' }, 'strategist');
    const open = await log({ organizationIds: [id], subject: 'Bilan annuel' });
    expect(proposed(await read(open.id))).not.toContain('vdq.learns.codevelop');
    const [seen] = (await read(open.id, 'strategist')).commitments.filter((one) => one.id === 'vdq.learns.codevelop');
    expect(seen?.reasons).toMatchObject([{ kind: 'history', count: 6 }]);
  });
});

describe('an answer', () => {
  it('adds what is accepted, once, with its event, and can be undone', async () => {
    const id = await partner();
    const logged = await log({ organizationIds: [id], sectorIds: ['sec.tourism'] });
    const first = await say(logged.id, { kind: 'commitment', id: heritage, answer: 'accept' });
    expect(first.status, first.text).toBe(200);
    expect(proposed(first.body)).not.toContain(heritage);
    expect(first.body.interaction.version).toBe(2);
    expect((await interactionOf(logged.id)).commitments.map((one) => one.id)).toEqual([heritage]);
    const events = await eventsOf(logged.id);
    const again = await say(logged.id, { kind: 'commitment', id: heritage, answer: 'accept' });
    expect(again.body.interaction.version).toBe(2);
    expect(await eventsOf(logged.id)).toBe(events);
    const observed = await office.db.reader.organizationCommitment.findMany({ where: { organizationId: id } });
    expect(observed).toMatchObject([{ policyNodeId: heritage, isObserved: true }]);
    const undone = await say(logged.id, { kind: 'commitment', id: heritage, answer: 'undo' });
    expect(proposed(undone.body)).toContain(heritage);
    expect((await interactionOf(logged.id)).commitments).toEqual([]);
    expect(await office.db.reader.organizationCommitment.count({ where: { organizationId: id } })).toBe(0);
    const sector = await say(logged.id, { kind: 'sector', id: 'sec.heritage', answer: 'accept' });
    expect(sector.body.sectors.map((one) => one.id)).not.toContain('sec.heritage');
    expect((await interactionOf(logged.id)).sectors.map((one) => one.id).sort()).toEqual(['sec.heritage', 'sec.tourism']);
  });

  it('dismisses a pair for good, whatever the interaction, and remembers who and when', async () => {
    const [one, other] = [await partner(), await partner()];
    const logged = await log({ organizationIds: [one] });
    for (const kind of ['commitment', 'sector'] as const) {
      const id = kind === 'commitment' ? heritage : 'sec.heritage';
      for (const role of ['officer', 'strategist'] as const) {
        const { body, status } = await say(logged.id, { kind, id, answer: 'dismiss' }, role);
        expect(status).toBe(200);
        expect([...proposed(body), ...body.sectors.map((sector) => sector.id)]).not.toContain(id);
      }
    }
    const kept = await office.db.reader.suggestionDismissal.findMany({ where: { organizationId: one }, orderBy: { kind: 'asc' } });
    expect(kept).toMatchObject([
      { kind: 'commitment', subjectId: heritage, createdById: 'user.officer', createdAt: new Date('2026-11-21T15:00:00.000Z') },
      { kind: 'sector', subjectId: 'sec.heritage' },
    ]);
    expect(proposed(await read((await log({ organizationIds: [one] })).id))).not.toContain(heritage);
    expect(proposed(await read((await log({ organizationIds: [other] })).id))).toContain(heritage);
    // With both, it is proposed as long as one of them has not been turned down, and turned down for both together.
    const both = await log({ organizationIds: [one, other] });
    expect(proposed(await read(both.id))).toContain(heritage);
    office.at(new Date('2026-11-21T15:05:00.000Z'));
    expect(proposed((await say(both.id, { kind: 'commitment', id: heritage, answer: 'dismiss' })).body)).not.toContain(heritage);
    expect(proposed(await read((await log({ organizationIds: [other] })).id))).not.toContain(heritage);
    // What is undone is the last time: the first partner stays turned down.
    expect(proposed((await say(both.id, { kind: 'commitment', id: heritage, answer: 'undo' })).body)).toContain(heritage);
    expect(proposed(await read(logged.id))).not.toContain(heritage);
    office.at(new Date('2026-11-21T15:00:00.000Z'));
  });

  it('lets what was dismissed be accepted all the same, and undoes the answer named', async () => {
    const id = await partner();
    const logged = await log({ organizationIds: [id] });
    await say(logged.id, { kind: 'commitment', id: heritage, answer: 'dismiss' });
    await say(logged.id, { kind: 'commitment', id: heritage, answer: 'accept' });
    expect((await interactionOf(logged.id)).commitments).toHaveLength(1);
    await say(logged.id, { kind: 'commitment', id: heritage, answer: 'undo', of: 'dismiss' });
    expect((await interactionOf(logged.id)).commitments).toHaveLength(1);
    expect(await office.db.reader.suggestionDismissal.count({ where: { organizationId: id } })).toBe(0);
    await say(logged.id, { kind: 'commitment', id: heritage, answer: 'undo', of: 'dismiss' });
    expect((await interactionOf(logged.id)).commitments).toHaveLength(1);
  });

  it('refuses what is no commitment area, no sector, no partner of the interaction, and an archived interaction', async () => {
    const id = await partner();
    const logged = await log({ organizationIds: [id] });
    for (const [body, pointer] of [
      [{ kind: 'commitment', answer: 'accept' }, '/id'],
      [{ kind: 'commitment', id: 'vdq.shines', answer: 'accept' }, '/id'],
      [{ kind: 'sector', id: heritage, answer: 'dismiss' }, '/id'],
      [{ kind: 'next_contact', answer: 'accept' }, '/organizationId'],
      [{ kind: 'next_contact', organizationId: 'city.bordeaux', answer: 'accept' }, '/organizationId'],
      [{ kind: 'next_contact', organizationId: id, answer: 'accept' }, '/on'],
      [{ kind: 'next_contact', organizationId: id, answer: 'accept', on: '2026-11-20' }, '/on'],
      [{ kind: 'next_contact', organizationId: id, answer: 'accept', on: '2027-02-30' }, '/on'],
    ] as const) {
      const { status, body: problem } = await say(logged.id, body);
      expect.soft(status, JSON.stringify(body)).toBe(422);
      expect.soft(problem.errors?.map((error) => error.pointer), JSON.stringify(body)).toEqual([pointer]);
    }
    await office.as('officer').patch(`/api/interactions/${logged.id}`, 1, { archived: true });
    const archived = await say(logged.id, { kind: 'commitment', id: heritage, answer: 'accept' });
    expect(archived.status).toBe(409);
    expect(archived.body.detail).toContain('archivé');
    expect((await read(logged.id)).commitments).toEqual([]);
  });
});

describe('the next contact', () => {
  const planned = (organizationId: string) =>
    office.db.reader.interaction.findMany({ where: { status: 'planned', archivedAt: null, organizations: { some: { organizationId } } }, include: { participants: true } });

  it('falls by the partner’s own rhythm, else their tier’s, off week-ends and holidays', async () => {
    const own = await partner({ cadenceDays: 35 });
    const tiered = await partner({ tier: 'A' });
    const none = await partner();
    const { nextContacts } = await read((await log({ organizationIds: [own, tiered, none] })).id);
    // 20 November + 35 days is Christmas, a Friday; + 60 days is Tuesday 19 January.
    expect(nextContacts.map(({ organization, on, cadenceDays }) => [organization.id, on, cadenceDays])).toEqual([
      [own, '2026-12-28', 35],
      [tiered, '2027-01-19', 60],
    ]);
  });

  it('runs from the last time we met, and is not in the past', async () => {
    const id = await partner({ cadenceDays: 30 });
    const old = await log({ organizationIds: [id], startsAt: '2025-03-01T15:00:00.000Z' });
    expect((await read(old.id)).nextContacts.map(({ on }) => on)).toEqual(['2026-11-23']);
    const last = await log({ organizationIds: [id], startsAt: '2026-11-16T15:00:00.000Z' });
    expect((await read(old.id)).nextContacts).toEqual([]);
    expect((await read(last.id)).nextContacts.map(({ on }) => on)).toEqual(['2026-12-16']);
  });

  it('is planned when accepted, once, in the writer’s language, and undone', async () => {
    const id = await partner({ cadenceDays: 90, nameEn: 'City of the next contact' });
    const logged = await log({ organizationIds: [id], sensitivity: 'restricted' });
    const [suggestion] = (await read(logged.id)).nextContacts;
    for (let index = 0; index < 2; index += 1) {
      const { body, status } = await office.as('officer').post<Suggestions>(address(logged.id), { kind: 'next_contact', organizationId: id, answer: 'accept' }, { 'accept-language': 'en' });
      expect(status).toBe(200);
      expect(body.nextContacts).toEqual([]);
    }
    const made = await planned(id);
    expect(made).toMatchObject([
      { kind: 'call', isAllDay: true, subject: 'Get back in touch: City of the next contact', language: 'en', sensitivity: 'restricted', participants: [{ side: 'ours', userId: 'user.officer', isLead: true }] },
    ]);
    expect(made[0]?.startsAt.toISOString().slice(0, 10)).toBe(suggestion?.on);
    expect(await eventsOf(made[0]?.id ?? '')).toBe(1);
    expect((await say(logged.id, { kind: 'next_contact', organizationId: id, answer: 'undo' })).body.nextContacts).toHaveLength(1);
    expect(await planned(id)).toEqual([]);
    await say(logged.id, { kind: 'next_contact', organizationId: id, answer: 'accept', on: '2026-12-03' });
    const [other] = await planned(id);
    expect(other).toMatchObject({ startsAt: new Date('2026-12-03T05:00:00.000Z'), subject: expect.stringMatching(/^Reprendre contact\u00a0: Ville/) as string });
    // Once somebody has worked on it, it is theirs: undoing leaves it.
    await office.as('officer').patch(`/api/interactions/${other?.id}`, 1, { summary: 'À préparer' });
    await say(logged.id, { kind: 'next_contact', organizationId: id, answer: 'undo' });
    expect(await planned(id)).toHaveLength(1);
  });

  it('is dismissed for that interaction only', async () => {
    const id = await partner({ cadenceDays: 90 });
    const logged = await log({ organizationIds: [id] });
    for (let index = 0; index < 2; index += 1) {
      expect((await say(logged.id, { kind: 'next_contact', organizationId: id, answer: 'dismiss' })).body.nextContacts).toEqual([]);
    }
    // The same hour: both are the last time we met.
    expect((await read((await log({ organizationIds: [id] })).id)).nextContacts).toHaveLength(1);
    expect((await say(logged.id, { kind: 'next_contact', organizationId: id, answer: 'undo' })).body.nextContacts).toHaveLength(1);
  });

  it('is not suggested when something is planned that the caller sees', async () => {
    const id = await partner({ cadenceDays: 90 });
    const logged = await log({ organizationIds: [id] });
    await log({ organizationIds: [id], startsAt: '2026-12-10T15:00:00.000Z', sensitivity: 'confidential' }, 'strategist');
    expect((await read(logged.id)).nextContacts).toHaveLength(1);
    expect((await read(logged.id, 'strategist')).nextContacts).toEqual([]);
    await log({ organizationIds: [id], startsAt: '2026-12-11T15:00:00.000Z' });
    expect((await read(logged.id)).nextContacts).toEqual([]);
  });
});

it('a name as long as can be is not cut through a character in the subject of the next contact', async () => {
  for (const before of ['', 'a']) {
    const id = await partner({ nameFr: `${before}${'V'.repeat(450)}${'🇨🇦'.repeat(12)}`, cadenceDays: 30 });
    const { id: logged } = await log({ organizationIds: [id] });
    const next = { kind: 'next_contact', organizationId: id };
    expect((await say(logged, { ...next, answer: 'accept', on: '2027-01-15' })).status).toBe(200);
    const planned = await office.db.reader.interaction.findFirstOrThrow({ where: { status: 'planned', organizations: { some: { organizationId: id } } } });
    expect(planned.subject).not.toContain('\ufffd');
    expect((await say(logged, { ...next, answer: 'undo' })).status).toBe(200);
    expect((await office.db.reader.interaction.findUniqueOrThrow({ where: { id: planned.id } })).archivedAt).not.toBeNull();
  }
});
