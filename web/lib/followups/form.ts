import { api, type Body } from '#lib/api.ts';
import { chosen, chosenPerson } from '#lib/choices/choices.ts';
import { formatDateShort, locale } from '#lib/i18n.ts';
import { dayOf } from '#lib/interactions/words.ts';
import type { Option } from '#lib/ui/option.ts';
import { isOpen } from '#server/followups/followup.standing.rules.ts';
import type { FollowUp } from './followups.ts';

/** What the form holds, as plain JSON: drafts keep it. */
export type FollowUpValues = {
  promisedBy: FollowUp['promisedBy'];
  text: string;
  organization: Option | null;
  contact: Option | null;
  dueOn: string | null;
  assignee: Option | null;
  status: FollowUp['status'];
  closedOn: string | null;
  proof: string;
  closedBy: Option | null;
  bornIn: Option | null;
  sensitivity: FollowUp['sensitivity'];
  language: string;
};

export function blankValues(me: { id: string; name: string }): FollowUpValues {
  return {
    promisedBy: 'us',
    text: '',
    organization: null,
    contact: null,
    dueOn: null,
    assignee: chosenPerson(me),
    status: 'open',
    closedOn: null,
    proof: '',
    closedBy: null,
    bornIn: null,
    sensitivity: 'internal',
    language: locale(),
  };
}

export function valuesOf(record: FollowUp): FollowUpValues {
  const meeting = (one: FollowUp['bornIn']): Option | null => one && { id: one.id, label: one.subject };
  return {
    promisedBy: record.promisedBy,
    text: record.text,
    organization: chosen(record.organization),
    contact: chosenPerson(record.contact),
    dueOn: record.dueOn,
    assignee: chosenPerson(record.assignee),
    status: record.status,
    closedOn: record.closedOn,
    proof: record.proof ?? '',
    closedBy: meeting(record.closedBy),
    bornIn: meeting(record.bornIn),
    sensitivity: record.sensitivity,
    language: record.language,
  };
}

/** What the API takes. How it was closed goes only with a closed promise; what the form cannot show is not sent. */
export function bodyOf(values: FollowUpValues, stored?: FollowUp): Body<'POST /api/followups'> {
  const { organization, contact, assignee, closedBy, bornIn, closedOn, proof, text, ...plain } = values;
  const isHidden = (id: string | null | undefined, shown: unknown): boolean => Boolean(id) && !shown;
  const closing = isOpen(values.status)
    ? {}
    : {
        closedOn,
        proof: proof.trim() || null,
        ...(isHidden(stored?.closedById, stored?.closedBy) ? {} : { closedById: closedBy?.id ?? null }),
      };
  return {
    ...plain,
    text: text.trim(),
    organizationId: organization?.id ?? null,
    ...(isHidden(stored?.contactId, stored?.contact) ? {} : { contactId: contact?.id ?? null }),
    assigneeId: assignee?.id ?? null,
    ...(isHidden(stored?.bornInId, stored?.bornIn) ? {} : { bornInId: bornIn?.id ?? null }),
    ...closing,
  };
}

/** The interactions that may have closed a promise: those held, the partner's own when there is one. */
export const loadClosing =
  (organizationId: string | undefined) =>
  async (query: string, signal: AbortSignal): Promise<Option[]> => {
    const filters = { ...(query ? { q: [query] } : {}), ...(organizationId ? { organization: [organizationId] } : {}) };
    const { items } = await api(fetch, 'GET /api/interactions', { query: { ...filters, status: ['held'], limit: 8 }, signal });
    return items.map((one) => ({ id: one.id, label: one.subject, detail: formatDateShort(dayOf(one)) }));
  };
