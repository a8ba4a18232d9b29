import type { Prisma } from '../../generated/prisma/client.ts';
import type { FileRecord, SourceNote } from './files.ts';
import type { Rows } from './tables.ts';
import { sortKey } from '../text/fold.rules.ts';
import { addCitations, columns, ids, list, withDefaults } from './columns.rules.ts';

/** A forum with its memberships and mandates, as rows. */
export function forumRows(source: FileRecord): Partial<Rows> {
  const forumId = source.id;
  const rows: Partial<Rows> = {
    forum: [
      withDefaults(
        {
          ...columns<Prisma.ForumCreateManyInput>(source, [
            'id',
            'kind',
            'organizationId',
            'nameFr',
            'nameEn',
            'acronymFr',
            'acronymEn',
            'descriptionFr',
            'descriptionEn',
            'website',
          ]),
          sortName: sortKey(String(source.nameFr)),
        },
        source,
        { status: 'active', isGeneric: false },
      ),
    ],
    membership: list(source, 'memberships').map((membership) => ({
      ...columns<Prisma.MembershipCreateManyInput>(membership, ['organizationId', 'status', 'since', 'until']),
      id: `${forumId}:membership:${String(membership.organizationId)}`,
      forumId,
    })),
    mandate: list(source, 'mandates').map((mandate, index) => ({
      ...columns<Prisma.MandateCreateManyInput>(mandate, ['bodyFr', 'bodyEn', 'role', 'holderName']),
      id: `${forumId}:mandate:${index + 1}`,
      forumId,
    })),
    forumCommitment: ids(source, 'commitments').map((policyNodeId) => ({ forumId, policyNodeId })),
  };
  for (const membership of list(source, 'memberships')) {
    const id = `${forumId}:membership:${String(membership.organizationId)}`;
    addCitations(rows, 'membershipId', id, membership.citations as SourceNote[], id);
  }
  return rows;
}

/** A mission of the public record, as rows. */
export function missionRows(source: FileRecord): Partial<Rows> {
  const missionId = source.id;
  return {
    mission: [
      {
        ...columns<Prisma.MissionCreateManyInput>(source, [
          'id',
          'direction',
          'status',
          'titleFr',
          'titleEn',
          'purposeFr',
          'purposeEn',
          'startsOn',
          'endsOn',
          'approvalStatus',
          'maximumExpenseCents',
        ]),
        sortName: sortKey(String(source.titleFr)),
      },
    ],
    missionObjective: list(source, 'objectives').map((objective, index) => ({
      ...columns<Prisma.MissionObjectiveCreateManyInput>(objective, ['policyNodeId', 'textFr', 'textEn']),
      id: `${missionId}:objective:${index + 1}`,
      missionId,
      position: index + 1,
    })),
    itineraryItem: list(source, 'itinerary').map((item, index) => ({
      ...columns<Prisma.ItineraryItemCreateManyInput>(item, ['placeId']),
      id: `${missionId}:itinerary:${index + 1}`,
      missionId,
      position: index + 1,
    })),
    missionOrganization: ids(source, 'organizations').map((organizationId) => ({ missionId, organizationId })),
  };
}

/** An agreement with its parties, authorizations and stages, as rows. */
export function agreementRows(source: FileRecord): Partial<Rows> {
  const agreementId = source.id;
  return {
    agreement: [
      {
        ...columns<Prisma.AgreementCreateManyInput>(source, [
          'id',
          'kind',
          'titleFr',
          'titleEn',
          'state',
          'signedOn',
          'effectiveFrom',
          'expiresOn',
        ]),
        sortName: sortKey(String(source.titleFr)),
      },
    ],
    agreementParty: ids(source, 'parties').map((organizationId, index) => ({
      id: `${agreementId}:party:${organizationId}`,
      agreementId,
      organizationId,
      position: index + 1,
    })),
    authorization: list(source, 'authorizations').map((authorization, index) => ({
      ...columns<Prisma.AuthorizationCreateManyInput>(authorization, ['regime', 'status', 'noteFr', 'noteEn']),
      id: `${agreementId}:authorization:${index + 1}`,
      agreementId,
    })),
    agreementStage: list(source, 'stages').map((stage, index) => ({
      ...columns<Prisma.AgreementStageCreateManyInput>(stage, ['state', 'reachedOn']),
      id: `${agreementId}:stage:${index + 1}`,
      agreementId,
    })),
    agreementCommitment: ids(source, 'commitments').map((policyNodeId) => ({ agreementId, policyNodeId })),
  };
}
