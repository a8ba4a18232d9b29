/** The pieces of the sheet on a place or a region: where it is, who is there, what the office decided about it. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList, formatPeriod } from '../text/format.rules.ts';
import { drawingInk as ink } from './drawing.ts';
import { drawMap, type MapKeyEntry, type MapMark, type MarkLook } from './map-picture.ts';
import type { Bilingual } from './note-data.ts';
import { facts, personName, shorten } from './partner-blocks.ts';
import type { DecisionData, MissionData, OfficeAbroadData, PlaceSheetData, ThrustData } from './place-sheet.data.ts';
import type { Block, Run } from './tree.ts';
import { dot, join, type Voice } from './voice.ts';

/** A name in the document's language, or in the other one without a word about it: names are not translated. */
export function named(voice: Voice, name: Bilingual | null, emphasis: Pick<Run, 'bold' | 'tone'> = {}): Run[] {
  const own = name?.[voice.language];
  if (own) return [voice.say(own, emphasis)];
  const other = voice.language === 'fr' ? 'en' : 'fr';
  const text = name?.[other];
  return text ? [voice.name(text, other, emphasis)] : [];
}

/** The words of a name, without its language: for pictures. */
export const inWords = (voice: Voice, name: Bilingual): string => named(voice, name).map(({ text }) => text).join('');

export const colon = (voice: Voice): string => (voice.language === 'fr' ? '\u00a0: ' : ': ');

// ── Where ──

const shownPath = 5;

/** `most` limits what a region is made of. */
export function whereFacts(voice: Voice, data: PlaceSheetData, most: number): Block {
  const locale = { locale: voice.language };
  const more = data.members.length - most;
  const members = data.members.slice(0, most).map((member) => named(voice, member));
  return facts(voice, [
    [m.document_label_kind({}, locale), voice.text(data.kind)],
    [m.place_sheet_label_path({}, locale), join(data.path.slice(-shownPath).map((one) => named(voice, one)), voice.say(' › '))],
    [m.place_sheet_label_regions({}, locale), join(data.regions.map((one) => named(voice, one)), voice.say('; '))],
    [
      m.place_sheet_label_members({}, locale),
      [...join(members, voice.say(', ')), ...(more > 0 ? [voice.say(m.place_sheet_and_more({ count: more }, locale), { tone: 'muted' as const })] : [])],
    ],
    [m.place_sheet_label_time_zone({}, locale), data.timeZone ? [voice.say(data.timeZone)] : []],
    [m.place_sheet_label_description({}, locale), voice.text(data.description)],
  ]);
}

const territory: MarkLook = { fill: ink.middle, stroke: ink.paper, width: 1, text: ink.paper, land: ink.middle };
const spot: MarkLook = { fill: ink.paper, stroke: ink.strong, width: 1.8, text: ink.strong, land: null };
const city: MarkLook = { fill: ink.strong, stroke: ink.paper, width: 1, text: ink.paper, land: null };

/** Two pages hold the rest beside so wide a map, in points. */
const mapWidth = 350;

/** The territory, tinted, and how many partners each of its cities has. Null when it is nowhere on the map. */
export function whereMap(voice: Voice, { name, where }: Pick<PlaceSheetData, 'name' | 'where'>): Block | null {
  const locale = { locale: voice.language };
  const label = inWords(voice, name);
  const isLand = where.countries.length > 0;
  const stands = !isLand && where.cities.length === 0;
  const marks: MapMark[] = [
    { points: where.points, countries: where.countries, label: stands ? '' : null, look: isLand ? territory : spot },
    ...where.cities.map(({ point, partners }) => ({ points: [point], countries: [], label: String(partners), look: city })),
  ];
  const key: MapKeyEntry[] = [
    ...(isLand ? [{ look: territory, label, land: true }] : stands ? [{ look: spot, label }] : []),
    ...(where.cities.length > 0 ? [{ look: city, label: m.place_sheet_map_key({}, locale) }] : []),
  ];
  const map = drawMap(marks, key, { least: 420, whole: true, paper: mapWidth });
  if (!map) return null;
  const cities = where.cities.map(({ name: of, partners }) => `${inWords(voice, of)} (${partners})`);
  const spoken = cities.length > 0
    ? m.place_sheet_map_alternative({ name: label, cities: formatList(cities, voice.language) }, locale)
    : m.place_sheet_map_alternative_alone({ name: label }, locale);
  const more = where.moreCities > 0 ? ` ${m.place_sheet_map_more({ count: where.moreCities }, locale)}` : '';
  return { type: 'picture', caption: [voice.say(`${m.place_sheet_map_caption({ name: label }, locale)}${more}`)], alternative: [voice.say(`${spoken}${more}`)], ...map };
}

