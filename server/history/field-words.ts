import { m } from '../../generated/paraglide/messages.js';
import type { Locale } from '../http/problem.ts';
import { labelOf } from '../text/labels.ts';

/** How a field of a record is called on its page, and the words of its enumerated values. */
export type FieldWords = { label: string; values: Record<string, string> };

const words: Record<string, unknown> = { ...m };
/** The first word of the messages of a kind of record, where it is not the kind itself. */
const prefixes: Record<string, string> = { followup: 'follow_up', 'policy-node': 'policy', 'targeting-exercise': 'target', framework: 'policy_framework' };
/** Fields that the page calls otherwise than the schema does. */
const others: Record<string, string> = {
  archivedAt: 'history_field_archived',
  cadenceDays: 'organization_cadence',
  captureSource: 'interaction_source',
  contactPoints: 'contact_points',
  disabledAt: 'history_field_disabled',
  frenchExceptionGround: 'history_field_french_exception',
  mayBeLobbying: 'history_field_lobbying',
  passwordHash: 'history_field_password',
  policyNodeId: 'measure_commitment',
  policyNode: 'measure_commitment',
  ministryCoordination: 'mission_ministry',
  federalCoordination: 'mission_federal',
  approvalStatus: 'mission_approval',
  maximumExpenseCents: 'mission_maximum_expense',
  targetValue: 'measure_target',
  isInferred: 'history_field_is_inferred',
};
/** Lists of values that several kinds of record share, by field; those of one kind after its first word. */
const lists: Record<string, string> = { sensitivity: 'sensitivity', status: '', promisedBy: 'follow_up_side', approvalStatus: 'approval_status', target_status: 'targeting_status', target_subject: 'targeting_subject', lens: 'targeting_lens', round: 'targeting_round', ministryCoordination: 'mission_coordination', federalCoordination: 'mission_coordination' };

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The words for the fields that an event changed; a field that no page names keeps its name. */
export function wordsOfFields(recordType: string, changes: Record<string, unknown[]>, locale: Locale): Record<string, FieldWords> {
  const prefix = prefixes[recordType] ?? snake(recordType.replaceAll('-', '_'));
  return Object.fromEntries(
    Object.entries(changes).map(([field, values]) => {
      const list = lists[`${prefix}_${field}`] ?? (lists[field] || `${prefix}_${snake(field)}`);
      const said = values
        .filter((value): value is string => typeof value === 'string' && /^[a-z_-]{1,40}$/.test(value))
        .map((value) => [value, labelOf(list, value, locale)] as const)
        .filter(([value, word]) => word !== value);
      return [field, { label: labelOfField(prefix, field, locale), values: Object.fromEntries(said) }];
    }),
  );
}

function labelOfField(prefix: string, field: string, locale: Locale): string {
  const whole = snake(field);
  const stem = whole.replace(/_(id|ids|on|at)$/, '');
  const candidates = [others[field], `${prefix}_${whole}`, `${prefix}_${stem}`, `history_field_${whole}`, `history_field_${stem}`, `interaction_${stem}`, `measure_${whole}`, `measure_${stem}`];
  for (const key of candidates) {
    const word = key === undefined ? undefined : words[key];
    // A message with values to fill in is a sentence, not the name of a field.
    if (typeof word !== 'function') continue;
    const label = String((word as (inputs: object, options: object) => string)({}, { locale }));
    if (!label.includes('undefined') && !label.includes('{')) return label;
  }
  return field;
}
