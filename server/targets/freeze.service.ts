import { createHash } from 'node:crypto';
import type { Transaction } from '../database.ts';
import { Outdated, answerAfter } from '../http/after.ts';
import type { Context, Write } from '../http/context.ts';
import { conflict, invalid, notFound, type FieldError } from '../http/problem.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { pick } from '../http/records.ts';
import { putInSearch } from '../search/index.ts';
import { uuid7 } from '../uuid.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { Coordination } from './coordination.schema.ts';
import { coordinationForAll } from './coordination.service.ts';
import { countNow, movedFrom, scored } from './computed.service.ts';
import { checkDecision } from './decision.rules.ts';
import { effectiveScores, isAlone } from './effective.rules.ts';
import { exerciseSearchEntry } from './exercise.finish.ts';
import { loadExercise, sittingOf, type ExerciseRow } from './exercise.rows.ts';
import type { Exercise, ExerciseDecision, MovedScores } from './exercise.schema.ts';
import { rankingInput, readExercise, viewOf } from './exercise.view.ts';
import type { MeasureCandidate } from './measure.rules.ts';
import { canonical, frozenTables, plainRows, type CandidatePlaces, type FrozenRows, type Snapshot } from './freeze.rules.ts';
import { assertNotFrozen, readFrozen } from './frozen.read.ts';
import { rankAside } from './robustness.service.ts';

type Line = ExerciseDecision['decisions'][number];
const recordIds = ['regionId', 'placeId', 'organizationId', 'forumId'] as const;
const recorded = ['decision', 'reason', 'periodFrom', 'periodTo', 'reviewOn'] as const;

/**
 * Decides: writes the office's decision about whatever the candidates stand for, and freezes the exercise with all that
 * is needed to show it again. From then on nothing of it changes.
 */
export async function decideExercise(ctx: Context, id: string, input: ExerciseDecision): Promise<Exercise> {
  const facts = await factsToday(ctx, id);
  const written = ctx.write(async (write) => {
    const { tx } = write;
    await assertNotFrozen(tx, id);
    const before = await loadExercise(tx, id);
    if (!before) throw notFound();
    if (before.version !== input.version) throw new Outdated(id);
    if (before.archivedAt) throw conflict((locale) => m.target_decide_archived({}, { locale }));
    if (isAlone(sittingOf(before))) throw conflict((locale) => m.target_alone_decide({}, { locale }));
    const errors = [...checkDecisions(before, input.decisions), ...(await checkArchived(tx, before, input.decisions))];
    if (errors.length > 0) throw invalid(errors);
    const stamp = { updatedAt: ctx.now, updatedById: ctx.user.id, version: { increment: 1 } };
    await tx.targetingExercise.update({ where: { id }, data: { ...stamp, status: 'decided' } });
    const rowIds = await writeDecisions(ctx, write, before, input.decisions);
    await freeze(ctx, tx, id, { lines: input.decisions, rowIds, dissent: input.dissent?.trim() ?? '', ...facts });
    const frozen = await readFrozen(tx, id, ctx.now);
    if (!frozen) throw notFound();
    await putInSearch(tx, exerciseSearchEntry(before));
    await write.audit({
      action: 'decide',
      recordType: 'targeting-exercise',
      recordId: id,
      recordLabel: before.titleFr,
      before: { status: before.status },
      after: {
        status: 'decided',
        dissent: frozen.snapshot.dissent,
        sha256: frozen.exercise.frozen?.sha256,
        decisions: frozen.exercise.candidates.flatMap(({ nameFr, decision }) => (decision ? [{ name: `${nameFr} : ${decision.decision}`, ...pick(decision, recorded) }] : [])),
      },
    });
    return { id };
  });
  return answerAfter(written, () => readExercise(ctx, id));
}

/** What the records say of the candidates on the day of the decision, for whoever reads it later. */
type Facts = { moved: MovedScores['items']; coordination: Coordination };

