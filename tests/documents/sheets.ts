/** Data of the sheets, reports and selections that the tests of documents share. */
import type { PlaceSheetData } from '../../server/documents/place-sheet.data.ts';
import type { SelectionData, SelectionEntry } from '../../server/documents/selection-note.data.ts';
import type { MeasureData, StatusReportData } from '../../server/documents/status-report.data.ts';

import { somebody } from './documents.ts';

export const both = (fr: string, en: string | null): { fr: string; en: string | null } => ({ fr, en });

export function aPlaceSheet(more: Partial<PlaceSheetData> = {}): PlaceSheetData {
  return {
    type: 'region',
    name: both('Pays nordiques et Arctique', 'Nordic countries and Arctic'),
    kind: both('Région du Bureau', 'Office region'),
    description: both("Les pays nordiques : à ajuster par le Bureau", null),
    path: [],
    regions: [],
    members: [both('Finlande', 'Finland'), both('Norvège', 'Norway')],
    timeZone: null,
    where: {
      countries: ['246', '578'],
      points: [[26.2, 64.5], [12.16, 63.79]],
      cities: [
        { name: both('Oslo', 'Oslo'), point: [10.75, 59.91], partners: 2 },
        { name: both('Tampere', 'Tampere'), point: [23.76, 61.5], partners: 1 },
      ],
      moreCities: 0,
    },
    partners: {
      total: 3,
      kinds: [
        { kind: both('Ville', 'City'), count: 2, names: [both('Ville d’Oslo', 'City of Oslo'), both('Ville de Tampere', 'City of Tampere')] },
        { kind: both('Enseignement supérieur', 'Higher education'), count: 1, names: [both('Université d’Oslo', null)] },
      ],
    },
    commitments: [{ priority: 'learns', priorityTitle: both('Québec APPREND', 'Québec LEARNS'), title: both('Veille et leçons', 'Watch and lessons'), partners: 2 }],
    activity: { from: '2024-12', to: '2026-11', held: [{ month: '2025-05', held: 4 }, { month: '2026-02', held: 1 }, { month: '2026-11', held: 2 }] },
    interactions: {
      items: [
        { on: '2026-11-05', kind: both('Rencontre', 'Meeting'), subject: both('Entretien hivernal', 'Winter maintenance'), summary: { text: 'Deux essais prévus.', language: 'fr' }, ours: [somebody('Édouard Laflamme-Démo')], theirs: [somebody('Aino Virta-Exemple')], sensitivity: 'internal' },
        { on: '2026-11-02', kind: both('Appel', 'Call'), subject: both('Entretien discret', 'Discreet talk'), summary: null, ours: [], theirs: [], sensitivity: 'restricted' },
      ],
      total: 7,
    },
    promises: {
      items: [
        { by: 'us', text: both('Envoyer le plan de déneigement', null), dueOn: '2026-10-01', status: 'open', doneOn: null, assignee: 'Édouard Laflamme-Démo', sensitivity: 'internal', with: both('Ville d’Oslo', 'City of Oslo') },
        { by: 'them', text: both('Transmettre les mesures discrètes', null), dueOn: null, status: 'open', doneOn: null, assignee: null, sensitivity: 'confidential', with: null },
      ],
      total: 2,
    },
    agreements: { items: [{ title: both('Entente Québec–Oslo', 'Québec–Oslo agreement'), kind: both('Entente', 'Agreement'), state: both('En vigueur', 'In force'), from: '2025', to: '2028', renewalOn: '2027-10-01', authorization: null, sensitivity: 'public' }], total: 1 },
    missions: { items: [{ title: both('Mission d’hiver à Oslo', 'Winter mission to Oslo'), direction: both('À l’étranger', 'Outgoing'), status: both('Terminée', 'Closed'), from: '2026-02-02', to: '2026-02-06', sensitivity: 'internal' }], total: 1 },
    decisions: [
      { decision: 'target', label: both('Cible', 'Target'), about: null, reason: 'Des leçons directes pour nos services.', from: '2026', to: '2028', reviewOn: '2027-11-30', decidedOn: '2025-12-15', decidedBy: 'Rosalie Bureau-Fictif', isCurrent: true, isLapsed: false },
      { decision: 'watch', label: both('À suivre', 'Watch'), about: null, reason: 'Contacts à relancer.', from: '2025', to: '2025', reviewOn: null, decidedOn: '2024-12-18', decidedBy: null, isCurrent: false, isLapsed: false },
    ],
    offices: [
      { government: 'quebec', name: both('Délégation du Québec', 'Québec Delegation'), place: both('Oslo', 'Oslo'), isInside: true },
      { government: 'canada', name: both('Ambassade du Canada', 'Embassy of Canada'), place: both('Helsinki', 'Helsinki'), isInside: false },
    ],
    thrusts: { items: [{ government: 'quebec', title: both('Nordicité', 'Northern focus'), framework: both('Politique internationale', 'International policy'), partners: 2, isConfirmed: false }], total: 4 },
    people: {
      items: [{ id: 'ct.aino', name: 'Aino Virta-Exemple', pronouns: 'elle', title: both('Adjointe', 'Deputy'), organization: both('Ville d’Oslo', 'City of Oslo'), language: null, addressForm: null, lastContactOn: '2026-11-05', knownBy: ['Édouard Laflamme-Démo'], biography: null, sensitivity: 'internal' }],
      total: 1,
    },
    sources: [{ label: 'Fiche des régions', locator: 'ligne 54' }],
    above: [],
    hidden: 1,
    ...more,
  };
}

