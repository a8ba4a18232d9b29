/** What an order may ask for: what is refused in a sentence, and which records are left out for its audience. */
import { m } from '../../generated/paraglide/messages.js';
import { mayRead } from '../documents/voice.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { forbidden, invalidField } from '../http/problem.ts';
import { labelOf } from '../text/labels.ts';
import type { AnyKind } from './kind.ts';
import { kinds } from './kinds.ts';
import type { NoteOrder } from './note.schema.ts';
import { readSubjects, type Subject } from './subjects.ts';

type Asked = Pick<NoteOrder, 'kind' | 'subjects' | 'audience' | 'from' | 'to'>;

/** The records of an order that its audience may see, and how many others it names. @throws for an order that cannot be followed */
export async function assertOrder(ctx: Context, order: Asked): Promise<{ kind: AnyKind; subjects: Subject[]; leftOut: number }> {
  if (!visibleSensitivities(ctx.user.role).includes(order.audience)) {
    throw forbidden((locale) => m.note_audience_too_high({}, { locale }));
  }
  const kind = kinds[order.kind];
  refuseUnsound(order, kind);
  const all = await readSubjects(ctx, order.subjects);
  const subjects = all.filter(({ sensitivity }) => mayRead(sensitivity, order.audience));
  // A note about nothing but what its audience may not see would tell of it by its very title.
  if (subjects.length === 0) throw invalidField('/audience', (locale) => m.note_subjects_above({ count: all.length }, { locale }));
  return { kind, subjects, leftOut: all.length - subjects.length };
}

function refuseUnsound({ kind: name, subjects, from, to }: Asked, { subjects: types, most, mixed }: AnyKind): void {
  const kindIn = (locale: 'fr' | 'en'): string => labelOf('note_kind', name, locale);
  const first = subjects[0];
  if (!first) throw invalidField('/subjects', (locale) => m.note_selection_empty({}, { locale }));
  const strange = subjects.findIndex(({ type }) => !types.includes(type));
  if (strange >= 0) {
    throw invalidField(`/subjects/${strange}/type`, (locale) =>
      m.note_subject_not_taken({ kind: kindIn(locale), types: types.map((type) => labelOf('note_subject', type, locale)).join(', ') }, { locale }),
    );
  }
  if (subjects.length > most) throw invalidField('/subjects', (locale) => m.note_subjects_too_many({ kind: kindIn(locale), most, count: subjects.length }, { locale }));
  if (!mixed && subjects.some(({ type }) => type !== first.type)) throw invalidField('/subjects', (locale) => m.note_subjects_mixed({ kind: kindIn(locale) }, { locale }));
  if (from && to && from > to) throw invalidField('/to', (locale) => m.note_period_reversed({}, { locale }));
}
