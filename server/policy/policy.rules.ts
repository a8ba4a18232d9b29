import type { FieldError } from '../http/problem.ts';
import { isBackwards } from '../text/period.rules.ts';
import { m } from '../../generated/paraglide/messages.js';

type CheckedFramework = {
  id?: string;
  parentId?: string | null | undefined;
  successorId?: string | null | undefined;
  periodFrom?: string | null | undefined;
  periodTo?: string | null | undefined;
};

/** What must hold between the fields of a framework, beyond each field's own shape. */
export function checkFramework({ id, parentId, successorId, periodFrom, periodTo }: CheckedFramework): FieldError[] {
  const errors: FieldError[] = [];
  if (isBackwards(periodFrom, periodTo)) {
    errors.push({ pointer: '/periodTo', message: (locale) => m.policy_period_backwards({}, { locale }) });
  }
  if (id && parentId === id) {
    errors.push({ pointer: '/parentId', message: (locale) => m.policy_framework_own_parent({}, { locale }) });
  }
  if (id && successorId === id) {
    errors.push({ pointer: '/successorId', message: (locale) => m.policy_framework_own_successor({}, { locale }) });
  }
  return errors;
}

export type TreeRow = { id: string; parentId: string | null };
export type TreeNode<T extends TreeRow> = T & { children: TreeNode<T>[] };

/**
 * Makes a tree of rows that name their parent, in the order given. A row whose parent is not among the rows is a root,
 * so that a filtered list still shows everything it has.
 */
export function toTree<T extends TreeRow>(rows: readonly T[]): TreeNode<T>[] {
  const nodes = new Map<string, TreeNode<T>>(rows.map((row) => [row.id, { ...row, children: [] }]));
  const roots: TreeNode<T>[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    (parent && parent !== node ? parent.children : roots).push(node);
  }
  return roots;
}
