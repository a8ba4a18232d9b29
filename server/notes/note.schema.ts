import Type, { type Static } from 'typebox';
import { outsideQuery } from '../exports/export-job.schema.ts';
import { FullDate, Id, IdParams, Instant, Nullable, OneOf, Page, PersonReference, Text, listQuery, type Contract } from '../http/endpoint.ts';
import { noteAudiences, noteKinds } from '../vocabulary.ts';

export const noteFormats = ['docx', 'pdf', 'html', 'json'] as const;
/** A kept note gives its words alone too. */
export const keptFormats = [...noteFormats, 'txt'] as const;
export type KeptFormat = (typeof keptFormats)[number];
export const noteLanguages = ['fr', 'en', 'both'] as const;
/** How two languages stand in a note: one after the other, or side by side. */
export const noteLayouts = ['after', 'beside'] as const;
/** What a note may be made from; which of them a kind takes, and how many, is in `kinds.ts`. */
export const subjectTypes = ['organization', 'contact', 'interaction', 'mission', 'place', 'region', 'framework'] as const;
export type SubjectType = (typeof subjectTypes)[number];
/** How many records a note takes at most, whatever its kind. */
export const mostOfSelection = 200;
export type NoteKindName = (typeof noteKinds)[number];

/** What a note is made from: one record, or a selection of them. */
export const NoteOrder = Type.Object(
  {
    kind: OneOf(noteKinds),
    subjects: Type.Array(Type.Object({ type: OneOf(subjectTypes), id: Id }, { additionalProperties: false }), {
      // None at all is refused in a sentence of its own.
      maxItems: mostOfSelection,
    }),
    language: OneOf(noteLanguages),
    /** Of a note in both languages; one after the other when left out */
    layout: Type.Optional(OneOf(noteLayouts)),
    audience: OneOf(noteAudiences),
    /** Interactions, agreements and promises of this period; all of them when left out */
    from: Type.Optional(FullDate),
    to: Type.Optional(FullDate),
  },
  { additionalProperties: false },
);
export type NoteOrder = Static<typeof NoteOrder>;

export const NewNote = Type.Object(
  {
    ...NoteOrder.properties,
    /** What was read before it is kept, as `POST /api/notes/check` named it: refused with 409 when the document differs now */
    sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
  },
  { additionalProperties: false },
);
export type NewNote = Static<typeof NewNote>;

export const NoteKindItem = Type.Object({
  kind: OneOf(noteKinds),
  /** Types of records it is made from */
  subjects: Type.Array(OneOf(subjectTypes)),
  /** How many of them at most */
  most: Type.Integer(),
  /** Whether of several types at once */
  mixed: Type.Boolean(),
});
export type NoteKindItem = Static<typeof NoteKindItem>;

/** A text that an advisor wrote in a note. */
const textFields = { language: OneOf(['fr', 'en']), place: Type.String({ minLength: 1, maxLength: 400 }), audience: OneOf(noteAudiences) };
export const NoteText = Type.Object({
  ...textFields,
  text: Type.String(),
  /** What a change names; 0 where nothing is written for this very audience */
  version: Type.Integer(),
  updatedAt: Instant,
});
export type NoteText = Static<typeof NoteText>;
export const NewNoteText = Type.Object(
  {
    kind: NoteOrder.properties.kind,
    subjects: NoteOrder.properties.subjects,
    ...textFields,
    text: Text,
    version: Type.Integer({ minimum: 0 }),
    /** The period of the note in which it is written: some places stand in some periods only */
    from: NoteOrder.properties.from,
    to: NoteOrder.properties.to,
  },
  { additionalProperties: false },
);
export type NewNoteText = Static<typeof NewNoteText>;

/** Left out above the audience; missing in a language of the note; overdue; nothing new for a year; person not verified for a year. */
export const noteWarnings = ['left_out', 'untranslated', 'overdue', 'old', 'unverified'] as const;
export const NoteCheck = Type.Object({
  title: Type.String(),
  /** SHA-256 of the document tree: a note that is kept by naming it is this very one */
  sha256: Type.String(),
  warnings: Type.Array(
    Type.Object({
      code: OneOf(noteWarnings),
      count: Type.Integer(),
      /** The first of them: what it is, since when where that matters, and its record where it has one */
      items: Type.Array(
        Type.Object({ text: Type.String(), since: Nullable(Type.String()), type: Nullable(OneOf([...subjectTypes, 'followup'])), id: Nullable(Id) }),
      ),
    }),
  ),
  /** Where an advisor may write, in reading order, and what is written there */
  places: Type.Array(
    Type.Object({ language: OneOf(['fr', 'en']), place: Type.String(), isAwaited: Type.Boolean(), written: Nullable(NoteText), /** What a change names */ version: Type.Integer() }),
  ),
  /** The last note kept of the same order, and the lines that changed since; the first of them */
  previous: Nullable(
    Type.Object({ id: Id, edition: Type.Integer(), asOf: Instant, added: Type.Array(Type.String()), removed: Type.Array(Type.String()), count: Type.Integer() }),
  ),
});
export type NoteCheck = Static<typeof NoteCheck>;

