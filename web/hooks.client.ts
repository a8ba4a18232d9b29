import type { HandleClientError } from '@sveltejs/kit/hooks';
import { Problem } from '#lib/problem.ts';

export const handleError: HandleClientError = (caught) => {
  if (caught.kind === 'unknown' && caught.error instanceof Problem) {
    const { status, title, detail } = caught.error;
    return { status: status === 0 ? 503 : status, message: title, detail };
  }
  if (caught.kind === 'unknown') console.error(caught.error);
};
