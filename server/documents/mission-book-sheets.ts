/** What the book of a mission says of each place and of each partner: one short sheet each, without what is not on record. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList } from '../text/format.rules.ts';
import { columns, factsOf } from './mission-blocks.ts';
import type { OrganizationData, PersonData } from './note-data.ts';
import { addressAndLanguage, agreements, commitments, identity, interactions, networkNames, organizationName, personName, relation } from './partner-blocks.ts';
import { commitmentsServed, named, partnersByKind } from './place-blocks.ts';
import type { PlaceGlance } from './place-sheet.data.ts';
import { countedHeading, openFirst, promise } from './promise-blocks.ts';
import { plainText } from './tree.ts';
import type { Block, Fact, Run } from './tree.ts';
import { join } from './voice.ts';
import type { Voice } from './voice.ts';

/** What the book shows of each: more is in the sheet of the partner or of the place. */
const most = { people: 8, interactions: 4, summary: 220, promises: 8, networks: 8, kinds: 6, names: 5 } as const;

/** The name of a partner in the language of the part, as it is on a day. */
export function partnerName(voice: Voice, organization: OrganizationData, day: string): Run[] {
  const name = organizationName(organization.names, day, voice.language);
  return name ? [voice.name(name.text, name.language)] : [voice.say(m.document_no_data({}, { locale: voice.language }))];
}

/** Under the name of the place: what it lies in, who is there and what they serve with the city. */
export function placeSheet(voice: Voice, place: PlaceGlance): Block[] {
  const locale = { locale: voice.language };
  const served = commitmentsServed(voice, place.commitments);
  return [
    { type: 'heading', level: 2, runs: named(voice, place.name) },
    factsOf(voice, [
      [m.place_sheet_label_path({}, locale), join(place.path.map((one) => named(voice, one)), voice.say(' › '))],
      [m.place_sheet_label_regions({}, locale), join(place.regions.map((one) => named(voice, one)), voice.say('; '))],
      [m.document_heading_why({}, locale), served.type === 'list' ? join(served.items, voice.say('\n')) : []],
    ]),
    partnersByKind(voice, place.partners, most.kinds, most.names),
  ];
}

/** Under the name of the partner: who they are, why, who is there, what is owed, what was said, what binds us. */
export function partnerSheet(voice: Voice, partner: OrganizationData, today: string): Block[] {
  const locale = { locale: voice.language };
  const open = openFirst(partner.promises, today);
  const owed = (title: string, list: OrganizationData['promises']): Section => [
    plainHeading(voice, title, list.length),
    voice.orEmpty(list.slice(0, most.promises), (some) => ({ type: 'list', items: some.map((item) => promise(voice, item, today)) })),
    title,
  ];
  const titled = (title: string, block: Block): Section => [voice.heading(title, 3), block, title];
  const sections: Section[] = [
    titled(m.document_heading_why({}, locale), commitments(voice, partner.commitments)),
    titled(m.document_heading_people({}, locale), people(voice, partner.people.slice(0, most.people))),
    owed(m.document_heading_owed_by_us({}, locale), open.filter(({ by }) => by !== 'them')),
    owed(m.document_heading_owed_by_them({}, locale), open.filter(({ by }) => by === 'them')),
    titled(m.document_heading_last_interactions({}, locale), interactions(voice, partner.interactions.slice(0, most.interactions), most.summary, false)),
    titled(m.document_heading_agreements({}, locale), agreements(voice, partner.agreements, false)),
    titled(m.document_heading_networks({}, locale), networkNames(voice, partner.networks.slice(0, most.networks))),
  ];
  const bare = sections.filter(([, block]) => block.type === 'empty').map(([, , title]) => lower(title));
  return [
    { type: 'heading', level: 2, runs: partnerName(voice, partner, today) },
    { type: 'facts', items: [identity(voice, partner, today, today), relation(voice, partner)].flatMap((block) => (block.type === 'facts' ? block.items : [])).filter(isNews(partner, voice, today)) },
    ...sections.flatMap(([heading, block]) => (block.type === 'empty' ? [] : [heading, block])),
    ...(bare.length > 0 ? [nothingOn(voice, bare)] : []),
  ];
}

const nothingOn = (voice: Voice, names: readonly string[]): Block => ({
  type: 'empty',
  runs: [voice.say(m.mission_doc_nothing_on({ names: formatList(names, voice.language) }, { locale: voice.language }))],
});

type Section = [heading: Block, block: Block, title: string];

const plainHeading = (voice: Voice, title: string, total: number): Block => countedHeading(voice, title, Math.min(most.promises, total), total, 3);

const lower = (title: string): string => title.slice(0, 1).toLocaleLowerCase('fr-CA') + title.slice(1);

/** The name stands above: it is not said again below it. */
function isNews(partner: OrganizationData, voice: Voice, today: string): (fact: Fact) => boolean {
  const name = plainText(partnerName(voice, partner, today));
  return ({ value }) => plainText(value) !== name;
}

/** Who, how to address them, when they were last met and by whom of ours they are known. */
function people(voice: Voice, persons: readonly PersonData[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(persons, (list) => ({
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.document_column_person({}, locale), 42],
      [m.document_column_address({}, locale), 26],
      [m.document_column_last_interaction({}, locale), 32],
    ]),
    rows: list.map((person) => [
      join([personName(voice, person.name, person.pronouns), voice.text(person.title)], voice.say('\n')),
      addressAndLanguage(voice, person.addressForm, person.language),
      join(
        [
          person.lastContactOn ? voice.say(formatDate(person.lastContactOn, voice.language)) : null,
          person.knownBy.length > 0 ? voice.name(person.knownBy.slice(0, 2).join(', '), null, { tone: 'muted' }) : null,
        ],
        voice.say('\n'),
      ),
    ]),
  }));
}
