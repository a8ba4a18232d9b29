import { parentPort } from 'node:worker_threads';

// A thread that never ends a document called « sans fin », and gives of the others their name.
/** @typedef {{ id: number, tree: { title: string } }} Asked */
parentPort?.on('message', /** @param {Asked} asked */ ({ id, tree }) => {
  parentPort?.postMessage({ 'watch:import': [import.meta.url] });
  if (tree.title === 'faute') parentPort?.postMessage({ id, error: 'refusé' });
  else if (tree.title !== 'sans fin') parentPort?.postMessage({ id, body: Buffer.from(tree.title) });
  else for (;;);
});
