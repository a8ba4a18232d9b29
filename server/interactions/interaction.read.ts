import type { Prisma } from '../../generated/prisma/client.ts';
import type { Readable } from '../database.ts';
import { isHiddenFrom, namedLevel, type Named as NamedPerson } from '../contacts/naming.ts';
import { listed, sql } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { maySee, type Viewer } from '../http/sight.ts';
import { interactionFields, type Interaction } from './interaction.schema.ts';

type Named = { id: string; nameFr: string; nameEn: string | null };
type Stored = Prisma.InteractionGetPayload<object> & {
  authorName: string | null;
  placeNameFr: string | null;
  placeNameEn: string | null;
  missionTitleFr: string | null;
  missionTitleEn: string | null;
  missionSensitivity: string | null;
  missionCreatedById: string | null;
  sessionTitleFr: string | null;
  sessionTitleEn: string | null;
  forumId: string | null;
  forumNameFr: string | null;
  forumNameEn: string | null;
};
type Took = Omit<Interaction['participants'][number], 'organization' | 'name' | 'isHidden'> &
  NamedPerson & { name: string; organizationId: string | null; nameFr: string | null; nameEn: string | null };
type Promised = Omit<Interaction['followUps'][number], 'organization' | 'assignee'> & {
  organizationId: string | null;
  nameFr: string | null;
  nameEn: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  bornInId: string | null;
  closedById: string | null;
  sensitivity: string;
  createdById: string | null;
};
/** All that there is to say of an interaction, whoever reads it. */
export type FullRow = {
  row: Stored;
  organizations: Named[];
  commitments: Interaction['commitments'];
  sectors: Named[];
  participants: Took[];
  points: Interaction['discussionPoints'];
  /** Among them those of other interactions that are read with it. */
  promises: Promised[];
};

export const interactionFieldNames = Object.keys(interactionFields) as (keyof typeof interactionFields)[];

/** One interaction as the viewer may see it; what is hidden does not exist. */
export async function readInteraction(from: Pick<Readable, '$queryRaw'>, viewer: Viewer, id: string): Promise<Interaction> {
  const full = await readFull(from, id);
  if (!maySee(viewer, full.row)) throw notFound();
  return toInteraction(full, viewer);
}

/** Those of the interactions that the viewer may see, in the order of their ids. */
export async function readInteractions(from: Pick<Readable, '$queryRaw'>, viewer: Viewer, ids: readonly string[]): Promise<Interaction[]> {
  return (await readRows(from, ids)).flatMap((full) => (maySee(viewer, full.row) ? [toInteraction(full, viewer)] : []));
}

/** `from` is the reader or the transaction: in SQL, since every write of an interaction ends with it. */
export async function readFull(from: Pick<Readable, '$queryRaw'>, id: string): Promise<FullRow> {
  const [full] = await readRows(from, [id]);
  if (!full) throw notFound();
  return full;
}

/** As many statements for all of them as for one. */
async function readRows(from: Pick<Readable, '$queryRaw'>, ids: readonly string[]): Promise<FullRow[]> {
  const among = listed(ids);
  const rows = await from.$queryRaw<Stored[]>(sql`
    SELECT i.*, u."name" AS "authorName", p."nameFr" AS "placeNameFr", p."nameEn" AS "placeNameEn",
      ms."titleFr" AS "missionTitleFr", ms."titleEn" AS "missionTitleEn", ms."sensitivity" AS "missionSensitivity", ms."createdById" AS "missionCreatedById",
      s."titleFr" AS "sessionTitleFr", s."titleEn" AS "sessionTitleEn", f."id" AS "forumId", f."nameFr" AS "forumNameFr", f."nameEn" AS "forumNameEn"
    FROM "Interaction" i LEFT JOIN "User" u ON u."id" = i."createdById" LEFT JOIN "Place" p ON p."id" = i."placeId"
    LEFT JOIN "Mission" ms ON ms."id" = i."missionId"
    LEFT JOIN "ForumSession" s ON s."id" = i."forumSessionId" LEFT JOIN "Forum" f ON f."id" = s."forumId" WHERE i."id" IN (${among})`);
  if (rows.length === 0) return [];
  const [organizations, commitments, sectors, participants, points, promises] = await Promise.all([
    from.$queryRaw<Of<Named>[]>(sql`
      SELECT io."interactionId", o."id", o."nameFr", o."nameEn" FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId"
      WHERE io."interactionId" IN (${among}) ORDER BY o."sortName", o."id"`),
    from.$queryRaw<Of<Interaction['commitments'][number]>[]>(sql`
      SELECT ic."interactionId", n."id", n."titleFr", n."titleEn", n."priority" FROM "InteractionCommitment" ic JOIN "PolicyNode" n ON n."id" = ic."policyNodeId"
      WHERE ic."interactionId" IN (${among}) ORDER BY n."position", n."id"`),
    from.$queryRaw<Of<Named>[]>(sql`
      SELECT x."interactionId", s."id", s."nameFr", s."nameEn" FROM "InteractionSector" x JOIN "Sector" s ON s."id" = x."sectorId"
      WHERE x."interactionId" IN (${among}) ORDER BY s."position", s."id"`),
    from.$queryRaw<Of<Took>[]>(sql`
      SELECT t."interactionId", t."id", t."side", t."contactId", t."userId", t."organizationId", o."nameFr", o."nameEn", t."name", t."titleFr", t."titleEn",
        t."isLead", t."email", t."isUnmatched", ${namedLevel}
      FROM "Participant" t LEFT JOIN "Organization" o ON o."id" = t."organizationId" LEFT JOIN "Contact" c ON c."id" = t."contactId"
      WHERE t."interactionId" IN (${among}) ORDER BY t."position", t."id"`),
    from.$queryRaw<Of<Interaction['discussionPoints'][number]>[]>(sql`
      SELECT "interactionId", "id", "subject", "theirPosition", "ourPosition", "sensitivity" FROM "DiscussionPoint"
      WHERE "interactionId" IN (${among}) ORDER BY "position", "id"`),
    from.$queryRaw<Promised[]>(sql`
      SELECT f."id", f."version", f."promisedBy", f."text", f."dueOn", f."status", f."closedOn", f."organizationId", o."nameFr", o."nameEn",
        f."assigneeId", u."name" AS "assigneeName", f."bornInId", f."closedById", f."sensitivity", f."createdById"
      FROM "FollowUp" f LEFT JOIN "Organization" o ON o."id" = f."organizationId" LEFT JOIN "User" u ON u."id" = f."assigneeId"
      WHERE (f."bornInId" IN (${among}) OR f."closedById" IN (${among})) AND f."archivedAt" IS NULL ORDER BY f."dueOn" IS NULL, f."dueOn", f."id"`),
  ]);
  const [organizationsOf, commitmentsOf, sectorsOf, participantsOf, pointsOf] = [byInteraction(organizations), byInteraction(commitments), byInteraction(sectors), byInteraction(participants), byInteraction(points)];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return [{ row, organizations: organizationsOf(id), commitments: commitmentsOf(id), sectors: sectorsOf(id), participants: participantsOf(id), points: pointsOf(id), promises }];
  });
}

