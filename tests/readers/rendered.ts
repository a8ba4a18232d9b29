/** Every kind of note of the demonstration office, in each language, as files in a folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDocument } from '../../server/documents/render.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { noteKinds } from '../../server/vocabulary.ts';
import type { Office } from '../support/app.ts';

type Kind = (typeof noteKinds)[number];
export interface Rendered {
  name: string;
  kind: Kind;
  language: 'fr' | 'en';
  tree: DocumentTree;
  path: (format: 'docx' | 'pdf' | 'html') => string;
  pdf: Buffer;
}

const partner = [{ type: 'organization' as const, id: 'city.bordeaux' }];
const mission = [{ type: 'mission' as const, id: 'dm.01' }];

/** Records of the demonstration with much to say. */
const subjectsOf: Record<Kind, NoteOrder['subjects']> = {
  information: partner,
  decision: mission,
  meeting: partner,
  programme: mission,
  'mission-book': mission,
  'mission-report': mission,
  'partner-sheet': partner,
  'place-sheet': [{ type: 'place', id: 'pl.fr' }],
  'status-report': [{ type: 'framework', id: 'fw.vdq-vision' }],
  selection: ['city.bordeaux', 'city.lyon', 'city.namur'].map((id) => ({ type: 'organization', id })),
};

/** The notes that hold the most: those of a strategist, for an audience that may read everything. */
export async function renderAll(office: Office, folder: string, formats: readonly ('docx' | 'pdf' | 'html')[]): Promise<Rendered[]> {
  const made: Rendered[] = [];
  for (const kind of noteKinds) {
    for (const language of ['fr', 'en'] as const) {
      const order: NoteOrder = { kind, subjects: subjectsOf[kind], language, audience: 'confidential' };
      const name = `${kind}-${language}`;
      const { status, body: tree, text } = await office.as('strategist').post<DocumentTree>('/api/notes/preview?format=json', order);
      if (status !== 200) throw new Error(`${name}: ${text}`);
      const path = (format: string): string => join(folder, `${name}.${format}`);
      let pdf = Buffer.alloc(0);
      for (const format of formats) {
        const { body } = await renderDocument(tree, format);
        writeFileSync(path(format), body);
        if (format === 'pdf') pdf = Buffer.from(body);
      }
      made.push({ name, kind, language, tree, path, pdf });
    }
  }
  return made;
}
