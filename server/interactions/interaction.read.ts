import type { Prisma } from '../../generated/prisma/client.ts';
import type { Readable } from '../database.ts';
import { isHiddenFrom, namedLevel, type Named as NamedPerson } from '../contacts/naming.ts';
import { sql } from '../http/listing.ts';
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
  promises: Promised[];
};

export const interactionFieldNames = Object.keys(interactionFields) as (keyof typeof interactionFields)[];

/** One interaction as the viewer may see it; what is hidden does not exist. */
export async function readInteraction(from: Pick<Readable, '$queryRaw'>, viewer: Viewer, id: string): Promise<Interaction> {
  const full = await readFull(from, id);
  if (!maySee(viewer, full.row)) throw notFound();
  return toInteraction(full, viewer);
}

/** `from` is the reader or the transaction: in SQL, since every write of an interaction ends with it. */
export async function readFull(from: Pick<Readable, '$queryRaw'>, id: string): Promise<FullRow> {
  const [row] = await from.$queryRaw<Stored[]>(sql`
    SELECT i.*, u."name" AS "authorName", p."nameFr" AS "placeNameFr", p."nameEn" AS "placeNameEn",
      ms."titleFr" AS "missionTitleFr", ms."titleEn" AS "missionTitleEn", ms."sensitivity" AS "missionSensitivity", ms."createdById" AS "missionCreatedById",
      s."titleFr" AS "sessionTitleFr", s."titleEn" AS "sessionTitleEn", f."id" AS "forumId", f."nameFr" AS "forumNameFr", f."nameEn" AS "forumNameEn"
    FROM "Interaction" i LEFT JOIN "User" u ON u."id" = i."createdById" LEFT JOIN "Place" p ON p."id" = i."placeId"
    LEFT JOIN "Mission" ms ON ms."id" = i."missionId"
    LEFT JOIN "ForumSession" s ON s."id" = i."forumSessionId" LEFT JOIN "Forum" f ON f."id" = s."forumId" WHERE i."id" = ${id}`);
  if (!row) throw notFound();
  const [organizations, commitments, sectors, participants, points, promises] = await Promise.all([
    from.$queryRaw<Named[]>(sql`
      SELECT o."id", o."nameFr", o."nameEn" FROM "InteractionOrganization" io JOIN "Organization" o ON o."id" = io."organizationId"
      WHERE io."interactionId" = ${id} ORDER BY o."sortName", o."id"`),
    from.$queryRaw<Interaction['commitments']>(sql`
      SELECT n."id", n."titleFr", n."titleEn", n."priority" FROM "InteractionCommitment" ic JOIN "PolicyNode" n ON n."id" = ic."policyNodeId"
      WHERE ic."interactionId" = ${id} ORDER BY n."position", n."id"`),
    from.$queryRaw<Named[]>(sql`
      SELECT s."id", s."nameFr", s."nameEn" FROM "InteractionSector" x JOIN "Sector" s ON s."id" = x."sectorId"
      WHERE x."interactionId" = ${id} ORDER BY s."position", s."id"`),
    from.$queryRaw<Took[]>(sql`
      SELECT t."id", t."side", t."contactId", t."userId", t."organizationId", o."nameFr", o."nameEn", t."name", t."titleFr", t."titleEn",
        t."isLead", t."email", t."isUnmatched", ${namedLevel}
      FROM "Participant" t LEFT JOIN "Organization" o ON o."id" = t."organizationId" LEFT JOIN "Contact" c ON c."id" = t."contactId"
      WHERE t."interactionId" = ${id} ORDER BY t."position", t."id"`),
    from.$queryRaw<Interaction['discussionPoints']>(sql`
      SELECT "id", "subject", "theirPosition", "ourPosition", "sensitivity" FROM "DiscussionPoint" WHERE "interactionId" = ${id} ORDER BY "position", "id"`),
    from.$queryRaw<Promised[]>(sql`
      SELECT f."id", f."version", f."promisedBy", f."text", f."dueOn", f."status", f."closedOn", f."organizationId", o."nameFr", o."nameEn",
        f."assigneeId", u."name" AS "assigneeName", f."bornInId", f."closedById", f."sensitivity", f."createdById"
      FROM "FollowUp" f LEFT JOIN "Organization" o ON o."id" = f."organizationId" LEFT JOIN "User" u ON u."id" = f."assigneeId"
      WHERE (f."bornInId" = ${id} OR f."closedById" = ${id}) AND f."archivedAt" IS NULL ORDER BY f."dueOn" IS NULL, f."dueOn", f."id"`),
  ]);
  return { row, organizations, commitments, sectors, participants, points, promises };
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
