import Type, { type Static } from 'typebox';
import { FullDate, Id, IdParams, Instant, Line, Nullable, OneOf, OptionalLine, Page, PersonReference, listQuery, type Contract } from '../http/endpoint.ts';
import { exportCollections, exportFormats, exportJobStates } from '../vocabulary.ts';

/** Why a file goes outside Québec, and the assessment or the agreement that allows it (Act respecting access, s. 70.1). */
export const outsideFields = { reason: Line, reference: OptionalLine };
/** The same, in the address of a file. */
export const outsideQuery = { outsideReason: Type.Optional(outsideFields.reason), outsideReference: Type.Optional(outsideFields.reference) };
export type OutsideQuery = { outsideReason?: string | undefined; outsideReference?: string | undefined };
const Outside = Type.Object({ reason: outsideFields.reason, reference: Type.Optional(Nullable(outsideFields.reference)) }, { additionalProperties: false });
export type Outside = { reason: string; reference?: string | null | undefined };

const order = {
  collection: OneOf(exportCollections),
  /** vcf for organizations and contacts, ics for interactions and missions, zip for the whole office */
  format: OneOf(exportFormats),
  /** The filters and the order of the list, as they stand in its address; empty for the whole office */
  query: Type.String({ maxLength: 10_000 }),
};
export const NewExportJob = Type.Object({ ...order, query: Type.Optional(order.query), outside: Type.Optional(Nullable(Outside)) }, { additionalProperties: false });
export type NewExportJob = Static<typeof NewExportJob>;

export const ExportJob = Type.Object({
  id: Id,
  ...order,
  state: OneOf(exportJobStates),
  /** Written so far, and in all; null while it is not known */
  rows: Type.Integer(),
  total: Nullable(Type.Integer()),
  fileName: Nullable(Type.String()),
  bytes: Nullable(Type.Integer()),
  /** Why it failed, in the caller's language */
  failure: Nullable(Type.String()),
  outside: Nullable(Type.Object({ reason: Type.String(), reference: Nullable(Type.String()) })),
  createdAt: Instant,
  startedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** Until when the file can be fetched; null where there is none */
  expiresAt: Nullable(Instant),
});
export type ExportJob = Static<typeof ExportJob>;

const logFilters = {
  user: Id,
  collection: Line,
  /** Marked as going outside Québec */
  outside: OneOf(['true', 'false']),
  from: FullDate,
  to: FullDate,
};
const LogLine = Type.Object({
  id: Id,
  at: Instant,
  user: Nullable(PersonReference),
  collection: Type.String(),
  format: Type.String(),
  rows: Type.Integer(),
  filters: Type.String(),
  isOutsideQuebec: Type.Boolean(),
  outsideReason: Nullable(Type.String()),
  outsideReference: Nullable(Type.String()),
});
export type LogLine = Static<typeof LogLine>;
const LogQuery = listQuery(logFilters, ['at'] as const);

/** Exports that take long: made on the server, fetched by whoever asked for them, kept for a day. */
export const exportJobContract = {
  'POST /api/export-jobs': {
    summary: 'Have a list, or the whole office (administrators), made into a file on the server',
    allow: 'reader',
    body: NewExportJob,
    // Accepted: what is asked for comes later.
    status: 202,
    response: ExportJob,
  },
  'GET /api/export-jobs': { summary: 'One’s exports of the day, the latest first', allow: 'reader', response: Type.Object({ items: Type.Array(ExportJob) }) },
  'GET /api/export-jobs/:id': { summary: 'How far one of one’s exports has come', allow: 'reader', params: IdParams, response: ExportJob },
  'GET /api/export-jobs/:id/file': { summary: 'The file, for whoever asked for it, during a day', allow: 'reader', params: IdParams, file: 'application/octet-stream' },
  'POST /api/export-jobs/:id/cancel': { summary: 'Stop an export that waits or is being made', allow: 'reader', params: IdParams, status: 200, response: ExportJob },
  'DELETE /api/export-jobs/:id': { summary: 'Forget an export, and remove its file', allow: 'reader', params: IdParams },
  'GET /api/export-log': { summary: 'Every file that left: what, how much, by whom, and whether outside Québec', allow: 'administrator', query: LogQuery, response: Page(LogLine) },
} as const satisfies Contract;
