/** The pieces that the programme, the book and the report of a mission share: each turns data into blocks of the tree. */
import { m } from '../../generated/paraglide/messages.js';
import { compareText, formatDate, formatList, formatMoney, formatPeriod, formatPhone } from '../text/format.rules.ts';
import type { GiftData, MissionData, MissionPersonData, MissionSessionData } from './mission-data.ts';
import type { Bilingual, DiscussionPointData, NamedData } from './note-data.ts';
import { addressAndLanguage, personName } from './partner-blocks.ts';
import { plainText } from './tree.ts';
import type { Audience, Block, Fact, Run, TableColumn } from './tree.ts';
import { dot, join, mayRead, readable } from './voice.ts';
import type { Voice } from './voice.ts';

/** What is not on record and is for the advisor to write: « À compléter : … ». */
export function toWrite(voice: Voice, what: string): Block {
  const colon = voice.language === 'fr' ? '\u00a0: ' : ': ';
  return { type: 'empty', toComplete: true, runs: [toComplete(voice), voice.say(`${colon}${what}`)] };
}

/** « À compléter », alone, where a value stands. */
export const toComplete = (voice: Voice): Run => voice.say(m.mission_doc_to_complete({}, { locale: voice.language }), { bold: true });

export const columns = (voice: Voice, list: readonly (readonly [header: string, width: number, align?: 'end'])[]): TableColumn[] =>
  list.map(([header, width, align]) => ({ header: [voice.say(header)], width, ...(align && { align }) }));

/** What the audience may see of a mission, and how much it may not: each person above it counts once, with those that the document `alsoNames`. */
export function forAudience(mission: MissionData, audience: Audience, alsoNames: readonly NamedData[] = []): { mission: MissionData; omitted: number } {
  const hidden = new Set(alsoNames.flatMap(({ id, name, sensitivity }) => (mayRead(sensitivity, audience) ? [] : [id ?? name])));
  let omitted = 0;
  const seen = <T extends { sensitivity: Audience }>(list: readonly T[]): T[] => {
    const kept = readable(list, audience);
    omitted += list.length - kept.length;
    return kept;
  };
  const people = (list: readonly MissionPersonData[]): MissionPersonData[] =>
    list.filter((person) => {
      if (mayRead(person.sensitivity, audience)) return true;
      hidden.add(person.id ?? person.name ?? '');
      return false;
    });
  const sessions = seen(mission.sessions).map(
    (session): MissionSessionData => ({
      ...session,
      people: { ours: people(session.people.ours), theirs: people(session.people.theirs), third: people(session.people.third) },
      points: seen<DiscussionPointData>(session.points),
      gifts: seen<GiftData>(session.gifts),
    }),
  );
  const shown: MissionData = { ...mission, sessions, delegation: people(mission.delegation), gifts: seen(mission.gifts) };
  return { mission: shown, omitted: omitted + hidden.size };
}

/** « du 19 au 24 octobre 2026 »; empty while the dates are not known. */
export const period = (voice: Voice, { startsOn, endsOn }: Pick<MissionData, 'startsOn' | 'endsOn'>): string => formatPeriod(startsOn, endsOn, voice.language);

/** The places of the itinerary, each once, in order. */
export function cities(voice: Voice, mission: Pick<MissionData, 'stops'>): Run[] {
  const named = mission.stops.map(({ place }) => voice.text(place)).filter((runs) => runs.length > 0);
  const distinct = named.filter((runs, index) => named.findIndex((other) => plainText(other) === plainText(runs)) === index);
  return join(distinct, voice.say(', '));
}

/** What the document is, when and where: under its title. */
export const subtitle = (voice: Voice, kind: string, mission: MissionData): Run[] =>
  join([voice.say(kind), period(voice, mission) ? voice.say(period(voice, mission)) : null, cities(voice, mission)], voice.say(dot));

/** Facts of which those without a value are for the advisor to write, or are left out. */
export function factsOf(voice: Voice, items: readonly (readonly [label: string, value: Run[], whenEmpty?: 'complete'])[]): Block {
  const known = items.flatMap(([label, value, whenEmpty]): Fact[] => {
    if (value.length > 0) return [{ label: [voice.say(label)], value }];
    return whenEmpty ? [{ label: [voice.say(label)], value: [toComplete(voice)], toComplete: true }] : [];
  });
  return known.length > 0 ? { type: 'facts', items: known } : voice.empty();
}