export function aMeasure(more: Partial<MeasureData> = {}): MeasureData {
  return {
    title: both('Accompagner des entreprises', 'Accompany firms'),
    lead: 'Rosalie Bureau-Fictif',
    status: 'in_progress',
    dueOn: '2026-12',
    target: { value: 12, unit: both('entreprises', 'firms') },
    updates: [
      { period: '2026-S1', reportedOn: '2026-06-30', progress: 60, narrative: both('Sept entreprises accompagnées', 'Seven firms accompanied'), proof: { id: 'in.1', kind: both('Échange', 'Contact'), title: both('Réunion des entreprises', 'Meeting with firms'), on: '2026-05-12', sensitivity: 'internal' } },
      { period: '2025-S2', reportedOn: '2025-12-31', progress: 30, narrative: both('Première cohorte', 'First cohort'), proof: null },
    ],
    ...more,
  };
}

export function aStatusReport(more: Partial<StatusReportData> = {}): StatusReportData {
  const agreement = { id: 'ag.1', title: both('Entente Québec–Namur', 'Québec–Namur agreement'), kind: both('Entente', 'Agreement'), state: both('En vigueur', 'In force'), from: '2024', to: '2026', renewalOn: null, authorization: null, sensitivity: 'internal' as const };
  return {
    title: both('Vision de la Ville', 'City vision'),
    from: '2026-01-01',
    to: '2026-11-21',
    groups: [
      {
        priority: 'shines',
        title: both('Québec RAYONNE', 'Québec SHINES'),
        areas: [
          {
            title: both('Nouveaux marchés', 'New markets'),
            measures: [aMeasure(), aMeasure({ title: both('Publier un guide', 'Publish a guide'), status: 'completed', dueOn: '2026-10', target: null, updates: [{ period: '2026-S2', reportedOn: '2026-11-15', progress: 100, narrative: both('Guide en ligne', 'Guide online'), proof: 'withheld' }] })],
            outcomes: [{ title: both('Guide d’accueil', 'Welcome guide'), kind: both('Publication', 'Publication'), on: '2026-11', source: 'Site de la Ville' }],
            held: 9,
            agreements: [agreement],
            missions: [{ id: 'ms.1', title: both('Mission à Lyon', 'Mission to Lyon'), direction: both('À l’étranger', 'Outgoing'), status: both('Terminée', 'Closed'), from: '2026-03-02', to: '2026-03-06', sensitivity: 'internal' }],
          },
          { title: both('Création francophone', 'Francophone creation'), measures: [], outcomes: [], held: 0, agreements: [agreement, { ...agreement, id: 'ag.2', title: both('Entente discrète', 'Discreet agreement'), sensitivity: 'restricted' }], missions: [] },
        ],
      },
      {
        priority: 'learns',
        title: both('Québec APPREND', 'Québec LEARNS'),
        areas: [
          {
            title: both('Veille et leçons', 'Watch and lessons'),
            measures: [
              aMeasure({ title: both('Essayer deux pratiques', 'Try two practices'), status: 'not_started', dueOn: '2026-06', target: null, lead: null, updates: [] }),
              aMeasure({ title: both('Tenir un atelier', null), status: 'ongoing', dueOn: null, updates: [{ period: '2025-S1', reportedOn: null, progress: null, narrative: null, proof: { id: 'in.9', kind: both('Échange', 'Contact'), title: both('Atelier discret', 'Discreet workshop'), on: '2025-05-12', sensitivity: 'restricted' } }] }),
              aMeasure({ title: both('Jumeler des bibliothèques', 'Twin libraries'), status: 'deferred', updates: [] }),
            ],
            outcomes: [],
            held: 4,
            agreements: [],
            missions: [],
          },
        ],
      },
    ],
    held: 12,
    sources: [{ label: 'Dépliant de la Ville', locator: 'ligne 9' }],
    hidden: 2,
    ...more,
  };
}

