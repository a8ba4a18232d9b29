/** From an order to its document: read, built, and completed with what advisors wrote. */
import { m } from '../../generated/paraglide/messages.js';
import type { NoteRequest } from '../documents/note-data.ts';
import type { DocumentTree } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { readOffice } from '../organizations/organization.read.ts';
import { dateInZone } from '../text/format.rules.ts';
import { readDemoNotice } from '../users/session.service.ts';
import { noteKinds } from '../vocabulary.ts';
import { kinds } from './kinds.ts';
import type { Note, NoteKindItem, NoteOrder } from './note.schema.ts';
import { withTexts } from './own-texts.ts';
import { readTexts, type Texts } from './own-texts.service.ts';
import { assertOrder } from './order.ts';
import type { Subject } from './subjects.ts';

/** A document as the records are now: as generated, with the texts of advisors in it, and the records it is about. */
export type Made = { tree: DocumentTree; generated: DocumentTree; subjects: Subject[] } & Texts;

/** The kinds of notes, in the order of the vocabulary. */
export function listKinds(): NoteKindItem[] {
  return noteKinds.map((kind) => {
    const { subjects, most, mixed } = kinds[kind];
    return { kind, subjects: [...subjects], most, mixed: mixed ?? false };
  });
}

/**
 * The document as the records are now, with what advisors wrote in it. The caller sees in it at most what the caller may
 * see, and the audience too.
 */
export async function makeNote(ctx: Context, order: NoteOrder): Promise<Made> {
  const { kind, subjects, leftOut } = await assertOrder(ctx, order);
  const sound = { ...order, subjects: subjects.map(({ type, id }) => ({ type, id })) };
  const [generated, { texts, versions }] = await Promise.all([kind.make(ctx, sound, await requestOf(ctx, order, leftOut)), readTexts(ctx.db.reader, order, order.audience)]);
  const tree = withTexts(generated, texts, (locale) => m.note_texts_elsewhere({}, { locale }));
  return { tree: layoutOf(order) === 'beside' ? { ...tree, layout: 'beside' } : tree, generated, texts, versions, subjects };
}

/** How the languages of an order stand; a note in one language has nothing to set beside it. */
export const layoutOf = ({ language, layout }: Pick<NoteOrder, 'language' | 'layout'>): Note['layout'] => (language === 'both' ? (layout ?? 'after') : 'after');

async function requestOf(ctx: Context, { language, audience }: NoteOrder, leftOut: number): Promise<NoteRequest> {
  const [office, notice] = await Promise.all([readOffice(ctx.db.reader), readDemoNotice(ctx.db)]);
  return {
    language,
    audience,
    asOf: dateInZone(ctx.now),
    office,
    author: ctx.user.name,
    notice: notice && { fr: notice.noticeFr, en: notice.noticeEn },
    leftOut,
  };
}
