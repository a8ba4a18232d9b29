import type { Context } from '../http/context.ts';
import { sql } from '../http/listing.ts';
import { invalidField } from '../http/problem.ts';
import { visibleTo } from '../http/sight.ts';
import { isTimeZone } from '../interactions/moment.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { Capture, LexiconEntry } from './capture.schema.ts';
import { entryOf } from './lexicon.rules.ts';
import { lexiconOf, seenBy } from './lexicon.ts';

type Said = { text: string; locale: 'fr' | 'en'; now?: string | undefined; timeZone?: string | undefined };

/** What a line says, among the names that the caller may know of. @throws 422 for a zone that nobody knows */
export async function parse(ctx: Context, { text, locale, now, timeZone = ctx.user.timeZone }: Said): Promise<Capture> {
  if (!isTimeZone(timeZone)) throw invalidField('/timeZone', (language) => m.interaction_time_zone_unknown({}, { locale: language }));
  const lexicon = await lexiconOf(ctx.db, ctx.now);
  // Dates are read by a library that a start does not wait for.
  const { parseCapture } = await import('./capture.rules.ts');
  return parseCapture(text, lexicon, { locale, now: now ? new Date(now) : ctx.now, timeZone, sees: seenBy(ctx.db, ctx.user) });
}

type Met = { id: string; lastHeldAt: Date | null };

/** The names that a browser keeps: everybody of the office, areas and sectors, and `limit` partners and people, the latest met first. */
export async function listLexicon(ctx: Context, limit = 2_000): Promise<{ items: LexiconEntry[] }> {
  const lexicon = await lexiconOf(ctx.db, ctx.now);
  const { reader } = ctx.db;
  const organizations = await reader.$queryRaw<Met[]>(sql`
    SELECT o."id", o."lastHeldAt" FROM "Organization" o WHERE o."archivedAt" IS NULL AND NOT o."isOurs"
    ORDER BY o."lastHeldAt" DESC NULLS LAST, o."id" DESC LIMIT ${limit}`);
  const contacts = await reader.$queryRaw<Met[]>(sql`
    SELECT c."id", c."lastHeldAt" FROM "Contact" c WHERE c."archivedAt" IS NULL AND ${visibleTo(ctx, sql`c."sensitivity"`, sql`c."createdById"`)}
    ORDER BY c."lastHeldAt" DESC NULLS LAST, c."id" DESC LIMIT ${limit}`);
  const entries = (type: LexiconEntry['type'], met: Met[]): LexiconEntry[] =>
    met.flatMap(({ id, lastHeldAt }) => {
      const entry = entryOf(lexicon, type, id);
      return entry ? [{ ...entry, lastHeldAt: lastHeldAt?.toISOString() ?? null }] : [];
    });
  const met = [...entries('organization', organizations), ...entries('contact', contacts)];
  // The two lists are each in order; a stable sort merges them.
  met.sort((a, b) => (b.lastHeldAt ?? '').localeCompare(a.lastHeldAt ?? ''));
  const few = lexicon.entries.filter((entry): entry is LexiconEntry => entry !== undefined && entry.type !== 'organization' && entry.type !== 'contact');
  return { items: [...few, ...met.slice(0, limit)] };
}
