import type { Block } from '../../server/documents/tree.ts';
import { run } from '../documents/documents.ts';

/** A note with everything that a template has to carry. */
export const blocks: Block[] = [
  { type: 'heading', level: 1, runs: [run('Contexte')] },
  { type: 'paragraph', role: 'body', runs: [run('Voir '), run('le site', { link: 'https://exemple.org/?a=1&b=2' }), run('.')] },
  { type: 'heading', level: 2, runs: [run('Faits')] },
  { type: 'facts', items: [{ label: [run('Population')], value: [run('549 459')] }] },
  { type: 'list', items: [[run('Un')], [run('Deux')]] },
  { type: 'heading', level: 3, runs: [run('Tableau')] },
  { type: 'table', caption: [run('Les personnes')], columns: [{ header: [run('Nom')], width: 40 }, { header: [run('Titre')], width: 60 }], rows: [[[run('A')], [run('B')]]] },
  { type: 'columns', left: [{ type: 'paragraph', role: 'body', runs: [run('Par nous')] }], right: [{ type: 'paragraph', role: 'body', runs: [run('Par eux')] }] },
  { type: 'paragraph', role: 'note', runs: [run('Source : le bureau')] },
];
