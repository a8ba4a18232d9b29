import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';

/** The rows of a release, table by table. */
export type Rows = {
  place: Prisma.PlaceCreateManyInput[];
  region: Prisma.RegionCreateManyInput[];
  regionPlace: Prisma.RegionPlaceCreateManyInput[];
  sector: Prisma.SectorCreateManyInput[];
  addressForm: Prisma.AddressFormCreateManyInput[];
  precedenceRank: Prisma.PrecedenceRankCreateManyInput[];
  organization: Prisma.OrganizationCreateManyInput[];
  organizationName: Prisma.OrganizationNameCreateManyInput[];
  organizationAddress: Prisma.OrganizationAddressCreateManyInput[];
  contactPoint: Prisma.ContactPointCreateManyInput[];
  organizationTag: Prisma.OrganizationTagCreateManyInput[];
  organizationRelation: Prisma.OrganizationRelationCreateManyInput[];
  sourceDocument: Prisma.SourceDocumentCreateManyInput[];
  framework: Prisma.FrameworkCreateManyInput[];
  frameworkVersion: Prisma.FrameworkVersionCreateManyInput[];
  policyNode: Prisma.PolicyNodeCreateManyInput[];
  organizationCommitment: Prisma.OrganizationCommitmentCreateManyInput[];
  versionDifference: Prisma.VersionDifferenceCreateManyInput[];
  versionReading: Prisma.VersionReadingCreateManyInput[];
  alignment: Prisma.AlignmentCreateManyInput[];
  forum: Prisma.ForumCreateManyInput[];
  membership: Prisma.MembershipCreateManyInput[];
  mandate: Prisma.MandateCreateManyInput[];
  forumCommitment: Prisma.ForumCommitmentCreateManyInput[];
  mission: Prisma.MissionCreateManyInput[];
  missionObjective: Prisma.MissionObjectiveCreateManyInput[];
  itineraryItem: Prisma.ItineraryItemCreateManyInput[];
  missionOrganization: Prisma.MissionOrganizationCreateManyInput[];
  agreement: Prisma.AgreementCreateManyInput[];
  agreementParty: Prisma.AgreementPartyCreateManyInput[];
  authorization: Prisma.AuthorizationCreateManyInput[];
  agreementStage: Prisma.AgreementStageCreateManyInput[];
  agreementCommitment: Prisma.AgreementCommitmentCreateManyInput[];
  outcome: Prisma.OutcomeCreateManyInput[];
  citation: Prisma.CitationCreateManyInput[];
};

export type TableName = keyof Rows;

type Inserts = { [T in TableName]: (tx: Transaction, data: Rows[T]) => Promise<unknown> };

/** How each table is filled, in an order in which every foreign key finds its row. */
const inserts: Inserts = {
  place: (tx, data) => tx.place.createMany({ data }),
  region: (tx, data) => tx.region.createMany({ data }),
  regionPlace: (tx, data) => tx.regionPlace.createMany({ data }),
  sector: (tx, data) => tx.sector.createMany({ data }),
  addressForm: (tx, data) => tx.addressForm.createMany({ data }),
  precedenceRank: (tx, data) => tx.precedenceRank.createMany({ data }),
  organization: (tx, data) => tx.organization.createMany({ data }),
  organizationName: (tx, data) => tx.organizationName.createMany({ data }),
  organizationAddress: (tx, data) => tx.organizationAddress.createMany({ data }),
  contactPoint: (tx, data) => tx.contactPoint.createMany({ data }),
  organizationTag: (tx, data) => tx.organizationTag.createMany({ data }),
  organizationRelation: (tx, data) => tx.organizationRelation.createMany({ data }),
  sourceDocument: (tx, data) => tx.sourceDocument.createMany({ data }),
  framework: (tx, data) => tx.framework.createMany({ data }),
  frameworkVersion: (tx, data) => tx.frameworkVersion.createMany({ data }),
  policyNode: (tx, data) => tx.policyNode.createMany({ data }),
  organizationCommitment: (tx, data) => tx.organizationCommitment.createMany({ data }),
  versionDifference: (tx, data) => tx.versionDifference.createMany({ data }),
  versionReading: (tx, data) => tx.versionReading.createMany({ data }),
  alignment: (tx, data) => tx.alignment.createMany({ data }),
  forum: (tx, data) => tx.forum.createMany({ data }),
  membership: (tx, data) => tx.membership.createMany({ data }),
  mandate: (tx, data) => tx.mandate.createMany({ data }),
  forumCommitment: (tx, data) => tx.forumCommitment.createMany({ data }),
  mission: (tx, data) => tx.mission.createMany({ data }),
  missionObjective: (tx, data) => tx.missionObjective.createMany({ data }),
  itineraryItem: (tx, data) => tx.itineraryItem.createMany({ data }),
  missionOrganization: (tx, data) => tx.missionOrganization.createMany({ data }),
  agreement: (tx, data) => tx.agreement.createMany({ data }),
  agreementParty: (tx, data) => tx.agreementParty.createMany({ data }),
  authorization: (tx, data) => tx.authorization.createMany({ data }),
  agreementStage: (tx, data) => tx.agreementStage.createMany({ data }),
  agreementCommitment: (tx, data) => tx.agreementCommitment.createMany({ data }),
  outcome: (tx, data) => tx.outcome.createMany({ data }),
  citation: (tx, data) => tx.citation.createMany({ data }),
};

export const tableNames = Object.keys(inserts) as TableName[];

/** Inserts rows of one table; nothing when there are none. */
export async function insertRows<T extends TableName>(
  tx: Transaction,
  table: T,
  rows: Rows[T] | undefined,
): Promise<void> {
  if (rows && rows.length > 0) await inserts[table](tx, rows);
}
