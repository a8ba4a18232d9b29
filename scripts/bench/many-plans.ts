import { sortKey } from '../../server/text/fold.rules.ts';
import { agreementKinds } from '../../server/vocabulary.ts';
import { bulkTable, type Send } from './bulk.ts';
import { day, dayOf, drawing, stored, today } from './draw.ts';
import type { Size } from './many.ts';
import { dayAfter, type Meeting } from './many-interactions.ts';
import type { Partners } from './many-partners.ts';

const promises = ['Envoyer le projet d’entente', 'Transmettre la note de synthèse', 'Proposer trois dates de visite', 'Confirmer la liste de la délégation', 'Remercier par écrit', 'Vérifier le financement', 'Mettre en lien avec le service des relations internationales'];
const states = [['idea', 12], ['negotiation', 12], ['authorization', 6], ['signed', 8], ['in_force', 40], ['expired', 14], ['dormant', 5], ['terminated', 3]] as const;

/** Promises, missions and agreements. */
export function addPlans(send: Send, random: () => number, size: Size, partners: Partners, meetings: Meeting[]): void {
  const draw = drawing(random);
  const { organizations, users, places, commitments } = partners;
  const end = today();

  const followUp = bulkTable(send, 'FollowUp', ['id', 'promisedBy', 'text', 'organizationId', 'contactId', 'dueOn', 'originalDueOn', 'assigneeId', 'status', 'closedOn', 'bornInId', 'sensitivity', 'createdAt', 'updatedAt', 'createdById'] as const);
  for (let n = 0; n < Math.min(size.followUps, meetings.length); n += 1) {
    const { id: bornInId, at, organization } = meetings[n]!;
    const isOld = at < end - 120 * day;
    const status = isOld ? draw.weighted([['done', 88], ['dropped', 9], ['open', 2], ['renegotiated', 1]] as const) : draw.weighted([['done', 40], ['open', 48], ['renegotiated', 12]] as const);
    const dueOn = draw.chance(0.85) ? dayAfter(at, draw.number(3, 90)) : null;
    const text = `${draw.one(promises)} à ${organization.nameFr}`;
    const id = draw.id(at);
    followUp.add({ id, promisedBy: draw.weighted([['us', 60], ['them', 30], ['joint', 10]] as const), text, organizationId: organization.id, contactId: organization.contacts.length > 0 && draw.chance(0.3) ? draw.one(organization.contacts).id : null, dueOn, originalDueOn: status === 'renegotiated' ? dueOn : null, assigneeId: draw.chance(0.9) ? draw.one(users).id : null, status, closedOn: status === 'done' || status === 'dropped' ? dayAfter(at, draw.number(1, 80)) : null, bornInId, sensitivity: 'internal', createdAt: stored(at), updatedAt: stored(at), createdById: draw.one(users).id });
  }

  const mission = bulkTable(send, 'Mission', ['id', 'direction', 'status', 'titleFr', 'sortName', 'startsOn', 'endsOn', 'leadId', 'createdAt', 'updatedAt'] as const);
  const seen = bulkTable(send, 'MissionOrganization', ['missionId', 'organizationId'] as const);
  const stop = bulkTable(send, 'ItineraryItem', ['id', 'missionId', 'position', 'placeId', 'startsOn', 'endsOn'] as const);
  const objective = bulkTable(send, 'MissionObjective', ['id', 'missionId', 'policyNodeId', 'position', 'textFr', 'result'] as const);
  for (let n = 0; n < size.missions; n += 1) {
    const at = end + draw.number(-3600, 120) * day;
    const id = draw.id(Math.min(at, end));
    const stops = Array.from({ length: draw.number(1, 5) }, () => draw.one(places));
    const titleFr = `Mission à ${stops.map(({ nameFr }) => nameFr).join(', ')}`;
    mission.add({ id, direction: draw.chance(0.7) ? 'outgoing' : 'incoming', status: at > end ? 'planned' : draw.weighted([['closed', 90], ['report_due', 4], ['cancelled', 6]] as const), titleFr, sortName: sortKey(titleFr), startsOn: dayOf(at), endsOn: dayAfter(at, 2 * stops.length), leadId: draw.one(users).id, createdAt: stored(Math.min(at, end)), updatedAt: stored(Math.min(at, end)) });
    stops.forEach((place, position) => stop.add({ id: draw.id(end), missionId: id, position, placeId: place.id, startsOn: dayAfter(at, 2 * position), endsOn: dayAfter(at, 2 * position + 1) }));
    for (const { id: organizationId } of new Set([draw.one(organizations), draw.one(organizations), draw.one(organizations)])) seen.add({ missionId: id, organizationId });
    objective.add({ id: draw.id(end), missionId: id, policyNodeId: draw.one(commitments), position: 0, textFr: draw.one(promises), result: at > end ? null : draw.one(['met', 'partly_met', 'not_met', 'pending']) });
  }

  const agreement = bulkTable(send, 'Agreement', ['id', 'kind', 'titleFr', 'sortName', 'state', 'signedOn', 'effectiveFrom', 'expiresOn', 'ownerId', 'createdAt', 'updatedAt'] as const);
  const party = bulkTable(send, 'AgreementParty', ['id', 'agreementId', 'organizationId', 'position'] as const);
  const about = bulkTable(send, 'AgreementCommitment', ['agreementId', 'policyNodeId'] as const);
  for (let n = 0; n < size.agreements; n += 1) {
    const at = end - draw.number(0, 3600) * day;
    const id = draw.id(at);
    const state = draw.weighted(states);
    const parties = [...new Set([draw.one(organizations), ...(draw.chance(0.2) ? [draw.one(organizations)] : [])])];
    const titleFr = `Entente avec ${parties.map(({ nameFr }) => nameFr).join(' et ')}`;
    const isSigned = !['idea', 'negotiation', 'authorization'].includes(state);
    agreement.add({ id, kind: draw.one(agreementKinds), titleFr, sortName: sortKey(titleFr), state, signedOn: isSigned ? dayOf(at) : null, effectiveFrom: isSigned ? dayOf(at) : null, expiresOn: isSigned ? dayOf(at + draw.number(300, 2500) * day) : null, ownerId: draw.one(users).id, createdAt: stored(at), updatedAt: stored(at) });
    parties.forEach(({ id: organizationId }, position) => party.add({ id: draw.id(at), agreementId: id, organizationId, position }));
    for (const policyNodeId of new Set([draw.one(commitments), draw.one(commitments)])) about.add({ agreementId: id, policyNodeId });
  }
  for (const table of [followUp, mission, seen, stop, objective, agreement, party, about]) table.flush();
}
