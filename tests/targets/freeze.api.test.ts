import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOffice } from '../../server/archive-loading.ts';
import { exportOffice } from '../../server/archive.ts';
import { openOffice } from '../../server/startup.ts';
import type { Exercise, Replay } from '../../server/targets/exercise.schema.ts';
import { canonical, differingTables, frozenTables, type Snapshot } from '../../server/targets/freeze.rules.ts';
import { testOffice, today, type Office } from '../support/app.ts';

type ProblemBody = { detail: string; errors?: { pointer: string; message: string }[]; current?: Exercise };

let office: Office;
beforeAll(async () => {
  office = await testOffice();
});
afterAll(() => office.close());

const evidence = [{ statementFr: 'Trois réseaux communs.', source: 'Relevé interne' }];
const exercise = {
  titleFr: 'Où aller?',
  heldOn: '2026-11-20',
  judgeIds: ['user.officer', 'user.strategist'],
  criteria: [
    { id: 'c1', nameFr: 'Défis urbains communs', weight: 60 },
    { id: 'c2', nameFr: 'Échanges tenus', weight: 40, basis: 'computed', measure: 'held_interactions', scaleTop: 4 },
  ],
  candidates: [
    { id: 'a', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' },
    { id: 'b', nameFr: 'Ville de Bordeaux', placeId: 'pl.bordeaux' },
    { id: 'c', nameFr: 'Une idée' },
  ],
  scores: [
    { candidateId: 'a', criterionId: 'c1', value: 4, evidence },
    { candidateId: 'b', criterionId: 'c1', value: 2, evidence },
  ],
};
const urlOf = ({ id }: { id: string }): string => `/api/targeting-exercises/${id}`;
const create = async (more: object = {}): Promise<Exercise> => {
  const { status, body, text } = await office.as('officer').post<Exercise>('/api/targeting-exercises', { ...exercise, ...more });
  expect(status, text).toBe(201);
  return body;
};
const idOf = ({ candidates }: Exercise, name: string): string => candidates.find(({ nameFr }) => nameFr === name)?.id ?? '';
const choiceOf = (made: Exercise) => ({
  version: made.version,
  dissent: 'Une voix préférait attendre.',
  decisions: [
    { candidateId: idOf(made, 'Pays nordiques'), decision: 'target', reason: 'Villes d’hiver.', periodFrom: '2027', periodTo: '2029', reviewOn: '2028-11-30' },
    { candidateId: idOf(made, 'Ville de Bordeaux'), decision: 'watch', reason: 'À suivre de près.' },
    { candidateId: idOf(made, 'Une idée'), decision: 'no', reason: 'Trop vague.' },
  ],
});
const decide = async (made: Exercise): Promise<Exercise> => {
  const { status, body, text } = await office.as('strategist').post<Exercise>(`${urlOf(made)}/decision`, choiceOf(made));
  expect(status, text).toBe(200);
  return body;
};
const get = async (made: { id: string }): Promise<Exercise> => (await office.as('reader').get<Exercise>(urlOf(made))).body;

describe('deciding an exercise', () => {
  it('writes the decision of each record, freezes what everybody saw and hashes it', async () => {
    const made = await create();
    const decided = await decide(made);
    expect(decided).toMatchObject({ status: 'decided', version: 2, frozen: { by: { id: 'user.strategist' }, dissent: 'Une voix préférait attendre.', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(decided.candidates.map(({ total, rank, rankAcceptability }) => [total, rank, rankAcceptability])).toEqual(
      made.candidates.map(({ total, rank, rankAcceptability }) => [total, rank, rankAcceptability]),
    );
    expect(decided.candidates.map(({ nameFr, decision }) => [nameFr, decision?.decision]).sort()).toEqual([['Pays nordiques', 'target'], ['Une idée', 'no'], ['Ville de Bordeaux', 'watch']]);
    expect(await get(made)).toEqual(decided);
    const rows = await office.db.reader.targetDecision.findMany({ where: { exerciseId: made.id }, orderBy: { decision: 'asc' } });
    expect(rows).toMatchObject([
      { decision: 'target', regionId: 'reg.nordic-arctic', periodTo: '2029', decidedById: 'user.strategist' },
      { decision: 'watch', placeId: 'pl.bordeaux', regionId: null },
    ]);
    const region = await office.as('reader').get<{ decision: { exercise: { id: string } } }>('/api/regions/reg.nordic-arctic');
    expect(region.body.decision.exercise.id).toBe(made.id);
    const frozen = await office.db.reader.frozenExercise.findUniqueOrThrow({ where: { exerciseId: made.id } });
    expect(createHash('sha256').update(frozen.snapshot, 'utf8').digest('hex')).toBe(frozen.sha256);
    expect(canonical(JSON.parse(frozen.snapshot))).toBe(frozen.snapshot);
    const { places, rows: stored } = JSON.parse(frozen.snapshot) as Snapshot;
    expect(places.find(({ candidateId }) => candidateId === idOf(made, 'Ville de Bordeaux'))?.places[0]).toMatchObject({ countryCode: 'FR' });
    expect(Object.keys(stored)).toEqual(Object.keys(frozenTables).sort());
    const events = await office.db.reader.auditEvent.findMany({ where: { action: 'decide' } });
    expect(events.map(({ recordType, recordId }) => [recordType, recordId])).toEqual(
      expect.arrayContaining([['targeting-exercise', made.id], ['region', 'reg.nordic-arctic'], ['place', 'pl.bordeaux']]),
    );
  });

  it('needs the version that was seen, a strategist, judges who are together, a reason, a period for a target', async () => {
    const made = await create();
    const url = `${urlOf(made)}/decision`;
    const stale = await office.as('strategist').post<ProblemBody>(url, { ...choiceOf(made), version: 0 });
    expect([stale.status, stale.body.current?.version]).toEqual([412, 1]);
    expect((await office.as('officer').post(url, choiceOf(made))).status).toBe(403);
    const [first, second] = choiceOf(made).decisions;
    const bad = await office.as('strategist').post<ProblemBody>(url, { version: 1, decisions: [{ ...first, periodTo: null }, { ...second, reason: ' ' }, second, { ...second, candidateId: 'none' }] });
    expect(bad.body.errors?.map(({ pointer }) => pointer)).toEqual(['/decisions/0/periodTo', '/decisions/1/reason', '/decisions/2/candidateId', '/decisions/3/candidateId']);
    const alone = await create({ round: 'alone', scores: undefined });
    const early = await office.as('strategist').post<ProblemBody>(`${urlOf(alone)}/decision`, choiceOf(alone));
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('réunissez les juges')]);
    const ticked = await office.as('strategist').patch<ProblemBody>(urlOf(made), 1, { status: 'decided' });
    expect([ticked.status, ticked.body.errors?.[0]?.pointer]).toEqual([422, '/status']);
    expect(await office.db.reader.frozenExercise.count({ where: { exerciseId: { in: [made.id, alone.id] } } })).toBe(0);
  });
});

describe('what is decided', () => {
  it('is one thing of each record, and neither a target nor a watch of what is archived', async () => {
    const made = await create({ candidates: [...exercise.candidates, { id: 'd', nameFr: 'Le Nord', regionId: 'reg.nordic-arctic' }] });
    const choice = choiceOf(made);
    const again = { candidateId: idOf(made, 'Le Nord'), decision: 'no', reason: 'Déjà choisi.' };
    const url = `${urlOf(made)}/decision`;
    const twice = await office.as('strategist').post<ProblemBody>(url, { ...choice, decisions: [...choice.decisions, again] });
    expect([twice.status, twice.body.errors]).toEqual([422, [{ pointer: '/decisions/3/decision', message: expect.stringContaining('une seule décision par fiche') }]]);
    const archive = (archivedAt: Date | null) => office.db.write((tx) => tx.place.update({ where: { id: 'pl.bordeaux' }, data: { archivedAt } }));
    await archive(today);
    const archived = await office.as('strategist').post<ProblemBody>(url, choice);
    expect([archived.status, archived.body.errors]).toEqual([422, [{ pointer: '/decisions/1/decision', message: expect.stringContaining('archivée') }]]);
    const refused = { ...choice, decisions: choice.decisions.map((line) => ({ ...line, decision: line.decision === 'watch' ? 'no' : line.decision })) };
    expect((await office.as('strategist').post(url, refused)).status).toBe(200);
    await archive(null);
  });

  it('holds to the end of its last day, as days are in Québec', async () => {
    const made = await create();
    const choice = choiceOf(made);
    const decisions = choice.decisions.map((line) => (line.decision === 'target' ? { ...line, periodFrom: '2026-11', periodTo: '2026-11-21' } : line));
    await office.as('strategist').post(`${urlOf(made)}/decision`, { ...choice, decisions });
    const lapsed = async () => {
      const region = await office.as('reader').get<{ decision: { isLapsed: boolean } }>('/api/regions/reg.nordic-arctic');
      return [(await get(made)).candidates.find(({ nameFr }) => nameFr === 'Pays nordiques')?.decision?.isLapsed, region.body.decision.isLapsed];
    };
    office.at(new Date('2026-11-22T03:00:00.000Z'));
    expect(await lapsed()).toEqual([false, false]);
    office.at(new Date('2026-11-22T06:00:00.000Z'));
    expect(await lapsed()).toEqual([true, true]);
    office.at(today);
  });
});

describe('a frozen exercise', () => {
  it('is changed by no route', async () => {
    const decided = await decide(await create());
    const before = (await office.as('reader').get(urlOf(decided))).text;
    const admin = office.as('administrator');
    const pair = { candidateId: decided.candidates[0]?.id, criterionId: decided.criteria[0]?.id };
    const answers = [
      await admin.patch<ProblemBody>(urlOf(decided), 2, { titleFr: 'Autre' }),
      await admin.patch<ProblemBody>(urlOf(decided), 2, { archived: true }),
      await admin.patch<ProblemBody>(urlOf(decided), 2, { candidates: [] }),
      await admin.post<ProblemBody>(`${urlOf(decided)}/computed`),
      await office.as('officer').post<ProblemBody>(`${urlOf(decided)}/judgements`, { judgements: [{ ...pair, value: 1, source: 'x' }] }),
      await admin.post<ProblemBody>(`${urlOf(decided)}/decision`, { ...choiceOf(decided), version: 2 }),
      await admin.post<ProblemBody>('/api/regions/reg.maghreb/decisions', { decision: 'no', reason: 'x', exerciseId: decided.id }),
    ];
    for (const { status, body } of answers) expect([status, body.detail]).toEqual([409, expect.stringContaining('rien n’y change plus')]);
    expect((await office.as('reader').get(urlOf(decided))).text).toBe(before);
  });

  it('says the same when its records are renamed or archived, and a copy of it begins anew', async () => {
    const decided = await decide(await create());
    const city = (await office.as('officer').get<{ version: number }>('/api/places/pl.bordeaux')).body;
    expect((await office.as('officer').patch('/api/places/pl.bordeaux', city.version, { nameFr: 'Bordeaux nouveau', archived: true })).status).toBe(200);
    expect(await get(decided)).toEqual(decided);
    expect(JSON.stringify(await get(decided))).not.toContain('Bordeaux nouveau');
    const copy = await office.as('officer').post<Exercise>(`${urlOf(decided)}/copies`);
    expect(copy.status, copy.text).toBe(201);
    expect(copy.body).toMatchObject({ titleFr: 'Où aller? (reprise)', status: 'open', frozen: null, judges: [], heldOn: null });
    expect(copy.body.scores.filter(({ origin }) => origin === 'agreed').map(({ value, evidence: given }) => [value, given[0]?.source])).toEqual([[4, 'Relevé interne'], [2, 'Relevé interne']]);
    expect(copy.body.candidates.map(({ record }) => record?.nameFr)).toContain('Bordeaux nouveau');
    expect((await office.as('officer').patch(urlOf(copy.body), 1, { titleFr: 'Libre' })).status).toBe(200);
    await office.as('officer').patch('/api/places/pl.bordeaux', city.version + 1, { archived: false });
  });

  it('is refused by the database itself, whatever is written', async () => {
    const { id, candidates, criteria, judges } = await decide(await create());
    const [candidateId, criterionId, userId] = [candidates[0]?.id, criteria[0]?.id, judges[0]?.id];
    const statements = [
      `UPDATE "FrozenExercise" SET "snapshot" = '{}'`,
      `DELETE FROM "FrozenExercise"`,
      `INSERT OR REPLACE INTO "FrozenExercise" ("id", "exerciseId", "snapshot", "sha256") VALUES ('x', '${id}', '{}', 'x')`,
      `UPDATE "TargetingExercise" SET "titleFr" = 'x' WHERE "id" = '${id}'`,
      `DELETE FROM "TargetingExercise" WHERE "id" = '${id}'`,
      `UPDATE "Criterion" SET "weight" = 1 WHERE "exerciseId" = '${id}'`,
      `DELETE FROM "Candidate" WHERE "exerciseId" = '${id}'`,
      `INSERT INTO "Candidate" ("id", "exerciseId", "nameFr") VALUES ('x', '${id}', 'x')`,
      `UPDATE "Score" SET "value" = 5 WHERE "candidateId" = '${candidateId}'`,
      `DELETE FROM "Evidence"`,
      `INSERT INTO "Judgement" ("id", "candidateId", "criterionId", "judgeId") VALUES ('x', '${candidateId}', '${criterionId}', '${userId}')`,
      `DELETE FROM "ExerciseJudge" WHERE "exerciseId" = '${id}'`,
      `UPDATE "TargetDecision" SET "decision" = 'no' WHERE "exerciseId" = '${id}'`,
      `DELETE FROM "TargetDecision" WHERE "exerciseId" = '${id}'`,
    ];
    for (const statement of statements) {
      await expect(office.db.write((tx) => tx.$executeRawUnsafe(statement)), statement).rejects.toThrow(/frozen exercise does not change/);
    }
    expect(await get({ id })).toMatchObject({ titleFr: 'Où aller?', status: 'decided' });
    // What is not frozen is as free as before.
    expect((await office.as('officer').patch(urlOf(await create()), 1, { candidates: [] })).status).toBe(200);
  });

  it('goes with the office into an archive, and out of it into an empty office', async () => {
    const decided = await decide(await create());
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-frozen-'));
    const [first, second] = [join(folder, 'first.zip'), join(folder, 'second.zip')];
    await exportOffice(office.file, first);
    const empty = await openOffice({ file: join(folder, 'empty.db') });
    await importOffice(empty, first);
    const { snapshot } = await empty.reader.frozenExercise.findUniqueOrThrow({ where: { exerciseId: decided.id } });
    const stored: Record<string, Record<string, unknown>[]> = {};
    for (const [table, where] of Object.entries(frozenTables)) {
      stored[table] = await empty.reader.$queryRawUnsafe(`SELECT * FROM "${table}" WHERE ${where}`, decided.id);
    }
    expect(differingTables((JSON.parse(snapshot) as Snapshot).rows, stored)).toEqual([]);
    await exportOffice(empty.file, second);
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    await expect(empty.write((tx) => tx.$executeRawUnsafe(`DELETE FROM "FrozenExercise"`))).rejects.toThrow(/does not change/);
    await empty.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('a year later', () => {
  it('weighs the frozen exercise on today’s records, and says what moved and why', async () => {
    const decided = await decide(await create());
    expect((await office.as('reader').get<Replay>(`${urlOf(decided)}/replay`)).body.candidates.flatMap(({ causes }) => causes)).toEqual([]);
    const meeting = { subject: 'Rencontre', status: 'held', organizationIds: ['city.bordeaux'] };
    for (const startsAt of ['2026-10-01T14:00:00Z', '2026-10-05T14:00:00Z']) await office.as('officer').post('/api/interactions', { ...meeting, startsAt });
    const { status, body, text } = await office.as('reader').get<Replay>(`${urlOf(decided)}/replay`);
    expect(status, text).toBe(200);
    expect(body).toMatchObject({ top: 1, period: { from: '2024-12', to: '2026-11' }, frozenAt: decided.frozen?.at });
    const city = body.candidates.find(({ candidateId }) => candidateId === idOf(decided, 'Ville de Bordeaux'));
    expect(city?.causes).toMatchObject([{ figureBefore: 0, figureNow: 2, valueBefore: 0, valueNow: 2.5, effect: 20 }]);
    expect((city?.totalNow ?? 0) - (city?.totalThen ?? 0)).toBeCloseTo(20, 5);
    expect(await get(decided)).toEqual(decided);
    const open = await office.as('reader').get<ProblemBody>(`${urlOf(await create())}/replay`);
    expect([open.status, open.body.detail]).toEqual([409, expect.stringContaining('pas encore décidé')]);
    expect((await office.as('reader').get(`/api/targeting-exercises/none/replay`)).status).toBe(404);
  });
});
