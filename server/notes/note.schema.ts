import Type, { type Static } from 'typebox';
import { FullDate, Id, IdParams, Instant, Nullable, OneOf, Page, PersonReference, listQuery, type Contract } from '../http/endpoint.ts';
import { noteAudiences, noteKinds } from '../vocabulary.ts';

export const noteFormats = ['docx', 'pdf', 'html', 'json'] as const;
export const noteLanguages = ['fr', 'en', 'both'] as const;
const subjectTypes = ['organization', 'interaction'] as const;

/** What a note is made from: one partner, or one interaction. */
export const NoteOrder = Type.Object(
  {
    kind: OneOf(noteKinds),
    subjects: Type.Array(Type.Object({ type: OneOf(subjectTypes), id: Id }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 1,
    }),
    language: OneOf(noteLanguages),
    audience: OneOf(noteAudiences),
    /** Interactions, agreements and promises of this period; all of them when left out */
    from: Type.Optional(FullDate),
    to: Type.Optional(FullDate),
  },
  { additionalProperties: false },
);
export type NoteOrder = Static<typeof NoteOrder>;

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
  audience: OneOf(noteAudiences),
  /** When the records were read */
  asOf: Instant,
  /** SHA-256 of the frozen document tree */
  sha256: Type.String(),
  author: Nullable(PersonReference),
  subjects: Type.Array(Subject),
});
export type Note = Static<typeof Note>;

const formatted = Type.Object({ format: OneOf(noteFormats) }, { additionalProperties: false });
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const noteContract = {
  'POST /api/notes/preview': {
    summary: 'A note as Word, PDF, HTML or its tree; nothing is stored',
    allow: 'reader',
    query: formatted,
    body: NoteOrder,
    file: 'application/octet-stream',
  },
  'GET /api/notes': {
    summary: 'Notes kept, the latest first',
    allow: 'reader',
    query: listQuery(
      { kind: OneOf(noteKinds), organization: Id, interaction: Id, audience: OneOf(noteAudiences), archived: OneOf(['true', 'false']) },
      ['createdAt', 'title'],
    ),
    response: Page(Note),
  },
  'GET /api/notes/:id': { summary: 'One note', allow: 'reader', params: IdParams, response: Note },
  'GET /api/notes/:id.docx': { summary: 'A kept note as Word', allow: 'reader', params: IdParams, file: docx },
  'GET /api/notes/:id.pdf': { summary: 'A kept note as PDF/UA', allow: 'reader', params: IdParams, file: 'application/pdf' },
  'GET /api/notes/:id.html': { summary: 'A kept note as a page', allow: 'reader', params: IdParams, file: 'text/html' },
  'GET /api/notes/:id.json': { summary: 'A kept note as its tree', allow: 'reader', params: IdParams, file: 'application/json' },
  'POST /api/notes': {
    summary: 'Make a note and keep it as it is today: its tree and its hash',
    allow: 'officer',
    body: NoteOrder,
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
