import type { Context } from '../http/context.ts';
import { countIn, understood } from './collections.ts';
import { namesOf } from './filter-names.ts';
import { asShown, readViewQuery, removable, type Collection } from './query.rules.ts';
import type { Badges, FiltersInForce } from './view.schema.ts';
import { pinnedViews } from './view.service.ts';
import { questions } from './questions.rules.ts';

/**
 * What the filters of an address mean: the names of their values, those that are gone, and, with `relax`, how many
 * records would be left without each of them, the most first.
 */
export async function describeFilters(ctx: Context, { collection, query: text, relax }: { collection: Collection; query: string; relax: boolean }): Promise<FiltersInForce> {
  const { query, dropped } = readViewQuery(text, understood(collection));
  const filters: FiltersInForce['filters'] = [];
  for (const [name, values] of Object.entries(query)) {
    if (name === 'sort' || name === 'q' || !Array.isArray(values)) continue;
    const bare = name.replace(/^not\./, '');
    const names = await namesOf(ctx, bare, values);
    for (const value of values) {
      const named = names?.get(value);
      if (named) filters.push({ name: bare, isNegated: bare !== name, value, ...named });
    }
  }
  const without: FiltersInForce['without'] = [];
  if (relax) {
    for (const { without: others, ...one } of removable(query)) {
      without.push({ ...one, total: await countIn(ctx, collection, asShown(collection, others)) });
      // The driver is synchronous: let other requests through between two counts.
      await new Promise((resolve) => setImmediate(resolve));
    }
    without.sort((a, b) => b.total - a.total);
  }
  return { filters, dropped, without };
}

/** How many records the pinned views and the questions have now, as the caller sees them; all in one answer. */
export async function countBadges(ctx: Context, collection: Collection | undefined): Promise<Badges> {
  const of = <T extends { collection: string }>(items: readonly T[]): T[] => items.filter((one) => collection === undefined || one.collection === collection);
  const counted = async (items: readonly { id: string; collection: Collection; query: string }[]): Promise<{ id: string; total: number }[]> => {
    const totals: { id: string; total: number }[] = [];
    for (const one of items) {
      const { query } = readViewQuery(one.query, understood(one.collection));
      totals.push({ id: one.id, total: await countIn(ctx, one.collection, asShown(one.collection, query)) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    return totals;
  };
  return { views: await counted(of(await pinnedViews(ctx))), questions: await counted(of<(typeof questions)[number]>(questions)) };
}