/** Read before the write, which then finds the ranking already worked out: nobody else's write waits for either. */
export async function factsToday(ctx: Context, id: string): Promise<Facts> {
  const row = await loadExercise(ctx.db.reader, id);
  if (!row) throw notFound();
  await rankAside(ctx, rankingInput(row, effectiveScores(sittingOf(row), row.scores, row.judgements, ctx.user.id)));
  return { moved: movedFrom(row.scores, scored(row, await countNow(ctx, row))), coordination: await coordinationForAll(ctx, row.candidates) };
}

function checkDecisions({ candidates }: ExerciseRow, decisions: readonly Line[]): FieldError[] {
  const recordOf = (candidateId: string): string => {
    const candidate = candidates.find(({ id }) => id === candidateId);
    return candidate ? recordKey(candidate) : '';
  };
  return decisions.flatMap((line, index) => {
    const record = recordOf(line.candidateId);
    const own = checkDecision(line).map(({ pointer, message }) => ({ pointer: `/decisions/${index}${pointer}`, message }));
    const pointer = `/decisions/${index}/candidateId`;
    if (!candidates.some(({ id }) => id === line.candidateId)) own.push({ pointer, message: (locale) => m.problem_field_reference({}, { locale }) });
    if (decisions.findIndex(({ candidateId }) => candidateId === line.candidateId) < index) {
      own.push({ pointer, message: (locale) => m.target_decide_twice({}, { locale }) });
    } else if (record !== '' && decisions.findIndex(({ candidateId }) => recordOf(candidateId) === record) < index) {
      own.push({ pointer: `/decisions/${index}/decision`, message: (locale) => m.target_decide_one_record({}, { locale }) });
    }
    return own;
  });
}

/** What is archived can be refused, but neither be a target nor be watched. */
async function checkArchived(tx: Transaction, { candidates }: ExerciseRow, decisions: readonly Line[]): Promise<FieldError[]> {
  const chosen = decisions.map(({ candidateId, decision }) => (decision === 'no' ? undefined : candidates.find(({ id }) => id === candidateId)));
  const archived = new Set<string>();
  for (const [field, table] of [['regionId', 'Region'], ['placeId', 'Place'], ['organizationId', 'Organization'], ['forumId', 'Forum']] as const) {
    const ids = chosen.flatMap((candidate) => candidate?.[field] ?? []);
    if (ids.length === 0) continue;
    const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`SELECT "id" FROM ${Prisma.raw(`"${table}"`)} WHERE "archivedAt" IS NOT NULL AND "id" IN (${Prisma.join(ids)})`);
    for (const { id } of rows) archived.add(`${field} ${id}`);
  }
  return chosen.flatMap((candidate, index): FieldError[] =>
    candidate && archived.has(recordKey(candidate)) ? [{ pointer: `/decisions/${index}/decision`, message: (locale) => m.target_decide_archived_record({}, { locale }) }] : [],
  );
}

/** The record that a candidate stands for, in one text; empty for a name alone. */
function recordKey(candidate: MeasureCandidate): string {
  const field = recordIds.find((one) => candidate[one]);
  return field ? `${field} ${candidate[field]}` : '';
}

/** The office's decision about each candidate that stands for a record, with its event; a name alone has none. */
async function writeDecisions(ctx: Context, { tx, audit }: Write, { id: exerciseId, candidates }: ExerciseRow, lines: readonly Line[]): Promise<Map<string, string>> {
  const rowIds = new Map<string, string>();
  for (const { candidateId, ...line } of lines) {
    const candidate = candidates.find(({ id }) => id === candidateId);
    const field = recordIds.find((one) => candidate?.[one]);
    if (!candidate || !field) continue;
    const about = { [field]: candidate[field] };
    const before = await tx.targetDecision.findFirst({ where: about, orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }] });
    const decided = { decidedAt: ctx.now, decidedById: ctx.user.id };
    const after = await tx.targetDecision.create({ data: { ...line, reason: line.reason.trim(), exerciseId, ...about, ...decided } });
    rowIds.set(candidateId, after.id);
    await audit({
      action: 'decide',
      recordType: field.replace('Id', ''),
      recordId: candidate[field] ?? '',
      recordLabel: candidate.nameFr,
      before: before && pick(before, recorded),
      after: pick(after, recorded),
    });
  }
  return rowIds;
}

