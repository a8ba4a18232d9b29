import { bulkTable, type Send } from './bulk.ts';
import { day, dayOf, drawing, stored, today, zipf } from './draw.ts';
import type { Size } from './many.ts';
import type { Partner, Partners } from './many-partners.ts';

/** Some of the meetings, for what is born of them. */
export type Meeting = { id: string; at: number; organization: Partner };

const topics = ['Transition climatique', 'Accueil de délégation', 'Échange culturel', 'Innovation et port', 'Mobilité étudiante', 'Sécurité civile', 'Patrimoine', 'Hiver en ville', 'Jumelage', 'Projet d’entente', 'Œuvres d’art public', 'Gestion de l’eau',
  'Réseau des villes', 'Tramway', 'Logement', 'Vie nocturne', 'Agriculture urbaine', 'Intelligence artificielle', 'Bibliothèques', 'Festival d’été', 'Jeux de la francophonie', 'Itinérance', 'Commerce de proximité', 'Recherche nordique'];
const acts = ['suivi', 'première rencontre', 'point d’étape', 'préparation de la mission', 'appel', 'visite', 'séance de travail', 'bilan', 'invitation', 'relance'];
const sentences = ['Ils proposent un projet commun dès l’automne.', 'La question du financement reste ouverte.', 'Accord de principe sur un échange de personnel.', 'Une visite technique est souhaitée avant l’hiver.', 'Le conseil municipal doit encore se prononcer.', 'Nos services enverront une note de deux pages.', 'They would like a letter of intent before June.', 'La nouvelle direction découvre le dossier.'];
const kinds = [['meeting', 34], ['call', 18], ['videoconference', 16], ['email', 14], ['letter', 3], ['visit', 4], ['event', 6], ['reception', 3], ['working_session', 2]] as const;
const levels = [['internal', 86], ['public', 5], ['restricted', 7], ['confidential', 2]] as const;
const commitmentCounts = [[0, 35], [1, 45], [2, 15], [3, 5]] as const;

/** Meetings, with who took part, in the order in which an office logs them. Gives back one in seven. */
export function addInteractions(send: Send, random: () => number, size: Size, partners: Partners): Meeting[] {
  const draw = drawing(random);
  const { byRank, users, places, commitments, sectors } = partners;
  const interaction = bulkTable(send, 'Interaction', ['id', 'kind', 'status', 'startsAt', 'endsAt', 'isAllDay', 'placeId', 'location', 'subject', 'summary', 'language', 'sensitivity', 'createdAt', 'updatedAt', 'createdById', 'archivedAt'] as const);
  const met = bulkTable(send, 'InteractionOrganization', ['interactionId', 'organizationId'] as const);
  const about = bulkTable(send, 'InteractionCommitment', ['interactionId', 'policyNodeId'] as const);
  const inSector = bulkTable(send, 'InteractionSector', ['interactionId', 'sectorId'] as const);
  const took = bulkTable(send, 'Participant', ['id', 'interactionId', 'side', 'contactId', 'userId', 'organizationId', 'name', 'titleFr', 'isLead', 'position'] as const);
  const point = bulkTable(send, 'DiscussionPoint', ['id', 'interactionId', 'position', 'subject', 'theirPosition', 'sensitivity'] as const);
  const rank = zipf(random, byRank.length);
  const ourRank = zipf(random, users.length);
  const end = today();
  const span = 3650 + 60;
  const meetings: Meeting[] = [];

  for (let n = 0; n < size.interactions; n += 1) {
    // Evenly over ten years, by day and in working hours; the last sixty days of the line are to come.
    const startsAt = end + Math.floor((n / size.interactions) * span - 3650) * day + draw.number(13 * 4, 21 * 4) * 900_000;
    const isToCome = startsAt >= end;
    const createdAt = isToCome ? end - draw.number(1, 20) * day : startsAt + draw.number(0, 3) * day;
    const id = draw.id(createdAt);
    const status = isToCome ? draw.weighted([['planned', 90], ['draft', 10]] as const) : draw.weighted([['held', 95], ['cancelled', 3], ['draft', 2]] as const);
    const first = byRank[rank()]!;
    const all = new Set([first, ...(draw.chance(0.25) ? [byRank[rank()]!] : []), ...(draw.chance(0.05) ? [byRank[rank()]!] : [])]);
    const language = draw.chance(0.8) ? 'fr' : 'en';
    const subject = `${draw.one(topics)} : ${draw.one(acts)}${draw.chance(0.4) ? ` (${draw.one(places).nameFr})` : ''}`;
    const summary = draw.chance(0.3) ? `${draw.one(sentences)} ${draw.one(sentences)}` : null;
    const sensitivity = draw.weighted(levels);
    const location = draw.chance(0.1) ? `Salle ${draw.number(1, 400)}` : null;
    const isArchived = draw.chance(0.005);
    interaction.add({
      id, kind: draw.weighted(kinds), status, startsAt: stored(startsAt), endsAt: draw.chance(0.5) ? stored(startsAt + 3_600_000) : null, isAllDay: draw.chance(0.08) ? 1 : 0,
      placeId: draw.chance(0.45) ? first.placeId : draw.chance(0.25) ? draw.one(places).id : null, location, subject, summary, language, sensitivity,
      createdAt: stored(createdAt), updatedAt: stored(createdAt + draw.number(0, 5) * 3_600_000), createdById: users[ourRank()]!.id, archivedAt: isArchived ? stored(end) : null,
    });
    for (const { id: organizationId } of all) met.add({ interactionId: id, organizationId });
    const nodes = new Set(Array.from({ length: draw.weighted(commitmentCounts) }, () => draw.one(commitments)));
    for (const policyNodeId of nodes) about.add({ interactionId: id, policyNodeId });
    if (draw.chance(0.2)) inSector.add({ interactionId: id, sectorId: draw.one(sectors) });
    let position = 0;
    for (const user of new Set([users[ourRank()]!, ...(draw.chance(0.4) ? [users[ourRank()]!] : [])])) {
      took.add({ id: draw.id(createdAt), interactionId: id, side: 'ours', contactId: null, userId: user.id, organizationId: null, name: user.name, titleFr: null, isLead: position === 0 ? 1 : 0, position });
      position += 1;
    }
    for (const organization of all) {
      if (organization.contacts.length === 0) continue;
      for (const person of new Set([draw.one(organization.contacts), ...(draw.chance(0.3) ? [draw.one(organization.contacts)] : [])])) {
        took.add({ id: draw.id(createdAt), interactionId: id, side: 'theirs', contactId: person.id, userId: null, organizationId: organization.id, name: person.name, titleFr: person.titleFr, isLead: 0, position });
        position += 1;
      }
    }
    const points = draw.chance(0.1) ? [{ subject: draw.one(topics), theirPosition: draw.one(sentences), ourPosition: null, sensitivity }] : [];
    for (const one of points) point.add({ id: draw.id(createdAt), interactionId: id, position: 0, subject: one.subject, theirPosition: one.theirPosition, sensitivity });
    if (n % 7 === 0 && status === 'held') meetings.push({ id, at: startsAt, organization: first });
  }
  for (const table of [interaction, met, about, inSector, took, point]) table.flush();
  return meetings;
}

/** A day some time after a meeting. */
export const dayAfter = (at: number, days: number): string => dayOf(at + days * day);
