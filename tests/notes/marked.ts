/** An office in which every record, and every mention of a record in another, bears the mark of its sensitivity. */
import type { SubjectType } from '../../server/notes/note.schema.ts';
import { sensitivities } from '../../server/vocabulary.ts';
import type { Office } from '../support/app.ts';

export type Level = (typeof sensitivities)[number];
/** A word that stands in every record of a level, and nowhere else. */
export const marks: Record<Level, string> = { public: 'publicux', internal: 'internux', restricted: 'restrictux', confidential: 'confidux' };

export const partner = 'city.bordeaux';
const place = 'pl.bordeaux';
const commitmentIds = ['vdq.learns.watch'];
const day = (date: string) => `${date}T15:00:00Z`;

/** Makes a record as a strategist and gives its id. @throws when it is refused */
export async function make(office: Office, path: string, body: object): Promise<string> {
  const answer = await office.as('strategist').post<{ id: string }>(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return answer.body.id;
}

/**
 * The records that everybody may read, which mention those of each level.
 * @returns what notes are made from, and an open exchange that belongs to a confidential mission
 */
export async function markOffice(office: Office): Promise<Record<SubjectType | 'step', string>> {
  const open = { sensitivity: 'public' };
  const contact = await make(office, '/api/contacts', { givenName: 'Maëlle', familyName: 'Exemple', ...open, positions: [{ organizationId: partner, titleFr: 'Mairie', isPrimary: true }] });
  const levels = await Promise.all(sensitivities.map((level) => recordsOf(office, level)));
  const mission = await make(office, '/api/missions', {
    titleFr: 'Mission à Bordeaux',
    ...open,
    status: 'report_due',
    startsOn: '2026-11-02',
    endsOn: '2026-11-06',
    organizationIds: [partner],
    delegates: [{ role: 'head', userId: null, contactId: contact, labelFr: null, labelEn: null }, ...levels.map(({ person }) => ({ role: 'partner', userId: null, contactId: person, labelFr: null, labelEn: null }))],
    itinerary: levels.map((one) => ({ placeId: place, startsOn: '2026-11-02', endsOn: '2026-11-06', purposeFr: 'Visites', purposeEn: null, interactionId: one.interaction })),
  });
  const participants = [{ side: 'theirs', contactId: contact, isLead: true }, ...levels.map(({ person }) => ({ side: 'theirs', contactId: person }))];
  const meeting = { ...open, organizationIds: [partner], placeId: place, commitmentIds, participants };
  const held = await make(office, '/api/interactions', { ...meeting, startsAt: day('2026-11-03'), subject: 'Rencontre tenue', status: 'held', missionId: mission });
  const interaction = await make(office, '/api/interactions', { ...meeting, startsAt: day('2026-12-01'), subject: 'Rencontre à venir' });
  let step = '';
  const framework = (await office.as('reader').get<{ items: { id: string }[] }>('/api/frameworks')).body.items[0]?.id ?? '';
  for (const [index, level] of sensitivities.entries()) {
    const { person, interaction: met, mission: trip, agreement } = levels[index] ?? { person: '', interaction: '', mission: '', agreement: '' };
    step = await make(office, '/api/interactions', { ...meeting, participants: [], startsAt: day('2026-10-05'), subject: 'Étape', status: 'held', missionId: trip });
    for (const promisedBy of ['us', 'them']) {
      await make(office, '/api/followups', { promisedBy, text: 'Rappeler la personne', ...open, organizationId: partner, contactId: person, bornInId: met, dueOn: '2026-11-01' });
      await make(office, '/api/followups', { promisedBy, text: `Promesse ${marks[level]}`, sensitivity: level, organizationId: partner, contactId: contact, bornInId: held, dueOn: '2026-11-01' });
    }
    await make(office, '/api/followups', { text: 'Chose faite', proof: 'Compte rendu', ...open, organizationId: partner, status: 'done', closedOn: '2026-11-10', closedById: met });
    await make(office, '/api/agreements', { kind: 'twinning', titleFr: 'Pacte ouvert', ...open, state: 'negotiation', parties: [{ organizationId: partner, signatoryId: person, signatoryName: null, signatoryTitle: null }] });
    await make(office, '/api/interactions', { ...meeting, participants: [], discussionPoints: [point(level)], startsAt: day('2026-11-04'), subject: 'Séance de travail', status: 'held', missionId: mission });
    await make(office, '/api/measures', {
      frameworkId: framework, policyNodeId: commitmentIds[0], titleFr: 'Mesure suivie', status: 'in_progress', dueOn: '2026-09',
      updates: [{ interactionId: met }, { agreementId: agreement }, { missionId: trip }].map((proof, number) => ({ period: `2026-T${number + 1}`, reportedOn: '2026-10-30', progress: 10, narrativeFr: 'Fait', ...proof })),
    });
    const gift = { direction: 'given', descriptionFr: `Cadeau ${marks[level]}`, exchangedOn: '2026-11-03', organizationId: partner };
    // A gift is never public, and has no classification of its own.
    if (level !== 'public') {
      await office.db.write(async (tx) => {
        await tx.gift.create({ data: { ...gift, contactId: person, missionId: mission } });
        await tx.gift.create({ data: { ...gift, interactionId: met, missionId: mission } });
        await tx.gift.create({ data: { ...gift, missionId: trip, interactionId: held } });
      });
    }
  }
  await make(office, '/api/forums', {
    nameFr: 'Réseau ouvert',
    memberships: [{ organizationId: partner, status: 'member', since: '2020', until: null, feeCents: null, currency: 'CAD', renewalOn: null, note: null }],
    mandates: levels.map(({ person }) => ({ bodyFr: 'Bureau', bodyEn: null, role: 'chair', contactId: person, userId: null, holderName: null, validFrom: null, validTo: null })),
  });
  return { organization: partner, contact, interaction, mission, place: 'pl.fr', region: 'reg.western-europe', framework, step };
}

const point = (level: Level) => ({ subject: `Point ${marks[level]}`, theirPosition: marks[level], ourPosition: marks[level], sensitivity: level });

/** One record of each collection at a level, with its mark in every text. */
async function recordsOf(office: Office, sensitivity: Level) {
  const mark = marks[sensitivity];
  const person = await make(office, '/api/contacts', {
    familyName: mark, givenName: 'Ada', sensitivity, biographyFr: mark, note: mark, preferredSalutation: mark,
    positions: [{ organizationId: partner, titleFr: `Titre ${mark}`, isPrimary: true }],
    contactPoints: [{ kind: 'email', value: `${mark}@exemple.org` }],
    acquaintances: [{ userId: 'user.officer', since: null, note: mark }],
  });
  const mission = await make(office, '/api/missions', {
    titleFr: `Mission ${mark}`, purposeFr: mark, ministryNote: mark, federalNote: mark, sensitivity, startsOn: '2026-10-01', endsOn: '2026-10-09', organizationIds: [partner],
    objectives: [{ policyNodeId: commitmentIds[0], textFr: mark, textEn: null, result: null, resultFr: mark, resultEn: null }],
    itinerary: [{ placeId: place, startsOn: '2026-10-01', endsOn: null, purposeFr: mark, purposeEn: null, interactionId: null }],
  });
  const more = { summary: mark, location: mark, placeId: place, sensitivity, organizationIds: [partner], commitmentIds, participants: [{ side: 'theirs', name: mark }], discussionPoints: [point(sensitivity)] };
  const interaction = await make(office, '/api/interactions', { ...more, startsAt: day('2026-11-02'), subject: `Échange ${mark}`, status: 'held' });
  await make(office, '/api/interactions', { ...more, startsAt: day('2026-12-10'), subject: `Prévu ${mark}`, missionId: mission });
  const agreement = await make(office, '/api/agreements', {
    kind: 'twinning', titleFr: `Entente ${mark}`, descriptionFr: mark, sensitivity, state: 'negotiation', commitmentIds,
    parties: [{ organizationId: partner, signatoryId: null, signatoryName: mark, signatoryTitle: mark }],
    authorizations: [{ regime: 'm_25_1_1_s23', status: 'to_request', requestedOn: null, grantedOn: null, number: mark, noteFr: mark, noteEn: null }],
  });
  return { person, mission, interaction, agreement };
}
