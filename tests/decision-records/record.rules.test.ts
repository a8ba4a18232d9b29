import { describe, expect, it } from 'vitest';
import { usualDate } from '../../server/decision-records/record.tables.ts';
import { buildRecord, mostPages, topOf } from '../../server/decision-records/record.tree.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { allRuns, plainText, type Block, type DocumentTree, type Picture } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { checkXml } from '../documents/documents.ts';
import { aRecord, aRequest, type Size } from './exercise.ts';

const nb = '\u00a0';
const blocks = (tree: DocumentTree, part = 0): Block[] => tree.parts[part]?.blocks ?? [];
const headings = (tree: DocumentTree, part = 0): string[] => blocks(tree, part).flatMap((block) => (block.type === 'heading' ? [plainText(block.runs)] : []));
const pictures = (tree: DocumentTree): Picture[] => blocks(tree).flatMap((block) => (block.type === 'picture' ? [block] : []));
const text = (tree: DocumentTree): string => allRuns(tree).map((run) => run.text).join('');
/** The rows of the first table after a heading, as text. */
function rowsUnder(tree: DocumentTree, heading: string): string[][] {
  const from = blocks(tree).findIndex((block) => block.type === 'heading' && plainText(block.runs) === heading);
  const table = blocks(tree).slice(from).find((block) => block.type === 'table');
  return table?.type === 'table' ? table.rows.map((row) => row.map(plainText)) : [];
}

