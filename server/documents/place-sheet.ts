/** The sheet on a country, a place or a region of the office (fiche pays, fiche région): two pages at most. */
import { m } from '../../generated/paraglide/messages.js';
import { activity } from './activity-blocks.ts';
import type { NoteRequest, PromiseData } from './note-data.ts';
import { countHiddenPeople, peopleNamedIn, seenInteractions, seenPromises } from './named-people.ts';
import { frame } from './note-frame.ts';
import { pageHeight, partHeight } from './page-budget.ts';
import { agreements, countHidden, interactions } from './partner-blocks.ts';
import { commitmentsServed, decisions, missions, named, offices, partnersByKind, peopleKnown, thrusts, whereFacts, whereMap } from './place-blocks.ts';
import type { PlaceSheetData, Some } from './place-sheet.data.ts';
import { countedHeading, openFirst, promisesBySide } from './promise-blocks.ts';
import type { Audience, Block, DocumentLanguage, DocumentTree } from './tree.ts';
import { dot, join, readable, type Voice } from './voice.ts';

const mostPages = 2;
/** Lost where a picture or a row goes to the next page in one piece. */
const lostAtBreaks = 60;

interface Share {
  /** What a region is made of */
  members: number;
  /** Rows of partners, and names in each */
  kinds: number;
  names: number;
  decisions: number;
  interactions: number;
  /** Characters of a summary, of a reason */
  summary: number;
  reason: number;
  /** On each side */
  promises: number;
  agreements: number;
  missions: number;
  people: number;
  offices: number;
  thrusts: number;
}

/** What two pages may hold, from the fullest to the barest; what is cut is counted. */
const shares: readonly [Share, ...Share[]] = [
  { members: 40, kinds: 15, names: 8, decisions: 4, interactions: 5, summary: 160, reason: 240, promises: 5, agreements: 6, missions: 6, people: 8, offices: 6, thrusts: 8 },
  { members: 30, kinds: 12, names: 6, decisions: 3, interactions: 5, summary: 0, reason: 200, promises: 4, agreements: 5, missions: 5, people: 7, offices: 5, thrusts: 6 },
  { members: 20, kinds: 10, names: 4, decisions: 3, interactions: 4, summary: 0, reason: 160, promises: 4, agreements: 4, missions: 4, people: 6, offices: 4, thrusts: 5 },
  { members: 15, kinds: 8, names: 3, decisions: 2, interactions: 3, summary: 0, reason: 120, promises: 3, agreements: 3, missions: 3, people: 5, offices: 3, thrusts: 4 },
  { members: 10, kinds: 6, names: 2, decisions: 2, interactions: 3, summary: 0, reason: 90, promises: 2, agreements: 3, missions: 3, people: 4, offices: 2, thrusts: 3 },
  { members: 6, kinds: 4, names: 1, decisions: 1, interactions: 2, summary: 0, reason: 60, promises: 1, agreements: 2, missions: 2, people: 2, offices: 1, thrusts: 2 },
];

type Maps = Map<DocumentLanguage, Block | null>;

/** Pure. What is above the audience is left out and counted; the lists are cut until every part stands on two pages. */
export function buildPlaceSheet(data: PlaceSheetData, request: NoteRequest): DocumentTree {
  // The map is the same however much else is shown, and takes the longest to draw.
  const maps: Maps = new Map();
  let sheet = build(data, request, shares[0], maps);
  for (const share of shares.slice(1)) {
    if (sheet.parts.every((part) => partHeight(part) <= mostPages * pageHeight - lostAtBreaks)) break;
    sheet = build(data, request, share, maps);
  }
  return sheet;
}

/** What of a list the audience may see; the total loses what is taken out here. */
function seen<Item extends { sensitivity: Audience }>({ items, total }: Some<Item>, audience: Audience): Some<Item> {
  const left = readable(items, audience);
  return { items: left, total: total - (items.length - left.length) };
}

