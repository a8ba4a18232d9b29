/** The book of a mission (cahier de mission), put together from its parts, with a table of contents. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList, formatPhone } from '../text/format.rules.ts';
import { messages, topics } from './meeting-note.ts';
import { budgetTable, cities, columns, contactBlocks, coordination, coverFacts, delegationTable, everybody, factsOf, forAudience, giftsTable, missionSources, money, objectiveText, subtitle, titleOf, toWrite } from './mission-blocks.ts';
import { partnerName, partnerSheet, placeSheet } from './mission-book-sheets.ts';
import type { MissionBookData, MissionData, MissionPersonData, PostData } from './mission-data.ts';
import { dayBlocks, timetable, zoneSentence } from './mission-days.ts';
import type { NoteRequest, OrganizationData } from './note-data.ts';
import { frame } from './note-frame.ts';
import { peopleNamedIn, seenInteractions, seenPromises } from './named-people.ts';
import { addressAndLanguage, agreements, countHidden, personName } from './partner-blocks.ts';
import { openFirst, promiseState } from './promise-blocks.ts';
import { plainText } from './tree.ts';
import type { Audience, Block, DocumentTree, Run } from './tree.ts';
import { dot, isSensitive, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

/** Pure. What is above the audience is left out and counted; what is not on record is for the advisor to write. */
export function buildMissionBook(data: MissionBookData, request: NoteRequest): DocumentTree {
  const named = data.partners.flatMap((one) => [...one.people, ...peopleNamedIn(one.interactions, one.promises, request.audience)]);
  const { mission: seen, omitted } = forAudience(data.mission, request.audience, named);
  // What a mission may cost is the office's own affair until its report says what it did cost.
  const withCosts = request.audience !== 'public';
  const mission = withCosts ? seen : { ...seen, budget: [], maximumExpenseCents: null };
  const partners = data.partners.map((partner) => forReaders(partner, request.audience));
  const hidden = data.partners.reduce((sum, one) => sum + one.hidden, 0) + countHidden(data.partners.flatMap((one) => [one.agreements, one.interactions, one.promises]), request.audience);
  return frame(request, { kind: 'mission-book', density: 'regular', omitted: omitted + hidden }, (voice) => {
    const locale = { locale: voice.language };
    const write = (what: string): Block => toWrite(voice, what);
    const page = (title: string): Block => ({ type: 'heading', level: 1, runs: [voice.say(title)], newPage: true });
    const table = timetable(voice, mission);
    const blocks: Block[] = [
      coverFacts(voice, mission, true),
      page(m.mission_doc_heading_contents({}, locale)),
      { type: 'contents', depth: 2, items: [] },
      page(m.mission_doc_heading_glance({}, locale)),
      ...glance(voice, mission, partners, request.asOf),
      voice.heading(m.mission_doc_heading_alignment({}, locale)),
      objectives(voice, mission),
      voice.heading(m.mission_doc_heading_delegation({}, locale)),
      delegationTable(voice, mission.delegation),
      page(m.mission_doc_heading_programme({}, locale)),
      ...(table ? [table] : []),
      ...dayBlocks(voice, mission, 2),
      ...(data.places.length > 0 ? [page(m.mission_doc_heading_places({}, locale)), ...data.places.flatMap((place) => placeSheet(voice, place))] : []),
      data.places.length > 0 ? voice.heading(m.mission_doc_heading_partners({}, locale)) : page(m.mission_doc_heading_partners({}, locale)),
      ...(partners.length > 0 ? partners.flatMap((partner) => partnerSheet(voice, partner, request.asOf)) : [write(m.mission_doc_complete_partners({}, locale))]),
      page(m.mission_doc_heading_meetings({}, locale)),
      ...meetings(voice, mission),
      voice.heading(m.document_heading_biographies({}, locale)),
      ...biographies(voice, everybody(mission)),
      voice.heading(m.mission_doc_heading_messages({}, locale)),
      write(m.mission_doc_complete_messages({}, locale)),
      voice.heading(m.mission_doc_heading_media({}, locale)),
      write(m.mission_doc_complete_media({}, locale)),
      page(m.mission_doc_heading_protocol({}, locale)),
      ...protocol(voice, data),
      voice.heading(m.mission_doc_heading_gifts({}, locale), 2),
      giftsTable(voice, mission),
      voice.heading(m.mission_doc_heading_agreements({}, locale)),
      agreementsByPartner(voice, partners, request.asOf),
      voice.heading(m.mission_doc_heading_promises({}, locale)),
      promisesTable(voice, partners, request.asOf),
      ...(withCosts ? [voice.heading(m.mission_doc_heading_budget({}, locale)), budgetTable(voice, mission, false)] : []),
      voice.heading(m.mission_doc_heading_coordination({}, locale)),
      coordination(voice, mission),
      page(m.mission_doc_heading_practical({}, locale)),
      ...practical(voice, mission, data.posts),
      missionSources(voice, [...mission.sources, ...partners.flatMap(({ sources }) => sources)]),
    ];
    return { title: voice.text(mission.title), subtitle: subtitle(voice, m.note_kind_mission_book({}, locale), mission), blocks };
  });
}

