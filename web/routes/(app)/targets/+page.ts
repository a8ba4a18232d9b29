import { api } from '#lib/api.ts';

/** Everything that holds today, of every kind; regions still without a decision; the exercises, with when each was decided. */
export const load = async ({ fetch, url }) => {
  const archived = url.searchParams.get('archived') === 'true';
  const [decisions, regions, exercises] = await Promise.all([
    api(fetch, 'GET /api/target-decisions', { query: { current: ['true'], sort: 'name', limit: 200 } }),
    api(fetch, 'GET /api/regions', { query: { limit: 200 } }),
    api(fetch, 'GET /api/targeting-exercises', { query: { limit: 100, ...(archived ? { archived: ['true' as const] } : {}) } }),
  ]);
  const decided = exercises.items.filter(({ status }) => status === 'decided').map(({ id }) => id);
  const { items } = decided.length > 0 ? await api(fetch, 'GET /api/target-decisions', { query: { exercise: decided, limit: 200 } }) : { items: [] };
  return {
    decisions: decisions.items,
    undecided: regions.items.filter(({ decision }) => !decision),
    exercises,
    decidedIn: Object.fromEntries(items.flatMap(({ exercise, decidedAt, decidedBy }) => (exercise ? [[exercise.id, { at: decidedAt, by: decidedBy?.name ?? null }]] : []))),
  };
};
