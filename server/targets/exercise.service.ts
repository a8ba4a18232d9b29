import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { listPage, type ListQuery } from '../http/listing.ts';
import { conflict, invalid, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import type { SearchEntry } from '../search/index.ts';
import { m } from '../../generated/paraglide/messages.js';
import { changed, countNow, noteCounts, recounts, type Counting } from './computed.service.ts';
import { checkPeriod } from './decision.rules.ts';
import { isAlone } from './effective.rules.ts';
import { conclude, exerciseSearchEntry, finish } from './exercise.finish.ts';
import { exerciseListing } from './exercise.listing.ts';
import { replaceLists } from './exercise.lists.ts';
import { loadExercise, person, type ExerciseRow } from './exercise.rows.ts';
import { checkLists, checkScores } from './exercise.rules.ts';
import { exerciseFields, type Exercise, type ExerciseChange, type ExerciseItem, type NewExercise } from './exercise.schema.ts';
import { readExercise } from './exercise.view.ts';
import { assertNotFrozen } from './frozen.read.ts';

const fieldNames = Object.keys(exerciseFields) as (keyof typeof exerciseFields)[];
const nothing: Counting = { evidenceFrom: null, evidenceTo: null, heldOn: null, criteria: [], candidates: [] };

// ── Reading ──

export function getExercise(ctx: Context, id: string): Promise<Exercise> {
  return readExercise(ctx, ctx.db.reader, id);
}

type ItemRow = Omit<ExerciseItem, 'lead' | 'criteria' | 'candidates' | 'updatedAt' | 'archivedAt'> & {
  leadId: string | null;
  criteria: number | bigint;
  candidates: number | bigint;
  updatedAt: Date;
  archivedAt: Date | null;
};

export async function listExercises(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: ExerciseItem[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<ItemRow>(exerciseListing, ctx, query);
  const leadIds = [...new Set(rows.flatMap(({ leadId }) => (leadId ? [leadId] : [])))];
  const leads = await ctx.db.reader.user.findMany({ where: { id: { in: leadIds } }, ...person });
  const items = rows.map(({ leadId, ...row }) => ({
    ...row,
    lead: leads.find(({ id }) => id === leadId) ?? null,
    criteria: Number(row.criteria),
    candidates: Number(row.candidates),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }));
  return { items, total, nextCursor };
}

// ── Writing ──

export async function createExercise(ctx: Context, input: NewExercise): Promise<Exercise> {
  const counting = changed(nothing, input);
  refuse([...checkPeriod(input), ...checkEvidencePeriod(input), ...checkLists(counting), ...checkScores(input.scores ?? []), ...checkSitting(null, input)]);
  const counts = recounts(ctx, nothing, counting) ? await countNow(ctx, counting) : null;
  return ctx.write(async (write) => {
    await assertExist([{ pointer: '/leadId', table: write.tx.user, ids: [input.leadId] }]);
    const { id } = await write.tx.targetingExercise.create({
      data: { ...(pick(input, fieldNames) as { titleFr: string }), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input, ctx.user.id);
    if (counts) await noteCounts(ctx, write.tx, id, counts);
    return finish(ctx, write, id, 'create', null);
  });
}

export async function updateExercise(ctx: Context, id: string, ifMatch: number, change: ExerciseChange): Promise<Exercise> {
  const seen = await loadExercise(ctx.db.reader, id);
  const counting = seen && changed(seen, change);
  const counts = seen && counting && seen.version === ifMatch && recounts(ctx, seen, counting) ? await countNow(ctx, counting) : null;
  await ctx.write(async (write) => {
    const { tx } = write;
    await assertNotFrozen(tx, id);
    const before = await loadExercise(tx, id);
    await assertVersion(before, ifMatch, () => readExercise(ctx, tx, id));
    if (before) assertChange(before, change);
    await assertExist([{ pointer: '/leadId', table: tx.user, ids: [change.leadId] }]);
    await tx.targetingExercise.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    await replaceLists(tx, id, change, ctx.user.id);
    if (counts) await noteCounts(ctx, tx, id, counts);
    await conclude(write, id, actionOf(change.archived), before);
  });
  // Nobody else's write waits while the candidates are ranked.
  return getExercise(ctx, id);
}

/** Refuses what an exercise as it is cannot become. */
function assertChange(before: ExerciseRow, change: ExerciseChange): void {
  const after = { ...before, ...change };
  const counting = changed(before, change);
  // Lists that are not sent were taken when they were.
  const lists = { criteria: change.criteria && counting.criteria, candidates: change.candidates && counting.candidates };
  refuse([...checkPeriod(after), ...checkEvidencePeriod(after), ...checkLists(lists), ...checkScores(change.scores ?? []), ...checkSitting(before, change)]);
  // What all have seen of the judges' scores cannot be unseen.
  if (change.round === 'alone' && before.round === 'together' && before.judgements.length > 0) {
    throw conflict((locale) => m.target_alone_revealed({}, { locale }));
  }
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

function checkEvidencePeriod({ evidenceFrom, evidenceTo }: { evidenceFrom?: string | null | undefined; evidenceTo?: string | null | undefined }): FieldError[] {
  return checkPeriod({ periodFrom: evidenceFrom, periodTo: evidenceTo }).map(({ message }) => ({ pointer: '/evidenceTo', message }));
}

/** An exercise is decided by its decision only; and nothing is agreed while each judge scores alone. */
function checkSitting(before: ExerciseRow | null, change: Pick<ExerciseChange, 'status' | 'round' | 'judgeIds' | 'scores'>): FieldError[] {
  const errors: FieldError[] = [];
  if (change.status === 'decided' && before?.status !== 'decided') {
    errors.push({ pointer: '/status', message: (locale) => m.target_status_by_decision({}, { locale }) });
  }
  const round = change.round ?? before?.round ?? 'together';
  const judgeIds = change.judgeIds ?? before?.judges.map(({ userId }) => userId) ?? [];
  // Whoever does not see what is agreed cannot mean to take it away.
  const agrees = change.scores !== undefined && (change.scores.length > 0 || before?.scores.some(({ figure }) => figure === null));
  if (agrees && isAlone({ round, judgeIds })) {
    errors.push({ pointer: '/scores', message: (locale) => m.target_alone_agreed({}, { locale }) });
  }
  return errors;
}

// ── Search ──

/** Every targeting exercise as search sees it, for a rebuild of the index: `take` of them, by id, after one. */
export async function exerciseSearchEntries(from: Transaction, after: string, take: number): Promise<SearchEntry[]> {
  const rows = await from.targetingExercise.findMany({ where: { archivedAt: null, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  return rows.map(exerciseSearchEntry);
}
