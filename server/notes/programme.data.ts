import type { ProgrammeData } from '../documents/mission-data.ts';
import type { Context } from '../http/context.ts';
import { onlySubject } from './kind.ts';
import { gatherMission } from './mission.data.ts';
import type { NoteOrder } from './note.schema.ts';

export async function readProgramme(ctx: Context, order: NoteOrder): Promise<ProgrammeData> {
  const { data } = await gatherMission(ctx, onlySubject(order).id);
  return { mission: data };
}
