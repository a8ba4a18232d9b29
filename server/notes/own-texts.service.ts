/** What advisors write in notes: kept by kind, records, language, place and audience, apart from what is generated. */
import { audiences, type Audience } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { stale } from '../http/problem.ts';
import { createdBy } from '../http/records.ts';
import { labelOf } from '../text/labels.ts';
import { aboutOf } from './editions.ts';
import type { NoteOrder, NoteText, NewNoteText } from './note.schema.ts';
import { assertOrder } from './order.ts';

type About = Pick<NoteOrder, 'kind' | 'subjects'>;

/**
 * The texts that a note for an audience holds. One that was written for a wider audience serves a narrower one too,
 * until another is written for it; never the other way round.
 */
export async function readTexts(from: Transaction, order: About, audience: Audience): Promise<NoteText[]> {
  const rows = await from.noteText.findMany({
    where: { kind: order.kind, about: aboutOf(order), audience: { in: audiences.filter((one) => mayRead(one, audience)) } },
    orderBy: { id: 'asc' },
  });
  const chosen = new Map<string, NoteText>();
  for (const level of audiences) {
    for (const row of rows.filter((one) => one.audience === level)) {
      const { language, place, text, version, updatedAt } = row;
      chosen.set(`${language} ${place}`, {
        language: language as NoteText['language'],
        place,
        text,
        audience: level,
        version: level === audience ? version : 0,
        updatedAt: updatedAt.toISOString(),
      });
    }
  }
  return [...chosen.values()];
}

/**
 * Writes a text, or takes it away when it is empty. @throws 403 above the caller's role, 404 for a record that is not
 * there, 412 when somebody wrote since
 */
export async function writeText(ctx: Context, input: NewNoteText): Promise<NoteText> {
  const { kind, subjects, language, place, audience, version } = input;
  await assertOrder(ctx, { kind, subjects, audience });
  const text = input.text.trim();
  const key = { kind, about: aboutOf(input), language, place, audience };
  return ctx.write(async ({ tx, audit }) => {
    const before = await tx.noteText.findUnique({ where: { kind_about_language_place_audience: key } });
    if ((before?.version ?? 0) !== version) throw stale({ text: before?.text ?? '', version: before?.version ?? 0 });
    const stamp = { text, updatedAt: ctx.now, updatedById: ctx.user.id };
    let id = before?.id;
    if (before && text === '') await tx.noteText.delete({ where: { id: before.id } });
    else if (before) await tx.noteText.update({ where: { id: before.id }, data: { ...stamp, version: { increment: 1 } } });
    else if (text !== '') id = (await tx.noteText.create({ data: { ...key, text, ...createdBy(ctx.user.id, ctx.now) }, select: { id: true } })).id;
    if (id) {
      const action = !before ? 'create' : text === '' ? 'delete' : 'update';
      const label = `${labelOf('note_kind', kind, ctx.locale)} – ${place}`;
      // The text itself stays out of the trail: it may be for fewer eyes than the trail.
      await audit({ action, recordType: 'note-text', recordId: id, recordLabel: label.slice(0, 200) });
    }
    return { language, place, text, audience, version: text === '' ? 0 : version + 1, updatedAt: ctx.now.toISOString() };
  });
}