// ── What is there ──

const otherKinds: Bilingual = { fr: m.place_sheet_other_kinds({}, { locale: 'fr' }), en: m.place_sheet_other_kinds({}, { locale: 'en' }) };

/** A row a kind: how many, and the first of them. Kinds beyond `rows` share the last one. */
export function partnersByKind(voice: Voice, { kinds: all }: PlaceSheetData['partners'], rows: number, most: number): Block {
  const locale = { locale: voice.language };
  const rest = all.slice(rows);
  const kinds = rest.length < 2 ? all : [...all.slice(0, rows), { kind: otherKinds, count: rest.reduce((sum, { count }) => sum + count, 0), names: [] }];
  return voice.orEmpty(kinds, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_label_kind({}, locale))], width: 24 },
      { header: [voice.say(m.place_sheet_column_count({}, locale))], width: 12 },
      { header: [voice.say(m.place_sheet_column_partners({}, locale))], width: 64 },
    ],
    rows: list.map(({ kind, count, names }) => {
      const more = names.length === 0 ? 0 : count - Math.min(most, names.length);
      return [
        voice.text(kind),
        [voice.say(String(count))],
        [
          ...join(names.slice(0, most).map((name) => named(voice, name)), voice.say('; ')),
          ...(more > 0 ? [voice.say(m.place_sheet_and_more({ count: more }, locale), { tone: 'muted' as const })] : []),
        ],
      ];
    }),
  }), m.document_none_partners({}, locale));
}

/** One line a priority: its commitment areas, each with how many partners there serve it. */
export function commitmentsServed(voice: Voice, items: PlaceSheetData['commitments']): Block {
  const locale = { locale: voice.language };
  const priorities = [...new Set(items.map(({ priority }) => priority))];
  return voice.orEmpty(priorities, (keys) => ({
    type: 'list',
    items: keys.map((key) => {
      const group = items.filter(({ priority }) => priority === key);
      const titles = group.map(({ title, partners }) => [...voice.text(title), voice.say(` (${m.place_sheet_partners({ count: partners }, locale)})`, { tone: 'muted' as const })]);
      return [...voice.text(group[0]?.priorityTitle ?? null, { bold: true, tone: key }), voice.say(colon(voice)), ...join(titles, voice.say('; '))];
    }),
  }), m.document_none_commitments({}, locale));
}

/** What the office decided about it, the decision that holds first; `length` cuts the reasons. */
export function decisions(voice: Voice, items: DecisionData[], length: number): Block {
  const locale = { locale: voice.language };
  if (items.length === 0) return { type: 'empty', runs: [voice.say(m.place_sheet_not_decided({}, locale))] };
  return {
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.record_column_decision({}, locale))], width: 24 },
      { header: [voice.say(m.record_column_period({}, locale))], width: 14 },
      { header: [voice.say(m.record_column_reason({}, locale))], width: 40 },
      { header: [voice.say(m.place_sheet_column_decided({}, locale))], width: 22 },
    ],
    rows: items.map((item) => [
      join(
        [
          voice.text(item.label, item.isCurrent ? { bold: true, ...(item.decision === 'target' && { tone: 'learns' as const }) } : { tone: 'muted' }),
          named(voice, item.about),
          !item.isCurrent && voice.say(m.place_sheet_replaced({}, locale), { tone: 'muted' }),
          item.isCurrent && item.isLapsed && voice.say(m.place_sheet_lapsed({}, locale), { tone: 'late' }),
        ],
        voice.say(dot, { tone: 'muted' }),
      ),
      item.from || item.to ? [voice.say(formatPeriod(item.from, item.to, voice.language))] : [],
      // Typed once, in the language of the office.
      voice.typed({ text: shorten(item.reason, length), language: 'fr' }),
      join(
        [
          voice.say(formatDate(item.decidedOn, voice.language)),
          item.decidedBy ? voice.name(item.decidedBy) : null,
          item.isCurrent && item.reviewOn ? voice.say(m.place_sheet_review({ date: formatDate(item.reviewOn, voice.language) }, locale)) : null,
        ],
        voice.say(dot, { tone: 'muted' }),
      ),
    ]),
  };
}

