import { m } from '../../generated/paraglide/messages.js';
import type { MeetingNoteData } from '../documents/note-data.ts';
import type { Context } from '../http/context.ts';
import { invalidField } from '../http/problem.ts';
import { getInteraction } from '../interactions/interaction.service.ts';
import { onlySubject } from './kind.ts';
import { gatherMeeting, gatherOrganization } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';

/** A meeting with its first partner, or a partner whom nobody has planned to meet yet. */
export async function readMeeting(ctx: Context, order: NoteOrder): Promise<MeetingNoteData> {
  const subject = onlySubject(order);
  const interaction = subject.type === 'interaction' ? await getInteraction(ctx, subject.id) : null;
  const organizationId = interaction ? interaction.organizations[0]?.id : subject.id;
  if (!organizationId) throw invalidField('/subjects', (locale) => m.note_interaction_without_partner({}, { locale }));
  const organization = await gatherOrganization(ctx, organizationId, order);
  return { organization, meeting: interaction && (await gatherMeeting(ctx, interaction)) };
}
