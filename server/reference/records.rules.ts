import type { Prisma } from '../../generated/prisma/client.ts';
import type { Rows } from './tables.ts';
import type { FileName, FileRecord, SourceNote } from './files.ts';
import { sortKey } from '../text/fold.rules.ts';

/**
 * A reference record and everything that belongs to it. Each part's id is made from the record's, so that the same
 * release always makes the same rows: `city.bordeaux:name:1`.
 */
export type ReferenceRecord = { type: RecordType; id: string; rows: Partial<Rows> };

export type RecordType =
  | 'place'
  | 'region'
  | 'sector'
  | 'addressForm'
  | 'precedenceRank'
  | 'organization'
  | 'sourceDocument'
  | 'framework'
  | 'policyNode'
  | 'versionDifference'
  | 'alignment'
  | 'forum'
  | 'mission'
  | 'agreement'
  | 'outcome';

/** The record of each file, and the column of Citation that points to it (null: the record carries no citation). */
export const recordTypes: Record<FileName, { type: RecordType; citationColumn: CitationColumn | null }> = {
  places: { type: 'place', citationColumn: 'placeId' },
  regions: { type: 'region', citationColumn: 'regionId' },
  sectors: { type: 'sector', citationColumn: 'sectorId' },
  'address-forms': { type: 'addressForm', citationColumn: null },
  'precedence-ranks': { type: 'precedenceRank', citationColumn: null },
  organizations: { type: 'organization', citationColumn: 'organizationId' },
  'source-documents': { type: 'sourceDocument', citationColumn: null },
  frameworks: { type: 'framework', citationColumn: 'frameworkId' },
  'policy-nodes': { type: 'policyNode', citationColumn: 'policyNodeId' },
  'version-differences': { type: 'versionDifference', citationColumn: 'differenceId' },
  alignments: { type: 'alignment', citationColumn: 'alignmentId' },
  forums: { type: 'forum', citationColumn: 'forumId' },
  missions: { type: 'mission', citationColumn: 'missionId' },
  agreements: { type: 'agreement', citationColumn: 'agreementId' },
  outcomes: { type: 'outcome', citationColumn: 'outcomeId' },
};

type CitationColumn =
  | 'placeId'
  | 'regionId'
  | 'organizationId'
  | 'addressId'
  | 'relationId'
  | 'frameworkId'
  | 'policyNodeId'
  | 'differenceId'
  | 'alignmentId'
  | 'sectorId'
  | 'forumId'
  | 'membershipId'
  | 'agreementId'
  | 'missionId'
  | 'outcomeId';

/** Turns one record of a file into rows. */
export function toRecord(file: FileName, source: FileRecord): ReferenceRecord {
  const { type, citationColumn } = recordTypes[file];
  const rows = builders[file](source);
  if (citationColumn) addCitations(rows, citationColumn, source.id, source.citations, source.id);
  return { type, id: source.id, rows };
}

type Parts = Record<string, unknown>;
type Builder = (source: FileRecord) => Partial<Rows>;

/** The named columns of a record; null where the release is silent, so that an update also takes values away. */
function columns<Row>(source: Parts, names: readonly (keyof Row & string)[]): Row {
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null])) as Row;
}

/** The same, but a column on which the release is silent keeps the model's own default. */
function withDefaults<Row>(row: Row, source: Parts, defaults: { [K in keyof Row]?: Row[K] }): Row {
  return { ...row, ...defaults, ...Object.fromEntries(Object.keys(defaults).flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]]))) };
}

function list(source: Parts, name: string): Parts[] {
  return (source[name] as Parts[] | undefined) ?? [];
}

function ids(source: Parts, name: string): string[] {
  return (source[name] as string[] | undefined) ?? [];
}

