import Type from 'typebox';
import { outsideQuery } from '../exports/export-job.schema.ts';
import { IdParams, OneOf, type Contract } from '../http/endpoint.ts';

export const recordLanguages = ['fr', 'en', 'both'] as const;
export const recordFormats = ['docx', 'pdf', 'html'] as const;
export type RecordLanguage = (typeof recordLanguages)[number];
export type RecordFormat = (typeof recordFormats)[number];

const query = Type.Object({ language: Type.Optional(OneOf(recordLanguages)), ...outsideQuery }, { additionalProperties: false });
const route = { allow: 'reader', params: IdParams, query } as const;

export const recordContract = {
  'GET /api/targeting-exercises/:id/record.docx': {
    summary: 'The decision record of an exercise as Word, at most four pages a language; a draft before the decision',
    ...route,
    file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  'GET /api/targeting-exercises/:id/record.pdf': { summary: 'The decision record of an exercise as PDF/UA', ...route, file: 'application/pdf' },
  'GET /api/targeting-exercises/:id/record.html': { summary: 'The decision record of an exercise as a page', ...route, file: 'text/html' },
} as const satisfies Contract;
