import type { Prisma } from '../../generated/prisma/client.ts';
import type { FileRecord, SourceNote } from './files.ts';
import type { Rows } from './tables.ts';
import { sortKey } from '../text/fold.rules.ts';
import { addCitations, columns, ids, list, withDefaults } from './columns.rules.ts';

/** An organization with its names, addresses, relations and what it is tied to, as rows. */
export function organizationRows(source: FileRecord): Partial<Rows> {
  const organizationId = source.id;
  const rows: Partial<Rows> = {
    organization: [
      withDefaults(
        {
          ...columns<Prisma.OrganizationCreateManyInput>(source, [
            'id',
            'kind',
            'nameFr',
            'nameEn',
            'descriptionFr',
            'descriptionEn',
            'placeId',
            'parentId',
            'website',
            'stageReason',
            'foundedOn',
            'dissolvedOn',
          ]),
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
      ...columns<Prisma.OrganizationAddressCreateManyInput>(address, [
        'id',
        'street',
        'locality',
        'region',
        'postalCode',
        'countryCode',
      ]),
      organizationId,
    })),
    contactPoint: list(source, 'contactPoints').map((point, index) => ({
      ...columns<Prisma.ContactPointCreateManyInput>(point, ['kind', 'value']),
      id: `${organizationId}:contact-point:${index + 1}`,
      organizationId,
      isPrimary: point.isPrimary === true,
    })),
    organizationTag: ids(source, 'tags').map((tag) => ({ organizationId, tag })),
    organizationCommitment: ids(source, 'commitments').map((policyNodeId) => ({
      organizationId,
      policyNodeId,
      isStated: true,
    })),
    organizationRelation: list(source, 'relations').map((relation, index) => ({
      ...columns<Prisma.OrganizationRelationCreateManyInput>(relation, [
        'kind',
        'toId',
        'validFrom',
        'validTo',
        'noteFr',
        'noteEn',
      ]),
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
