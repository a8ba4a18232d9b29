import { m } from '../../generated/paraglide/messages.js';
import type { Agreement } from '../agreements/agreement.schema.ts';
import { getAgreements } from '../agreements/agreement.service.ts';
import { contactLevels, getContacts, type Person } from '../contacts/contact.reading.ts';
import type {
  AgreementData,
  Bilingual,
  CommitmentData,
  InteractionData,
  MeetingData,
  NamedData,
  OrganizationData,
  ParticipantData,
  PersonData,
  PromiseData,
} from '../documents/note-data.ts';
import type { Audience } from '../documents/tree.ts';
import type { FollowUp } from '../followups/followup.schema.ts';
import { forumNames } from '../forums/forum.service.ts';
import type { Context } from '../http/context.ts';
import type { Source } from '../http/endpoint.ts';
import { getInteractions } from '../interactions/interaction.service.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getOrganization } from '../organizations/organization.read.ts';
import type { Organization } from '../organizations/organization.schema.ts';
import { listTargets } from '../places/region.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';
import { filterDay } from '../text/relative-day.rules.ts';
import { levelsOf, listFor, lists } from './audience.ts';
import type { NoteOrder } from './note.schema.ts';
import { lastHeldWith, never, peopleFor, type Touch } from './people.data.ts';
import { idsOf } from './reading.ts';

/** How much of each list a note reads: more would not fit where it prints. */
const most = { people: 12, interactions: 8, open: 40, closed: 12, agreements: 20, networks: 10 } as const;

type Asked = Pick<NoteOrder, 'audience' | 'from' | 'to'>;

export const both = (fr: string | null, en: string | null): Bilingual => ({ fr, en });
export const label = (list: string, value: string): Bilingual => both(labelOf(list, value, 'fr'), labelOf(list, value, 'en'));
/** How far another government was involved; beside its name, « Aucune » alone would not say none of what. */
export const coordinationLabel = (level: string): Bilingual => label(level === 'none' ? 'document_coordination_level' : 'coordination_level', level);
export const languageLabel = (code: string | null): Bilingual | null =>
  code ? both(new Intl.DisplayNames(['fr-CA'], { type: 'language' }).of(code) ?? code, new Intl.DisplayNames(['en-CA'], { type: 'language' }).of(code) ?? code) : null;
export const inOwn = (text: string, language: string): Bilingual => (language.startsWith('en') ? both(null, text) : both(text, null));

/** Everything a note says of a partner, as far as its audience may see it. */
export async function gatherOrganization(ctx: Context, id: string, order: Asked): Promise<OrganizationData> {
  return (await readPartner(ctx, id, order)).organization;
}

/** The same, with its last interactions as they are on record. `except` is the meeting that the note prepares. */
export async function readPartner(
  ctx: Context,
  id: string,
  { audience, from, to }: Asked,
  { except, together = [id] }: { except?: string; together?: string[] } = {},
): Promise<{ organization: OrganizationData; held: Interaction[] }> {
  const organization = [id];
  const [record, lastHeldAt, contacts, held, promises, agreements, targets] = await Promise.all([
    getOrganization(ctx, id),
    lastHeldWith(ctx, audience, id),
    peopleFor(ctx, audience, { organization }, most.people),
    listFor(ctx, audience, lists.interactions, { organization, status: ['held'], ...(from ? { from: [from] } : {}), ...(to ? { to: [to] } : {}) }, most.interactions),
    gatherPromises(ctx, audience, together),
    listFor(ctx, audience, lists.agreements, { organization }, most.agreements),
    listTargets(ctx, id),
  ]);
  const [people, interactions, details, networks] = await Promise.all([
    getContacts(ctx, idsOf(contacts.items)),
    getInteractions(ctx, idsOf(held.items).filter((one) => one !== except)),
    getAgreements(ctx, idsOf(agreements.items)),
    forumNames(ctx, record.networks.slice(0, most.networks).map(({ forum }) => forum.id)),
  ]);
  const levels = await levelsIn(ctx, interactions);
  const touches = new Map(contacts.items.map((one) => [one.id, one.touch]));
  const data: OrganizationData = {
    names: namesOf(record),
    kind: label('organization_kind', record.kind),
    place: record.place && both(record.place.nameFr, record.place.nameEn),
    website: record.website,
    stage: record.isOurs ? null : label('organization_stage', record.stage),
    tier: record.tier,
    owner: record.owner?.name ?? null,
    backup: record.backupOwner?.name ?? null,
    cadenceDays: record.cadence?.days ?? null,
    lastContactOn: lastHeldAt && dateInZone(lastHeldAt),
    since: null,
    people: [...people.map((one) => personOf(one, id, touches.get(one.id) ?? never)), ...contacts.above.map(nobody)],
    interactions: interactions.map((one) => interactionOf(one, levels)),
    promises: promises.items,
    agreements: details.map(agreementOf),
    networks: networks.map((forum) => ({
      name: both(forum.nameFr, forum.nameEn),
      acronym: forum.acronymFr || forum.acronymEn ? both(forum.acronymFr, forum.acronymEn) : null,
      status: label('membership_status', record.networks.find((network) => network.forum.id === forum.id)?.status ?? 'member'),
      mandates: [],
    })),
    commitments: record.commitments.filter(({ kind }) => kind === 'commitment').flatMap(commitmentOf),
    targets: targets.map(({ nameFr, nameEn, periodFrom, periodTo, reason }) => ({
      region: both(nameFr, nameEn),
      from: periodFrom,
      to: periodTo,
      reason: both(reason, null),
    })),
    sources: record.sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) })),
    updatedOn: dateInZone(record.updatedAt),
    hidden: contacts.hidden + held.hidden + promises.hidden + agreements.hidden,
  };
  return { organization: data, held: interactions };
}

