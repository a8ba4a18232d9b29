import { describe, expect, it } from 'vitest';
import { checkFramework, toTree } from '../../server/policy/policy.rules.ts';

describe('a tree of rows', () => {
  it('keeps the order given and takes rows without a parent among them as roots', () => {
    const tree = toTree([
      { id: 'b', parentId: null },
      { id: 'a', parentId: 'b' },
      { id: 'orphan', parentId: 'elsewhere' },
      { id: 'c', parentId: 'b' },
      { id: 'd', parentId: 'a' },
    ]);
    expect(tree.map(({ id }) => id)).toEqual(['b', 'orphan']);
    expect(tree[0]?.children.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(tree[0]?.children[0]?.children.map(({ id }) => id)).toEqual(['d']);
  });

  it('survives a row that names itself', () => {
    expect(toTree([{ id: 'a', parentId: 'a' }]).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('a framework', () => {
  it('is not its own parent or successor, and ends after it begins', () => {
    expect(checkFramework({ id: 'f', parentId: 'f', successorId: 'f', periodFrom: '2017', periodTo: '2006' }).map(({ pointer }) => pointer)).toEqual([
      '/periodTo', '/parentId', '/successorId',
    ]);
    expect(checkFramework({ id: 'f', parentId: 'g', periodFrom: '2006', periodTo: '2006' })).toEqual([]);
  });
});
