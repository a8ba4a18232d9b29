import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRuns, plainText, type DocumentTree } from '../../server/documents/tree.ts';
import type { NoteOrder } from '../../server/notes/note.schema.ts';
import { testOffice, type Office, type Role } from '../support/app.ts';

let office: Office;
const made: Record<string, string> = {};

async function make(path: string, body: object): Promise<string> {
  const answer = await office.as('strategist').post<{ id: string }>(path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return answer.body.id;
}

beforeAll(async () => {
  office = await testOffice();
  const held = (subject: string, startsAt: string, organizationIds: string[], sensitivity = 'internal') => make('/api/interactions', { subject, startsAt, status: 'held', organizationIds, sensitivity, commitmentIds: ['vdq.learns.watch'] });
  made['both'] = await held('Atelier à deux villes', '2026-10-01T14:00:00Z', ['city.bordeaux', 'city.lyon']);
  made['one'] = await held('Appel de suivi', '2026-10-20T14:00:00Z', ['city.bordeaux']);
  made['secret'] = await held('Échange discret', '2026-11-02T15:00:00Z', ['city.bordeaux'], 'restricted');
  made['old'] = await held('Visite ancienne', '2024-01-10T15:00:00Z', ['city.bordeaux']);
  made['person'] = await make('/api/contacts', { givenName: 'Maëlle', familyName: 'Exemple', positions: [{ organizationId: 'city.bordeaux', titleFr: 'Adjointe au maire', isPrimary: true }], acquaintances: [{ userId: 'user.officer', since: null, note: null }] });
  await make('/api/followups', { promisedBy: 'us', text: 'Envoyer le guide', organizationId: 'city.bordeaux', dueOn: '2026-11-01' });
  await make('/api/followups', { promisedBy: 'us', text: 'Promesse discrète', organizationId: 'city.bordeaux', dueOn: '2026-11-01', sensitivity: 'confidential' });
  made['measure'] = await make('/api/measures', {
    frameworkId: 'fw.vdq-vision', policyNodeId: 'vdq.learns.watch', titleFr: 'Essayer deux pratiques', titleEn: 'Try two practices', status: 'in_progress', dueOn: '2026-09',
    updates: [{ period: '2026-S1', reportedOn: '2026-06-30', progress: 40, narrativeFr: 'Une pratique essayée', interactionId: made['secret'] }],
  });
}, 60_000);
afterAll(() => office.close());

const preview = async (kind: NoteOrder['kind'], subjects: NoteOrder['subjects'], more: Partial<NoteOrder> = {}, role: Role = 'strategist') => {
  const answer = await office.as(role).post<DocumentTree>('/api/notes/preview?format=json', { kind, subjects, language: 'fr', audience: 'internal', ...more });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};
const said = (tree: DocumentTree): string => allRuns(tree).map(({ text }) => text).join('|');
/** The total of each year of the table of months, and what the picture says. */
const months = (tree: DocumentTree): string[] =>
  (tree.parts[0]?.blocks ?? []).flatMap((block) => (block.type === 'table' && block.columns.length === 14 ? block.rows.map((row) => plainText(row.at(-1) ?? [])) : []));
const france = [{ type: 'place' as const, id: 'pl.fr' }];
const europe = [{ type: 'region' as const, id: 'reg.western-europe' }];

describe('the sheet on a place or a region', () => {
  it('counts an interaction with two cities of a country once, for the audience and its two years only', async () => {
    expect(months(await preview('place-sheet', france))).toEqual(['0', '0', '2']);
    expect(months(await preview('place-sheet', france, { audience: 'restricted' }))).toEqual(['0', '0', '3']);
    expect(months(await preview('place-sheet', europe))).toEqual(['0', '0', '2']);
    expect(months(await preview('place-sheet', europe, { audience: 'restricted' }))).toEqual(['0', '0', '3']);
    expect(months(await preview('place-sheet', france, { to: '2024-12-31' }))).toEqual(['0', '1']);
  });

  it('counts what it leaves out: an interaction and a promise for the inside, a promise for officers', async () => {
    expect((await preview('place-sheet', france)).omitted).toBe(2);
    expect((await preview('place-sheet', europe)).omitted).toBe(2);
    expect((await preview('place-sheet', france, { audience: 'restricted' })).omitted).toBe(1);
    expect((await preview('place-sheet', france, { audience: 'confidential' })).omitted).toBe(0);
    // A reader sees neither, and is told of neither.
    expect((await preview('place-sheet', france, {}, 'reader')).omitted).toBe(0);
  });

  it('holds partners, promises, whom we know, and where it comes from', async () => {
    const text = said(await preview('place-sheet', france));
    for (const word of ['France', 'Fiche pays', 'Bordeaux', 'Envoyer le guide (', 'Maëlle Exemple', 'Adjointe au maire', 'Atelier à deux villes']) expect(text, word).toContain(word);
    expect(text).not.toMatch(/discret|discrète/i);
    const open = said(await preview('place-sheet', france, { audience: 'public' }));
    expect(open).not.toMatch(/Maëlle|Envoyer le guide|Atelier/);
  });

  it('tells what the office decided about the region', async () => {
    await office.as('strategist').post('/api/regions/reg.western-europe/decisions', { decision: 'target', reason: 'Jumelages actifs.', periodFrom: '2025', periodTo: '2027' });
    expect(said(await preview('place-sheet', europe))).toMatch(/Cible.*Jumelages actifs\./);
  });
});

describe('the status report', () => {
  const vision = [{ type: 'framework' as const, id: 'fw.vdq-vision' }];

  it('goes by priority and commitment area, with what is late and what serves each', async () => {
    const tree = await preview('status-report', vision);
    const headings = (tree.parts[0]?.blocks ?? []).flatMap((block) => (block.type === 'heading' ? [plainText(block.runs)] : []));
    expect(headings).toEqual(expect.arrayContaining(['Faits saillants', 'En retard', 'Québec RAYONNE', 'Québec APPREND', 'Québec ATTIRE']));
    const text = said(tree);
    expect(text).toContain('Essayer deux pratiques');
    expect(text).toContain('1 mesure est en retard');
    expect(text).toContain('2 échanges tenus');
    expect(text).not.toContain('Échange discret');
    expect(text).toContain('appuyée par une fiche que cette diffusion ne permet pas de nommer');
    const restricted = said(await preview('status-report', vision, { audience: 'restricted' }));
    expect(restricted).toContain('Échange discret');
    expect(restricted).toContain('3 échanges tenus');
  });

  it('keeps to its period', async () => {
    const text = said(await preview('status-report', vision, { from: '2024-01-01', to: '2024-12-31' }));
    expect(text).toContain('1 échange tenu');
    expect(text).toContain('aucune mise à jour');
  });
});

describe('the note over a selection', () => {
  it('keeps the order given, with what is common first', async () => {
    for (const ids of [['city.lyon', 'city.bordeaux'], ['city.bordeaux', 'city.lyon']]) {
      const tree = await preview('selection', ids.map((id) => ({ type: 'organization' as const, id })));
      const names = (tree.parts[0]?.blocks ?? []).flatMap((block) => (block.type === 'heading' && block.level === 2 ? [plainText(block.runs)] : []));
      expect(names.map((name) => (name.includes('Lyon') ? 'city.lyon' : 'city.bordeaux'))).toEqual(ids);
      expect(said(tree)).toContain('Europe de l’Ouest| (2 sur 2)');
      expect(said(tree)).toMatch(/1 de notre part, 0 de la leur/);
      expect(tree.omitted).toBe(1);
    }
  });

  it('tells of each the last interaction that the audience may know of', async () => {
    const bordeaux = [{ type: 'organization' as const, id: 'city.bordeaux' }];
    expect(said(await preview('selection', bordeaux))).toContain('Appel de suivi');
    expect(said(await preview('selection', bordeaux, { audience: 'restricted' }))).toContain('Échange discret');
  });

  it('takes people and interactions too', async () => {
    const people = said(await preview('selection', [{ type: 'contact', id: made['person'] ?? '' }], { language: 'both' }));
    expect(people).toContain('Adjointe au maire');
    const interactions = said(await preview('selection', ['one', 'both'].map((key) => ({ type: 'interaction' as const, id: made[key] ?? '' }))));
    expect(interactions).toMatch(/Appel de suivi.*Atelier à deux villes/);
  });
});
