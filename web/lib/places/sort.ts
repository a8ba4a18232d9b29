import { compareText } from '#lib/i18n.ts';

type Key = string | number | null;

/**
 * Rows in the order that the address asks for (`field` or `-field`). For lists that come whole, figures included; the
 * values of a row are given by field. What is unknown comes last either way.
 */
export function sortedBy<T>(rows: readonly T[], sort: string, values: Record<string, (row: T) => Key>): T[] {
  const descending = sort.startsWith('-');
  const value = values[descending ? sort.slice(1) : sort];
  if (!value) return [...rows];
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    const order = typeof one === 'number' && typeof other === 'number' ? one - other : compareText(String(one), String(other));
    return descending ? -order : order;
  });
}
