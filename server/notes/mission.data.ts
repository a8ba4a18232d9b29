/** What the documents of a mission say, read through the services with the caller's eyes. */
import { getContacts, type Person } from '../contacts/contact.reading.ts';
import type { CoordinationData, GiftData, MissionData, MissionPersonData, MissionSessionData, StopData } from '../documents/mission-data.ts';
import type { Context } from '../http/context.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getInteractions, listInteractions } from '../interactions/interaction.service.ts';
import type { Mission } from '../missions/mission.schema.ts';
import { getMission } from '../missions/mission.service.ts';
import { getPlaceRecord, type PlaceRecord } from '../places/place.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import type { User } from '../users/user.schema.ts';
import { getUser } from '../users/user.service.ts';
import { both, commitmentOf, coordinationLabel, inOwn, label, languageLabel, locatorOf } from './note.data.ts';
import { readGifts, type GiftRow } from './gift.data.ts';
import { inPieces, unlessHidden } from './reading.ts';

/** The record with everything that its documents say of it; `record` is what other readers go on from. */
export async function gatherMission(ctx: Context, id: string): Promise<{ record: Mission; interactions: Interaction[]; data: MissionData }> {
  const record = await getMission(ctx, id);
  const interactions = await interactionsOf(ctx, record);
  const gifts = await readGifts(ctx, id, interactions.map((one) => one.id));
  const [people, users, places] = await Promise.all([
    peopleOf(ctx, [...record.delegates, ...interactions.flatMap(({ participants }) => participants)]),
    byId(ctx, getUser, [record.leadId, ...record.delegates.map(({ userId }) => userId)]),
    byId(ctx, getPlaceRecord, [...record.itinerary.map(({ placeId }) => placeId), ...interactions.map(({ placeId }) => placeId)]),
  ]);
  const lead = record.leadId ? users.get(record.leadId) : undefined;
  const data: MissionData = {
    title: both(record.titleFr, record.titleEn),
    direction: record.direction,
    status: record.status,
    statusLabel: label('mission_status', record.status),
    purpose: pair(record.purposeFr, record.purposeEn),
    startsOn: record.startsOn,
    endsOn: record.endsOn,
    lead: lead ? { name: lead.name, title: pair(lead.titleFr, lead.titleEn) } : null,
    ministry: coordination(record.ministryCoordination, record.ministryNote),
    federal: coordination(record.federalCoordination, record.federalNote),
    approval: record.approvalStatus ? { state: label('approval_status', record.approvalStatus), on: record.approvedOn } : null,
    maximumExpenseCents: record.maximumExpenseCents,
    currency: record.currency,
    reportDueOn: record.reportDueOn,
    reportPublishedOn: record.reportPublishedOn,
    objectives: record.objectives.map((one) => ({
      text: pair(one.textFr, one.textEn),
      commitment: one.policyNode ? (commitmentOf(one.policyNode)[0] ?? null) : null,
      result: one.result,
      resultLabel: one.result ? label('objective_result', one.result) : null,
      outcome: pair(one.resultFr, one.resultEn),
    })),
    delegation: record.delegates.map((one) => delegate(one, people, users)),
    stops: record.itinerary.map((one): StopData => ({
      place: one.place && both(one.place.nameFr, one.place.nameEn),
      timeZone: one.placeId ? (places.get(one.placeId)?.timeZone ?? null) : null,
      from: one.startsOn,
      to: one.endsOn,
      purpose: pair(one.purposeFr, one.purposeEn),
    })),
    sessions: interactions.map((one) => sessionOf(one, people, places, gifts)).sort(byTime),
    budget: record.budget.map(({ category, labelFr, labelEn, plannedCents, actualCents }) => ({
      category: label('budget_category', category),
      label: pair(labelFr, labelEn),
      plannedCents,
      actualCents,
    })),
    gifts: gifts.filter(({ interactionId }) => !interactions.some((one) => one.id === interactionId)).map(({ gift }) => gift),
    sources: record.sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) })),
  };
  return { record, interactions, data };
}

const pair = (fr: string | null, en: string | null): { fr: string | null; en: string | null } | null => (fr || en ? both(fr, en) : null);

const coordination = (level: string, note: string | null): CoordinationData => ({
  level: coordinationLabel(level),
  note: note ? { text: note, language: 'fr' } : null,
});

/** Those of the mission and those that its itinerary names, without what was cancelled or put away. */
async function interactionsOf(ctx: Context, { id, itinerary }: Mission): Promise<Interaction[]> {
  const ids = new Set<string>();
  // Page by page as a screen has them: an export walks along all interactions to find these few.
  let cursor: string | undefined;
  do {
    const page = await listInteractions(ctx, { mission: [id], sort: 'startsAt', limit: 200, cursor });
    for (const one of page.items) ids.add(one.id);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  for (const { interaction } of itinerary) if (interaction) ids.add(interaction.id);
  const found = await inPieces([...ids], (piece) => getInteractions(ctx, piece));
  return found.filter(({ status, archivedAt }) => status !== 'cancelled' && archivedAt === null);
}

type Readable<T> = (ctx: Context, id: string) => Promise<T>;

/** Records by their id, each read once; those that the caller may not see are not among them. */
async function byId<T>(ctx: Context, read: Readable<T>, ids: (string | null)[]): Promise<Map<string, T>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const found = await Promise.all(wanted.map((id) => read(ctx, id).catch(unlessHidden)));
  return new Map(wanted.flatMap((id, index) => (found[index] ? [[id, found[index]] as const] : [])));
}

type People = ReadonlyMap<string, Person>;

