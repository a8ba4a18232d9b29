import { describe, expect, it } from 'vitest';
import { buildDecisionNote, decisionPages } from '../../server/documents/decision-note.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aRequest, checkXml } from './documents.ts';
import { aDossier, aMission, aPartner, aPromise, anAgreement, anEmptyDossier, anExchange, headingsOf, outline, styledParagraphs, wordsOf } from './dossier.ts';

const sections = [
  'Décision demandée',
  'Contexte',
  'Analyse et options',
  'Lien avec les priorités stratégiques',
  'Incidences financières et ressources humaines',
  'Considérations juridiques et autorisations',
  'Consultations menées',
  'Communications',
  'Recommandation',
  'Approbations',
  'Sources',
];

/** The lines of a section of the outline, without its heading. */
function section(text: string, heading: string): string[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^#+ /.test(line) && line.endsWith(` ${heading}`));
  if (at < 0) throw new Error(`no section ${heading}`);
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.startsWith('#'));
  return rest.slice(0, end < 0 ? undefined : end);
}

describe('the note de décision', () => {
  for (const audience of ['internal', 'restricted'] as const) {
    it(`reads as kept, in both languages, for an ${audience} audience`, async () => {
      await expect(outline(buildDecisionNote(aDossier(), aRequest({ language: 'both', audience })))).toMatchFileSnapshot(`golden/decision.${audience}.txt`);
    });
  }

  it('is the same in the unpacked Word file', async () => {
    const xml = readZip(await renderDocx(buildDecisionNote(aDossier(), aRequest({ language: 'both' })))).get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    await expect(styledParagraphs(xml)).toMatchFileSnapshot('golden/decision.docx.txt');
  });

  it('has its sections in order, also for a file of which nothing is known', () => {
    expect(headingsOf(buildDecisionNote(aDossier(), aRequest()))).toEqual(sections);
    expect(headingsOf(buildDecisionNote(anEmptyDossier(), aRequest()))).toEqual(sections);
  });

  it('invents nothing: without records, every section but the context is the advisor’s place', () => {
    const text = outline(buildDecisionNote(anEmptyDossier(), aRequest()));
    for (const heading of sections.filter((one) => !['Contexte', 'Analyse et options', 'Approbations', 'Sources'].includes(one))) {
      const lines = section(text, heading);
      expect(lines.length, heading).toBeGreaterThan(0);
      expect(lines.every((line) => line.startsWith('to complete: ')), `${heading}: ${lines.join(' / ')}`).toBe(true);
    }
    for (const option of ['Option 1 – Poursuivre sans changement', 'Option 2 – Agir', 'Option 3 – Ne pas donner suite']) {
      expect(section(text, option)).toEqual(['to complete: À compléter~: avantages et inconvénients de cette option']);
    }
  });

  it('bases each option on dates, promises and plans on record, and leaves the argument to the advisor', () => {
    const text = outline(buildDecisionNote(aDossier(), aRequest()));
    expect(section(text, 'Option 1 – Poursuivre sans changement')).toEqual([
      '- Tenir notre promesse~: Envoyer le guide (!en retard, attendu le 1er~octobre~2026).',
      '- Tenir notre promesse~: Rédiger la fiche commune (pour le 26~février~2027).',
      '- Déjà prévu le 26~novembre~2026~: «~Relecture de la fiche~» (séance de travail).',
      '- Déjà prévu le 8~mars~2027~: «~Mission sur le tramway~» (mission).',
      '- Sans renouvellement, «~Pacte d’amitié~» vient à échéance le 31~janvier~2027.',
      'to complete: À compléter~: avantages et inconvénients de cette option',
    ]);
    expect(section(text, 'Option 2 – Agir').slice(0, -1)).toEqual([
      '- Réaliser la mission «~Mission sur le tramway~» (du 8 au 12~mars~2027; budget prévu~: 8~200,50~$).',
      '- Décider du renouvellement de «~Pacte d’amitié~» au plus tard le 18~décembre~2026.',
    ]);
    expect(section(text, 'Option 3 – Ne pas donner suite')[0]).toBe('- Donner l’avis de fin de «~Pacte d’amitié~» au plus tard le 31~décembre~2026.');
  });

  it('counts promises that are too many to be named', () => {
    const promises = Array.from({ length: 5 }, () => aPromise({ dueOn: '2026-10-01' }));
    expect(section(outline(buildDecisionNote(aDossier({ promises }), aRequest())), 'Option 1 – Poursuivre sans changement')[0]).toBe('- 5 promesses du Bureau restent à tenir, dont 5 en retard.');
  });

  it('leaves to the advisor the consultations of others, in a note about a ministry itself', () => {
    const ministry = { ...aPartner, isGovernment: true };
    expect(section(outline(buildDecisionNote(anEmptyDossier({ subject: ministry }), aRequest())), 'Consultations menées')).toEqual(['to complete: À compléter~: consultations d’autres instances; celles de ce ministère sont aux derniers échanges']);
  });

  it('stands on three pages, however much the office knows', () => {
    const many = <T>(item: T, count: number): T[] => Array.from({ length: count }, () => item);
    const data = aDossier({ held: { items: many(anExchange(), 6), recent: 40, total: 90 }, promises: many(aPromise(), 20), agreements: many(anAgreement(), 4), missions: many(aMission(), 3) });
    expect(renderPdf(buildDecisionNote(data, aRequest({ language: 'both' }))).pages).toBeLessThanOrEqual(2 * decisionPages);
  });

  it('names the decisions that wait on record', () => {
    const lines = section(outline(buildDecisionNote(aDossier(), aRequest({ audience: 'restricted' }))), 'Décision demandée');
    expect(lines).toContain('- Autoriser la mission «~Mission sur le tramway~» (du 8 au 12~mars~2027; budget prévu~: 8~200,50~$).');
    expect(lines).toContain('- Donner suite à «~Entente réservée~» (autorisation).');
    const late = outline(buildDecisionNote(aDossier({ agreements: [anAgreement({ renewalOn: '2026-11-01' })] }), aRequest()));
    expect(section(late, 'Décision demandée')).toContain('- Décider du renouvellement de «~Pacte d’amitié~», attendu le 1er~novembre~2026.');
    expect(section(late, 'Option 2 – Agir')).toContain('- Décider du renouvellement de «~Pacte d’amitié~», attendu le 1er~novembre~2026.');
  });

  it('adds up the budget of the mission it is about, line by line', () => {
    const mission = aMission({ isSubject: true, maximumCents: 1_000_000 });
    const lines = section(outline(buildDecisionNote(aDossier({ missions: [mission] }), aRequest())), 'Incidences financières et ressources humaines');
    expect(lines).toContain('caption: dépense maximale~: 10~000~$');
    expect(lines).toContain('| Hébergement | 3~000,50~$ | ');
    expect(lines).toContain('| Total | 8~200,50~$ | ');
  });

  it('tells each authorization with its number and dates, and what no answer settles', () => {
    const restricted = section(outline(buildDecisionNote(aDossier(), aRequest({ audience: 'restricted' }))), 'Considérations juridiques et autorisations');
    expect(restricted).toContain('| Pacte d’amitié | Avis du contentieux | Non requise | AVIS-24-3; réponse le 12~janvier~2024; Pacte de ville à ville.');
    expect(restricted).toContain('| Entente réservée | Autorisation du ministre | !Demandée | demandée le 4~mai~2026');
    expect(restricted).toContain('| Mission sur le tramway | Comité exécutif | !À demander | ');
    const unanswered = outline(buildDecisionNote(aDossier({ agreements: [anAgreement({ authorizations: [] })], missions: [] }), aRequest()));
    expect(section(unanswered, 'Considérations juridiques et autorisations')).toContain('| Pacte d’amitié | !Aucune réponse au dossier |  | ');
  });

  it('tells what the ministry and Global Affairs Canada were told, and the exchanges where one sat', () => {
    const text = outline(buildDecisionNote(aDossier({ consultations: [anExchange({ subject: { fr: 'Rencontre à trois', en: null } })] }), aRequest()));
    expect(section(text, 'Consultations menées')).toContain('| Mission sur le tramway | Consulté~· La délégation a appuyé les visites. | Aucune démarche');
    expect(text).toContain('Rencontre à trois');
  });

  it('leaves out and counts what is above the audience', () => {
    const tree = buildDecisionNote(aDossier({ missions: [aMission({ sensitivity: 'restricted', title: { fr: 'Mission discrète', en: null } })] }), aRequest());
    for (const secret of ['Entente réservée', 'Mission discrète', 'Secret du port', 'Taire']) expect(wordsOf(tree), secret).not.toContain(secret);
    expect(tree.omitted).toBe(5);
    expect(section(outline(tree), 'Incidences financières et ressources humaines')[0]).toMatch(/^to complete/);
  });

  it('ends with a place to sign: only the author is on record', () => {
    const lines = section(outline(buildDecisionNote(aDossier(), aRequest())), 'Approbations');
    expect(lines[0]).toBe('| Étape | Nom et fonction | Signature | Date');
    expect(lines.slice(1).map((line) => line.split(' | ').slice(0, 2).join(' = '))).toEqual(['| Préparée par = Édouard Laflamme-Démo', '| Recommandée par = À compléter', '| Approuvée par = À compléter']);
  });
});
