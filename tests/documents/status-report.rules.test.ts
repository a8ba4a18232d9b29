import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { buildStatusReport } from '../../server/documents/status-report.ts';
import { endOfPeriod, isLateMeasure, isReported, lastUpdate, progressOf } from '../../server/documents/status-report.rules.ts';
import { allRuns, plainText, type Block, type DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aRequest, checkXml } from './documents.ts';
import { outlineOf, wordOutline } from './outline.ts';
import { aMeasure, aStatusReport } from './sheets.ts';

const said = (tree: DocumentTree): string => allRuns(tree).map(({ text }) => text).join('|');
const blocks = (tree: DocumentTree): Block[] => tree.parts[0]?.blocks ?? [];
const under = (tree: DocumentTree, heading: string): Block[] => {
  const at = blocks(tree).findIndex((block) => block.type === 'heading' && plainText(block.runs) === heading);
  return blocks(tree).slice(at + 1);
};
const cells = (block: Block | undefined): string[][] => (block?.type === 'table' ? block.rows.map((row) => row.map(plainText)) : []);

describe('the status report', () => {
  it.each([['fr', 'internal'], ['en', 'internal'], ['fr', 'restricted'], ['en', 'public']] as const)('in %s for %s is as it was agreed', async (language, audience) => {
    await expect(outlineOf(buildStatusReport(aStatusReport(), aRequest({ language, audience })))).toMatchFileSnapshot(`golden/status-report.${language}.${audience}.txt`);
  });

  it.each(['fr', 'en'] as const)('is the same in Word in %s, paragraph by paragraph, with its pictures spoken', async (language) => {
    const xml = readZip(await renderDocx(buildStatusReport(aStatusReport(), aRequest({ language })))).get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    expect(xml.match(/<wp:docPr [^>]*descr="[^"]{20,}"/g)).toHaveLength(2);
    await expect(wordOutline(xml)).toMatchFileSnapshot(`golden/status-report.${language}.internal.word.txt`);
  });

  it('says the same numbers in a picture and in the table beside it', () => {
    const [picture, table] = under(buildStatusReport(aStatusReport(), aRequest()), 'Avancement des mesures (nombre par état)');
    expect(picture?.type === 'picture' && plainText(picture.alternative)).toMatch(/Québec RAYONNE.: réalisée 1, en cours 1; Québec APPREND.: en continu 1, non amorcée 1, reportée 1/);
    expect(cells(table)).toEqual([
      ['Québec RAYONNE', '1', '0', '1', '0', '0', '2'],
      ['Québec APPREND', '0', '1', '0', '1', '1', '3'],
      ['Total', '1', '1', '1', '1', '1', '5'],
    ]);
  });

  it('counts under each area what its audience may read', () => {
    const agreements = (audience: 'internal' | 'restricted'): (string | undefined)[] => {
      const found = under(buildStatusReport(aStatusReport(), aRequest({ audience })), 'Ce qui sert chaque engagement').find((block) => block.type === 'table');
      return cells(found).map((row) => row[3]);
    };
    // One more is above an internal audience: of no area is it said that it has none.
    expect(agreements('internal')).toEqual(['1', '1', '–']);
    expect(agreements('restricted')).toEqual(['1', '2', '0']);
  });

  it('does not say that there is none of what is withheld', () => {
    const text = said(buildStatusReport(aStatusReport(), aRequest({ audience: 'public' })));
    expect(text).toContain('ententes non diffusées, missions non diffusées');
    expect(text).not.toMatch(/\b0 (entente|mission)/);
    expect(said(buildStatusReport(aStatusReport({ held: 0, hidden: 3 }), aRequest()))).toContain('échanges tenus non diffusés');
    expect(said(buildStatusReport(aStatusReport({ held: 0, hidden: 0 }), aRequest()))).toContain('0 échange tenu');
  });

  it('names what is late, what was silent in the period, and what no record supports', () => {
    const tree = buildStatusReport(aStatusReport(), aRequest());
    expect(cells(under(tree, 'En retard')[0]).map(([title]) => title)).toEqual(['Essayer deux pratiques']);
    const silent = under(tree, 'Aucune mise à jour au cours de la période')[0];
    expect(silent?.type === 'list' && silent.items.map((item) => plainText(item).split('\u00a0')[0])).toEqual(['Essayer deux pratiques', 'Tenir un atelier']);
    const earlier = buildStatusReport(aStatusReport({ from: '2025-01-01', to: '2025-12-31' }), aRequest());
    const bare = under(earlier, 'La dernière mise à jour ne renvoie à aucune fiche')[0];
    expect(bare?.type === 'list' && bare.items.map(plainText)).toEqual([expect.stringMatching(/^Accompagner des entreprises.*2025-S2/)]);
  });

  it('names no record above its audience, and counts each once', () => {
    const internal = buildStatusReport(aStatusReport(), aRequest());
    expect(said(internal)).not.toMatch(/discret|discrète/i);
    expect(said(internal)).toContain('appuyée par une fiche que cette diffusion ne permet pas de nommer');
    // Two that were never read, an agreement and a proof.
    expect(internal.omitted).toBe(4);
    const open = buildStatusReport(aStatusReport(), aRequest({ audience: 'public' }));
    expect(said(open)).not.toMatch(/Québec–Namur|Mission à Lyon|Réunion des entreprises/);
    // The agreement that serves two areas counts once.
    expect(open.omitted).toBe(7);
    expect(buildStatusReport(aStatusReport(), aRequest({ audience: 'restricted' })).omitted).toBe(2);
  });

  it('comes out also when there is no measure at all', () => {
    const tree = buildStatusReport(aStatusReport({ groups: [], held: 0, sources: [], hidden: 0 }), aRequest({ language: 'both' }));
    expect(said(tree)).toContain('0 mesure');
    expect(renderPdf(tree).pages).toBeGreaterThanOrEqual(2);
  });
});

describe('the rules of the status report', () => {
  it('read periods as offices write them', () => {
    expect(['2026', '2026-S1', '2026-S2', '2026-T3', '2026-q4', '2026-02', '2026-13', 'hiver'].map(endOfPeriod)).toEqual(['2026-12-31', '2026-06-30', '2026-12-31', '2026-09-30', '2026-12-31', '2026-02-28', null, null]);
  });

  it('take the last update made up to the end of the period', () => {
    const measure = aMeasure();
    expect(lastUpdate(measure, { to: '2026-11-21' })?.period).toBe('2026-S1');
    expect(lastUpdate(measure, { to: '2026-06-29' })?.period).toBe('2025-S2');
    expect(lastUpdate(measure, { to: '2025-12-30' })).toBeNull();
    expect(progressOf(measure, { to: '2026-01-01' })).toBe(30);
    expect(isReported(measure, { from: '2026-01-01', to: '2026-06-30' })).toBe(true);
    expect(isReported(measure, { from: '2026-07-01', to: '2026-11-21' })).toBe(false);
  });

  it('call late only what is still to be done and wholly past', () => {
    expect(isLateMeasure({ status: 'in_progress', dueOn: '2026-11' }, '2026-11-30')).toBe(false);
    expect(isLateMeasure({ status: 'in_progress', dueOn: '2026-11' }, '2026-12-01')).toBe(true);
    expect(isLateMeasure({ status: 'not_started', dueOn: '2025' }, '2026-01-01')).toBe(true);
    for (const status of ['completed', 'ongoing', 'deferred', 'cancelled'] as const) expect(isLateMeasure({ status, dueOn: '2020' }, '2026-01-01')).toBe(false);
    expect(isLateMeasure({ status: 'in_progress', dueOn: null }, '2026-01-01')).toBe(false);
  });
});
