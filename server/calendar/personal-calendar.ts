import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, type ICalCalendar } from 'ical-generator';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import { allInteractions } from '../interactions/interaction.service.ts';
import type { InteractionItem } from '../interactions/interaction.schema.ts';
import { addDays } from '../interactions/moment.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { dayOfDate, horizon, inLanguage } from './calendar.rules.ts';

const day = 86_400_000;
const pageSize = 200;

/** What somebody has before them, as they may see it and in their language: meetings, promises, dates of agreements. */
export async function personalCalendar(ctx: Context): Promise<string> {
  const { locale } = ctx;
  const calendar = ical({
    name: m.feed_name({ name: ctx.user.name }, { locale }),
    prodId: { company: 'Passerelle', product: 'Passerelle', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  });
  const today = dateInZone(ctx.now);
  const span = { from: addDays(today, -horizon.past), to: addDays(today, horizon.ahead) };
  await addInteractions(calendar, ctx, span);
  await addPromises(calendar, ctx, span);
  await addAgreements(calendar, ctx, span);
  return calendar.toString();
}

type Span = { from: string; to: string };

async function addInteractions(calendar: ICalCalendar, ctx: Context, { from, to }: Span): Promise<void> {
  const query = { status: ['planned'], concerns: [ctx.user.id], from: [from], to: [to], sort: 'startsAt' };
  for await (const items of allInteractions(ctx, query)) for (const item of items) addInteraction(calendar, ctx, item);
}

function addInteraction(calendar: ICalCalendar, { locale }: Context, item: InteractionItem): void {
  const partners = item.organizations.map((one) => inLanguage(one.nameFr, one.nameEn, locale)).slice(0, 3).join(', ');
  const start = new Date(item.startsAt);
  // The end of a whole-day event is the day after its last.
  const first = dateInZone(item.startsAt, item.timeZone);
  const last = item.endsAt ? dateInZone(item.endsAt, item.timeZone) : first;
  calendar.createEvent({
    id: `interaction-${item.id}@passerelle`,
    summary: partners ? `${item.subject} (${partners})` : item.subject,
    start: item.isAllDay ? midnight(first) : start,
    end: item.isAllDay ? midnight(addDays(last < first ? first : last, 1)) : item.endsAt ? new Date(item.endsAt) : new Date(start.getTime() + day / 24),
    allDay: item.isAllDay,
    status: ICalEventStatus.CONFIRMED,
    location: item.location,
    stamp: new Date(item.updatedAt),
    sequence: item.version,
  });
}

async function addPromises(calendar: ICalCalendar, ctx: Context, { from, to }: Span): Promise<void> {
  const sides = { us: m.feed_promise_us, them: m.feed_promise_them, joint: m.feed_promise_joint };
  const query = { status: ['open', 'renegotiated'], concerns: [ctx.user.id], dueAfter: [from], dueBefore: [addDays(to, 1)], sort: 'dueOn', limit: pageSize };
  let cursor: string | null | undefined;
  do {
    const page = await listFollowUps(ctx, cursor ? { ...query, cursor } : query);
    for (const one of page.items) {
      if (!one.dueOn) continue;
      const partner = one.organization ? inLanguage(one.organization.nameFr, one.organization.nameEn, ctx.locale) : null;
      const said = sides[one.promisedBy]({ text: one.text }, { locale: ctx.locale });
      addDay(calendar, { id: `followup-${one.id}`, summary: partner ? `${said} (${partner})` : said, on: one.dueOn, stamp: one.updatedAt, version: one.version });
    }
    cursor = page.nextCursor;
  } while (cursor);
}

async function addAgreements(calendar: ICalCalendar, ctx: Context, { from, to }: Span): Promise<void> {
  const dates = { noticeOn: m.feed_agreement_notice, renewalOn: m.feed_agreement_renewal, expiresOn: m.feed_agreement_expiry };
  const rows = await ctx.db.reader.agreement.findMany({
    where: {
      ownerId: ctx.user.id,
      archivedAt: null,
      state: { in: ['signed', 'in_force'] },
      OR: [{ sensitivity: { in: visibleSensitivities(ctx.user.role) } }, { createdById: ctx.user.id }],
    },
    select: { id: true, version: true, updatedAt: true, titleFr: true, titleEn: true, noticeOn: true, renewalOn: true, expiresOn: true },
    orderBy: { id: 'asc' },
  });
  for (const row of rows) {
    const title = inLanguage(row.titleFr, row.titleEn, ctx.locale);
    for (const [field, say] of Object.entries(dates) as [keyof typeof dates, (typeof dates)['noticeOn']][]) {
      const on = dayOfDate(row[field]);
      if (!on || on < from || on > to) continue;
      addDay(calendar, {
        id: `agreement-${row.id}-${field.replace('On', '')}`,
        summary: say({ title }, { locale: ctx.locale }),
        on,
        stamp: row.updatedAt.toISOString(),
        version: row.version,
      });
    }
  }
}

const midnight = (on: string): Date => new Date(`${on}T00:00:00Z`);

/** Something of a day, which takes none of its time. */
function addDay(calendar: ICalCalendar, { id, summary, on, stamp, version }: { id: string; summary: string; on: string; stamp: string; version: number }): void {
  calendar.createEvent({
    id: `${id}@passerelle`,
    summary,
    start: midnight(on),
    end: midnight(addDays(on, 1)),
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    stamp: new Date(stamp),
    sequence: version,
  });
}
