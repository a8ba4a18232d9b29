import { describe, expect, it } from 'vitest';
import { buildMeetingNote } from '../../server/documents/meeting-note.ts';
import type { MeetingNoteData } from '../../server/documents/note-data.ts';
import { organizationName, shorten } from '../../server/documents/partner-blocks.ts';
import { buildPartnerSheet } from '../../server/documents/partner-sheet.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { allRuns, plainText } from '../../server/documents/tree.ts';
import type { Block, DocumentTree } from '../../server/documents/tree.ts';
import { aMeetingNote, anOrganizationData, aPerson, aRequest, nb, somebody } from './documents.ts';

/** Headings of a part, also those in columns, in reading order. */
function headings(tree: DocumentTree, part = 0): string[] {
  const of = (blocks: Block[]): string[] =>
    blocks.flatMap((block) => (block.type === 'heading' ? [plainText(block.runs)] : block.type === 'columns' ? [...of(block.left), ...of(block.right)] : []));
  return of(tree.parts[part]?.blocks ?? []);
}

/** The first block after a heading. */
function under(tree: DocumentTree, heading: string): Block | undefined {
  const find = (blocks: Block[]): Block | undefined => {
    for (const [index, block] of blocks.entries()) {
      if (block.type === 'heading' && plainText(block.runs) === heading) return blocks[index + 1];
      if (block.type === 'columns') {
        const found = find(block.left) ?? find(block.right);
        if (found) return found;
      }
    }
    return undefined;
  };
  return find(tree.parts[0]?.blocks ?? []);
}

const words = (tree: DocumentTree): string => allRuns(tree).map((run) => run.text).join('|');

describe('the partner sheet', () => {
  it('has its sections in order, in French and in English', () => {
    const data = { organization: anOrganizationData() };
    expect(headings(buildPartnerSheet(data, aRequest()))).toEqual([
      'Identité',
      'Relation',
      'Intérêt stratégique',
      'Personnes clés et formule d’appel',
      'Ce que nous devons',
      'Ce qu’on nous doit',
      'Derniers échanges',
      'Ententes et échéances',
      'Réseaux et forums communs',
    ]);
    const english = buildPartnerSheet(data, aRequest({ language: 'en' }));
    expect(headings(english)[0]).toBe('Identity');
    expect(plainText(english.parts[0]?.title ?? [])).toBe('City of Bordeaux');
    expect(english.parts[0]?.title[0]?.lang).toBe('en-CA');
    const both = buildPartnerSheet(data, aRequest({ language: 'both' }));
    expect(both.parts.map((part) => part.language)).toEqual(['fr', 'en']);
  });

  it('says of each section that there is nothing to report, which is true also of what its audience may not see', () => {
    const bare = anOrganizationData({ people: [], interactions: [], promises: [], commitments: [], sources: [] });
    const tree = buildPartnerSheet({ organization: bare }, aRequest());
    for (const heading of ['Intérêt stratégique', 'Personnes clés et formule d’appel', 'Ce que nous devons', 'Derniers échanges', 'Ententes et échéances', 'Réseaux et forums communs']) {
      expect(under(tree, heading), heading).toMatchObject({ type: 'empty', runs: [{ text: expect.stringMatching(/^Aucune? .+ à signaler\.$/) }] });
    }
  });

  it('stands on one page a language, however much the office knows, and counts what it cuts', () => {
    const organization = anOrganizationData();
    const many = <T>(list: T[], count: number): T[] => Array.from({ length: count }, (_, index) => list[index % list.length] as T);
    const full = anOrganizationData({
      people: many(organization.people, 12),
      interactions: many(organization.interactions, 30),
      promises: many(organization.promises, 20),
      networks: many([{ name: { fr: 'Organisation des villes du patrimoine mondial', en: 'Organization of World Heritage Cities' }, acronym: { fr: 'OVPM', en: 'OWHC' }, status: null, mandates: [] }], 14),
      agreements: many([{ title: { fr: 'Protocole de coopération Québec–Namur 2024-2026', en: 'Cooperation protocol' }, kind: { fr: 'Protocole', en: 'Protocol' }, state: { fr: 'En vigueur', en: 'In force' }, from: '2024', to: '2026', renewalOn: '2026-10-01', authorization: null, sensitivity: 'public' as const }], 9),
    });
    const tree = buildPartnerSheet({ organization: full }, aRequest({ language: 'both' }));
    expect(renderPdf(tree).pages).toBe(2);
    expect(headings(tree)).toContainEqual(expect.stringMatching(/^Personnes clés et formule d’appel – \d sur 12$/));
    expect(headings(tree, 1)).toContainEqual(expect.stringMatching(/^Key people and form of address – \d of 12$/));
  });

  it('shows late promises first and says that they are late', () => {
    const item = under(buildPartnerSheet({ organization: anOrganizationData() }, aRequest()), 'Ce qu’on nous doit');
    expect(item?.type === 'list' && item.items[0]).toContainEqual(
      expect.objectContaining({ text: expect.stringMatching(/^en retard, attendu le 1er.octobre.2026$/), tone: 'late' }),
    );
  });

  it('leaves out what is above the audience, and says how many', () => {
    const organization = anOrganizationData({ people: [aPerson(), aPerson({ name: 'Personne Discrète', sensitivity: 'restricted' })] });
    const internal = buildPartnerSheet({ organization }, aRequest());
    expect(words(internal)).not.toContain('Discrète');
    expect(internal.omitted).toBe(1);
    expect(words(internal)).toContain('1 élément retiré en raison de la diffusion choisie.');
    const restricted = buildPartnerSheet({ organization }, aRequest({ audience: 'restricted' }));
    expect(words(restricted)).toContain('Discrète');
    expect(restricted.omitted).toBe(0);
  });
});

