import { answerOf } from '../agreements/agreement.authorization.rules.ts';
import { getAgreements } from '../agreements/agreement.service.ts';
import type { Agreement } from '../agreements/agreement.schema.ts';
import { getContacts, type Person } from '../contacts/contact.reading.ts';
import type { DossierAgreement, DossierData, DossierMission } from '../documents/dossier-data.ts';
import type { InteractionData, NamedData, PersonData } from '../documents/note-data.ts';
import type { Context } from '../http/context.ts';
import type { ListQuery } from '../http/listing.ts';
import { countInteractions, getInteractions } from '../interactions/interaction.service.ts';
import type { Interaction } from '../interactions/interaction.schema.ts';
import { getMissions } from '../missions/mission.service.ts';
import type { Mission } from '../missions/mission.schema.ts';
import { dateInZone } from '../text/format.rules.ts';
import { twelveMonthsBefore } from '../text/period.rules.ts';
import { levelsOf, listFor, lists, type Seen } from './audience.ts';
import { pointsOf, readDossier } from './dossier.subject.data.ts';
import { onlySubject } from './kind.ts';
import { agreementOf, both, coordinationLabel, interactionOf, label, levelsIn, locatorOf, personOf, promisesOf, type Levels } from './note.data.ts';
import { idsOf } from './reading.ts';
import type { NoteOrder } from './note.schema.ts';
import { currentPost, peopleFor, touchesOf, type Touch } from './people.data.ts';

/** How much of each list a note reads: more would not fit where it prints. */
const most = { held: 6, planned: 6, promises: 40, agreements: 10, missions: 6, people: 6, consultations: 4 } as const;
const governments = ['provincial_ministry', 'federal_department'];

const nothing = { items: [], total: 0, hidden: 0 };

/** All that the notes about one record are made from, as far as their audience may see it. */
export async function gatherDossier(ctx: Context, order: NoteOrder): Promise<DossierData> {
  const { audience, from, to } = order;
  const { subject, scope, points, responsible, commitments, sources, itself, isGovernment } = await readDossier(ctx, onlySubject(order), audience);
  const today = dateInZone(ctx.now);
  const period = { ...(from ? { from: [from] } : {}), ...(to ? { to: [to] } : {}) };
  const recent = from || to ? period : { from: [twelveMonthsBefore(ctx.now).toISOString().slice(0, 10)] };
  const { interactions: where } = scope;
  const [held, planned, consultations, recently, promises, agreements, missions, people] = await Promise.all([
    where ? listFor(ctx, audience, lists.interactions, { ...where, ...period, status: ['held'] }, most.held + 1) : nothing,
    where ? listFor(ctx, audience, lists.interactions, { ...where, status: ['planned'], from: [today], sort: 'startsAt' }, most.planned + 1) : nothing,
    where && !isGovernment ? listFor(ctx, audience, lists.interactions, { ...where, ...period, status: ['held'], partnerKind: governments }, most.consultations) : nothing,
    where ? countInteractions(ctx, { ...where, ...recent, status: ['held'], sensitivity: levelsOf(audience) }) : 0,
    scope.promises ? listFor(ctx, audience, lists.followUps, { ...scope.promises, status: ['open', 'renegotiated'] }, most.promises) : nothing,
    scope.agreements ? listFor(ctx, audience, lists.agreements, { ...scope.agreements, sort: '-signedOn' }, most.agreements) : nothing,
    scope.missions ? listFor(ctx, audience, lists.missions, scope.missions, most.missions) : nothing,
    peopleOf(ctx, order, scope.people),
  ]);
  const others = <Item extends { id: string }>({ items }: { items: Item[] }, count: number): Item[] => items.filter(({ id }) => id !== itself.interactionId).slice(0, count);
  const missionIds = [...(itself.missionId ? [itself.missionId] : []), ...idsOf(missions.items)];
  const [heldInFull, plannedInFull, consulted, pacts, journeys] = await Promise.all([
    getInteractions(ctx, idsOf(others(held, most.held))),
    getInteractions(ctx, idsOf(others(planned, most.planned))),
    getInteractions(ctx, idsOf(others(consultations, most.consultations))),
    getAgreements(ctx, idsOf(agreements.items)),
    getMissions(ctx, missionIds),
  ]);
  const [levels, promised] = await Promise.all([
    levelsIn(ctx, [...heldInFull, ...plannedInFull, ...consulted]),
    promisesOf(ctx, audience, promises.items),
  ]);
  const withPartners = (one: Interaction): InteractionData => exchangeOf(one, levels);
  return {
    subject,
    period: from || to ? { from: from ?? null, to: to ?? null } : null,
    held: { items: heldInFull.map(withPartners), recent: recently, total: held.total - (held.items.some(({ id }) => id === itself.interactionId) ? 1 : 0) },
    planned: plannedInFull.map(withPartners),
    points: [...points, ...[...plannedInFull, ...heldInFull].flatMap(pointsOf)],
    promises: promised,
    agreements: pacts.map(pactOf).sort((a, b) => rank(a) - rank(b)),
    missions: journeys.map((mission) => missionOf(mission, mission.id === itself.missionId)),
    consultations: consulted.map(withPartners),
    people: people.items,
    above: people.above,
    responsible,
    commitments,
    sources: sources.map((source) => ({ label: source.titleFr, locator: locatorOf(source, ctx) })),
    hidden: [held, planned, promises, agreements, missions, people].reduce((sum, { hidden }) => sum + hidden, 0),
  };
}

