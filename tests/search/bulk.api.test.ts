import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countActivityAlone } from '../../server/interactions/activity.bulk.ts';
import { openDatabase } from '../../server/database.ts';
import { rebuildActivity } from '../../server/interactions/activity.ts';
import { fillSearchAlone } from '../../server/search/bulk.ts';
import { fillInBackground, fillSearch, isHalfFilled, markForFill } from '../../server/search/rebuild.ts';
import { testOffice, type Office } from '../support/app.ts';

let office: Office;
beforeAll(async () => {
  office = await testOffice();
  const add = async (url: string, body: object): Promise<string> => {
    const answer = await office.as('strategist').post<{ id: string }>(url, body);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.id;
  };
  const lodz = await add('/api/organizations', { kind: 'municipality', nameFr: 'Ville de Łódź', nameEn: 'City of Łódź', placeId: 'pl.bordeaux', names: [['acronym', 'V.D.L.'], ['former', 'Lodzia']].map(([kind, name]) => ({ kind, name, language: null, validFrom: null, validTo: null })), tags: ['œuvres', 'eau'] });
  const empty = await add('/api/organizations', { kind: 'university', nameFr: 'L’Île-aux-Essais' });
  const person = await add('/api/contacts', { givenName: 'Zoë', particle: 'd’', familyName: 'Exemplaire', positions: [{ organizationId: lodz, titleFr: 'Mairesse', titleEn: 'Mayor' }, { organizationId: empty, titleFr: 'Rectrice', validTo: '2020' }], contactPoints: [{ kind: 'email', value: 'zoe@exemple.test' }] });
  const commitmentIds = ['vdq.learns.watch', 'vdq.learns.codevelop'];
  for (const [n, startsAt] of ['2026-03-01T04:30:00.000Z', '2026-03-01T05:30:00.000Z', '2026-03-15T12:00:00.000Z', '2026-04-01T03:59:00.000Z', '2025-12-31T23:00:00.000Z'].entries()) {
    await add('/api/interactions', {
      startsAt, subject: `Échange ${n} : O.C.D.E.`, summary: 'Une œuvre, deux sœurs', sensitivity: n === 2 ? 'restricted' : 'internal', language: n % 2 === 0 ? 'fr' : 'en',
      organizationIds: n === 4 ? [empty] : [empty, lodz].slice(n % 2), placeId: n === 1 ? 'pl.namur' : null, commitmentIds: commitmentIds.slice(n % 3),
      participants: [{ side: 'theirs', contactId: person, organizationId: lodz, name: 'Zoë d’Exemplaire' }],
      discussionPoints: [{ subject: 'Tramway', theirPosition: 'À l’étude', sensitivity: 'restricted' }],
    });
  }
  await add('/api/followups', { text: 'Envoyer la fiche', organizationId: lodz, contactId: person, promisedBy: 'us' });
  await add('/api/followups', { text: 'Répondre', contactId: person, promisedBy: 'them' });
  const gone = await add('/api/organizations', { kind: 'business', nameFr: 'Disparue inc.' });
  await office.as('strategist').patch(`/api/organizations/${gone}`, 1, { archived: true });
});
afterAll(() => office.close());

/** All that the derived tables say, without the numbers of rows, which follow the order of writing. */
function derived(file: string) {
  const raw = new Sqlite(file);
  raw.exec(`CREATE VIRTUAL TABLE temp.names USING fts5vocab(main, search_names, instance); CREATE VIRTUAL TABLE temp.texts USING fts5vocab(main, search_texts, instance)`);
  const all = (query: string): unknown[] => raw.prepare(query).raw().all();
  const own = '(SELECT "recordId" FROM search_entry WHERE "rowid" = doc)';
  const found = {
    entries: all(`SELECT "type", "recordId", "titleFr", "titleEn", "detailFr", "detailEn", "sensitivity", "createdById" FROM search_entry ORDER BY 1, 2`),
    days: all(`SELECT "recordId", "rowid" / 4194304 FROM search_entry ORDER BY 1, 2`),
    sources: all(`SELECT e."recordId", s."folded", s."names", s."body" FROM search_source s JOIN search_entry e ON e."rowid" = s."rowid" ORDER BY 1`),
    whole: all(`SELECT n."name", e."recordId" FROM search_name n JOIN search_entry e ON e."rowid" = n."entry" ORDER BY 1, 2`),
    names: all(`SELECT DISTINCT term, ${own}, col FROM temp.names ORDER BY 1, 2, 3`),
    texts: all(`SELECT DISTINCT term, ${own} FROM temp.texts ORDER BY 1, 2`),
    beginnings: ['oeu', 'exem', 'oecd'].map((word) => all(`SELECT "rowid" >> 40 FROM search_texts WHERE search_texts MATCH '${word}*' ORDER BY 1`)),
    terms: all(`SELECT t."kind", t."term" FROM search_term t WHERE EXISTS (SELECT 1 FROM temp.names n WHERE t."kind" = 0 AND n.term = t."term") OR EXISTS (SELECT 1 FROM temp.texts x WHERE t."kind" = 1 AND x.term = t."term") ORDER BY 1, 2`),
    settings: [...all('SELECT k, v FROM search_names_config'), ...all('SELECT k, v FROM search_texts_config')].filter((one) => !['hashsize', 'automerge', 'crisismerge'].includes(String((one as unknown[])[0]))),
    months: all('SELECT * FROM activity_month ORDER BY 1, 2, 3, 4, 5'),
    stale: all('SELECT * FROM activity_stale'),
  };
  const missing = all(`SELECT t."term" FROM search_piece p LEFT JOIN search_term t ON t."term" = p."term" WHERE t."term" IS NULL`);
  raw.close();
  return { found, missing };
}

const raise = (error: unknown): void => {
  throw error;
};

describe('an index made in a file that is open nowhere', () => {
  it('is refused beside an open office, and changes nothing there', async () => {
    const before = derived(office.file);
    expect(await fillSearchAlone(office.file)).toBeNull();
    expect(await countActivityAlone(office.file)).toBeNull();
    expect(derived(office.file)).toEqual(before);
  });
  it('holds what was kept up record by record, and what a rebuild beside others makes', async () => {
    const kept = derived(office.file);
    expect(kept.found.months.length).toBeGreaterThan(20);
    await office.app.close();
    await office.db.close();
    const count = await fillSearchAlone(office.file);
    const held = await countActivityAlone(office.file);
    expect([count, held]).toEqual([kept.found.entries.length, 5]);
    const alone = derived(office.file);
    expect(alone.found).toEqual(kept.found);
    expect(alone.missing).toEqual([]);
    const db = await openDatabase({ file: office.file });
    try {
      expect(await isHalfFilled(db)).toBe(false);
      expect((await fillSearch(db)).count).toBe(count);
      expect(await rebuildActivity(db)).toBe(held);
      expect(derived(office.file).found).toEqual(kept.found);
      // What is owed is made in the background, and stopped on the way goes on.
      await db.write((tx) => tx.$executeRaw`DELETE FROM search_entry`);
      await markForFill(db);
      fillInBackground(db, raise)();
      await new Promise(setImmediate);
      expect(await isHalfFilled(db)).toBe(true);
      const stop = fillInBackground(db, raise);
      await expect.poll(() => isHalfFilled(db), { timeout: 60_000 }).toBe(false);
      stop();
    } finally {
      await db.close();
    }
    expect(derived(office.file).found).toEqual(kept.found);
  });
});