describe('the meeting note', () => {
  it('opens with what was promised last time, ours before theirs', () => {
    const tree = buildMeetingNote(aMeetingNote(), aRequest());
    expect(headings(tree).slice(0, 4)).toEqual(['Promis la dernière fois', 'Par nous', 'Par le partenaire', 'Nos objectifs']);
    expect(JSON.stringify(under(tree, 'Par nous'))).toContain('Rédiger la fiche commune');
    expect(JSON.stringify(under(tree, 'Par le partenaire'))).toContain('Transmettre le guide');
    expect(words(tree)).toContain(`9${nb}h${nb}30 (heure de l’Est)`);
  });

  it('forgets promises closed more than a year ago', () => {
    const data = aMeetingNote();
    const [ours] = data.organization.promises;
    if (!ours) throw new Error('the sample has no promise');
    data.organization.promises = [
      { ...ours, text: { fr: 'Ancienne', en: null }, status: 'done', doneOn: '2025-01-10' },
      { ...ours, text: { fr: 'Récente', en: null }, status: 'done', doneOn: '2026-07-10' },
    ];
    const text = words(buildMeetingNote(data, aRequest()));
    expect(text).not.toContain('Ancienne');
    expect(text).toContain('Récente');
  });

  it('tells sensitive points apart, filters them by audience and counts the rest', () => {
    const internal = buildMeetingNote(aMeetingNote(), aRequest());
    expect(under(internal, 'Points sensibles')).toMatchObject({ type: 'empty', runs: [{ text: '2 points sont retirés en raison de la diffusion choisie.' }] });
    expect(internal.omitted).toBe(2);
    const restricted = buildMeetingNote(aMeetingNote(), aRequest({ audience: 'restricted' }));
    expect(JSON.stringify(under(restricted, 'Points sensibles'))).toContain('Budget');
    expect(words(restricted)).not.toContain('Secret');
    expect(restricted.omitted).toBe(1);
  });

  it('leaves to the advisor what no record can say, and nothing else', () => {
    const awaited = (data: MeetingNoteData): string[] => (buildMeetingNote(data, aRequest()).parts[0]?.blocks ?? []).flatMap((block) => (block.type === 'empty' && block.toComplete ? [plainText(block.runs)] : []));
    expect(awaited(aMeetingNote())).toEqual([`À compléter${nb}: ce que nous voulons obtenir de cette rencontre`, `À compléter${nb}: ce que le partenaire veut obtenir, et nos réponses`, `À compléter${nb}: la ligne de presse, en deux phrases`]);
    expect(awaited({ ...aMeetingNote({ points: [] }), earlier: [{ subject: { text: 'Calendrier', language: 'fr' }, theirPosition: { text: 'En mai', language: 'fr' }, ourPosition: null, on: '2026-06-11', sensitivity: 'internal' }] })).toHaveLength(3);
  });

  it('names nobody above the audience, and counts each once', () => {
    const hidden = somebody('Alex Réservé', { id: 'ct.alex', sensitivity: 'confidential' });
    const data = aMeetingNote();
    const [met] = data.organization.interactions;
    const [ours] = data.organization.promises;
    const [lead] = data.meeting?.participants.theirs ?? [];
    if (!met || !ours || !lead) throw new Error('the sample is not whole');
    data.organization.interactions = [{ ...met, theirs: [hidden, ...met.theirs] }];
    data.organization.promises = [{ ...ours, by: 'them', person: hidden }];
    data.organization.people = [aPerson({ ...hidden })];
    data.meeting?.participants.theirs.push({ ...lead, ...hidden });
    const internal = buildMeetingNote(data, aRequest());
    expect(words(internal)).not.toContain('Réservé');
    expect(internal.omitted).toBe(buildMeetingNote(aMeetingNote(), aRequest()).omitted + 1);
    expect(words(buildMeetingNote(data, aRequest({ audience: 'confidential' })))).toContain('par Alex Réservé');
  });

  it('falls back visibly, in the language of the text', () => {
    const tree = buildMeetingNote(aMeetingNote(), aRequest({ language: 'en' }));
    const runs = allRuns(tree);
    const index = runs.findIndex((run) => run.text === 'Transmettre le guide');
    expect(runs[index]?.lang).toBe('fr-CA');
    expect(runs[index + 1]).toMatchObject({ text: ' (in French only)', lang: 'en-CA' });
  });

  it('puts right what people typed, in the note and not in the data', () => {
    const data = aMeetingNote();
    const before = JSON.stringify(data);
    expect(words(buildMeetingNote(data, aRequest()))).toContain(`Visite de la forêt urbaine${nb}: l’ombre et la chaleur.`);
    expect(JSON.stringify(data)).toBe(before);
  });

  it('can be made before any meeting is planned', () => {
    const tree = buildMeetingNote({ organization: anOrganizationData(), partners: [], earlier: [], meeting: null }, aRequest());
    expect(plainText(tree.parts[0]?.title ?? [])).toBe('Ville de Bordeaux');
  });
});

describe('names on a date', () => {
  const names = [
    { text: 'Ministère des Relations internationales', kind: 'official' as const, language: 'fr', from: '1984', to: '2013' },
    { text: 'Ministère des Relations internationales et de la Francophonie', kind: 'official' as const, language: 'fr', from: '2014', to: null },
    { text: 'MRIF', kind: 'acronym' as const, language: 'fr', from: '2014', to: null },
  ];
  it('prints the name that was valid', () => {
    expect(organizationName(names, '2007-05-01', 'fr')?.text).toBe('Ministère des Relations internationales');
    expect(organizationName(names, '2013-12-31', 'fr')?.text).toBe('Ministère des Relations internationales');
    expect(organizationName(names, '2026-11-21', 'en')?.text).toBe('Ministère des Relations internationales et de la Francophonie');
    expect(organizationName([], '2026-11-21', 'fr')).toBeNull();
  });
});

it('shortens between words', () => {
  expect(shorten('Visite de la forêt urbaine et de deux ruelles', 24)).toBe('Visite de la forêt…');
  expect(shorten('court', 24)).toBe('court');
  expect(shorten('court', 0)).toBe('');
});