/** Where nobody of theirs is named, the organizations stand for them. */
function exchangeOf(interaction: Interaction, levels: Levels): InteractionData {
  const made = interactionOf(interaction, levels);
  return made.theirs.length > 0 ? made : { ...made, theirs: interaction.organizations.map(({ nameFr }) => ({ id: null, name: nameFr, sensitivity: 'public' })) };
}

async function peopleOf(ctx: Context, { audience }: NoteOrder, wanted: ListQuery | string[]): Promise<Pick<Seen<PersonData>, 'items' | 'hidden'> & { above: NamedData[] }> {
  const listed = Array.isArray(wanted)
    ? { items: wanted.slice(0, most.people).map((id) => ({ id })), hidden: 0, above: [] }
    : await peopleFor(ctx, audience, wanted, most.people);
  // Of the people of a meeting, those that the caller may not see are none of theirs.
  const [found, touchOf] = await Promise.all([getContacts(ctx, idsOf(listed.items)), touchesOf(ctx, audience, idsOf(listed.items))]);
  const organization = Array.isArray(wanted) ? null : wanted['organization'];
  return { items: found.map((contact) => person(contact, organization, touchOf(contact.id))), hidden: listed.hidden, above: listed.above };
}

/** Of the people of one partner, the title they have there; of all others, the title and where they have it. */
function person(contact: Person, organization: unknown, touch: Touch): PersonData {
  if (Array.isArray(organization) && organization.length === 1) return personOf(contact, String(organization[0]), touch);
  const post = currentPost(contact);
  if (!post) return personOf(contact, '', touch);
  const { nameFr, nameEn } = post.organization;
  const at = (title: string | null, name: string | null): string => [title, name].filter(Boolean).join(', ');
  return { ...personOf(contact, post.organization.id, touch), title: both(at(post.titleFr, nameFr), at(post.titleEn ?? post.titleFr, nameEn ?? nameFr)) };
}

/** What asks for something first, then what runs, then what is over. */
const stateOrder = ['authorization', 'negotiation', 'in_force', 'signed', 'idea', 'dormant', 'expired', 'terminated'];
const rank = ({ stateCode }: DossierAgreement): number => stateOrder.indexOf(stateCode);

function pactOf(one: Agreement): DossierAgreement {
  return {
    ...agreementOf(one),
    stateCode: one.state,
    noticeOn: one.noticeOn,
    authorizations: one.authorizations.map((answer) => ({
      regime: label('authorization_regime', answer.regime),
      status: label('authorization_status', answer.status),
      answer: answerOf(answer),
      requestedOn: answer.requestedOn,
      grantedOn: answer.grantedOn,
      number: answer.number,
      note: answer.noteFr || answer.noteEn ? both(answer.noteFr, answer.noteEn) : null,
    })),
  };
}

function missionOf(one: Mission, isSubject: boolean): DossierMission {
  const level = (code: Mission['ministryCoordination'], note: string | null): DossierMission['ministry'] => ({ code, label: coordinationLabel(code), note });
  return {
    isSubject,
    title: both(one.titleFr, one.titleEn),
    statusCode: one.status,
    from: one.startsOn,
    to: one.endsOn,
    reportDueOn: one.reportPublishedOn ? null : one.reportDueOn,
    approval: one.approvalStatus && { code: one.approvalStatus, label: label('approval_status', one.approvalStatus), on: one.approvedOn },
    maximumCents: one.maximumExpenseCents,
    currency: one.currency,
    budget: one.budget.map(({ category, labelFr, labelEn, plannedCents, actualCents }) => ({
      label: labelFr || labelEn ? both(labelFr, labelEn) : label('budget_category', category),
      plannedCents,
      actualCents,
    })),
    ministry: level(one.ministryCoordination, one.ministryNote),
    federal: level(one.federalCoordination, one.federalNote),
    sensitivity: one.sensitivity,
  };
}
