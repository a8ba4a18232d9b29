import type { Answer } from '#lib/api.ts';
import type { HistoryEvent } from '#lib/ui/History.svelte';
import { m } from '#paraglide/messages.js';

type AuditEvent = Answer<'GET /api/history/:type/:id'>['items'][number];

const actions: Record<string, () => string> = {
  create: m.history_create,
  update: m.history_update,
  archive: m.history_archive,
  restore: m.history_restore,
  delete: m.history_delete,
  decide: m.history_decide,
  sign_in: m.history_sign_in,
  sign_out: m.history_sign_out,
};

/** An event of the audit trail as the History component shows it. */
export function asHistory({ id, at, user, action, changes, words }: AuditEvent): HistoryEvent {
  const shown = action === 'create' ? [] : Object.entries(changes).slice(0, 12);
  return {
    id,
    at,
    actor: user?.name ?? null,
    action: actions[action]?.() ?? action,
    changes: shown.map(([field, [before, after]]) => {
      const said = (value: unknown) => (typeof value === 'string' && words[field]?.values[value]) || inWords(value);
      return { field: words[field]?.label ?? field, before: said(before), after: said(after) };
    }),
  };
}

/** A value of the trail in a few words: references by name, lists by their items. */
export function inWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(inWords).filter(Boolean).join(', ').slice(0, 300);
  if (typeof value === 'boolean') return value ? m.export_yes() : m.export_no();
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>;
    const name = record.name ?? record.nameFr ?? record.titleFr ?? record.text ?? record.subject ?? record.value ?? record.id;
    return typeof name === 'string' ? name : JSON.stringify(value).slice(0, 120);
  }
  return String(value).slice(0, 500);
}
