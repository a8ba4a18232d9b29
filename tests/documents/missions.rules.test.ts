import { describe, expect, it } from 'vitest';
import { buildMissionBook } from '../../server/documents/mission-book.ts';
import { buildMissionReport } from '../../server/documents/mission-report.ts';
import { buildProgramme } from '../../server/documents/programme.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { allRuns, plainText, type Block, type DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aRequest, checkXml, nb } from './documents.ts';
import { aMission, aMissionBook, aMissionReport, aSession, ours, somebody } from './missions.ts';
import { outlineOf, wordOutline } from './outline.ts';

type More = Parameters<typeof aRequest>[0];
const builders = {
  programme: (request: More) => buildProgramme({ mission: aMission() }, aRequest(request)),
  'mission-book': (request: More) => buildMissionBook(aMissionBook(), aRequest(request)),
  'mission-report': (request: More) => buildMissionReport(aMissionReport(), aRequest(request)),
};
const kinds = Object.keys(builders) as (keyof typeof builders)[];
const said = (tree: DocumentTree): string => allRuns(tree).map(({ text }) => text).join('|');
const blocks = (tree: DocumentTree): Block[] => tree.parts.flatMap((part) => part.blocks);
const factOf = (tree: DocumentTree, label: string): string[] =>
  blocks(tree).flatMap((block) => (block.type === 'facts' ? block.items.filter((fact) => plainText(fact.label) === label).map(({ value }) => plainText(value).replaceAll(nb, ' ')) : []));
const headingsOf = (tree: DocumentTree): string[] => blocks(tree).flatMap((block) => (block.type === 'heading' && block.level <= 2 ? [plainText(block.runs)] : []));
const wordXml = async (tree: DocumentTree): Promise<string> => readZip(await renderDocx(tree)).get('word/document.xml')?.toString('utf8') ?? '';
/** The table of contents of a Word file as it reads when it is opened: the words of each line and its page. */
const contentsOf = (xml: string): [words: string, page: string][] =>
  [...(/<w:sdt>.*?<\/w:sdt>/s.exec(xml)?.[0] ?? '').matchAll(/<w:hyperlink [^>]*>(.*?)<\/w:hyperlink>/gs)].map(([, line = '']) => {
    const texts = [...line.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text);
    return [texts.slice(0, -1).join(''), texts.at(-1) ?? ''];
  });

describe.each(kinds)('%s', (kind) => {
  it.each([
    ['fr', 'internal'],
    ['en', 'internal'],
    ['fr', 'restricted'],
    ['en', 'public'],
  ] as const)('in %s for %s is as it was agreed', async (language, audience) => {
    await expect(outlineOf(builders[kind]({ language, audience }))).toMatchFileSnapshot(`golden/${kind}.${language}.${audience}.txt`);
  });

  it.each(['fr', 'en'] as const)('is the same in Word in %s, paragraph by paragraph, with true styles and the language on every run', async (language) => {
    const xml = await wordXml(builders[kind]({ language }));
    checkXml(xml);
    const runs = xml.match(/<w:r>.*?<\/w:r>/gs) ?? [];
    expect(runs.filter((one) => /<w:t[ >]/.test(one) && !one.includes('<w:lang '))).toEqual([]);
    expect(xml).not.toContain('w:dirty');
    await expect(wordOutline(xml)).toMatchFileSnapshot(`golden/${kind}.${language}.internal.word.txt`);
  });

  it('holds nothing above its audience, and counts it', () => {
    for (const language of ['fr', 'en', 'both'] as const) {
      const internal = builders[kind]({ language });
      expect(said(internal)).not.toMatch(/discret|Discrète|Réserve budgétaire|Fixer la date/i);
      expect(internal.omitted).toBeGreaterThan(0);
      const everything = builders[kind]({ language, audience: 'confidential' });
      expect(said(everything)).toMatch(language === 'en' ? /Discreet talk/ : /Entretien discret/);
      expect(everything.omitted).toBe(0);
      const nobody = builders[kind]({ language, audience: 'public' });
      expect(said(nobody)).not.toMatch(/Maëlle|Wouter|tramway : le|Calendrier des travaux/);
      expect(nobody.omitted).toBeGreaterThan(internal.omitted);
    }
  });

  it.runIf(kind === 'mission-book')('tells the public no amount', () => {
    for (const language of ['fr', 'en', 'both'] as const) {
      expect(said(builders[kind]({ language, audience: 'public' }))).not.toMatch(/\$|budget/i);
      expect(said(builders[kind]({ language }))).toMatch(language === 'en' ? /Planned budget.*\$9,700/s : /Budget prévu.*9.700.\$/s);
    }
  });

  it('says what is to be completed when nothing is on record', () => {
    const bare = aMission({ startsOn: null, endsOn: null, lead: null, approval: null, maximumExpenseCents: null, reportDueOn: null, objectives: [], delegation: [], stops: [], sessions: [], budget: [] });
    const built: Record<typeof kind, () => DocumentTree> = {
      programme: () => buildProgramme({ mission: bare }, aRequest({ language: 'both' })),
      'mission-book': () => buildMissionBook({ mission: bare, places: [], partners: [], posts: [], protocolRules: [] }, aRequest({ language: 'both' })),
      'mission-report': () => buildMissionReport({ mission: bare, followUps: [], agreements: [] }, aRequest({ language: 'both' })),
    };
    const tree = built[kind]();
    const marked = blocks(tree).filter((block) => block.type === 'empty' && block.toComplete);
    expect(marked.length).toBeGreaterThan(1);
    expect(marked.every((block) => block.type === 'empty' && plainText(block.runs).match(/^(?:À compléter\u00a0: |To be completed: )/))).toBe(true);
    expect(factOf(tree, 'Dates')).toEqual(['À compléter', 'To be completed']);
    checkXml(renderHtml(tree).replace(/<br>/g, '<br/>'));
    expect(renderPdf(tree).pages).toBeGreaterThanOrEqual(2);
  });
});

