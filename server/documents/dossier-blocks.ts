/** The blocks that the notes about one record share: head, standing with sources, what is coming, what asks for attention. */
import { m } from '../../generated/paraglide/messages.js';
import { daysBetween, formatDate, formatNumber, formatPeriod } from '../text/format.rules.ts';
import type { DossierData, DossierSubject } from './dossier-data.ts';
import { awaitsApproval, awaitsRenewal, comingOf, isLiving, openAuthorizations } from './dossier-events.ts';
import { bare, enumerated, eventWords, factToComplete, lower, quoted, sentence, spanOf, subjectLine } from './dossier-words.ts';
import { countHiddenPeople, peopleNamedIn } from './named-people.ts';
import type { Bilingual, InteractionData, NoteRequest, PromiseData } from './note-data.ts';
import { addressAndLanguage, capitalized, countHidden } from './partner-blocks.ts';
import { isLate } from './promise-blocks.ts';
import type { Audience, Block, Fact, Run } from './tree.ts';
import { dot, join, mayRead, readable, withoutDay } from './voice.ts';
import type { Voice } from './voice.ts';

/** An agreement or a mission that ends so soon is told as something at stake; in days. */
const soon = 180;

/** Who writes to whom, and about what. The recipient and the number of the file are the advisor's to write. */
export function head(voice: Voice, data: DossierData, request: NoteRequest): Block {
  const locale = { locale: voice.language };
  const office = request.office[voice.language] ?? request.office.fr ?? request.office.en ?? '';
  const fact = (label: string, value: Run[]): Fact => ({ label: [voice.say(label)], value });
  return {
    type: 'facts',
    items: [
      fact(m.document_label_subject({}, locale), subjectLine(voice, data.subject)),
      factToComplete(voice, m.document_label_recipient({}, locale)),
      fact(m.document_label_sender({}, locale), [voice.name(request.author), ...(office ? [voice.say(`, ${office}`)] : [])]),
      factToComplete(voice, m.document_label_file({}, locale)),
      ...(data.period ? [fact(m.document_label_period({}, locale), [voice.say(spanOf(voice, data))])] : []),
    ],
  };
}

type Standing = [label: string, value: Run[], source: string, asOf: string];

const ownSources = {
  organization: m.document_source_organization,
  contact: m.document_source_contact,
  interaction: m.document_source_interaction,
  mission: m.document_source_mission,
  place: m.document_source_place,
  region: m.document_source_region,
} as const;

/** Where things stand: each fact with the record it is read from and the day as of which it holds. */
export function standing(voice: Voice, data: DossierData, request: NoteRequest): Block {
  const locale = { locale: voice.language };
  const { subject } = data;
  const { audience, asOf: today } = request;
  const last = readable(data.held.items, audience)[0];
  const inForce = readable(data.agreements, audience).filter(({ stateCode }) => stateCode === 'in_force').length;
  const own = ownSources[subject.type]({}, locale);
  const isMeeting = subject.type === 'interaction';
  const all: Standing[] = [
    ...ofSubject(voice, subject).map(([label, value]): Standing => [label, value, own, subject.updatedOn]),
    ...(subject.type === 'region' && subject.decision ? [decisionFact(voice, subject.decision)] : []),
    ...(last && !isMeeting
      ? [[m.document_label_last_interaction({}, locale), [voice.say(`${formatDate(last.on, voice.language)} – `), ...bare(voice, last.subject)], m.document_source_interactions({}, locale), today] satisfies Standing]
      : []),
    [m.document_label_held({}, locale), [voice.say(`${formatNumber(data.held.recent, voice.language)} ${spanOf(voice, data)}`)], m.document_source_interactions({}, locale), today],
    [m.document_label_agreements({}, locale), [voice.say(inForce > 0 ? m.document_count_agreements({ count: inForce }, locale) : m.document_none_in_force({}, locale))], m.document_source_agreements({}, locale), today],
  ];
  const items = all
    .filter(([, value]) => value.length > 0)
    .map(([label, value, source, asOf]): Fact => ({
      label: [voice.say(label)],
      value,
      source: [voice.say(source)],
      asOf: [voice.say(m.document_fact_as_of({ date: formatDate(asOf, voice.language) }, locale))],
    }));
  return { type: 'facts', items };
}