/** Writes the snapshot of an exercise whose decisions are written: the last thing that can be written of it. */
export async function freeze(
  ctx: Context,
  tx: Transaction,
  id: string,
  { lines, rowIds, dissent, moved, coordination }: Facts & { lines: readonly Line[]; rowIds: ReadonlyMap<string, string>; dissent: string },
): Promise<void> {
  const row = await loadExercise(tx, id);
  if (!row) throw notFound();
  const { exercise: { frozen: _open, ...exercise }, ranking } = await viewOf(ctx, tx, row);
  const decisions = new Map(lines.map(({ candidateId, ...line }) => [candidateId, decisionOf(ctx, row, line, rowIds.get(candidateId) ?? candidateId)]));
  const snapshot: Snapshot = {
    format: 'passerelle-exercise',
    version: 1,
    exercise: { ...exercise, candidates: exercise.candidates.map((candidate) => ({ ...candidate, decision: decisions.get(candidate.id) ?? null })) },
    ranking,
    places: await placesOf(tx, id),
    moved,
    coordination,
    dissent: dissent === '' ? null : dissent,
    frozenAt: ctx.now.toISOString(),
    frozenBy: pick(ctx.user, ['id', 'name']),
    rows: await rowsOf(tx, id),
  };
  const text = canonical(snapshot);
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  await tx.frozenExercise.create({ data: { id: uuid7(), exerciseId: id, snapshot: text, sha256, frozenAt: ctx.now, frozenById: ctx.user.id } });
}

function decisionOf(ctx: Context, { id, titleFr, titleEn }: ExerciseRow, line: Omit<Line, 'candidateId'>, decisionId: string): Exercise['candidates'][number]['decision'] {
  const { decision, reason, periodFrom = null, periodTo = null, reviewOn = null } = line;
  return {
    id: decisionId,
    decision,
    reason: reason.trim(),
    periodFrom,
    periodTo,
    reviewOn,
    isLapsed: false,
    exercise: { id, titleFr, titleEn },
    decidedAt: ctx.now.toISOString(),
    decidedBy: pick(ctx.user, ['id', 'name']),
  };
}

async function rowsOf(tx: Transaction, id: string): Promise<FrozenRows> {
  const rows: FrozenRows = {};
  for (const [table, where] of Object.entries(frozenTables)) {
    const [before = '', after = ''] = where.split('?');
    const condition = Prisma.sql`${Prisma.raw(before)}${id}${Prisma.raw(after)}`;
    rows[table] = plainRows(await tx.$queryRaw<Record<string, unknown>[]>(Prisma.sql`SELECT * FROM ${Prisma.raw(`"${table}"`)} WHERE ${condition}`));
  }
  return rows;
}

/** The places that make each candidate. */
export async function placesOf(tx: Transaction, id: string): Promise<CandidatePlaces[]> {
  type Row = CandidatePlaces['places'][number] & { candidateId: string };
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    SELECT c."id" AS "candidateId", p."id", p."kind", p."countryCode", p."subdivisionCode", p."latitude", p."longitude"
    FROM "Candidate" c JOIN "Place" p ON p."id" = c."placeId"
      OR p."id" IN (SELECT r."placeId" FROM "RegionPlace" r WHERE r."regionId" = c."regionId")
      OR p."id" = (SELECT o."placeId" FROM "Organization" o WHERE o."id" = c."organizationId")
    WHERE c."exerciseId" = ${id} ORDER BY c."position", p."id"`);
  return [...Map.groupBy(rows, ({ candidateId }) => candidateId)].map(([candidateId, places]) => ({
    candidateId,
    places: places.map(({ candidateId: _candidateId, ...place }) => place),
  }));
}
