/** Missions as the builders of their documents are given them. */
import type { MissionBookData, MissionData, MissionPersonData, MissionReportData, MissionSessionData } from '../../server/documents/mission-data.ts';
import type { CommitmentData } from '../../server/documents/note-data.ts';
import { anOrganizationData, aPerson } from './documents.ts';

const both = (fr: string, en: string | null): { fr: string; en: string | null } => ({ fr, en });

export const watch: CommitmentData = { priority: 'learns', priorityTitle: both('Québec APPREND', 'Québec LEARNS'), title: both('Veille', 'Monitoring') };

export function somebody(more: Partial<MissionPersonData> = {}): MissionPersonData {
  return {
    id: 'ct.maelle',
    name: 'Maëlle de La Rivière-Fictive',
    pronouns: 'elle',
    pronunciation: null,
    title: both('Adjointe au maire', 'Deputy mayor'),
    organization: both('Ville de Bordeaux', 'City of Bordeaux'),
    role: null,
    addressForm: both('Madame la Conseillère,', 'Dear Councillor La Rivière-Fictive,'),
    language: both('français', 'French'),
    biography: both("S'intéresse au tramway et aux arbres en ville.", 'Interested in tramways and city trees.'),
    phones: ['+33199000101', '+33199000102'],
    email: 'maelle@partenaire.example',
    verifiedOn: '2026-02-15',
    lead: false,
    sensitivity: 'internal',
    ...more,
  };
}

export const ours = (id: string, name: string, title: [string, string], more: Partial<MissionPersonData> = {}): MissionPersonData =>
  somebody({ id, name, pronouns: null, title: both(...title), organization: null, addressForm: null, language: null, biography: null, phones: [], email: `${id}@ville.example`, verifiedOn: null, sensitivity: 'public', ...more });

const director = ours('st.rosalie', 'Rosalie Bureau-Fictif', ['Directrice du Bureau', 'Office Director'], { role: both('Direction du Bureau', 'Office direction'), lead: true });
const advisor = ours('st.edouard', 'Édouard Laflamme-Démo', ['Conseiller, Europe', 'Advisor, Europe'], { role: both('Conseil', 'Advice') });

export function aSession(more: Partial<MissionSessionData> = {}): MissionSessionData {
  return {
    id: 'in.1',
    on: '2026-05-13',
    startsAt: '2026-05-13T12:00:00.000Z',
    endsAt: '2026-05-13T16:00:00.000Z',
    timeZone: 'Europe/Paris',
    place: both('Hôtel de ville, Bordeaux', 'City Hall, Bordeaux'),
    subject: both("Visite d'étude : le tramway", null),
    kind: both('Visite', 'Visit'),
    status: 'held',
    within: null,
    organizations: [both('Ville de Bordeaux', 'City of Bordeaux')],
    people: {
      ours: [{ ...advisor, role: null }, { ...director, role: null }],
      theirs: [
        somebody({ id: 'ct.wouter', name: 'Wouter van den Exempel', pronouns: null, title: both('Directeur du protocole', 'Director of protocol'), biography: null, phones: [], email: null, language: both('anglais', 'English'), addressForm: both('Monsieur,', 'Dear Mr. van den Exempel,') }),
        somebody({ lead: true, pronunciation: 'ma-èl' }),
      ],
      third: [],
    },
    commitments: [watch],
    points: [
      { subject: { text: 'Calendrier des travaux', language: 'fr' }, theirPosition: null, ourPosition: { text: 'Livrer en février', language: 'fr' }, sensitivity: 'internal' },
      { subject: { text: 'Coûts', language: 'fr' }, theirPosition: { text: 'Les partager', language: 'fr' }, ourPosition: { text: 'À étudier', language: 'fr' }, sensitivity: 'internal' },
      { subject: { text: 'Réserve budgétaire', language: 'fr' }, theirPosition: null, ourPosition: { text: 'Ne rien promettre', language: 'fr' }, sensitivity: 'restricted' },
    ],
    summary: { text: 'Visite de deux lignes; les travaux sont coordonnés dix-huit mois d’avance.', language: 'fr' },
    gifts: [{ direction: 'given', description: both('Livre illustré sur le Vieux-Québec', 'Illustrated book on Old Québec'), on: '2026-05-13', with: 'Maëlle de La Rivière-Fictive', valueCents: 8500, currency: 'CAD', disposition: both('Remis', 'Delivered'), isDeclared: false, sensitivity: 'internal' }],
    sensitivity: 'internal',
    ...more,
  };
}

