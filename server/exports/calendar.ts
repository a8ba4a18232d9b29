import ical, { ICalEventStatus, type ICalCalendar } from 'ical-generator';
import { m } from '../../generated/paraglide/messages.js';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Download } from '../http/route.ts';
import { allInteractions } from '../interactions/interaction.service.ts';
import type { InteractionItem } from '../interactions/interaction.schema.ts';
import { getMission } from '../missions/mission.service.ts';
import { inLanguage } from './table.rules.ts';
import { fileName, logExport } from './table.ts';

const statuses: Record<string, ICalEventStatus> = {
  draft: ICalEventStatus.TENTATIVE,
  planned: ICalEventStatus.CONFIRMED,
  held: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};
const hour = 60 * 60 * 1000;

/** The same list as a calendar. Subjects and places only: what was said does not leave by this door. */
export async function interactionCalendar(ctx: Context, query: ListQuery): Promise<Download> {
  const title = (locale: 'fr' | 'en') => m.export_interactions({}, { locale });
  const calendar = ical({ name: title(ctx.locale), prodId: { company: 'Passerelle', product: 'Passerelle' } });
  let count = 0;
  for await (const items of allInteractions(ctx, { ...query, limit: undefined })) {
    for (const item of items) addInteraction(calendar, item);
    count += items.length;
  }
  await logExport(ctx, 'interactions', 'ics', count, query);
  return toDownload(calendar, fileName({ title }, ctx, 'ics'));
}

/** A mission with what is planned in it. */
export async function missionCalendar(ctx: Context, id: string): Promise<Download> {
  const mission = await getMission(ctx, id);
  const name = inLanguage(mission.titleFr, mission.titleEn, ctx.locale) ?? '';
  const calendar = ical({ name, prodId: { company: 'Passerelle', product: 'Passerelle' } });
  if (mission.startsOn) {
    const last = mission.endsOn ?? mission.startsOn;
    calendar.createEvent({
      id: `mission-${id}@passerelle`,
      summary: name,
      allDay: true,
      start: new Date(`${mission.startsOn}T00:00:00Z`),
      // The end of a whole-day event is the day after its last.
      end: new Date(new Date(`${last}T00:00:00Z`).getTime() + 24 * hour),
      stamp: new Date(mission.updatedAt),
    });
  }
  for await (const items of allInteractions(ctx, { mission: [id] })) for (const item of items) addInteraction(calendar, item);
  await logExport(ctx, 'missions', 'ics', 1, {});
  return toDownload(calendar, fileName({ title: () => name }, ctx, 'ics'));
}

function addInteraction(calendar: ICalCalendar, item: InteractionItem): void {
  const start = new Date(item.startsAt);
  calendar.createEvent({
    id: `interaction-${item.id}@passerelle`,
    summary: item.subject,
    start,
    end: item.endsAt ? new Date(item.endsAt) : new Date(start.getTime() + (item.isAllDay ? 24 : 1) * hour),
    allDay: item.isAllDay,
    status: statuses[item.status] ?? null,
    location: item.location,
    stamp: new Date(item.updatedAt),
    sequence: item.version,
  });
}

const toDownload = (calendar: ICalCalendar, name: string): Download => ({
  fileName: name,
  mediaType: 'text/calendar; charset=utf-8',
  content: calendar.toString(),
});
