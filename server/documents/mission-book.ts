/** The book of a mission (cahier de mission), put together from its parts, with a table of contents. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList, formatPhone } from '../text/format.rules.ts';
import { messages, topics } from './meeting-note.ts';
import { budgetTable, cities, columns, contactsTable, coordination, coverFacts, delegationTable, everybody, forAudience, giftsTable, missionSources, money, objectiveText, subtitle, titleOf, toComplete, toWrite } from './mission-blocks.ts';
import type { MissionBookData, MissionData, MissionPersonData, PostData } from './mission-data.ts';
import { dayBlocks, zoneSentence } from './mission-days.ts';
import type { NoteRequest, OrganizationData } from './note-data.ts';
import { frame } from './note-frame.ts';
import { addressAndLanguage, agreements, commitments, countHidden, identity, interactions, networkNames, organizationName, people, personName, relation } from './partner-blocks.ts';
import { isLate, promisesBySide, promiseState } from './promise-blocks.ts';
import { plainText } from './tree.ts';
import type { Audience, Block, DocumentTree, Run } from './tree.ts';
import { dot, isSensitive, join, readable } from './voice.ts';
import type { Voice } from './voice.ts';

/** Of each partner, what the book shows: more is in the partner sheet. */
const most = { people: 8, interactions: 4, summary: 220, promises: 8, networks: 8 } as const;

/** Pure. What is above the audience is left out and counted; what is not on record is for the advisor to write. */
export function buildMissionBook(data: MissionBookData, request: NoteRequest): DocumentTree {
  const { mission, omitted } = forAudience(data.mission, request.audience);
  const partners = data.partners.map((partner) => forReaders(partner, request.audience));
  const hidden = countHidden(data.partners.flatMap((one) => [one.people, one.agreements, one.interactions, one.promises]), request.audience);
  return frame(request, { kind: 'mission-book', density: 'regular', omitted: omitted + hidden }, (voice) => {
    const locale = { locale: voice.language };
    const write = (what: string): Block => toWrite(voice, what);
    const blocks: Block[] = [
      coverFacts(voice, mission),
      voice.heading(m.mission_doc_heading_contents({}, locale)),
      { type: 'contents', depth: 2, items: [] },
      voice.heading(m.mission_doc_heading_glance({}, locale)),
      ...glance(voice, mission, partners, request.asOf),
      voice.heading(m.mission_doc_heading_alignment({}, locale)),
      objectives(voice, mission),
      voice.heading(m.mission_doc_heading_delegation({}, locale)),
      delegationTable(voice, mission.delegation),
      voice.heading(m.mission_doc_heading_programme({}, locale)),
      ...dayBlocks(voice, mission, 2),
      voice.heading(m.mission_doc_heading_partners({}, locale)),
      ...(partners.length > 0 ? partners.flatMap((partner) => partnerSheet(voice, partner, request.asOf)) : [write(m.mission_doc_complete_partners({}, locale))]),
      voice.heading(m.mission_doc_heading_meetings({}, locale)),
      ...meetings(voice, mission),
      voice.heading(m.document_heading_biographies({}, locale)),
      ...biographies(voice, everybody(mission)),
      voice.heading(m.mission_doc_heading_messages({}, locale)),
      write(m.mission_doc_complete_messages({}, locale)),
      voice.heading(m.mission_doc_heading_media({}, locale)),
      write(m.mission_doc_complete_media({}, locale)),
      voice.heading(m.mission_doc_heading_protocol({}, locale)),
      ...protocol(voice, data),
      voice.heading(m.mission_doc_heading_gifts({}, locale), 2),
      giftsTable(voice, mission),
      voice.heading(m.mission_doc_heading_agreements({}, locale)),
      agreementsByPartner(voice, partners, request.asOf),
      voice.heading(m.mission_doc_heading_promises({}, locale)),
      promisesTable(voice, partners, request.asOf),
      voice.heading(m.mission_doc_heading_budget({}, locale)),
      budgetTable(voice, mission, false),
      voice.heading(m.mission_doc_heading_coordination({}, locale)),
      coordination(voice, mission),
      voice.heading(m.mission_doc_heading_practical({}, locale)),
      ...practical(voice, mission, data.posts),
      voice.heading(m.document_heading_sources({}, locale)),
      missionSources(voice, [...mission.sources, ...partners.flatMap(({ sources }) => sources)]),
    ];
    return { title: voice.text(mission.title), subtitle: subtitle(voice, m.note_kind_mission_book({}, locale), mission), blocks };
  });
}

const forReaders = (one: OrganizationData, audience: Audience): OrganizationData => ({
  ...one,
  people: readable(one.people, audience),
  agreements: readable(one.agreements, audience),
  interactions: readable(one.interactions, audience),
  promises: readable(one.promises, audience),
});

