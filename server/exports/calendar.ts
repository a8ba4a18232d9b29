import type { Context } from '../http/context.ts';
import type { Download } from '../http/route.ts';
import { allInteractions } from '../interactions/interaction.service.ts';
import { getMission } from '../missions/mission.service.ts';
import { calendarEnd, calendarStart, interactionEvent, missionEvent } from './calendar.rules.ts';
import type { OutsideQuery } from './export-job.schema.ts';
import { mediaTypes } from './formats.ts';
import { inLanguage } from './table.rules.ts';
import { fileName, logExport } from './table.ts';

/** A mission with what is planned in it. */
export async function missionCalendar(ctx: Context, id: string, outside: OutsideQuery): Promise<Download> {
  const { locale } = ctx;
  const mission = await getMission(ctx, id);
  const name = inLanguage(mission.titleFr, mission.titleEn, locale) ?? '';
  const places = mission.itinerary.flatMap(({ place }) => place ?? []);
  const parts = [calendarStart(name, locale), missionEvent({ ...mission, places }, locale)];
  for await (const items of allInteractions(ctx, { mission: [id] })) parts.push(...items.map((item) => interactionEvent(item, locale)));
  await logExport(ctx, 'missions', 'ics', 1, { mission: [id], ...outside });
  return { fileName: fileName({ title: () => name }, ctx, 'ics'), mediaType: mediaTypes.ics, content: [...parts, calendarEnd].join('') };
}
