import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import type { Words } from '../http/problem.ts';
import { agreementTable } from './agreements.ts';
import { contactTable } from './contacts.ts';
import { followUpTable } from './followups.ts';
import { bytesOf, type Format, type Tally } from './formats.ts';
import { forumTable } from './forums.ts';
import { interactionTable } from './interactions.ts';
import { missionTable } from './missions.ts';
import { organizationTable } from './organizations.ts';
import type { Table } from './table.ts';

type Parts = AsyncGenerator<Uint8Array<ArrayBuffer>>;

/** A list that can be handed over, whatever it is a list of. */
export type Exportable = {
  title: Words;
  formats: readonly Format[];
  /** How many rows the filters leave. */
  count(ctx: Context, query: ListQuery): Promise<number>;
  /** The file of all that the filters leave, for a thread in which nobody waits for anything else. */
  all(format: Format, ctx: Context, query: ListQuery, tally: Tally): Parts;
  /** The same file, made in the time that a page of the screen takes; null when the list is longer than `few`. */
  short(format: Format, ctx: Context, query: ListQuery, tally: Tally): Promise<Parts | null>;
};

/** The rows that are written where they are asked for; more of them are written in a thread of their own. */
export const few = 500;
/** What a list is asked for by without being made narrow. */
const coarse = new Set(['kind', 'status', 'sort', 'limit', 'cursor', 'outsideReason', 'outsideReference']);
const pageLength = { short: 100, long: 500 } as const;

export const exportables = {
  organizations: exportable(organizationTable),
  contacts: exportable(contactTable),
  interactions: exportable(interactionTable),
  followups: exportable(followUpTable),
  missions: exportable(missionTable),
  agreements: exportable(agreementTable),
  forums: exportable(forumTable),
} as const satisfies Record<string, Exportable>;
export type Collection = keyof typeof exportables;

function exportable<Item>(table: Table<Item>): Exportable {
  const count = async (ctx: Context, query: ListQuery): Promise<number> => (await table.list(ctx, { ...query, limit: 1, cursor: undefined })).total;
  const omitted = (ctx: Context, query: ListQuery) => async (): Promise<number | null> => {
    // Counted in a narrow list, what is left out would tell who is in it, or of what day it is.
    if (Object.entries(query).some(([name, value]) => value !== undefined && !coarse.has(name))) return null;
    const all = await count({ ...ctx, user: { ...ctx.user, role: 'administrator' } }, query);
    return Math.max(0, all - (await count(ctx, query)));
  };
  return {
    title: table.title,
    formats: ['xlsx', 'csv', ...(table.cards ? (['vcf'] as const) : []), ...(table.event ? (['ics'] as const) : [])],
    count,
    all: (format, ctx, query, tally) => bytesOf(table, format, ctx, query, table.pages(ctx, { ...query, limit: pageLength.long }), tally, omitted(ctx, query)),
    async short(format, ctx, query, tally) {
      const first = await table.list(ctx, { ...query, limit: pageLength.short, cursor: undefined });
      return first.total > few ? null : bytesOf(table, format, ctx, query, following(table, ctx, query, first), tally, omitted(ctx, query));
    },
  };
}

async function* following<Item>(table: Table<Item>, ctx: Context, query: ListQuery, first: { items: Item[]; nextCursor: string | null }): AsyncGenerator<Item[]> {
  let page = first;
  yield page.items;
  while (page.nextCursor) {
    // The driver is synchronous: others are let through between two pages.
    await new Promise((resolve) => setImmediate(resolve));
    page = await table.list(ctx, { ...query, limit: pageLength.short, cursor: page.nextCursor });
    yield page.items;
  }
}
