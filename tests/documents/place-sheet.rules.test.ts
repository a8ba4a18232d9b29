import { describe, expect, it } from 'vitest';
import { buildPlaceSheet } from '../../server/documents/place-sheet.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderHtml } from '../../server/documents/render-html.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import { allRuns, plainText, type Block, type DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aRequest, checkXml, naughty } from './documents.ts';
import { outlineOf, wordOutline } from './outline.ts';
import { aPlaceSheet, both } from './sheets.ts';

const said = (tree: DocumentTree): string => allRuns(tree).map(({ text }) => text).join('|');
const blocks = (tree: DocumentTree, part = 0): Block[] => tree.parts[part]?.blocks ?? [];
const pictures = (tree: DocumentTree) => blocks(tree).flatMap((block) => (block.type === 'picture' ? [block] : []));
const many = <T>(list: readonly T[], count: number): T[] => Array.from({ length: count }, (_, index) => list[index % list.length] as T);

describe('the sheet on a place or a region', () => {
  it.each([['fr', 'internal'], ['en', 'internal'], ['fr', 'restricted'], ['en', 'public']] as const)('in %s for %s is as it was agreed', async (language, audience) => {
    await expect(outlineOf(buildPlaceSheet(aPlaceSheet(), aRequest({ language, audience })))).toMatchFileSnapshot(`golden/place-sheet.${language}.${audience}.txt`);
  });

  it.each(['fr', 'en'] as const)('is the same in Word in %s, paragraph by paragraph, with its pictures spoken', async (language) => {
    const xml = readZip(await renderDocx(buildPlaceSheet(aPlaceSheet(), aRequest({ language })))).get('word/document.xml')?.toString('utf8') ?? '';
    checkXml(xml);
    expect(xml.match(/<wp:docPr [^>]*descr="[^"]{20,}"/g)).toHaveLength(2);
    await expect(wordOutline(xml)).toMatchFileSnapshot(`golden/place-sheet.${language}.internal.word.txt`);
  });

  it('leaves out what is above its audience, and counts it', () => {
    const internal = buildPlaceSheet(aPlaceSheet(), aRequest());
    expect(said(internal)).not.toMatch(/discret|discrètes/i);
    // One that was never read, an interaction and a promise.
    expect(internal.omitted).toBe(3);
    const confidential = buildPlaceSheet(aPlaceSheet(), aRequest({ audience: 'confidential' }));
    expect(said(confidential)).toMatch(/Entretien discret.*mesures discrètes/);
    expect(confidential.omitted).toBe(1);
    const open = buildPlaceSheet(aPlaceSheet(), aRequest({ audience: 'public' }));
    expect(said(open)).not.toMatch(/Aino|Entretien hivernal|Mission d’hiver|déneigement/);
    expect(said(open)).toContain('Entente Québec–Oslo');
  });

  it('counts what is not shown: three of seven, never more than the audience has', () => {
    expect(said(buildPlaceSheet(aPlaceSheet(), aRequest()))).toContain('Derniers échanges| – 1 sur 6|');
    expect(said(buildPlaceSheet(aPlaceSheet(), aRequest()))).toContain('| – 1 sur 4|');
  });

  it('draws the territory and its cities, and says them', () => {
    const [map, bars] = pictures(buildPlaceSheet(aPlaceSheet(), aRequest()));
    expect(plainText(map?.alternative ?? [])).toContain('Oslo (2) et Tampere (1)');
    expect(map?.svg).toContain('>2</text>');
    expect(plainText(bars?.alternative ?? [])).toContain('7 échanges tenus');
    expect(bars?.svg).toContain('>4</text>');
  });

  it('says each month in a table that adds up to the picture', () => {
    const tree = buildPlaceSheet(aPlaceSheet(), aRequest());
    const after = blocks(tree)[blocks(tree).findIndex((block) => block.type === 'picture' && plainText(block.alternative).includes('barre par mois')) + 1];
    const rows = after?.type === 'table' ? after.rows.map((row) => row.map(plainText)) : [];
    expect(rows.map(([year]) => year)).toEqual(['2024', '2025', '2026']);
    expect(rows[0]?.slice(1, 13)).toEqual([...many(['–'], 11), '0']);
    expect(rows.map((row) => row.at(-1))).toEqual(['0', '4', '3']);
    expect(rows[2]?.[11]).toBe('2');
  });

  it('has no picture for a place that is nowhere, and says so of what there is not', () => {
    const nothing = { items: [], total: 0 };
    const tree = buildPlaceSheet(
      aPlaceSheet({ type: 'place', where: { countries: [], points: [], cities: [], moreCities: 0 }, partners: { total: 0, kinds: [] }, commitments: [], activity: { from: '2024-12', to: '2026-11', held: [] }, interactions: nothing, promises: nothing, agreements: nothing, missions: nothing, decisions: [], offices: [], thrusts: nothing, people: nothing, sources: [], hidden: 0 }),
      aRequest({ language: 'both' }),
    );
    expect(pictures(tree)).toEqual([]);
    expect(said(tree)).toContain('Aucune décision du Bureau à signaler.');
    expect(said(tree)).toContain('No decision of the Office to report.');
    expect(renderPdf(tree).pages).toBe(2);
  });

  it('stands on two pages a language, however much the office knows', { timeout: 60_000 }, () => {
    const data = aPlaceSheet();
    const full = aPlaceSheet({
      members: many(data.members, 60),
      partners: { total: 400, kinds: many(data.partners.kinds, 15).map((kind) => ({ ...kind, count: 40, names: many(kind.names, 8) })) },
      commitments: (['shines', 'learns', 'attracts'] as const).flatMap((priority) => many(data.commitments, 3).map((one) => ({ ...one, priority }))),
      interactions: { items: many(data.interactions.items, 5), total: 900 },
      promises: { items: many(data.promises.items, 20), total: 60 },
      agreements: { items: many(data.agreements.items, 8), total: 30 },
      missions: { items: many(data.missions.items, 8), total: 12 },
      decisions: many(data.decisions, 8).map((one) => ({ ...one, reason: 'Une raison qui se dit longuement. '.repeat(20) })),
      offices: many(data.offices, 30),
      thrusts: { items: many(data.thrusts.items, 12), total: 40 },
      people: { items: many(data.people.items, 12), total: 80 },
    });
    const tree = buildPlaceSheet(full, aRequest({ language: 'both', audience: 'confidential' }));
    expect(renderPdf(tree).pages).toBe(4);
    expect(said(tree)).toMatch(/ – \d+ sur 80/);
  });

  it('holds whatever people typed', async () => {
    const names = naughty.map((name) => both(name, null));
    const cities = names.map((name, index) => ({ name, point: [index, index] as [number, number], partners: 1 }));
    const data = aPlaceSheet({ name: both(naughty.join(' '), null), members: names, where: { countries: [], points: [[0, 0]], cities, moreCities: 3 } });
    const tree = buildPlaceSheet(data, aRequest({ language: 'both' }));
    checkXml(readZip(await renderDocx(tree)).get('word/document.xml')?.toString('utf8') ?? '');
    expect(renderHtml(tree)).toContain('<h1');
  });
});
