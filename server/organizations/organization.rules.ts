import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';

type Stage = { stage?: string | undefined; stageReason?: string | null | undefined };

/** What must hold between the fields of an organization, beyond each field's own shape. */
export function checkOrganization(organization: Stage & { ownerId?: string | null; backupOwnerId?: string | null }): FieldError[] {
  const errors: FieldError[] = [];
  if (organization.stage === 'closed' && !organization.stageReason?.trim()) {
    errors.push({ pointer: '/stageReason', message: (locale) => m.organization_closed_needs_reason({}, { locale }) });
  }
  if (organization.ownerId && organization.ownerId === organization.backupOwnerId) {
    errors.push({ pointer: '/backupOwnerId', message: (locale) => m.organization_backup_is_owner({}, { locale }) });
  }
  return errors;
}

export type DatedName = {
  kind: string;
  language: string | null;
  name: string;
  validFrom: string | null;
  validTo: string | null;
};

/**
 * The name under which an organization was known on a day: a former or official name whose dates hold that day, or the
 * name of today. Partial dates count from their first day (from) and to their last (to).
 */
export function nameOn(
  organization: { nameFr: string; nameEn: string | null; names: DatedName[] },
  day: string,
  locale: 'fr' | 'en',
): string {
  const dated = organization.names.find(
    ({ kind, language, validFrom, validTo }) =>
      (kind === 'former' || kind === 'official') &&
      (language === null || language.startsWith(locale)) &&
      (validFrom !== null || validTo !== null) &&
      (validFrom === null || validFrom <= day) &&
      (validTo === null || `${validTo}-99-99`.slice(0, 10) >= day),
  );
  if (dated) return dated.name;
  return locale === 'fr' ? organization.nameFr : (organization.nameEn ?? organization.nameFr);
}

/**
 * Days by which the rhythm agreed on is overdue, or null when it is kept, unknown or does not apply. The rhythm runs
 * from the last interaction that was held.
 */
export function daysOutOfTouch(
  organization: { cadenceDays: number | null; lastHeldAt: Date | string | null; stage: string },
  now: Date,
): number | null {
  if (!organization.cadenceDays || organization.stage === 'closed' || organization.stage === 'dormant') return null;
  if (!organization.lastHeldAt) return null;
  const elapsed = Math.floor((now.getTime() - new Date(organization.lastHeldAt).getTime()) / 86_400_000);
  return elapsed > organization.cadenceDays ? elapsed - organization.cadenceDays : null;
}
