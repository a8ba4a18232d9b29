/** The files that the tests of the note d’information and of the note de décision are made from. */
import type { DossierAgreement, DossierData, DossierMission, OrganizationSubject } from '../../server/documents/dossier-data.ts';
import type { InteractionData, PromiseData } from '../../server/documents/note-data.ts';
import { plainText, type Block, type DocumentTree, type Run } from '../../server/documents/tree.ts';
import { anOrganizationData } from './documents.ts';

const both = (fr: string, en: string | null): { fr: string; en: string | null } => ({ fr, en });

export const aPartner: OrganizationSubject = {
  type: 'organization',
  title: both('Ville de Bordeaux', 'City of Bordeaux'),
  description: both('Ville jumelle depuis 1962, premier partenaire en aménagement.', null),
  updatedOn: '2026-09-01',
  kind: both('Ville', 'City'),
  place: both('Bordeaux', 'Bordeaux'),
  stage: { code: 'strategic', label: both('Relation stratégique', 'Strategic relation') },
  tier: 'A',
  owner: 'Édouard Laflamme-Démo',
  backup: 'Rosalie Bureau-Fictif',
  cadenceDays: 90,
  daysOutOfTouch: 12,
  isGovernment: false,
};

export function anExchange(more: Partial<InteractionData> = {}): InteractionData {
  const [first] = anOrganizationData().interactions;
  if (!first) throw new Error('the sample has no exchange');
  return { ...first, ...more };
}

export function aPromise(more: Partial<PromiseData> = {}): PromiseData {
  return { by: 'us', text: both('Rédiger la fiche commune', 'Write the joint sheet'), dueOn: '2027-02-26', status: 'open', doneOn: null, assignee: 'Édouard Laflamme-Démo', sensitivity: 'internal', ...more };
}

export function anAgreement(more: Partial<DossierAgreement> = {}): DossierAgreement {
  return {
    title: both('Pacte d’amitié', 'Friendship pact'),
    kind: both('Pacte d’amitié', 'Friendship pact'),
    state: both('En vigueur', 'In force'),
    stateCode: 'in_force',
    from: '2024-02-01',
    to: '2027-01-31',
    renewalOn: '2026-12-18',
    noticeOn: '2026-12-31',
    authorization: both('Non requise', 'Not required'),
    authorizations: [
      {
        regime: both('Avis du contentieux', 'Legal opinion'),
        status: both('Non requise', 'Not required'),
        answer: 'not_required',
        requestedOn: null,
        grantedOn: '2024-01-12',
        number: 'AVIS-24-3',
        note: both('Pacte de ville à ville.', 'City to city.'),
      },
    ],
    sensitivity: 'internal',
    ...more,
  };
}

export function aMission(more: Partial<DossierMission> = {}): DossierMission {
  const none = { code: 'none' as const, label: both('Aucune démarche', 'No steps taken'), note: null };
  return {
    isSubject: false,
    title: both('Mission sur le tramway', 'Tramway mission'),
    statusCode: 'planned',
    from: '2027-03-08',
    to: '2027-03-12',
    reportDueOn: '2027-04-23',
    approval: { code: 'to_request', label: both('À demander', 'To request'), on: null },
    maximumCents: null,
    currency: 'CAD',
    budget: [
      { label: both('Transport', 'Transport'), plannedCents: 520_000, actualCents: null },
      { label: both('Hébergement', 'Lodging'), plannedCents: 300_050, actualCents: null },
    ],
    ministry: { code: 'consulted', label: both('Consulté', 'Consulted'), note: 'La délégation a appuyé les visites.' },
    federal: none,
    sensitivity: 'internal',
    ...more,
  };
}

/** A partner of whom the office knows something of every sort, one item of each being above `internal`. */
export function aDossier(more: Partial<DossierData> = {}): DossierData {
  const { people, commitments, sources } = anOrganizationData();
  return {
    subject: aPartner,
    period: null,
    held: { items: [anExchange(), anExchange({ on: '2026-03-02', subject: both('Secret du port', null), sensitivity: 'restricted' })], recent: 2, total: 2 },
    planned: [anExchange({ on: '2026-11-26', kind: both('Séance de travail', 'Working session'), subject: { fr: 'Relecture de la fiche', en: null }, summary: null })],
    points: [
      { subject: { text: 'Calendrier', language: 'fr' }, theirPosition: { text: 'En mai', language: 'fr' }, ourPosition: { text: 'Livrer en février', language: 'fr' }, on: '2026-06-11', sensitivity: 'internal' },
      { subject: { text: 'Budget délicat', language: 'fr' }, theirPosition: null, ourPosition: null, on: '2026-06-11', sensitivity: 'restricted' },
    ],
    promises: [
      aPromise(),
      aPromise({ text: both('Envoyer le guide', null), dueOn: '2026-10-01' }),
      aPromise({ by: 'them', text: both('Transmettre le plan', null), dueOn: '2026-12-24', assignee: null }),
      aPromise({ text: both('Taire le dossier', null), sensitivity: 'confidential' }),
    ],
    agreements: [
      anAgreement(),
      anAgreement({
        title: both('Entente réservée', 'Reserved agreement'),
        state: both('Autorisation', 'Authorization'),
        stateCode: 'authorization',
        from: null,
        to: null,
        renewalOn: null,
        noticeOn: null,
        authorizations: [{ regime: both('Autorisation du ministre', 'Minister’s authorization'), status: both('Demandée', 'Requested'), answer: 'open', requestedOn: '2026-05-04', grantedOn: null, number: null, note: null }],
        sensitivity: 'restricted',
      }),
    ],
    missions: [aMission()],
    consultations: [],
    people,
    above: [],
    responsible: ['Édouard Laflamme-Démo', 'Rosalie Bureau-Fictif'],
    commitments,
    sources,
    hidden: 0,
    ...more,
  };
}