/** The promises of partners that still hold, and those closed in the last year. */
async function gatherPromises(ctx: Context, audience: Audience, organization: string[]): Promise<{ items: PromiseData[]; hidden: number }> {
  const closed = { organization, status: ['done', 'dropped'], closedAfter: [filterDay('-12m', dateInZone(ctx.now))], sort: '-closedOn' };
  const [open, past] = await Promise.all([
    listFor(ctx, audience, lists.followUps, { organization, status: ['open', 'renegotiated'] }, most.open),
    listFor(ctx, audience, lists.followUps, closed, most.closed),
  ]);
  return { items: await promisesOf(ctx, audience, [...open.items, ...past.items]), hidden: open.hidden + past.hidden };
}

/** Promises as notes tell them, in their order: with how sensitive their people are, and born on a day only where the audience may read that meeting. */
export async function promisesOf(ctx: Context, audience: Audience, items: readonly FollowUp[]): Promise<PromiseData[]> {
  const meetings = [...new Set(items.flatMap(({ bornInId }) => bornInId ?? []))];
  const [levels, readable] = await Promise.all([
    contactLevels(ctx.db.reader, items.flatMap(({ contactId }) => contactId ?? [])),
    ctx.db.reader.interaction.findMany({ where: { id: { in: meetings }, sensitivity: { in: levelsOf(audience) } }, select: { id: true } }),
  ]);
  const born = new Set(readable.map(({ id }) => id));
  return items.map((one) => ({ ...promiseOf(one, levels), bornOn: one.bornIn && born.has(one.bornIn.id) ? dateInZone(one.bornIn.startsAt) : null }));
}

/** How sensitive people are, by their id. */
export type Levels = ReadonlyMap<string, Audience>;

/** How sensitive everybody is who took part in the interactions. */
export function levelsIn(ctx: Context, interactions: readonly Interaction[]): Promise<Levels> {
  return contactLevels(ctx.db.reader, interactions.flatMap(({ participants }) => participants.flatMap(({ contactId }) => contactId ?? [])));
}

/** Somebody as a record names them (null: not to the caller), with how sensitive they are; of who is gone, nobody is told the name. */
export function namedOf({ name, contactId, userId }: { name: string | null; contactId: string | null; userId?: string | null }, levels: Levels): NamedData {
  return { id: contactId ?? userId ?? null, name: name ?? '', sensitivity: contactId ? ((name !== null && levels.get(contactId)) || 'confidential') : 'public' };
}

/** `levels` of the people of theirs; without them, the promise names none. Where it was born is not told. */
export const promiseOf = (one: FollowUp, levels?: Levels): PromiseData => ({
  by: one.promisedBy,
  text: inOwn(one.text, one.language),
  dueOn: one.dueOn,
  status: one.status,
  doneOn: one.closedOn,
  assignee: one.assignee?.name ?? null,
  person: one.contactId && levels ? namedOf({ name: one.contact?.name ?? null, contactId: one.contactId }, levels) : null,
  sensitivity: one.sensitivity,
});

type Pact = Pick<Agreement, 'titleFr' | 'titleEn' | 'kind' | 'state' | 'effectiveFrom' | 'signedOn' | 'expiresOn' | 'renewalOn' | 'sensitivity'> & Partial<Pick<Agreement, 'authorizations'>>;

/** As a record or as a line of a list, which does not tell its authorizations. */
export const agreementOf = (one: Pact): AgreementData => ({
  title: both(one.titleFr, one.titleEn),
  kind: label('agreement_kind', one.kind),
  state: label('agreement_state', one.state),
  from: one.effectiveFrom ?? one.signedOn,
  to: one.expiresOn,
  renewalOn: one.renewalOn,
  authorization: one.authorizations?.[0] ? label('authorization_status', one.authorizations[0].status) : null,
  sensitivity: one.sensitivity,
});

function namesOf({ nameFr, nameEn, names }: Organization): OrganizationData['names'] {
  return [
    { text: nameFr, kind: 'official', language: 'fr', from: null, to: null },
    ...(nameEn ? [{ text: nameEn, kind: 'official' as const, language: 'en', from: null, to: null }] : []),
    ...names.map(({ name, kind, language, validFrom, validTo }) => ({
      text: name,
      kind: kind === 'alias' ? ('short' as const) : kind,
      language,
      from: validFrom,
      to: validTo,
    })),
  ];
}