type Pair = [label: string, value: Run[]];

function ofSubject(voice: Voice, subject: DossierSubject): Pair[] {
  const locale = { locale: voice.language };
  const named = (name: string | null): Run[] => (name ? [voice.name(name)] : []);
  const names = (list: readonly string[]): Run[] => (list.length > 0 ? enumerated(voice, list.map((name) => [voice.name(name)])) : []);
  const titles = (list: readonly Bilingual[]): Run[] => join(list.map((one) => bare(voice, one)), voice.say(', '));
  switch (subject.type) {
    case 'organization':
      return [
        [m.document_label_stage({}, locale), voice.text(subject.stage?.label ?? null)],
        [m.document_label_tier({}, locale), subject.tier ? [voice.say(subject.tier)] : []],
        [m.document_label_owner({}, locale), join([named(subject.owner), subject.backup ? [voice.say(`${m.document_label_backup({}, locale).toLocaleLowerCase(voice.language)}${voice.language === 'fr' ? '\u00a0: ' : ': '}`), voice.name(subject.backup)] : null], voice.say('; '))],
        [m.document_label_cadence({}, locale), rhythm(voice, subject.cadenceDays, subject.daysOutOfTouch)],
      ];
    case 'contact': {
      const { post } = subject;
      const checked = post?.verifiedOn ? voice.say(m.document_verified_on({ date: formatDate(post.verifiedOn, voice.language) }, locale), { tone: 'muted' }) : null;
      const since = post?.from ? voice.say(formatPeriod(post.from, null, voice.language), { tone: 'muted' }) : null;
      return [
        [m.document_label_post({}, locale), post ? join([voice.text(post.title), bare(voice, post.organization), since, checked], voice.say(', ')) : []],
        [m.document_label_address({}, locale), addressAndLanguage(voice, subject.addressForm, subject.language)],
        [m.document_label_known_by({}, locale), names(subject.knownBy)],
      ];
    }
    case 'interaction':
      return [
        [m.document_label_status({}, locale), [...bare(voice, subject.status.label), voice.say(`, ${formatDate(subject.on, voice.language)}`)]],
        [m.document_label_place({}, locale), bare(voice, subject.place)],
        [m.document_label_with({}, locale), join([titles(subject.organizations), names(subject.theirs.map(({ name }) => name))], voice.say(dot))],
        [m.document_side_ours({}, locale), names(subject.ours.map(({ name }) => name))],
        [m.document_label_mission({}, locale), voice.text(subject.mission?.title ?? null)],
      ];
    case 'mission':
      return [
        [m.document_label_status({}, locale), bare(voice, subject.status)],
        [m.document_label_dates({}, locale), subject.from || subject.to ? [voice.say(formatPeriod(subject.from, subject.to, voice.language))] : []],
        [m.document_label_steps({}, locale), titles(subject.places)],
        [m.document_label_with({}, locale), titles(subject.organizations)],
        [m.document_label_owner({}, locale), named(subject.lead)],
        [m.document_label_objectives({}, locale), join(subject.objectives.map(({ text, result }) => join([voice.text(text), lower(voice, result)], voice.say(' – '))), voice.say('; '))],
      ];
    default:
      return [[m.document_label_partners({}, locale), [voice.say(m.document_count_partners({ count: subject.partners }, locale))]]];
  }
}

function rhythm(voice: Voice, days: number | null, late: number | null): Run[] {
  if (days === null) return [];
  const locale = { locale: voice.language };
  const every = m.document_cadence_days({ days }, locale);
  return [late !== null && late > 0 ? voice.say(m.document_rhythm_late({ days: every, count: late }, locale), { tone: 'late' }) : voice.say(every)];
}

