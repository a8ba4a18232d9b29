/** What advisors write in notes: kept by kind, records, language, place and audience, apart from what is generated. */
import { audiences, type Audience } from '../documents/tree.ts';
import { mayRead } from '../documents/voice.ts';
import type { Transaction } from '../database.ts';
import { aboutOf } from './editions.ts';
import type { NoteOrder, NoteText } from './note.schema.ts';

type About = Pick<NoteOrder, 'kind' | 'subjects'>;
export interface Texts {
  /** Those that the note holds. */
  texts: NoteText[];
  /** What a change names, where something was ever written for this very audience: by `placeKey`. */
  versions: ReadonlyMap<string, number>;
}
/** A place among those of a note. */
export const placeKey = ({ language, place }: Pick<NoteText, 'language' | 'place'>): string => `${language} ${place}`;

/**
 * The texts that a note for an audience holds. One that was written for a wider audience serves a narrower one too,
 * until another is written for it or it is taken away there; never the other way round.
 */
export async function readTexts(from: Transaction, order: About, audience: Audience): Promise<Texts> {
  const rows = await from.noteText.findMany({
    where: { kind: order.kind, about: aboutOf(order), audience: { in: audiences.filter((one) => mayRead(one, audience)) } },
    orderBy: { id: 'asc' },
  });
  const chosen = new Map<string, NoteText>();
  const versions = new Map<string, number>();
  for (const level of audiences) {
    for (const row of rows.filter((one) => one.audience === level)) {
      const { place, text, version, updatedAt } = row;
      const language = row.language as NoteText['language'];
      const key = placeKey({ language, place });
      if (level === audience) versions.set(key, version);
      chosen.set(key, { language, place, text, audience: level, version: level === audience ? version : 0, updatedAt: updatedAt.toISOString() });
    }
  }
  return { texts: [...chosen.values()].filter(({ text }) => text !== ''), versions };
}
