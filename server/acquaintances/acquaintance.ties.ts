import { heldOn } from '../contacts/contact.listing.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { knowersOf, type Tie } from './acquaintance.rules.ts';

/** Runs typed SQL, on the main connection or on a worker's. */
export type Read = <Row>(query: Sql) => Promise<Row[]>;
export type Ties = { people: Tie[]; departments: Tie[] };
/** The same by partner: what a question is answered from. */
export type Knowers = { people: Map<string, Tie[]>; departments: Map<string, Tie[]> };

type Row = { organizationId: string; who: string; held: number; lastAt: string };
const tiesOf = (rows: Row[]): Tie[] => rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString(), isDeclared: false }));

const held = sql`i."status" = 'held' AND i."archivedAt" IS NULL`;
const pairs = (who: Sql, which: Sql): Sql => sql`
  SELECT io."organizationId", ${who} AS "who", count(DISTINCT i."id") AS "held", max(i."startsAt") AS "lastAt"
  FROM "Interaction" i JOIN "InteractionOrganization" io ON io."interactionId" = i."id" JOIN "Participant" p ON p."interactionId" = i."id"
  WHERE ${held} AND ${who} IS NOT NULL AND ${which}`;

/** Ties made by the interactions `i` that `which` leaves. People who left are not among those who know somebody. */
export async function tiesFromInteractions(read: Read, which: Sql): Promise<Ties> {
  const [people, departments] = [
    await read<Row>(sql`${pairs(sql`p."userId"`, which)} AND p."userId" IN (SELECT "id" FROM "User" WHERE "disabledAt" IS NULL) GROUP BY 1, 2`),
    await read<Row>(sql`${pairs(sql`p."organizationId"`, which)} AND p."side" = 'ours'
      AND p."organizationId" IN (SELECT "id" FROM "Organization" WHERE "isOurs") GROUP BY 1, 2`),
  ];
  return { people: tiesOf(people), departments: tiesOf(departments) };
}

export const byPartner = ({ people, departments }: Ties): Knowers => ({ people: knowersOf(people), departments: knowersOf(departments) });

/** The interactions `i` since an instant at the levels named. */
export const atLevels = (since: Date, levels: readonly string[]): Sql => sql`i."startsAt" >= ${since} AND i."sensitivity" IN (${join([...levels])})`;

/** Those that somebody wrote above their level, since an instant: few, and theirs to see. */
export const ownAbove = (since: Date, levels: readonly string[], userId: string): Sql => sql`
  i."createdById" = ${userId} AND i."sensitivity" IN ('restricted', 'confidential') AND i."sensitivity" NOT IN (${join([...levels])})
  AND i."startsAt" >= ${since}`;

/** Ties that are only said: somebody of ours knows a person who holds a post there today. `mayBeSeen` is about the person `c`. */
export async function declaredTies(read: Read, today: string, mayBeSeen: Sql): Promise<Tie[]> {
  const rows = await read<{ organizationId: string; who: string }>(sql`
    SELECT DISTINCT p."organizationId", a."userId" AS "who" FROM "Acquaintance" a
    JOIN "User" u ON u."id" = a."userId" AND u."disabledAt" IS NULL
    JOIN "Contact" c ON c."id" = a."contactId" AND c."archivedAt" IS NULL
    JOIN "Position" p ON p."contactId" = c."id" WHERE ${heldOn(today)} AND ${mayBeSeen}`);
  return rows.map((row) => ({ ...row, held: 0, lastAt: null, isDeclared: true }));
}