function decisionFact(voice: Voice, { label, reason, from, to, reviewOn, decidedOn }: NonNullable<Extract<DossierSubject, { type: 'place' | 'region' }>['decision']>): Standing {
  const locale = { locale: voice.language };
  const value = join(
    [bare(voice, label), from || to ? voice.say(formatPeriod(from, to, voice.language)) : null, reviewOn ? voice.say(withoutDay(m.document_review_on({ date: formatDate(reviewOn, voice.language) }, locale), voice.language)) : null, voice.text(reason, { tone: 'muted' })],
    voice.say(', '),
  );
  return [m.document_label_decision({}, locale), value, m.document_source_decision({}, locale), decidedOn];
}

/** What is planned or due, the nearest first; the advisor's place where nothing is. */
export function coming(voice: Voice, data: DossierData, { audience, asOf }: NoteRequest, most: number, otherwise: Block): Block {
  const events = comingOf(data, audience, asOf).slice(0, most);
  if (events.length === 0) return otherwise;
  return { type: 'list', items: events.map((event) => [voice.say(`${formatDate(event.on, voice.language)} – `, { bold: true }), ...eventWords(voice, event)]) };
}

/** Sentences on what is late, ends soon or waits for an answer; the most pressing first. */
export function alerts(voice: Voice, data: DossierData, { audience, asOf: today }: NoteRequest): Run[][] {
  const locale = { locale: voice.language };
  const { subject } = data;
  const date = (value: string): string => formatDate(value, voice.language);
  const said = (title: Bilingual, make: (title: string) => string): Run[] => sentence(voice, (slot) => make(slot(quoted(voice, title))));
  const late = readable(data.promises, audience).filter((item) => isLate(item, today));
  const overdue = (list: PromiseData[], make: typeof m.document_issue_overdue_ours): Run[][] => {
    const oldest = list.flatMap(({ dueOn }) => dueOn ?? []).sort()[0];
    return oldest ? [[voice.say(withoutDay(make({ count: list.length, date: date(oldest) }, locale), voice.language), { tone: 'late' })]] : [];
  };
  const agreements = readable(data.agreements, audience).filter(isLiving);
  return [
    ...overdue(late.filter(({ by }) => by !== 'them'), m.document_issue_overdue_ours),
    ...overdue(late.filter(({ by }) => by === 'them'), m.document_issue_overdue_theirs),
    ...(subject.type === 'organization' && subject.daysOutOfTouch !== null && subject.daysOutOfTouch > 0
      ? [[voice.say(m.document_issue_out_of_touch({ count: subject.daysOutOfTouch }, locale), { tone: 'late' })]]
      : []),
    ...agreements.flatMap((agreement): Run[][] => {
      const { title, to, renewalOn } = agreement;
      const open = openAuthorizations(agreement);
      const first = open?.[0];
      return [
        ...(awaitsRenewal(agreement, today) && renewalOn && `${renewalOn}-99` < today ? [said(title, (name) => m.document_issue_renewal_past({ title: name, date: date(renewalOn) }, locale))] : []),
        ...(to && `${to}-99` < today ? [said(title, (name) => m.document_issue_expired({ title: name, date: date(to) }, locale))] : []),
        ...(to && to >= today && daysBetween(today, to) <= soon ? [said(title, (name) => m.document_issue_expires({ title: name, date: date(to) }, locale))] : []),
        ...(open === null ? [said(title, (name) => m.document_issue_authorization_none({ title: name }, locale))] : []),
        ...(first?.answer === 'refused' ? [said(title, (name) => m.document_issue_refused({ title: name }, locale))] : []),
        ...(first && first.answer !== 'refused'
          ? [sentence(voice, (slot) => m.document_issue_authorization({ title: slot(quoted(voice, title)), status: slot(lower(voice, first.status)) }, locale))]
          : []),
      ];
    }),
    ...readable(data.missions, audience).flatMap((mission): Run[][] => [
      ...(mission.statusCode === 'report_due' && mission.reportDueOn && mission.reportDueOn < today
        ? [said(mission.title, (name) => m.document_issue_report_late({ title: name, date: date(mission.reportDueOn ?? '') }, locale))]
        : []),
      ...(awaitsApproval(mission)
        ? [sentence(voice, (slot) => m.document_issue_approval({ title: slot(quoted(voice, mission.title)), status: slot(lower(voice, mission.approval?.label ?? null)) }, locale))]
        : []),
    ]),
  ];
}