describe('the programme', () => {
  it('tells at a glance the day and the hour there, Québec’s beside it with the day when it is another, who greets and their telephone', () => {
    const table = blocks(buildProgramme({ mission: aMission() }, aRequest())).find(({ type }) => type === 'table');
    const rows = table?.type === 'table' ? table.rows.map((row) => row.map((cell) => plainText(cell).replaceAll(nb, ' '))) : [];
    expect(rows).toEqual([
      ['mer. 13 mai\n14 h à 18 h', '8 h à 12 h', 'Visite d’étude : le tramway\nHôtel de ville, Bordeaux', 'Maëlle de La Rivière-Fictive\n+33 1 99 00 01 01'],
      ['jeu. 14 mai\n0 h 30', '18 h 30, la veille', 'Quart de nuit · à confirmer\nHôtel de ville, Bordeaux', 'À compléter'],
    ]);
    expect(said(buildProgramme({ mission: aMission() }, aRequest()))).toContain(`Bordeaux${nb}: 6${nb}h de plus qu’à Québec.`);
  });

  it('has no second column of hours in Québec itself', () => {
    const here = aMission({ direction: 'incoming', stops: [], sessions: [aSession({ timeZone: 'America/Toronto' })] });
    const table = blocks(buildProgramme({ mission: here }, aRequest())).find(({ type }) => type === 'table');
    expect(table?.type === 'table' && table.columns.map(({ header }) => plainText(header))).toEqual(['Jour et heure', 'Activité', 'Accueil']);
  });

  it('names who greets: the lead of the hosts abroad, ours at home', () => {
    const greeter = (direction: 'outgoing' | 'incoming'): string => factOf(buildProgramme({ mission: aMission({ direction }) }, aRequest()), 'Accueil')[0] ?? '';
    expect(greeter('outgoing')).toBe('Maëlle de La Rivière-Fictive (elle), Adjointe au maire, Ville de Bordeaux · Madame la Conseillère · français · se prononce « ma-èl » · +33 1 99 00 01 01');
    expect(greeter('incoming')).toMatch(/^Rosalie Bureau-Fictif/);
  });

  it('never says that who travels with us receives us, whatever side the record of the activity puts them on', () => {
    const guest = somebody({ id: 'ct.guest', name: 'Marie-Ève St-Onge-Fictive', lead: true });
    const people = { ours: [], theirs: [guest, somebody({ id: 'ct.host', name: 'Bastien Modèle-Perrache' })], third: [] };
    const tree = buildProgramme({ mission: aMission({ delegation: [ours('st.rosalie', 'Rosalie Bureau-Fictif', ['Directrice', 'Director']), guest], sessions: [aSession({ people })] }) }, aRequest());
    expect(factOf(tree, 'Accueil')[0]).toMatch(/^Bastien Modèle-Perrache/);
    expect(factOf(tree, 'De notre côté')).toEqual(['Marie-Ève St-Onge-Fictive']);
  });

  it('tells days without activities that follow each other in one place together', () => {
    const titles = (sessions: ReturnType<typeof aSession>[]): string[] => headingsOf(buildProgramme({ mission: aMission({ sessions }) }, aRequest())).map((title) => title.replaceAll(nb, ' ')).filter((title) => / – Bordeaux$/.test(title));
    expect(titles([])).toEqual(['Du mardi 12 mai au jeudi 14 mai 2026 – Bordeaux']);
    expect(titles([aSession()])).toEqual(['Mardi 12 mai 2026 – Bordeaux', 'Mercredi 13 mai 2026 – Bordeaux', 'Jeudi 14 mai 2026 – Bordeaux']);
  });

  it('writes phones as in Québec, and names whose telephone is missing once', () => {
    const here = aMission({ sessions: [aSession({ people: { ours: [], theirs: [somebody({ phones: ['+14186416411;ext=204'] })], third: [] } })] });
    expect(said(buildProgramme({ mission: here }, aRequest()))).toContain(`418${nb}641-6411, poste${nb}204`);
    expect(said(buildProgramme({ mission: here }, aRequest({ language: 'en' })))).toContain(`418${nb}641-6411, ext.${nb}204`);
    expect(said(buildProgramme({ mission: here }, aRequest()))).toContain('le téléphone de Rosalie Bureau-Fictif et Édouard Laflamme-Démo.');
  });
});

