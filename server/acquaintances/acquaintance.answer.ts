import type { Sql } from '../http/listing.ts';
import { sql } from '../http/listing.ts';
import { byFragility, knowersOf, merged, onlyKnownBy, strengthOf, type Tie } from './acquaintance.rules.ts';
import type { Acquaintances, Hangs } from './acquaintance.schema.ts';
import type { Read, Ties } from './acquaintance.ties.ts';

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

/** Answers a question from the ties of the caller's levels. */
export async function answerWith(read: Read, ties: Ties, question: Question): Promise<Answer> {
  const { left, more, now, only, show, limit, offset } = question;
  const rows = await read<PartnerRow>(sqlOf(left));
  const partners = new Map(rows.map((row) => [row.id, row]));
  const ofLeft = (list: Tie[]): Tie[] => list.filter(({ organizationId }) => partners.has(organizationId));
  const people = ofLeft(merged(ties.people, more.people));
  const hanging = onlyKnownBy(people);
  const isA = ({ organizationId }: Tie): boolean => partners.get(organizationId)?.tier === 'A';
  const said = ({ held, lastAt, isDeclared }: Tie) => ({ held, lastAt, isDeclared, strength: strengthOf({ held, lastAt }, now) });
  if (only !== undefined) {
    const alone = hanging.get(only) ?? [];
    const shown = alone
      .flatMap((tie) => {
        const partner = partners.get(tie.organizationId);
        return partner ? [{ ...partner, knowers: 1, ...said(tie) }] : [];
      })
      .toSorted(byFragility)
      .slice(0, limit)
      .map(({ sortName: _, knowers: __, ...partner }) => partner);
    return { alone: { known: people.filter(({ who }) => who === only).length, alone: alone.length, aloneA: alone.filter(isA).length, partners: shown } };
  }
  const departments = ofLeft(merged(ties.departments, more.departments));
  const [knowers, byDepartment] = [knowersOf(people), knowersOf(departments)];
  const standing = (list: Tie[]): Standing[] =>
    [...Map.groupBy(list, ({ who }) => who)].map(([id, theirs]) => {
      const alone = list === people ? (hanging.get(id) ?? []) : [];
      return { id, known: theirs.length, alone: alone.length, aloneA: alone.filter(isA).length, lastAt: latest(theirs) };
    });
  const ranked = rows.map((row) => {
    const known = knowers.get(row.id) ?? [];
    return { ...row, ties: known, knowers: known.length, held: known.reduce((sum, { held }) => sum + held, 0) };
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
      people: standing(people).toSorted((a, b) => b.aloneA - a.aloneA || b.alone - a.alone || b.known - a.known || (a.id < b.id ? -1 : 1)),
      departments: standing(departments).toSorted((a, b) => b.known - a.known),
      partnersTotal: wanted.length,
      partners: wanted
        .toSorted(byFragility)
        .slice(offset, offset + limit)
        .map(({ sortName: _, knowers: __, held: ___, ties: known, ...partner }) => ({
          ...partner,
          people: known.map((tie) => ({ userId: tie.who, ...said(tie) })),
          departments: (byDepartment.get(partner.id) ?? []).map((tie) => ({
            organizationId: tie.who,
            held: tie.held,
            lastAt: tie.lastAt,
            strength: strengthOf(tie, now),
          })),
        })),
    },
  };
}

const latest = (ties: readonly Tie[]): string | null => ties.reduce<string | null>((last, { lastAt }) => (lastAt !== null && (last === null || lastAt > last) ? lastAt : last), null);

/** A query that came as plain data. */
const sqlOf = ({ sql: text, values }: Question['left']): Sql => ({ sql: text, values }) as unknown as Sql;