type Entry<Type extends SelectionEntry['type']> = Extract<SelectionEntry, { type: Type }>;

export const anOrganizationEntry = (more: Partial<Entry<'organization'>> = {}): Entry<'organization'> => ({
  type: 'organization',
  name: both('Ville de Bordeaux', 'City of Bordeaux'),
  kind: both('Ville', 'City'),
  place: both('Bordeaux', 'Bordeaux'),
  stage: both('Stratégique', 'Strategic'),
  tier: 'A',
  owner: 'Édouard Laflamme-Démo',
  priorities: ['learns', 'attracts'],
  last: { on: '2026-10-01', subject: both('Le tramway', null) },
  promises: [
    { by: 'us', text: both('Envoyer le guide', null), dueOn: '2026-11-01', status: 'open', doneOn: null, assignee: 'Rosalie Bureau-Fictif', sensitivity: 'internal' },
    { by: 'them', text: both('Transmettre le plan discret', null), dueOn: '2026-12-24', status: 'open', doneOn: null, assignee: null, sensitivity: 'restricted' },
  ],
  agreements: [{ title: both('Jumelage Québec–Bordeaux', 'Québec–Bordeaux twinning'), kind: both('Jumelage', 'Twinning'), state: both('En vigueur', 'In force'), from: '1962', to: null, renewalOn: '2027-06-01', authorization: null, sensitivity: 'public' }],
  ...more,
});

export const aPersonEntry = (more: Partial<Entry<'contact'>> = {}): Entry<'contact'> => ({
  type: 'contact',
  name: 'Maëlle de La Rivière-Fictive',
  pronouns: 'elle',
  title: both('Adjointe au maire', 'Deputy mayor'),
  organization: both('Ville de Bordeaux', 'City of Bordeaux'),
  addressForm: both('Madame la Conseillère,', 'Dear Councillor,'),
  language: both('français', 'French'),
  knownBy: ['Édouard Laflamme-Démo', 'Rosalie Bureau-Fictif'],
  last: null,
  promises: [],
  sensitivity: 'internal',
  ...more,
});

export const anInteractionEntry = (more: Partial<Entry<'interaction'>> = {}): Entry<'interaction'> => ({
  type: 'interaction',
  subject: both('Le tramway', null),
  on: '2026-10-01',
  kind: both('Rencontre', 'Meeting'),
  status: both('Tenu', 'Held'),
  organizations: [both('Ville de Bordeaux', 'City of Bordeaux')],
  ours: [somebody('Édouard Laflamme-Démo')],
  theirs: [somebody('Maëlle de La Rivière-Fictive')],
  summary: { text: "On s'entend sur la suite : un calendrier commun.", language: 'fr' },
  priorities: ['learns'],
  promises: [],
  sensitivity: 'internal',
  ...more,
});

export function aSelection(entries: SelectionEntry[] = [anOrganizationEntry(), anOrganizationEntry({ name: both('Ville de Namur', 'City of Namur'), place: both('Namur', 'Namur'), tier: null, promises: [], agreements: [], last: null, priorities: ['learns'] })], more: Partial<SelectionData> = {}): SelectionData {
  return {
    type: entries[0]?.type ?? 'organization',
    common: {
      regions: [{ name: both('Europe de l’Ouest', 'Western Europe'), count: entries.length }],
      priorities: [{ priority: 'learns', title: both('Québec APPREND', 'Québec LEARNS'), count: entries.length }],
    },
    entries,
    hidden: 0,
    ...more,
  };
}