/** Another note kept of the same order. */
const Edition = Type.Object({ id: Id, edition: Type.Integer(), asOf: Instant });

const Subject = Type.Object({ type: OneOf(subjectTypes), id: Id, nameFr: Type.String(), nameEn: Nullable(Type.String()) });

export const Note = Type.Object({
  id: Id,
  version: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
  archivedAt: Nullable(Instant),
  kind: OneOf(noteKinds),
  title: Type.String(),
  language: OneOf(noteLanguages),
  layout: OneOf(noteLayouts),
  audience: OneOf(noteAudiences),
  /** When the records were read */
  asOf: Instant,
  /** The period it was asked for */
  coversFrom: Nullable(FullDate),
  coversTo: Nullable(FullDate),
  /** 1 for the first note kept of this order (kind, language, audience, records, period), then 2, 3… */
  edition: Type.Integer(),
  /** The note whose place it took, and the one that took its own; both stay */
  supersedes: Nullable(Edition),
  supersededBy: Nullable(Edition),
  /** SHA-256 of the frozen document tree */
  sha256: Type.String(),
  /** Its files as they were made when it was kept; none for a note of before, which is rendered from its tree */
  files: Type.Array(Type.Object({ format: Type.String(), bytes: Type.Integer(), sha256: Type.String() })),
  /** The office’s template that its Word file was made in; null: our own page */
  template: Nullable(Type.Object({ id: Id, name: Type.String() })),
  author: Nullable(PersonReference),
  subjects: Type.Array(Subject),
});
export type Note = Static<typeof Note>;

const formatted = Type.Object({ format: OneOf(noteFormats), ...outsideQuery }, { additionalProperties: false });
/** Every file that leaves is in the log of exports; the page that a screen shows does not leave. */
const leaving = Type.Object(outsideQuery, { additionalProperties: false });
const leavingOrShown = Type.Object({ ...outsideQuery, shown: Type.Optional(OneOf(['true'])) }, { additionalProperties: false });
const keptFile = { allow: 'reader', params: IdParams, query: leaving } as const;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const noteContract = {
  'POST /api/notes/preview': {
    summary: 'A note as Word, PDF, HTML or its tree; nothing is stored',
    allow: 'reader',
    query: formatted,
    body: NoteOrder,
    file: 'application/octet-stream',
  },
  'POST /api/notes/check': {
    summary: 'What to know before a note leaves: left out, untranslated, overdue, old or unverified; nothing is stored',
    allow: 'reader',
    body: NoteOrder,
    response: NoteCheck,
    status: 200,
  },
  'PUT /api/notes/texts': {
    summary: 'Write in a note, apart from what is generated; an empty text takes it away',
    allow: 'officer',
    body: NewNoteText,
    response: NoteText,
  },
  'GET /api/notes/kinds': {
    summary: 'The kinds of notes: from which records each is made, and how many',
    allow: 'reader',
    response: Type.Object({ items: Type.Array(NoteKindItem) }),
  },
  'GET /api/notes': {
    summary: 'Notes kept, the latest first',
    allow: 'reader',
    query: listQuery(
      {
        kind: OneOf(noteKinds),
        organization: Id,
        contact: Id,
        interaction: Id,
        mission: Id,
        place: Id,
        region: Id,
        framework: Id,
        audience: OneOf(noteAudiences),
        archived: OneOf(['true', 'false']),
        /** Whether no later note took its place */
        current: OneOf(['true', 'false']),
        /** Every note kept of the same order as this one, itself among them */
        editionsOf: Id,
      },
      ['createdAt', 'title'],
    ),
    response: Page(Note),
  },
  'GET /api/notes/:id': { summary: 'One note', allow: 'reader', params: IdParams, response: Note },
  'GET /api/notes/:id.docx': { summary: 'A kept note as Word', ...keptFile, file: docx },
  'GET /api/notes/:id.pdf': { summary: 'A kept note as PDF/UA', ...keptFile, file: 'application/pdf' },
  'GET /api/notes/:id.html': { summary: 'A kept note as a page; `shown` when a screen shows it and no file leaves', ...keptFile, query: leavingOrShown, file: 'text/html' },
  'GET /api/notes/:id.json': { summary: 'A kept note as its tree', ...keptFile, file: 'application/json' },
  'GET /api/notes/:id.txt': { summary: 'The words of a kept note alone', ...keptFile, file: 'text/plain' },
  'POST /api/notes': {
    summary: 'Make a note and keep it as it is today: its tree, its files and their hashes',
    allow: 'officer',
    body: NewNote,
    response: Note,
    status: 201,
  },
  'PATCH /api/notes/:id': {
    summary: 'Archive or restore a kept note; what it says never changes',
    allow: 'officer',
    params: IdParams,
    body: Type.Object({ archived: Type.Boolean() }, { additionalProperties: false }),
    response: Note,
  },
} as const satisfies Contract;
