/** The registry of kinds: each kind has its line here. Readers and builders load when first asked for. */
import type { NoteKindName } from './note.schema.ts';
import { kind, mostOfSelection, type AnyKind } from './kind.ts';

export const kinds: Record<NoteKindName, AnyKind> = {
  information: kind({
    subjects: ['organization', 'contact', 'interaction', 'mission', 'place', 'region'],
    most: 1,
    read: async (ctx, order) => (await import('./dossier.data.ts')).gatherDossier(ctx, order),
    build: async (data, request) => (await import('../documents/information-note.ts')).buildInformationNote(data, request),
  }),
  decision: kind({
    subjects: ['organization', 'contact', 'interaction', 'mission', 'place', 'region'],
    most: 1,
    read: async (ctx, order) => (await import('./dossier.data.ts')).gatherDossier(ctx, order),
    build: async (data, request) => (await import('../documents/decision-note.ts')).buildDecisionNote(data, request),
  }),
  meeting: kind({
    subjects: ['interaction', 'organization'],
    most: 1,
    read: async (ctx, order) => (await import('./meeting.data.ts')).readMeeting(ctx, order),
    build: async (data, request) => (await import('../documents/meeting-note.ts')).buildMeetingNote(data, request),
  }),
  'partner-sheet': kind({
    subjects: ['organization'],
    most: 1,
    read: async (ctx, order) => (await import('./partner-sheet.data.ts')).readPartnerSheet(ctx, order),
    build: async (data, request) => (await import('../documents/partner-sheet.ts')).buildPartnerSheet(data, request),
  }),
  programme: kind({
    subjects: ['mission'],
    most: 1,
    read: async (ctx, order) => (await import('./programme.data.ts')).readProgramme(ctx, order),
    build: async (data, request) => (await import('../documents/programme.ts')).buildProgramme(data, request),
  }),
  'mission-book': kind({
    subjects: ['mission'],
    most: 1,
    read: async (ctx, order) => (await import('./mission-book.data.ts')).readMissionBook(ctx, order),
    build: async (data, request) => (await import('../documents/mission-book.ts')).buildMissionBook(data, request),
  }),
  'mission-report': kind({
    subjects: ['mission'],
    most: 1,
    read: async (ctx, order) => (await import('./mission-report.data.ts')).readMissionReport(ctx, order),
    build: async (data, request) => (await import('../documents/mission-report.ts')).buildMissionReport(data, request),
  }),
  'place-sheet': {
    subjects: ['place', 'region'],
    most: 1,
    make: async (ctx, order, request) => (await import('./place-sheet.data.ts')).makePlaceSheet(ctx, order, request),
  },
  'status-report': kind({
    subjects: ['framework'],
    most: 20,
    read: async (ctx, order) => (await import('./status-report.data.ts')).readStatusReport(ctx, order),
    build: async (data, request) => (await import('../documents/status-report.ts')).buildStatusReport(data, request),
  }),
  selection: kind({
    subjects: ['organization', 'contact', 'interaction'],
    most: mostOfSelection,
    read: async (ctx, order) => (await import('./selection.data.ts')).readSelection(ctx, order),
    build: async (data, request) => (await import('../documents/selection-note.ts')).buildSelectionNote(data, request),
  }),
};