/** A file on which the office has nothing but the record. */
export const anEmptyDossier = (more: Partial<DossierData> = {}): DossierData =>
  aDossier({
    subject: { ...aPartner, description: null, tier: null, owner: null, backup: null, cadenceDays: null, daysOutOfTouch: null },
    held: { items: [], recent: 0, total: 0 },
    planned: [],
    points: [],
    promises: [],
    agreements: [],
    missions: [],
    people: [],
    responsible: [],
    commitments: [],
    sources: [],
    ...more,
  });

/** The tree as lines that a person can read and compare: kind of block, words, and the language of what is not the part’s. */
export function outline(tree: DocumentTree): string {
  const words = (runs: Run[], lang: string): string =>
    runs.map((run) => `${run.lang === lang ? '' : `{${run.lang}}`}${run.tone === 'late' ? '!' : ''}${run.text.replaceAll('\n', '⏎').replaceAll('\u00a0', '~')}`).join('');
  const lines = (blocks: Block[], lang: string, indent: string): string[] =>
    blocks.flatMap((block): string[] => {
      switch (block.type) {
        case 'heading':
          return [`${indent}${'#'.repeat(block.level)} ${words(block.runs, lang)}`];
        case 'paragraph':
          return [`${indent}${block.role}: ${words(block.runs, lang)}`];
        case 'empty':
          return [`${indent}${block.toComplete ? 'to complete' : 'empty'}: ${words(block.runs, lang)}`];
        case 'list':
          return block.items.map((item) => `${indent}- ${words(item, lang)}`);
        case 'facts':
          return block.items.map((fact) => {
            const more = [...(fact.asOf ? [`(${words(fact.asOf, lang)})`] : []), ...(fact.source ? [`– ${words(fact.source, lang)}`] : []), ...(fact.toComplete ? ['[to complete]'] : [])];
            return [`${indent}${words(fact.label, lang)} = ${words(fact.value, lang)}`, ...more].join(' ');
          });
        case 'table':
          return [
            ...(block.caption.length > 0 ? [`${indent}caption: ${words(block.caption, lang)}`] : []),
            `${indent}| ${block.columns.map(({ header }) => words(header, lang)).join(' | ')}`,
            ...block.rows.map((row) => `${indent}| ${row.map((cell) => words(cell, lang)).join(' | ')}`),
          ];
        case 'columns':
          return [`${indent}left`, ...lines(block.left, lang, `${indent}  `), `${indent}right`, ...lines(block.right, lang, `${indent}  `)];
        case 'parallel':
          return block.rows.flatMap(([left, right]) => [...lines(left, 'fr-CA', `${indent}  `), ...lines(right, 'en-CA', `${indent}  `)]);
        case 'picture':
          return [`${indent}picture: ${words(block.alternative, lang)}`];
        case 'contents':
          return [`${indent}contents`];
      }
    });
  return [
    `${tree.kind} ${tree.audience} omitted ${tree.omitted}`,
    ...tree.parts.flatMap((part) => {
      const lang = part.language === 'fr' ? 'fr-CA' : 'en-CA';
      return [`=== ${part.language} ${words(part.header.classification, lang)} · ${words(part.header.asOf, lang)}`, `title: ${words(part.title, lang)}`, `subtitle: ${words(part.subtitle, lang)}`, ...lines(part.blocks, lang, '')];
    }),
    '',
  ].join('\n');
}

/** Every word of a tree, in reading order. */
export const wordsOf = (tree: DocumentTree): string => outline(tree).replaceAll('~', '\u00a0');

/** The paragraphs of an unpacked Word document, each with its style: what Word shows, without how it is written down. */
export function styledParagraphs(xml: string): string {
  const text = (piece: string): string => Array.from(piece.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(tab|br)\/>/g), ([, said, mark]) => said ?? (mark === 'tab' ? '→' : '⏎')).join('');
  return Array.from(xml.matchAll(/<w:p>(.*?)<\/w:p>/gs), ([, piece = '']) => `${/<w:pStyle w:val="([^"]*)"/.exec(piece)?.[1] ?? 'Normal'}: ${text(piece)}`).join('\n').concat('\n');
}

/** Headings of a part, also those in columns. */
export function headingsOf(tree: DocumentTree, part = 0): string[] {
  const of = (blocks: Block[]): string[] =>
    blocks.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [plainText(block.runs)] : block.type === 'columns' ? [...of(block.left), ...of(block.right)] : []));
  return of(tree.parts[part]?.blocks ?? []);
}
