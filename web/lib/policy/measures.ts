import type { Answer } from '#lib/api.ts';

type Measure = Pick<Answer<'GET /api/measures'>['items'][number], 'status' | 'dueOn'>;
const over = ['completed', 'cancelled', 'deferred'];

/** Whether a measure is past its due date and not over. A partial date counts to its last day. */
export const isMeasureLate = ({ status, dueOn }: Measure, day: string): boolean =>
  dueOn !== null && !over.includes(status) && `${dueOn}-99-99`.slice(0, 10) < day;

export const measureTone = (measure: Measure, day: string): 'going' | 'waiting' | 'done' | 'late' =>
  isMeasureLate(measure, day) ? 'late' : measure.status === 'completed' ? 'done' : measure.status === 'in_progress' || measure.status === 'ongoing' ? 'going' : 'waiting';