const forReaders = (one: OrganizationData, audience: Audience): OrganizationData => ({
  ...one,
  people: readable(one.people, audience),
  agreements: readable(one.agreements, audience),
  interactions: seenInteractions(one.interactions, audience),
  promises: seenPromises(one.promises, audience),
});

/** The mission in a few lines: purpose, where, with whom, what for, how much. */
function glance(voice: Voice, mission: MissionData, partners: readonly OrganizationData[], today: string): Block[] {
  const locale = { locale: voice.language };
  const planned = mission.budget.reduce((sum, { plannedCents }) => sum + (plannedCents ?? 0), 0);
  const purpose = voice.text(mission.purpose);
  return [
    purpose.length > 0 ? { type: 'paragraph', role: 'lead', runs: purpose } : toWrite(voice, m.mission_doc_complete_purpose({}, locale)),
    factsOf(voice, [
      [m.mission_doc_label_where({}, locale), join([cities(voice, mission), mission.sessions.length > 0 ? voice.say(m.mission_doc_count_activities({ count: mission.sessions.length }, locale)) : null], voice.say(dot))],
      [m.mission_doc_label_met({}, locale), join(partners.map((one) => partnerName(voice, one, today)), voice.say(', '))],
      [m.mission_doc_label_objectives({}, locale), join(mission.objectives.map((one) => objectiveText(voice, one.text, one.commitment?.title ?? null).map((run) => ({ ...run, bold: false }))), voice.say('; '))],
      [m.mission_doc_label_planned({}, locale), planned > 0 ? [voice.say(money(voice, planned, mission.currency))] : []],
    ]),
  ];
}

/** Each objective with the commitment area that it serves, then the priorities as the city words them. */
function objectives(voice: Voice, mission: MissionData): Block {
  const locale = { locale: voice.language };
  if (mission.objectives.length === 0) return toWrite(voice, m.mission_doc_complete_objectives({}, locale));
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_objective({}, locale), 50],
      [m.mission_doc_column_priority({}, locale), 22],
      [m.mission_doc_column_commitment({}, locale), 28],
    ]),
    rows: mission.objectives.map(({ text, commitment }) => [
      objectiveText(voice, text, commitment?.title ?? null),
      commitment ? voice.text(commitment.priorityTitle, { tone: commitment.priority }) : [],
      voice.text(commitment?.title ?? null),
    ]),
  };
}

/** For each activity, our messages, then what may be raised and the answers; sensitive points apart. */
function meetings(voice: Voice, mission: MissionData): Block[] {
  const locale = { locale: voice.language };
  const withPoints = mission.sessions.filter(({ points }) => points.length > 0);
  const without = mission.sessions.filter(({ points }) => points.length === 0);
  const names = without.map(({ subject }) => plainText(voice.text(subject).slice(0, 1)));
  const sections = (title: string, block: Block): Block[] => (block.type === 'empty' ? [] : [voice.heading(title, 3), block]);
  return [
    ...withPoints.flatMap((session): Block[] => [
      { type: 'heading', level: 2, runs: join([voice.say(formatDate(session.on, voice.language)), voice.text(session.subject)], voice.say(' – ')) },
      ...sections(m.document_heading_messages({}, locale), messages(voice, session.points.filter((point) => !isSensitive(point) && !point.theirPosition))),
      ...sections(m.document_heading_topics({}, locale), topics(voice, session.points.filter((point) => !isSensitive(point) && point.theirPosition !== null))),
      ...sections(m.document_heading_sensitive({}, locale), topics(voice, session.points.filter(isSensitive), true)),
    ]),
    ...(names.length > 0 || mission.sessions.length === 0
      ? [toWrite(voice, names.length > 0 ? m.mission_doc_complete_points({ names: names.join('; ') }, locale) : m.mission_doc_complete_programme({}, locale))]
      : []),
  ];
}

/** Who is met: title, form of address, language, short biography; those without one are named for the advisor. */
function biographies(voice: Voice, list: readonly MissionPersonData[]): Block[] {
  const locale = { locale: voice.language };
  if (list.length === 0) return [toWrite(voice, m.mission_doc_complete_theirs({}, locale))];
  const bare = list.filter(({ biography }) => voice.text(biography).length === 0).map(({ name }) => name ?? '');
  return [
    ...list.map((person): Block => {
      const address = join(
        [addressAndLanguage(voice, person.addressForm, person.language), person.pronunciation ? voice.say(m.mission_doc_pronounced({ how: person.pronunciation }, locale), { tone: 'muted' }) : null],
        voice.say(dot, { tone: 'muted' }),
      );
      const lines = [join([personName(voice, person.name ?? '', person.pronouns), titleOf(voice, person)], voice.say(' – ')), address, voice.text(person.biography)];
      return { type: 'paragraph', role: 'body', runs: join(lines, voice.say('\n')) };
    }),
    ...(bare.length > 0 ? [toWrite(voice, m.mission_doc_complete_biographies({ names: formatList(bare, voice.language) }, locale))] : []),
  ];
}

