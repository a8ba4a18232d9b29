/** Writing in a note: where it has a place for it, as long as its texts stay readable together, over nobody else's words. */
import { m } from '../../generated/paraglide/messages.js';
import type { Context } from '../http/context.ts';
import { invalidField, stale } from '../http/problem.ts';
import { createdBy } from '../http/records.ts';
import { formatNumber } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { aboutOf } from './editions.ts';
import { makeNote } from './making.ts';
import type { NewNoteText, NoteText } from './note.schema.ts';
import { assertOrder } from './order.ts';
import { placesOf } from './own-texts.ts';
import { readTexts } from './own-texts.service.ts';

/** So many characters are written in one note at most, all its places and languages together: some sixty pages. */
export const mostOfTexts = 200_000;

/**
 * Writes a text, or takes it away when it is empty: its row stays, so that a version never begins again and that a text
 * of a wider audience stays away too. @throws 403 above the caller's role, 404 for a record that is not there, 412 when
 * somebody wrote since, 422 for a place that the note does not have and for more text than a note takes
 */
export async function writeText(ctx: Context, input: NewNoteText): Promise<NoteText> {
  const { kind, language, place, audience, version } = input;
  await assertOrder(ctx, input);
  const text = input.text.trim();
  if (text !== '') await assertPlace(ctx, input);
  const key = { kind, about: aboutOf(input), language, place, audience };
  return ctx.write(async ({ tx, audit }) => {
    const before = await tx.noteText.findUnique({ where: { kind_about_language_place_audience: key } });
    if ((before?.version ?? 0) !== version) throw stale({ text: before?.text ?? '', version: before?.version ?? 0 });
    const { texts } = await readTexts(tx, input, audience);
    const shown = texts.find(isAt(input));
    const stamp = { text, updatedAt: ctx.now, updatedById: ctx.user.id };
    const answer = { language, place, text, audience, updatedAt: ctx.now.toISOString() };
    if (!before && !shown && text === '') return { ...answer, version };
    if (text.length > (shown?.text.length ?? 0)) assertRoom(texts.filter((one) => one !== shown), text);
    const { id } = before
      ? await tx.noteText.update({ where: { id: before.id }, data: { ...stamp, version: { increment: 1 } }, select: { id: true } })
      : await tx.noteText.create({ data: { ...key, text, ...createdBy(ctx.user.id, ctx.now) }, select: { id: true } });
    const action = text === '' ? 'delete' : before?.text ? 'update' : 'create';
    const label = `${labelOf('note_kind', kind, ctx.locale)} – ${place}`;
    // The text itself stays out of the trail: it may be for fewer eyes than the trail.
    await audit({ action, recordType: 'note-text', recordId: id, recordLabel: label.slice(0, 200) });
    return { ...answer, version: version + 1 };
  });
}

type At = Pick<NoteText, 'language' | 'place'>;
const isAt = ({ language, place }: At) => (one: At): boolean => one.language === language && one.place === place;

/** A text whose place has gone since can still be changed; none begins where the note has no place. */
async function assertPlace(ctx: Context, input: NewNoteText): Promise<void> {
  const { kind, subjects, language, audience, from, to } = input;
  const { texts } = await readTexts(ctx.db.reader, input, audience);
  if (texts.some(isAt(input))) return;
  const { generated } = await makeNote(ctx, { kind, subjects, language, audience, ...(from && { from }), ...(to && { to }) });
  if (placesOf(generated).some(isAt(input))) return;
  throw invalidField('/place', (locale) => m.note_text_place_unknown({ place: input.place }, { locale }));
}

function assertRoom(others: readonly NoteText[], text: string): void {
  const left = mostOfTexts - others.reduce((sum, one) => sum + one.text.length, 0);
  if (text.length <= left) return;
  throw invalidField('/text', (locale) =>
    m.note_texts_too_long({ most: formatNumber(mostOfTexts, locale), length: formatNumber(text.length, locale), left: formatNumber(Math.max(0, left), locale) }, { locale }),
  );
}
