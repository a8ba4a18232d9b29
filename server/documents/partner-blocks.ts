/** The pieces that the partner sheet and the meeting note share: each turns data into blocks of the tree. */
import { m } from '../../generated/paraglide/messages.js';
import { formatDate, formatList, formatPeriod } from '../text/format.rules.ts';
import type {
  AgreementData,
  Bilingual,
  CommitmentData,
  InteractionData,
  NetworkData,
  OrganizationData,
  OrganizationNameData,
  PersonData,
} from './note-data.ts';
import type { Audience, Block, Fact, Run } from './tree.ts';
import { dot, join, mayRead } from './voice.ts';
import type { Voice } from './voice.ts';

/** What « 17 septembre 2025 » takes of a line without a break inside the year, in per cent. */
const dateWidth = 20;

/** Whether a name was valid on a calendar date; partial dates count as their first and last day. */
function validOn(name: OrganizationNameData, date: string): boolean {
  return (!name.from || name.from <= date) && (!name.to || date <= `${name.to}-99`);
}

/**
 * The name to print on `date`: official in the document's language, then official in any language, then a short name,
 * then whatever is left. Null only for an organization without names.
 */
export function organizationName(names: OrganizationNameData[], date: string, language: string): OrganizationNameData | null {
  const standing = names.filter((name) => name.kind !== 'former' && name.kind !== 'acronym' && validOn(name, date));
  const official = standing.filter((name) => name.kind === 'official');
  const mine = (list: OrganizationNameData[]): OrganizationNameData | undefined => list.find((name) => name.language === language);
  return mine(official) ?? mine(standing) ?? official[0] ?? standing[0] ?? names.find((name) => validOn(name, date)) ?? names[0] ?? null;
}

/** Facts without a value are left out, so that the label never stands alone. */
export function facts(voice: Voice, items: [label: string, value: Run[]][]): Block {
  const known: Fact[] = items.filter(([, value]) => value.length > 0).map(([label, value]) => ({ label: [voice.say(label)], value }));
  return known.length > 0 ? { type: 'facts', items: known } : voice.empty();
}

/** Who the organization is: its names on `date` in every language, former names, kind, place, site, target region. */
export function identity(voice: Voice, organization: OrganizationData, date: string, today: string): Block {
  const locale = { locale: voice.language };
  const printed = organizationName(organization.names, date, voice.language);
  const languageName = new Intl.DisplayNames([voice.language === 'fr' ? 'fr-CA' : 'en-CA'], { type: 'language' });
  const standing = organization.names.filter((name) => validOn(name, date) && name !== printed);
  const others: [string, Run[]][] = standing
    .filter((name) => name.kind === 'official' && name.text !== printed?.text)
    .map((name) => [
      name.language
        ? m.document_label_name_in({ language: languageName.of(name.language) ?? name.language }, locale)
        : m.document_label_official_name({}, locale),
      [voice.name(name.text, name.language)],
    ]);
  const list = (names: OrganizationNameData[]): Run[] => join(names.map((name) => voice.name(name.text, name.language)), voice.say(', '));
  return facts(voice, [
    ...(printed ? [[m.document_label_official_name({}, locale), [voice.name(printed.text, printed.language)]] as [string, Run[]]] : []),
    ...others,
    [m.document_label_acronym({}, locale), list(standing.filter((name) => name.kind === 'acronym'))],
    [m.document_label_former_names({}, locale), list(organization.names.filter((name) => name.kind === 'former' || !validOn(name, date)))],
    [m.document_label_kind({}, locale), voice.text(organization.kind)],
    [m.document_label_place({}, locale), voice.text(organization.place)],
    [m.document_label_website({}, locale), website(voice, organization.website)],
    [m.document_label_target({}, locale), targets(voice, organization, today)],
  ]);
}

function website(voice: Voice, address: string | null): Run[] {
  if (!address) return [];
  return [voice.say(address.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, ''), { link: address })];
}

/** The target regions that hold on `today`, with period and reason. */
function targets(voice: Voice, organization: OrganizationData, today: string): Run[] {
  const current = organization.targets.filter((target) => (!target.from || target.from <= today) && (!target.to || today <= `${target.to}-99`));
  const named = join(
    current.map((item) =>
      join([voice.text(item.region), period(voice, item.from, item.to), voice.text(item.reason, { tone: 'muted' })], voice.say(', ')),
    ),
    voice.say('; '),
  );
  return named.length > 0 ? named : [voice.say(m.document_target_none({}, { locale: voice.language }), { tone: 'muted' })];
}