function protocol(voice: Voice, { protocolRules }: MissionBookData): Block[] {
  const locale = { locale: voice.language };
  return [
    ...(protocolRules.length > 0 ? [{ type: 'list', items: protocolRules.map((rule) => voice.text(rule)) } as const] : []),
    toWrite(voice, m.mission_doc_complete_protocol({}, locale)),
  ];
}

function agreementsByPartner(voice: Voice, partners: readonly OrganizationData[], today: string): Block {
  const locale = { locale: voice.language };
  const rows = partners.flatMap((partner) => {
    const table = agreements(voice, partner.agreements, true);
    return table.type === 'table' ? table.rows.map((row) => [partnerName(voice, partner, today), ...row]) : [];
  });
  return voice.orEmpty(rows, (list) => ({
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_partner({}, locale), 22],
      [m.document_column_agreement({}, locale), 36],
      [m.document_column_state({}, locale), 18],
      [m.document_column_expiry({}, locale), 24],
    ]),
    rows: [...list],
  }));
}

/** What is still promised, on both sides: the late first, then by day. */
function promisesTable(voice: Voice, partners: readonly OrganizationData[], today: string): Block {
  const locale = { locale: voice.language };
  const of = new Map(partners.flatMap((partner) => partner.promises.map((item) => [item, partner] as const)));
  const open = openFirst([...of.keys()], today).flatMap((item) => {
    const partner = of.get(item);
    return partner ? [{ partner, item }] : [];
  });
  const by = { us: m.mission_doc_by_us({}, locale), them: m.mission_doc_by_them({}, locale), joint: m.document_promise_joint({}, locale) };
  return voice.orEmpty(open, (list) => ({
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_promise({}, locale), 38],
      [m.mission_doc_column_partner({}, locale), 20],
      [m.mission_doc_column_by({}, locale), 20],
      [m.document_column_state({}, locale), 22],
    ]),
    rows: list.map(({ partner, item }) => [
      voice.text(item.text),
      partnerName(voice, partner, today),
      join([voice.say(by[item.by]), item.assignee && item.by !== 'them' ? voice.name(item.assignee, null, { tone: 'muted' }) : null], voice.say(', ', { tone: 'muted' })),
      [promiseState(voice, item, today)],
    ]),
  }));
}

/** Hours, who to reach, posts of the country; then what no record says. */
function practical(voice: Voice, mission: MissionData, posts: readonly PostData[]): Block[] {
  const locale = { locale: voice.language };
  const zones = mission.stops.flatMap(({ place, timeZone, from }) =>
    timeZone && from?.length === 10 ? [zoneSentence(voice, from, plainText(voice.text(place)), timeZone)] : [],
  );
  const toKnow = [m.mission_doc_label_travel({}, locale), m.mission_doc_label_lodging({}, locale), m.mission_doc_label_money({}, locale), m.mission_doc_label_health({}, locale)];
  return [
    ...(zones.length > 0 ? [voice.heading(m.mission_doc_heading_hours({}, locale), 2), { type: 'list', items: [...new Set(zones)].map((zone) => [voice.say(zone)]) } as const] : []),
    voice.heading(m.mission_doc_heading_contacts({}, locale), 2),
    ...contactBlocks(voice, mission),
    ...(mission.direction === 'outgoing' ? [voice.heading(m.mission_doc_heading_posts({}, locale), 2), ...postBlocks(voice, posts)] : []),
    voice.heading(m.mission_doc_heading_travel({}, locale), 2),
    factsOf(voice, toKnow.map((label) => [label, [], 'complete'] as const)),
  ];
}

/** Those of the cities of the mission first; whose telephone is not on record is said once. */
function postBlocks(voice: Voice, posts: readonly PostData[]): Block[] {
  const locale = { locale: voice.language };
  const site = ({ website }: PostData): Run[] => (website ? [voice.say(website.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, ''), { link: website })] : []);
  return [
    voice.orEmpty(posts, (list) => ({
      type: 'table',
      caption: [],
      columns: columns(voice, [
        [m.mission_doc_column_post({}, locale), 50],
        [m.document_label_place({}, locale), 20],
        [m.mission_doc_column_reach({}, locale), 30],
      ]),
      rows: list.map((post) => [voice.text(post.name), voice.text(post.place), join([...post.phones.map((phone) => voice.name(formatPhone(phone, voice.language))), site(post)], voice.say('\n'))]),
    })),
    ...(posts.some(({ phones }) => phones.length === 0) ? [toWrite(voice, m.mission_doc_complete_posts({}, locale))] : []),
  ];
}
