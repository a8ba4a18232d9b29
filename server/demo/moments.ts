import type { DemoInteraction } from './files.ts';
import type { Shift } from './dates.rules.ts';

const minute = 60_000;

/** When an interaction of the demonstration takes place, and when the office wrote it down: never after today. */
export function momentOf(
  { on, at, minutes, status, missionId, timeZone }: DemoInteraction,
  shift: Shift,
): { startsAt: Date; endsAt: Date | null; isAllDay: boolean; recordedAt: Date } {
  // What belongs to a mission keeps its place in the mission's days.
  const day = missionId ? (shift.day(on) ?? shift.today) : shift.workDay(on);
  const startsAt = shift.at(day, at ?? '00:00', timeZone);
  const endsAt = minutes ? new Date(startsAt.getTime() + minutes * minute) : null;
  const planned = shift.at(shift.workDay('2026-11-16'), '16:00');
  const recordedAt =
    status === 'planned' ? planned : new Date((endsAt ?? shift.at(day, '15:00')).getTime() + 45 * minute);
  return { startsAt, endsAt, isAllDay: at === undefined, recordedAt };
}
