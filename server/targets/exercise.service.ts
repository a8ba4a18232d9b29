import type { Transaction } from '../database.ts';
import { Outdated, answerAfter } from '../http/after.ts';
import { isAtLeast, type Context } from '../http/context.ts';
import { listPage, type ListQuery } from '../http/listing.ts';
import { conflict, forbidden, invalid, notFound, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, createdBy, pick, updatedBy } from '../http/records.ts';
import type { SearchEntry } from '../search/index.ts';
import { m } from '../../generated/paraglide/messages.js';
import { formatDate } from '../text/format.rules.ts';
import { changed, countNow, noteCounts, periodOf, recounts, type Counting } from './computed.service.ts';
import { checkPeriod } from './decision.rules.ts';
import { isAlone, isSecret } from './effective.rules.ts';
import { conclude, exerciseSearchEntry } from './exercise.finish.ts';
import { exerciseListing } from './exercise.listing.ts';
import { replaceLists } from './exercise.lists.ts';
import { loadExercise, person, type ExerciseRow } from './exercise.rows.ts';
import { checkLists, checkScores, checkSubject } from './exercise.rules.ts';
import { exerciseFields, type Exercise, type ExerciseChange, type ExerciseItem, type NewExercise } from './exercise.schema.ts';
import { readExercise } from './exercise.view.ts';
import { assertNotFrozen } from './frozen.read.ts';

const fieldNames = Object.keys(exerciseFields) as (keyof typeof exerciseFields)[];
const nothing: Counting = { evidenceFrom: null, evidenceTo: null, heldOn: null, criteria: [], candidates: [] };

// ── Reading ──

export function getExercise(ctx: Context, id: string): Promise<Exercise> {
  return readExercise(ctx, id);
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

/** @param copied the exercise whose lines these are, taken when they were */
export async function createExercise(ctx: Context, input: NewExercise, copied: ExerciseRow | null = null): Promise<Exercise> {
  const counting = changed(nothing, input);
  refuse([
    ...checkPeriod(input),
    ...checkEvidence(ctx, counting),
    ...checkLists(counting),
    ...checkSubject(input.subject ?? 'regions', counting, copied),
    ...checkScores(input.scores ?? []),
    ...checkSitting(null, input),
  ]);
  const counts = recounts(ctx, nothing, counting) ? await countNow(ctx, counting) : null;
  const written = ctx.write(async (write) => {
    await assertExist([{ pointer: '/leadId', table: write.tx.user, ids: [input.leadId] }]);
    const { id } = await write.tx.targetingExercise.create({
      data: { ...(pick(input, fieldNames) as { titleFr: string }), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, input, ctx.user.id);
    if (counts) await noteCounts(ctx, write.tx, id, counts);
    return conclude(write, id, 'create', null);
  });
  return answerAfter(written, (id) => getExercise(ctx, id));
}

export async function updateExercise(ctx: Context, id: string, ifMatch: number, change: ExerciseChange): Promise<Exercise> {
  const seen = await loadExercise(ctx.db.reader, id);
  const counting = seen && changed(seen, change);
  const counts = seen && counting && seen.version === ifMatch && recounts(ctx, seen, counting) ? await countNow(ctx, counting) : null;
  const written = ctx.write(async (write) => {
    const { tx } = write;
    await assertNotFrozen(tx, id);
    const before = await loadExercise(tx, id);
    if (!before) throw notFound();
    if (before.version !== ifMatch) throw new Outdated(id);
    assertChange(ctx, before, change);
    await assertExist([{ pointer: '/leadId', table: tx.user, ids: [change.leadId] }]);
    await tx.targetingExercise.update({
      where: { id },
      data: { ...pick(change, fieldNames), ...updatedBy(ctx.user.id, ctx.now, change.archived) },
    });
    await replaceLists(tx, id, change, ctx.user.id);
    if (counts) await noteCounts(ctx, tx, id, counts);
    return conclude(write, id, actionOf(change.archived), before);
  });
  return answerAfter(written, () => getExercise(ctx, id));
}

/** Refuses what an exercise as it is cannot become. */
function assertChange(ctx: Context, before: ExerciseRow, change: ExerciseChange): void {
  const after = { ...before, ...change };
  const counting = changed(before, change);
  // Lists that are not sent were taken when they were.
  const lists = { criteria: change.criteria && counting.criteria, candidates: change.candidates && counting.candidates };
  const isTimed = timed.some((field) => change[field] !== undefined);
  refuse([
    ...checkPeriod(after),
    ...(isTimed ? checkEvidence(ctx, counting) : []),
    ...checkLists(lists),
    ...checkSubject(change.subject ?? (before.subject as Exercise['subject']), counting, before),
    ...checkScores(change.scores ?? []),
    ...checkSitting(before, change),
  ]);
  assertRounds(ctx, before, change);
}

/**
 * Judges who score alone are brought together by whoever leads, and in one way only: nobody goes back, and nobody else
 * comes to see by taking the judges away or the lead over.
 */
function assertRounds(ctx: Context, before: ExerciseRow, change: ExerciseChange): void {
  const { round, judgements, leadId } = before;
  // What all have seen of the judges' scores cannot be unseen.
  if (change.round === 'alone' && round === 'together' && judgements.length > 0) throw conflict((locale) => m.target_alone_revealed({}, { locale }));
  if (!isSecret(before)) return;
  const leads = leadId === ctx.user.id || isAtLeast(ctx.user.role, 'strategist');
  const answers = leads || (leadId === null && before.createdById === ctx.user.id);
  const empties = before.judges.length > 0 && change.judgeIds?.length === 0;
  const hands = change.leadId !== undefined && change.leadId !== leadId;
  if (empties && judgements.length > 0 && change.round !== 'together') throw conflict((locale) => m.target_alone_judges({}, { locale }));
  if ((change.round === 'together' && !leads) || ((empties || hands) && !answers)) throw forbidden((locale) => m.target_alone_lead({}, { locale }));
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

const timed = ['evidenceFrom', 'evidenceTo', 'heldOn'] as const;

/** A time that ends before it begins counts nothing: refused, also where its end is the one that goes without saying. */
function checkEvidence(ctx: Context, { evidenceFrom, evidenceTo, heldOn }: Counting): FieldError[] {
  const backwards = checkPeriod({ periodFrom: evidenceFrom, periodTo: evidenceTo }).map(({ message }) => ({ pointer: '/evidenceTo', message }));
  const { from, to } = periodOf(ctx, { evidenceFrom, evidenceTo, heldOn });
  if (backwards.length > 0 || from <= to) return backwards;
  return [{ pointer: '/evidenceFrom', message: (locale) => m.target_evidence_backwards({ to: formatDate(to, locale) }, { locale }) }];
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
