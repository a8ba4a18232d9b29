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