/** Missions that went there or came from there, the latest first. */
export function missions(voice: Voice, items: MissionData[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(items, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.place_sheet_column_mission({}, locale))], width: 50 },
      { header: [voice.say(m.record_column_period({}, locale))], width: 28 },
      { header: [voice.say(m.document_column_state({}, locale))], width: 22 },
    ],
    rows: list.map((item) => [
      join([voice.text(item.title, { bold: true }), voice.text(item.direction, { tone: 'muted' })], voice.say(dot, { tone: 'muted' })),
      item.from || item.to ? [voice.say(formatPeriod(item.from, item.to, voice.language))] : [],
      voice.text(item.status),
    ]),
  }), m.document_none_missions({}, locale));
}

/** Who of ours knows whom there. */
export function peopleKnown(voice: Voice, items: PlaceSheetData['people']['items']): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(items, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_person({}, locale))], width: 24 },
      { header: [voice.say(m.place_sheet_column_post({}, locale))], width: 36 },
      { header: [voice.say(m.document_column_known_by({}, locale))], width: 21 },
      { header: [voice.say(m.document_column_last_interaction({}, locale))], width: 19 },
    ],
    rows: list.map((person) => [
      personName(voice, person.name, person.pronouns),
      join([voice.text(person.title), named(voice, person.organization)], voice.say(', ')),
      person.knownBy.length > 0 ? [voice.name(person.knownBy.slice(0, 3).join(', '))] : [],
      person.lastContactOn ? [voice.say(formatDate(person.lastContactOn, voice.language))] : [],
    ]),
  }), m.document_none_people({}, locale));
}

/** The offices of both governments, those of the territory first. */
export function offices(voice: Voice, items: OfficeAbroadData[], most: number): Block[] {
  return (['quebec', 'canada'] as const).flatMap((government): Block[] => {
    const locale = { locale: voice.language };
    const all = items.filter((one) => one.government === government);
    const title = government === 'quebec' ? m.place_sheet_quebec({}, locale) : m.place_sheet_canada({}, locale);
    const list = all.slice(0, most).map((one) => {
      const there = join([named(voice, one.name), named(voice, one.place, { tone: 'muted' })], voice.say(', '));
      return one.isInside ? there : [...there, voice.say(` (${m.place_sheet_elsewhere({}, locale)})`, { tone: 'muted' as const })];
    });
    const more = all.length - list.length;
    return [
      {
        type: 'paragraph',
        role: 'body',
        runs: [
          voice.say(`${title}${colon(voice)}`, { bold: true }),
          ...(list.length > 0 ? join(list, voice.say('; ')) : [voice.say(m.record_nothing_on_record({}, locale), { tone: 'muted' as const })]),
          ...(more > 0 ? [voice.say(m.place_sheet_and_more({ count: more }, locale), { tone: 'muted' as const })] : []),
        ],
      },
    ];
  });
}

/** Policy directions of Québec and Canada that partners there serve. */
export function thrusts(voice: Voice, items: ThrustData[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(items, (list) => ({
    type: 'list',
    items: list.map((item) =>
      join(
        [
          voice.text(item.title),
          named(voice, item.framework, { tone: 'muted' }),
          item.partners > 0 && voice.say(m.place_sheet_partners({ count: item.partners }, locale), { tone: 'muted' }),
          !item.isConfirmed && voice.say(m.place_sheet_unconfirmed({}, locale), { tone: 'muted' }),
        ],
        voice.say(dot, { tone: 'muted' }),
      ),
    ),
  }), m.document_none_thrusts({}, locale));
}
