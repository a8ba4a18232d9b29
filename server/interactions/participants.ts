import type { Transaction } from '../database.ts';
import { contactName } from '../contacts/contact.names.rules.ts';
import { positionOn, titleOn } from '../contacts/contact.rules.ts';
import { pick } from '../http/records.ts';
import { dateInZone } from '../text/format.rules.ts';
import { snapshotOf } from './interaction.rules.ts';
import type { ParticipantInput } from './interaction.schema.ts';

type Known = { name: string; titleFr: string | null; titleEn: string | null; organizationId: string | null };
type Stored = Awaited<ReturnType<typeof storedParticipants>>[number];

export const storedParticipants = (tx: Transaction, interactionId: string) =>
  tx.participant.findMany({ where: { interactionId }, orderBy: { position: 'asc' } });

/**
 * Replaces who took part. People on record are written down as they were on the day of the interaction; with
 * `isSettled`, those who were already there keep what was written down before.
 */
export async function storeParticipants(
  tx: Transaction,
  interaction: { id: string; startsAt: Date; timeZone: string },
  inputs: ParticipantInput[],
  isSettled: boolean,
): Promise<void> {
  const stored = await storedParticipants(tx, interaction.id);
  const known = await peopleOn(tx, inputs, dateInZone(interaction.startsAt, interaction.timeZone));
  const left = new Set(stored);
  for (const [position, input] of inputs.entries()) {
    const match = matchOf(input, left);
    if (match) left.delete(match);
    const { side, contactId = null, userId = null, isLead = false } = input;
    const record = known.get(contactId ?? userId ?? '') ?? null;
    const data = {
      side,
      contactId,
      userId: contactId ? null : userId,
      isLead,
      position,
      ...snapshotOf(input, record && withOrganization(record, input.organizationId), match ?? null, isSettled),
    };
    if (match) await tx.participant.update({ where: { id: match.id }, data });
    else await tx.participant.create({ data: { ...data, interactionId: interaction.id } });
  }
  if (left.size > 0) await tx.participant.deleteMany({ where: { id: { in: [...left].map(({ id }) => id) } } });
}

/**
 * Of somebody whom the caller is not shown (`hidden`), what counts of an input is that they took part, on which side, and
 * whether they led it: what else it says was not there to be read.
 */
export function unsaid(inputs: readonly ParticipantInput[], hidden: readonly { contactId: string | null }[]): ParticipantInput[] {
  const ids = new Set(hidden.map(({ contactId }) => contactId));
  return inputs.map((input) => (input.contactId && ids.has(input.contactId) ? pick(input, ['id', 'side', 'contactId', 'isLead']) : input));
}

/** The stored participant that an input means: by its own id, or else the same person. */
function matchOf(input: ParticipantInput, stored: Iterable<Stored>): Stored | undefined {
  const all = [...stored];
  const isSame = (one: Stored): boolean =>
    input.contactId ? one.contactId === input.contactId : input.userId ? one.userId === input.userId : !one.contactId && !one.userId;
  return (
    all.find((one) => one.id === input.id && isSame(one)) ??
    all.find((one) => isSame(one) && (input.contactId || input.userId || one.name === input.name))
  );
}

type PersonOn = (organizationId: string | null | undefined) => Known;
const withOrganization = (person: PersonOn, organizationId: string | null | undefined): Known => person(organizationId);

/** What the records of people say of them on a day, by the person's id. */
async function peopleOn(tx: Transaction, inputs: ParticipantInput[], day: string): Promise<Map<string, PersonOn>> {
  const ids = (field: 'contactId' | 'userId'): string[] => inputs.flatMap((input) => input[field] ?? []);
  const [contacts, users] = [
    ids('contactId').length === 0 ? [] : await tx.contact.findMany({ where: { id: { in: ids('contactId') } }, include: { positions: true } }),
    ids('userId').length === 0 ? [] : await tx.user.findMany({ where: { id: { in: ids('userId') } }, select: { id: true, name: true, titleFr: true, titleEn: true } }),
  ];
  const people = new Map<string, PersonOn>();
  for (const contact of contacts) {
    people.set(contact.id, (organizationId) => {
      const title = titleOn(contact.positions, day, organizationId);
      return {
        name: contactName(contact),
        titleFr: title?.titleFr ?? null,
        titleEn: title?.titleEn ?? null,
        organizationId: organizationId ?? title?.organizationId ?? positionOn(contact.positions, day)?.organizationId ?? null,
      };
    });
  }
  for (const { id, ...user } of users) people.set(id, () => ({ ...user, organizationId: null }));
  return people;
}
