import { m } from '../../generated/paraglide/messages.js';
import type { MeetingNoteData } from '../documents/note-data.ts';
import type { Context } from '../http/context.ts';
import { invalidField } from '../http/problem.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getInteraction } from '../interactions/interaction.service.ts';
import { organizationNames } from '../organizations/organization.read.ts';
import { dateInZone } from '../text/format.rules.ts';
import { pointsOf } from './dossier.subject.data.ts';
import { onlySubject } from './kind.ts';
import { both, gatherMeeting, readPartner } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';
import { idsOf } from './reading.ts';

/** A meeting with the partners at the table, or a partner whom nobody has planned to meet yet. */
export async function readMeeting(ctx: Context, order: NoteOrder): Promise<MeetingNoteData> {
  const subject = onlySubject(order);
  if (subject.type !== 'interaction') return gather(ctx, order, [subject.id], null);
  const interaction = await getInteraction(ctx, subject.id);
  return gather(ctx, order, await partnersAt(ctx, interaction), interaction);
}

async function gather(ctx: Context, order: NoteOrder, [first, ...others]: string[], interaction: Interaction | null): Promise<MeetingNoteData> {
  if (first === undefined) throw invalidField('/subjects', (locale) => m.note_interaction_without_partner({}, { locale }));
  // What came before a meeting is what its note tells of, also when the note is made after it.
  const day = interaction && dateInZone(interaction.startsAt, interaction.timeZone);
  const to = day && (!order.to || day < order.to) ? day : order.to;
  const [{ organization, held }, meeting] = await Promise.all([
    readPartner(ctx, first, { ...order, to }, { together: [first, ...others], ...(interaction && { except: interaction.id }) }),
    interaction && gatherMeeting(ctx, interaction),
  ]);
  const partners = (interaction?.organizations ?? []).filter(({ id }) => others.includes(id)).map(({ nameFr, nameEn }) => both(nameFr, nameEn));
  return { organization, partners, meeting, earlier: held.flatMap(pointsOf) };
}

/** The partners of a meeting, without our own: first that of who leads their side, then those of the others there. */
async function partnersAt(ctx: Context, { organizations, participants }: Interaction): Promise<string[]> {
  const ids = idsOf((await organizationNames(ctx.db.reader, idsOf(organizations))).filter(({ isOurs }) => !isOurs));
  const theirs = participants.filter(({ side }) => side === 'theirs').sort((a, b) => Number(b.isLead) - Number(a.isLead));
  const present = theirs.flatMap(({ organization }) => (organization && ids.includes(organization.id) ? [organization.id] : []));
  return [...new Set([...present, ...ids])];
}