/** Dates, places and who leads; for the file of the office also where it stands, whether it is approved and up to what expense. */
export function coverFacts(voice: Voice, mission: MissionData, inFull: boolean): Block {
  const locale = { locale: voice.language };
  const { lead, approval, maximumExpenseCents: maximum } = mission;
  return factsOf(voice, [
    [m.mission_doc_label_dates({}, locale), period(voice, mission) ? [voice.say(period(voice, mission))] : [], 'complete'],
    [m.mission_doc_label_cities({}, locale), cities(voice, mission), 'complete'],
    [m.mission_lead({}, locale), lead ? join([voice.name(lead.name), voice.text(lead.title)], voice.say(', ')) : [], 'complete'],
    ...(inFull
      ? ([
          [m.mission_doc_label_state({}, locale), voice.text(mission.statusLabel)],
          [m.mission_doc_label_approval({}, locale), approval ? approvalSaid(voice, approval) : []],
          [m.mission_maximum_expense({}, locale), maximum === null ? [] : [voice.say(money(voice, maximum, mission.currency))]],
        ] as const)
      : []),
  ]);
}

/** « Accordée le 11 septembre 2026 · comité exécutif ». */
function approvalSaid(voice: Voice, { state, on }: NonNullable<MissionData['approval']>): Run[] {
  const locale = { locale: voice.language };
  const said = [...voice.text(state), ...(on ? [voice.say(m.mission_doc_on_date({ date: formatDate(on, voice.language) }, locale))] : [])];
  return join([said, voice.say(m.mission_doc_approved_by({}, locale), { tone: 'muted' })], voice.say(dot, { tone: 'muted' }));
}

/** Coordination with the ministry and with Global Affairs Canada: how far, and what is noted. */
export function coordination(voice: Voice, { ministry, federal }: MissionData): Block {
  const locale = { locale: voice.language };
  const said = (one: MissionData['ministry']): Run[] => join([voice.text(one.level), voice.typed(one.note)], voice.say(' – '));
  return factsOf(voice, [
    [m.mission_ministry({}, locale), said(ministry)],
    [m.mission_federal({}, locale), said(federal)],
  ]);
}

/** Those of a list in order of precedence: as in the delegation where they are in it, then who leads, then as recorded. */
export function inPrecedence(list: readonly MissionPersonData[], delegation: readonly MissionPersonData[]): MissionPersonData[] {
  const rank = ({ id, lead }: MissionPersonData): number => {
    const place = id === null ? -1 : delegation.findIndex((one) => one.id === id);
    return place >= 0 ? place : delegation.length + (lead ? 0 : 1);
  };
  return list.toSorted((a, b) => rank(a) - rank(b));
}

/** Who goes, in order of precedence: the rank, the person, the title and the part they take. */
export function delegationTable(voice: Voice, delegation: readonly MissionPersonData[]): Block {
  const locale = { locale: voice.language };
  if (delegation.length === 0) return toWrite(voice, m.mission_doc_complete_delegation({}, locale));
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_rank({}, locale), 8],
      [m.document_column_person({}, locale), 32],
      [m.document_column_title({}, locale), 36],
      [m.mission_doc_column_role({}, locale), 24],
    ]),
    rows: delegation.map((person, index) => [
      [voice.say(String(index + 1))],
      person.name ? named(voice, person, true) : voice.text(person.role, { bold: true }),
      titleOf(voice, person),
      person.name ? voice.text(person.role) : [],
    ]),
  };
}

/** A name with pronouns, how it is said, and who leads the others. */
function named(voice: Voice, person: MissionPersonData, hasOthers: boolean): Run[] {
  const locale = { locale: voice.language };
  return join(
    [
      personName(voice, person.name ?? '', person.pronouns),
      person.pronunciation ? voice.say(m.mission_doc_pronounced({ how: person.pronunciation }, locale), { tone: 'muted' }) : null,
      person.lead && hasOthers ? voice.say(m.document_head_of_delegation({}, locale), { tone: 'muted' }) : null,
    ],
    voice.say(', ', { tone: 'muted' }),
  );
}

