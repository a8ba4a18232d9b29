import type { Prisma } from '../../generated/prisma/client.ts';
import { columns, list, withDefaults, type Builder } from './columns.rules.ts';

// Source documents, frameworks with their nodes and differences, alignments and outcomes as rows.

export const sourceDocumentRows: Builder = (source) => ({
  sourceDocument: [
    columns<Prisma.SourceDocumentCreateManyInput>(source, [
      'id',
      'file',
      'titleFr',
      'titleEn',
      'publisherId',
      'documentOn',
      'language',
      'noteFr',
      'noteEn',
    ]),
  ],
});

export const frameworkRows: Builder = (source) => ({
  framework: [
    columns<Prisma.FrameworkCreateManyInput>(source, [
      'id',
      'kind',
      'issuerId',
      'parentId',
      'successorId',
      'titleFr',
      'titleEn',
      'shortTitleFr',
      'shortTitleEn',
      'descriptionFr',
      'descriptionEn',
      'status',
      'adoptedOn',
      'periodFrom',
      'periodTo',
      'noteFr',
      'noteEn',
      'position',
    ]),
  ],
  frameworkVersion: list(source, 'versions').map((version) => ({
    ...columns<Prisma.FrameworkVersionCreateManyInput>(version, ['id', 'documentId', 'titleFr', 'titleEn']),
    frameworkId: source.id,
  })),
});

export const policyNodeRows: Builder = (source) => ({
  policyNode: [
    withDefaults(
      columns<Prisma.PolicyNodeCreateManyInput>(source, [
        'id',
        'frameworkId',
        'parentId',
        'kind',
        'code',
        'position',
        'titleFr',
        'titleEn',
        'descriptionFr',
        'descriptionEn',
        'priority',
        'noteFr',
        'noteEn',
      ]),
      source,
      { isInferred: false },
    ),
  ],
});

export const versionDifferenceRows: Builder = (source) => ({
  versionDifference: [
    columns<Prisma.VersionDifferenceCreateManyInput>(source, [
      'id',
      'frameworkId',
      'policyNodeId',
      'kind',
      'fieldFr',
      'fieldEn',
      'meaningChanges',
      'handlingFr',
      'handlingEn',
    ]),
  ],
  versionReading: list(source, 'readings').map((reading) => ({
    ...columns<Prisma.VersionReadingCreateManyInput>(reading, ['versionId', 'textFr', 'textEn', 'addressId']),
    differenceId: source.id,
  })),
});

export const alignmentRows: Builder = (source) => ({
  alignment: [
    columns<Prisma.AlignmentCreateManyInput>(source, ['id', 'commitmentId', 'policyNodeId', 'status', 'basis']),
  ],
});

export const outcomeRows: Builder = (source) => ({
  outcome: [
    columns<Prisma.OutcomeCreateManyInput>(source, [
      'id',
      'kind',
      'titleFr',
      'titleEn',
      'descriptionFr',
      'descriptionEn',
      'occurredOn',
      'policyNodeId',
    ]),
  ],
});