export function aMission(more: Partial<MissionData> = {}): MissionData {
  return {
    title: both('Mission d’étude sur le tramway à Bordeaux', 'Tramway study mission to Bordeaux'),
    direction: 'outgoing',
    status: 'report_due',
    statusLabel: both('Rapport à produire', 'Report due'),
    purpose: null,
    startsOn: '2026-05-12',
    endsOn: '2026-05-14',
    lead: { name: 'Rosalie Bureau-Fictif', title: both('Directrice du Bureau', 'Office Director') },
    ministry: { level: both('Informé', 'Informed'), note: { text: 'La délégation générale appuie les visites.', language: 'fr' } },
    federal: { level: both('Aucune démarche', 'No steps taken'), note: null },
    approval: { state: both('Accordée', 'Granted'), on: '2026-04-10' },
    maximumExpenseCents: 1_600_000,
    currency: 'CAD',
    reportDueOn: '2026-06-25',
    reportPublishedOn: null,
    objectives: [
      { text: both('Comprendre la gestion des travaux', 'Understand how works are managed'), commitment: watch, result: 'met', resultLabel: both('Atteint', 'Met'), outcome: both('Un guide est transmis.', 'A guide was sent.') },
      { text: null, commitment: watch, result: 'partly_met', resultLabel: both('Atteint en partie', 'Partly met'), outcome: null },
    ],
    delegation: [director, advisor, ours('', '', ['', ''], { id: null, name: null, title: null, email: null, role: both('Association de commerçants', 'Merchants’ association') })],
    stops: [{ place: both('Bordeaux', 'Bordeaux'), timeZone: 'Europe/Paris', from: '2026-05-12', to: '2026-05-14', purpose: both('Insertion en secteur sauvegardé', 'Integration in a protected district') }],
    sessions: [
      aSession(),
      aSession({
        id: 'in.2',
        on: '2026-05-14',
        startsAt: '2026-05-13T22:30:00.000Z',
        endsAt: null,
        subject: both('Quart de nuit', 'Night shift'),
        status: 'draft',
        people: { ours: [], theirs: [], third: [] },
        commitments: [],
        points: [],
        summary: null,
        gifts: [],
      }),
      aSession({ id: 'in.3', on: '2026-05-14', startsAt: null, endsAt: null, subject: both('Entretien discret', 'Discreet talk'), sensitivity: 'restricted', points: [], gifts: [] }),
    ],
    budget: [
      { category: both('Transport', 'Transport'), label: both('Transport', 'Transport'), plannedCents: 880_000, actualCents: 912_040 },
      { category: both('Autre dépense', 'Other expense'), label: both('Interprètes', 'Interpreters'), plannedCents: 90_000, actualCents: null },
    ],
    gifts: [],
    sources: [],
    ...more,
  };
}