function addCitations(rows: Partial<Rows>, column: CitationColumn, recordId: string, notes: SourceNote[] | undefined, prefix: string): void {
  const made = (notes ?? []).map((note, index): Prisma.CitationCreateManyInput => {
    const from = 'publication' in note ? { publication: note.publication } : { documentId: note.document, lineFrom: note.lines?.[0] ?? null, lineTo: note.lines?.[1] ?? null };
    return { id: `${prefix}:citation:${column}:${index + 1}`, ...from, [column]: recordId };
  });
  rows.citation = [...(rows.citation ?? []), ...made];
}

const builders: Record<FileName, Builder> = {
  places: (source) => ({
    place: [
      {
        ...columns<Prisma.PlaceCreateManyInput>(source, ['id', 'kind', 'parentId', 'nameFr', 'nameEn', 'countryCode', 'subdivisionCode', 'm49', 'latitude', 'longitude', 'timeZone']),
        sortName: sortKey(String(source.nameFr)),
      },
    ],
  }),
  regions: (source) => ({
    region: [
      {
        ...columns<Prisma.RegionCreateManyInput>(source, ['id', 'nameFr', 'nameEn', 'descriptionFr', 'descriptionEn']),
        sortName: sortKey(String(source.nameFr)),
      },
    ],
    regionPlace: ids(source, 'places').map((placeId) => ({ regionId: source.id, placeId })),
  }),
  sectors: (source) => ({ sector: [columns<Prisma.SectorCreateManyInput>(source, ['id', 'nameFr', 'nameEn', 'position'])] }),
  'address-forms': (source) => ({
    addressForm: [
      columns<Prisma.AddressFormCreateManyInput>(source, ['id', 'roleCode', 'labelFr', 'labelEn', 'envelopeFr', 'envelopeEn', 'salutationFr', 'salutationEn', 'spokenFr', 'spokenEn', 'closingFr', 'closingEn', 'noteFr', 'noteEn']),
    ],
  }),
  'precedence-ranks': (source) => ({
    precedenceRank: [columns<Prisma.PrecedenceRankCreateManyInput>(source, ['id', 'position', 'titleFr', 'titleEn', 'noteFr', 'noteEn'])],
  }),
  organizations: organizationRows,
  'source-documents': (source) => ({
    sourceDocument: [
      columns<Prisma.SourceDocumentCreateManyInput>(source, ['id', 'file', 'titleFr', 'titleEn', 'publisherId', 'documentOn', 'language', 'noteFr', 'noteEn']),
    ],
  }),
  frameworks: (source) => ({
    framework: [
      columns<Prisma.FrameworkCreateManyInput>(source, ['id', 'kind', 'issuerId', 'parentId', 'successorId', 'titleFr', 'titleEn', 'shortTitleFr', 'shortTitleEn', 'descriptionFr', 'descriptionEn', 'status', 'adoptedOn', 'periodFrom', 'periodTo', 'noteFr', 'noteEn', 'position']),
    ],
    frameworkVersion: list(source, 'versions').map((version) => ({
      ...columns<Prisma.FrameworkVersionCreateManyInput>(version, ['id', 'documentId', 'titleFr', 'titleEn']),
      frameworkId: source.id,
    })),
  }),
  'policy-nodes': (source) => ({
    policyNode: [
      withDefaults(
        columns<Prisma.PolicyNodeCreateManyInput>(source, ['id', 'frameworkId', 'parentId', 'kind', 'code', 'position', 'titleFr', 'titleEn', 'descriptionFr', 'descriptionEn', 'priority', 'noteFr', 'noteEn']),
        source,
        { isInferred: false },
      ),
    ],
  }),
  'version-differences': (source) => ({
    versionDifference: [
      columns<Prisma.VersionDifferenceCreateManyInput>(source, ['id', 'frameworkId', 'policyNodeId', 'kind', 'fieldFr', 'fieldEn', 'meaningChanges', 'handlingFr', 'handlingEn']),
    ],
    versionReading: list(source, 'readings').map((reading) => ({
      ...columns<Prisma.VersionReadingCreateManyInput>(reading, ['versionId', 'textFr', 'textEn', 'addressId']),
      differenceId: source.id,
    })),
  }),
  alignments: (source) => ({
    alignment: [columns<Prisma.AlignmentCreateManyInput>(source, ['id', 'commitmentId', 'policyNodeId', 'status', 'basis'])],
  }),
  forums: forumRows,
  missions: missionRows,
  agreements: agreementRows,
  outcomes: (source) => ({
    outcome: [
      columns<Prisma.OutcomeCreateManyInput>(source, ['id', 'kind', 'titleFr', 'titleEn', 'descriptionFr', 'descriptionEn', 'occurredOn', 'policyNodeId']),
    ],
  }),
};

