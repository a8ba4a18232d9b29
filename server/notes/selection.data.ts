import { getContacts } from '../contacts/contact.reading.ts';
import type { AgreementData, NamedData, PromiseData } from '../documents/note-data.ts';
import type { InteractionEntry, LastData, OrganizationEntry, PersonEntry, Priority, SelectionData, SelectionEntry } from '../documents/selection-note.data.ts';
import type { Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { regionPlaces } from '../http/conditions.ts';
import { join, sql, type Sql } from '../http/listing.ts';
import { visibleTo } from '../http/sight.ts';
import { getInteractions } from '../interactions/interaction.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { priorities } from '../vocabulary.ts';
import { eyesOf, levelsOf } from './audience.ts';
import { both, inOwn, label, languageLabel, levelsIn, namedOf } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';
import { touchesOf } from './people.data.ts';
import { inPieces } from './reading.ts';

/** Everything a note over a selection says of its records, which are all of one type, in the order given. */
export async function readSelection(ctx: Context, order: NoteOrder): Promise<SelectionData> {
  const ids = [...new Set(order.subjects.map(({ id }) => id))];
  const type = order.subjects[0]?.type;
  if (type === 'contact') return readPeople(ctx, order, ids);
  if (type === 'interaction') return readInteractions(ctx, order, ids);
  return readOrganizations(ctx, order, ids);
}

/** The records in the order of the ids; what is no more there is left out. */
const inOrder = <Entry extends SelectionEntry>(ids: readonly string[], entries: ReadonlyMap<string, Entry>): Entry[] => ids.flatMap((id) => entries.get(id) ?? []);

// ── Organizations ──

type OrganizationRow = { id: string; nameFr: string; nameEn: string | null; kind: string; stage: string; tier: string | null; isOurs: boolean | number; placeFr: string | null; placeEn: string | null; owner: string | null };

async function readOrganizations(ctx: Context, { audience }: NoteOrder, ids: string[]): Promise<SelectionData> {
  const { reader } = ctx.db;
  const among = join(ids);
  const [rows, last, promises, agreements, served, regions] = await Promise.all([
    reader.$queryRaw<OrganizationRow[]>(sql`
      SELECT o."id", o."nameFr", o."nameEn", o."kind", o."stage", o."tier", o."isOurs", p."nameFr" AS "placeFr", p."nameEn" AS "placeEn", u."name" AS "owner"
      FROM "Organization" o LEFT JOIN "Place" p ON p."id" = o."placeId" LEFT JOIN "User" u ON u."id" = o."ownerId" WHERE o."id" IN (${among})`),
    lastHeld(ctx, sql`SELECT o."id" AS "key", (
      SELECT i."id" FROM interaction_line l CROSS JOIN "Interaction" i ON i."id" = l."interactionId"
      WHERE l."organizationId" = o."id" AND l."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})
      ORDER BY l."startsAt" DESC LIMIT 1) AS "interactionId" FROM "Organization" o WHERE o."id" IN (${among})`),
    promisesBy(ctx, sql`f."organizationId"`, ids),
    agreementsBy(ctx, ids),
    reader.$queryRaw<{ key: string; priority: Priority }[]>(sql`
      SELECT DISTINCT oc."organizationId" AS "key", n."priority" FROM "OrganizationCommitment" oc JOIN "PolicyNode" n ON n."id" = oc."policyNodeId"
      WHERE oc."organizationId" IN (${among}) AND n."priority" IS NOT NULL`),
    regionsOf(ctx, sql`SELECT o."id" AS "key", o."placeId" FROM "Organization" o WHERE o."id" IN (${among}) AND o."placeId" IS NOT NULL`),
  ]);
  const servedBy = Map.groupBy(served, ({ key }) => key);
  const entries = new Map(
    rows.map((row): [string, OrganizationEntry] => [
      row.id,
      {
        type: 'organization',
        name: both(row.nameFr, row.nameEn),
        kind: label('organization_kind', row.kind),
        place: row.placeFr === null ? null : both(row.placeFr, row.placeEn),
        stage: row.isOurs ? null : label('organization_stage', row.stage),
        tier: row.tier,
        owner: row.owner,
        priorities: inPriorityOrder((servedBy.get(row.id) ?? []).map(({ priority }) => priority)),
        last: last.get(row.id) ?? null,
        promises: promises.get(row.id) ?? [],
        agreements: agreements.get(row.id) ?? [],
      },
    ]),
  );
  const found = inOrder(ids, entries);
  return { type: 'organization', common: { regions, priorities: shared(found) }, entries: found, hidden: 0 };
}

// ── People ──

async function readPeople(ctx: Context, { audience }: NoteOrder, ids: string[]): Promise<SelectionData> {
  const eyes = eyesOf(ctx, audience);
  const people = await inPieces(ids, (piece) => getContacts(eyes, piece));
  const among = join(ids);
  const [touchOf, last, promises] = await Promise.all([
    touchesOf(ctx, audience, ids),
    lastHeld(ctx, sql`SELECT c."id" AS "key", (
      SELECT i."id" FROM "Participant" pt JOIN "Interaction" i ON i."id" = pt."interactionId"
      WHERE pt."contactId" = c."id" AND i."status" = 'held' AND i."archivedAt" IS NULL AND i."sensitivity" IN (${join(levelsOf(audience))})
      ORDER BY i."startsAt" DESC, i."id" LIMIT 1) AS "interactionId" FROM "Contact" c WHERE c."id" IN (${among})`),
    promisesBy(ctx, sql`f."contactId"`, ids),
  ]);
  const posts = new Map(people.map(({ id, positions }) => [id, positions.find(({ isCurrent }) => isCurrent) ?? null]));
  const employers = [...posts].flatMap(([id, post]) => (post ? [[id, post.organization.id] as const] : []));
  const [served, regions] = await Promise.all([prioritiesOfEmployers(ctx, employers), regionsOfEmployers(ctx, employers)]);
  const entries = new Map(
    people.map((person): [string, PersonEntry & { priorities: Priority[] }] => {
      const post = posts.get(person.id) ?? null;
      return [
        person.id,
        {
          type: 'contact',
          name: person.name,
          pronouns: person.pronouns,
          title: post && both(post.titleFr, post.titleEn),
          organization: post && both(post.organization.nameFr, post.organization.nameEn),
          addressForm: person.address && both(person.address.salutationFr, person.address.salutationEn),
          language: languageLabel(person.correspondenceLanguage),
          knownBy: touchOf(person.id).knownBy,
          last: last.get(person.id) ?? null,
          promises: promises.get(person.id) ?? [],
          sensitivity: person.sensitivity,
          priorities: served.get(person.id) ?? [],
        },
      ];
    }),
  );
  const found = inOrder(ids, entries);
  return { type: 'contact', common: { regions, priorities: shared(found) }, entries: found.map(({ priorities: _served, ...entry }) => entry), hidden: 0 };
}

type Employer = readonly [person: string, organization: string];
/** The people beside the organization in which they hold their post: (`person`, `organization`). */
const pairs = (employers: readonly Employer[]): Sql => join(employers.map(([person, organization]) => sql`SELECT ${person} AS "person", ${organization} AS "organization"`), ' UNION ALL ');

async function prioritiesOfEmployers(ctx: Context, employers: readonly Employer[]): Promise<Map<string, Priority[]>> {
  if (employers.length === 0) return new Map();
  const rows = await ctx.db.reader.$queryRaw<{ key: string; priority: Priority }[]>(sql`
    SELECT DISTINCT e."person" AS "key", n."priority" FROM (${pairs(employers)}) e
    JOIN "OrganizationCommitment" oc ON oc."organizationId" = e."organization" JOIN "PolicyNode" n ON n."id" = oc."policyNodeId" WHERE n."priority" IS NOT NULL`);
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, list]) => [key, inPriorityOrder(list.map(({ priority }) => priority))]));
}

