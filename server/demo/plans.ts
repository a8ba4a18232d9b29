import type { Transaction } from '../database.ts';
import type { DemoOffice } from './files.ts';
import type { Shift } from './dates.rules.ts';
import { sortKey } from '../text/fold.rules.ts';
import { addTargetPlans } from './target-plans.ts';
import { addTargets } from './targets.ts';

/** What the office works by: networks and mandates, agreements, measures, the choice of target regions, saved views. */
export async function addPlans(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await addForums(tx, demo, shift);
  await addAgreements(tx, demo, shift);
  await addMeasures(tx, demo, shift);
  await addTargets(tx, demo, shift);
  await addTargetPlans(tx, demo, shift);
  await tx.savedView.createMany({ data: demo.views });
}

async function addForums(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await tx.forum.createMany({
    data: demo.forums.map(({ memberships: _memberships, commitments: _commitments, ...forum }) => ({
      ...forum,
      sortName: sortKey(forum.nameFr),
    })),
  });
  await tx.membership.createMany({
    data: demo.forums.flatMap(({ id, memberships }) =>
      memberships.map((membership) => ({
        ...membership,
        forumId: id,
        since: shift.day(membership.since),
        renewalOn: shift.day(membership.renewalOn),
      })),
    ),
  });
  await tx.forumCommitment.createMany({
    data: demo.forums.flatMap(({ id, commitments }) =>
      commitments.map((policyNodeId) => ({ forumId: id, policyNodeId })),
    ),
  });
  await tx.mandate.createMany({
    data: demo.mandates.map((mandate) => ({
      ...mandate,
      validFrom: shift.day(mandate.validFrom),
      validTo: shift.day(mandate.validTo),
    })),
  });
  await tx.forumSession.createMany({
    data: demo.sessions.map(({ attendances: _attendances, ...session }) => ({
      ...session,
      startsOn: shift.workDay(session.startsOn),
      endsOn: session.endsOn ? shift.workDay(session.endsOn) : null,
    })),
  });
  await tx.sessionAttendance.createMany({
    data: demo.sessions.flatMap(({ id, attendances }) =>
      attendances.map((attendance) => ({ ...attendance, sessionId: id })),
    ),
  });
  await tx.forumReview.createMany({
    data: demo.reviews.map((review) => ({ ...review, year: Number(shift.day(String(review.year))) })),
  });
}

async function addAgreements(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await tx.agreement.createMany({
    data: demo.agreements.map((agreement) => {
      const {
        parties: _parties,
        authorizations: _authorizations,
        stages,
        commitments: _commitments,
        ...rest
      } = agreement;
      const begun = shift.at(shift.workDay(stages[0]?.reachedOn ?? demo.asOf), '09:00');
      return {
        ...rest,
        sortName: sortKey(rest.titleFr),
        signedOn: shift.day(rest.signedOn),
        effectiveFrom: shift.day(rest.effectiveFrom),
        expiresOn: shift.day(rest.expiresOn),
        noticeOn: shift.day(rest.noticeOn),
        renewalOn: shift.day(rest.renewalOn),
        createdById: rest.ownerId,
        createdAt: begun,
        updatedAt: begun,
      };
    }),
  });
  await tx.agreementParty.createMany({
    data: demo.agreements.flatMap(({ id, parties }) =>
      parties.map((party, index) => ({ ...party, agreementId: id, position: index + 1 })),
    ),
  });
  await tx.authorization.createMany({
    data: demo.agreements.flatMap(({ id, authorizations }) =>
      authorizations.map((authorization) => ({
        ...authorization,
        agreementId: id,
        requestedOn: shift.day(authorization.requestedOn),
        grantedOn: shift.day(authorization.grantedOn),
      })),
    ),
  });
  await tx.agreementStage.createMany({
    data: demo.agreements.flatMap(({ id, stages }) =>
      stages.map(({ state, reachedOn }) => ({ agreementId: id, state, reachedOn: shift.day(reachedOn) })),
    ),
  });
  await tx.agreementCommitment.createMany({
    data: demo.agreements.flatMap(({ id, commitments }) =>
      commitments.map((policyNodeId) => ({ agreementId: id, policyNodeId })),
    ),
  });
  for (const { id, ownerId, renewalOn } of demo.agreementEdits) {
    const data = { ownerId, renewalOn: shift.day(renewalOn), updatedById: ownerId, version: { increment: 1 } };
    await tx.agreement.update({ where: { id }, data });
  }
}

async function addMeasures(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await tx.measure.createMany({
    data: demo.measures.map(({ partners: _partners, updates: _updates, ...measure }) => ({
      ...measure,
      startsOn: shift.day(measure.startsOn),
      dueOn: shift.day(measure.dueOn),
      createdById: measure.leadId,
    })),
  });
  await tx.measurePartner.createMany({
    data: demo.measures.flatMap(({ id, partners }) =>
      (partners ?? []).map((organizationId) => ({ measureId: id, organizationId })),
    ),
  });
  await tx.measureUpdate.createMany({
    data: demo.measures.flatMap(({ id, updates }) =>
      updates.map((update) => {
        const reportedOn = shift.day(update.reportedOn) ?? shift.today;
        return {
          ...update,
          measureId: id,
          reportedOn,
          period: `${reportedOn.slice(0, 4)}-S${reportedOn.slice(5, 7) <= '06' ? 1 : 2}`,
        };
      }),
    ),
  });
}
