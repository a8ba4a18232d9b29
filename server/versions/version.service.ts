import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { invalidField } from '../http/problem.ts';
import { assertVersion } from '../http/records.ts';
import { chooseCurrentAddress } from '../organizations/organization.service.ts';
import type { VersionDifference } from '../policy/framework.schema.ts';
import { differenceInclude, toDifference } from '../policy/framework.service.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { VersionChoice } from './version.schema.ts';

// Choosing a version can make an address current, and addresses belong to organizations: this use case stands above
// both policy and organizations, and both versions of the text stay on record whatever is chosen.

async function readDifference(from: Transaction, id: string): Promise<VersionDifference> {
  return toDifference(await from.versionDifference.findUniqueOrThrow({ where: { id }, include: differenceInclude }));
}

/** Keeps which published version the office retains; where the versions give addresses, that one becomes current. */
export async function chooseVersion(
  ctx: Context,
  id: string,
  ifMatch: number,
  { chosenVersionId }: VersionChoice,
): Promise<VersionDifference> {
  return ctx.write(async (write) => {
    const { tx, audit } = write;
    await assertVersion(await tx.versionDifference.findUnique({ where: { id } }), ifMatch, () => readDifference(tx, id));
    const before = await readDifference(tx, id);
    const chosen = before.readings.find(({ versionId }) => versionId === chosenVersionId);
    if (chosenVersionId !== null && !chosen) {
      throw invalidField('/chosenVersionId', (locale) => m.policy_version_elsewhere({}, { locale }));
    }
    const addresses = before.readings.flatMap(({ address }) => (address ? [address] : []));
    for (const organizationId of new Set(addresses.map(({ organization }) => organization.id))) {
      await chooseCurrentAddress(ctx, write, organizationId, chosen?.address?.id ?? null);
    }
    await tx.versionDifference.update({ where: { id }, data: { chosenVersionId, version: { increment: 1 } } });
    const after = await readDifference(tx, id);
    await audit({
      action: 'decide',
      recordType: 'framework',
      recordId: after.frameworkId,
      recordLabel: after.fieldFr,
      before: { [after.fieldFr]: before.chosenVersionId },
      after: { [after.fieldFr]: after.chosenVersionId },
    });
    return after;
  });
}
