import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../server/documents/zip.ts';
import type { Exercise } from '../../server/targets/exercise.schema.ts';
import { testOffice, today, type Office } from '../support/app.ts';

let office: Office;
let open: Exercise;

const evidence = [{ statementFr: 'Trois réseaux communs.', source: 'Relevé interne', observedOn: '2026-10-01' }];
const exercise = {
  titleFr: 'Où aller pour apprendre?',
  titleEn: 'Where to go to learn?',
  periodFrom: '2027',
  periodTo: '2029',
  criteria: [
    { id: 'c1', nameFr: 'Défis urbains communs', nameEn: 'Shared urban challenges', weight: 60 },
    { id: 'c2', nameFr: 'Échanges tenus', weight: 40, basis: 'computed', measure: 'held_interactions', scaleTop: 4 },
  ],
  candidates: [
    { id: 'a', nameFr: 'Pays nordiques', regionId: 'reg.nordic-arctic' },
    { id: 'b', nameFr: 'Ville de Bordeaux', placeId: 'pl.bordeaux' },
    { id: 'c', nameFr: 'Une idée' },
  ],
  scores: [
    { candidateId: 'a', criterionId: 'c1', value: 4, evidence },
    { candidateId: 'b', criterionId: 'c1', value: 2, evidence },
  ],
};
const create = async (more: object = {}): Promise<Exercise> => {
  const { status, body, text } = await office.as('officer').post<Exercise>('/api/targeting-exercises', { ...exercise, ...more });
  expect(status, text).toBe(201);
  return body;
};
const recordOf = ({ id }: { id: string }, format: string, language?: string): string => `/api/targeting-exercises/${id}/record.${format}${language ? `?language=${language}` : ''}`;
const idOf = ({ candidates }: Exercise, name: string): string => candidates.find(({ nameFr }) => nameFr === name)?.id ?? '';
const decide = async (made: Exercise): Promise<Exercise> => {
  const { status, body, text } = await office.as('strategist').post<Exercise>(`/api/targeting-exercises/${made.id}/decision`, {
    version: made.version,
    dissent: 'Une voix préférait attendre.',
    decisions: [
      { candidateId: idOf(made, 'Pays nordiques'), decision: 'target', reason: 'Villes d’hiver.', periodFrom: '2027', periodTo: '2029', reviewOn: '2028-11-30' },
      { candidateId: idOf(made, 'Ville de Bordeaux'), decision: 'watch', reason: 'À suivre de près.' },
      { candidateId: idOf(made, 'Une idée'), decision: 'no', reason: 'Trop vague.' },
    ],
  });
  expect(status, text).toBe(200);
  return body;
};
/** The bytes of an answer. */
async function bytes(url: string, as: 'reader' | 'strategist' = 'reader'): Promise<Buffer> {
  const { rawPayload, statusCode } = await office.app.inject({ method: 'GET', url, headers: { authorization: `Bearer test-token-${as}`, 'accept-language': 'fr' } });
  expect(statusCode).toBe(200);
  return rawPayload;
}

beforeAll(async () => {
  office = await testOffice();
  open = await create();
});
afterAll(() => office.close());

