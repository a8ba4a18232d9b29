import type { Transaction } from '../database.ts';
import type { RecordType, ReferenceRecord } from './records.rules.ts';
import type { Rows } from './tables.ts';
import { insertRows, tableNames } from './tables.ts';

type RootUpdates = { [T in RecordType]: (tx: Transaction, id: string, row: Rows[T][number]) => Promise<unknown> };

const next = { increment: 1 };

/** Writes the release's columns over the record's own; the version moves on so that an open form notices. */
const updates: RootUpdates = {
  place: (tx, id, row) => tx.place.update({ where: { id }, data: { ...row, version: next } }),
  region: (tx, id, row) => tx.region.update({ where: { id }, data: { ...row, version: next } }),
  sector: (tx, id, row) => tx.sector.update({ where: { id }, data: { ...row, version: next } }),
  addressForm: (tx, id, row) => tx.addressForm.update({ where: { id }, data: row }),
  precedenceRank: (tx, id, row) => tx.precedenceRank.update({ where: { id }, data: row }),
  organization: (tx, id, row) => tx.organization.update({ where: { id }, data: { ...row, version: next } }),
  sourceDocument: (tx, id, row) => tx.sourceDocument.update({ where: { id }, data: row }),
  framework: (tx, id, row) => tx.framework.update({ where: { id }, data: { ...row, version: next } }),
  policyNode: (tx, id, row) => tx.policyNode.update({ where: { id }, data: { ...row, version: next } }),
  versionDifference: (tx, id, row) => tx.versionDifference.update({ where: { id }, data: { ...row, version: next } }),
  alignment: (tx, id, row) => tx.alignment.update({ where: { id }, data: { ...row, version: next } }),
  forum: (tx, id, row) => tx.forum.update({ where: { id }, data: { ...row, version: next } }),
  mission: (tx, id, row) => tx.mission.update({ where: { id }, data: { ...row, version: next } }),
  agreement: (tx, id, row) => tx.agreement.update({ where: { id }, data: { ...row, version: next } }),
  outcome: (tx, id, row) => tx.outcome.update({ where: { id }, data: row }),
};

const versioned = [
  'place',
  'region',
  'sector',
  'organization',
  'framework',
  'policyNode',
  'versionDifference',
  'alignment',
  'forum',
  'mission',
  'agreement',
] as const;

type VersionedType = (typeof versioned)[number];

/** Whether the record's version tells that the office edited it; the others have no screen to edit them with. */
export function isVersioned(type: RecordType): type is VersionedType {
  return versioned.some((one) => one === type);
}

type VersionReads = { [T in VersionedType]: (tx: Transaction) => Promise<{ id: string; version: number }[]> };

const select = { id: true, version: true };
const versionReads: VersionReads = {
  place: (tx) => tx.place.findMany({ select }),
  region: (tx) => tx.region.findMany({ select }),
  sector: (tx) => tx.sector.findMany({ select }),
  organization: (tx) => tx.organization.findMany({ select }),
  framework: (tx) => tx.framework.findMany({ select }),
  policyNode: (tx) => tx.policyNode.findMany({ select }),
  versionDifference: (tx) => tx.versionDifference.findMany({ select }),
  alignment: (tx) => tx.alignment.findMany({ select }),
  forum: (tx) => tx.forum.findMany({ select }),
  mission: (tx) => tx.mission.findMany({ select }),
  agreement: (tx) => tx.agreement.findMany({ select }),
};

/** Version of every record that has one, by `type id`. */
export async function readVersions(tx: Transaction): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const type of versioned)
    for (const { id, version } of await versionReads[type](tx)) found.set(`${type} ${id}`, version);
  return found;
}

/** Brings a record that the office has not edited to what the release says, with everything that belongs to it. */
export async function updateRecord(tx: Transaction, record: ReferenceRecord): Promise<void> {
  await updateRoot(tx, record.type, record);
  await removeParts(tx, record);
  await putLinkedParts(tx, record.rows);
  for (const table of tableNames) {
    if (table !== record.type && table !== 'organizationAddress' && table !== 'frameworkVersion') {
      await insertRows(tx, table, record.rows[table]);
    }
  }
}

async function updateRoot<T extends RecordType>(tx: Transaction, type: T, record: ReferenceRecord): Promise<void> {
  const row = (record.rows[type] as Rows[T] | undefined)?.[0];
  if (!row) throw new Error(`The reference record ${record.id} has no row of its own.`);
  await updates[type](tx, record.id, row);
}

/** Takes away what an earlier release added; what people added since bears another id and stays. */
async function removeParts(tx: Transaction, { type, id, rows }: ReferenceRecord): Promise<void> {
  const made = { startsWith: `${id}:` };
  const owners = [id, ...(rows.organizationAddress ?? []).map((address) => String(address.id))];
  await tx.citation.deleteMany({ where: { OR: owners.map((owner) => ({ id: { startsWith: `${owner}:` } })) } });
  if (type === 'region') await tx.regionPlace.deleteMany({ where: { regionId: id } });
  if (type === 'versionDifference') await tx.versionReading.deleteMany({ where: { differenceId: id } });
  if (type === 'organization') {
    await tx.organizationName.deleteMany({ where: { id: made } });
    await tx.contactPoint.deleteMany({ where: { id: made } });
    await tx.organizationRelation.deleteMany({ where: { id: made } });
    await tx.organizationTag.deleteMany({ where: { organizationId: id } });
    await tx.organizationCommitment.deleteMany({ where: { organizationId: id, isStated: true } });
  }
  if (type === 'forum') {
    await tx.membership.deleteMany({ where: { id: made } });
    await tx.mandate.deleteMany({ where: { id: made } });
    await tx.forumCommitment.deleteMany({ where: { forumId: id } });
  }
  if (type === 'mission') {
    await tx.missionObjective.deleteMany({ where: { id: made } });
    await tx.itineraryItem.deleteMany({ where: { id: made } });
    await tx.missionOrganization.deleteMany({ where: { missionId: id } });
  }
  if (type === 'agreement') {
    await tx.agreementParty.deleteMany({ where: { id: made } });
    await tx.authorization.deleteMany({ where: { id: made } });
    await tx.agreementStage.deleteMany({ where: { id: made } });
    await tx.agreementCommitment.deleteMany({ where: { agreementId: id } });
  }
}

/** Addresses and versions are pointed to by the differences between versions, so they are changed in place. */
async function putLinkedParts(
  tx: Transaction,
  { organizationAddress = [], frameworkVersion = [] }: Partial<Rows>,
): Promise<void> {
  for (const row of organizationAddress) {
    await tx.organizationAddress.upsert({ where: { id: String(row.id) }, create: row, update: row });
  }
  for (const row of frameworkVersion) {
    await tx.frameworkVersion.upsert({ where: { id: String(row.id) }, create: row, update: row });
  }
}
