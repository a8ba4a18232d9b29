import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { createdBy, updatedBy } from '../http/records.ts';
import { maySee } from '../http/sight.ts';
import { sensitivities, type captureSources, type interactionKinds } from '../vocabulary.ts';
import { ageOf, mergePeople, type ImportedPerson, type MergedPerson, type StoredPerson } from './imported.rules.ts';
import { readInteraction } from './interaction.read.ts';
import type { Interaction } from './interaction.schema.ts';
import { finish } from './interaction.service.ts';
import { storeParticipants, storedParticipants } from './participants.ts';

/** A meeting or a mail as a file says it, its people looked up. */
export type ImportedDraft = {
  externalUid: string;
  sequence: number | null;
  stampAt: Date | null;
  kind: (typeof interactionKinds)[number];
  captureSource: (typeof captureSources)[number];
  subject: string;
  location: string | null;
  summary: string | null;
  language: string;
  startsAt: Date;
  endsAt: Date | null;
  isAllDay: boolean;
  timeZone: string;
  sensitivity: (typeof sensitivities)[number];
  people: ImportedPerson[];
};
export type ImportOutcome = {
  id: string;
  action: 'created' | 'updated' | 'unchanged' | 'cancelled';
  /** Why a copy changed nothing, when it was not simply the same one */
  because?: 'older' | 'held' | 'archived';
};

type Row = NonNullable<Awaited<ReturnType<Transaction['interaction']['findUnique']>>>;

/** What is known of these invitations: those that the caller may not see, and those that are on record at all. */
export async function knownInvitations(tx: Transaction, ctx: Context, uids: string[]): Promise<{ hidden: Set<string>; known: Set<string> }> {
  const rows = await tx.interaction.findMany({
    where: { externalUid: { in: uids } },
    select: { externalUid: true, sensitivity: true, createdById: true },
  });
  const named = (some: typeof rows): Set<string> => new Set(some.flatMap(({ externalUid }) => externalUid ?? []));
  return { hidden: named(rows.filter((row) => !maySee(ctx.user, row))), known: named(rows) };
}

/**
 * One draft by UID for ever: made at the first copy, brought up to date by a newer one, left alone by any other. What
 * people added (summary, commitments, points, promises) is theirs, and an interaction that took place is not touched.
 */
export async function storeImported(ctx: Context, write: Write, draft: ImportedDraft): Promise<ImportOutcome> {
  const stored = await write.tx.interaction.findUnique({ where: { externalUid: draft.externalUid } });
  if (!stored) return { id: await create(ctx, write, draft), action: 'created' };
  const { id } = stored;
  const age = ageOf(draft, { sequence: stored.externalSequence, stampAt: stored.externalStampAt });
  if (age !== 'newer') return { id, action: 'unchanged', ...(age === 'older' ? { because: 'older' as const } : {}) };
  if (stored.archivedAt) return { id, action: 'unchanged', because: 'archived' };
  const people = mergePeople(await storedParticipants(write.tx, id), draft.people);
  const isSameAgain = !differs(stored, draft) && !differIn(await storedParticipants(write.tx, id), people);
  const marks = { externalSequence: draft.sequence, externalStampAt: draft.stampAt };
  if (isSameAgain && !(stored.status === 'cancelled' && (draft.sequence ?? 0) > (stored.externalSequence ?? 0))) {
    // Outlook stamps each copy that it saves: the same meeting under a later stamp is no change of the record.
    await write.tx.interaction.update({ where: { id }, data: marks });
    return { id, action: 'unchanged' };
  }
  if (stored.status === 'held') return { id, action: 'unchanged', because: 'held' };
  const before = await readInteraction(write.tx, null, id);
  await write.tx.interaction.update({
    where: { id },
    data: {
      ...factsOf(draft),
      ...marks,
      // Called off and then sent again: it is to be confirmed once more.
      ...(stored.status === 'cancelled' ? { status: 'draft' } : {}),
      sensitivity: higher(stored.sensitivity, draft.sensitivity),
      ...updatedBy(ctx.user.id, ctx.now),
    },
  });
  await storePeople(write.tx, { id, ...draft }, people);
  await finish(ctx, write, id, 'update', before);
  return { id, action: 'updated' };
}

