import { inLocale } from '#lib/i18n.ts';
import type { Option } from '#lib/ui/option.ts';

type Named = { id: string; name?: string; nameFr?: string; nameEn?: string | null };

/** The partner or the person whose page one is on: whoever logs from there most likely met them. */
export function partnersHere(route: string | null, data: Record<string, unknown>): Option[] {
  const record = data.record as Named | undefined;
  if (!record) return [];
  if (route === '/(app)/organizations/[id]') return [{ id: `organization:${record.id}`, label: inLocale(record, 'name') }];
  if (route === '/(app)/contacts/[id]') return [{ id: `contact:${record.id}`, label: record.name ?? '' }];
  return [];
}