/** A row that belongs to an interaction. */
type Of<Row> = Row & { interactionId: string };

/** What belongs to each interaction, in the order in which it was read. */
function byInteraction<Row>(rows: Of<Row>[]): (id: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const { interactionId, ...row } of rows) {
    const group = groups.get(interactionId);
    if (group) group.push(row as Row);
    else groups.set(interactionId, [row as Row]);
  }
  return (id) => groups.get(id) ?? [];
}

/** What a record points to, or null where it points to nothing. */
const named = (id: string | null, nameFr: string | null, nameEn: string | null): Named | null => (id === null ? null : { id, nameFr: nameFr ?? '', nameEn });

/** Somebody who took part: of a person whom the viewer may not see, which side they were on, and no more. */
function toParticipant(took: Took, viewer: Viewer): Interaction['participants'][number] {
  const { organizationId, nameFr, nameEn, contactLevel: _level, contactMadeById: _author, ...one } = took;
  if (!isHiddenFrom(viewer, took)) return { ...one, organization: named(organizationId, nameFr, nameEn), isHidden: false };
  return { ...one, organization: null, name: null, titleFr: null, titleEn: null, email: null, isHidden: true };
}

/** The one bridge from the stored record to what the API shows to `viewer`. */
export function toInteraction({ row, organizations, commitments, sectors, participants, points, promises }: FullRow, viewer: Viewer): Interaction {
  const shown = points.filter(({ sensitivity }) => maySee(viewer, { sensitivity, createdById: null }));
  const { startsAt, endsAt, ...plain } = pick(row, interactionFieldNames);
  const promised = (which: 'bornInId' | 'closedById'): Interaction['followUps'] =>
    promises
      .filter((one) => one[which] === row.id && maySee(viewer, one))
      .map((one) => ({
        ...pick(one, ['id', 'version', 'promisedBy', 'text', 'dueOn', 'status', 'closedOn']),
        organization: named(one.organizationId, one.nameFr, one.nameEn),
        assignee: one.assigneeId === null ? null : { id: one.assigneeId, name: one.assigneeName ?? '' },
      }));
  const { missionId, missionTitleFr, missionTitleEn, missionSensitivity, missionCreatedById } = row;
  const seesMission = missionSensitivity !== null && maySee(viewer, { sensitivity: missionSensitivity, createdById: missionCreatedById });
  return {
    ...recordFields(row),
    ...(plain as unknown as Omit<Pick<Interaction, keyof typeof interactionFields>, 'startsAt' | 'endsAt'>),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    externalUid: row.externalUid,
    createdBy: row.createdById !== null && row.authorName !== null ? { id: row.createdById, name: row.authorName } : null,
    place: named(row.placeId, row.placeNameFr, row.placeNameEn),
    mission: missionId !== null && seesMission ? { id: missionId, titleFr: missionTitleFr ?? '', titleEn: missionTitleEn } : null,
    forumSession: row.forumSessionId === null
      ? null
      : { id: row.forumSessionId, titleFr: row.sessionTitleFr ?? '', titleEn: row.sessionTitleEn, forum: named(row.forumId, row.forumNameFr, row.forumNameEn)! },
    organizations,
    commitments,
    sectors,
    participants: participants.map((one) => toParticipant(one, viewer)),
    discussionPoints: shown,
    hiddenPoints: points.length - shown.length,
    followUps: promised('bornInId'),
    closedFollowUps: promised('closedById'),
  };
}
