import type { Transaction } from '../database.ts';
import type { ForumChange } from './forum.schema.ts';

/** Replaces each list that the request names; lists it does not name stay as they are. */
export async function replaceForumLists(tx: Transaction, forumId: string, input: ForumChange): Promise<void> {
  const of = { where: { forumId } };
  const owned = <T extends object>(items: T[]) => items.map((item) => ({ ...item, forumId }));
  if (input.memberships) await replaceMemberships(tx, forumId, input.memberships);
  if (input.mandates) {
    await tx.mandate.deleteMany(of);
    await tx.mandate.createMany({ data: owned(input.mandates) });
  }
  if (input.sessions) await replaceSessions(tx, forumId, input.sessions);
  if (input.reviews) {
    await tx.forumReview.deleteMany(of);
    await tx.forumReview.createMany({ data: owned(input.reviews) });
  }
  if (input.commitmentIds) {
    await tx.forumCommitment.deleteMany(of);
    await tx.forumCommitment.createMany({ data: owned([...new Set(input.commitmentIds)].map((policyNodeId) => ({ policyNodeId }))) });
  }
}

/** A membership is the organization's: it keeps its id, because sources point to it. */
async function replaceMemberships(
  tx: Transaction,
  forumId: string,
  memberships: NonNullable<ForumChange['memberships']>,
): Promise<void> {
  const kept = memberships.map(({ organizationId }) => organizationId);
  await tx.membership.deleteMany({ where: { forumId, organizationId: { notIn: kept } } });
  for (const { organizationId, ...membership } of memberships) {
    await tx.membership.upsert({
      where: { forumId_organizationId: { forumId, organizationId } },
      create: { ...membership, forumId, organizationId },
      update: membership,
    });
  }
}

/** Sessions keep their id, because interactions point to them. */
async function replaceSessions(
  tx: Transaction,
  forumId: string,
  sessions: NonNullable<ForumChange['sessions']>,
): Promise<void> {
  const kept = sessions.flatMap(({ id }) => id ?? []);
  await tx.forumSession.deleteMany({ where: { forumId, id: { notIn: kept } } });
  for (const { id, attendances, ...session } of sessions) {
    const known = id ? await tx.forumSession.updateMany({ where: { id, forumId }, data: session }) : { count: 0 };
    const stored = known.count > 0 && id ? { id } : await tx.forumSession.create({ data: { ...session, forumId }, select: { id: true } });
    await tx.sessionAttendance.deleteMany({ where: { sessionId: stored.id } });
    await tx.sessionAttendance.createMany({ data: attendances.map((attendance) => ({ ...attendance, sessionId: stored.id })) });
  }
}