/** The mission in a few lines: purpose, where, with whom, how many activities, how much. */
function glance(voice: Voice, mission: MissionData, partners: readonly OrganizationData[], today: string): Block[] {
  const locale = { locale: voice.language };
  const names = partners.map((one) => plainText(nameOf(voice, one, today)));
  const planned = mission.budget.reduce((sum, { plannedCents }) => sum + (plannedCents ?? 0), 0);
  const purpose = voice.text(mission.purpose);
  return [
    purpose.length > 0 ? { type: 'paragraph', role: 'lead', runs: purpose } : toWrite(voice, m.mission_doc_complete_purpose({}, locale)),
    {
      type: 'list',
      items: [
        join([cities(voice, mission), voice.say(m.mission_doc_count_activities({ count: mission.sessions.length }, locale))], voice.say(dot)),
        ...(names.length > 0 ? [[voice.say(m.mission_doc_met({ names: formatList(names, voice.language) }, locale))]] : []),
        ...mission.objectives.map((one) => objectiveText(voice, one.text, one.commitment?.title ?? null)),
        ...(planned > 0 ? [[voice.say(m.mission_doc_planned({ amount: money(voice, planned, mission.currency) }, locale))]] : []),
      ],
    },
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

function nameOf(voice: Voice, organization: OrganizationData, day: string): Run[] {
  const name = organizationName(organization.names, day, voice.language);
  return name ? [voice.name(name.text, name.language)] : [voice.say(m.document_no_data({}, { locale: voice.language }))];
}

/** The partner sheet's own blocks, under the partner's name. */
function partnerSheet(voice: Voice, partner: OrganizationData, today: string): Block[] {
  const locale = { locale: voice.language };
  const open = partner.promises.filter(isOpen);
  return [
    { type: 'heading', level: 2, runs: nameOf(voice, partner, today) },
    { type: 'columns', left: [identity(voice, partner, today, today)], right: [relation(voice, partner)] },
    voice.heading(m.document_heading_why({}, locale), 3),
    commitments(voice, partner.commitments),
    voice.heading(m.document_heading_people({}, locale), 3),
    people(voice, partner.people.slice(0, most.people)),
    promisesBySide(voice, open, today, [m.document_heading_owed_by_us({}, locale), m.document_heading_owed_by_them({}, locale)], 3, most.promises),
    voice.heading(m.document_heading_last_interactions({}, locale), 3),
    interactions(voice, partner.interactions.slice(0, most.interactions), most.summary, false),
    voice.heading(m.document_heading_agreements({}, locale), 3),
    agreements(voice, partner.agreements, false),
    voice.heading(m.document_heading_networks({}, locale), 3),
    networkNames(voice, partner.networks.slice(0, most.networks)),
  ];
}

const isOpen = ({ status }: OrganizationData['promises'][number]): boolean => status === 'open' || status === 'renegotiated';

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
    return table.type === 'table' ? table.rows.map((row) => [nameOf(voice, partner, today), ...row]) : [];
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
  const open = partners
    .flatMap((partner) => partner.promises.filter(isOpen).map((item) => ({ partner, item })))
    .sort((a, b) => Number(isLate(b.item, today)) - Number(isLate(a.item, today)) || (a.item.dueOn ?? '9').localeCompare(b.item.dueOn ?? '9'));
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
      nameOf(voice, partner, today),
      join([voice.say(by[item.by]), item.assignee && item.by !== 'them' ? voice.name(item.assignee, null, { tone: 'muted' }) : null], voice.say(', ', { tone: 'muted' })),
      [promiseState(voice, item, today)],
    ]),
  }));
}

/** Hours, posts of the country, who to reach; then what no record says. */
function practical(voice: Voice, mission: MissionData, posts: readonly PostData[]): Block[] {
  const locale = { locale: voice.language };
  const zones = mission.stops.flatMap(({ place, timeZone, from }) =>
    timeZone && from?.length === 10 ? [zoneSentence(voice, from, plainText(voice.text(place)), timeZone)] : [],
  );
  const missing = [m.mission_doc_complete_travel({}, locale), m.mission_doc_complete_lodging({}, locale), m.mission_doc_complete_money({}, locale), m.mission_doc_complete_health({}, locale)];
  return [
    ...(zones.length > 0 ? [voice.heading(m.mission_doc_heading_hours({}, locale), 2), { type: 'list', items: [...new Set(zones)].map((zone) => [voice.say(zone)]) } as const] : []),
    ...(mission.direction === 'outgoing' ? [voice.heading(m.mission_doc_heading_posts({}, locale), 2), postsTable(voice, posts)] : []),
    voice.heading(m.mission_doc_heading_contacts({}, locale), 2),
    contactsTable(voice, mission),
    voice.heading(m.mission_doc_heading_travel({}, locale), 2),
    ...missing.map((what) => toWrite(voice, what)),
  ];
}

function postsTable(voice: Voice, posts: readonly PostData[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(posts, (list) => ({
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_post({}, locale), 46],
      [m.document_label_place({}, locale), 22],
      [m.mission_doc_column_phone({}, locale), 32],
    ]),
    rows: list.map(({ name, place, phones, website }) => [
      voice.text(name).map((run) => (website ? { ...run, link: website } : run)),
      voice.text(place),
      phones.length > 0 ? join(phones.map((phone) => voice.name(formatPhone(phone, voice.language))), voice.say('\n')) : [toComplete(voice)],
    ]),
  }));
}
