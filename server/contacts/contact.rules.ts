import type { FieldError } from '../http/problem.ts';
import { fold } from '../text/fold.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

/** A post held by a person, as far as its dates go. Dates are ISO text, as precise as they are known. */
export type Dated = { validFrom?: string | null | undefined; validTo?: string | null | undefined };
export type Held = Dated & {
  organizationId: string;
  titleFr?: string | null | undefined;
  titleEn?: string | null | undefined;
  roleCode?: string | null | undefined;
  isPrimary?: boolean | undefined;
};

/** The last day that a partial date may mean, in a form that compares rightly as text: 2025-03 gives 2025-03-99. */
const lastDay = (date: string): string => `${date}-99-99`.slice(0, 10);

/** Whether a position was held on a day (ISO date). A partial start counts from its first day, a partial end to its last. */
export function isOpenOn({ validFrom, validTo }: Dated, day: string): boolean {
  return (!validFrom || validFrom <= day) && (!validTo || lastDay(validTo) >= day);
}

/** Whether two periods have a day in common. */
export function overlap(a: Dated, b: Dated): boolean {
  const startsInTime = (one: Dated, other: Dated) => !one.validFrom || !other.validTo || one.validFrom <= lastDay(other.validTo);
  return startsInTime(a, b) && startsInTime(b, a);
}

/** The order in which positions are shown: the primary one first, then the most recent. */
export function byRank(a: Held, b: Held): number {
  if (Boolean(a.isPrimary) !== Boolean(b.isPrimary)) return a.isPrimary ? -1 : 1;
  return (b.validFrom ?? '').localeCompare(a.validFrom ?? '');
}

/** The position that says who somebody was on a day: the primary one of those held then, or null. */
export function positionOn<P extends Held>(positions: readonly P[], day: string, organizationId?: string | null): P | null {
  const held = positions.filter(
    (position) => isOpenOn(position, day) && (!organizationId || position.organizationId === organizationId),
  );
  return held.toSorted(byRank)[0] ?? null;
}

/**
 * The title held on a day (ISO date) in an organization, or in whichever was the person's first when none is named;
 * null when no position with a title was held then.
 */
export function titleOn(
  positions: readonly Held[],
  day: string,
  organizationId?: string | null,
): { titleFr: string | null; titleEn: string | null; organizationId: string } | null {
  const titled = positions.filter(({ titleFr, titleEn }) => titleFr || titleEn);
  const position = positionOn(titled, day, organizationId);
  if (!position) return null;
  return { titleFr: position.titleFr ?? null, titleEn: position.titleEn ?? null, organizationId: position.organizationId };
}

/** The date before, as precise as the date itself: 2026-01-12 gives 2026-01-11, 2026-01 gives 2025-12, 2026 gives 2025. */
export function dayBefore(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number);
  if (month === undefined) return String(year - 1).padStart(4, '0');
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day === undefined ? 0 : day - 1);
  return instant.toISOString().slice(0, date.length);
}

/** What must hold between the positions of a person. Pointers are those of the list that was sent. */
export function checkPositions(positions: readonly Held[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const [index, position] of positions.entries()) {
    if (position.validFrom && position.validTo && lastDay(position.validTo) < position.validFrom) {
      errors.push({ pointer: `/positions/${index}/validTo`, message: (locale) => m.position_ends_before_start({}, { locale }) });
      continue;
    }
    const twin = positions.findIndex((other, at) => at < index && isSamePost(other, position) && overlap(other, position));
    if (twin >= 0) errors.push({ pointer: `/positions/${index}`, message: (locale) => m.position_overlaps({}, { locale }) });
  }
  return errors;
}

function isSamePost(a: Held, b: Held): boolean {
  const title = ({ titleFr, titleEn }: Held) => fold(titleFr ?? titleEn ?? '');
  return a.organizationId === b.organizationId && title(a) === title(b) && (a.roleCode ?? null) === (b.roleCode ?? null);
}

/** One of the positions held on a day is the primary one: the first that says so, or else the first. The others keep what they say. */
export function withOnePrimary<P extends Held>(positions: readonly P[], day: string): (P & { isPrimary: boolean })[] {
  const open = positions.filter((position) => isOpenOn(position, day));
  const primary = open.find(({ isPrimary }) => isPrimary) ?? open[0];
  return positions.map((position) => ({
    ...position,
    isPrimary: open.includes(position) ? position === primary : (position.isPrimary ?? true),
  }));
}

/** Why positions cannot be closed by one that begins at `validFrom`, or nothing. Pointers are those of the change of post. */
export function checkClosing(closed: readonly Dated[], validFrom: string): FieldError[] {
  const end = dayBefore(validFrom);
  if (closed.some((position) => position.validFrom && lastDay(end) < position.validFrom)) {
    return [{ pointer: '/validFrom', message: (locale) => m.position_closes_before_start({}, { locale }) }];
  }
  if (closed.some((position) => position.validTo && lastDay(position.validTo) < validFrom)) {
    return [{ pointer: '/closes', message: (locale) => m.position_already_closed({}, { locale }) }];
  }
  return [];
}