function regionsOfEmployers(ctx: Context, employers: readonly Employer[]): Promise<SelectionData['common']['regions']> {
  if (employers.length === 0) return Promise.resolve([]);
  return regionsOf(ctx, sql`SELECT e."person" AS "key", o."placeId" FROM (${pairs(employers)}) e JOIN "Organization" o ON o."id" = e."organization" WHERE o."placeId" IS NOT NULL`);
}

// ── Interactions ──

async function readInteractions(ctx: Context, { audience }: NoteOrder, ids: string[]): Promise<SelectionData> {
  const eyes = eyesOf(ctx, audience);
  const among = join(ids);
  const [found, promises, regions] = await Promise.all([
    inPieces(ids, (piece) => getInteractions(eyes, piece)),
    promisesBy(ctx, sql`f."bornInId"`, ids),
    regionsOf(ctx, sql`
      SELECT i."id" AS "key", i."placeId" FROM "Interaction" i WHERE i."id" IN (${among}) AND i."placeId" IS NOT NULL
      UNION SELECT io."interactionId", o."placeId" FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId"
      WHERE io."interactionId" IN (${among}) AND o."placeId" IS NOT NULL`),
  ]);
  const levels = await levelsIn(ctx, found);
  const entries = found.map((one): InteractionEntry => {
    const namesOn = (side: string): NamedData[] => one.participants.filter((person) => person.side === side).map((person) => namedOf(person, levels));
    return {
      type: 'interaction',
      subject: inOwn(one.subject, one.language),
      on: dateInZone(one.startsAt, one.timeZone),
      kind: label('interaction_kind', one.kind),
      status: label('interaction_status', one.status),
      organizations: one.organizations.map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
      ours: namesOn('ours'),
      theirs: namesOn('theirs'),
      summary: one.summary ? { text: one.summary, language: one.language.slice(0, 2) } : null,
      priorities: inPriorityOrder(one.commitments.flatMap(({ priority }) => priority ?? [])),
      promises: promises.get(one.id) ?? [],
      sensitivity: one.sensitivity,
    };
  });
  return { type: 'interaction', common: { regions, priorities: shared(entries) }, entries, hidden: 0 };
}

