import { sql, type Sql } from '../http/listing.ts';
import { byFragility, merged, onlyKnownBy, strengthOf, type Tie } from './acquaintance.rules.ts';
import type { Acquaintances, Hangs } from './acquaintance.schema.ts';
import { byPartner, type Knowers, type Read, type Ties } from './acquaintance.ties.ts';

/** What is asked; plain data, so that it can be sent to a worker. */
export type Question = {
  /** The organizations that the filters leave: `id`, `nameFr`, `nameEn`, `kind`, `tier`, `sortName` */
  left: { sql: string; values: unknown[] };
  /** Ties besides those of the levels: declared ones, and those that the caller alone may see */
  more: Ties;
  since: string;
  now: string;
  /** One colleague alone, for what hangs on them */
  only?: string | undefined;
  show?: 'alone' | 'nobody' | 'known' | undefined;
  limit: number;
  offset: number;
};
export type PartnerRow = { id: string; nameFr: string; nameEn: string | null; kind: string; tier: Acquaintances['partners'][number]['tier']; sortName: string };
/** What hangs on one person, before promises and plans are counted. */
export type Alone = Pick<Hangs, 'known' | 'alone' | 'aloneA'> & { partners: Omit<Hangs['partners'][number], 'promises' | 'planned' | 'nextAt'>[] };
export type Answer = { summary: Omit<Acquaintances, 'since' | 'asOf' | 'people' | 'departments'> & { people: Standing[]; departments: Standing[] } } | { alone: Alone };
export type Standing = { id: string; known: number; alone: number; aloneA: number; lastAt: string | null };

/** The partners that the filters leave, as a query. */
export const leftQuery = ({ from, where }: { from: Sql; where: Sql }): Sql =>
  sql`SELECT o."id", o."nameFr", o."nameEn", o."kind", o."tier", o."sortName" FROM ${from} WHERE ${where}`;

/** Answers a question from the ties of the caller's levels, by partner. */
export async function answerWith(read: Read, kept: Knowers, question: Question): Promise<Answer> {
  const { left, more, now, only, show, limit, offset } = question;
  const rows = await read<PartnerRow>(sqlOf(left));
  const besides = byPartner(more);
  const knownOf = (side: 'people' | 'departments', id: string): Tie[] => {
    const [one, other] = [kept[side].get(id), besides[side].get(id)];
    return one && other ? merged(one, other) : (one ?? (other ? merged(other) : []));
  };
  const knowers = new Map<string, Tie[]>();
  const tiers = new Map<string, string | null>();
  for (const { id, tier } of rows) {
    const known = knownOf('people', id);
    if (known.length > 0) knowers.set(id, known);
    tiers.set(id, tier);
  }
  const hanging = onlyKnownBy(knowers);
  const isA = ({ organizationId }: Tie): boolean => tiers.get(organizationId) === 'A';
  const said = ({ held, lastAt, isDeclared }: Tie) => ({ held, lastAt, isDeclared, strength: strengthOf({ held, lastAt }, now) });
  const standings = standingsOf(knowers.values(), (id) => hanging.get(id) ?? [], isA);
  if (only !== undefined) {
    const alone = new Map((hanging.get(only) ?? []).map((tie) => [tie.organizationId, tie]));
    const partners = rows
      .flatMap((row) => {
        const tie = alone.get(row.id);
        return tie ? [{ ...row, knowers: 1, ...said(tie) }] : [];
      })
      .toSorted(byFragility)
      .slice(0, limit)
      .map(({ sortName: _, knowers: __, ...partner }) => partner);
    const { known = 0, aloneA = 0 } = standings.find(({ id }) => id === only) ?? {};
    return { alone: { known, alone: alone.size, aloneA, partners } };
  }
  const departments = rows.map(({ id }) => knownOf('departments', id)).filter(({ length }) => length > 0);
  const ranked = rows.map((row) => {
    const known = knowers.get(row.id) ?? [];
    return { row, sortName: row.sortName, tier: row.tier, knowers: known.length, held: known.reduce((sum, { held }) => sum + held, 0) };
  });
  const [alone, nobody] = [ranked.filter((one) => one.knowers === 1), ranked.filter((one) => one.knowers === 0)];
  const wanted = show === 'alone' ? alone : show === 'nobody' ? nobody : show === 'known' ? ranked.filter((one) => one.knowers > 0) : ranked;
  return {
    summary: {
      total: rows.length,
      alone: alone.length,
      nobody: nobody.length,
      aloneA: alone.filter(({ tier }) => tier === 'A').length,
      nobodyA: nobody.filter(({ tier }) => tier === 'A').length,
      people: standings.toSorted((a, b) => b.aloneA - a.aloneA || b.alone - a.alone || b.known - a.known || (a.id < b.id ? -1 : 1)),
      departments: standingsOf(departments, () => [], isA).toSorted((a, b) => b.known - a.known),
      partnersTotal: wanted.length,
      partners: wanted
        .toSorted(byFragility)
        .slice(offset, offset + limit)
        .map(({ row: { sortName: _, ...partner } }) => ({
          ...partner,
          people: (knowers.get(partner.id) ?? []).map((tie) => ({ userId: tie.who, ...said(tie) })),
          departments: knownOf('departments', partner.id).map((tie) => ({ organizationId: tie.who, held: tie.held, lastAt: tie.lastAt, strength: strengthOf(tie, now) })),
        })),
    },
  };
}

/** How many partners each of ours knows, how many of these hang on them alone, and when they last met one. */
function standingsOf(known: Iterable<readonly Tie[]>, hanging: (id: string) => readonly Tie[], isA: (tie: Tie) => boolean): Standing[] {
  const standings = new Map<string, Standing>();
  for (const ties of known) {
    for (const { who, lastAt } of ties) {
      let standing = standings.get(who);
      if (!standing) {
        const alone = hanging(who);
        standings.set(who, (standing = { id: who, known: 0, alone: alone.length, aloneA: alone.filter(isA).length, lastAt: null }));
      }
      standing.known += 1;
      if (lastAt !== null && (standing.lastAt === null || lastAt > standing.lastAt)) standing.lastAt = lastAt;
    }
  }
  return [...standings.values()];
}

/** A query that came as plain data. */
const sqlOf = ({ sql: text, values }: Question['left']): Sql => ({ sql: text, values }) as unknown as Sql;