function organizationRows(source: FileRecord): Partial<Rows> {
  const organizationId = source.id;
  const rows: Partial<Rows> = {
    organization: [
      withDefaults(
        {
          ...columns<Prisma.OrganizationCreateManyInput>(source, ['id', 'kind', 'nameFr', 'nameEn', 'descriptionFr', 'descriptionEn', 'placeId', 'parentId', 'website', 'stageReason', 'foundedOn', 'dissolvedOn']),
          sortName: sortKey(String(source.nameFr)),
        },
        source,
        { stage: 'prospect', isOurs: false },
      ),
    ],
    organizationName: list(source, 'names').map((name, index) => ({
      ...columns<Prisma.OrganizationNameCreateManyInput>(name, ['kind', 'language', 'name', 'validFrom', 'validTo']),
      id: `${organizationId}:name:${index + 1}`,
      organizationId,
    })),
    organizationAddress: list(source, 'addresses').map((address) => ({
      ...columns<Prisma.OrganizationAddressCreateManyInput>(address, ['id', 'street', 'locality', 'region', 'postalCode', 'countryCode']),
      organizationId,
    })),
    contactPoint: list(source, 'contactPoints').map((point, index) => ({
      ...columns<Prisma.ContactPointCreateManyInput>(point, ['kind', 'value']),
      id: `${organizationId}:contact-point:${index + 1}`,
      organizationId,
      isPrimary: point.isPrimary === true,
    })),
    organizationTag: ids(source, 'tags').map((tag) => ({ organizationId, tag })),
    organizationCommitment: ids(source, 'commitments').map((policyNodeId) => ({ organizationId, policyNodeId, isStated: true })),
    organizationRelation: list(source, 'relations').map((relation, index) => ({
      ...columns<Prisma.OrganizationRelationCreateManyInput>(relation, ['kind', 'toId', 'validFrom', 'validTo', 'noteFr', 'noteEn']),
      id: `${organizationId}:relation:${index + 1}`,
      fromId: organizationId,
    })),
  };
  for (const address of list(source, 'addresses')) {
    addCitations(rows, 'addressId', String(address.id), address.citations as SourceNote[], String(address.id));
  }
  list(source, 'relations').forEach((relation, index) => {
    const id = `${organizationId}:relation:${index + 1}`;
    addCitations(rows, 'relationId', id, relation.citations as SourceNote[], id);
  });
  return rows;
}

function forumRows(source: FileRecord): Partial<Rows> {
  const forumId = source.id;
  const rows: Partial<Rows> = {
    forum: [
      withDefaults(
        {
          ...columns<Prisma.ForumCreateManyInput>(source, ['id', 'kind', 'organizationId', 'nameFr', 'nameEn', 'acronymFr', 'acronymEn', 'descriptionFr', 'descriptionEn', 'website']),
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

function missionRows(source: FileRecord): Partial<Rows> {
  const missionId = source.id;
  return {
    mission: [
      {
        ...columns<Prisma.MissionCreateManyInput>(source, ['id', 'direction', 'status', 'titleFr', 'titleEn', 'purposeFr', 'purposeEn', 'startsOn', 'endsOn', 'approvalStatus', 'maximumExpenseCents']),
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

function agreementRows(source: FileRecord): Partial<Rows> {
  const agreementId = source.id;
  return {
    agreement: [
      {
        ...columns<Prisma.AgreementCreateManyInput>(source, ['id', 'kind', 'titleFr', 'titleEn', 'state', 'signedOn', 'effectiveFrom', 'expiresOn']),
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
