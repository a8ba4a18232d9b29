import { api, type Answer, type Body } from '#lib/api.ts';
import { newKey } from '#lib/key.ts';

export type ExportJob = Answer<'GET /api/export-jobs'>['items'][number];
export type ExportOrder = Body<'POST /api/export-jobs'>;

/** A list of more rows than this is made on the server while one works, rather than waited for. */
export const longExport = 5_000;

export const isUnderWay = ({ state }: Pick<ExportJob, 'state'>): boolean => state === 'queued' || state === 'running';

/** @throws Problem, as when too many are being made already */
export const startExport = (order: ExportOrder): Promise<ExportJob> => api(fetch, 'POST /api/export-jobs', { body: order, idempotencyKey: newKey() });
