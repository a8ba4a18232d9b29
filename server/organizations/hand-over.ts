import type { Context, Write } from '../http/context.ts';
import { updatedBy } from '../http/records.ts';

/** Gives the partners of one of us to somebody else, in a write under way. Answers how many were given. */
export async function handOverOrganizations(ctx: Context, { tx, audit }: Write, from: string, to: string | null): Promise<number> {
  const person = { select: { id: true, name: true } } as const;
  const held = await tx.organization.findMany({
    where: { archivedAt: null, OR: [{ ownerId: from }, { backupOwnerId: from }] },
    select: { id: true, nameFr: true, ownerId: true, backupOwnerId: true, owner: person, backupOwner: person },
  });
  const taker = to === null ? null : await tx.user.findUniqueOrThrow({ where: { id: to }, ...person });
  for (const { id, nameFr, ownerId, backupOwnerId, owner, backupOwner } of held) {
    const next = ownerId === from ? taker : owner;
    // Nobody is their own backup.
    const kept = backupOwnerId === from ? taker : backupOwner;
    const backup = kept && kept.id === next?.id ? null : kept;
    await tx.organization.update({
      where: { id },
      data: { ownerId: next?.id ?? null, backupOwnerId: backup?.id ?? null, ...updatedBy(ctx.user.id, ctx.now) },
    });
    await audit({
      action: 'update',
      recordType: 'organization',
      recordId: id,
      recordLabel: nameFr,
      before: { ownerId, owner, backupOwnerId, backupOwner },
      after: { ownerId: next?.id ?? null, owner: next, backupOwnerId: backup?.id ?? null, backupOwner: backup },
    });
  }
  return held.length;
}
