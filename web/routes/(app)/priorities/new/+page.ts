import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';

/** A new node lies under another (`?parent=`) or at the top of a framework (`?framework=`). */
export const load = async ({ fetch, url }) => {
  const [parentId, frameworkId] = [url.searchParams.get('parent'), url.searchParams.get('framework')];
  if (parentId) {
    const parent = await api(fetch, 'GET /api/policy-nodes/:id', { params: { id: parentId } });
    return { parent, framework: parent.framework };
  }
  if (!frameworkId) redirect(303, '/priorities');
  return { parent: null, framework: await api(fetch, 'GET /api/frameworks/:id', { params: { id: frameworkId } }) };
};
