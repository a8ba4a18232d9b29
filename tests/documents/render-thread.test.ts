import { describe, expect, it } from 'vitest';
import { createRenderers, renderLimits } from '../../server/documents/render-thread.ts';
import { Problem } from '../../server/http/problem.ts';
import { treeOf } from './documents.ts';

const file = new URL('./slow-renderer.mjs', import.meta.url);
const task = (title: string) => ({ format: 'docx' as const, tree: { ...treeOf([]), title } });
const problemOf = (work: Promise<unknown>): Promise<Problem> => work.then(() => Promise.reject(new Error('made')), (error: unknown) => (error instanceof Problem ? error : Promise.reject(error as Error)));

describe('the thread of documents', () => {
  it('gives up a document that does not end, says so, and makes the next ones in another thread', async () => {
    const renderers = createRenderers(file, { ...renderLimits, milliseconds: 3000 });
    const [slow, next, wrong] = [problemOf(renderers.render(task('sans fin'))), renderers.render(task('un')), renderers.render(task('faute'))];
    await expect(wrong).rejects.toThrow('refusé');
    expect((await next).toString()).toBe('un');
    const { status, code, headers, ...said } = await slow;
    expect([status, code, headers['retry-after']]).toEqual([503, 'document-unavailable', '30']);
    expect(said.detail('fr')).toContain('trente secondes');
    expect(said.detail('en')).toContain('thirty seconds');
    await renderers.close();
  });

  it('refuses a document when too many wait, and what waits when it is closed', async () => {
    const renderers = createRenderers(file, { ...renderLimits, waiting: 2 });
    const all = ['sans fin', 'un', 'deux'].map((title) => renderers.render(task(title)));
    const { status, detail } = await problemOf(renderers.render(task('trois')));
    expect(status).toBe(503);
    expect(detail('fr')).not.toBe(detail('en'));
    const ends = Promise.allSettled(all);
    await renderers.close();
    expect((await ends).map(({ status: end }) => end)).toEqual(['rejected', 'rejected', 'rejected']);
    expect((await renderers.render(task('quatre'))).toString()).toBe('quatre');
    await renderers.close();
  });
});
