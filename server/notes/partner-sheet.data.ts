import type { PartnerSheetData } from '../documents/note-data.ts';
import type { Context } from '../http/context.ts';
import { gatherOrganization } from './note.data.ts';
import { onlySubject } from './kind.ts';
import type { NoteOrder } from './note.schema.ts';

export async function readPartnerSheet(ctx: Context, order: NoteOrder): Promise<PartnerSheetData> {
  return { organization: await gatherOrganization(ctx, onlySubject(order).id, order) };
}
