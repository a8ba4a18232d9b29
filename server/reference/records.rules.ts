import type { Rows } from './tables.ts';
import type { FileName, FileRecord } from './files.ts';
import { addCitations, type Builder, type CitationColumn } from './columns.rules.ts';
import { organizationRows } from './organization.rules.ts';
import {
  alignmentRows,
  frameworkRows,
  outcomeRows,
  policyNodeRows,
  sourceDocumentRows,
  versionDifferenceRows,
} from './policy.rules.ts';
import { agreementRows, forumRows, missionRows } from './work.rules.ts';
import { addressFormRows, placeRows, precedenceRankRows, regionRows, sectorRows } from './world.rules.ts';

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

const builders: Record<FileName, Builder> = {
  places: placeRows,
  regions: regionRows,
  sectors: sectorRows,
  'address-forms': addressFormRows,
  'precedence-ranks': precedenceRankRows,
  organizations: organizationRows,
  'source-documents': sourceDocumentRows,
  frameworks: frameworkRows,
  'policy-nodes': policyNodeRows,
  'version-differences': versionDifferenceRows,
  alignments: alignmentRows,
  forums: forumRows,
  missions: missionRows,
  agreements: agreementRows,
  outcomes: outcomeRows,
};

/** Turns one record of a file into rows. */
export function toRecord(file: FileName, source: FileRecord): ReferenceRecord {
  const { type, citationColumn } = recordTypes[file];
  const rows = builders[file](source);
  if (citationColumn) addCitations(rows, citationColumn, source.id, source.citations, source.id);
  return { type, id: source.id, rows };
}
