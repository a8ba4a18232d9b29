import Type, { type Static } from 'typebox';
import { placeholders } from '../documents/placeholders.rules.ts';
import { IdParams, Line, LocaleCode, Nullable, OneOf, Page, PersonReference, RecordFields, listQuery, type Contract } from '../http/endpoint.ts';
import { locales, noteKinds } from '../vocabulary.ts';

const Check = Type.Object({
  /** What stands between braces, as typed: what it asks for, or null and the name that was probably meant */
  placeholders: Type.Array(Type.Object({ name: Type.String(), meaning: Nullable(OneOf(placeholders)), nearest: Nullable(Type.String()) })),
  /** What the template does not ask for: the classification is added to each page without it, the rest at the head of the text */
  missing: Type.Array(OneOf(placeholders)),
  /** Our styles by id, and the name of the template's own for each; null: ours is added */
  styles: Type.Array(Type.Object({ ours: Type.String(), theirs: Nullable(Type.String()) })),
});

/** The settings of a template, which a person chooses. */
const settings = {
  name: Line,
  /** The language of the notes it is for; null: both */
  language: Nullable(LocaleCode),
  /** The kinds of notes it is for; none: all */
  kinds: Type.Array(OneOf(noteKinds), { maxItems: noteKinds.length, uniqueItems: true }),
  /** Notes of its language and kinds are made in it */
  isDefault: Type.Boolean(),
};

export const DocumentTemplate = Type.Object({
  ...RecordFields,
  ...settings,
  fileName: Type.String(),
  /** SHA-256 of the file */
  sha256: Type.String(),
  bytes: Type.Integer(),
  uploadedBy: Nullable(PersonReference),
  check: Check,
});
export type DocumentTemplate = Static<typeof DocumentTemplate>;

export const TemplateChange = Type.Object({ ...Type.Partial(Type.Object(settings)).properties, archived: Type.Optional(Type.Boolean()) }, { additionalProperties: false, minProperties: 1 });
export type TemplateChange = Static<typeof TemplateChange>;

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const templateContract = {
  'GET /api/document-templates': {
    summary: 'The office’s own Word templates, the latest first',
    allow: 'reader',
    query: listQuery({ archived: OneOf(['true', 'false']) }, ['createdAt', 'name']),
    response: Page(DocumentTemplate),
  },
  'GET /api/document-templates/built-in.docx': {
    summary: 'The built-in template, to start one’s own from',
    allow: 'reader',
    query: Type.Object({ language: OneOf(locales) }, { additionalProperties: false }),
    file: docx,
  },
  'GET /api/document-templates/:id': { summary: 'One template, with what was found in it', allow: 'reader', params: IdParams, response: DocumentTemplate },
  'GET /api/document-templates/:id.docx': { summary: 'The file of a template, as it was sent', allow: 'reader', params: IdParams, file: docx },
  'PATCH /api/document-templates/:id': {
    summary: 'Change what a template is called and is for, make it the default, archive or restore it; its file never changes',
    allow: 'strategist',
    params: IdParams,
    body: TemplateChange,
    response: DocumentTemplate,
  },
} as const satisfies Contract;

export const templateUploadContract = {
  'POST /api/document-templates': {
    summary: 'Send a Word file (multipart/form-data, one .docx or .dotx of at most 10 MB) to be checked and kept as a template',
    allow: 'strategist',
    response: DocumentTemplate,
    status: 201,
  },
} as const satisfies Contract;
