import type { Transaction } from '../database.ts';
import type { DemoContact, DemoOffice } from './files.ts';
import type { Shift } from './dates.rules.ts';
import { contactSortName } from '../contacts/contact.names.rules.ts';
import { sortKey } from '../text/fold.rules.ts';

/** The office's staff, the partners as the office follows them, and the people it knows there. */
export async function addPartners(
  tx: Transaction,
  demo: DemoOffice,
  shift: Shift,
  passwordHash: string,
): Promise<void> {
  const opened = shift.at(shift.day('2024-11-18') ?? shift.today, '09:00');
  const since = { createdAt: opened, updatedAt: opened };
  await tx.user.createMany({
    data: demo.users.map(({ account, ...user }) => ({
      ...user,
      ...since,
      passwordHash: account ? passwordHash : null,
    })),
  });
  await tx.organization.updateMany({ data: since });
  await tx.organization.createMany({
    data: demo.organizations.map(({ names: _names, ...organization }) => ({
      ...organization,
      ...since,
      createdById: demo.users[0]?.id ?? null,
      sortName: sortKey(organization.nameFr),
    })),
  });
  await tx.organizationName.createMany({
    data: demo.organizations.flatMap(({ id, names }) => (names ?? []).map((name) => ({ ...name, organizationId: id }))),
  });
  for (const { id, sectors: _sectors, commitments: _commitments, ...followed } of demo.partners) {
    await tx.organization.update({
      where: { id },
      data: { ...followed, updatedById: followed.ownerId, version: { increment: 1 } },
    });
  }
  await tx.organizationSector.createMany({
    data: demo.partners.flatMap(({ id, sectors }) =>
      (sectors ?? []).map((sectorId) => ({ organizationId: id, sectorId })),
    ),
  });
  for (const { id, commitments } of demo.partners) {
    for (const policyNodeId of commitments ?? []) {
      await tx.organizationCommitment.upsert({
        where: { organizationId_policyNodeId: { organizationId: id, policyNodeId } },
        create: { organizationId: id, policyNodeId, isStated: true },
        update: { isStated: true },
      });
    }
  }
  await tx.organization.updateMany({
    where: { id: { in: demo.archived } },
    data: { archivedAt: opened, version: { increment: 1 } },
  });
  await addContacts(tx, demo, shift, opened);
}

async function addContacts(tx: Transaction, demo: DemoOffice, shift: Shift, opened: Date): Promise<void> {
  const createdAt = ({ noticeOn }: DemoContact): Date =>
    noticeOn ? shift.at(shift.day(noticeOn) ?? shift.today, '10:00') : opened;
  await tx.contact.createMany({
    data: demo.contacts.map((contact) => {
      const { languages: _languages, email: _email, phone: _phone, positions: _positions, ...person } = contact;
      return {
        ...person,
        sortName: contactSortName({
          givenName: person.givenName ?? null,
          particle: person.particle ?? null,
          familyName: person.familyName,
          nameOrder: person.nameOrder,
        }),
        noticeOn: shift.day(person.noticeOn),
        retainUntil: shift.day(person.retainUntil),
        createdAt: createdAt(contact),
        updatedAt: createdAt(contact),
      };
    }),
  });
  await tx.contactLanguage.createMany({
    data: demo.contacts.flatMap(({ id, languages }) => languages.map((language) => ({ contactId: id, language }))),
  });
  await tx.position.createMany({
    data: demo.contacts.flatMap(({ id, positions }) =>
      positions.map((position) => ({
        ...position,
        contactId: id,
        validFrom: shift.day(position.validFrom),
        validTo: shift.day(position.validTo),
        verifiedOn: shift.day(position.verifiedOn),
      })),
    ),
  });
  await tx.contactPoint.createMany({
    data: demo.contacts.flatMap(({ id, email, phone }) => [
      { contactId: id, kind: 'email', value: email, isPrimary: true },
      ...(phone ? [{ contactId: id, kind: 'phone', value: phone, isPrimary: true }] : []),
    ]),
  });
  await tx.acquaintance.createMany({
    data: demo.acquaintances.map((known) => ({ ...known, since: shift.day(known.since) })),
  });
}