export const titleOf = (voice: Voice, person: MissionPersonData): Run[] =>
  join([voice.text(person.title), voice.text(person.organization, { tone: 'muted' })], voice.say(', ', { tone: 'muted' }));

/** Who takes part on one side, with title, form of address and language; the caption names the side. */
export function peopleTable(voice: Voice, caption: string, list: readonly MissionPersonData[]): Block {
  const locale = { locale: voice.language };
  return {
    type: 'table',
    caption: [voice.say(caption)],
    columns: columns(voice, [
      [m.document_column_person({}, locale), 32],
      [m.document_column_title_that_day({}, locale), 40],
      [m.document_column_address({}, locale), 28],
    ]),
    rows: list.map((person) => [named(voice, person, list.length > 1), titleOf(voice, person), addressAndLanguage(voice, person.addressForm, person.language)]),
  };
}

/** Everybody met, each once, in the order of the activities; with our delegation's people of other organizations. */
export function everybody(mission: MissionData): MissionPersonData[] {
  const all = [...mission.delegation.filter(({ organization }) => organization !== null), ...mission.sessions.flatMap(({ people }) => [...inPrecedence(people.theirs, []), ...people.third])];
  const once = new Map<string, MissionPersonData>();
  for (const person of all) {
    const key = person.id ?? person.name;
    if (key !== null && person.name !== null && !once.has(key)) once.set(key, person);
  }
  return [...once.values()];
}

/** Who to reach and how, phones as written in Québec, and when that was checked; then whose telephone is not on record. Ours first. */
export function contactBlocks(voice: Voice, mission: MissionData): Block[] {
  const locale = { locale: voice.language };
  const ours = mission.delegation.filter(({ name, organization }) => name !== null && organization === null);
  const all = [...ours, ...everybody(mission)];
  const reached = all.filter(({ phones, email }) => phones.length > 0 || email);
  const silent = all.filter(({ phones }) => phones.length === 0).map(({ name }) => name ?? '');
  const phones = ({ phones: list }: MissionPersonData): Run[] => join(list.map((phone) => voice.name(formatPhone(phone, voice.language))), voice.say('\n'));
  const checked = ({ verifiedOn: on }: MissionPersonData): Run | null => (on ? voice.say(m.mission_doc_verified_on({ date: formatDate(on, voice.language) }, locale), { tone: 'muted' }) : null);
  return [
    voice.orEmpty(reached, (list) => ({
      type: 'table',
      caption: [],
      columns: columns(voice, [
        [m.document_column_person({}, locale), 40],
        [m.mission_doc_column_phone({}, locale), 24],
        [m.mission_doc_column_email({}, locale), 36],
      ]),
      rows: list.map((person) => [
        join([personName(voice, person.name ?? '', null), titleOf(voice, person)], voice.say('\n')),
        phones(person),
        join([person.email ? voice.name(person.email, null, { link: `mailto:${person.email}` }) : null, checked(person)], voice.say('\n')),
      ]),
    })),
    ...(silent.length > 0 ? [toWrite(voice, m.mission_doc_complete_phones({ names: formatList(silent, voice.language) }, locale))] : []),
  ];
}

/** Every gift of the mission, by day. */
export function giftsTable(voice: Voice, mission: MissionData): Block {
  const locale = { locale: voice.language };
  const all = [...mission.gifts, ...mission.sessions.flatMap(({ gifts }) => gifts)].toSorted((a, b) => compareText(a.on ?? '', b.on ?? ''));
  if (all.length === 0) return toWrite(voice, m.mission_doc_complete_gifts({}, locale));
  return {
    type: 'table',
    caption: [],
    columns: columns(voice, [
      [m.mission_doc_column_gift({}, locale), 36],
      [m.mission_doc_column_gift_with({}, locale), 24],
      [m.document_column_date({}, locale), 18],
      [m.mission_doc_column_gift_value({}, locale), 22],
    ]),
    rows: all.map((gift) => [
      join([voice.text(gift.description, { bold: true }), directionOf(voice, gift)], voice.say(dot, { tone: 'muted' })),
      gift.with ? [voice.name(gift.with)] : [],
      gift.on ? [voice.say(formatDate(gift.on, voice.language))] : [],
      join(
        [
          gift.valueCents === null ? null : voice.say(money(voice, gift.valueCents, gift.currency)),
          voice.text(gift.disposition, { tone: 'muted' }),
          gift.isDeclared ? voice.say(m.mission_doc_declared({}, locale), { tone: 'muted' }) : null,
        ],
        voice.say(dot, { tone: 'muted' }),
      ),
    ]),
  };
}