/** Where the relation stands: stage, importance, who is responsible, last contact. */
export function relation(voice: Voice, organization: OrganizationData): Block {
  const locale = { locale: voice.language };
  const date = (value: string | null): Run[] => (value ? [voice.say(formatDate(value, voice.language))] : []);
  return facts(voice, [
    [m.document_label_stage({}, locale), voice.text(organization.stage)],
    [m.document_label_since({}, locale), date(organization.since)],
    [m.document_label_tier({}, locale), organization.tier ? [voice.say(organization.tier)] : []],
    [m.document_label_owner({}, locale), organization.owner ? [voice.name(organization.owner)] : []],
    [m.document_label_backup({}, locale), organization.backup ? [voice.name(organization.backup)] : []],
    [m.document_label_last_interaction({}, locale), date(organization.lastContactOn)],
    [m.document_label_cadence({}, locale), organization.cadenceDays ? [voice.say(m.document_cadence_days({ days: organization.cadenceDays }, locale))] : []],
  ]);
}

function period(voice: Voice, from: string | null, to: string | null): Run[] {
  return from || to ? [voice.say(formatPeriod(from, to, voice.language))] : [];
}

/** One line a priority, with its commitment areas: « Québec APPREND : Veille…; Codéveloppement… ». */
export function commitments(voice: Voice, items: CommitmentData[]): Block {
  const priorities = [...new Set(items.map((item) => item.priority))];
  return voice.orEmpty(priorities, (keys) => ({
    type: 'list',
    items: keys.map((key) => {
      const group = items.filter((item) => item.priority === key);
      const titles = join(group.map((item) => voice.text(item.title)), voice.say('; '));
      const name = voice.text(group[0]?.priorityTitle ?? null, { bold: true, tone: key });
      return titles.length > 0 ? [...name, voice.say(voice.language === 'fr' ? '\u00a0: ' : ': '), ...titles] : name;
    }),
  }), m.document_none_commitments({}, { locale: voice.language }));
}

/** Key people: who, what, how to address them, when last met, who among us knows them. */
export function people(voice: Voice, persons: PersonData[]): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(persons, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_person({}, locale))], width: 22 },
      { header: [voice.say(m.document_column_title({}, locale))], width: 21 },
      { header: [voice.say(m.document_column_address({}, locale))], width: 18 },
      { header: [voice.say(m.document_column_last_interaction({}, locale))], width: dateWidth },
      { header: [voice.say(m.document_column_known_by({}, locale))], width: 19 },
    ],
    rows: list.map((person) => [
      personName(voice, person.name, person.pronouns),
      voice.text(person.title),
      addressAndLanguage(voice, person.addressForm, person.language),
      person.lastContactOn ? [voice.say(formatDate(person.lastContactOn, voice.language))] : [],
      person.knownBy.length > 0 ? [voice.name(person.knownBy.slice(0, 2).join(', '))] : [],
    ]),
  }), m.document_none_people({}, locale));
}

/** A name in bold, and the pronouns where they are known. */
export function personName(voice: Voice, name: string, pronouns: string | null): Run[] {
  return [voice.name(name, null, { bold: true }), ...(pronouns ? [voice.say(` (${pronouns})`, { tone: 'muted' })] : [])];
}

/** « Monsieur le Maire, » · français. */
export function addressAndLanguage(voice: Voice, form: Bilingual | null, language: Bilingual | null): Run[] {
  return join([voice.text(trimComma(form)), voice.text(language, { tone: 'muted' })], voice.say(dot, { tone: 'muted' }));
}

/** A salutation is kept with its closing comma; in a table it stands without. */
function trimComma(form: Bilingual | null): Bilingual | null {
  const trim = (text: string | null): string | null => text?.replace(/\s*,\s*$/, '') ?? null;
  return form && { fr: trim(form.fr), en: trim(form.en) };
}

/** Agreements with their state and what comes due; in full also their kind and the state of the authorization. */
export function agreements(voice: Voice, items: AgreementData[], inFull: boolean): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(items, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_agreement({}, locale))], width: 50 },
      { header: [voice.say(m.document_column_state({}, locale))], width: 20 },
      { header: [voice.say(m.document_column_expiry({}, locale))], width: 30 },
    ],
    rows: list.map((item) => [
      join([voice.text(item.title, { bold: true }), inFull && voice.text(item.kind, { tone: 'muted' })], voice.say(dot, { tone: 'muted' })),
      join([voice.text(item.state), inFull && authorization(voice, item)], voice.say(dot, { tone: 'muted' })),
      join(
        [
          period(voice, item.from, item.to),
          item.renewalOn ? voice.say(m.document_renewal({ date: formatDate(item.renewalOn, voice.language) }, locale)) : null,
        ],
        voice.say('; '),
      ),
    ]),
  }), m.document_none_agreements({}, locale));
}

