import { describe, expect, it } from 'vitest';
import { buildMeetingNote } from '../../server/documents/meeting-note.ts';
import type { MeetingNoteData, PartnerSheetData } from '../../server/documents/note-data.ts';
import { buildPartnerSheet } from '../../server/documents/partner-sheet.ts';
import { renderDocx } from '../../server/documents/render-docx.ts';
import { renderPdf } from '../../server/documents/render-pdf.ts';
import type { DocumentTree } from '../../server/documents/tree.ts';
import { readZip } from '../../server/documents/zip.ts';
import { aMeetingNote, anOrganizationData, aPerson, aRequest, checkXml, somebody } from './documents.ts';
import { anAgreement, aPromise, outline, styledParagraphs } from './dossier.ts';

const both = (fr: string, en: string | null): { fr: string; en: string | null } => ({ fr, en });
const hidden = somebody('Alex Réservé', { id: 'ct.alex', sensitivity: 'confidential' });

/** A meeting with two partners, of which something of every sort is on record, and somebody whom few may know. */
function aWholeMeeting(): MeetingNoteData {
  const data = aMeetingNote({ endsAt: '2026-11-24T16:00:00.000Z', objectives: [{ priority: 'shines', priorityTitle: both('Québec RAYONNE', 'Québec SHINES'), title: both('Nouveaux marchés', 'New markets') }] });
  const [met] = data.organization.interactions;
  const [lead] = data.meeting?.participants.theirs ?? [];
  if (!met || !lead || !data.meeting) throw new Error('the sample is not whole');
  data.organization = anOrganizationData({
    interactions: [{ ...met, theirs: [...met.theirs, hidden] }, { ...met, on: '2026-02-11', subject: both('Prise de contact', null), summary: null }],
    promises: [
      aPromise({ bornOn: '2026-06-11' }),
      aPromise({ text: both('Envoyer le guide', null), dueOn: '2026-10', bornOn: '2026-02-11' }),
      aPromise({ by: 'them', text: both('Transmettre le plan', null), dueOn: '2026-12-24', assignee: null, person: somebody('Maëlle de La Rivière-Fictive', { id: 'ct.maelle', sensitivity: 'internal' }), bornOn: '2026-06-11' }),
      aPromise({ by: 'them', text: both('Ouvrir leurs comptes', null), dueOn: null, status: 'done', doneOn: '2026-08-02', assignee: null, person: hidden }),
      aPromise({ text: both('Taire le dossier', null), sensitivity: 'confidential' }),
    ],
    agreements: [anAgreement()],
    hidden: 1,
  });
  data.partners = [both('Université de Bordeaux', null)];
  data.meeting.participants.theirs = [{ ...lead, lead: true, biography: both('Élue depuis 2020.', null) }, { ...lead, ...hidden }, { ...lead, id: null, name: 'Noé Sans-Notice', sensitivity: 'public', pronouns: null }];
  data.meeting.points.push({ subject: { text: 'Stages', language: 'fr' }, theirPosition: { text: 'Deux stages par an', language: 'fr' }, ourPosition: null, sensitivity: 'internal' });
  data.earlier = [{ subject: { text: 'Insertion du tramway', language: 'fr' }, theirPosition: { text: 'Partager les plans', language: 'fr' }, ourPosition: { text: 'Les recevoir avant l’automne', language: 'fr' }, on: '2026-06-11', sensitivity: 'internal' }];
  return data;
}

const aWholeSheet = (): PartnerSheetData => ({
  organization: { ...aWholeMeeting().organization, people: [aPerson(), aPerson({ ...hidden })], networks: [{ name: both('Organisation des villes du patrimoine mondial', 'Organization of World Heritage Cities'), acronym: both('OVPM', 'OWHC'), status: null, mandates: [] }] },
});

const inWord = async (tree: DocumentTree): Promise<string> => {
  const xml = readZip(await renderDocx(tree)).get('word/document.xml')?.toString('utf8') ?? '';
  checkXml(xml);
  return styledParagraphs(xml);
};

describe.each([
  ['meeting', (audience: 'internal' | 'confidential', language: 'fr' | 'both') => buildMeetingNote(aWholeMeeting(), aRequest({ audience, language }))],
  ['partner-sheet', (audience: 'internal' | 'confidential', language: 'fr' | 'both') => buildPartnerSheet(aWholeSheet(), aRequest({ audience, language }))],
] as const)('%s', (kind, made) => {
  it('reads as agreed, in both languages', async () => {
    await expect(outline(made('internal', 'both'))).toMatchFileSnapshot(`golden/${kind}.internal.txt`);
    await expect(outline(made('confidential', 'both'))).toMatchFileSnapshot(`golden/${kind}.confidential.txt`);
  });

  it('is the same in the unpacked Word file, in both languages', async () => {
    await expect(await inWord(made('internal', 'both'))).toMatchFileSnapshot(`golden/${kind}.docx.txt`);
  });

  it('names somebody only to those who may know them, and counts them once', () => {
    expect(outline(made('internal', 'fr'))).not.toContain('Réservé');
    expect(outline(made('confidential', 'fr'))).toContain('Réservé');
  });
});

it('keeps a meeting note of two partners to three pages', () => {
  expect(renderPdf(buildMeetingNote(aWholeMeeting(), aRequest())).pages).toBeLessThanOrEqual(3);
});

it('tells a day that is only a month or a year without a day', () => {
  const text = outline(buildMeetingNote(aWholeMeeting(), aRequest({ language: 'both' })));
  expect(text).toContain('attendu en octobre~2026');
  expect(text).not.toMatch(/ le (?:octobre|2026)/);
});
