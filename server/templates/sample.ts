import type { Block, DocumentTree, Run } from '../documents/tree.ts';

const words = (text: string): Run[] => [{ text, lang: 'fr-CA' }];
const paragraph: Block = { type: 'paragraph', role: 'body', runs: words('{…}') };

/** A note of every sort of block: a template in which it cannot be made is not taken. Nobody reads it. */
export const sampleNote: DocumentTree = {
  schema: 1,
  kind: 'sample',
  title: '—',
  author: '—',
  office: '—',
  audience: 'internal',
  asOf: '2026-01-01',
  omitted: 0,
  density: 'regular',
  parts: [
    {
      language: 'fr',
      title: words('—'),
      subtitle: words('—'),
      header: { classification: words('—'), asOf: words('—') },
      footer: { office: words('—'), page: words('—'), of: words('—') },
      blocks: [
        { type: 'heading', level: 1, runs: words('—') },
        { type: 'facts', items: [{ label: words('—'), value: words('—') }] },
        { type: 'columns', left: [paragraph], right: [paragraph] },
        { type: 'list', items: [words('—')] },
        { type: 'table', caption: words('—'), columns: [{ header: words('—'), width: 100 }], rows: [[words('—')]] },
        paragraph,
      ],
    },
  ],
};