function authorization(voice: Voice, item: AgreementData): Run[] {
  const [state, ...rest] = voice.text(item.authorization, { tone: 'muted' });
  if (!state) return [];
  const sentence = m.document_authorization({ state: state.text.toLocaleLowerCase(state.lang) }, { locale: voice.language });
  return [{ ...state, text: sentence }, ...rest];
}

/** Held interactions; `summaryLength` limits each summary to so many characters; `withOurs` names our side too. */
export function interactions(voice: Voice, items: InteractionData[], summaryLength: number, withOurs: boolean): Block {
  const locale = { locale: voice.language };
  return voice.orEmpty(items, (list) => ({
    type: 'table',
    caption: [],
    columns: [
      { header: [voice.say(m.document_column_date({}, locale))], width: dateWidth },
      { header: [voice.say(m.document_column_interaction({}, locale))], width: 54 },
      { header: [voice.say(m.document_column_who({}, locale))], width: 26 },
    ],
    rows: list.map((item) => {
      const summary = item.summary && { ...item.summary, text: shorten(item.summary.text, summaryLength) };
      return [
        [voice.say(formatDate(item.on, voice.language))],
        [
          ...voice.text(item.subject, { bold: true }),
          voice.say(dot, { tone: 'muted' }),
          ...voice.text(item.kind, { tone: 'muted' }),
          ...(summary?.text ? [voice.say('\n'), ...voice.typed(summary)] : []),
        ],
        [voice.name(formatList((withOurs ? [...item.theirs, ...item.ours] : item.theirs).map(({ name }) => name), voice.language))],
      ];
    }),
  }), m.document_none_last_time({}, locale));
}

/** At most `length` characters, cut between words and marked with « … ». */
export function shorten(text: string, length: number): string {
  if (length <= 0) return '';
  const line = text.trim().replace(/\s+/g, ' ');
  if (line.length <= length) return line;
  const cut = line.slice(0, length + 1);
  const end = cut.lastIndexOf(' ');
  return `${[...cut.slice(0, end > length / 2 ? end : length)].join('').replace(/[\s,;:.]+$/, '')}…`;
}

/** Networks that we share, a line each, with the mandates held there on `today`. */
export function networks(voice: Voice, items: NetworkData[], today: string): Block {
  return voice.orEmpty(items, (list) => ({
    type: 'list',
    items: list.map((item) => {
      const current = item.mandates.filter((mandate) => !mandate.to || today <= `${mandate.to}-99`);
      return join(
        [
          networkName(voice, item),
          voice.text(item.status, { tone: 'muted' }),
          ...current.map((mandate) => join([voice.text(mandate.role), voice.name(mandate.holder)], voice.say(' – '))),
        ],
        voice.say(dot, { tone: 'muted' }),
      );
    }),
  }), m.document_none_networks({}, { locale: voice.language }));
}

/** The same networks in one paragraph, names only. */
export function networkNames(voice: Voice, items: NetworkData[]): Block {
  return voice.orEmpty(items, (list) => ({
    type: 'paragraph',
    role: 'body',
    runs: join(list.map((item) => networkName(voice, item)), voice.say('; ')),
  }), m.document_none_networks({}, { locale: voice.language }));
}

function networkName(voice: Voice, item: NetworkData): Run[] {
  const acronym = voice.text(item.acronym);
  return [...voice.text(item.name), ...(acronym.length > 0 ? [voice.say(' ('), ...acronym, voice.say(')')] : [])];
}

/** « Usage interne » items that the audience may not see, counted over the whole note. */
export function countHidden(lists: readonly (readonly { sensitivity: Audience }[])[], audience: Audience): number {
  return lists.flat().filter((item) => !mayRead(item.sensitivity, audience)).length;
}

/** Where the facts come from: our own records with their day, then the documents cited, each with its place. */
export function sources(voice: Voice, { sources: documents, updatedOn }: OrganizationData, today: string): Run[] {
  const locale = { locale: voice.language };
  const date = (day: string): string => formatDate(day, voice.language);
  const own = m.document_sources_record({ record: capitalized(m.document_source_organization({}, locale)), date: date(updatedOn) }, locale);
  const cited = documents.map((source) => [source.label, source.locator].filter(Boolean).join(', ')).filter((label) => label !== '');
  return [voice.say([...new Set([own, m.document_source_records({ date: date(today) }, locale), ...cited])].join('; '))];
}

export const capitalized = (text: string): string => text.charAt(0).toLocaleUpperCase('fr-CA') + text.slice(1);
