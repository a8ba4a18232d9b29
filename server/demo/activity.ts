import type { Transaction } from '../database.ts';
import type { DemoContact, DemoInteraction, DemoOffice } from './files.ts';
import type { Shift } from './dates.rules.ts';
import { contactName } from '../contacts/contact.names.rules.ts';
import { sortKey } from '../text/fold.rules.ts';
import { momentOf } from './moments.ts';

/** What happened and what is planned: missions, interactions with who took part, promises, gifts. */
export async function addActivity(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await addMissions(tx, demo, shift);
  await addInteractions(tx, demo, shift);
  const born = new Map(
    demo.interactions.map((interaction) => [interaction.id, momentOf(interaction, shift).recordedAt]),
  );
  await tx.followUp.createMany({
    data: demo.followUps.map((promise) => ({
      ...promise,
      dueOn: shift.day(promise.dueOn),
      originalDueOn: shift.day(promise.originalDueOn),
      closedOn: shift.day(promise.closedOn),
      createdById: promise.assigneeId,
      createdAt: born.get(promise.bornInId) ?? shift.at(shift.today, '08:00'),
    })),
  });
  await tx.gift.createMany({ data: demo.gifts.map((gift) => ({ ...gift, exchangedOn: shift.day(gift.exchangedOn) })) });
}

async function addMissions(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await tx.mission.createMany({
    data: demo.missions.map((mission) => {
      const { objectives: _o, delegates: _d, itinerary: _i, budget: _b, organizations: _p, ...rest } = mission;
      return {
        ...rest,
        sortName: sortKey(rest.titleFr),
        startsOn: shift.day(rest.startsOn),
        endsOn: shift.day(rest.endsOn),
        approvedOn: shift.day(rest.approvedOn),
        reportDueOn: shift.day(rest.reportDueOn),
        reportPublishedOn: shift.day(rest.reportPublishedOn),
        createdById: rest.leadId,
      };
    }),
  });
  await tx.missionObjective.createMany({
    data: demo.missions.flatMap(({ id, objectives }) =>
      objectives.map((objective, index) => ({ ...objective, missionId: id, position: index + 1 })),
    ),
  });
  await tx.missionDelegate.createMany({
    data: demo.missions.flatMap(({ id, delegates }) =>
      delegates.map((delegate, index) => ({ ...delegate, missionId: id, position: index + 1 })),
    ),
  });
  await tx.itineraryItem.createMany({
    data: demo.missions.flatMap(({ id, itinerary }) =>
      itinerary.map((item, index) => ({
        ...item,
        missionId: id,
        position: index + 1,
        startsOn: shift.day(item.startsOn),
        endsOn: shift.day(item.endsOn),
      })),
    ),
  });
  await tx.budgetLine.createMany({
    data: demo.missions.flatMap(({ id, budget }) =>
      budget.map((line, index) => ({ ...line, missionId: id, position: index + 1 })),
    ),
  });
  await tx.missionOrganization.createMany({
    data: demo.missions.flatMap(({ id, organizations }) =>
      organizations.map((organizationId) => ({ missionId: id, organizationId })),
    ),
  });
}

async function addInteractions(tx: Transaction, demo: DemoOffice, shift: Shift): Promise<void> {
  await tx.interaction.createMany({
    data: demo.interactions.map((interaction) => {
      const {
        on: _on,
        at: _at,
        minutes: _m,
        organizations: _o,
        commitments: _c,
        sectors: _s,
        ours,
        theirs: _t,
        points: _p,
        ...rest
      } = interaction;
      const { startsAt, endsAt, isAllDay, recordedAt } = momentOf(interaction, shift);
      return {
        ...rest,
        startsAt,
        endsAt,
        isAllDay,
        createdById: ours[0] ?? null,
        createdAt: recordedAt,
        updatedAt: recordedAt,
      };
    }),
  });
  const each = <Row>(rows: (interaction: DemoInteraction) => Row[]): Row[] => demo.interactions.flatMap(rows);
  await tx.interactionOrganization.createMany({
    data: each(({ id, organizations }) =>
      organizations.map((organizationId) => ({ interactionId: id, organizationId })),
    ),
  });
  await tx.interactionCommitment.createMany({
    data: each(({ id, commitments }) => commitments.map((policyNodeId) => ({ interactionId: id, policyNodeId }))),
  });
  await tx.interactionSector.createMany({
    data: each(({ id, sectors }) => sectors.map((sectorId) => ({ interactionId: id, sectorId }))),
  });
  await tx.discussionPoint.createMany({
    data: each(({ id, points }) =>
      (points ?? []).map((point, index) => ({ ...point, interactionId: id, position: index + 1 })),
    ),
  });
  const staff = new Map(demo.users.map((user) => [user.id, user]));
  const people = new Map(demo.contacts.map((contact) => [contact.id, contact]));
  await tx.participant.createMany({
    data: each((interaction) => {
      const ours = interaction.ours.flatMap((userId, index) => {
        const user = staff.get(userId);
        if (!user) return [];
        const { name, titleFr, titleEn } = user;
        return [
          {
            interactionId: interaction.id,
            side: 'ours',
            userId,
            organizationId: 'org.vdq-bri',
            name,
            titleFr,
            titleEn,
            isLead: index === 0,
            position: index + 1,
          },
        ];
      });
      const theirs = (interaction.theirs ?? []).flatMap((contactId, index) => {
        const contact = people.get(contactId);
        if (!contact) return [];
        const { organizationId, titleFr, titleEn } = positionOn(contact, interaction);
        return [
          {
            interactionId: interaction.id,
            side: 'theirs',
            contactId,
            organizationId,
            name: nameOf(contact),
            titleFr,
            titleEn,
            isLead: index === 0,
            position: ours.length + index + 1,
          },
        ];
      });
      return [...ours, ...theirs];
    }),
  });
}

function nameOf({ givenName, particle, familyName, nameOrder }: DemoContact): string {
  return contactName({ givenName: givenName ?? null, particle: particle ?? null, familyName, nameOrder });
}

/** The post held that day, in one of the organizations that took part when there is one. */
function positionOn(
  { id, positions }: DemoContact,
  { on, organizations }: DemoInteraction,
): DemoContact['positions'][number] {
  const held = positions.filter(({ validFrom, validTo }) => validFrom <= on && (validTo ?? '9999') >= on);
  const found = held.find(({ organizationId }) => organizations.includes(organizationId)) ?? held[0];
  if (!found) throw new Error(`The demonstration contact ${id} holds no post on ${on}.`);
  return found;
}