describe('the decision record', () => {
  const tree = buildRecord(aRecord(), aRequest());

  it('says first what is chosen and whether it holds, then shows why', () => {
    expect(headings(tree)).toEqual(['Classement', 'Solidité du choix', 'Sur la carte', 'Décisions', 'Critères', 'Notes et preuves', 'Le ministère et Affaires mondiales Canada', 'Avis contraires', 'Comment ces chiffres sont faits']);
    expect(plainText(tree.parts[0]?.subtitle ?? [])).toBe(`Fiche de décision${nb}· Régions${nb}· 2027-2029`);
    const [choice, robust] = blocks(tree);
    expect(choice?.type === 'paragraph' && plainText(choice.runs)).toBe(
      `Cibles pour 2027-2029${nb}: Nouvelle-Aquitaine, Wallonie et Auvergne-Rhône-Alpes. À suivre${nb}: Massachusetts et Flandre. Non retenus${nb}: Grand Tunis, Bavière, Texas, Région de Dakar, Uusimaa, Guanajuato et Łódź. Décidé le 22${nb}novembre${nb}2026 par Rosalie Bureau-Fictif.`,
    );
    expect(robust?.type === 'paragraph' && plainText(robust.runs)).toMatch(/parmi les trois premiers dans .* des façons de peser les critères/);
    expect(text(tree)).not.toMatch(/SMAA|acceptab/i);
    expect(text(tree)).toContain(`SHA-256${nb}: ${'a'.repeat(64)}`);
    expect(text(tree)).toContain('Une voix préférait attendre un an.');
  });

  it('gives each candidate its score with what is unknown, its evidence and its decision', () => {
    expect(rowsUnder(tree, 'Classement')[1]).toEqual(['2', 'Wallonie', '79 (73 à 84)', `90${nb}%`, `51${nb}%`, 'Cible']);
    expect(rowsUnder(tree, 'Décisions')[0]).toEqual(['Nouvelle-Aquitaine', 'Cible', '2027-2029', `15${nb}juin${nb}2028`, 'Raison 1.']);
    expect(rowsUnder(tree, 'Critères').at(-1)).toEqual(['Échanges tenus', `14${nb}%`, `Compté dans nos dossiers${nb}: échanges tenus; 5 sur 5 dès 12 échanges`]);
    expect(rowsUnder(tree, 'Critères')[5]?.[2]).toBe('Jugé de 0 à 5, preuve à l’appui; moins vaut mieux');
    const said = text(tree);
    expect(said).toContain(`Complémentarité des secteurs${nb}inconnue. `);
    expect(said).toContain(`Défis urbains communs${nb}2${nb}– Le tramway y côtoie un secteur protégé [Relevé du Bureau]. `);
    expect(said).toContain(`Échanges tenus${nb}1 [1 échange].`);
    expect(rowsUnder(tree, 'Le ministère et Affaires mondiales Canada')[1]).toEqual(['Wallonie', 'Délégation générale du Québec à Bruxelles', 'rien au dossier', `Thibault Démonstrateur, attaché; À concerter${nb}: deux déplacements à Bruxelles à 12 jours d’écart`]);
  });

  it('counts all that either government does at a candidate, however little of it is listed', () => {
    expect(rowsUnder(tree, 'Le ministère et Affaires mondiales Canada')[2]?.slice(1, 3)).toEqual([`31${nb}missions`, expect.stringMatching(/^2/)]);
  });

  it('puts those of whom the very same is decided in one row', () => {
    const same = buildRecord(aRecord({ reason: 'Les moyens manquent.' }), aRequest());
    expect(rowsUnder(same, 'Décisions').map(([names]) => names)).toEqual([
      'Nouvelle-Aquitaine, Wallonie, Auvergne-Rhône-Alpes',
      'Massachusetts, Flandre',
      'Grand Tunis, Bavière, Texas, Région de Dakar, Uusimaa, Guanajuato, Łódź',
    ]);
  });

  it('has two pictures that say the same as the tables, also to who hears them', () => {
    const [robust, map] = pictures(tree);
    expect(plainText(robust?.alternative ?? [])).toContain(`Nouvelle-Aquitaine, score 81, de 75 à 86, 67${nb}% des façons de peser`);
    expect(plainText(robust?.alternative ?? [])).toContain('et 7 autres candidats. Le tableau du classement donne les mêmes chiffres.');
    expect(plainText(map?.alternative ?? [])).toBe(
      `Carte des candidats. Cibles${nb}: Nouvelle-Aquitaine (1), Wallonie (2) et Auvergne-Rhône-Alpes (3); À suivre${nb}: Massachusetts (4) et Flandre (5); Non retenus${nb}: Grand Tunis (6), Bavière (7), Texas (8), Région de Dakar (9), Uusimaa (10) et Guanajuato (11).`,
    );
    expect(text(tree)).toContain(`Sans lieu sur la carte${nb}: Łódź.`);
    const marks = [...(map?.svg ?? '').matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="7.2"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(marks).toHaveLength(11);
    // None covers another, though two are at the very same place.
    for (const [index, [x, y]] of marks.entries()) {
      for (const [otherX, otherY] of marks.slice(index + 1)) expect(Math.hypot(x - otherX, y - otherY)).toBeGreaterThan(14);
    }
    expect(map?.svg.length).toBeLessThan(200_000);
  });

  it('has no map when nobody is anywhere', () => {
    expect(headings(buildRecord({ ...aRecord(), whereabouts: [] }, aRequest()))).not.toContain('Sur la carte');
  });

  it('is a draft on every page until it is decided, without decisions', () => {
    const draft = buildRecord({ ...aRecord({ isDecided: false }), seenBy: 'Naïma El-Exemple' }, aRequest());
    expect(plainText(draft.parts[0]?.header.classification ?? [])).toBe(`Projet${nb}· Usage interne`);
    expect(plainText(draft.parts[0]?.subtitle ?? [])).toContain('Projet de fiche de décision');
    expect(headings(draft)).not.toContain('Décisions');
    expect(headings(draft)).not.toContain('Avis contraires');
    expect(text(draft)).toContain('rien n’est encore décidé');
    expect(text(draft)).toContain('ne montre que les notes de Naïma El-Exemple');
    expect(text(draft)).not.toContain('SHA-256');
    expect(rowsUnder(draft, 'Classement')[0]).toHaveLength(5);
  });

  it('is in English when asked, and in both one after the other', () => {
    const both = buildRecord(aRecord(), aRequest({ language: 'both' }));
    expect(both.parts.map(({ language }) => language)).toEqual(['fr', 'en']);
    expect(headings(both, 1).slice(0, 3)).toEqual(['Ranking', 'How solid the choice is', 'On the map']);
    expect(plainText(both.parts[1]?.title ?? [])).toBe('Where to go to learn?');
    const names = allRuns(both).filter((run) => run.text === 'Wallonia');
    expect(names.every((run) => run.lang === 'en-CA')).toBe(true);
    expect(names.length).toBeGreaterThan(0);
    expect(allRuns(both).some((run) => run.text === 'Raison 1.' && run.lang === 'fr-CA')).toBe(true);
  });

  it('counts as the first as many as there are targets, but never all', () => {
    expect([{}, { candidates: 3 }, { isDecided: false }, { isDecided: false, candidates: 2 }, { candidates: 1 }].map((size) => topOf(aRecord(size)))).toEqual([3, 2, 3, 1, 1]);
  });

  it('is the same for the same data', () => {
    expect(JSON.stringify(buildRecord(aRecord(), aRequest()))).toBe(JSON.stringify(tree));
  });
});

describe('its length', () => {
  const long = 'Un texte qui n’en finit pas, avec des raisons, des réserves et des renvois à d’autres textes. '.repeat(20);
  const cases: [string, Size][] = [
    ['twelve candidates and seven criteria', {}],
    ['a draft', { isDecided: false }],
    ['long texts', { statement: long, reason: long }],
    ['sixty candidates and twelve criteria', { candidates: 60, criteria: 12, statement: long }],
    ['two hundred candidates with long names', { candidates: 200, criteria: 30, name: 'Communauté urbaine au nom interminable '.repeat(6) }],
    ['one candidate', { candidates: 1, criteria: 1 }],
    ['nobody', { candidates: 0, criteria: 0 }],
  ];
  it.each(cases)('is four pages at most for %s', { timeout: 60_000 }, (_, size) => {
    expect(renderPdf(buildRecord(aRecord(size), aRequest())).pages).toBeLessThanOrEqual(mostPages);
  });

  it('is four pages at most in English too', { timeout: 30_000 }, () => {
    expect(renderPdf(buildRecord(aRecord(), aRequest({ language: 'en' }))).pages).toBeLessThanOrEqual(mostPages);
  });

  it('says what it leaves out', () => {
    const said = text(buildRecord(aRecord({ candidates: 60, criteria: 12, statement: long, reason: long }), aRequest()));
    expect(said).toMatch(/Les \d+ candidats suivants du classement ne sont pas montrés ici; ils sont dans l’exercice\./);
    expect(said).toMatch(/Les notes et preuves de \d+ candidats ne tiennent pas ici; elles sont dans l’exercice\./);
    expect(said).toContain('Les textes longs sont abrégés; l’exercice les donne en entier.');
    expect(text(buildRecord(aRecord(), aRequest()))).not.toContain('Les textes longs sont abrégés');
  });

  it('says once the date of more than half of the evidence, and none that is not', () => {
    const dated = (...dates: (string | null)[]) => ({ scores: aRecord().exercise.scores.slice(0, 1).map((score) => ({ ...score, evidence: dates.map((observedOn, index) => ({ id: `e${index}`, statementFr: 'x', statementEn: null, source: null, observedOn })) })) });
    expect(usualDate(dated('2026-11-03', null, '2026-11-03'))).toBe('2026-11-03');
    expect(usualDate(dated('2026-11-03', '2026-11-04'))).toBeNull();
    expect(usualDate(dated(null, null, '2026-11-03'))).toBeNull();
    expect(usualDate(dated())).toBeNull();
  });
});

describe('its files', () => {
  const tree = buildRecord(aRecord(), aRequest({ language: 'both' }));

  it('are Word with true headings, header rows, described pictures and a language on every run', { timeout: 30_000 }, async () => {
    const entries = readZip(await renderDocx(tree));
    const xml = entries.get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    expect(xml.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(18);
    expect(xml.match(/<w:tbl>/g)?.length).toBe(xml.match(/<w:tblHeader\/>/g)?.length);
    const described = [...xml.matchAll(/<wp:docPr id="(\d+)" name="Figure \d" descr="([^"]+)"\/>/g)];
    expect(described.map(([, id]) => id)).toEqual(['1', '2', '3', '4']);
    expect(described[2]?.[2]).toContain('From first to last: Nouvelle-Aquitaine');
    const runs = xml.match(/<w:r>.*?<\/w:r>/gs) ?? [];
    expect(runs.filter((one) => !one.includes('<w:lang '))).toEqual([]);
    expect([...entries.keys()].filter((name) => name.endsWith('.svg'))).toHaveLength(4);
    for (const [name, data] of entries) if (/\.(?:xml|rels|svg)$/.test(name)) checkXml(data.toString('utf8'));
  });

  it('are PDF/UA with the figures told, and the same bytes each time', () => {
    const { file } = renderPdf(tree);
    const objects = file.toString('latin1');
    expect(objects).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(objects).toContain('/StructTreeRoot');
    expect(objects.match(/\/S \/Figure\s[^>]{0,80}\/Alt /g)).toHaveLength(4);
    expect(objects).toContain('<dc:language><rdf:Bag><rdf:li>fr-CA</rdf:li>');
    expect(renderPdf(tree).file.equals(file)).toBe(true);
  });

  it('are a page that needs nothing from elsewhere', () => {
    const html = renderHtml(tree);
    checkXml(html.replace(/<br>/g, '<br/>'));
    expect(html.match(/<svg role="img" aria-label="/g)).toHaveLength(4);
    expect(html).not.toMatch(/ (?:src|style|xlink:href)=|<script/);
  });
});
