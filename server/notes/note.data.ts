import { m } from '../../generated/paraglide/messages.js';
import type { Agreement } from '../agreements/agreement.schema.ts';
import { listAgreements, getAgreement } from '../agreements/agreement.service.ts';
import { getContact, listContacts } from '../contacts/contact.reading.ts';
import type { Contact } from '../contacts/contact.schema.ts';
import type {
  AgreementData,
  Bilingual,
  CommitmentData,
  InteractionData,
  MeetingData,
  OrganizationData,
  ParticipantData,
  PersonData,
  PromiseData,
} from '../documents/note-data.ts';
import type { FollowUp } from '../followups/followup.schema.ts';
import { listFollowUps } from '../followups/followup.service.ts';
import { getForum } from '../forums/forum.service.ts';
import type { Context } from '../http/context.ts';
import type { Source } from '../http/endpoint.ts';
import { getInteraction, listInteractions } from '../interactions/interaction.service.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getOrganization } from '../organizations/organization.service.ts';
import type { Organization } from '../organizations/organization.schema.ts';
import { listTargets } from '../places/region.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { labelOf } from '../text/labels.ts';

/** How much of each list a note reads: more would not fit where it prints. */
const most = { people: 12, interactions: 8, promises: 60, agreements: 20, networks: 10 } as const;

export type Period = { from?: string | undefined; to?: string | undefined };

export const both = (fr: string | null, en: string | null): Bilingual => ({ fr, en });
export const label = (list: string, value: string): Bilingual => both(labelOf(list, value, 'fr'), labelOf(list, value, 'en'));
export const languageLabel = (code: string | null): Bilingual | null =>
  code ? both(new Intl.DisplayNames(['fr-CA'], { type: 'language' }).of(code) ?? code, new Intl.DisplayNames(['en-CA'], { type: 'language' }).of(code) ?? code) : null;
export const inOwn = (text: string, language: string): Bilingual => (language.startsWith('en') ? both(null, text) : both(text, null));

/** Everything a note says of a partner, as far as the caller may see it. */
export async function gatherOrganization(ctx: Context, id: string, { from, to }: Period): Promise<OrganizationData> {
  const organization = [id];
  const [record, contacts, held, promises, agreements, targets] = await Promise.all([
    getOrganization(ctx, id),
    listContacts(ctx, { organization, limit: most.people, sort: '-lastHeldAt' }),
    listInteractions(ctx, { organization, status: ['held'], limit: most.interactions, ...(from ? { from: [from] } : {}), ...(to ? { to: [to] } : {}) }),
    listFollowUps(ctx, { organization, limit: most.promises }),
    listAgreements(ctx, { organization, limit: most.agreements }),
    listTargets(ctx, id),
  ]);
  const [people, interactions, details, networks] = await Promise.all([
    Promise.all(contacts.items.map((contact) => getContact(ctx, contact.id))),
    Promise.all(held.items.map((interaction) => getInteraction(ctx, interaction.id))),
    Promise.all(agreements.items.map((agreement) => getAgreement(ctx, agreement.id))),
    Promise.all(record.networks.slice(0, most.networks).map(({ forum }) => getForum(ctx, forum.id))),
  ]);
  return {
    names: namesOf(record),
    kind: label('organization_kind', record.kind),
    place: record.place && both(record.place.nameFr, record.place.nameEn),
    website: record.website,
    stage: record.isOurs ? null : label('organization_stage', record.stage),
    tier: record.tier,
    owner: record.owner?.name ?? null,
    backup: record.backupOwner?.name ?? null,
    cadenceDays: record.cadence?.days ?? null,
    lastContactOn: record.lastHeldAt && dateInZone(record.lastHeldAt),
    since: null,
    people: people.map((contact) => personOf(contact, id)),
    interactions: interactions.map(interactionOf),
    promises: promises.items.map(promiseOf),
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
  };
}

export const promiseOf = (one: FollowUp): PromiseData => ({
  by: one.promisedBy,
  text: inOwn(one.text, one.language),
  dueOn: one.dueOn,
  status: one.status,
  doneOn: one.closedOn,
  assignee: one.assignee?.name ?? one.contact?.name ?? null,
  sensitivity: one.sensitivity,
});

export const agreementOf = (one: Agreement): AgreementData => ({
  title: both(one.titleFr, one.titleEn),
  kind: label('agreement_kind', one.kind),
  state: label('agreement_state', one.state),
  from: one.effectiveFrom ?? one.signedOn,
  to: one.expiresOn,
  renewalOn: one.renewalOn,
  authorization: one.authorizations[0] ? label('authorization_status', one.authorizations[0].status) : null,
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

export function personOf(contact: Contact, organizationId: string): PersonData {
  const post = contact.positions.find(({ isCurrent, organization }) => isCurrent && organization.id === organizationId);
  const knownBy = [...contact.met.map(({ user }) => user.name), ...contact.acquaintances.map(({ user }) => user.name)];
  return {
    name: contact.name,
    pronouns: contact.pronouns,
    title: post ? both(post.titleFr, post.titleEn) : null,
    language: languageLabel(contact.correspondenceLanguage),
    addressForm: contact.address && both(contact.address.salutationFr, contact.address.salutationEn),
    lastContactOn: contact.lastHeldAt && dateInZone(contact.lastHeldAt),
    knownBy: [...new Set(knownBy)],
    biography: contact.biographyFr || contact.biographyEn ? both(contact.biographyFr, contact.biographyEn) : null,
    sensitivity: contact.sensitivity,
  };
}

export function interactionOf(interaction: Interaction): InteractionData {
  const namesOn = (side: string): string[] => interaction.participants.filter((one) => one.side === side).map(({ name }) => name);
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
  const contacts = new Map((await Promise.all(contactIds.map((id) => getContact(ctx, id).catch(() => null)))).flatMap((one) => (one ? [[one.id, one] as const] : [])));
  const onSide = (side: string): ParticipantData[] =>
    interaction.participants
      .filter((one) => one.side === side)
      .map(({ name, titleFr, titleEn, organization, contactId, isLead }) => {
        const contact = contactId ? contacts.get(contactId) : undefined;
        return {
          name,
          pronouns: contact?.pronouns ?? null,
          title: titleFr || titleEn ? both(titleFr, titleEn) : null,
          organization: organization?.nameFr ?? null,
          addressForm: contact?.address ? both(contact.address.salutationFr, contact.address.salutationEn) : null,
          language: languageLabel(contact?.correspondenceLanguage ?? null),
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
    pressLine: null,
  };
}
