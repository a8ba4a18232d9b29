/** The programme of a mission: day by day and minute by minute, who greets, who takes part, gifts, who to reach. */
import { m } from '../../generated/paraglide/messages.js';
import { contactBlocks, coverFacts, delegationTable, forAudience, giftsTable, missionSources, subtitle } from './mission-blocks.ts';
import type { ProgrammeData } from './mission-data.ts';
import { dayBlocks, timetable } from './mission-days.ts';
import type { NoteRequest } from './note-data.ts';
import { frame } from './note-frame.ts';
import type { Block, DocumentTree } from './tree.ts';

/** Pure. What is above the audience is left out and counted; what is not on record is for the advisor to write. */
export function buildProgramme(data: ProgrammeData, request: NoteRequest): DocumentTree {
  const { mission, omitted } = forAudience(data.mission, request.audience);
  return frame(request, { kind: 'programme', density: 'regular', omitted }, (voice) => {
    const locale = { locale: voice.language };
    const table = timetable(voice, mission);
    const blocks: Block[] = [
      coverFacts(voice, mission, false),
      ...(table ? [voice.heading(m.mission_doc_heading_timetable({}, locale)), table] : []),
      voice.heading(m.mission_doc_heading_delegation({}, locale)),
      delegationTable(voice, mission.delegation),
      ...dayBlocks(voice, mission, 1),
      voice.heading(m.mission_doc_heading_gifts({}, locale)),
      giftsTable(voice, mission),
      voice.heading(m.mission_doc_heading_contacts({}, locale)),
      ...contactBlocks(voice, mission),
      ...(mission.sources.length > 0 ? [missionSources(voice, mission.sources)] : []),
    ];
    return { title: voice.text(mission.title), subtitle: subtitle(voice, m.note_kind_programme({}, locale), mission), blocks };
  });
}
