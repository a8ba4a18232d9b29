import { api } from '#lib/api.ts';

export const load = async ({ fetch }) => {
  const [frameworks, figures] = await Promise.all([
    api(fetch, 'GET /api/frameworks', { query: { limit: 200 } }),
    api(fetch, 'GET /api/policy-nodes/figures', { query: {} }),
  ]);
  const trees = await Promise.all(
    frameworks.items.map(async ({ id }) => (await api(fetch, 'GET /api/policy-nodes', { query: { framework: [id], limit: 200 } })).items),
  );
  return { frameworks: frameworks.items.map((framework, index) => ({ ...framework, tree: trees[index] ?? [] })), figures: figures.items };
};
