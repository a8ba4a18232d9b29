import type { Context } from '../http/context.ts';
import { countQuarantine } from '../imports/quarantine.service.ts';
import type { InteractionItem } from '../interactions/interaction.schema.ts';
import { listInteractions } from '../interactions/interaction.service.ts';
import { addDays } from '../interactions/moment.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import type { Agenda, AgendaItem } from './agenda.schema.ts';

const longestDay = 200;
const longestWait = 20;

/** A day (ISO, in the office's zone; today unless told) of one person, or of the whole office. */
export async function getAgenda(ctx: Context, { day, scope = 'mine' }: { day?: string; scope?: Agenda['scope'] }): Promise<Agenda> {
  const today = dateInZone(ctx.now);
  const shown = day ?? today;
  // What is drafted for a day to come waits for nothing yet.
  const before = [addDays(shown, -1), today].toSorted()[0] ?? today;
  const whose = scope === 'mine' ? { concerns: [ctx.user.id] } : {};
  const [{ items }, waiting, quarantine] = await Promise.all([
    listInteractions(ctx, { on: [shown], sort: 'startsAt', limit: longestDay, ...whose }),
    listInteractions(ctx, { status: ['draft'], to: [before], sort: '-startsAt', limit: longestWait, ...whose }),
    countQuarantine(ctx),
  ]);
  const inOrder = [...items.filter(({ isAllDay }) => isAllDay), ...items.filter(({ isAllDay }) => !isAllDay)];
  const here = new Set(items.map(({ id }) => id));
  return {
    day: shown,
    today,
    scope,
    items: await toAgenda(ctx, inOrder),
    waiting: {
      total: waiting.total - waiting.items.filter(({ id }) => here.has(id)).length,
      items: await toAgenda(ctx, waiting.items.filter(({ id }) => !here.has(id))),
    },
    quarantine,
  };
}

/** Adds where each comes from, and who of it waits to be recognized. */
async function toAgenda(ctx: Context, items: InteractionItem[]): Promise<AgendaItem[]> {
  if (items.length === 0) return [];
  const rows = await ctx.db.reader.interaction.findMany({
    where: { id: { in: items.map(({ id }) => id) } },
    select: { id: true, captureSource: true, externalUid: true, _count: { select: { participants: { where: { isUnmatched: true } } } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return items.map((item) => {
    const row = byId.get(item.id);
    return {
      ...item,
      captureSource: (row?.captureSource ?? 'form') as AgendaItem['captureSource'],
      externalUid: row?.externalUid ?? null,
      unmatched: row?._count.participants ?? 0,
    };
  });
}