async function peopleOf(ctx: Context, named: readonly { contactId: string | null }[]): Promise<People> {
  const ids = [...new Set(named.flatMap(({ contactId }) => contactId ?? []))];
  return new Map((await inPieces(ids, (piece) => getContacts(ctx, piece))).map((one) => [one.id, one]));
}

type Known = Pick<MissionPersonData, 'id' | 'pronouns' | 'pronunciation' | 'addressForm' | 'language' | 'biography' | 'phones' | 'email' | 'verifiedOn' | 'sensitivity'>;

/** What a person's own record says; of one that the caller may not see, nothing, and nobody is told the name. */
function known(contactId: string | null, people: People): Known {
  const contact = contactId ? people.get(contactId) : undefined;
  const points = (kinds: readonly string[]): string[] => (contact?.contactPoints ?? []).filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const checked = [...(contact?.contactPoints ?? []), ...(contact?.positions ?? []).filter(({ isCurrent }) => isCurrent)].flatMap(({ verifiedOn }) => verifiedOn ?? []);
  return {
    id: contactId,
    pronouns: contact?.pronouns ?? null,
    pronunciation: contact?.pronunciation ?? null,
    addressForm: contact?.address ? pair(contact.address.salutationFr, contact.address.salutationEn) : null,
    language: languageLabel(contact?.correspondenceLanguage ?? null),
    biography: pair(contact?.biographyFr ?? null, contact?.biographyEn ?? null),
    phones: points(['mobile', 'phone']),
    email: points(['email'])[0] ?? null,
    verifiedOn: checked.sort().at(-1) ?? null,
    sensitivity: contactId ? (contact?.sensitivity ?? 'confidential') : 'public',
  };
}

function delegate(one: Mission['delegates'][number], people: People, users: ReadonlyMap<string, User>): MissionPersonData {
  const user = one.userId ? users.get(one.userId) : undefined;
  const post = one.contactId ? people.get(one.contactId)?.positions.find(({ isCurrent }) => isCurrent) : undefined;
  return {
    ...known(one.contactId, people),
    // The same person of ours keeps one line in the list of who to reach.
    id: one.contactId ?? one.userId,
    name: one.contact?.name ?? one.user?.name ?? null,
    title: post ? pair(post.titleFr, post.titleEn) : user ? pair(user.titleFr, user.titleEn) : null,
    organization: post ? both(post.organization.nameFr, post.organization.nameEn) : null,
    ...(user && { email: user.email }),
    role: pair(one.labelFr, one.labelEn) ?? label('delegate_role', one.role),
    lead: one.role === 'head',
  };
}

function sessionOf(one: Interaction, people: People, places: ReadonlyMap<string, PlaceRecord>, gifts: readonly GiftRow[]): MissionSessionData {
  const place = one.placeId ? places.get(one.placeId) : undefined;
  const timeZone = place?.timeZone ?? one.timeZone;
  const language = one.language.slice(0, 2);
  const typed = (text: string | null) => (text ? { text, language } : null);
  const onSide = (side: string): MissionPersonData[] =>
    one.participants
      .filter((person) => person.side === side)
      .map(({ name, titleFr, titleEn, organization, contactId, userId, isLead }) => ({
        ...known(contactId, people),
        id: contactId ?? userId,
        name,
        title: pair(titleFr, titleEn),
        organization: organization && both(organization.nameFr, organization.nameEn),
        role: null,
        lead: isLead,
      }));
  return {
    id: one.id,
    on: dateInZone(one.startsAt, one.isAllDay ? one.timeZone : timeZone),
    startsAt: one.isAllDay ? null : one.startsAt,
    endsAt: one.isAllDay ? null : one.endsAt,
    timeZone,
    place: where(one),
    subject: inOwn(one.subject, one.language),
    kind: label('interaction_kind', one.kind),
    status: one.status === 'held' ? 'held' : one.status === 'draft' ? 'draft' : 'planned',
    within: one.forumSession && both(`${one.forumSession.titleFr}, ${one.forumSession.forum.nameFr}`, inEnglish(one.forumSession)),
    organizations: one.organizations.map(({ nameFr, nameEn }) => both(nameFr, nameEn)),
    people: { ours: onSide('ours'), theirs: onSide('theirs'), third: onSide('third') },
    commitments: one.commitments.flatMap(commitmentOf),
    points: one.discussionPoints.map((point) => ({
      subject: { text: point.subject, language },
      theirPosition: typed(point.theirPosition),
      ourPosition: typed(point.ourPosition),
      sensitivity: point.sensitivity,
    })),
    summary: typed(one.summary),
    gifts: gifts.filter(({ interactionId }) => interactionId === one.id).map(({ gift }): GiftData => gift),
    sensitivity: one.sensitivity,
  };
}

function inEnglish({ titleFr, titleEn, forum }: NonNullable<Interaction['forumSession']>): string | null {
  return titleEn || forum.nameEn ? `${titleEn ?? titleFr}, ${forum.nameEn ?? forum.nameFr}` : null;
}

/** The room or the address, then the city: « Hôtel de ville, Bordeaux ». */
function where({ location, place }: Interaction): MissionSessionData['place'] {
  const of = (name: string | null | undefined): string | null => [location, name === location ? null : name].filter(Boolean).join(', ') || null;
  return location || place ? both(of(place?.nameFr), of(place?.nameEn ?? place?.nameFr)) : null;
}

function byTime(a: MissionSessionData, b: MissionSessionData): number {
  return a.on.localeCompare(b.on) || (a.startsAt ?? '').localeCompare(b.startsAt ?? '') || a.id.localeCompare(b.id);
}
