import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import type { SuggestionAnswer } from './suggestion.schema.ts';

type Kind = SuggestionAnswer['kind'];
/** Whether a pair was turned down: the subject is a commitment area, a sector, or the interaction for a next contact. */
export type Dismissed = (kind: Kind, organizationId: string, subjectId: string) => boolean;

const key = (kind: string, organizationId: string, subjectId: string): string => JSON.stringify([kind, organizationId, subjectId]);

/** What was turned down for these partners, ever. */
export async function readDismissals(from: Transaction, organizationIds: string[]): Promise<Dismissed> {
  const rows = await from.suggestionDismissal.findMany({ where: { organizationId: { in: organizationIds } } });
  const known = new Set(rows.map(({ kind, organizationId, subjectId }) => key(kind, organizationId, subjectId)));
  return (kind, organizationId, subjectId) => known.has(key(kind, organizationId, subjectId));
}

/** Turns a subject down for each partner; those that had been turned down before keep who did it, and when. */
export async function dismiss(tx: Transaction, ctx: Context, kind: Kind, organizationIds: string[], subjectId: string): Promise<void> {
  const stored = await tx.suggestionDismissal.findMany({ where: { kind, subjectId, organizationId: { in: organizationIds } } });
  const known = new Set(stored.map(({ organizationId }) => organizationId));
  const data = organizationIds
    .filter((organizationId) => !known.has(organizationId))
    .map((organizationId) => ({ kind, organizationId, subjectId, createdAt: ctx.now, createdById: ctx.user.id }));
  await tx.suggestionDismissal.createMany({ data });
}

/** Takes back the last time that a subject was turned down for these partners; what was turned down before stays so. */
export async function takeBack(tx: Transaction, kind: Kind, organizationIds: string[], subjectId: string): Promise<void> {
  const where = { kind, subjectId, organizationId: { in: organizationIds } };
  const last = await tx.suggestionDismissal.findFirst({ where, orderBy: { createdAt: 'desc' } });
  if (last) await tx.suggestionDismissal.deleteMany({ where: { ...where, createdAt: last.createdAt } });
}
