import type { Measure, Subject } from '#lib/targets/exercise.ts';
import { measuresFor } from '#server/targets/measure.rules.ts';
import { m } from '#paraglide/messages.js';

/** What a computed criterion is called, in either language: its name is kept in both. */
export const measureNames = {
  active_partners: m.criterion_measure_active_partners,
  held_interactions: m.criterion_measure_held_interactions,
  agreements_in_force: m.criterion_measure_agreements_in_force,
  commitments_covered: m.criterion_measure_commitments_covered,
  shared_networks: m.criterion_measure_shared_networks,
  promises_kept: m.criterion_measure_promises_kept,
  official_presence: m.criterion_measure_official_presence,
  french_ties: m.criterion_measure_french_ties,
  acquaintances: m.criterion_measure_acquaintances,
} as const satisfies Record<Measure, unknown>;

/** What tells most about a candidate comes first: a good beginning, of which any may be taken out again. */
const byUse: readonly Measure[] = [
  'held_interactions',
  'active_partners',
  'agreements_in_force',
  'commitments_covered',
  'official_presence',
  'french_ties',
  'acquaintances',
  'shared_networks',
  'promises_kept',
];
export const startingMeasures = (subject: Subject): Measure[] => byUse.filter((measure) => measuresFor(subject).includes(measure)).slice(0, 6);
