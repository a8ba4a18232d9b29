import { getContact } from '../contacts/contact.reading.ts';
import type { DossierSubject } from '../documents/dossier-data.ts';
import type { Bilingual, CommitmentData, DatedPointData, NamedData } from '../documents/note-data.ts';
import type { Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import type { Source } from '../http/endpoint.ts';
import { sql, type ListQuery } from '../http/listing.ts';
import { getInteraction } from '../interactions/interaction.service.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getMission } from '../missions/mission.service.ts';
import { daysOutOfTouch } from '../organizations/cadence.rules.ts';
import { listOrganizations } from '../organizations/organization.list.ts';
import { getOrganization } from '../organizations/organization.read.ts';
import { rhythmsOf } from '../organizations/touch.ts';
import { spreadOfPlaces } from '../places/figures.ts';
import { getPlaceRecord } from '../places/place.service.ts';
import { getRegion } from '../places/region.service.ts';
import { dateInZone } from '../text/format.rules.ts';
import { highest } from './audience.ts';
import { both, commitmentOf, inOwn, label, languageLabel, levelsIn, namedOf } from './note.data.ts';
import type { NoteOrder } from './note.schema.ts';
import { currentPost, lastHeldWith, touchesOf } from './people.data.ts';
import { commitmentsIn } from './place-sheet.data.ts';

/** Where what belongs to a file is looked for; null where the file has nothing of the sort. */
interface Scope {
  interactions: ListQuery | null;
  promises: ListQuery | null;
  agreements: ListQuery | null;
  missions: ListQuery | null;
  /** A filter over people, or the very people. */
  people: ListQuery | string[];
}

export interface Dossier {
  subject: DossierSubject;
  scope: Scope;
  points: DatedPointData[];
  responsible: string[];
  commitments: CommitmentData[];
  sources: Source[];
  /** Exchanges and missions that are the file itself, and stand in no list of it. */
  itself: { interactionId: string | null; missionId: string | null };
  /** With a ministry or a department itself, every exchange is a consultation. */
  isGovernment: boolean;
}

type Ordered = NoteOrder['subjects'][number];

/** The record, and where to look for what surrounds it. @throws 404 when it is gone or the caller may not see it */
export async function readDossier(ctx: Context, { type, id }: Ordered, audience: Audience): Promise<Dossier> {
  switch (type) {
    case 'organization':
      return ofOrganization(ctx, id, audience);
    case 'contact':
      return ofContact(ctx, id, audience);
    case 'interaction':
      return ofInteraction(ctx, id);
    case 'mission':
      return ofMission(ctx, id);
    case 'place':
    case 'region':
      return ofPlace(ctx, type, id);
    default:
      throw new Error(`no file on a record of type ${type}`);
  }
}

const everywhere = (where: ListQuery | null): Omit<Scope, 'people'> => ({ interactions: where, promises: where, agreements: where, missions: where });
const none: Omit<Dossier, 'subject' | 'scope'> = { points: [], responsible: [], commitments: [], sources: [], itself: { interactionId: null, missionId: null }, isGovernment: false };
const name = ({ nameFr, nameEn }: { nameFr: string; nameEn: string | null }): Bilingual => both(nameFr, nameEn);
const known = (...names: (string | null | undefined)[]): string[] => [...new Set(names.flatMap((one) => one ?? []))];

const isGovernment = (kind: string): boolean => kind === 'provincial_ministry' || kind === 'federal_department';

async function ofOrganization(ctx: Context, id: string, audience: Audience): Promise<Dossier> {
  const [record, lastHeldAt, rhythms] = await Promise.all([getOrganization(ctx, id), lastHeldWith(ctx, audience, id), rhythmsOf(ctx.db.reader)]);
  const where = { organization: [id] };
  return {
    ...none,
    subject: {
      type: 'organization',
      title: name(record),
      description: record.descriptionFr || record.descriptionEn ? both(record.descriptionFr, record.descriptionEn) : null,
      updatedOn: dateInZone(record.updatedAt),
      kind: label('organization_kind', record.kind),
      place: record.place && name(record.place),
      stage: record.isOurs ? null : { code: record.stage, label: label('organization_stage', record.stage) },
      tier: record.tier,
      owner: record.owner?.name ?? null,
      backup: record.backupOwner?.name ?? null,
      cadenceDays: record.cadence?.days ?? null,
      daysOutOfTouch: daysOutOfTouch({ ...record, lastHeldAt }, rhythms, dateInZone(ctx.now)),
      isGovernment: isGovernment(record.kind),
    },
    scope: { ...everywhere(where), people: where },
    responsible: known(record.owner?.name, record.backupOwner?.name),
    commitments: record.commitments.filter(({ kind }) => kind === 'commitment').flatMap(commitmentOf),
    sources: record.sources,
    isGovernment: isGovernment(record.kind),
  };
}

async function ofContact(ctx: Context, id: string, audience: Audience): Promise<Dossier> {
  const [record, touchOf] = await Promise.all([getContact(ctx, id), touchesOf(ctx, audience, [id])]);
  const held = record.positions.filter(({ isCurrent }) => isCurrent).map(({ organization }) => organization.id);
  const post = currentPost(record);
  const theirs = held.length > 0 ? { organization: held } : null;
  const { knownBy } = touchOf(id);
  return {
    ...none,
    subject: {
      type: 'contact',
      title: both(record.name, record.name),
      description: record.biographyFr || record.biographyEn ? both(record.biographyFr, record.biographyEn) : null,
      updatedOn: dateInZone(record.updatedAt),
      kind: label('note_subject', 'contact'),
      post: post
        ? { title: post.titleFr || post.titleEn ? both(post.titleFr, post.titleEn) : null, organization: name(post.organization), from: post.validFrom, verifiedOn: post.verifiedOn }
        : null,
      language: languageLabel(record.correspondenceLanguage),
      addressForm: record.address && both(record.address.salutationFr, record.address.salutationEn),
      knownBy,
    },
    scope: { interactions: { contact: [id] }, promises: { contact: [id] }, agreements: theirs, missions: theirs, people: [id] },
    responsible: knownBy.slice(0, 3),
    commitments: held[0] ? (await getOrganization(ctx, held[0])).commitments.filter(({ kind }) => kind === 'commitment').flatMap(commitmentOf) : [],
  };
}

async function ofInteraction(ctx: Context, id: string): Promise<Dossier> {
  const record = await getInteraction(ctx, id);
  const ids = record.organizations.map((one) => one.id);
  const where = ids.length > 0 ? { organization: ids } : null;
  const [levels, mission] = await Promise.all([
    levelsIn(ctx, [record]),
    record.mission && ctx.db.reader.mission.findUnique({ where: { id: record.mission.id }, select: { titleFr: true, titleEn: true, sensitivity: true, organizations: { where: { organizationId: { in: ids } } } } }),
  ]);
  const namesOn = (side: string): NamedData[] => record.participants.filter((one) => one.side === side).map((one) => namedOf(one, levels));
  const ours = namesOn('ours');
  return {
    ...none,
    subject: {
      type: 'interaction',
      title: inOwn(record.subject, record.language),
      description: record.summary ? inOwn(record.summary, record.language) : null,
      updatedOn: dateInZone(record.updatedAt),
      kind: label('interaction_kind', record.kind),
      status: { code: record.status, label: label('interaction_status', record.status) },
      on: dateInZone(record.startsAt, record.timeZone),
      place: record.location ? both(record.location, record.location) : record.place && name(record.place),
      mission: mission && { title: both(mission.titleFr, mission.titleEn), sensitivity: mission.sensitivity as Audience, isAmongOthers: mission.organizations.length > 0 },
      organizations: record.organizations.map(name),
      ours,
      theirs: namesOn('theirs'),
    },
    scope: { ...everywhere(where), promises: where ?? { interaction: [id] }, people: known(...record.participants.filter(({ side }) => side === 'theirs').map(({ contactId }) => contactId)) },
    points: pointsOf(record),
    responsible: record.participants.flatMap(({ side, userId, name: who }) => (side === 'ours' && userId && who ? [who] : [])).slice(0, 3),
    commitments: record.commitments.flatMap(commitmentOf),
    itself: { interactionId: id, missionId: null },
  };
}

/** The points of an exchange, each as sensitive as the more sensitive of the two. */
export function pointsOf(record: Interaction): DatedPointData[] {
  const language = record.language.slice(0, 2);
  const typed = (text: string | null) => (text ? { text, language } : null);
  return record.discussionPoints.map((point) => ({
    subject: { text: point.subject, language },
    theirPosition: typed(point.theirPosition),
    ourPosition: typed(point.ourPosition),
    sensitivity: highest(point.sensitivity, record.sensitivity),
    on: dateInZone(record.startsAt, record.timeZone),
  }));
}

async function ofMission(ctx: Context, id: string): Promise<Dossier> {
  const record = await getMission(ctx, id);
  const ids = record.organizations.map((one) => one.id);
  const theirs = ids.length > 0 ? { organization: ids } : null;
  return {
    ...none,
    subject: {
      type: 'mission',
      title: both(record.titleFr, record.titleEn),
      description: record.purposeFr || record.purposeEn ? both(record.purposeFr, record.purposeEn) : null,
      updatedOn: dateInZone(record.updatedAt),
      kind: label('mission_direction', record.direction),
      status: label('mission_status', record.status),
      from: record.startsOn,
      to: record.endsOn,
      lead: record.lead?.name ?? null,
      places: record.itinerary.flatMap(({ place }) => (place ? [name(place)] : [])),
      organizations: record.organizations.map(name),
      objectives: record.objectives.flatMap(({ textFr, textEn, policyNode, result }) => {
        const text = textFr || textEn ? both(textFr, textEn) : policyNode && both(policyNode.titleFr, policyNode.titleEn);
        return text ? [{ text, result: result && result !== 'pending' ? label('objective_result', result) : null }] : [];
      }),
    },
    scope: { interactions: { mission: [id] }, promises: theirs, agreements: theirs, missions: null, people: theirs ?? [] },
    responsible: known(record.lead?.name),
    commitments: record.objectives.flatMap(({ policyNode }) => (policyNode?.kind === 'commitment' ? commitmentOf(policyNode) : [])),
    sources: record.sources,
    itself: { interactionId: null, missionId: id },
  };
}

async function ofPlace(ctx: Context, type: 'place' | 'region', id: string): Promise<Dossier> {
  const where: ListQuery = type === 'place' ? { place: [id] } : { region: [id] };
  const partners = (await listOrganizations(ctx, { ...where, ours: ['false'], limit: 1 })).total;
  const shared = { ...none, scope: { ...everywhere(where), people: { ...where, acquainted: ['true'] } } };
  if (type === 'place') {
    const record = await getPlaceRecord(ctx, id);
    return {
      ...shared,
      subject: { type, title: name(record), description: null, updatedOn: dateInZone(record.updatedAt), kind: label('place_kind', record.kind), partners, decision: null },
      // Of a place too: those of the partners there, who are open to all.
      commitments: await commitmentsIn(ctx, spreadOfPlaces(sql`"id" = ${id}`)),
      sources: record.sources,
    };
  }
  const record = await getRegion(ctx, id);
  const { decision } = record;
  return {
    ...shared,
    subject: {
      type,
      title: name(record),
      description: record.descriptionFr || record.descriptionEn ? both(record.descriptionFr, record.descriptionEn) : null,
      updatedOn: dateInZone(record.updatedAt),
      kind: label('document_kind', 'region'),
      partners,
      decision: decision && {
        label: label('target_decision', decision.decision),
        reason: both(decision.reason, null),
        from: decision.periodFrom,
        to: decision.periodTo,
        reviewOn: decision.reviewOn,
        decidedOn: dateInZone(decision.decidedAt),
      },
    },
    // Of what a region serves, only what its partners are tied to: who they are is open to all.
    commitments: record.commitments.filter((one) => one.partners > 0).flatMap(commitmentOf),
    sources: record.sources,
  };
}
