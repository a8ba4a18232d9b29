import { api } from '#lib/api.ts';

/** Who is set side by side is in the address: `?c=ID&c=ID`, four at the most; the first two when it names fewer. */
export const load = async ({ fetch, params, url }) => {
  const exercise = await api(fetch, 'GET /api/targeting-exercises/:id', { params });
  const asked = [...new Set(url.searchParams.getAll('c'))];
  const found = exercise.candidates.filter(({ id }) => asked.includes(id)).slice(0, 4);
  const filling = exercise.candidates.filter((one) => !found.includes(one));
  return { exercise, candidates: found.length >= 2 ? found : [...found, ...filling.slice(0, 2 - found.length)].toSorted((a, b) => a.rank - b.rank) };
};
