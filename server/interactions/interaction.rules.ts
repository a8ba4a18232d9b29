import type { FieldError } from '../http/problem.ts';
import { m } from '../../generated/paraglide/messages.js';
import { isHeldTooEarly, isTimeZone } from './moment.rules.ts';

type Who = {
  organizationIds?: readonly unknown[] | undefined;
  newOrganizations?: readonly unknown[] | undefined;
  newContacts?: readonly unknown[] | undefined;
  participants?: readonly { side: string }[] | undefined;
};

/** Whether it is said with whom: an organization, or a person who is not one of ours. */
export function namesSomebody({ organizationIds, newOrganizations, newContacts, participants }: Who): boolean {
  return (
    [organizationIds, newOrganizations, newContacts].some((list) => list !== undefined && list.length > 0) ||
    (participants ?? []).some(({ side }) => side !== 'ours')
  );
}

/** What must hold between the fields of an interaction, beyond each field's own shape. Instants are ISO or Date. */
export function checkInteraction(
  interaction: { status: string; startsAt: string | Date; endsAt?: string | Date | null | undefined; timeZone: string },
  now: Date,
): FieldError[] {
  const errors: FieldError[] = [];
  const startsAt = new Date(interaction.startsAt);
  if (interaction.endsAt && new Date(interaction.endsAt) < startsAt) {
    errors.push({ pointer: '/endsAt', message: (locale) => m.interaction_ends_before_start({}, { locale }) });
  }
  if (isHeldTooEarly(interaction.status, startsAt, now)) {
    errors.push({ pointer: '/status', message: (locale) => m.interaction_held_in_future({}, { locale }) });
  }
  if (!isTimeZone(interaction.timeZone)) {
    errors.push({ pointer: '/timeZone', message: (locale) => m.interaction_time_zone_unknown({}, { locale }) });
  }
  return errors;
}

/** Refuses a level that whoever sets it could not see; `visible` is what the person may see. */
export function checkSensitivity(
  levels: { pointer: string; sensitivity: string | undefined }[],
  visible: readonly string[],
): FieldError[] {
  return levels
    .filter(({ sensitivity }) => sensitivity !== undefined && !visible.includes(sensitivity))
    .map(({ pointer }) => ({ pointer, message: (locale) => m.interaction_sensitivity_beyond({}, { locale }) }));
}

type Snapshot = { name: string; titleFr: string | null; titleEn: string | null; organizationId: string | null };

/**
 * What is kept of a participant: their name, title and organization as they were that day.
 * - `said`: what the request states; a title or organization that it states (null included) wins.
 * - `known`: what the person's own record says for that day; null for somebody who is not on record.
 * - `stored`: the snapshot taken before, if the participant was already there.
 * - `isSettled`: the interaction had been held when the snapshot was taken and its day has not changed: the snapshot
 *   stays, whatever became of the person since.
 */
export function snapshotOf(
  said: { name?: string | null; titleFr?: string | null; titleEn?: string | null; organizationId?: string | null },
  known: Snapshot | null,
  stored: Snapshot | null,
  isSettled: boolean,
): Snapshot {
  const kept = isSettled ? stored : null;
  // Titles go together: a French title of today beside an English one of last year would be a person who never was.
  const titled = [kept, known, stored].find((one) => one && (one.titleFr !== null || one.titleEn !== null));
  const { titleFr, titleEn } = kept ?? titled ?? { titleFr: null, titleEn: null };
  return {
    name: known ? (kept ?? known).name : (said.name ?? stored?.name ?? ''),
    titleFr: said.titleFr !== undefined ? said.titleFr : titleFr,
    titleEn: said.titleEn !== undefined ? said.titleEn : titleEn,
    organizationId:
      said.organizationId !== undefined
        ? said.organizationId
        : kept
          ? kept.organizationId
          : (known?.organizationId ?? stored?.organizationId ?? null),
  };
}
