import { m } from '../../generated/paraglide/messages.js';
import { sensitivities } from '../vocabulary.ts';
import { visibleSensitivities, type Context, type SignedIn } from './context.ts';
import { join, sql, type Sql } from './listing.ts';
import { invalidField } from './problem.ts';

/** Whose eyes a record is read with; null is the program itself, which sees all (search index). */
export type Viewer = Pick<SignedIn, 'id' | 'role'> | null;

/** Whether the viewer may see a record: by its sensitivity, or because they made it. */
export function maySee(viewer: Viewer, record: { sensitivity: string; createdById: string | null }): boolean {
  if (!viewer || record.createdById === viewer.id) return true;
  return (visibleSensitivities(viewer.role) as string[]).includes(record.sensitivity);
}

/** Of the records found, in any order, those that the viewer may see: once for each of `ids`, in that order, as `show` makes them. */
export function seenInOrder<Row extends { id: string; sensitivity: string; createdById: string | null }, Shown>(
  ids: readonly string[],
  rows: readonly Row[],
  viewer: Viewer,
  show: (row: Row) => Shown,
): Shown[] {
  const seen = new Map(rows.flatMap((row) => (maySee(viewer, row) ? [[row.id, show(row)] as const] : [])));
  return ids.flatMap((id) => seen.get(id) ?? []);
}

/** Whether a level is narrower than another: who may read what has the other may not, for that, read what has this one. */
export const isAbove = (level: string, other: string): boolean => order(level) > order(other);
const order = (level: string): number => (sensitivities as readonly string[]).indexOf(level);

/** `maySee` as a Prisma condition. */
export const whereVisible = (user: Pick<SignedIn, 'id' | 'role'>): Visible => ({
  OR: [{ sensitivity: { in: visibleSensitivities(user.role) } }, { createdById: user.id }],
});
export type Visible = { OR: [{ sensitivity: { in: string[] } }, { createdById: string }] };

/** The same as a condition, for the columns `sensitivity` and `createdById` of a collection. */
export function visibleTo(ctx: Context, sensitivity: Sql, createdById: Sql): Sql {
  return sql`(${sensitivity} IN (${join(visibleSensitivities(ctx.user.role))}) OR ${createdById} = ${ctx.user.id})`;
}

/** Refuses (422) a sensitivity that the person could not see through: the record would vanish from their own eyes. */
export function assertMaySet(viewer: SignedIn, sensitivity: string | undefined): void {
  if (sensitivity === undefined || (visibleSensitivities(viewer.role) as string[]).includes(sensitivity)) return;
  throw invalidField('/sensitivity', (locale) => m.problem_sensitivity_too_high({}, { locale }));
}