function build(data: PlaceSheetData, request: NoteRequest, most: Share, maps: Maps): DocumentTree {
  const { audience, asOf } = request;
  const hidden = countHidden([data.interactions, data.promises, data.agreements, data.missions].map(({ items }) => items), audience);
  const inLists = peopleNamedIn(data.interactions.items, data.promises.items, audience);
  const omitted = data.hidden + hidden + countHiddenPeople([data.people.items, data.above, inLists], audience);
  const [found, pacts, journeys, people] = [seen(data.interactions, audience), seen(data.agreements, audience), seen(data.missions, audience), seen(data.people, audience)];
  const held = { ...found, items: seenInteractions(found.items, audience) };
  const owed = seen(data.promises, audience);
  return frame(request, { kind: 'place-sheet', density: 'compact', pages: mostPages, omitted }, (voice) => {
    const locale = { locale: voice.language };
    if (!maps.has(voice.language)) maps.set(voice.language, whereMap(voice, data));
    const map = maps.get(voice.language) ?? null;
    const heading = (title: string, limit: number, { items, total }: Some<unknown>): Block => countedHeading(voice, title, Math.min(limit, items.length), total);
    const counted = (count: number): string => (count > 0 ? ` – ${count}` : '');
    const blocks: Block[] = [
      voice.heading(m.place_sheet_heading_where({}, locale)),
      whereFacts(voice, data, most.members),
      ...(map ? [map] : []),
      heading(m.place_sheet_heading_decision({}, locale), most.decisions, { items: data.decisions, total: data.decisions.length }),
      decisions(voice, data.decisions.slice(0, most.decisions), most.reason),
      // Both pictures stand on the first page: what follows breaks between its rows, and no page is left half empty.
      voice.heading(m.place_sheet_heading_activity({}, locale)),
      ...activity(voice, data.activity, asOf),
      voice.heading(`${m.place_sheet_heading_partners({}, locale)}${counted(data.partners.total)}`),
      partnersByKind(voice, data.partners, most.kinds, most.names),
      voice.heading(m.document_heading_why({}, locale)),
      commitmentsServed(voice, data.commitments),
      heading(m.document_heading_last_interactions({}, locale), most.interactions, held),
      interactions(voice, held.items.slice(0, most.interactions), most.summary, true),
      ...promises(voice, { ...owed, items: seenPromises(owed.items, audience) }, asOf, most.promises),
      heading(m.document_heading_agreements({}, locale), most.agreements, pacts),
      agreements(voice, pacts.items.slice(0, most.agreements), false),
      heading(m.place_sheet_heading_missions({}, locale), most.missions, journeys),
      missions(voice, journeys.items.slice(0, most.missions)),
      heading(m.place_sheet_heading_people({}, locale), most.people, people),
      peopleKnown(voice, people.items.slice(0, most.people)),
      voice.heading(m.place_sheet_heading_offices({}, locale)),
      ...offices(voice, data.offices, most.offices),
      heading(m.place_sheet_heading_thrusts({}, locale), most.thrusts, data.thrusts),
      thrusts(voice, data.thrusts.items.slice(0, most.thrusts)),
      sourcesNote(voice, data),
    ];
    return {
      title: named(voice, data.name),
      subtitle: join([voice.say(sheetTitle(voice, data.type)), data.type === 'place' && voice.text(data.kind)], voice.say(dot)),
      blocks,
    };
  });
}

function sheetTitle(voice: Voice, type: PlaceSheetData['type']): string {
  const locale = { locale: voice.language };
  switch (type) {
    case 'region':
      return m.place_sheet_title_region({}, locale);
    case 'country':
      return m.place_sheet_title_country({}, locale);
    case 'city':
      return m.place_sheet_title_city({}, locale);
    case 'place':
      return m.place_sheet_title_place({}, locale);
  }
}

/** Ours and theirs, each with whom; the late ones first. */
function promises(voice: Voice, { items, total }: Some<PlaceSheetData['promises']['items'][number]>, today: string, most: number): Block[] {
  const locale = { locale: voice.language };
  const withNames = items.map(({ with: partner, text, ...rest }): PromiseData => ({ ...rest, text: { fr: withName(text.fr, partner?.fr ?? partner?.en), en: withName(text.en, partner?.en ?? partner?.fr) } }));
  const titles: [string, string] = [m.document_heading_owed_by_us({}, locale), m.document_heading_owed_by_them({}, locale)];
  const unread = total - items.length;
  return [
    promisesBySide(voice, openFirst(withNames, today), today, titles, 1, most),
    ...(unread > 0 ? [{ type: 'paragraph' as const, role: 'note' as const, runs: [voice.say(m.place_sheet_more_promises({ count: unread }, locale))] }] : []),
  ];
}

const withName = (text: string | null, name: string | null | undefined): string | null => (text && name ? `${text} (${name})` : text);

function sourcesNote(voice: Voice, { sources }: PlaceSheetData): Block {
  const locale = { locale: voice.language };
  const cited = [...new Set(sources.map(({ label, locator }) => [label, locator].filter(Boolean).join(', ')).filter((label) => label !== ''))].join('; ');
  return {
    type: 'paragraph',
    role: 'note',
    runs: [voice.say(`${m.document_sources_line({ sources: cited || m.document_no_data({}, locale).toLocaleLowerCase() }, locale)}. ${m.place_sheet_sources_rest({}, locale)}`)],
  };
}