describe('the report', () => {
  const publication = (more: Parameters<typeof aMission>[0], asOf: string): string => {
    const tree = buildMissionReport(aMissionReport({ mission: aMission(more) }), aRequest({ asOf }));
    return [...factOf(tree, 'Échéance du rapport'), ...factOf(tree, 'Publication')].join(' | ');
  };
  it('says when it is due by law of the house, and where that stands', () => {
    expect(publication({}, '2026-06-01')).toBe('25 juin 2026 (au plus tard 42 jours après le retour) | rapport à publier d’ici 24 jours');
    expect(publication({}, '2026-07-05')).toBe('25 juin 2026 (au plus tard 42 jours après le retour) | rapport en retard de 10 jours');
    expect(publication({ status: 'closed', reportPublishedOn: '2026-06-30' }, '2026-07-05')).toMatch(/ \| publié le 30 juin 2026, après l’échéance$/);
    expect(publication({ status: 'planned' }, '2026-05-01')).toMatch(/ \| à préparer au retour$/);
    expect(publication({ direction: 'incoming', reportDueOn: null }, '2026-07-05')).toBe('Aucun rapport n’est attendu.');
  });
});

describe('the table of contents of a book', () => {
  it('lists the real headings with their pages, the same in Word, when it is opened, and in PDF; their words in HTML', async () => {
    const tree = buildMissionBook(aMissionBook(), aRequest({ language: 'both' }));
    const lists = blocks(tree).flatMap((block) => (block.type === 'contents' ? [block.items.map(({ runs }) => plainText(runs))] : []));
    expect(lists).toHaveLength(2);
    // Each part's headings, but the one over the table itself.
    expect(lists.flat()).toEqual(headingsOf(tree).filter((title) => !['Table des matières', 'Table of contents'].includes(title)));
    const xml = await wordXml(tree);
    expect(xml.match(/<w:instrText[^>]*>TOC \\b &quot;part_(?:fr|en)&quot; \\h \\o &quot;1-2&quot;/g)).toHaveLength(2);
    const french = contentsOf(xml);
    expect(french.map(([words]) => words.replaceAll('&amp;', '&'))).toEqual(lists[0]);
    const pages = french.map(([, page]) => Number(page));
    expect(pages.every((page, index) => page >= (pages[index - 1] ?? 1))).toBe(true);
    expect(pages.at(-1)).toBeGreaterThan(3);
    // The lines of the PDF's own: dots, then the page.
    const { pages: count } = renderPdf(tree);
    expect(pages.at(-1)).toBeLessThan(count);
    expect(renderHtml(tree)).toContain('<ul class="note-contents">');
  });

  it('begins the main sections on a new page, in Word, in PDF and on paper', async () => {
    const opened = blocks(buildMissionBook(aMissionBook(), aRequest())).flatMap((block) => (block.type === 'heading' && block.newPage ? [plainText(block.runs)] : []));
    expect(opened).toEqual(['Table des matières', 'La mission en bref', 'Programme détaillé par jour (heure locale)', 'Fiches pays et fiches villes', 'Notes de rencontre', `Protocole${nb}: préséance, cadeaux, drapeaux`, 'Renseignements pratiques']);
    const tree = buildMissionBook(aMissionBook(), aRequest());
    expect((await wordXml(tree)).match(/<w:pageBreakBefore\/>/g)).toHaveLength(opened.length);
    expect(renderHtml(tree).match(/note-new-page/g)).toHaveLength(opened.length);
  });
});
