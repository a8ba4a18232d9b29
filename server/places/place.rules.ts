import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';

type Checked = {
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
  timeZone?: string | null | undefined;
};

/** What must hold between the fields of a place, beyond each field's own shape. */
export function checkPlace(place: Checked): FieldError[] {
  const errors: FieldError[] = [];
  if ((place.latitude ?? null) === null && (place.longitude ?? null) !== null) {
    errors.push({ pointer: '/latitude', message: (locale) => m.place_needs_both_coordinates({}, { locale }) });
  }
  if ((place.longitude ?? null) === null && (place.latitude ?? null) !== null) {
    errors.push({ pointer: '/longitude', message: (locale) => m.place_needs_both_coordinates({}, { locale }) });
  }
  if (place.timeZone && !isTimeZone(place.timeZone)) {
    errors.push({ pointer: '/timeZone', message: (locale) => m.place_time_zone_unknown({}, { locale }) });
  }
  return errors;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