export function aMissionBook(more: Partial<MissionBookData> = {}): MissionBookData {
  return {
    mission: aMission(),
    places: [
      {
        name: both('Bordeaux', 'Bordeaux'),
        path: [both('Europe', 'Europe'), both('France', 'France')],
        regions: [both('Europe de l’Ouest', 'Western Europe')],
        timeZone: 'Europe/Paris',
        partners: { total: 2, kinds: [{ kind: both('Ville', 'City'), count: 2, names: [both('Ville de Bordeaux', 'City of Bordeaux'), both('Bordeaux Métropole', null)] }] },
        commitments: [{ ...watch, partners: 1 }],
      },
    ],
    partners: [
      anOrganizationData({
        people: [aPerson(), aPerson({ name: 'Personne Discrète', sensitivity: 'restricted' })],
        agreements: [
          {
            title: both('Entente Québec–Bordeaux', 'Québec–Bordeaux agreement'),
            kind: both('Entente de coopération', 'Cooperation agreement'),
            state: both('En vigueur', 'In force'),
            from: '1962',
            to: null,
            renewalOn: '2027-01-01',
            authorization: null,
            sensitivity: 'public',
          },
        ],
      }),
    ],
    posts: [{ name: both('Délégation générale du Québec à Paris', 'Québec Government Office in Paris'), place: both('Paris', 'Paris'), phones: [], website: 'https://www.quebec.example/paris' }],
    protocolRules: [both('La préséance ne se délègue pas : qui remplace une personne ne prend pas son rang.', 'Precedence cannot be delegated.')],
    ...more,
  };
}

export function aMissionReport(more: Partial<MissionReportData> = {}): MissionReportData {
  return {
    mission: aMission(),
    followUps: [
      { by: 'us', text: both('Envoyer le résumé des programmes', null), dueOn: '2026-12-13', status: 'open', doneOn: null, assignee: 'Édouard Laflamme-Démo', sensitivity: 'internal', organization: both('Ville de Bordeaux', 'City of Bordeaux') },
      { by: 'them', text: both('Transmettre le guide', null), dueOn: '2026-09-01', status: 'open', doneOn: null, assignee: null, sensitivity: 'internal', organization: both('Ville de Bordeaux', 'City of Bordeaux') },
      { by: 'joint', text: both('Fixer la date', null), dueOn: null, status: 'done', doneOn: '2026-06-01', assignee: null, sensitivity: 'restricted', organization: null },
    ],
    agreements: [],
    ...more,
  };
}

/** A mission of two weeks with fifteen partners: a book of some forty pages. */
export function aLongBook(): MissionBookData {
  const { mission, partners, ...rest } = aMissionBook();
  const partner = partners[0];
  if (!partner) throw new Error('the sample has no partner');
  const summary = { text: 'Les deux équipes ont comparé leurs règles, puis convenu d’un calendrier de travail commun; un document de deux pages sera écrit ensemble avant la fin de l’année.', language: 'fr' };
  return {
    ...rest,
    mission: {
      ...mission,
      startsOn: '2026-05-04',
      endsOn: '2026-05-15',
      stops: [{ ...mission.stops[0]!, from: '2026-05-04', to: '2026-05-15' }],
      sessions: Array.from({ length: 30 }, (_, index) => {
        const on = `2026-05-${String(4 + Math.floor(index / 3)).padStart(2, '0')}`;
        return aSession({
          id: `in.${index}`,
          on,
          startsAt: `${on}T${String(7 + (index % 3) * 3).padStart(2, '0')}:00:00.000Z`,
          endsAt: `${on}T${String(9 + (index % 3) * 3).padStart(2, '0')}:30:00.000Z`,
          people: { ours: [director, advisor], theirs: Array.from({ length: 4 }, (_one, place) => somebody({ id: `ct.${index}.${place}`, name: `Personne ${index}-${place} Fictive`, lead: place === 0 })), third: [] },
        });
      }),
    },
    partners: Array.from({ length: 15 }, (_, index) => ({
      ...partner,
      names: [{ text: `Ville partenaire ${index + 1}`, kind: 'official' as const, language: 'fr', from: null, to: null }],
      people: Array.from({ length: 8 }, (_one, place) => aPerson({ name: `Contact ${index}-${place} Fictif` })),
      interactions: Array.from({ length: 4 }, () => ({ ...partner.interactions[0]!, summary })),
      promises: Array.from({ length: 8 }, (_one, place) => partner.promises[place % 2]!),
    })),
  };
}