export const directionOf = (voice: Voice, { direction }: GiftData): Run =>
  voice.say({ to_give: m.mission_doc_to_give, given: m.gift_direction_given, received: m.gift_direction_received }[direction]({}, { locale: voice.language }), { tone: 'muted' });

/** In dollars and cents from cents. */
export const money = (voice: Voice, cents: number, currency: string): string => formatMoney(cents / 100, voice.language, currency);

/** The budget by item with its totals; with what was spent, also the difference. */
export function budgetTable(voice: Voice, { budget, currency }: MissionData, withActual: boolean): Block {
  const locale = { locale: voice.language };
  if (budget.length === 0) return toWrite(voice, m.mission_doc_complete_budget({}, locale));
  const cents = (value: number | null, bold = false): Run[] => (value === null ? [] : [voice.say(money(voice, value, currency), bold ? { bold } : {})]);
  const sum = (of: (line: MissionData['budget'][number]) => number | null): number => budget.reduce((total, line) => total + (of(line) ?? 0), 0);
  const difference = (planned: number | null, actual: number | null): number | null => (planned === null || actual === null ? null : actual - planned);
  const spent = budget.filter(({ actualCents }) => actualCents !== null);
  const row = (label: Run[], planned: number | null, actual: number | null, gap: number | null, bold = false): Run[][] => [
    label,
    cents(planned, bold),
    ...(withActual ? [actual === null ? [toComplete(voice)] : cents(actual, bold), cents(gap, bold)] : []),
  ];
  return {
    type: 'table',
    caption: [],
    columns: columns(
      voice,
      withActual
        ? [
            [m.mission_budget_line({}, locale), 46],
            [m.mission_budget_planned({}, locale), 18, 'end'],
            [m.mission_budget_actual({}, locale), 18, 'end'],
            [m.mission_doc_column_difference({}, locale), 18, 'end'],
          ]
        : [
            [m.mission_budget_line({}, locale), 70],
            [m.mission_budget_planned({}, locale), 30, 'end'],
          ],
    ),
    rows: [
      ...budget.map((line) => row(budgetLabel(voice, line), line.plannedCents, line.actualCents, difference(line.plannedCents, line.actualCents))),
      row(
        [voice.say(m.mission_budget_total({}, locale), { bold: true })],
        sum(({ plannedCents }) => plannedCents),
        spent.length > 0 ? sum(({ actualCents }) => actualCents) : null,
        spent.length === budget.length ? sum(({ plannedCents, actualCents }) => difference(plannedCents, actualCents)) : null,
        true,
      ),
    ],
  };
}

/** The category, and its detail where that says more. */
function budgetLabel(voice: Voice, { category, label }: MissionData['budget'][number]): Run[] {
  const [kind, detail] = [voice.text(category), voice.text(label)];
  return plainText(kind) === plainText(detail) ? kind : join([kind, detail.map((run) => ({ ...run, tone: run.tone ?? 'muted' }))], voice.say(dot, { tone: 'muted' }));
}

/** Where the facts of the mission come from. */
export function missionSources(voice: Voice, labels: readonly { label: string; locator: string | null }[]): Block {
  const cited = [...new Set(labels.map(({ label, locator }) => [label, locator].filter(Boolean).join(', ')))];
  if (cited.length === 0) return voice.empty();
  return { type: 'paragraph', role: 'note', runs: [voice.say(m.mission_doc_sources({ count: cited.length, sources: cited.join('; ') }, { locale: voice.language }))] };
}

/** The text, and its commitment area under its priority: what an objective is. */
export function objectiveText(voice: Voice, text: Bilingual | null, title: Bilingual | null): Run[] {
  const said = voice.text(text, { bold: true });
  return said.length > 0 ? said : voice.text(title, { bold: true });
}