describe('the record of an open exercise', { timeout: 60_000 }, () => {
  it('is a draft that a reader downloads in either language, named in it, and logged', async () => {
    const before = await office.db.reader.exportLog.count();
    const reader = office.as('reader');
    const pdf = await reader.get(recordOf(open, 'pdf', 'fr'));
    expect([pdf.status, pdf.headers['content-type'], pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    expect(decodeURIComponent(String(pdf.headers['content-disposition']))).toContain('Projet de fiche de décision – Où aller pour apprendre – 2026-11-21.pdf');
    const docx = readZip(await bytes(recordOf(open, 'docx', 'en')));
    const xml = docx.get('word/document.xml')?.toString('utf8') ?? '';
    expect(xml).toContain('Where to go to learn?');
    expect(docx.get('word/header1.xml')?.toString('utf8')).toContain('Draft');
    expect(xml).toContain('descr="From first to last: ');
    expect(await office.db.reader.exportLog.count()).toBe(before + 2);
    const line = await office.db.reader.exportLog.findFirst({ orderBy: { at: 'desc' } });
    expect(line).toMatchObject({ collection: 'targeting-exercises', userId: 'user.reader', filters: `exercise = ${open.id}; language = en`, isOutsideQuebec: false });
    await reader.get(`${recordOf(open, 'html', 'fr')}&outsideReason=Mission&outsideReference=EFVP`);
    expect(await office.db.reader.exportLog.findFirst({ orderBy: { at: 'desc' }, where: { format: 'html' } })).toMatchObject({ filters: `exercise = ${open.id}; language = fr`, isOutsideQuebec: true, outsideReason: 'Mission', outsideReference: 'EFVP' });
  });

  it('is a page that runs nothing and has its one style sheet allowed by name', async () => {
    const page = await office.as('reader').get(recordOf(open, 'html', 'both'));
    expect(page.status).toBe(200);
    expect(String(page.headers['content-security-policy'])).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*sandbox$/);
    expect(page.text.match(/<section class="note-part"/g)).toHaveLength(2);
    expect(page.text.match(/<svg role="img" aria-label="/g)).toHaveLength(4);
    expect(page.text).toContain('Carte des candidats.');
    expect(page.text).not.toMatch(/<script|http-equiv/);
  });

  it('is in the language of who asks when none is named, and refuses another', async () => {
    expect((await office.as('reader').get(recordOf(open, 'html'))).text).toContain('<html lang="fr-CA">');
    expect((await office.as('reader').get(recordOf(open, 'html', 'es'))).status).toBe(400);
    expect((await office.as('reader').get('/api/targeting-exercises/nowhere/record.pdf')).status).toBe(404);
    expect((await office.anonymous().get(recordOf(open, 'pdf'))).status).toBe(401);
  });

  it('shows only the caller’s own scores while each judge scores alone', async () => {
    const made = await create({ judgeIds: ['user.officer', 'user.strategist'], round: 'alone', scores: [] });
    const criterionId = made.criteria[0]?.id;
    for (const [role, statement] of [['officer', 'Avis de la conseillère'], ['strategist', 'Avis de la stratège']] as const) {
      const judged = await office.as(role).post(`/api/targeting-exercises/${made.id}/judgements`, {
        judgements: [{ candidateId: made.candidates[0]?.id, criterionId, value: 3, statement }],
      });
      expect(judged.status, judged.text).toBe(200);
    }
    const [hers, theirs] = [await office.as('officer').get(recordOf(made, 'html', 'fr')), await office.as('reader').get(recordOf(made, 'html', 'fr'))];
    expect(hers.text).toContain('Avis de la conseillère');
    expect(hers.text).not.toContain('Avis de la stratège');
    expect(hers.text).toContain('ne montre que les notes de Personne officer');
    expect(theirs.text).not.toMatch(/Avis de la/);
  });
});

describe('the record of a decided exercise', { timeout: 60_000 }, () => {
  it('comes from what was frozen: the same bytes for everybody, whatever becomes of the records', async () => {
    const decided = await decide(await create({ titleFr: 'Où aller ensuite?' }));
    const before = { docx: await bytes(recordOf(decided, 'docx', 'both')), pdf: await bytes(recordOf(decided, 'pdf', 'fr')), html: await bytes(recordOf(decided, 'html', 'fr')) };
    const page = before.html.toString('utf8');
    expect(page).toContain(decided.frozen?.sha256);
    expect(page).toContain('Une voix préférait attendre.');
    expect(page).toContain('Décidé le 21\u00a0novembre\u00a02026 par Personne strategist.');
    expect(page).not.toContain('Projet');
    const region = (await office.as('strategist').get<{ version: number }>('/api/regions/reg.nordic-arctic')).body;
    expect((await office.as('strategist').patch('/api/regions/reg.nordic-arctic', region.version, { nameFr: 'Le Nord', nameEn: 'The North', placeIds: [] })).status).toBe(200);
    office.at(new Date('2027-03-01T12:00:00.000Z'));
    try {
      const after = { docx: await bytes(recordOf(decided, 'docx', 'both'), 'strategist'), pdf: await bytes(recordOf(decided, 'pdf', 'fr'), 'strategist'), html: await bytes(recordOf(decided, 'html', 'fr'), 'strategist') };
      expect(after.html.toString('utf8')).toBe(page);
      expect(after.docx.equals(before.docx)).toBe(true);
      expect(after.pdf.equals(before.pdf)).toBe(true);
    } finally {
      office.at(today);
    }
  });
});