/** What was at issue at the last exchanges, with both positions as they were written down. */
export function points(voice: Voice, data: DossierData, audience: Audience, most: number): Run[][] {
  const locale = { locale: voice.language };
  return readable(data.points, audience).slice(0, most).map((point) => {
    const side = (text: typeof point.ourPosition, make: typeof m.document_position_ours): Run[] =>
      text?.text ? sentence(voice, (slot) => make({ text: slot(voice.typed(text)) }, locale)) : [];
    const positions = join([side(point.theirPosition, m.document_position_theirs), side(point.ourPosition, m.document_position_ours)], voice.say('; '));
    const asOf = m.document_fact_as_of({ date: formatDate(point.on, voice.language) }, locale);
    return join([voice.typed(point.subject, { bold: true }), positions, voice.say(asOf, { tone: 'muted' })], voice.say(dot, { tone: 'muted' }));
  });
}

/** The file with nobody named whom the audience may not know, nor the mission of the exchange above it; records above it stay, to be counted. */
export function namingOnly(data: DossierData, audience: Audience): DossierData {
  const named = (items: InteractionData[]): InteractionData[] => items.map((one) => ({ ...one, ours: readable(one.ours, audience), theirs: readable(one.theirs, audience) }));
  const { subject } = data;
  return {
    ...data,
    subject: subject.type === 'interaction' ? { ...subject, mission: readable(subject.mission ? [subject.mission] : [], audience)[0] ?? null, ours: readable(subject.ours, audience), theirs: readable(subject.theirs, audience) } : subject,
    held: { ...data.held, items: named(data.held.items) },
    planned: named(data.planned),
    consultations: named(data.consultations),
    promises: data.promises.map((one) => (one.person && !mayRead(one.person.sensitivity, audience) ? { ...one, person: null } : one)),
  };
}

/** Everything of the file above the audience: what stands in its lists, and what never reached them. `people` when the note names those of the file, and the mission of an exchange. */
export function hiddenIn(data: DossierData, audience: Audience, { people: isNamed }: { people: boolean }): number {
  const { held, planned, points: all, promises, agreements, missions } = data;
  const exchanges = [...held.items, ...planned, ...data.consultations];
  const own = data.subject.type === 'interaction' ? [...data.subject.ours, ...data.subject.theirs] : [];
  const named = [...(isNamed ? [data.people, data.above, own] : []), peopleNamedIn(exchanges, promises, audience)];
  const trip = isNamed && data.subject.type === 'interaction' && data.subject.mission && !data.subject.mission.isAmongOthers ? [data.subject.mission] : [];
  return data.hidden + countHidden([trip, held.items, planned, all, promises, agreements, missions], audience) + countHiddenPeople(named, audience);
}

/** The record with its date, then the documents that the office cites. */
export function sourcesOf(voice: Voice, { subject, sources }: DossierData): Run[] {
  const locale = { locale: voice.language };
  const record = m.document_sources_record({ record: ownSources[subject.type]({}, locale), date: formatDate(subject.updatedOn, voice.language) }, locale);
  const cited = sources.map(({ label, locator }) => [label, locator].filter(Boolean).join(', ')).filter((one) => one !== '');
  return [voice.say([...new Set([capitalized(record), ...cited])].join('; '))];
}
