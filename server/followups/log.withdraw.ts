import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import { updateContact } from '../contacts/contact.service.ts';
import { inside, type Context, type Write } from '../http/context.ts';
import { conflict, notFound } from '../http/problem.ts';
import { maySee, whereVisible } from '../http/sight.ts';
import { readInteraction } from '../interactions/interaction.read.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { updateInteraction } from '../interactions/interaction.service.ts';
import { updateOrganization } from '../organizations/organization.service.ts';
import { updateFollowUp } from './followup.service.ts';
import type { Withdrawal } from './log.schema.ts';
import { m } from '../../generated/paraglide/messages.js';

/** How long one may take back what one has logged, and then take that back in turn. */
const minutes = 15;

type Stored = NonNullable<Awaited<ReturnType<Transaction['interaction']['findUnique']>>>;
type Version = { id: string; version: number };
/** What goes with an interaction, one way or the other. */
type Belongings = { followUps: Version[]; contacts: Version[]; organizations: Version[] };

/**
 * Takes back what the caller has just logged: the interaction, the promises born in it, and the pending organizations
 * and people that the same write made and that nothing else uses yet are archived together. With `restore`, exactly what
 * went is brought back. Said twice, it changes nothing more. 409 for anybody else, and once the time has passed.
 */
export function withdrawInteraction(ctx: Context, id: string, { restore = false }: Withdrawal): Promise<Interaction> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.interaction.findUnique({ where: { id } });
    if (!stored || !maySee(ctx.user, stored)) throw notFound();
    if (stored.createdById !== ctx.user.id) throw conflict((locale) => m.withdraw_not_yours({}, { locale }));
    if (restore ? stored.archivedAt === null : stored.archivedAt !== null) return readInteraction(tx, ctx.user, id);
    const since = stored.archivedAt ?? stored.createdAt;
    if (ctx.now.getTime() - since.getTime() > minutes * 60_000) {
      throw conflict((locale) => (restore ? m.withdraw_restore_too_late({}, { locale }) : m.withdraw_too_late({}, { locale })));
    }
    const found = stored.archivedAt ? await gone(tx, ctx, stored, stored.archivedAt) : await going(tx, ctx, stored);
    await turn(ctx, write, stored, found, !restore);
    return readInteraction(tx, ctx.user, id);
  });
}

/** Archives or restores each record through its own use case, so that each has its version, search entry and event. */
async function turn(ctx: Context, write: Write, stored: Stored, { followUps, contacts, organizations }: Belongings, archived: boolean): Promise<void> {
  const within = inside(ctx, write);
  for (const { id, version } of followUps) await updateFollowUp(within, id, version, { archived });
  await updateInteraction(within, stored.id, stored.version, { archived });
  for (const { id, version } of contacts) await updateContact(within, id, version, { archived });
  for (const { id, version } of organizations) await updateOrganization(within, id, version, { archived });
}

const version = { id: true, version: true } as const;

/** What one request makes bears the same instant and the same author. */
const sameWrite = ({ createdAt, createdById }: Stored) => ({ createdAt, createdById });

/** What an interaction takes with it when it goes. */
async function going(tx: Transaction, ctx: Context, stored: Stored): Promise<Belongings> {
  const followUps = await tx.followUp.findMany({ where: { bornInId: stored.id, archivedAt: null, ...whereVisible(ctx.user) }, select: version });
  const contacts = await tx.contact.findMany({ where: { ...sameWrite(stored), ...unusedContact(stored.id) }, select: version });
  const people = contacts.map(({ id }) => id);
  const organizations = await tx.organization.findMany({
    where: { ...sameWrite(stored), ...unusedOrganization(stored.id, people) },
    select: version,
  });
  return { followUps, contacts, organizations };
}

/** What went with it at the instant at which it went. */
async function gone(tx: Transaction, ctx: Context, stored: Stored, archivedAt: Date): Promise<Belongings> {
  return {
    followUps: await tx.followUp.findMany({ where: { bornInId: stored.id, archivedAt, ...whereVisible(ctx.user) }, select: version }),
    contacts: await tx.contact.findMany({ where: { ...sameWrite(stored), archivedAt }, select: version }),
    organizations: await tx.organization.findMany({ where: { ...sameWrite(stored), archivedAt }, select: version }),
  };
}

const none = { none: {} };
const notFrom = (interactionId: string) => ({ none: { interactionId: { not: interactionId } } });
/** Promises to or from them that were born elsewhere. */
const noOtherPromise = (interactionId: string) => ({ none: { OR: [{ bornInId: null }, { bornInId: { not: interactionId } }] } });

/** A pending person of this interaction whom nothing else names. */
const unusedContact = (interactionId: string): Prisma.ContactWhereInput => ({
  isPending: true,
  archivedAt: null,
  participants: { some: { interactionId }, ...notFrom(interactionId) },
  followUps: noOtherPromise(interactionId),
  acquaintances: none,
  delegates: none,
  mandates: none,
  attendances: none,
  signatures: none,
  gifts: none,
  noteSubjects: none,
  attachments: none,
});

/** A pending organization of this interaction that nothing else names but the `people` who go too. */
const unusedOrganization = (interactionId: string, people: string[]): Prisma.OrganizationWhereInput => ({
  isPending: true,
  archivedAt: null,
  interactions: { some: { interactionId }, ...notFrom(interactionId) },
  participants: notFrom(interactionId),
  followUps: noOtherPromise(interactionId),
  positions: { none: { contactId: { notIn: people } } },
  children: none,
  relationsFrom: none,
  relationsTo: none,
  missions: none,
  forums: none,
  memberships: none,
  parties: none,
  measures: none,
  candidates: none,
  decisions: none,
  gifts: none,
  noteSubjects: none,
  attachments: none,
  documents: none,
  frameworks: none,
});