// ── What they have in common ──

const inPriorityOrder = (found: readonly Priority[]): Priority[] => priorities.filter((one) => found.includes(one));

function shared(entries: readonly { priorities: Priority[] }[]): SelectionData['common']['priorities'] {
  return priorities
    .map((priority) => ({ priority, title: label('priority', `${priority}_full`), count: entries.filter((entry) => entry.priorities.includes(priority)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** The office's regions in which places lie: `placed` is a query of (`key`, `placeId`); each key counts once a region. */
async function regionsOf(ctx: Context, placed: Sql): Promise<SelectionData['common']['regions']> {
  const rows = await ctx.db.reader.$queryRaw<{ nameFr: string; nameEn: string; count: number | bigint }[]>(sql`
    SELECT r."nameFr", r."nameEn", count(DISTINCT s."key") AS "count" FROM (${placed}) s
    JOIN ${regionPlaces} rp ON rp."placeId" = s."placeId" JOIN "Region" r ON r."id" = rp."regionId" AND r."archivedAt" IS NULL
    GROUP BY r."id", r."nameFr", r."nameEn", r."sortName" ORDER BY "count" DESC, r."sortName"`);
  return rows.map(({ nameFr, nameEn, count }) => ({ name: both(nameFr, nameEn), count: Number(count) }));
}

// ── What hangs on them ──

/** The last interaction of each key: `latest` is a query of (`key`, `interactionId`). */
async function lastHeld(ctx: Context, latest: Sql): Promise<Map<string, LastData>> {
  type Row = { key: string; subject: string; language: string; startsAt: Date; timeZone: string };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT s."key", i."subject", i."language", i."startsAt", i."timeZone" FROM (${latest}) s JOIN "Interaction" i ON i."id" = s."interactionId"`);
  return new Map(rows.map(({ key, subject, language, startsAt, timeZone }) => [key, { on: dateInZone(startsAt, timeZone), subject: inOwn(subject, language) }]));
}

/** Open promises of each record, those that the caller may see, by what stands in `column`. */
async function promisesBy(ctx: Context, column: Sql, ids: string[]): Promise<Map<string, PromiseData[]>> {
  type Row = { key: string; promisedBy: PromiseData['by']; text: string; language: string; dueOn: string | null; status: PromiseData['status']; assignee: string | null; sensitivity: Audience };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT ${column} AS "key", f."promisedBy", f."text", f."language", f."dueOn", f."status", u."name" AS "assignee", f."sensitivity"
    FROM "FollowUp" f LEFT JOIN "User" u ON u."id" = f."assigneeId"
    WHERE ${column} IN (${join(ids)}) AND f."status" IN ('open', 'renegotiated') AND f."archivedAt" IS NULL AND ${visibleTo(ctx, sql`f."sensitivity"`, sql`f."createdById"`)}
    ORDER BY f."dueOn" IS NULL, f."dueOn", f."id"`);
  const promise = ({ promisedBy, text, language, ...row }: Row): PromiseData => ({ by: promisedBy, text: inOwn(text, language), dueOn: row.dueOn, status: row.status, doneOn: null, assignee: row.assignee, sensitivity: row.sensitivity });
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, list]) => [key, list.map(promise)]));
}

/** Agreements in force of each organization. */
async function agreementsBy(ctx: Context, ids: string[]): Promise<Map<string, AgreementData[]>> {
  type Row = { key: string; kind: string; titleFr: string; titleEn: string | null; state: string; since: string | null; expiresOn: string | null; renewalOn: string | null; sensitivity: Audience };
  const rows = await ctx.db.reader.$queryRaw<Row[]>(sql`
    SELECT p."organizationId" AS "key", a."kind", a."titleFr", a."titleEn", a."state", COALESCE(a."effectiveFrom", a."signedOn") AS "since", a."expiresOn", a."renewalOn", a."sensitivity"
    FROM "AgreementParty" p JOIN "Agreement" a ON a."id" = p."agreementId"
    WHERE p."organizationId" IN (${join(ids)}) AND a."state" = 'in_force' AND a."archivedAt" IS NULL AND ${visibleTo(ctx, sql`a."sensitivity"`, sql`a."createdById"`)}
    ORDER BY a."renewalOn" IS NULL, a."renewalOn", a."sortName"`);
  const agreement = (row: Row): AgreementData => ({
    title: both(row.titleFr, row.titleEn),
    kind: label('agreement_kind', row.kind),
    state: label('agreement_state', row.state),
    from: row.since,
    to: row.expiresOn,
    renewalOn: row.renewalOn,
    authorization: null,
    sensitivity: row.sensitivity,
  });
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, list]) => [key, list.map(agreement)]));
}