/** Somebody above the audience, of whom nothing is said: a document counts them. */
const nobody = (one: NamedData): PersonData => ({ ...one, pronouns: null, title: null, language: null, addressForm: null, lastContactOn: null, knownBy: [], biography: null });

export function personOf(contact: Person, organizationId: string, { lastHeldAt, knownBy }: Touch): PersonData {
  const post = contact.positions.find(({ isCurrent, organization }) => isCurrent && organization.id === organizationId);
  return {
    id: contact.id,
    name: contact.name,
    pronouns: contact.pronouns,
    title: post ? both(post.titleFr, post.titleEn) : null,
    language: languageLabel(contact.correspondenceLanguage),
    addressForm: contact.address && both(contact.address.salutationFr, contact.address.salutationEn),
    lastContactOn: lastHeldAt && dateInZone(lastHeldAt),
    knownBy,
    biography: contact.biographyFr || contact.biographyEn ? both(contact.biographyFr, contact.biographyEn) : null,
    sensitivity: contact.sensitivity,
  };
}

export function interactionOf(interaction: Interaction, levels: Levels): InteractionData {
  const namesOn = (side: string): NamedData[] => interaction.participants.filter((one) => one.side === side).map((one) => namedOf(one, levels));
  return {
    on: dateInZone(interaction.startsAt, interaction.timeZone),
    kind: label('interaction_kind', interaction.kind),
    subject: inOwn(interaction.subject, interaction.language),
    summary: interaction.summary ? { text: interaction.summary, language: interaction.language.slice(0, 2) } : null,
    ours: namesOn('ours'),
    theirs: namesOn('theirs'),
    sensitivity: interaction.sensitivity,
  };
}

export type Tie = { titleFr: string; titleEn: string | null; priority: 'shines' | 'learns' | 'attracts' | null };

export const commitmentOf = ({ titleFr, titleEn, priority }: Tie): CommitmentData[] =>
  priority
    ? [{ priority, priorityTitle: both(labelOf('priority', `${priority}_full`, 'fr'), labelOf('priority', `${priority}_full`, 'en')), title: both(titleFr, titleEn) }]
    : [];

export function locatorOf({ lineFrom, lineTo }: Source, { locale }: Context): string | null {
  if (lineFrom === null) return null;
  return lineTo === null || lineTo === lineFrom
    ? m.ui_source_line({ line: lineFrom }, { locale })
    : m.ui_source_lines({ from: lineFrom, to: lineTo }, { locale });
}

/** Everything a note says of one meeting. The form of address of a person is read from the person. */
export async function gatherMeeting(ctx: Context, interaction: Interaction): Promise<MeetingData> {
  const contactIds = [...new Set(interaction.participants.flatMap(({ contactId }) => contactId ?? []))];
  const [found, levels] = await Promise.all([getContacts(ctx, contactIds), levelsIn(ctx, [interaction])]);
  const contacts = new Map(found.map((one) => [one.id, one]));
  const onSide = (side: string): ParticipantData[] =>
    interaction.participants
      .filter((one) => one.side === side)
      .map(({ titleFr, titleEn, organization, isLead, ...one }) => {
        const contact = one.contactId ? contacts.get(one.contactId) : undefined;
        return {
          ...namedOf(one, levels),
          pronouns: contact?.pronouns ?? null,
          title: titleFr || titleEn ? both(titleFr, titleEn) : null,
          organization: organization && both(organization.nameFr, organization.nameEn),
          addressForm: contact?.address ? both(contact.address.salutationFr, contact.address.salutationEn) : null,
          language: languageLabel(contact?.correspondenceLanguage ?? null),
          biography: contact?.biographyFr || contact?.biographyEn ? both(contact.biographyFr, contact.biographyEn) : null,
          lead: isLead,
        };
      });
  const typed = (text: string | null) => (text ? { text, language: interaction.language.slice(0, 2) } : null);
  return {
    subject: inOwn(interaction.subject, interaction.language),
    kind: label('interaction_kind', interaction.kind),
    startsAt: interaction.isAllDay ? dateInZone(interaction.startsAt, interaction.timeZone) : interaction.startsAt,
    endsAt: interaction.endsAt,
    timeZone: interaction.timeZone,
    place: interaction.location
      ? both(interaction.location, interaction.location)
      : interaction.place && both(interaction.place.nameFr, interaction.place.nameEn),
    participants: { ours: onSide('ours'), theirs: onSide('theirs'), third: onSide('third') },
    objectives: interaction.commitments.flatMap(commitmentOf),
    points: interaction.discussionPoints.map((point) => ({
      subject: { text: point.subject, language: interaction.language.slice(0, 2) },
      theirPosition: typed(point.theirPosition),
      ourPosition: typed(point.ourPosition),
      sensitivity: point.sensitivity,
    })),
    hiddenPoints: interaction.hiddenPoints,
  };
}
