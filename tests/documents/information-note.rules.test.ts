import { describe, expect, it } from 'vitest';
import type { DossierData } from '../../server/documents/dossier-data.ts';
import { buildInformationNote, informationPages } from '../../server/documents/information-note.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { plainText } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aPerson, aRequest, checkXml, somebody } from './documents.ts';
import { aDossier, aMission, aPartner, aPromise, anAgreement, anEmptyDossier, anExchange, headingsOf, outline, styledParagraphs, wordsOf } from './dossier.ts';

/** The paragraph under « Sommaire », cut into its sentences. */
function sentences(data: DossierData, language: 'fr' | 'en' = 'fr'): string[] {
  const blocks = buildInformationNote(data, aRequest({ language })).parts[0]?.blocks ?? [];
  const at = blocks.findIndex((block) => block.type === 'heading' && ['Sommaire', 'Summary'].includes(plainText(block.runs)));
  const under = blocks[at + 1];
  if (under?.type !== 'paragraph') throw new Error('no summary');
  return plainText(under.runs).split(/(?<=\.) (?=\p{Lu})/u);
}

describe('the note d’information', () => {
  for (const audience of ['internal', 'restricted'] as const) {
    it(`reads as kept, in both languages, for an ${audience} audience`, async () => {
      const tree = buildInformationNote(aDossier(), aRequest({ language: 'both', audience }));
      await expect(outline(tree)).toMatchFileSnapshot(`golden/information.${audience}.txt`);
    });
  }

  it('is the same in the unpacked Word file', async () => {
    const xml = readZip(await renderDocx(buildInformationNote(aDossier(), aRequest({ language: 'both' })))).get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    await expect(styledParagraphs(xml)).toMatchFileSnapshot('golden/information.docx.txt');
  });

  it('has its sections in order, in French and in English', () => {
    const sections = ['Sommaire', 'Contexte', 'État de situation', 'Promis de part et d’autre', 'Prochaines étapes', 'Enjeux et considérations', 'Personnes-ressources'];
    expect(headingsOf(buildInformationNote(aDossier(), aRequest()))).toEqual(sections);
    expect(headingsOf(buildInformationNote(anEmptyDossier(), aRequest()))).toEqual(sections);
    expect(headingsOf(buildInformationNote(aDossier(), aRequest({ language: 'en' })))).toEqual(['Summary', 'Background', 'Current status', 'Promised on both sides', 'Next steps', 'Issues and considerations', 'Who to contact']);
  });

  it('says in three short sentences what the file is, when we last met and what is owed', () => {
    expect(sentences(aDossier())).toEqual([
      'La Ville de Bordeaux (ville) est un partenaire stratégique, d’importance A; Édouard Laflamme-Démo suit le dossier.',
      expect.stringMatching(/^Le dernier échange, «.Arbres en ville.», date du 11.juin.2026; le Bureau en a tenu 2 depuis douze mois\.$/),
      expect.stringMatching(/^Le Bureau a 2 promesses à tenir, dont 1 en retard, et en attend 1; prochaine étape le 26.novembre.2026.: «.Relecture de la fiche.» \(séance de travail\)\.$/),
    ]);
    expect(sentences(aDossier(), 'en')[0]).toBe('The City of Bordeaux (city) is a strategic partner, importance A; Édouard Laflamme-Démo leads the file.');
    expect(sentences(anEmptyDossier())).toEqual([
      'La Ville de Bordeaux (ville) est un partenaire stratégique.',
      'Aucun échange tenu n’est à signaler dans ce dossier.',
      'Le Bureau ne signale aucune promesse à tenir ni attendue.',
    ]);
    for (const data of [aDossier(), ...others]) for (const one of sentences(data)) expect(one.split(/\s+/).length, one).toBeLessThanOrEqual(35);
  });

  it('opens on any kind of record', () => {
    const nb = '\u00a0';
    expect(others.map((data) => sentences(data)[0])).toEqual([
      'Au Bureau, Édouard Laflamme-Démo et Rosalie Bureau-Fictif connaissent Maëlle de La Rivière (adjointe au maire, Ville de Bordeaux).',
      `Cet échange (rencontre) avec la Ville de Bordeaux et l’Université Laval, prévu le 26${nb}novembre${nb}2026, porte sur «${nb}Fiche commune${nb}».`,
      `Cette mission (à l’étranger, planifiée, du 8 au 12${nb}mars${nb}2027) a pour étapes Munich et Lyon; Rosalie Bureau-Fictif la dirige.`,
      `Au dossier «${nb}Nordique${nb}» (région, cible)${nb}: 14 partenaires, 1 entente en vigueur et 2 échanges tenus depuis douze mois.`,
    ]);
    for (const data of others) expect(sentences(data)).toHaveLength(3);
  });

  it('gives every fact of the standing its source and its date', () => {
    const blocks = buildInformationNote(aDossier(), aRequest()).parts[0]?.blocks ?? [];
    const standing = blocks.filter((block) => block.type === 'facts')[1];
    expect(standing?.items.length).toBeGreaterThan(5);
    for (const fact of standing?.items ?? []) {
      expect(plainText(fact.source ?? [])).not.toBe('');
      expect(plainText(fact.asOf ?? [])).toMatch(/^au /);
    }
  });

  it('marks what is for the advisor to write, and says « Aucune donnée » for what the office has not', () => {
    const empty = outline(buildInformationNote(anEmptyDossier(), aRequest()));
    expect(empty).toContain('Destinataire = À compléter [to complete]');
    expect(empty).toContain('to complete: À compléter~: les prochaines étapes');
    expect(empty).toContain('to complete: À compléter~: les enjeux de ce dossier');
    expect(empty).toContain('empty: Aucune donnée');
    expect(outline(buildInformationNote(aDossier(), aRequest()))).not.toContain('les enjeux de ce dossier');
  });

  it('leaves out and counts what is above the audience, also in sums and dates', () => {
    const internal = buildInformationNote(aDossier({ hidden: 3 }), aRequest());
    for (const secret of ['Secret du port', 'Budget délicat', 'Taire', 'Entente réservée']) expect(wordsOf(internal), secret).not.toContain(secret);
    expect(internal.omitted).toBe(7);
    const nobody = buildInformationNote(aDossier(), aRequest({ audience: 'public' }));
    for (const inside of ['Arbres en ville', 'Rédiger la fiche', 'Pacte d’amitié', 'Calendrier', 'Maëlle']) expect(wordsOf(nobody), inside).not.toContain(inside);
    expect(wordsOf(buildInformationNote(aDossier(), aRequest({ audience: 'confidential' })))).toContain('Taire le dossier');
  });

  it('keeps the language of a name inside a sentence', () => {
    const tree = buildInformationNote(aDossier({ held: { items: [anExchange({ subject: { fr: null, en: 'City trees & shade' } })], recent: 1, total: 1 } }), aRequest());
    expect(outline(tree)).toContain('Le dernier échange, «~{en-CA}City trees & shade~», date du');
  });

  it('stands on two pages, however much the office knows, and says what it cuts', () => {
    const many = <T>(item: T, count: number): T[] => Array.from({ length: count }, () => item);
    const long = 'Une phrase qui dit longuement ce que chacun sait du dossier et de ses suites. '.repeat(30);
    const data = aDossier({
      subject: { ...aPartner, description: { fr: long, en: long } },
      held: { items: many(anExchange({ summary: { text: long, language: 'fr' } }), 6), recent: 480, total: 700 },
      planned: many(anExchange({ on: '2026-12-02' }), 6),
      promises: [...many(aPromise({ dueOn: '2026-10-01' }), 20), ...many(aPromise({ by: 'them' }), 20)],
      agreements: many(anAgreement(), 10),
      missions: many(aMission(), 6),
      people: many(aPerson(), 6),
    });
    const tree = buildInformationNote(data, aRequest({ language: 'both' }));
    expect(renderPdf(tree).pages).toBe(2 * informationPages);
    expect(outline(tree)).toMatch(/## Derniers échanges – \d sur 700/);
    expect(outline(tree)).toMatch(/# Who to contact – \d of 6/);
  });

  it('holds any text that people typed', () => {
    const naughty = 'Tom & <b>Jerry</b> \ue000 😀 שלום';
    const data = aDossier({ subject: { ...aPartner, title: { fr: naughty, en: null }, owner: naughty } });
    const tree = buildInformationNote(data, aRequest({ language: 'both' }));
    expect(plainText(tree.parts[0]?.title ?? [])).toContain('Tom & <b>Jerry</b>');
    expect(renderPdf(tree).pages).toBeGreaterThan(0);
  });
});

/** One file for each other kind of record. */
const others: DossierData[] = [
  aDossier({
    subject: {
      type: 'contact',
      title: { fr: 'Maëlle de La Rivière', en: 'Maëlle de La Rivière' },
      description: null,
      updatedOn: '2026-09-01',
      kind: { fr: 'personne', en: 'person' },
      post: { title: { fr: 'Adjointe au maire', en: 'Deputy mayor' }, organization: { fr: 'Ville de Bordeaux', en: null }, from: '2024-06', verifiedOn: '2026-02-01' },
      language: { fr: 'français', en: 'French' },
      addressForm: { fr: 'Madame la Conseillère,', en: null },
      knownBy: ['Édouard Laflamme-Démo', 'Rosalie Bureau-Fictif'],
    },
  }),
  aDossier({
    subject: {
      type: 'interaction',
      title: { fr: 'Fiche commune', en: null },
      description: null,
      updatedOn: '2026-09-01',
      kind: { fr: 'Rencontre', en: 'Meeting' },
      status: { code: 'planned', label: { fr: 'Prévu', en: 'Planned' } },
      on: '2026-11-26',
      place: { fr: 'Hôtel de ville', en: 'City Hall' },
      mission: null,
      organizations: [{ fr: 'Ville de Bordeaux', en: null }, { fr: 'Université Laval', en: null }],
      ours: [somebody('Édouard Laflamme-Démo')],
      theirs: [somebody('Maëlle de La Rivière')],
    },
  }),
  aDossier({
    subject: {
      type: 'mission',
      title: { fr: 'Mission en photonique', en: 'Photonics mission' },
      description: null,
      updatedOn: '2026-09-01',
      kind: { fr: 'À l’étranger', en: 'Abroad' },
      status: { fr: 'Planifiée', en: 'Planned' },
      from: '2027-03-08',
      to: '2027-03-12',
      lead: 'Rosalie Bureau-Fictif',
      places: [{ fr: 'Munich', en: 'Munich' }, { fr: 'Lyon', en: 'Lyon' }, { fr: 'Munich', en: 'Munich' }],
      organizations: [],
      objectives: [{ text: { fr: 'Repérer trois entreprises', en: null }, result: { fr: 'Atteint', en: 'Met' } }],
    },
    missions: [aMission({ isSubject: true })],
  }),
  aDossier({
    subject: {
      type: 'region',
      title: { fr: 'Nordique', en: 'Nordic' },
      description: null,
      updatedOn: '2026-09-01',
      kind: { fr: 'Région', en: 'Region' },
      partners: 14,
      decision: { label: { fr: 'Cible', en: 'Target' }, reason: { fr: 'Trois villes d’hiver à suivre.', en: null }, from: '2026', to: '2028', reviewOn: '2027-06-30', decidedOn: '2026-01-15' },
    },
  }),
];
