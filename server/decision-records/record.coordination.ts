import { m } from '../../generated/paraglide/messages.js';
import type { Block, Run } from '../documents/tree.ts';
import { join, type Voice } from '../documents/voice.ts';
import type { CandidateCoordination, Coordination } from '../targets/coordination.schema.ts';
import type { Government } from '../targets/coordination.rules.ts';
import { candidateName, lower } from './record.tables.ts';
import type { RecordCandidate } from './record.data.ts';

const [namedOffices, namedPeople, namedFlags] = [2, 3, 2];

/** What the ministry and Global Affairs Canada do at each candidate, and whom to ask. */
export function coordinationTable(voice: Voice, candidates: readonly RecordCandidate[], coordination: Coordination): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(candidates, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.record_column_candidate({}, locale))], width: 18 },
      { header: [voice.say(m.record_column_quebec({}, locale))], width: 34 },
      { header: [voice.say(m.record_column_canada({}, locale))], width: 24 },
      { header: [voice.say(m.record_column_consult({}, locale))], width: 24 },
    ],
    rows: list.map((candidate) => {
      const there = coordination.candidates.find(({ candidateId }) => candidateId === candidate.id);
      return [[candidateName(voice, candidate, true)], doneThere(voice, there, 'quebec'), doneThere(voice, there, 'canada'), consult(voice, there)];
    }),
  }));
}

function doneThere(voice: Voice, there: CandidateCoordination | undefined, government: Government): Run[] {
  const locale = { locale: voice.language };
  const offices = (there?.offices ?? []).filter((office) => office.government === government);
  // The lists themselves are cut.
  const { agreements, missions, thrusts } = there?.totals[government] ?? { agreements: 0, missions: 0, thrusts: 0 };
  const said = join(
    [
      ...offices.slice(0, namedOffices).map((office) => {
        const name = voice.language === 'en' ? (office.nameEn ?? office.nameFr) : office.nameFr;
        return voice.say(office.isInside ? name : m.record_office_elsewhere({ name }, locale));
      }),
      offices.length > namedOffices && voice.say(m.record_more_offices({ count: offices.length - namedOffices }, locale)),
      agreements > 0 && voice.say(m.record_agreements({ count: agreements }, locale)),
      missions > 0 && voice.say(m.record_missions({ count: missions }, locale)),
      thrusts > 0 && voice.say(m.record_thrusts({ count: thrusts }, locale)),
    ],
    voice.say('; '),
  );
  return said.length > 0 ? said : [voice.say(m.record_nothing_on_record({}, locale), { tone: 'muted' })];
}

/** The people there whom we know, and the journeys that have to be spoken of together. */
function consult(voice: Voice, there: CandidateCoordination | undefined): Run[] {
  const locale = { locale: voice.language };
  const people = (there?.consult ?? []).slice(0, namedPeople).map((person) => {
    const title = voice.language === 'en' ? (person.titleEn ?? person.titleFr) : (person.titleFr ?? person.titleEn);
    return [voice.name(person.name), ...(title ? [voice.say(`, ${lower(title)}`)] : [])];
  });
  const flags = (there?.flags ?? []).slice(0, namedFlags).map(({ place, days }) => {
    const name = voice.language === 'en' ? (place.nameEn ?? place.nameFr) : place.nameFr;
    return voice.say(days === 0 ? m.record_flag_same({ place: name }, locale) : m.record_flag({ place: name, count: days }, locale), { tone: 'late' });
  });
  if (people.length + flags.length === 0) return [voice.say(m.record_nobody_known({}, locale), { tone: 'muted' })];
  return join([...people, ...flags], voice.say('; '));
}
