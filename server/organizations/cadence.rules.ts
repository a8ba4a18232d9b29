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
