import type { Context } from '../http/context.ts';
import { isAtLeast, visibleSensitivities } from '../http/context.ts';
import { isIn } from '../http/conditions.ts';
import { join, listPage, sql, type ListQuery, type Listing } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { wordsOfFields } from './field-words.ts';
import type { AuditEvent, recordTypes } from './history.schema.ts';
import { withoutScoresOf } from '../targets/judgement.history.ts';
import { readable } from './sight.ts';

const auditListing: Listing = {
  from: sql`"AuditEvent" e`,
  id: sql`e."id"`,
  columns: sql`e."id", e."at", e."userId", e."action", e."recordType", e."recordId", e."recordLabel", e."changes"`,
  base: () => [],
  filters: {
    user: isIn(sql`e."userId"`),
    action: isIn(sql`e."action"`),
    recordType: isIn(sql`e."recordType"`),
    record: isIn(sql`e."recordId"`),
    from: (days) => join(days.map((day) => sql`e."at" >= ${new Date(`${day}T00:00:00Z`)}`), ' OR '),
    to: (days) => join(days.map((day) => sql`e."at" <= ${new Date(`${day}T23:59:59.999Z`)}`), ' OR '),
  },
  sorts: { at: { expression: sql`e."at"`, kind: 'instant' } },
  defaultSort: '-at',
};

type Row = {
  id: string;
  at: Date;
  userId: string | null;
  action: string;
  recordType: string;
  recordId: string;
  recordLabel: string | null;
  changes: string;
};

export async function listAudit(
  ctx: Context,
  query: ListQuery,
): Promise<{ items: AuditEvent[]; total: number; nextCursor: string | null }> {
  const { rows, total, nextCursor } = await listPage<Row>(auditListing, ctx, query);
  return { items: await withoutScores(ctx, await toEvents(ctx, rows)), total, nextCursor };
}

/** Whoever reads the whole trail may be a judge too: nobody sees the others' scores before all do. */
async function withoutScores(ctx: Context, events: AuditEvent[]): Promise<AuditEvent[]> {
  const shown = new Map<AuditEvent, AuditEvent>();
  const scored = events.filter(({ recordType, changes }) => recordType === 'targeting-exercise' && ('scores' in changes || 'judgements' in changes));
  for (const [id, same] of Map.groupBy(scored, ({ recordId }) => recordId)) {
    const left = await withoutScoresOf(ctx, id, same.map(({ changes }) => changes));
    same.forEach((event, index) => shown.set(event, withChanges(ctx, event, left[index] ?? {})));
  }
  return events.map((event) => shown.get(event) ?? event);
}

const withChanges = (ctx: Context, event: AuditEvent, changes: AuditEvent['changes']): AuditEvent => ({
  ...event,
  changes,
  words: wordsOfFields(event.recordType, changes, ctx.locale),
});

/** The last 200 events of a record. A record that may not be read has no history either. */
export async function readHistory(ctx: Context, type: (typeof recordTypes)[number], id: string): Promise<AuditEvent[]> {
  if (!(await mayRead(ctx, type, id))) throw notFound();
  const rows = await ctx.db.reader.auditEvent.findMany({
    where: { recordType: type, recordId: id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  const events = await toEvents(ctx, rows);
  const said = events.map((event) => event.changes);
  const changes = await readable(ctx, type === 'targeting-exercise' ? await withoutScoresOf(ctx, id, said) : said);
  return events.map((event, index) => withChanges(ctx, event, changes[index] ?? {}));
}

async function mayRead(ctx: Context, type: (typeof recordTypes)[number], id: string): Promise<boolean> {
  const { reader } = ctx.db;
  // People, tokens and views: their trail is the administrators'.
  if (type === 'user' || type === 'token' || type === 'view') return isAtLeast(ctx.user.role, 'administrator');
  const visible = visibleSensitivities(ctx.user.role);
  const where = { id, OR: [{ sensitivity: { in: visible } }, { createdById: ctx.user.id }] };
  if (type === 'contact') return (await reader.contact.count({ where })) > 0;
  if (type === 'interaction') return (await reader.interaction.count({ where })) > 0;
  if (type === 'followup') return (await reader.followUp.count({ where })) > 0;
  if (type === 'mission') return (await reader.mission.count({ where })) > 0;
  if (type === 'agreement') return (await reader.agreement.count({ where })) > 0;
  if (type === 'note') {
    const note = { id, OR: [{ audience: { in: visible } }, { createdById: ctx.user.id }] };
    return (await reader.note.count({ where: note })) > 0;
  }
  return true;
}

async function toEvents(ctx: Context, rows: Row[]): Promise<AuditEvent[]> {
  const ids = [...new Set(rows.map(({ userId }) => userId).filter((id) => id !== null))];
  const users = await ctx.db.reader.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const byId = new Map(users.map((user) => [user.id, user]));
  return rows.map(({ id, at, userId, action, recordType, recordId, recordLabel, changes }) => ({
    id,
    at: at.toISOString(),
    user: userId ? (byId.get(userId) ?? null) : null,
    action,
    recordType,
    recordId,
    recordLabel,
    changes: JSON.parse(changes) as AuditEvent['changes'],
    words: wordsOfFields(recordType, JSON.parse(changes) as AuditEvent['changes'], ctx.locale),
  }));
}
