import type { Context } from '../http/context.ts';
import { sql, type Sql } from '../http/listing.ts';
import { pick } from '../http/records.ts';
import { maySee, visibleTo, type Viewer } from '../http/sight.ts';

// Records keep the name and the title that people had on a day: these are shown to whoever may see the person, as the
// person's own record is.

/** In a query that joins the people it names (alias `c`): what it says of somebody, null where the caller may not see them. */
export const shownTo = (ctx: Context, value: Sql): Sql =>
  sql`CASE WHEN c."id" IS NULL OR ${visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)} THEN ${value} END`;

/** What such a query reads of them where who reads is not told yet. */
export const namedLevel = sql`c."sensitivity" AS "contactLevel", c."createdById" AS "contactMadeById"`;

/** Somebody named by a record, with the level of their own record; null for who has none. */
export type Named = { contactLevel: string | null; contactMadeById: string | null };

/** Whether what a record says of somebody is not for `viewer`. */
export const isHiddenFrom = (viewer: Viewer, { contactLevel, contactMadeById }: Named): boolean =>
  contactLevel !== null && !maySee(viewer, { sensitivity: contactLevel, createdById: contactMadeById });

/**
 * The lines of a request in which those about people whom the caller was not shown say again what is `stored` of them
 * (`fields`): it was not there to be read, so it was not there to be changed. `who` is the field that names the person.
 */
export function asStored<Line extends object, Who extends keyof Line, Field extends keyof Line>(
  lines: readonly Line[],
  stored: readonly Pick<Line, Who | Field>[],
  who: Who,
  fields: readonly Field[],
): Line[] {
  const kept = new Map(stored.map((one) => [one[who], pick(one, fields)]));
  return lines.map((line) => ({ ...line, ...kept.get(line[who]) }));
}