/** The organizer calls it off. Null when there is nothing to call off. */
export async function cancelImported(
  ctx: Context,
  write: Write,
  copy: Pick<ImportedDraft, 'externalUid' | 'sequence' | 'stampAt'>,
): Promise<ImportOutcome | null> {
  const stored = await write.tx.interaction.findUnique({ where: { externalUid: copy.externalUid } });
  if (!stored) return null;
  const { id, status } = stored;
  const age = ageOf(copy, { sequence: stored.externalSequence, stampAt: stored.externalStampAt });
  if (age === 'older') return { id, action: 'unchanged', because: 'older' };
  if (stored.archivedAt) return { id, action: 'unchanged', because: 'archived' };
  if (status === 'held') return { id, action: 'unchanged', because: 'held' };
  const marks = { externalSequence: copy.sequence ?? stored.externalSequence, externalStampAt: copy.stampAt ?? stored.externalStampAt };
  if (status === 'cancelled') {
    if (age === 'newer') await write.tx.interaction.update({ where: { id }, data: marks });
    return { id, action: 'unchanged' };
  }
  const before = await readInteraction(write.tx, null, id);
  await write.tx.interaction.update({ where: { id }, data: { status: 'cancelled', ...marks, ...updatedBy(ctx.user.id, ctx.now) } });
  await finish(ctx, write, id, 'update', before);
  return { id, action: 'cancelled' };
}

async function create(ctx: Context, write: Write, draft: ImportedDraft): Promise<string> {
  const { id } = await write.tx.interaction.create({
    data: {
      ...factsOf(draft),
      status: 'draft',
      kind: draft.kind,
      captureSource: draft.captureSource,
      summary: draft.summary,
      language: draft.language,
      sensitivity: draft.sensitivity,
      externalUid: draft.externalUid,
      externalSequence: draft.sequence,
      externalStampAt: draft.stampAt,
      ...createdBy(ctx.user.id, ctx.now),
    },
    select: { id: true },
  });
  await storePeople(write.tx, { id, ...draft }, mergePeople([], draft.people));
  await finish(ctx, write, id, 'create', null);
  return id;
}

const factsOf = ({ subject, location, startsAt, endsAt, isAllDay, timeZone }: ImportedDraft) => ({ subject, location, startsAt, endsAt, isAllDay, timeZone });

function differs(stored: Row, draft: ImportedDraft): boolean {
  const facts = factsOf(draft);
  return (Object.keys(facts) as (keyof typeof facts)[]).some((field) => String(stored[field]?.valueOf()) !== String(facts[field]?.valueOf()));
}

function differIn(stored: readonly StoredPerson[], merged: readonly MergedPerson[]): boolean {
  const said = (people: readonly (StoredPerson | MergedPerson)[]): string =>
    JSON.stringify(people.map(({ id, contactId, userId, email, isUnmatched }) => [id, contactId, userId, email, isUnmatched]).toSorted());
  return said(stored) !== said(merged);
}

const higher = (one: string, other: string): string =>
  sensitivities.indexOf(one as Interaction['sensitivity']) >= sensitivities.indexOf(other as Interaction['sensitivity']) ? one : other;

/** Participants, and beside each what the invitation says of them. */
async function storePeople(
  tx: Transaction,
  interaction: { id: string; startsAt: Date; timeZone: string },
  people: MergedPerson[],
): Promise<void> {
  const inputs = people.map(({ id, side, contactId, userId, organizationId, name, isLead }) => ({
    ...(id ? { id } : {}),
    side: side as Interaction['participants'][number]['side'],
    contactId,
    userId,
    // Said again for those who are on record only when their record is silent.
    ...(organizationId ? { organizationId } : {}),
    name,
    isLead,
  }));
  await storeParticipants(tx, interaction, inputs, false);
  for (const [position, { email, isUnmatched }] of people.entries()) {
    await tx.participant.updateMany({ where: { interactionId: interaction.id, position }, data: { email, isUnmatched } });
  }
}
